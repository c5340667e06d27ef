package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lanner.capture.kit.CaptureStory;
import lanner.engine.field.FieldSpec;
import lanner.engine.field.StandardFields;
import lanner.investigation.Opened;
import lanner.investigation.details.DetailsReader;
import lanner.investigation.details.EventDetails;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns say what the details of the same event say, by whichever way they come to it. */
class CellReaderTest {
    private static final List<String> FIELDS = List.of(
            "proc.pname",
            "proc.cmdline",
            "fd.name",
            "fd.num",
            "evt.args",
            "evt.res",
            "user.name",
            "evt.rawres",
            "evt.num");

    @TempDir
    static Path directory;

    private static Workspace workspace;

    @BeforeAll
    static void write() throws IOException {
        Path capture = directory.resolve("cells.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").runs(7, 1, "make", "all");
            for (int child = 8; child < 14; child++) {
                written.forks(7, child, "make").runs(child, 7, "cc", "-c", child + ".c");
                for (int i = 0; i < 9; i++) {
                    written.opens(child, i % 3 == 0 ? -2 : 3, "/w/" + i)
                            .closes(child, 3)
                            .calls(child, 39, child);
                }
                written.beginsToOpen(child, "/never").exits(child, 0);
            }
        }
        Path other = directory.resolve("more.lanner");
        try (CaptureStory written = CaptureStory.at(other, CaptureStory.START + 20_000)) {
            written.process(7, 1, "sh").runs(7, 1, "awk", "x").opens(7, 4, "/a").closes(7, 4);
        }
        workspace = Opened.workspace(directory, capture, other);
    }

    private static Map<String, String> details(int row) throws IOException {
        Map<String, String> values = new HashMap<>();
        EventDetails details =
                new DetailsReader(workspace).read(row, JobProgress.NONE).orElseThrow();
        details.fields().forEach(value -> values.put(value.name(), value.text()));
        return values;
    }

    private static void check(CellReader reader, int... rows) throws IOException {
        List<Integer> read = new ArrayList<>();
        boolean whole = reader.read(rows, JobProgress.NONE, cells -> {
            read.add(cells.row());
            Map<String, String> values;
            try {
                values = details(cells.row());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            for (int i = 0; i < FIELDS.size(); i++) {
                assertThat(cells.value(i))
                        .as(FIELDS.get(i) + " of row " + cells.row())
                        .isEqualTo(Optional.ofNullable(values.get(FIELDS.get(i))));
            }
            assertThat(cells.holds(0)).isEqualTo("make".equals(values.get("proc.pname")));
        });
        assertThat(whole).isTrue();
        assertThat(read).containsExactlyElementsOf(IntStream.of(rows).boxed().toList());
    }

    @Test
    void valuesAreThoseOfTheDetailsForwardsBackwardsAndAcrossCaptures() throws IOException {
        int last = workspace.events().rows() - 1;
        try (CellReader reader = new CellReader(workspace, FIELDS, List.of("proc.pname = make"))) {
            check(reader, 20, 21, 22);
            check(reader, 23, 40, 41);
            check(reader, 3);
            check(reader, 4, 5, 30, last);
            check(reader, IntStream.rangeClosed(0, last).toArray());
        }
    }

    @Test
    void aReadThatIsCancelledCanBeGoneOnWith() throws IOException {
        int[] left = {12};
        JobProgress tired = new JobProgress() {
            @Override
            public void at(double part) {
                assertThat(part).isBetween(0.0, 1.0);
            }

            @Override
            public boolean isCancelled() {
                return left[0] == 0;
            }
        };
        int[] rows = IntStream.range(0, 60).toArray();
        List<Integer> read = new ArrayList<>();
        try (CellReader reader = new CellReader(workspace, FIELDS, List.of("proc.pname = make"))) {
            assertThat(reader.read(rows, tired, cells -> {
                        read.add(cells.row());
                        left[0]--;
                    }))
                    .isFalse();
            assertThat(read).hasSize(12);
            check(reader, 12, 13, 50);
        }
    }

    @Test
    void whatTheIndexHoldsIsWhatAReplaySays() throws IOException {
        IndexedValues values = new IndexedValues(workspace);
        List<String> held = List.of(
                "evt.num",
                "evt.rawres",
                "evt.failed",
                "evt.res",
                "evt.type",
                "thread.tid",
                "proc.pid",
                "proc.name",
                "proc.exepath",
                "fd.name",
                "fd.num");
        assertThat(held).allMatch(values::holds);
        assertThat(values.holds("proc.pname")).isFalse();
        int[] rows = IntStream.range(0, workspace.events().rows()).toArray();
        try (CellReader reader = new CellReader(workspace, held, List.of())) {
            reader.read(rows, JobProgress.NONE, cells -> {
                for (int i = 0; i < held.size(); i++) {
                    assertThat(values.value(held.get(i), cells.row()))
                            .as(held.get(i) + " of row " + cells.row())
                            .isEqualTo(cells.value(i));
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "proc", "proc.nam", "proc.name = x", "proc.aname[", "proc.name[3]", "evt.arg"})
    void whatIsNoFieldIsRefusedWithASentence(String text) {
        assertThat(CellReader.problem(text))
                .hasValueSatisfying(words -> assertThat(words).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"proc.name", "proc.aname[2]", "evt.arg.flags", "evt.args", "proc.env[PATH]", "fd.sport"})
    void aFieldWithItsArgumentIsTaken(String text) {
        assertThat(CellReader.problem(text)).isEmpty();
    }

    static List<String> fieldsOfColumns() {
        return new StandardFields()
                .specs().stream()
                        .map(FieldSpec::name)
                        .filter(name -> CellReader.problem(name).isEmpty())
                        .filter(name -> RowQuery.problem(name + " exists").isEmpty())
                        .toList();
    }

    /** So that an empty cell can be filtered by. */
    @Test
    void aValueIsMissingWhereTheFieldDoesNotExist() throws IOException {
        List<String> fields = fieldsOfColumns();
        assertThat(fields).hasSizeGreaterThan(100);
        List<String> conditions =
                fields.stream().map(field -> field + " exists").toList();
        List<String> differ = new ArrayList<>();
        int[] rows = IntStream.range(0, workspace.events().rows()).toArray();
        try (CellReader reader = new CellReader(workspace, fields, conditions)) {
            reader.read(rows, JobProgress.NONE, cells -> {
                for (int i = 0; i < fields.size(); i++) {
                    if (cells.value(i).isPresent() != cells.holds(i)) {
                        differ.add(fields.get(i) + " in row " + cells.row() + ": " + cells.value(i));
                    }
                }
            });
        }
        assertThat(differ).isEmpty();
    }
}
