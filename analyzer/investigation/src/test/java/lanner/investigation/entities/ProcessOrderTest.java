package lanner.investigation.entities;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which order processes stand in the tree, and which have a line. */
class ProcessOrderTest {
    /** Id, parent, start, end, events, alerts. */
    private static final Events EVENTS = events(
            entry(0, -1, 0, 0, 5, 0),
            entry(1, 0, 10, 20, 50, 0),
            entry(2, 0, 20, 60, 1, 0),
            entry(3, 2, 30, 50, 90, 2),
            entry(4, 0, 40, 0, 60, 1),
            entry(5, 1, 15, 18, 3, 0));

    private static ProcessEntry entry(int id, int parent, long start, long end, long events, long alerts) {
        return new ProcessEntry(id, 100 + id, 0, parent, start, end, -1, -1, "", "", events, alerts, -1);
    }

    private static Events events(ProcessEntry... entries) {
        return (Events) Proxy.newProxyInstance(
                Events.class.getClassLoader(),
                new Class<?>[] {Events.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "processes" -> entries.length;
                    case "process" -> entries[(Integer) arguments[0]];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static String words(List<ProcessOrder.Line> lines) {
        return lines.stream()
                .map(line -> ".".repeat(line.depth()) + line.process() + (line.inner() ? "+" : ""))
                .collect(Collectors.joining(" "));
    }

    private static BitSet set(String ids) {
        BitSet set = new BitSet();
        Arrays.stream(ids.split(" ")).filter(id -> !id.isEmpty()).forEach(id -> set.set(Integer.parseInt(id)));
        return set;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            START    | ''  | 0+ .1+ ..5 .2+ ..3 .4
            START    | 1   | 0+ .1+ .2+ ..3 .4
            ACTIVITY | ''  | 0+ .2+ ..3 .4 .1+ ..5
            ACTIVITY | 2   | 0+ .2+ .4 .1+ ..5
            ALERTS   | ''  | 0+ .2+ ..3 .4 .1+ ..5
            ALERTS   | 0   | 0+
            """)
    void standsAsItIsSorted(TreeSort sort, String folded, String lines) {
        assertThat(words(ProcessOrder.of(EVENTS, set(folded), sort, null))).isEqualTo(lines);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12 | -1 | 0+ .1
            16 | -1 | 0+ .1+ ..5
            35 | -1 | 0+ .2+ ..3
            55 | -1 | 0+ .2 .4
            55 | 5  | 0+ .1+ ..5 .2 .4
            99 | -1 | 0+ .4
            """)
    void showsWhoWasAliveAndWhatLeadsThere(long at, int process, String lines) {
        BitSet kept = TreeNarrowing.withAncestors(EVENTS, TreeNarrowing.alive(EVENTS, at, process));
        assertThat(words(ProcessOrder.of(EVENTS, new BitSet(), TreeSort.START, kept)))
                .isEqualTo(lines);
    }

    @Test
    void showsPathsToAlertsAlone() {
        BitSet kept = TreeNarrowing.withAncestors(EVENTS, TreeNarrowing.alerted(EVENTS));
        assertThat(words(ProcessOrder.of(EVENTS, new BitSet(), TreeSort.START, kept)))
                .isEqualTo("0+ .2+ ..3 .4");
    }

    @Test
    void parentsThatLeadRoundAreNoTrouble() {
        Events round = events(entry(0, 1, 0, 0, 1, 1), entry(1, 0, 0, 0, 1, 0), entry(2, -1, 0, 0, 1, 0));
        assertThat(TreeNarrowing.withAncestors(round, TreeNarrowing.alerted(round)))
                .isEqualTo(set("0 1"));
        for (TreeSort sort : TreeSort.values()) {
            assertThat(words(ProcessOrder.of(round, new BitSet(), sort, null))).isEqualTo("2");
        }
    }

    @Test
    void sortsGoRound() {
        assertThat(TreeSort.START.next().next().next()).isEqualTo(TreeSort.START);
    }
}
