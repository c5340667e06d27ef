package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowTextTest {
    @Test
    void aProgramsArgumentsAreWordsAsAShellReadsThem(@TempDir Path directory) throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "sh").runs(7, 1, "tar", "-C", "my dir");
        }
        try (Workspace workspace = Opened.workspace(directory, capture)) {
            assertThat(new RowText().of(workspace.events(), 0).arguments()).contains("args=[-C, 'my dir']");
        }
    }
}
