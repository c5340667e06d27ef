package lanner.investigation.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowReaderTest {
    private static final JobProgress CANCELLED = new JobProgress() {
        @Override
        public void at(double part) {
            // Nobody watches.
        }

        @Override
        public boolean isCancelled() {
            return true;
        }
    };

    @TempDir
    Path directory;

    /** Writes what a capture holds. */
    @FunctionalInterface
    private interface Story {
        void tell(CaptureStory passed) throws IOException;
    }

    private Workspace open(Story story) throws IOException {
        Path capture = directory.resolve("c.lanner");
        try (CaptureStory passed =
                CaptureStory.at(capture).process(1, 0, "init").process(100, 1, "curl")) {
            story.tell(passed);
        }
        return Opened.workspace(directory, capture, "");
    }

    private static List<String> words(Workspace workspace, int row) throws IOException {
        return stream(workspace, row).steps().stream()
                .map(step -> workspace.events().number(step.row()) + " "
                        + workspace.events().call(step.row()) + " "
                        + step.fd() + " " + step.kind()
                        + (step.direction().word().isEmpty() ? "" : " ")
                        + step.direction().word()
                        + (step.data().length == 0 ? "" : " " + new String(step.data(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static FollowStream stream(Workspace workspace, int row) throws IOException {
        return new FollowReader(workspace).read(row, JobProgress.NONE).orElseThrow();
    }

    @Test
    void readsASocketFromItsBirthToItsEndAndNothingElse() throws IOException {
        try (Workspace workspace = open(passed -> passed.opens(100, 4, "/etc/hosts")
                .connects(100, 3)
                .writes(100, 3, "GET /")
                .reads(100, 4, "not this")
                .reads(100, 3, "200 OK")
                .closes(100, 3)
                .opens(100, 3, "/tmp/same-number"))) {
            List<String> all = List.of(
                    "2 socket 3 OPENED",
                    "3 connect 3 CONNECTED",
                    "4 write 3 MOVED_DATA out GET /",
                    "6 read 3 MOVED_DATA in 200 OK",
                    "7 close 3 CLOSED");
            for (int row : new int[] {1, 3, 5, 6}) {
                assertThat(words(workspace, row)).as("from row %d", row).isEqualTo(all);
            }
            FollowStream stream = stream(workspace, 3);
            assertThat(stream.name()).isEqualTo("10.0.0.1:8000->10.0.0.2:80");
            assertThat(stream.type()).isEqualTo("ipv4");
            assertThat(stream.openAtEnd()).isEmpty();
            assertThat(stream.wasOpenBefore()).isFalse();
            assertThat(stream.totals()).isEqualTo(new FollowStream.Totals(5, 5, 6, 6, 2, 0));
        }
    }

    @Test
    void followsThroughDuplicatesForksAndPrograms() throws IOException {
        try (Workspace workspace = open(passed -> passed.connects(100, 3)
                .forks(100, 101)
                .duplicates(101, 3, 0)
                .closes(101, 3)
                .runs(101, "sh")
                .reads(101, 0, "id")
                .opens(101, 5, "/dev/null")
                .duplicates(101, 5, 0)
                .exits(101)
                .exits(100))) {
            assertThat(words(workspace, 6))
                    .isEqualTo(words(workspace, 0))
                    .containsExactly(
                            "1 socket 3 OPENED",
                            "2 connect 3 CONNECTED",
                            "3 clone 3 HANDED_OVER",
                            "4 dup2 0 HANDED_OVER",
                            "5 close 3 CLOSED",
                            "6 execve 0 HANDED_OVER",
                            "7 read 0 MOVED_DATA in id",
                            "9 dup2 0 CLOSED",
                            "11 procexit 3 CLOSED");
        }
    }

    @Test
    void joinsBothEndsOfAPipe() throws IOException {
        try (Workspace workspace = open(passed -> passed.pipe(100, 3, 4)
                .forks(100, 101)
                .closes(100, 4)
                .writes(101, 4, "payload")
                .reads(100, 3, "payload"))) {
            assertThat(words(workspace, 4))
                    .contains("4 write 4 MOVED_DATA out payload", "5 read 3 MOVED_DATA in payload");
            assertThat(stream(workspace, 4).openAtEnd()).containsExactly("curl 100 as 3", "curl 101 as 3, 4");
        }
    }

    @Test
    void joinsWhatWasOpenBeforeByItsInode() throws IOException {
        try (Workspace workspace = open(passed -> passed.process(200, 1, "sh")
                .hadOpen(100, 1, "pipe", "pipe:[77]", 77)
                .hadOpen(200, 0, "pipe", "pipe:[77]", 77)
                .writes(100, 1, "x")
                .reads(200, 0, "x"))) {
            assertThat(words(workspace, 0)).containsExactly("1 write 1 MOVED_DATA out x", "2 read 0 MOVED_DATA in x");
            assertThat(stream(workspace, 0).wasOpenBefore()).isTrue();
        }
    }

    @Test
    void saysWhatIsCutWhatFailedAndWhatIsNotThere() throws IOException {
        try (Workspace workspace = open(passed -> passed.opens(100, 3, "/a")
                .connects(100, 4)
                .writes(100, 4, "x".repeat(1000))
                .failsToRead(100, 4, 11)
                .sendsFile(100, 4, 3, 500))) {
            List<FollowStep> steps = stream(workspace, 1).steps();
            FollowStep cut = steps.get(2);
            assertThat(cut.isCut()).isTrue();
            assertThat(cut.size()).isEqualTo(1000);
            assertThat(cut.data()).hasSize(80);
            assertThat(steps.get(3).error()).isEqualTo("EAGAIN");
            assertThat(steps.get(4).lacksData()).isTrue();
            assertThat(steps.get(4).direction()).isEqualTo(FollowStep.Direction.OUT);
            assertThat(stream(workspace, 1).totals()).isEqualTo(new FollowStream.Totals(1500, 80, 0, 0, 2, 0));
            assertThat(stream(workspace, 1).totals().missing()).isEqualTo(1420);
            assertThat(words(workspace, 0)).containsExactly("1 openat 3 OPENED", "6 sendfile 3 MOVED_DATA in");
        }
    }

    @Test
    void hasNothingToSayOfAnEventWithoutADescriptor() throws IOException {
        try (Workspace workspace = open(passed -> passed.runs(100, "sh").exits(100))) {
            assertThat(new FollowReader(workspace).read(0, JobProgress.NONE)).isEmpty();
        }
    }

    @Test
    void endsWhenItIsCancelled() throws IOException {
        try (Workspace workspace = open(passed -> passed.connects(100, 3).writes(100, 3, "x"))) {
            Optional<FollowStream> stream = new FollowReader(workspace).read(2, CANCELLED);
            assertThat(stream.map(FollowStream::isPartial)).isNotEqualTo(Optional.of(false));
            Path target = directory.resolve("out.bin");
            assertThat(new FollowReader(workspace).save(2, FollowStep.Direction.OUT, target, CANCELLED))
                    .isEqualTo(-1);
            assertThat(target).doesNotExist();
            assertThat(directory).isDirectoryNotContaining("glob:**/.lanner-*");
        }
    }

    @Test
    void savesOneWayAndNeverIntoTheCapture() throws IOException {
        try (Workspace workspace = open(passed -> passed.connects(100, 3)
                .writes(100, 3, "a\0")
                .reads(100, 3, "no")
                .writes(100, 3, "b"))) {
            FollowReader reader = new FollowReader(workspace);
            Path target = directory.resolve("out.bin");
            assertThat(reader.save(2, FollowStep.Direction.OUT, target, JobProgress.NONE))
                    .isEqualTo(3);
            assertThat(Files.readAllBytes(target)).containsExactly('a', 0, 'b');
            Path inside = directory.resolve("c.lanner").resolve("x.bin");
            assertThatThrownBy(() -> reader.save(2, FollowStep.Direction.OUT, inside, JobProgress.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("never written to");
            assertThat(inside).doesNotExist();
        }
    }
}
