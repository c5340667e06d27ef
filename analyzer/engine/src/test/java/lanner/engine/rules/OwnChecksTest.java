package lanner.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes that Falco loads without a word. */
class OwnChecksTest {
    private static List<String> codes(String yaml) {
        LoadedRules loaded = RuleLoaderTest.load(yaml);
        assertThat(loaded.error().map(FindingText::of)).isEmpty();
        return loaded.warnings().stream()
                .map(finding -> finding.code().name())
                .filter(code -> code.startsWith("LANNER"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            proc.name in (shell_binaries)                          |
            proc.name in (shel_binaries)                           | LANNER_UNKNOWN_LIST
            proc.name in (bash, other_binaries)                    | LANNER_UNKNOWN_LIST
            proc.name in ("other_binaries", cat)                   |
            evt.type in (rt_sigaction, open) and proc.name in (sh) |
            proc.cmdline contains "run shell_binaries now"         | LANNER_LIST_IN_QUOTES
            proc.cmdline contains "run shell_binaries_now"         |
            proc.name in ()                                        | LANNER_ALWAYS_FALSE
            proc.name in (bash, zsh)                               |
            """)
    void conditions(String condition, String code) {
        String yaml =
                "- list: shell_binaries\n  items: [bash]\n- macro: used\n  condition: proc.name in (shell_binaries)\n"
                        + "- rule: r\n  desc: d\n  condition: evt.type=open and used and " + condition
                        + "\n  output: o\n  priority: INFO\n";
        assertThat(codes(yaml)).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void aRuleThatAnEarlierOneAlwaysBeatsIsNamed() {
        String rule = "- rule: %s\n  desc: d\n  condition: %s\n  output: o\n  priority: INFO\n";
        String broad = rule.formatted("broad", "evt.type=open and proc.name=cat");
        String narrow = rule.formatted("narrow", "proc.name=cat and evt.type=open and fd.name=/x");
        assertThat(codes(broad + narrow)).containsExactly("LANNER_SHADOWED_RULE");
        assertThat(codes(narrow + broad)).isEmpty();
        assertThat(codes(broad.replace("priority: INFO", "priority: INFO\n  enabled: false") + narrow))
                .isEmpty();
    }
}
