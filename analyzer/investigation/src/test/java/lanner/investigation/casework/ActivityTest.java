package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lanner.capture.event.EventType;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Samples;
import lanner.investigation.casework.Activity.Change;
import lanner.investigation.casework.Activity.FileChange;
import lanner.investigation.casework.Activity.Peer;
import lanner.investigation.casework.Activity.ProgramRun;
import lanner.investigation.casework.CaseSummary.Measure;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivityTest {
    @TempDir
    private Path directory;

    static Stream<String> samples() throws IOException {
        return Samples.names().stream();
    }

    private static Activity of(Workspace workspace) throws IOException {
        return CaseSummary.of(workspace, JobProgress.NONE).orElseThrow().activity();
    }

    private Activity of(CaptureStory story, Path capture) throws IOException {
        story.close();
        try (Workspace workspace = Samples.indexed(List.of(Samples.session(directory, capture)))) {
            return of(workspace);
        }
    }

    /** What it lists is what filters of the rule language find. */
    @ParameterizedTest
    @MethodSource("samples")
    void aSamplesProgramsAndFilesAreThoseThatFiltersFind(String sample) throws IOException {
        try (Workspace workspace = Samples.open(directory, sample)) {
            Activity activity = of(workspace);
            assertThat(activity.programs().stream().mapToLong(ProgramRun::times).sum())
                    .isEqualTo(found(workspace, Measure.PROGRAMS.condition() + " and proc.exepath exists"));
            for (FileChange each : activity.files()) {
                if (each.changes().contains(Change.REMOVED)) {
                    assertThat(found(
                                    workspace,
                                    "evt.type in (unlink, unlinkat, rmdir) and evt.failed = false and lanner.path = \""
                                            + each.path() + "\""))
                            .as(each.path())
                            .isPositive();
                }
            }
            assertThat(activity.moreNames()).isZero();
        }
    }

    private static long found(Workspace workspace, String condition) throws IOException {
        return Samples.rows(workspace, condition, RowFilter.NONE).size();
    }

    @Test
    void whatWasDoneToAFileIsToldOnceForEachKind() throws IOException {
        Path capture = directory.resolve("x.lanner");
        CaptureStory story = CaptureStory.at(capture).process(10, 1, "sh");
        story.creates(10, 3, "/tmp/x")
                .creates(10, 3, "/tmp/x")
                .event(
                        EventType.RENAME,
                        10,
                        event -> event.result(0)
                                .text(EventType.RENAME.indexOf("oldpath"), "/tmp/x")
                                .text(EventType.RENAME.indexOf("newpath"), "/tmp/y"))
                .event(
                        EventType.LINK,
                        10,
                        event -> event.result(0)
                                .text(EventType.LINK.indexOf("oldpath"), "/tmp/y")
                                .text(EventType.LINK.indexOf("newpath"), "/tmp/z"))
                .unlinks(10, "/tmp/y")
                .creates(10, 4, "/dev/null")
                .creates(10, -13, "/tmp/refused");
        assertThat(of(story, capture).files())
                .extracting(FileChange::path, FileChange::changes, FileChange::times)
                .containsExactly(
                        tuple("/tmp/x", Set.of(Change.OPENED_FOR_WRITING, Change.RENAMED), 3L),
                        tuple("/tmp/y", Set.of(Change.RENAMED, Change.REMOVED), 2L),
                        tuple("/tmp/z", Set.of(Change.LINKED), 1L));
    }

    @Test
    void bytesOfAConnectionGoToItsPeerAndThoseOfFilesToNone() throws IOException {
        Path capture = directory.resolve("x.lanner");
        CaptureStory story = CaptureStory.at(capture)
                .process(10, 1, "sh")
                .connects(10, 4711, "10.0.0.9", 443)
                .writes(10, 3, "12345")
                .reads(10, 3, "123")
                .closes(10, 3)
                .opens(10, 3, "/etc/passwd")
                .reads(10, 3, "1234567");
        assertThat(of(story, capture).peers())
                .extracting(Peer::address, Peer::connected, Peer::accepted, Peer::sent, Peer::received)
                .containsExactly(tuple("10.0.0.9:443", 1L, 0L, 5L, 3L));
    }

    @Test
    void anAddressThatConnectedToAServerIsOnePeerWhateverItsPorts() throws IOException {
        try (Workspace workspace = Samples.open(directory, "quiet-web-server")) {
            List<Peer> clients = of(workspace).peers().stream()
                    .filter(peer -> peer.accepted() > 0)
                    .toList();
            assertThat(clients).isNotEmpty();
            assertThat(clients).allSatisfy(peer -> assertThat(peer.address()).doesNotContain(":"));
            assertThat(clients.stream().mapToLong(Peer::accepted).sum())
                    .isEqualTo(found(
                            workspace,
                            "evt.type in (accept, accept4) and fd.type in (ipv4, ipv6) and evt.failed = false"));
        }
    }
}
