package lanner.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.SystemState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainerTest {
    private static final StandardFields FIELDS = new StandardFields();

    @TempDir
    Path directory;

    private CompiledRule rule(String macros, String condition) throws Exception {
        Path file = Files.writeString(
                directory.resolve("r.yaml"),
                macros + "- rule: r\n  desc: d\n  condition: " + condition + "\n  output: o\n  priority: INFO\n");
        LoadedRules loaded = new RuleLoader(FIELDS, List.of()).loadPaths(List.of(file));
        assertThat(loaded.error()).isEmpty();
        return loaded.rules().get(0);
    }

    private static String draw(Explanation node) {
        StringBuilder text = new StringBuilder();
        node.macro().ifPresent(macro -> text.append(macro).append('='));
        text.append(node.verdict().word()).append(node.decisive() ? "!" : "");
        if (node.isLeaf()) {
            return text.toString();
        }
        text.append(' ').append(node.text()).append('(');
        List<String> children = new ArrayList<>();
        node.children().forEach(child -> children.add(draw(child)));
        return text.append(String.join(" ", children)).append(')').toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evt.type=openat and proc.name=cat                    | 0 | true! and(true! true!)",
                "evt.type=openat and proc.name=dog                    | 1 | false! and(true false!)",
                "evt.type=openat and fd.sport=80                      | 1 | false! and(true missing!)",
                "evt.type=openat and not proc.name=cat                | 1 | false! and(true false! not(true!))",
                "evt.type=openat and (proc.name=dog or proc.pid=9)    | 0 | true! and(true! true! or(false true!))",
                "evt.type=openat and (proc.name=dog or proc.pid=8)    | 1 | false! and(true false! or(false! false!))",
                "evt.type=openat and proc.name=dog and proc.pid=8     | 2 | false! and(true false! false!)",
                "evt.type=openat and fd.sport exists                  | 1 | false! and(true false!)",
                "evt.type=openat and not fd.sport exists              | 0 | true! and(true! true! not(false!))",
                "evt.type=close                                       | 1 | false!",
            })
    void eachLeafIsAskedAndThoseThatDecideAreMarked(String condition, int distance, String drawn) throws Exception {
        Explainer explainer = new Explainer(rule("", condition), FIELDS);
        SystemState state = ShadowScene.opened();

        assertThat(explainer.distance(state.context())).isEqualTo(distance);
        assertThat(draw(explainer.explain(state.context()))).isEqualTo(drawn);
    }

    @Test
    void aPartKnowsTheMacroThatItIsAndALeafWhatItRead() throws Exception {
        String macros = """
                - macro: opens
                  condition: evt.type in (open, openat)
                - macro: opened
                  condition: opens and fd.num >= 0
                """;
        Explanation explanation = new Explainer(rule(macros, "opened and fd.name=/etc/passwd"), FIELDS)
                .explain(ShadowScene.opened().context());

        assertThat(draw(explanation)).isEqualTo("false! and(opened=true and(opens=true true) false!)");
        assertThat(explanation.decisiveLeaves())
                .singleElement()
                .satisfies(leaf -> assertThat(leaf.readings())
                        .containsExactlyEntriesOf(java.util.Map.of("fd.name", "/etc/shadow")));
    }

    /** An explanation must never contradict the replay, and a distance of 0 means a match. */
    @Test
    void randomConditionsAreExplainedAsTheyAreDecided() throws Exception {
        long seed = Long.getLong("lanner.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        SystemState state = ShadowScene.opened();
        for (int i = 0; i < 300; i++) {
            String condition = "evt.type=openat and " + ShadowScene.condition(random, 4);
            CompiledRule rule = rule("", condition);
            RuleSet set = RuleSet.of(List.of(rule), each -> true, FIELDS);
            boolean matched = false;
            for (RuleSet.Planned planned : set.candidates(state.context().event())) {
                matched |= planned.condition().test(state.context());
            }
            Explainer explainer = new Explainer(rule, FIELDS);
            assertThat(explainer.explain(state.context()).verdict().isTrue())
                    .as("seed %d: %s", seed, condition)
                    .isEqualTo(matched);
            assertThat(explainer.distance(state.context()) == 0)
                    .as("seed %d: %s", seed, condition)
                    .isEqualTo(matched);
            assertThat(explainer.explain(state.context()).decisiveLeaves()).isNotEmpty();
        }
    }
}
