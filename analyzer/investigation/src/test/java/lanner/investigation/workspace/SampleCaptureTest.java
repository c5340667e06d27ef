package lanner.investigation.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCaptureTest {
    @TempDir
    private Path directory;

    @Test
    void thoseThatWeShipSayWhatHappens() {
        assertThat(SampleCapture.in(Path.of("..", "..", "sample-captures")))
                .hasSizeGreaterThan(10)
                .allSatisfy(sample -> assertThat(sample.words()).endsWith("."))
                .filteredOn(sample -> sample.name().equals("miner"))
                .singleElement()
                .satisfies(
                        sample -> assertThat(sample.words()).startsWith("A miner comes with a script into /var/tmp"));
    }

    @Test
    void standByNameWithTheCommentOfTheirScript() throws IOException {
        Files.createDirectories(directory.resolve("b.lanner"));
        Files.createDirectories(directory.resolve("a.lanner"));
        Files.createDirectories(directory.resolve("other"));
        Files.createDirectories(directory.resolve("scenarios"));
        Files.writeString(
                directory.resolve("scenarios/b.sh"), "# One thing\n# after another.\nuser=root\n# not this\n");
        assertThat(SampleCapture.in(directory))
                .extracting(SampleCapture::name, SampleCapture::words)
                .containsExactly(tuple("a", ""), tuple("b", "One thing after another."));
    }

    @Test
    void aScriptThatIsNoTextLeavesTheCaptureWithoutWords() throws IOException {
        Files.createDirectories(directory.resolve("a.lanner"));
        Files.createDirectories(directory.resolve("scenarios"));
        Files.write(directory.resolve("scenarios/a.sh"), new byte[] {'#', ' ', (byte) 0xff});
        assertThat(SampleCapture.in(directory))
                .singleElement()
                .satisfies(sample -> assertThat(sample.words()).isEmpty());
    }

    @Test
    void whereThereAreNoneThereIsNoTrouble() {
        assertThat(SampleCapture.in(directory.resolve("none"))).isEmpty();
        assertThat(SampleCapture.in(directory)).isEmpty();
    }
}
