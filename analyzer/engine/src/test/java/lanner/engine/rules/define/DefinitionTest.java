package lanner.engine.rules.define;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.ast.Expr;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.read.RuleFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {
    private static final String RULE = """
            - rule: R
              desc: d
              condition: %s
              output: o
              priority: INFO
            """;

    private static LoadedRules load(String... texts) {
        List<RuleFile> files = new java.util.ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            files.add(new RuleFile("f" + i + ".yaml", texts[i]));
        }
        LoadedRules loaded = new RuleLoader(new StandardFields()).load(files);
        assertThat(loaded.error()).isEmpty();
        return loaded;
    }

    private static Map<String, Definition> byName(LoadedRules loaded) {
        return loaded.definitions().stream().collect(Collectors.toMap(Definition::name, each -> each));
    }

    /** What stands in a file at a place, up to the end of the line. */
    private static String at(String text, Definition.Place place) {
        return text.lines().toList().get(place.line() - 1).substring(place.column() - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evt.type = open and proc.name = 'it' and fd.num > 3",
                "\"evt.type = open\\u0020and\\x20 \\tproc.name = \\\"it\\\"\\nand \\\n   \\x20fd.num > 3\"",
                "\"evt.type = open and proc.name = \\\"\\U0001F4A5\\\" and fd.num > 3\"",
                "|\n    evt.type = open\n      and proc.name = 'it'\n    and fd.num > 3",
                ">-\n    evt.type = open\n\n    and proc.name = 'it'\n    and fd.num > 3\n",
                "evt.type = open\n    and proc.name = 'it'\n    and fd.num > 3",
                "'evt.type = open and proc.name = ''it'' and fd.num > 3'",
                "\"evt.type = open \\x61nd proc.name = \\\"it\\\" and \\\n    fd.num > 3\"",
            })
    void everyLeafIsFoundWhereItStandsHoweverYamlWritesIt(String condition) {
        String text = "# 💥 not a character of 16 bits\n" + RULE.formatted(condition);
        LoadedRules loaded = load(text);
        Definition rule = byName(loaded).get("R");

        List<Expr> leaves = loaded.rules().get(0).condition().leaves();

        assertThat(leaves).hasSize(3);
        List<String> found = leaves.stream()
                .map(leaf -> loaded.rules().get(0).origins().leaf(leaf).orElseThrow())
                .map(leaf -> at(
                        text, rule.place(rule.leaf(leaf.ordinal()).orElseThrow().start())))
                .toList();
        assertThat(found.get(0)).startsWith("evt.type");
        assertThat(found.get(1)).startsWith("proc.name");
        assertThat(found.get(2)).startsWith("fd.num");
    }

    @Test
    void leavesOfMacrosAreTheMacrosAndThoseOfListsStandWhereTheListIsNamed() {
        String text = """
                - list: names
                  items: [a, b]
                - macro: named
                  condition: (proc.name in (names) or proc.pname in (names))
                """ + RULE.formatted("evt.type = open and named and fd.num = 1");
        LoadedRules loaded = load(text);
        CompiledRule rule = loaded.rules().get(0);

        List<String> leaves = rule.condition().leaves().stream()
                .map(leaf -> rule.origins().leaf(leaf).orElseThrow())
                .map(leaf -> {
                    Definition definition = byName(loaded).get(leaf.name());
                    return leaf.kind().word() + " "
                            + at(
                                    text,
                                    definition.place(definition
                                            .leaf(leaf.ordinal())
                                            .orElseThrow()
                                            .start()));
                })
                .toList();

        assertThat(leaves)
                .containsExactly(
                        "rule evt.type = open and named and fd.num = 1",
                        "macro proc.name in (names) or proc.pname in (names))",
                        "macro proc.pname in (names))",
                        "rule fd.num = 1");
    }

    @Test
    void whatIsAppendedStandsInItsOwnFileAndExceptionsStandNowhere() {
        String first = RULE.formatted("evt.type = open");
        String second = """
                - rule: R
                  condition: and proc.name = cat
                  exceptions: [{name: e, fields: [fd.num], values: [[7]]}]
                  append: true
                """;
        LoadedRules loaded = load(first, second);
        Definition rule = byName(loaded).get("R");
        CompiledRule compiled = loaded.rules().get(0);

        List<Expr> leaves = compiled.condition().leaves();

        assertThat(rule.text()).isEqualTo("evt.type = open and proc.name = cat");
        assertThat(rule.place(rule.leaf(1).orElseThrow().start())).isEqualTo(new Definition.Place("f1.yaml", 2, 18));
        assertThat(leaves).hasSize(3);
        int ordinal = compiled.origins().leaf(leaves.get(2)).orElseThrow().ordinal();
        assertThat(rule.leaf(ordinal)).isEmpty();
        assertThat(rule.place()).isEqualTo(new Definition.Place("f0.yaml", 1, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[sh, s, \"s s\", zsh]", "\n    - sh # s\n    - s\n    - s s\n    - zsh\n"})
    void itemsOfListsAreFoundOneAfterTheOther(String items) {
        String text = "- list: s\n  items: " + items + "\n";
        Definition list = byName(load(text)).get("s");

        assertThat(at(text, list.place(0))).startsWith("sh");
        assertThat(at(text, list.place(2))).startsWith("s s");
        assertThat(at(text, list.place(3))).startsWith("zsh");
    }

    @Test
    void aChangedDefinitionIsCompiledWithAllThatUsesIt() {
        String text = """
                - list: names
                  items: [a, b]
                - macro: named
                  condition: proc.name in (names)
                """ + RULE.formatted("evt.type = open and named");
        LoadedRules loaded = load(text);
        Definition macro = byName(loaded).get("named");
        Definition list = byName(loaded).get("names");
        Definition rule = byName(loaded).get("R");

        assertThat(loaded.withItems(list, List.of("b")).rules().get(0).canonical())
                .isEqualTo("(evt.type = open and proc.name in (b))");
        assertThat(loaded.withCondition(macro, "not proc.name in (names)")
                        .rules()
                        .get(0)
                        .canonical())
                .isEqualTo("(evt.type = open and not proc.name in (a, b))");
        assertThat(loaded.withCondition(rule, "named").rules().get(0).canonical())
                .isEqualTo("proc.name in (a, b)");
        LoadedRules wrong = loaded.withCondition(rule, "nobody");
        assertThat(wrong.error()).isPresent();
        assertThat(wrong.rules()).isEmpty();
        assertThat(loaded.rules().get(0).canonical()).isEqualTo("(evt.type = open and proc.name in (a, b))");
    }
}
