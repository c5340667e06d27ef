package lanner.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lanner.engine.field.StandardFields;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleLoaderTest {
    private static final String RULE = """
            - rule: r
              desc: d
              condition: %s
              output: out %%proc.name
              priority: Warning
            """;

    @Test
    void upstreamsStableRulesLoadUnchanged() {
        Path upstream = Path.of("../../../shared/data/rules/falco_rules.yaml");
        assumeTrue(Files.exists(upstream), "upstream's rules are not beside the project");
        Loaded loaded = new RuleLoader(new StandardFields()).load(List.of(upstream));
        assertThat(loaded.findings()).isEmpty();
        assertThat(loaded.rules().rules()).hasSize(25);
        assertThat(loaded.macros()).isEqualTo(87);
        assertThat(loaded.lists()).isEqualTo(49);
    }

    @Test
    void ourOwnRulesHaveNothingToComplainAbout() {
        Loaded loaded = new RuleLoader(new StandardFields()).load(List.of(Path.of("../../rules")));
        assertThat(loaded.findings()).isEmpty();
        assertThat(loaded.rules().rules()).hasSizeGreaterThanOrEqualTo(7).allSatisfy(rule -> {
            assertThat(rule.description()).isNotBlank();
            assertThat(rule.tags()).anyMatch(tag -> tag.matches("T[0-9]{4}(\\.[0-9]{3})?"));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            - rule: r                                            | LOAD_ERR_YAML_VALIDATE     | Item has no mapping for key 'condition'
            - list: l                                            | LOAD_ERR_YAML_VALIDATE     | Item has no mapping for key 'items'
            - macro: m                                           | LOAD_ERR_YAML_VALIDATE     | Item has no mapping for key 'condition'
            - {list: l, items: x}                                | LOAD_ERR_YAML_VALIDATE     | Value is not a sequence
            - {list: l, items: [~]}                              | LOAD_ERR_YAML_VALIDATE     | sequence value is not scalar
            - {macro: m, condition: ~}                           | LOAD_ERR_YAML_VALIDATE     | Mapping for key 'condition' is empty
            - {macro: m, condition: foo}                         | LOAD_ERR_VALIDATE          | Undefined macro 'foo' used in filter.
            - {macro: m, condition: m}                           | LOAD_ERR_VALIDATE          | Undefined macro 'm' used in filter.
            - required_engine_version: 0.63.0                    | LOAD_ERR_VALIDATE          | Rules require engine version 0.63.0, but engine version is 0.62.0
            - required_engine_version: x                         | LOAD_ERR_YAML_VALIDATE     | Unable to parse engine version 'x' as a semver string. Expected "x.y.z" semver format.
            - foo                                                | LOAD_ERR_YAML_VALIDATE     | Unexpected element type. Each element should be a yaml associative array.
            foo                                                  | LOAD_ERR_YAML_VALIDATE     | Rules content is not yaml
            foo: bar                                             | LOAD_ERR_YAML_VALIDATE     | Rules content is not yaml array of objects
            - {list: l, items: [], append: true}                 | LOAD_ERR_VALIDATE          | List uses 'append' or 'override.items: append' but no list by that name already exists
            - {rule: r, enabled: false}                          | LOAD_ERR_VALIDATE          | Rule has 'enabled' key but no rule by that name already exists
            - {rule: r, enabled: maybe}                          | LOAD_ERR_YAML_VALIDATE     | Can't decode YAML scalar value
            - {rule: r, override: {output: append}, output: x}   | LOAD_ERR_YAML_VALIDATE     | override is not supported yet: this file was not loaded
            """)
    void saysWhatIsWrongAndWhere(String yaml, Finding.Code code, String message) {
        Loaded loaded = new RuleLoader(new StandardFields()).load("t.yaml", yaml);
        Finding error =
                loaded.findings().stream().filter(Finding::isError).findFirst().orElseThrow();
        assertThat(error.message()).isEqualTo(message);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.file()).isEqualTo("t.yaml");
        assertThat(error.line()).isEqualTo(1);
    }

    @Test
    void yamlMistakesHaveTheirLineAndColumn() {
        Finding error = load("- rule: r\n  desc: [a\n").findings().get(0);
        assertThat(error.code()).isEqualTo(Finding.Code.LOAD_ERR_YAML_PARSE);
        assertThat(error.line()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            proc.name in (l)          | a, b  | proc.name in ( a, b )
            proc.name in (l, c)       | a     | proc.name in ( a , c)
            proc.name in (l, c)       |       | proc.name in (  c)
            proc.name in (c, l)       |       | proc.name in (c  )
            proc.name=l and m         | a     | proc.name= a and m
            l                         | a     | a
            name_l in (xl)            | a     | name_l in (xl)
            """)
    void listsAreSubstitutedAsText(String condition, String items, String expected) throws Exception {
        List<String> list = items == null ? List.of() : List.of(items.split(", "));
        assertThat(ListSubstitution.substitute(condition, "l", list)).isEqualToIgnoringWhitespace(expected);
    }

    @Test
    void aLaterMacroReplacesAnEarlierOneInItsPlace() {
        Loaded loaded = load("- {macro: m, condition: proc.name=a}\n"
                + RULE.formatted("evt.type=open and m")
                + "- {macro: m, condition: proc.name=b}\n");
        assertThat(loaded.isValid()).isTrue();
        assertThat(loaded.rules().rules()).hasSize(1);
        assertThat(loaded.rules().rules().get(0).eventNames().names()).containsExactly("open");
    }

    @Test
    void unknownListNamesAndKeysAreWarnedOfAndNotFatal() {
        Loaded loaded = load(RULE.formatted("evt.type=open") + "  colour: red\n- {list: unused, items: [a]}\n");
        assertThat(loaded.isValid()).isTrue();
        assertThat(loaded.findings())
                .extracting(Finding::code)
                .containsExactlyInAnyOrder(Finding.Code.LOAD_UNKNOWN_KEY, Finding.Code.LOAD_UNUSED_LIST);
    }

    @Test
    void bombsOfMacrosListsAndAliasesEndWithAnError() {
        StringBuilder macros = new StringBuilder("- {macro: m0, condition: proc.name=a or proc.name=b}\n");
        for (int i = 1; i < 60; i++) {
            macros.append("- {macro: m")
                    .append(i)
                    .append(", condition: m")
                    .append(i - 1)
                    .append(" or m")
                    .append(i - 1)
                    .append("}\n");
        }
        StringBuilder lists = new StringBuilder("- {list: l0, items: [" + "abcdefgh, ".repeat(200) + "x]}\n");
        for (int i = 1; i < 30; i++) {
            lists.append("- {list: l")
                    .append(i)
                    .append(", items: [")
                    .append(("l" + (i - 1) + ", ").repeat(200))
                    .append("x]}\n");
        }
        lists.append(RULE.formatted("proc.name in (" + "l29, ".repeat(200) + "x)"));
        StringBuilder aliases = new StringBuilder("- &a [x]\n");
        for (int i = 0; i < 30; i++) {
            aliases.append("- [*a, *a, *a, *a]\n");
        }
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String bomb : List.of(macros + RULE.formatted("m59"), lists.toString(), aliases.toString())) {
                assertThat(load(bomb).isValid()).isFalse();
            }
            assertThat(load("- ".repeat(200_000)).isValid()).isFalse();
            assertThat(load(RULE.formatted("proc.name=" + "x".repeat(10_000_000)))
                            .isValid())
                    .isFalse();
        });
    }

    private static Loaded load(String yaml) {
        return new RuleLoader(new StandardFields()).load("t.yaml", yaml);
    }
}
