package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lanner.capture.event.EventType;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an event is about, and the condition that finds it again. */
class AboutTest {
    private static final String LONG = "/w/" + "x".repeat(5000);

    @TempDir
    static Path directory;

    private static Workspace workspace;
    private static Events events;

    @BeforeAll
    static void writeAndIndex() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").runs(7, 1, "make").forks(7, 8, "make").runs(8, 7, "cc");
            written.opens(8, 3, "/etc/passwd")
                    .opens(8, -2, "/etc/none")
                    .closes(8, 3)
                    .unlinks(8, "/tmp/a b");
            written.connects(7, 40_000, "192.0.2.1", 443).calls(7, 102, 0);
            written.unlinks(7, CaptureStory.bytes("/w/\u00fcn\u00ef"))
                    .unlinks(7, "/w/\u001b[31m\u00ff")
                    .opens(8, 3, LONG);
            written.opens(8, 4, "/w/*?\"\\x").beginsToOpen(8, "/slow");
            written.event(
                    EventType.RENAME,
                    7,
                    event -> event.result(0)
                            .unreadable(EventType.RENAME.indexOf("oldpath"))
                            .text(EventType.RENAME.indexOf("newpath"), "/w/b"));
        }
        workspace = Opened.workspace(directory, capture);
        events = workspace.events();
    }

    private static int first(String call, int pid, boolean failed) {
        for (int row = 0; row < events.rows(); row++) {
            if (events.call(row).equals(call) && events.processOf(row).pid() == pid && events.failed(row) == failed) {
                return row;
            }
        }
        throw new AssertionError("no " + call + " of " + pid);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            execve   | 7 | false | PROGRAM    | /usr/bin/make | proc.exepath = /usr/bin/make
            execve   | 8 | false | PROGRAM    | /usr/bin/cc   | proc.exepath = /usr/bin/cc
            clone    | 7 | false | CHILD      | child 8       | (evt.type in (clone, clone3, fork, vfork) and evt.rawres = 8)
            openat   | 8 | false | DESCRIPTOR | /etc/passwd   | fd.name = /etc/passwd
            openat   | 8 | true  | DESCRIPTOR | /etc/none     | fd.name = /etc/none
            close    | 8 | false | DESCRIPTOR | /etc/passwd   | fd.name = /etc/passwd
            unlinkat | 8 | false | PATH       | /tmp/a b      | lanner.path = "/tmp/a b"
            """)
    void saysWhatAndByWhichField(
            String call, int pid, boolean failed, About.Kind kind, String words, String condition) {
        About about = About.of(events, first(call, pid, failed)).orElseThrow();
        assertThat(about.kind()).isEqualTo(kind);
        assertThat(about.words()).isEqualTo(words);
        assertThat(about.comparison()).isEqualTo(condition);
    }

    @Test
    void theConditionFindsTheEventThatItWasMadeFrom() throws IOException {
        Set<About.Kind> seen = EnumSet.noneOf(About.Kind.class);
        for (int row = 0; row < events.rows(); row++) {
            Optional<About> about = About.of(events, row);
            if (about.isPresent()) {
                seen.add(about.get().kind());
                String condition = about.get().comparison();
                assertThat(RowQuery.problem(condition)).as(condition).isEmpty();
                List<Integer> found = Opened.rows(workspace, new RowQuery(condition, RowFilter.NONE));
                assertThat(found).as(condition).contains(row);
                assertThat(Opened.rows(workspace, new RowQuery("evt.num > 0 and not " + condition, RowFilter.NONE)))
                        .as(condition)
                        .doesNotContain(row);
            }
        }
        // No recording has requests: those are in AuditLogTest.
        assertThat(seen).isEqualTo(EnumSet.complementOf(EnumSet.of(About.Kind.OBJECT)));
    }

    @Test
    void aCallThatIsAboutNothingSaysNothing() {
        assertThat(About.of(events, first("getuid", 7, false))).isEmpty();
        assertThat(About.of(events, first("clone", 8, false))).isEmpty();
    }

    @Test
    void rowsAreSortedByWhatTheyShow() throws IOException {
        RowOrder order = new RowSort(RowSort.ABOUT, false)
                .run(workspace, RowSet.all(events), JobProgress.NONE)
                .orElseThrow();
        List<String> shown = java.util.stream.IntStream.range(0, events.rows())
                .map(order::row)
                .mapToObj(row -> About.of(events, row)
                        .filter(about -> about.kind() != About.Kind.CHILD)
                        .map(About::value))
                .flatMap(Optional::stream)
                .toList();
        assertThat(shown).isSorted().contains("/usr/bin/cc", "/etc/none");
    }
}
