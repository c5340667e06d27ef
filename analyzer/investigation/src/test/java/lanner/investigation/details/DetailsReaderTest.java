package lanner.investigation.details;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of one event. */
class DetailsReaderTest {
    @TempDir
    static Path directory;

    private static Workspace workspace;

    @BeforeAll
    static void writeAndIndex() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "tar").runs(7, 1, "tar", "-C", "my dir").calls(7, 102, 0);
        }
        workspace = Opened.workspace(directory, capture);
    }

    private static EventDetails details(int row) throws IOException {
        return new DetailsReader(workspace).read(row, JobProgress.NONE).orElseThrow();
    }

    @Test
    void argumentsAreWordsForPeopleAndBytesForRules() throws IOException {
        assertThat(details(0).arguments()).contains(new EventDetails.Argument("args", "-C.my dir.", "[-C, 'my dir']"));
    }

    @Test
    void aNumberStandsBesideItsName() throws IOException {
        assertThat(details(0).arguments()).contains(new EventDetails.Argument("pid", "tar", "7(tar)"));
    }

    @Test
    void anEventOfALaterSegmentHasWhatTheEventsBeforeItTold() throws IOException {
        Path capture = directory.resolve("two.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "sh").opens(7, 3, "/etc/first");
            written.nextSegment().process(7, 1, "sh").closes(7, 3);
        }
        try (Workspace two = Opened.workspace(directory, capture)) {
            assertThat(new DetailsReader(two)
                            .read(1, JobProgress.NONE)
                            .orElseThrow()
                            .fields())
                    .contains(
                            new EventDetails.Value("fd.name", "/etc/first"),
                            new EventDetails.Value("evt.reltime", "000001000"));
        }
    }

    @Test
    void aCallByNumberHasNoNamedArguments() throws IOException {
        assertThat(details(1).arguments()).isEmpty();
    }
}
