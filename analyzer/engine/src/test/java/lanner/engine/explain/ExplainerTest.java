package lanner.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.CompiledRule;
import lanner.engine.rules.LoadedRules;
import lanner.engine.rules.RuleLoader;
import lanner.engine.rules.RuleSet;
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

    /** The state behind {@code cat}'s successful open of /etc/shadow. */
    private static SystemState opened() {
        SystemState state = new SystemState();
        EventEncoder encoder = new EventEncoder();
        state.apply(event(encoder.begin(EventType.PROCESS, 0, 1, 1)
                .number(0, 9)
                .number(1, 9)
                .number(2, 1)
                .text(8, "cat")
                .text(9, "cat")
                .text(13, "/")));
        state.apply(event(encoder.begin(EventType.OPENAT, 9, 1, 1)
                .result(3)
                .number(1, -100)
                .text(2, "/etc/shadow")
                .number(3, 1)
                .number(4, 0)));
        return state;
    }

    private static Event event(EventEncoder encoder) {
        Event event = new Event();
        event.wrap(encoder, 1);
        return event.copy();
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
        SystemState state = opened();

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
        Explanation explanation =
                new Explainer(rule(macros, "opened and fd.name=/etc/passwd"), FIELDS).explain(opened().context());

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
        SystemState state = opened();
        for (int i = 0; i < 300; i++) {
            String condition = "evt.type=openat and " + condition(random, 4);
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

    private static String condition(SplittableRandom random, int depth) {
        String[] leaves = {
            "proc.name=cat",
            "proc.name=dog",
            "fd.name startswith /etc",
            "fd.sport=80",
            "fd.num>5",
            "proc.pid=9",
            "fd.name in (/etc/shadow, /x)",
            "fd.sport exists"
        };
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaves[random.nextInt(leaves.length)];
        }
        return switch (random.nextInt(3)) {
            case 0 -> "(" + condition(random, depth - 1) + " and " + condition(random, depth - 1) + ")";
            case 1 -> "(" + condition(random, depth - 1) + " or " + condition(random, depth - 1) + ")";
            default -> "not (" + condition(random, depth - 1) + ")";
        };
    }
}
