package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import lanner.capture.kit.CaptureStory;
import lanner.viewer.explore.ProcessTree;
import lanner.viewer.model.Investigation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process tree: order, who was alive, what leads to alerts, counts, finding by typing. */
@Tag("window")
@Timeout(600)
class TreeWindowTest {
    @TempDir
    Path directory;

    private Driver driver;

    @BeforeEach
    void open() throws IOException {
        Display.need();
        Path capture = directory.resolve("tree.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.every(1_000_000).process(7, 1, "make").runs(7, 1, "make");
            written.forks(7, 8, "make").runs(8, 7, "ld").opens(8, 3, "/w/x").exits(8, 0);
            written.forks(7, 9, "make")
                    .runs(9, 7, "cc")
                    .opens(9, 3, "/etc/passwd")
                    .exits(9, 0);
            written.forks(7, 10, "make").runs(10, 7, "curl");
            for (int i = 0; i < 20; i++) {
                written.opens(10, 3, "/w/" + i).closes(10, 3);
            }
        }
        Path rules = Files.writeString(directory.resolve("rules.yaml"), """
            - rule: Something below etc was opened
              desc: a test's
              condition: evt.type = openat and fd.name startswith /etc
              output: opened %fd.name by %proc.name
              priority: WARNING
            """);
        driver = Driver.start(List.of(rules)).open(capture);
    }

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
        }
    }

    /** On the JavaFX thread. */
    private ProcessTree tree() {
        return driver.window().explore().orElseThrow().tree();
    }

    /** On the JavaFX thread. */
    private Investigation look() {
        return driver.window().investigation().orElseThrow();
    }

    /** The numbers of the processes that have a line. */
    private List<Integer> pids() {
        return driver.ask(() -> tree().shown().stream()
                .map(id -> look().events().get().process(id).pid())
                .toList());
    }

    private int chosenPid() {
        return look().events().get().process(tree().chosen()).pid();
    }

    @Test
    void isSortedByStartActivityAndAlerts() {
        assertThat(pids()).containsExactly(7, 8, 9, 10);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
        driver.await("by activity", () -> tree().head().equals("\u25bc activity"));
        assertThat(pids()).containsExactly(7, 10, 8, 9);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
        driver.await("by alerts", () -> tree().head().equals("\u25bc alerts"));
        assertThat(pids()).containsExactly(7, 9, 8, 10);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
        driver.await("by start", () -> tree().head().equals("\u25b2 start"));
    }

    @Test
    void showsWhoWasAliveAndWhatLeadsToAlerts() {
        driver.press(KeyCode.F8);
        driver.await("the alert", () -> look().selected().row().get() >= 0 && chosenPid() == 9);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.V);
        driver.await("fewer", () -> tree().head().endsWith("alive then  2 of 4"));
        assertThat(pids()).containsExactly(7, 9);
        driver.run(() -> look().selected().select(look().total().get() - 1));
        driver.await("another moment", () -> chosenPid() == 10);
        assertThat(pids()).containsExactly(7, 10);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.X);
        driver.await("both", () -> tree().head().contains("alive then, to alerts"));
        assertThat(pids()).isEmpty();
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.V);
        driver.await("paths to alerts", () -> tree().head().endsWith("start, to alerts  2 of 4"));
        assertThat(pids()).containsExactly(7, 9);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.X);
        driver.await("all", () -> tree().head().endsWith("start"));
        assertThat(pids()).hasSize(4);
    }

    @Test
    void lettersFindAProcessAndItIsLeftOut() {
        driver.press(KeyCode.CONTROL, KeyCode.T).awaitKeyboard("processes");
        driver.type("cu");
        driver.await("curl", () -> chosenPid() == 10 && tree().head().equals("find cu"));
        driver.press(KeyCode.ESCAPE);
        driver.await("no word", () -> tree().head().equals("\u25b2 start"));
        driver.type("zz");
        driver.await("none", () -> tree().head().equals("none begins with zz"));
        assertThat(driver.ask(this::chosenPid)).isEqualTo(10);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
        driver.await(
                "fewer",
                () -> !look().query().filter().get().isNone()
                        && look().query().settled().get() != null);
        assertThat(driver.ask(() -> look().query().filter().get().processes().cardinality()))
                .isEqualTo(3);
        assertThat(driver.sees("without pid 10  \u00d7")).isTrue();
    }

    @Test
    void countsWhatIsInView() {
        int curl = driver.ask(() -> tree().shown().get(3));
        assertThat(driver.ask(() -> tree().events(curl))).isEqualTo("42");
        driver.run(() -> look().query().apply("evt.type = openat"));
        driver.await("counts", () -> tree().events(curl).equals("20 of 42"));
        driver.run(() -> look().query().apply(""));
        driver.await("all", () -> tree().events(curl).equals("42"));
    }
}
