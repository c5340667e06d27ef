package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenParams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments in memory that a plain read does not get at: the kernel does, and so has the record. */
@Tag("ptrace")
class MemoryLiveTest extends LiveTest {
    private static final String PATH = "/etc/passwd";

    @ParameterizedTest
    @ValueSource(strings = {"forensic", "all"})
    void aPathIsRecordedFromWhateverMemoryTheKernelReadsItOf(String profile) throws Exception {
        compileResource("memory.c");
        Run bare = run(plain("./t"), "");
        Run recorded = run(recorder(List.of("--profile", profile), "./t"), "");

        assertThat(recorded.status()).as(recorded.err()).isEqualTo(bare.status());
        assertThat(recorded.out()).isEqualTo(bare.out());
        int opened =
                (int) bare.out().lines().filter(line -> line.endsWith("opened")).count();
        assertThat(opened).isPositive();
        List<String> paths = new ArrayList<>();
        read(event -> {
            boolean open = event.type() == EventType.OPEN || event.type() == EventType.OPENAT;
            if (open && event.result() >= 0) {
                paths.add(event.type() == EventType.OPEN ? event.text(OpenParams.NAME) : event.text(OpenParams.FLAGS));
            }
        });
        assertThat(paths).doesNotContain("");
        assertThat(paths.stream().filter(PATH::equals)).hasSize(opened);
    }

    private void compileResource(String name) throws Exception {
        Path source = directory.resolve(name);
        try (InputStream text = MemoryLiveTest.class.getResourceAsStream(name)) {
            compile(Files.write(source, text.readAllBytes()), "-pthread", "-w");
        }
    }
}
