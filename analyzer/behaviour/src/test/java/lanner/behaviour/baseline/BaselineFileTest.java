package lanner.behaviour.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.fact.Recording;
import lanner.capture.json.JsonException;
import lanner.engine.alert.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A baseline as a file: what is written is read, and nothing else is. */
class BaselineFileTest {
    private static final int DAMAGES = 2_000;

    @TempDir
    private Path directory;

    private static Baseline some() {
        TreeMap<Key, Known> known = new TreeMap<>();
        known.put(
                new Key(Aspect.FILE_READ, "/t\u00c3\u00a4st/\u001b[31m"),
                new Known(2, 1, 3, 4, 0, Set.of("temporary", "hash"), Optional.empty(), null));
        known.put(
                new Key(Aspect.ALERT, "Some rule"),
                new Known(1, 1, 1, 1, 0, Set.of(), Optional.of(Priority.WARNING), null));
        List<Recording> recordings = List.of(
                new Recording(
                        "a.lanner", List.of("make", "-j2"), "", "", "", "x86_64", "", "all", "off", true, 0, 7, 0),
                new Recording("b.lanner", List.of(), "", "", "", "x86_64", "", "all", "off", false, 3, 8, 0));
        return new Baseline(recordings, known, 5);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = directory.resolve("b.json");
        BaselineFile.write(some(), file);
        assertThat(BaselineFile.read(file)).isEqualTo(some());
    }

    @Test
    void eachThingHasALineInAFixedOrder() {
        assertThat(BaselineFile.text(some()).lines())
                .hasSize(8)
                .anyMatch(line -> line.startsWith("{\"aspect\":\"alert\",\"text\":\"Some rule\""))
                .allSatisfy(line -> assertThat(line).doesNotContain("\u001b"));
        assertThat(BaselineFile.text(some())).isEqualTo(BaselineFile.text(some()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "lanner_baseline":1        | "lanner_baseline":2           | its version is not 1
            "lanner_baseline":1        | "lanner":1                    | 'lanner_baseline' is missing
            "runs":2                   | "runs":3                      | item 2 of 'known' has no number 'runs', or one that cannot be
            "runs":2                   | "runs":-1                     | has no number 'runs'
            "runs":2                   | "runs":99999999999999999999   | has no number 'runs'
            "least":1,"most":3         | "least":4,"most":3            | has counts that cannot be
            "aspect":"alert"           | "aspect":"alarm"              | has an aspect that is not known
            "aspect":"alert"           | "aspect":7                    | has no text 'aspect'
            "priority":"Warning"       | "priority":"High"             | has a priority that is not known
            "known":[                  | "knwon":[                     | 'known' is no list
            "recordings":[             | "recordings":[1,              | recording 1 is no object
            "left":5                   | "left":true                   | has no number 'left'
            "complete":true            | "complete":1                  | has no 'complete' that is true or false
            """)
    void refusesWhatCannotBe(String right, String wrong, String message) {
        String text = BaselineFile.text(some());
        assertThat(text).contains(right);
        assertThatThrownBy(() -> BaselineFile.read(text.replace(right, wrong)))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAThingThatIsThereTwice() {
        String text = BaselineFile.text(some());
        String line = text.lines()
                .filter(each -> each.contains("Some rule"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> BaselineFile.read(text.replace(line, line + line)))
                .isInstanceOf(BaselineException.class)
                .hasMessage("item 2 of 'known' is there twice");
    }

    @Test
    void aDamagedFileIsRefusedOrReadAndNothingElse() throws IOException {
        long seed = Long.getLong("lanner.seed", System.nanoTime());
        Random random = new Random(seed);
        String text = BaselineFile.text(some());
        int refused = 0;
        for (int i = 0; i < DAMAGES; i++) {
            StringBuilder damaged = new StringBuilder(text);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> damaged.deleteCharAt(at);
                    default -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 20)));
                }
            }
            try {
                BaselineFile.read(damaged.toString());
            } catch (BaselineException | JsonException e) {
                refused++;
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(DAMAGES / 2);
    }

    @Test
    void saysWhichFileIsNone() throws IOException {
        Path file = Files.writeString(directory.resolve("b.json"), "{\"a\":1");
        assertThatThrownBy(() -> BaselineFile.read(file))
                .isInstanceOf(BaselineException.class)
                .hasMessageStartingWith(file + ": no baseline: ");
    }
}
