package lanner.engine.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions outside of rule files, with what the files define. */
class ConditionReaderTest {
    private static final String FILE = """
            - list: shells
              items: [sh, bash]
            - list: interpreters
              items: [shells, python3]
            - macro: opens
              condition: evt.type in (open, openat)
            - macro: below_etc
              condition: opens and fd.name startswith /etc
            - macro: wrong
              condition: nosuch.field = x
            """;

    private final ConditionReader reader = RuleLoaderTest.load(FILE).conditions();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            proc.name in (shells)             | proc.name in (sh, bash)
            proc.name in (interpreters)       | proc.name in (sh, bash, python3)
            not opens                         | not evt.type in (open, openat)
            below_etc and proc.name = cat     | (evt.type in (open, openat) and fd.name startswith /etc) and proc.name = cat
            proc.name = cat                   | proc.name = cat
            """)
    void readsAsARuleWouldBeRead(String text, String meant) throws ConditionException {
        assertThat(Conditions.canonical(reader.read(text, new StandardFields())))
                .isEqualTo(Conditions.canonical(Conditions.parse(meant)));
    }

    /** Where the mistake stands in what was typed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nosuch and proc.name = cat            | 0  | 6
            opens and wrong                       | 10 | 15
            proc.name in (shells) and proc.nam = x | 26 | 34
            proc.nam in (shells)                  | 0  | 8
            proc.name in (shells) and             | 25 | 25
            """)
    void aMistakeStandsWhereItWasTyped(String text, int start, int end) {
        ConditionException wrong =
                catchThrowableOfType(ConditionException.class, () -> reader.read(text, new StandardFields()));
        assertThat(wrong.getMessage()).isNotBlank();
        assertThat(List.of(wrong.span().start(), wrong.span().end()))
                .as(wrong.getMessage())
                .isEqualTo(List.of(start, end));
        assertThat(wrong.span().column()).isEqualTo(start + 1);
    }

    @Test
    void knowsWhatTheFilesDefine() {
        assertThat(reader.macros()).containsOnlyKeys("opens", "below_etc", "wrong");
        assertThat(reader.lists()).containsEntry("shells", List.of("sh", "bash"));
        assertThat(RuleLoaderTest.load(FILE, "- rule: broken").conditions().macros())
                .isEmpty();
    }

    @Test
    void anyNumberOfConditionsMayBeAsked() throws ConditionException {
        StandardFields fields = new StandardFields();
        String many = "opens" + " or opens".repeat(999);
        for (int i = 0; i < 300; i++) {
            assertThat(reader.read(many, fields).leaves()).hasSize(1000);
        }
    }
}
