package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shell starts a worker and ends; then the worker opens a file. */
class ParentsOptionTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void record() throws IOException {
        try (CaptureStory story = CaptureStory.at(directory.resolve("c.lanner"))) {
            story.process(1, 0, "init")
                    .process(8, 1, "sh")
                    .process(9, 8, "worker")
                    .exits(8)
                    .opens(9, "/etc/shadow");
        }
        Files.writeString(directory.resolve("r.yaml"), """
                - rule: Orphan
                  desc: d
                  condition: evt.type = openat and proc.pname = init
                  output: o
                  priority: INFO
                """);
        Files.writeString(directory.resolve("none.yaml"), """
                - rule: Orphan
                  desc: d
                  condition: evt.type = openat and proc.pname = init and fd.name = /none
                  output: o
                  priority: INFO
                """);
    }

    private static Answer answer(String line) {
        return Answer.of((Object[]) line.replace("DIR", directory.toString()).split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            analyze DIR/c.lanner -r DIR/r.yaml --json                                  | "rule":"Orphan"
            events DIR/c.lanner evt.type=openat -p %proc.pname                         | init
            explain DIR/c.lanner -r DIR/r.yaml --rule Orphan --json                    | "matched":true
            rules coverage DIR/c.lanner -r DIR/r.yaml --json                           | "raised":1
            rules cost DIR/c.lanner -r DIR/r.yaml --json                               | "matches":1
            rules diff DIR/none.yaml DIR/r.yaml --captures DIR/c.lanner --all          | + DIR/c.lanner
            rules exception -r DIR/r.yaml --from DIR/c.lanner:2 --fields proc.name     | name: proc_name
            """)
    void everyCommandThatAsksRulesSeesTheParentsThatItIsTold(String line, String seenWhenAdopted) {
        String seen = seenWhenAdopted.replace("DIR", directory.toString());
        assertThat(answer(line).out()).doesNotContain(seen);
        assertThat(answer(line + " --parents at-birth").out()).doesNotContain(seen);
        Answer adopted = answer(line + " --parents adopted");
        assertThat(adopted.out()).as(adopted.err()).contains(seen);
    }

    @Test
    void anotherWordIsRefused() {
        Answer refused = answer("explain DIR/c.lanner -r DIR/r.yaml --rule Orphan --parents step");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("--parents is at-birth or adopted, not 'step'");
    }
}
