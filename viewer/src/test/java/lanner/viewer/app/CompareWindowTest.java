package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Samples;
import lanner.investigation.comparison.Line;
import lanner.viewer.list.PaintedTable;
import lanner.viewer.model.TimeWindow;
import org.junit.jupiter.api.Test;

/** Two captures, or two stretches, side by side. */
class CompareWindowTest extends SampleWindow {
    private List<Line> lines() {
        return driver.ask(() -> ((PaintedTable<?>) driver.node("#differences").orElseThrow())
                .rows().stream().map(Line.class::cast).toList());
    }

    private void toCompare() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT6).awaitKeyboard("differences");
    }

    private void openTwo() throws IOException {
        Path good = Samples.copy("package-build", directory);
        Path bad = Samples.copy(Samples.INSTALL_SCRIPT, directory);
        driver = start().open(good, bad);
        toCompare();
        driver.await("differences", () -> driver.text("#differences-count").contains("differences"));
        driver.settle();
    }

    @Test
    void twoCapturesAreComparedAndALineLeadsToItsEventsAndBack() throws IOException {
        openTwo();
        assertThat(driver.words("#side-a")).contains("A: package-build.lanner");
        assertThat(driver.words("#side-b")).contains("B: " + Samples.INSTALL_SCRIPT + ".lanner");
        driver.press(KeyCode.ALT, KeyCode.DIGIT6);
        driver.await("what is only in B", () -> lines().stream().allMatch(line -> line.kind() == Line.Kind.ONLY_B));
        driver.type("fresh program");
        driver.await("one alert", () -> lines().size() == 1);
        driver.awaitWords("only in B");
        driver.press(KeyCode.ENTER).awaitKeyboard("differences");
        driver.press(KeyCode.ENTER).awaitKeyboard("events");
        driver.await("its event", () -> look().query().found().get() == 1);
        assertThat(driver.ask(() -> look().events()
                        .get()
                        .raisedAlert(look().query().rows().get().row(0))))
                .isTrue();
        driver.awaitWords("only in B: " + FRESH);
        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("differences");
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.X);
        driver.await("the sides to be exchanged", () -> driver.words("#side-a").contains(Samples.INSTALL_SCRIPT));
        driver.await(
                "what is only in A now",
                () -> driver.text("#differences-count").contains("0 of ") || !lines().isEmpty());
    }

    @Test
    void stretchesOfOneCaptureAreMarkedAndCompared() throws IOException {
        capture = directory.resolve("two-halves.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(7, 1, "make\u001b[31m");
            for (int i = 0; i < 4; i++) {
                story.opens(7, 3, "/w/early" + i);
            }
            story.opens(7, 3, Samples.HOSTILE_PATH);
            story.opens(7, 3, "/w/late");
        }
        driver = start().open(capture);
        toCompare();
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.A).awaitWords("no stretch of time is marked");
        driver.press(KeyCode.ESCAPE);
        driver.settle();
        mark("/w/early0", "/w/early3");
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.A).awaitKeyboard("differences");
        mark(Samples.HOSTILE_PATH, "/w/late");
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.B).awaitKeyboard("differences");
        driver.await("differences", () -> driver.text("#differences-count").contains("differences"));
        driver.settle();

        assertThat(lines())
                .extracting(line -> line.kind() + " " + line.text())
                .contains("ONLY_A /w/early0", "ONLY_B /w/late");
        driver.type("script").press(KeyCode.ENTER);
        driver.await("the hostile name", () -> lines().size() == 1);
        driver.awaitWords("<script>alert(1)</script>\\x1b[2J");
        driver.press(KeyCode.ENTER).awaitKeyboard("events");
        driver.await("its event", () -> look().query().found().get() == 1);
    }

    private void mark(String from, String to) {
        driver.run(() -> look().time().brush().set(new TimeWindow.Range(axisOf(from), axisOf(to))));
        driver.settle();
    }

    private long axisOf(String name) {
        for (int row = 0; row < look().events().get().rows(); row++) {
            int id = look().events().get().nameId(row);
            if (id >= 0 && look().events().get().name(id).equals(name)) {
                return look().events().get().axis(row);
            }
        }
        throw new AssertionError(name);
    }
}
