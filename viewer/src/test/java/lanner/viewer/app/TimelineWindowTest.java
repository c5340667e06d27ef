package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import lanner.viewer.explore.Timeline;
import lanner.viewer.model.TimeWindow.Range;
import org.junit.jupiter.api.Test;

/** The time line: what lanes are by, which are pinned, what bars are by. */
class TimelineWindowTest extends SampleWindow {
    /** On the JavaFX thread. */
    private Timeline timeline() {
        return driver.window().explore().orElseThrow().timeline();
    }

    private List<String> names() {
        return driver.ask(() -> timeline().laneNames());
    }

    @Test
    void lanesGoByProcessContainerAndKindOfCall() throws IOException {
        open("malicious-install-script");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
        driver.click(driver.place("#events", 0.5, 0.5), MouseButton.PRIMARY);
        driver.await("lanes", () -> timeline().laneNames().size() > 1);
        List<String> processes = names();
        driver.press(KeyCode.L);
        driver.await("one lane", () -> timeline().laneNames().size() == 1);
        driver.press(KeyCode.L);
        driver.await("kinds of calls", () -> timeline().laneNames().contains("file"));
        driver.press(KeyCode.L);
        driver.await("processes", () -> timeline().laneNames().equals(processes));
    }

    @Test
    void aLaneThatIsPinnedStaysOnTop() throws IOException {
        open("malicious-install-script");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
        driver.click(driver.place("#events", 0.5, 0.5), MouseButton.PRIMARY);
        driver.press(KeyCode.END).settle();
        driver.run(() -> look().selected().select(look().total().get() - 1));
        driver.await("lanes", () -> timeline().laneNames().size() > 1);
        driver.settle();
        int pid = driver.ask(() ->
                look().events().get().processOf(look().selected().row().get()).pid());
        driver.press(KeyCode.P);
        driver.await(
                "the pin",
                () -> timeline().laneNames().get(0).startsWith("\u25c6 ")
                        && timeline().laneNames().get(0).contains(" " + pid));
        driver.press(KeyCode.P);
        driver.await("no pin", () -> timeline().laneNames().stream().noneMatch(name -> name.startsWith("\u25c6")));

        driver.run(() -> timeline().requestFocus());
        driver.click(driver.place("#timeline", 0.5, 0.95), MouseButton.SECONDARY);
        driver.await("the menu", () -> Driver.menu() != null);
        List<String> items = driver.ask(() -> Driver.menu().getItems().stream()
                .map(MenuItem::getText)
                .filter(java.util.Objects::nonNull)
                .toList());
        assertThat(items).contains("Lanes by container", "Bars: linear");
    }

    @Test
    void barsAreLinearWhenAskedAndLogarithmicAgain() throws IOException {
        open("malicious-install-script");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
        driver.click(driver.place("#events", 0.5, 0.5), MouseButton.PRIMARY);
        driver.press(KeyCode.SHIFT, KeyCode.L);
        driver.await("linear bars", () -> driver.settings().linearBars().get());
        driver.press(KeyCode.SHIFT, KeyCode.L);
        driver.await("logarithmic bars", () -> !driver.settings().linearBars().get());
    }

    @Test
    void aStretchThatIsDraggedInTheOverviewIsOneOfTheWholeCapture() throws IOException {
        open("malicious-install-script");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
        driver.run(() -> look().time().zoom(0.1, look().events().get().axis(0)));
        driver.frames();
        Range whole = driver.ask(() -> look().time().whole());
        Point2D from = driver.place("#timeline", 0.4, 0.08);
        Point2D to = driver.place("#timeline", 0.8, 0.08);
        driver.move(from).frames();
        driver.drag(from, to);
        driver.await("the marked stretch", () -> look().time().brush().get() != null);
        Range marked = driver.ask(() -> look().time().brush().get());
        assertThat((marked.from() - whole.from()) / (double) whole.length()).isCloseTo(0.4, within(0.02));
        assertThat((marked.to() - whole.from()) / (double) whole.length()).isCloseTo(0.8, within(0.02));
    }
}
