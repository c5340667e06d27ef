package lanner.investigation.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelatedEventsTest {
    @TempDir
    Path directory;

    private Path capture;

    /** A shell starts a dropper, which starts curl; another child of the shell has a connection of its own. */
    private Workspace family() throws IOException {
        capture = directory.resolve("family.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "sh")
                    .runs(7, 1, "sh", "setup.sh")
                    .forks(7, 8, "sh")
                    .runs(8, 7, "drop")
                    .opens(8, 3, "/etc/passwd")
                    .forks(8, 9, "drop")
                    .runs(9, 8, "curl")
                    .connects(9, 4000, "10.9.9.9", 443)
                    .forks(7, 10, "sh")
                    .runs(10, 7, "ntp")
                    .connects(10, 4001, "10.8.8.8", 123)
                    .connects(7, 4002, "10.7.7.7", 80);
        }
        return Opened.workspace(directory, capture);
    }

    private static int row(Workspace workspace, String call, int tid) {
        Events events = workspace.events();
        for (int row = 0; row < events.rows(); row++) {
            if (events.call(row).equals(call) && events.tid(row) == tid) {
                return row;
            }
        }
        throw new AssertionError("there is no " + call);
    }

    private static RelatedEvents leads(Workspace workspace, int row) {
        return RelatedEvents.of(workspace, row, JobProgress.NONE).orElseThrow();
    }

    @Test
    void whatWasRunIsTheFile() throws IOException {
        try (Workspace workspace = family()) {
            assertThat(leads(workspace, row(workspace, "execve", 8)).file()).contains("/usr/bin/drop");
        }
    }

    @Test
    void whatTheEventIsAboutIsTheFile() throws IOException {
        try (Workspace workspace = family()) {
            assertThat(leads(workspace, row(workspace, "openat", 8)).file()).contains("/etc/passwd");
        }
    }

    @Test
    void theProgramThatDidItIsTheFileOfAConnection() throws IOException {
        try (Workspace workspace = family()) {
            assertThat(leads(workspace, row(workspace, "connect", 9)).file()).contains("/usr/bin/curl");
        }
    }

    @Test
    void connectionsAreThoseOfProcessesAboveAndBelow() throws IOException {
        try (Workspace workspace = family()) {
            RelatedEvents leads = leads(workspace, row(workspace, "openat", 8));
            assertThat(pids(workspace, leads.chain())).startsWith(8, 7);
            assertThat(leads.connections())
                    .extracting(RelatedEvents.Connection::name)
                    .containsExactly("10.0.0.1:4000->10.9.9.9:443", "10.0.0.1:4002->10.7.7.7:80");
            assertThat(leads.connections().get(0).row()).isEqualTo(row(workspace, "connect", 9));
            assertThat(leads.rows().cardinality()).isEqualTo(2);
        }
    }

    private static List<Integer> pids(Workspace workspace, List<Integer> ids) {
        return ids.stream().map(id -> workspace.events().process(id).pid()).toList();
    }

    @Test
    void nothingIsWrittenToWhereTheEvidenceIs() throws IOException {
        try (Workspace workspace = family()) {
            Path link = Files.createSymbolicLink(directory.resolve("link"), capture);
            for (Path target : List.of(
                    capture,
                    capture.resolve("report.html"),
                    directory.resolve("none/../family.lanner/sub/report.html"),
                    link.resolve("report.html"))) {
                assertThatThrownBy(() -> workspace.refuse(target))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("lies in the capture, which is never written to");
            }
            workspace.refuse(directory.resolve("family.lanner-report.html"));
            workspace.refuse(directory.resolve("family.lannerx/report.html"));
        }
    }
}
