package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows in the order of a column: as a plain stable sort would have them. */
class RowSortTest {
    @TempDir
    static Path directory;

    private static Path capture;
    private static Workspace one;
    private static Workspace two;

    /** What a row is sorted by, the plain way; null for nothing. */
    private static final Map<String, BiFunction<Events, Integer, Comparable<?>>> COLUMNS = columns();

    private static Map<String, BiFunction<Events, Integer, Comparable<?>>> columns() {
        Map<String, BiFunction<Events, Integer, Comparable<?>>> columns = new HashMap<>();
        columns.put(RowSort.NUMBER, (events, row) -> row);
        columns.put(RowSort.TIME, Events::time);
        columns.put(
                RowSort.PROCESS,
                (events, row) -> events.image(events.imageId(row)).comm()
                        + String.format(" %09d", events.processOf(row).pid()));
        columns.put(RowSort.CALL, Events::call);
        columns.put(RowSort.RESULT, (events, row) -> events.hasResult(row) ? events.result(row) : null);
        columns.put(
                RowSort.ABOUT,
                (events, row) -> About.of(events, row)
                        .map(about -> about.kind() == About.Kind.CHILD
                                ? String.format("\uffff%09d", Long.parseLong(about.value()))
                                : about.value())
                        .orElse(null));
        for (String number : List.of("fd.num", "thread.tid", "proc.pid", "evt.rawres", "proc.ppid")) {
            columns.put(
                    number,
                    (events, row) ->
                            value(number, events, row).map(Long::valueOf).orElse(null));
        }
        for (String text :
                List.of("evt.res", "evt.type", "evt.failed", "proc.name", "fd.name", "proc.pname", "evt.args")) {
            columns.put(text, (events, row) -> value(text, events, row).orElse(null));
        }
        return columns;
    }

    private static final Map<String, List<Optional<String>>> READ = new HashMap<>();

    /** All values of a field are read once. */
    private static Optional<String> value(String field, Events events, int row) {
        Workspace of = events == one.events() ? one : two;
        return READ.computeIfAbsent(field + of.captures().size(), key -> values(field, of))
                .get(row);
    }

