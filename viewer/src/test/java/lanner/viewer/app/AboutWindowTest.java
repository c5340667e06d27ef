package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Apply as filter" on what an event is about finds the event. */
class AboutWindowTest extends SampleWindow {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            evt.type = execve and evt.rawres = 0   | proc.exepath = /
            evt.type in (clone, vfork, clone3) and evt.rawres > 0 | (evt.type in (clone, clone3, fork, vfork) and evt.rawres =
            evt.type = openat and evt.rawres > 0   | fd.name = /
            evt.type in (chmod, fchmodat, unlink, unlinkat) | lanner.path = /
            """)
    void aFilterFromTheColumnFindsItsRow(String before, String comparison) throws IOException {
        open("malicious-install-script");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
        filter(before);
        driver.await(
                "rows",
                () -> look().query().settled().get() != null
                        && look().query().found().get() > 0);
        driver.settle();
        driver.run(() -> look().selected().select(look().query().rows().get().row(0)));
        driver.settle();
        int row = selected();
        driver.click(firstRow(), MouseButton.SECONDARY);
        driver.await("the menu", () -> Driver.menu() != null);
        List<String> items = driver.ask(() -> Driver.menu().getItems().stream()
                .map(MenuItem::getText)
                .filter(java.util.Objects::nonNull)
                .toList());
        assertThat(items.get(0)).startsWith("Apply as filter: " + comparison);
        driver.run(() -> {
            MenuItem apply = Driver.menu().getItems().get(0);
            Driver.menu().hide();
            apply.fire();
        });
        driver.await("the filter", () -> look().query().condition().get().startsWith(comparison));
        driver.await("rows", () -> look().query().settled().get() != null);
        assertThat(driver.ask(() -> look().query().rows().get().contains(row))).isTrue();
    }

    /** In the column that says what an event is about. */
    private javafx.geometry.Point2D firstRow() {
        javafx.geometry.Point2D top = driver.place("#events", 0.9, 0);
        return top.add(0, 36);
    }
}
