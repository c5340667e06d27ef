package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code export --to svg} and {@code --to png}. What stands in a picture is the test of the investigation's pictures. */
class PictureExportTest {
    private static final Path SAMPLE = Path.of("../../sample-captures/malicious-install-script.lanner");

    @TempDir
    Path directory;

    @BeforeAll
    static void makeHome() throws IOException {
        TestedHome.make();
    }

    @Test
    void anSvgGoesToStandardOutputOrIntoAFile() throws IOException {
        Answer printed = Answer.of("export", SAMPLE, "--to", "svg");
        assertThat(printed.status()).as(printed.err()).isZero();
        assertThat(printed.out()).startsWith("<?xml").contains("! 140 updater");
        Path file = directory.resolve("tree.svg");
        assertThat(Answer.of("export", SAMPLE, "--to", "svg", "-o", file).status())
                .isZero();
        assertThat(Files.readString(file)).isEqualTo(printed.out());
    }

    @Test
    void aFilterChoosesTheEvents() {
        Answer answer = Answer.of("export", SAMPLE, "proc.name = updater", "--to", "svg", "--picture", "time-line");
        assertThat(answer.out()).contains("updater 140").doesNotContain("npm");
    }

    @Test
    void aPngIsOne() throws IOException {
        Path file = directory.resolve("time.png");
        Answer answer = Answer.of("export", SAMPLE, "--to", "png", "--picture", "time-line", "-o", file);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void aDamagedCaptureIsDrawnAndTheStatusSaysSo() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "sh").opens(10, "/etc/one").opens(10, "/etc/two");
        }
        CaptureStory.damage(capture, "/etc/one");
        Answer answer = Answer.of("export", capture, "--to", "svg");
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.out()).contains("</svg>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --to png                     | --to png needs the name of a file
            --to svg --picture map       | tree or time-line, not 'map'
            --to csv --picture tree      | --picture is for --to svg and --to png
            --to svg --alerts            | --to svg takes neither --alerts nor --fields
            --to svg --fields evt.type   | --to svg takes neither --alerts nor --fields
            """)
    void whatItCannotBeToldIsSaid(String options, String said) {
        List<Object> line = new ArrayList<>(List.of("export", SAMPLE));
        line.addAll(List.of(options.split(" ")));
        Answer answer = Answer.of(line.toArray());
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains(said);
    }
}
