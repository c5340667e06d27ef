package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows as other programs read them. */
class RowExportTest {
    private static final List<RowExport.Column> COLUMNS = List.of(
            new RowExport.Column("number", "No."),
            new RowExport.Column("time", "Time"),
            new RowExport.Column("process", "Process"),
            new RowExport.Column("result", "Result"),
            new RowExport.Column("about", "About"),
            new RowExport.Column("proc.pname", "proc.pname"),
            new RowExport.Column("fd.num", "fd.num"));

    @TempDir
    static Path directory;

    private static Workspace workspace;

    @BeforeAll
    static void write() throws IOException {
        Path capture = directory.resolve("export.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").runs(7, 1, "make").forks(7, 8, "make");
            written.opens(8, 3, CaptureStory.bytes("/w/a,\"b\" \u00e9\n\u001b[2J"))
                    .opens(8, -2, "/w/ plain")
                    .closes(8, 3);
            for (int i = 0; i < 900; i++) {
                written.calls(8, 39, 8);
            }
            written.exits(8);
        }
        workspace = Opened.workspace(directory, capture);
    }

    private static String export(RowExport.Form form, int... rows) throws IOException {
        return new RowExport(workspace, COLUMNS, nanos -> "t" + (nanos - CaptureStory.START))
                .write(rows, form, JobProgress.NONE)
                .orElseThrow();
    }

    @Test
    void csvQuotesWhatMustBeQuotedAndShowsWhatWouldHurt() throws IOException {
        assertThat(export(RowExport.Form.CSV, 4, 3)).isEqualTo("""
                No.,Time,Process,Result,About,proc.pname,fd.num
                5,2023-11-14T22:13:20.000004Z,make 8,ENOENT,/w/ plain,make,-2
                4,2023-11-14T22:13:20.000003Z,make 8,3,"/w/a,""b"" \u00e9\\n\\x1b[2J",make,3
                """);
    }

    @Test
    void jsonHoldsEveryByte() throws IOException {
        assertThat(export(RowExport.Form.JSON_LINES, 3, 4).lines())
                .containsExactly(
                        "{\"number\":4,\"time\":\"2023-11-14T22:13:20.000003Z\",\"process\":\"make 8\",\"result\":3,"
                                + "\"about\":\"/w/a,\\\"b\\\" \u00e9\\n\\u001b[2J\",\"proc.pname\":\"make\",\"fd.num\":\"3\"}",
                        "{\"number\":5,\"time\":\"2023-11-14T22:13:20.000004Z\",\"process\":\"make 8\","
                                + "\"result\":\"ENOENT\",\"about\":\"/w/ plain\",\"proc.pname\":\"make\",\"fd.num\":\"-2\"}");
    }

    @Test
    void jsonHasNoNameForWhatIsMissing() throws IOException {
        assertThat(export(RowExport.Form.JSON_LINES, 6))
                .contains("\"result\":8")
                .doesNotContain("about", "fd.num");
    }

    @Test
    void anEventWithoutAResultHasNoneInAnyForm() throws IOException {
        int last = workspace.events().rows() - 1;
        assertThat(export(RowExport.Form.JSON_LINES, last))
                .contains("\"number\":")
                .doesNotContain("result");
        assertThat(export(RowExport.Form.CSV, last).lines().skip(1))
                .singleElement()
                .asString()
                .contains(",make 8,,");
    }

    @Test
    void textIsWhatTheTableShows() throws IOException {
        assertThat(export(RowExport.Form.TEXT, 5))
                .startsWith("6\tt5000\tmake 8\t0\t")
                .endsWith("\tmake\t3\n");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCancelledIsNotWritten(RowExport.Form form) throws IOException {
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
        assertThat(new RowExport(workspace, COLUMNS, Long::toString).write(new int[] {3}, form, gone))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3,              evt.num = 4",
        "'3 9',          'evt.num in (4, 10)'",
        "'9 3 4',        'evt.num in (4, 5, 10)'",
        "'5 4 3',        'evt.num >= 4 and evt.num <= 6'",
        "'3 4 5 9 11',   '(evt.num >= 4 and evt.num <= 6) or evt.num in (10, 12)'",
        "'3 4 5 7 8 9',  '(evt.num >= 4 and evt.num <= 6) or (evt.num >= 8 and evt.num <= 10)'"
    })
    void aFilterFindsTheRowsAgain(String rows, String filter) throws IOException {
        int[] chosen =
                Arrays.stream(rows.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertThat(RowExport.filter(workspace.events(), chosen)).hasValue(filter);
        assertThat(Opened.rows(workspace, new RowQuery(filter, RowFilter.NONE)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.of(chosen).boxed().toList());
    }

    @Test
    void aFilterThatNobodyCouldReadIsNotMade() {
        assertThat(RowExport.filter(workspace.events(), new int[0])).isEmpty();
        int[] everyOther = IntStream.range(0, 450).map(i -> 2 * i).toArray();
        assertThat(RowExport.filter(workspace.events(), everyOther)).isEmpty();
        int[] all = IntStream.range(0, workspace.events().rows()).toArray();
        assertThat(RowExport.filter(workspace.events(), all)).isPresent();
    }
}
