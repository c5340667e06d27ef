package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroppedTest {
    @TempDir
    private Path directory;

    private Path with(String name, String... files) throws IOException {
        Path made = Files.createDirectory(directory.resolve(name));
        for (String file : files) {
            Files.createFile(made.resolve(file));
        }
        return made;
    }

    @Test
    void rulesAreToldFromCaptures() throws IOException {
        Path capture = with("a.lanner", "00000000.cq4", "notes.yaml");
        Path renamed = with("evidence", "00000000.cq4", "notes.yml");
        Path rules = with("rules", "ours.yaml", "README.md");
        Path empty = with("empty");
        Path rule = Files.createFile(directory.resolve("mine.yml"));
        Path scap = directory.resolve("trace.scap.gz");

        Dropped dropped = Dropped.of(List.of(capture, renamed, rules, empty, rule, scap));

        assertThat(dropped.captures()).containsExactly(capture, renamed, empty, scap);
        assertThat(dropped.rules()).containsExactly(rules, rule);
    }
}
