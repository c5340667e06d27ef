package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import lanner.capture.kit.CaptureStory;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.task.Job;
import org.junit.jupiter.api.Test;

/**
 * A key that is held down over a capture that takes long to read: the window stays whole. For the figures of a large one:
 * {@code -Dlanner.held.events=1000000 -Dlanner.held.presses=300}, and {@code -Dlanner.held.picture=FILE.png} to see the
 * window meanwhile.
 */
class HeldKeyWindowTest extends SampleWindow {
    private static final int EVENTS = Integer.getInteger("lanner.held.events", 60_000);
    private static final int PRESSES = Integer.getInteger("lanner.held.presses", 60);
    private static final String PICTURE = System.getProperty("lanner.held.picture", "");
    /** How fast a keyboard repeats a key. */
    private static final long REPEAT_NANOS = 33_000_000L;

    private final Set<Double> barHeights = new HashSet<>();
    private final Set<Double> sceneWidths = new HashSet<>();
    private int mostAtOnce;

    private Path written() throws IOException {
        Path large = directory.resolve("large.lanner");
        try (CaptureStory written = CaptureStory.at(large)) {
            written.process(7, 1, "make").runs(7, 1, "make");
            for (int i = 1; i < EVENTS; i += 2) {
                written.opens(7, 3, "/w/" + i % 1000 + ".h").closes(7, 3);
            }
        }
        return large;
    }

    private void look(int press) throws IOException {
        Node bar = driver.ask(() -> driver.node("#facts").orElseThrow().getParent());
        driver.run(() -> {
            barHeights.add(bar.getLayoutBounds().getHeight());
            sceneWidths.add(driver.stage().getScene().getWidth());
        });
        if (press == PRESSES / 2 && !PICTURE.isEmpty()) {
            Picture meanwhile =
                    driver.ask(() -> Picture.of(driver.stage().getScene().snapshot(null)));
            meanwhile.write(Path.of(PICTURE));
        }
    }

    @Test
    void theWindowStaysWholeAndShowsTheDetailsOfTheLastRow() throws IOException {
        Path rules = Files.writeString(directory.resolve("none.yaml"), "[]\n");
        driver = Driver.start(List.of(rules)).open(written());
        driver.run(() -> driver.window().explore().orElseThrow().table().requestFocus());
        // Far from the start, where details take long: each is a replay from there.
        driver.run(() -> look().selected().select(EVENTS / 2));
        driver.settle();
        driver.run(() -> look().jobs().running().addListener((ListChangeListener<Job>) change ->
                mostAtOnce = Math.max(mostAtOnce, (int) change.getList().stream()
                        .filter(job -> job.name().equals("details"))
                        .count())));
        int before = selected();
        for (int press = 0; press < PRESSES; press++) {
            driver.press(KeyCode.PAGE_DOWN);
            look(press);
            LockSupport.parkNanos(REPEAT_NANOS);
        }
        driver.settle();
        int last = selected();
        assertThat(last).isGreaterThan(before + PRESSES);
        assertThat(mostAtOnce).isEqualTo(1);
        assertThat(barHeights).hasSize(1);
        assertThat(sceneWidths).hasSize(1);
        assertThat(driver.ask(() -> look().selected().isReading().get())).isFalse();
        assertThat(driver.ask(() -> look().selected().details().get().row())).isEqualTo(last);
        assertThat(driver.text("#details-title"))
                .contains(DisplayText.number(
                        driver.ask(() -> look().events().get().number(last))));
    }
}
