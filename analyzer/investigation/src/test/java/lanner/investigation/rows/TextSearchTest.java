package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lanner.capture.event.EventType;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Cancelled;
import lanner.investigation.Opened;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is found in what rows show. */
class TextSearchTest {
    private static final String TURNED = CaptureStory.bytes("/w/\u202egpj.exe");

    @TempDir
    static Path directory;

    private static Workspace one;
    private static Workspace two;

    @BeforeAll
    static void write() throws IOException {
        Path capture = directory.resolve("text.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").runs(7, 1, "make", "-j2").forks(7, 4712, "make");
            written.runs(4712, 7, "Cc", "-c", "x.c")
                    .opens(4712, 3, "/etc/PassWd")
                    .reads(4712, 3, "root:x:0");
            written.opens(4712, -2, TURNED).connects(4712, 40_000, "10.0.0.2", 8443);
            written.event(
                    EventType.RENAME,
                    4712,
                    call -> call.result(0)
                            .text(EventType.RENAME.indexOf("oldpath"), "/w/x.tmp")
                            .text(EventType.RENAME.indexOf("newpath"), "/w/final"));
        }
        Path other = directory.resolve("other.lanner");
        try (CaptureStory written = CaptureStory.at(other, CaptureStory.START + 1_500)) {
            written.process(9, 1, "sh").opens(9, 3, "/etc/passwd").opens(9, 3, "/b");
        }
        one = Opened.workspace(directory, capture);
        two = Opened.workspace(directory, capture, other);
    }

    private static List<Integer> found(Workspace workspace, RowSet in, String text) throws IOException {
        RowSet found = TextSearch.none(workspace.events());
        assertThat(new TextSearch(workspace, text).run(in, found, JobProgress.NONE))
                .isTrue();
        assertThat(found.isPartial()).isFalse();
        return IntStream.range(0, found.size()).mapToObj(found::row).toList();
    }

    private static List<String> calls(String text) throws IOException {
        Events events = one.events();
        return found(one, RowSet.all(events), text).stream().map(events::call).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "passwd      | openat read",
                "PASSWD      | openat read",
                "root:x      | read",
                "O_RDONLY    | openat openat",
                "enoent      | openat",
                ":8443       | connect",
                "final       | rename",
                "x.tmp       | rename",
                "rename      | rename",
                "-j2         | execve",
                "cc 4712     | execve openat read openat socket connect rename",
                "no such     | ''",
            })
    void aTextIsFoundInWhatARowShows(String text, String expected) throws IOException {
        assertThat(String.join(" ", calls(text))).isEqualTo(expected);
    }

    /** What the cells of a row say, the plain way. */
    private static boolean shows(Workspace workspace, RowText records, int row, String text) throws IOException {
        Events events = workspace.events();
        RowText.Text record = records.of(events, row);
        List<String> cells = new ArrayList<>(List.of(events.who(row), events.call(row), record.arguments()));
        About.of(events, row).ifPresent(about -> {
            cells.add(about.value());
            cells.add(about.target());
        });
        if (events.failed(row)) {
            cells.add(record.result());
        }
        return cells.stream().anyMatch(cell -> TextSearch.folded(cell).contains(TextSearch.folded(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "a", "1", "4712", "passwd", "/w/", "\u202e", "=", "make"})
    void itIsFoundInTheRowsWhoseCellsHoldIt(String characters) throws IOException {
        String text = CaptureStory.bytes(characters);
        for (Workspace workspace : List.of(one, two)) {
            RowText records = new RowText();
            List<Integer> expected = new ArrayList<>();
            for (int row = 0; row < workspace.events().rows(); row++) {
                if (shows(workspace, records, row, text)) {
                    expected.add(row);
                }
            }
            assertThat(found(workspace, RowSet.all(workspace.events()), text)).isEqualTo(expected);
        }
    }

    @Test
    void onlyTheGivenRowsAreLookedThrough() throws IOException {
        RowQuery query = new RowQuery("evt.type = openat", RowFilter.NONE);
        RowSet opened = query.rowSet(one.events());
        query.run(one, opened, JobProgress.NONE);
        assertThat(found(one, opened, "passwd")).containsExactly(opened.row(0));
    }

    @Test
    void aSearchThatIsCancelledIsPartialAndAnEmptyTextIsNone() throws IOException {
        RowSet found = TextSearch.none(one.events());
        assertThat(new TextSearch(one, "e").run(RowSet.all(one.events()), found, new Cancelled()))
                .isFalse();
        assertThat(found.isPartial()).isTrue();
        assertThatThrownBy(() -> new TextSearch(one, "")).isInstanceOf(IllegalArgumentException.class);
    }
}
