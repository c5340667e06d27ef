package lanner.cli.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import lanner.cli.rulework.ReportColours;
import lanner.investigation.Samples;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessTreeTextTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"0", "20", "40", "80", "120"})
    void everyProcessKeepsItsProgramHoweverNarrowTheTerminal(int width) throws IOException {
        try (Workspace workspace = Samples.open(directory, "container-escape")) {
            StringWriter out = new StringWriter();
            new ProcessTreeText(
                            workspace.events(),
                            new ProcessTreeText.Style(width, 100, true, new ReportColours(false)),
                            new PrintWriter(out, true))
                    .print();
            assertThat(out.toString())
                    .contains("108 sh /tmp/.out/out.sh  [root, container 5ca1ab1e0ddb")
                    .contains("112 nsenter --mount=/proc");
        }
    }
}
