package lanner.investigation.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Cancelled;
import lanner.investigation.Opened;
import lanner.investigation.groups.EventGroups.Column;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.CellReader;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events by the values of fields: as plain maps would have them. */
class EventGroupsTest {
    private static final String PEER = "10.0.0.2:80";

    @TempDir
    static Path directory;

    private static Workspace one;
    private static Workspace two;

    @BeforeAll
    static void write() throws IOException {
        Path build = directory.resolve("build.lanner");
        try (CaptureStory written = CaptureStory.at(build)) {
            written.process(7, 1, "make").lasting(5_000).runs(7, 1, "make");
            for (int child = 8; child < 12; child++) {
                written.forks(7, child, "make").runs(child, 7, child % 2 == 0 ? "cc" : "as");
                for (int i = 0; i < 6; i++) {
                    written.lasting(1_000L * (child + i))
                            .opens(child, i == 0 ? -2 : 3, "/w/" + i % 3)
                            .reads(child, 3, "x".repeat(10 * child))
                            .writes(child, 3, "yz")
                            .closes(child, 3);
                }
                written.connects(child, 8000 + child, "10.0.0.2", 80).writes(child, 3, "hello");
            }
            written.beginsToOpen(8, "/w/late");
        }
        Path other = directory.resolve("other.lanner");
        try (CaptureStory written = CaptureStory.at(other, CaptureStory.START + 20_000)) {
            written.process(7, 1, "sh")
                    .runs(7, 1, "awk")
                    .opens(7, 3, "/w/0")
                    .reads(7, 3, "abc")
                    .opens(7, -13, "/b");
        }
        one = Opened.workspace(directory, build);
        two = Opened.workspace(directory, build, other);
    }

    private static EventGroups grouped(Workspace workspace, Choice choice, String by) throws IOException {
        return EventGroups.of(workspace, choice, Grouping.read(by), JobProgress.NONE)
                .orElseThrow();
    }

    private static Choice all(Workspace workspace) {
        return Choice.all(RowSet.all(workspace.events()));
    }

    private static RowSet found(Workspace workspace, String condition) throws IOException {
        RowQuery query = new RowQuery(condition, RowFilter.NONE);
        RowSet rows = query.rowSet(workspace.events());
        query.run(workspace, rows, JobProgress.NONE);
        return rows;
    }

