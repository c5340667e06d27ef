package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javafx.scene.input.KeyCode;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.rows.RowSort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several captures at once: whose a row is, hiding one, moving one in time. */
class SeveralCapturesWindowTest extends SampleWindow {
    private static final long SECOND = 1_000_000_000L;

    @BeforeEach
    void openTwo() throws IOException {
        driver = start().open(written("one", CaptureStory.START), written("two", CaptureStory.START + 10 * SECOND));
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).awaitKeyboard("events");
        driver.settle();
    }

    private Path written(String name, long start) throws IOException {
        Path path = directory.resolve(name + ".lanner");
        try (CaptureStory story = CaptureStory.at(path, start)) {
            story.process(7, 1, name).opens(7, 3, "/" + name + "/1").opens(7, 3, "/" + name + "/2");
        }
        return path;
    }

    private void select(int row) {
        driver.run(() -> look().selected().select(row));
        driver.settle();
    }

    private String number(int place) {
        return driver.ask(() -> driver.window()
                .explore()
                .orElseThrow()
                .table()
                .text(place, RowSort.NUMBER)
                .orElseThrow());
    }

    @Test
    void eachRowSaysWhoseItIs() {
        assertThat(driver.words("#capture-A")).contains("one.lanner");
        assertThat(driver.words("#capture-B")).contains("two.lanner");
        select(0);
        assertThat(number(0)).isEqualTo("A 1");
        assertThat(number(2)).isEqualTo("B 1");
    }

    @Test
    void oneIsHiddenAndShownAgainByAKey() {
        select(0);
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.H);
        driver.await("the second's rows alone", () -> look().query().found().get() == 2);
        driver.awaitWords("captures B");
        assertThat(driver.ask(() -> IntStream.range(0, 2)
                        .map(place -> look().events()
                                .get()
                                .capture(look().query().rows().get().row(place)))
                        .toArray()))
                .containsExactly(1, 1);
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.H);
        driver.await("all rows", () -> look().query().found().get() == 4);
    }

    @Test
    void oneIsMovedInTime() {
        select(2);
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.T).awaitKeyboard("shift");
        driver.settle();
        driver.type("-20.5").press(KeyCode.ENTER);
        driver.await(
                "the second to come first",
                () -> driver.window()
                                .investigation()
                                .filter(look -> look.indexed().get())
                                .isPresent()
                        && look().workspace().shift(1) == -20_500_000_000L
                        && look().events().get().rows() == 4);
        assertThat(driver.ask(() -> look().events().get().capture(0))).isEqualTo(1);
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).awaitKeyboard("events");
        assertThat(driver.words("#capture-B")).contains("two.lanner, moved by -20.50 s");
    }
}
