package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import lanner.investigation.Samples;
import lanner.investigation.index.AlertEntry;
import lanner.viewer.model.Investigation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A window on the copy of a sample, under our own rules. */
@Tag("window")
@Timeout(600)
abstract class SampleWindow {
    static final String FRESH = "Fresh program in a hidden directory run";
    static final String UPDATER = "/home/sam/.cache/fontconfig/updater";

    @TempDir
    Path directory;

    Path capture;
    Driver driver;

    @BeforeAll
    static void need() {
        Display.need();
    }

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
        }
    }

    void open(String sample) throws IOException {
        capture = Samples.copy(sample, directory);
        driver = start().open(capture);
    }

    static Driver start() {
        return Driver.start(List.of(Samples.RULES));
    }

    /** On the JavaFX thread. */
    Investigation look() {
        return driver.window().investigation().orElseThrow();
    }

    int selected() {
        return driver.ask(() -> look().selected().row().get());
    }

    /** Steps through the list of alerts to the first one of a rule. */
    void toAlert(String rule) {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT3).awaitKeyboard("alerts");
        driver.settle();
        driver.press(KeyCode.HOME);
        for (int i = 0; i < 12 && !driver.text("#alert-title").equals(rule); i++) {
            driver.press(KeyCode.DOWN).settle();
        }
        assertThat(driver.text("#alert-title")).isEqualTo(rule);
        driver.settle();
    }

    /** Goes to an event by its number. */
    void toEvent(String number) {
        driver.press(KeyCode.CONTROL, KeyCode.G).awaitWords("Event number");
        driver.settle();
        driver.type(number).press(KeyCode.ENTER);
        driver.await("event " + number, () -> {
            int row = look().selected().row().get();
            return row >= 0 && Long.toString(look().events().get().number(row)).equals(number);
        });
    }

    /** Filters, by keyboard. */
    void filter(String text) {
        driver.press(KeyCode.CONTROL, KeyCode.L).awaitKeyboard("filter");
        driver.type(text);
        driver.await("the filter to be typed", () -> driver.sees(text));
        driver.press(KeyCode.ENTER);
        driver.await("the filter", () -> look().query().condition().get().equals(text));
        driver.settle();
    }

    /** Waits for the question where a file is, or shall be, and answers it. */
    void answer(Path path) {
        driver.awaitKeyboard("path");
        driver.type(path.toString());
        driver.await("the path to be typed", () -> driver.sees(path.toString()));
        driver.press(KeyCode.ENTER);
        driver.await("the question to go", () -> driver.node("#path").isEmpty());
    }

    /** On the JavaFX thread. */
    AlertEntry alert(String rule) {
        return look().events().get().alerts().stream()
                .filter(alert -> alert.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }
}