    /** By the values that a replay reads of each row: its rows. */
    private static Map<List<String>, List<Integer>> plain(Workspace workspace, Choice choice, String by)
            throws IOException {
        List<String> fields = Arrays.asList(by.split(", "));
        int[] rows = IntStream.range(0, choice.size()).map(choice::row).toArray();
        Map<List<String>, List<Integer>> groups = new HashMap<>();
        try (CellReader reader = new CellReader(workspace, fields, List.of())) {
            reader.read(rows, JobProgress.NONE, cells -> {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < fields.size(); i++) {
                    values.add(cells.value(i).orElse(null));
                }
                groups.computeIfAbsent(values, key -> new ArrayList<>()).add(cells.row());
            });
        }
        return groups;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evt.type",
                "proc.name",
                "proc.exepath",
                "proc.pid",
                "fd.name",
                "fd.num",
                "evt.res",
                "evt.failed",
                "lanner.duration",
                "proc.pname",
                "fd.sip",
                "evt.num",
                "proc.name, evt.type",
                "fd.name, proc.name, evt.res",
                "proc.pname, fd.name",
                "proc.name, proc.aname[1], evt.type"
            })
    void groupsHaveTheRowsThatAReplayPutsTogether(String by) throws IOException {
        for (Workspace workspace : List.of(one, two)) {
            for (String condition : List.of("", "proc.name = cc", "proc.name = nobody")) {
                Choice choice = Choice.all(found(workspace, condition));
                EventGroups groups = grouped(workspace, choice, by);
                Map<List<String>, List<Integer>> expected = plain(workspace, choice, by);
                assertThat(groups.size()).isEqualTo(expected.size());
                for (EventGroup group : groups.sorted(Column.EVENTS, true)) {
                    List<Integer> rows = expected.get(group.values());
                    assertThat(rows).as(by + " " + group.values()).isNotNull();
                    assertSums(workspace.events(), group.sums(), rows);
                    assertThat(rowsOf(workspace, choice, groups, group)).isEqualTo(rows);
                    assertConditionFinds(workspace, condition, groups, group, rows);
                }
                assertThat(groups.all().count()).isEqualTo(choice.size());
                assertThat(groups.others().count()).isZero();
            }
        }
    }

    private static void assertSums(Events events, Sums sums, List<Integer> rows) {
        assertThat(sums.count()).isEqualTo(rows.size());
        assertThat(sums.errors())
                .isEqualTo(rows.stream().filter(events::refused).count());
        assertThat(sums.bytes())
                .isEqualTo(rows.stream().mapToLong(events::moved).sum());
        long[] took = rows.stream()
                .mapToLong(events::duration)
                .filter(nanos -> nanos >= 0)
                .toArray();
        assertThat(sums.timed()).isEqualTo(took.length);
        assertThat(sums.time())
                .isEqualTo(took.length == 0 ? -1 : Arrays.stream(took).sum());
        assertThat(sums.mean())
                .isEqualTo(took.length == 0 ? -1 : Arrays.stream(took).sum() / took.length);
        assertThat(sums.longest()).isEqualTo(Arrays.stream(took).max().orElse(-1));
        assertThat(sums.first()).isEqualTo(Collections.min(rows));
        assertThat(sums.last()).isEqualTo(Collections.max(rows));
    }

    private static List<Integer> rowsOf(Workspace workspace, Choice choice, EventGroups groups, EventGroup group)
            throws IOException {
        BitSet rows = groups.rows(workspace, choice, group, JobProgress.NONE).orElseThrow();
        return rows.stream().boxed().toList();
    }

    private static void assertConditionFinds(
            Workspace workspace, String before, EventGroups groups, EventGroup group, List<Integer> rows)
            throws IOException {
        Optional<String> condition = groups.condition(workspace, group);
        if (condition.isPresent()) {
            String whole = before.isEmpty() ? condition.get() : "(" + before + ") and " + condition.get();
            RowSet found = found(workspace, whole);
            assertThat(IntStream.range(0, found.size()).mapToObj(found::row).toList())
                    .as(whole)
                    .isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @CsvSource({"evt.type, true", "'proc.name, evt.res', true", "proc.pname, false", "file, false", "peer, false"})
    void aGroupOfIndexedFieldsHasACondition(String by, boolean has) throws IOException {
        EventGroups groups = grouped(one, all(one), by);
        for (EventGroup group : groups.sorted(Column.VALUES, false)) {
            assertThat(groups.condition(one, group).isPresent()).isEqualTo(has);
        }
    }

    @Test
    void aNameThatNoConditionCanSayIsLeftToItsRows() throws IOException {
        Path hostile = directory.resolve("hostile.lanner");
        String name = CaptureStory.bytes("/w/\u202egpj.exe\u001b[2J");
        try (CaptureStory written = CaptureStory.at(hostile)) {
            written.process(7, 1, "sh").opens(7, 3, name).reads(7, 3, "abc");
        }
        Workspace workspace = Opened.workspace(directory, hostile);
        EventGroups groups = grouped(workspace, all(workspace), "fd.name");
        EventGroup group = groups.sorted(Column.BYTES, true).get(0);
        assertThat(group.values()).containsExactly(name);
        assertThat(groups.condition(workspace, group)).isEmpty();
        assertThat(rowsOf(workspace, all(workspace), groups, group)).containsExactly(0, 1);
    }

    @Test
    void filesPeersAndProcessesAreWhatTheIndexKnows() throws IOException {
        EventGroup file = grouped(one, all(one), "file").sorted(Column.BYTES, true).stream()
                .filter(group -> group.values().get(0) != null)
                .findFirst()
                .orElseThrow();
        assertThat(file.values().get(0)).startsWith("/w/");
        assertThat(file.sums().bytes()).isPositive();
        EventGroups peers = grouped(one, all(one), "peer");
        assertThat(peers.sorted(Column.VALUES, true).get(0).values()).containsExactly(PEER);
        assertThat(peers.sorted(Column.VALUES, true).get(0).sums().count()).isEqualTo(4 + 4);
        assertThat(grouped(one, all(one), "process").sorted(Column.VALUES, false))
                .extracting(group -> group.values().get(0))
                .containsExactly("as 11", "as 9", "cc 10", "cc 8", "make 7");
    }

    @Test
    void aStretchOfTimeHasTheEventsBetweenItsEnds() throws IOException {
        Events events = one.events();
        RowSet opened = found(one, "evt.type = openat");
        long from = events.axis(opened.row(2));
        long to = events.axis(opened.row(5));
        Choice choice = Choice.between(events, opened, from, to);
        assertThat(IntStream.range(0, choice.size()).map(choice::row))
                .containsExactly(opened.row(2), opened.row(3), opened.row(4), opened.row(5));
        assertThat(Sums.of(events, choice, JobProgress.NONE).orElseThrow().count())
                .isEqualTo(4);
        assertThat(Choice.between(events, opened, to + 1, Long.MAX_VALUE).size())
                .isEqualTo(opened.size() - 6);
        assertThat(Choice.between(events, opened, 0, from - 1).size()).isEqualTo(2);
        assertThat(Choice.between(events, opened, 0, 1).size()).isZero();
    }

    @Test
    void groupsAreSortedByEachColumnBothWays() throws IOException {
        EventGroups groups = grouped(one, all(one), "proc.name, evt.type");
        for (Column column : Column.values()) {
            if (column != Column.VALUES) {
                List<Long> falling = groups.sorted(column, true).stream()
                        .map(group -> column.of(group.sums()))
                        .toList();
                assertThat(falling).isSortedAccordingTo(Collections.reverseOrder());
                assertThat(groups.sorted(column, false)).hasSameSizeAs(falling);
            }
        }
        List<String> names = groups.sorted(Column.VALUES, false).stream()
                .map(group -> group.values().get(0))
                .toList();
        assertThat(names).isSorted();
    }

    @Test
    void valuesWithoutEndAreKeptApartUpToALimitAndCounted() throws IOException {
        Path many = directory.resolve("many.lanner");
        int events = EventGroups.MOST + 10;
        try (CaptureStory written = CaptureStory.at(many)) {
            written.process(7, 1, "sh");
            for (int i = 0; i < events; i++) {
                written.calls(7, 39, 7);
            }
        }
        Workspace workspace = Opened.workspace(directory, many);
        for (String by : List.of("evt.num", "proc.name, evt.num", "evt.num, proc.name")) {
            EventGroups groups = grouped(workspace, all(workspace), by);
            assertThat(groups.size()).isEqualTo(EventGroups.MOST);
            assertThat(groups.others().count()).isEqualTo(10);
            assertThat(groups.all().count()).isEqualTo(events);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evt.type", "proc.pname", "proc.name, proc.pname"})
    void aGroupingThatIsCancelledComesToNothing(String by) throws IOException {
        assertThat(EventGroups.of(one, all(one), Grouping.read(by), new Cancelled()))
                .isEmpty();
        EventGroups groups = grouped(one, all(one), by);
        EventGroup first = groups.sorted(Column.EVENTS, true).get(0);
        assertThat(groups.rows(one, all(one), first, new Cancelled())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | name a field, such as proc.name, or several with a comma between them",
                "' , '                       | name a field, such as proc.name, or several with a comma between them",
                "evt.type                    | ''",
                "'file, process, peer'       | ''",
                "'proc.env[A, B], evt.type'  | ''",
                "'evt.num,proc.nam'          | proc.nam",
                "a,b,c,d,e,f,g,h,i           | at most 8 fields",
            })
    void aTextIsAGroupingOrASentenceSaysWhyNot(String text, String problem) {
        Optional<String> said = Grouping.problem(text);
        if (problem.isEmpty()) {
            assertThat(said).isEmpty();
            assertThat(Grouping.read(Grouping.read(text).words())).isEqualTo(Grouping.read(text));
        } else {
            assertThat(said).hasValueSatisfying(sentence -> assertThat(sentence).contains(problem));
        }
    }

    @Test
    void sumsSayThemselvesInALine() throws IOException {
        Sums sums = Sums.of(one.events(), Choice.all(found(one, "evt.type = openat")), JobProgress.NONE)
                .orElseThrow();
        assertThat(sums.words())
                .isEqualTo("25 events, 4 errors, 0 bytes, 288.0 \u00b5s in calls, the longest 16.0 \u00b5s");
        Sums none = Sums.of(one.events(), Choice.all(found(one, "proc.name = nobody")), JobProgress.NONE)
                .orElseThrow();
        assertThat(none.words()).isEqualTo("0 events, 0 errors, 0 bytes, no call tells how long it took");
        assertThat(none.first()).isEqualTo(-1);
    }
}