    private static List<Optional<String>> values(String field, Workspace of) {
        List<Optional<String>> read = new ArrayList<>();
        try (CellReader reader = new CellReader(of, List.of(field), List.of())) {
            int[] rows = IntStream.range(0, of.events().rows()).toArray();
            reader.read(rows, JobProgress.NONE, cells -> read.add(cells.value(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    @BeforeAll
    static void write() throws IOException {
        capture = directory.resolve("sorted.lanner");
        SplittableRandom random = new SplittableRandom(3);
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").runs(7, 1, "make");
            for (int child = 8; child < 14; child++) {
                written.forks(7, child, "make").runs(child, 7, child % 3 == 0 ? "cc" : "as");
                if (child == 12) {
                    written.clockSet(-40_000);
                }
                for (int i = 0; i < 30; i++) {
                    written.opens(child, random.nextInt(9) - 3, "/w/" + random.nextInt(12))
                            .closes(child, random.nextInt(5))
                            .calls(child, 9 + random.nextInt(4), result(random));
                }
            }
        }
        Path other = directory.resolve("other.lanner");
        try (CaptureStory written = CaptureStory.at(other, CaptureStory.START + 70_000)) {
            written.process(7, 1, "sh").runs(7, 1, "awk").opens(7, 3, "/w/0").opens(7, -13, "/b");
        }
        one = Opened.workspace(directory, capture);
        two = Opened.workspace(directory, capture, other);
    }

    /** An error, or any other number. */
    private static long result(SplittableRandom random) {
        return random.nextInt(3) == 0 ? -random.nextInt(1, 4096) : random.nextLong() >>> 1;
    }

    static Stream<Arguments> everyColumnBothWays() {
        return COLUMNS.keySet().stream()
                .sorted()
                .flatMap(by -> Stream.of(false, true)
                        .flatMap(descending -> Stream.of("", "evt.type = openat", "proc.name = nobody")
                                .map(condition -> Arguments.of(by, descending, condition))));
    }

    @ParameterizedTest(name = "{0}, descending: {1}, {2}")
    @MethodSource("everyColumnBothWays")
    void aColumnSortsLikeAPlainStableSort(String by, boolean descending, String condition) throws IOException {
        for (Workspace workspace : List.of(one, two)) {
            RowSet rows = rows(workspace, condition);
            RowOrder order = new RowSort(by, descending)
                    .run(workspace, rows, JobProgress.NONE)
                    .orElseThrow();
            assertThat(listed(order)).isEqualTo(plain(workspace.events(), rows, by, descending));
            for (int place = 0; place < order.size(); place++) {
                assertThat(order.placeOf(order.row(place))).isEqualTo(place);
            }
        }
    }

    private static RowSet rows(Workspace workspace, String condition) throws IOException {
        RowQuery query = new RowQuery(condition, RowFilter.NONE);
        RowSet rows = query.rowSet(workspace.events());
        query.run(workspace, rows, JobProgress.NONE);
        return rows;
    }

    private static List<Integer> listed(RowOrder order) {
        List<Integer> rows = new ArrayList<>();
        for (int place = 0; place < order.size(); place++) {
            rows.add(order.row(place));
        }
        return rows;
    }

    @SuppressWarnings("unchecked") // values of one column are of one type
    private static List<Integer> plain(Events events, RowSet set, String by, boolean descending) {
        List<Integer> rows = new ArrayList<>();
        for (int place = 0; place < set.size(); place++) {
            rows.add(set.row(place));
        }
        Comparator<Comparable<Object>> way =
                descending ? Comparator.<Comparable<Object>>reverseOrder() : Comparator.naturalOrder();
        rows.sort(Comparator.comparing(
                row -> (Comparable<Object>) COLUMNS.get(by).apply(events, row), Comparator.nullsLast(way)));
        return rows;
    }

    @Test
    void rowsWhoseKeysRiseAlreadyStayOrTurnRoundWithEqualOnesAsTheyStood() throws IOException {
        Path rising = directory.resolve("rising.lanner");
        try (CaptureStory written = CaptureStory.at(rising)) {
            written.process(7, 1, "a").process(8, 1, "b").process(9, 1, "c");
            for (int pid : new int[] {7, 7, 7, 8, 9, 9}) {
                written.calls(pid, 39, pid);
            }
        }
        Workspace workspace = Opened.workspace(directory, rising);
        RowSet calls = rows(workspace, "evt.type = getpid");
        int first = calls.row(0);
        assertThat(listed(sorted(workspace, calls, "thread.tid", false)))
                .containsExactly(first, first + 1, first + 2, first + 3, first + 4, first + 5);
        assertThat(listed(sorted(workspace, calls, "thread.tid", true)))
                .containsExactly(first + 4, first + 5, first + 3, first, first + 1, first + 2);
        assertThat(listed(sorted(workspace, calls, RowSort.TIME, true)))
                .containsExactly(first + 5, first + 4, first + 3, first + 2, first + 1, first);
    }

    private static RowOrder sorted(Workspace workspace, RowSet rows, String by, boolean descending) throws IOException {
        return new RowSort(by, descending)
                .run(workspace, rows, JobProgress.NONE)
                .orElseThrow();
    }

    @Test
    void aRowThatIsNotThereHasThePlaceWhereItWouldStand() throws IOException {
        RowSet opened = rows(one, "evt.type = openat");
        RowOrder order = new RowSort(RowSort.RESULT, false)
                .run(one, opened, JobProgress.NONE)
                .orElseThrow();
        Events events = one.events();
        for (int row = 0; row < events.rows(); row++) {
            int place = order.placeOf(row);
            assertThat(place == 0 || events.result(order.row(place - 1)) <= events.result(row))
                    .isTrue();
            assertThat(place == order.size() || events.result(order.row(place)) >= events.result(row))
                    .isTrue();
        }
    }

    @Test
    void aNameThatIsNoFieldIsRefused() {
        assertThatThrownBy(() -> new RowSort("proc.nam", false).run(one, RowSet.all(one.events()), JobProgress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("proc.nam");
    }

    @Test
    void aSortThatIsCancelledComesToNothing() throws IOException {
        JobProgress gone = new JobProgress() {
            @Override
            public void at(double part) {
                throw new AssertionError("it goes on");
            }

            @Override
            public boolean isCancelled() {
                return true;
            }
        };
        assertThat(new RowSort(RowSort.TIME, true).run(one, RowSet.all(one.events()), gone))
                .isEmpty();
    }
}
