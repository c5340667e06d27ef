package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import lanner.viewer.model.NamedTexts;
import org.junit.jupiter.api.Test;

/** The filter bar: macros, slow conditions, filters with names. */
class FilterWindowTest extends SampleWindow {
    private void type(String text) {
        driver.press(KeyCode.CONTROL, KeyCode.L).awaitKeyboard("filter");
        driver.type(text);
        driver.await("the filter to be typed", () -> driver.sees(text));
    }

    private List<String> history() {
        return driver.ask(() -> ((MenuButton) driver.node("#history").orElseThrow())
                .getItems().stream()
                        .map(MenuItem::getText)
                        .filter(java.util.Objects::nonNull)
                        .toList());
    }

    @Test
    void aMacroIsCompletedAskedAndWrittenDownAsItWasTyped() throws IOException {
        open("malicious-install-script");
        type("program_is_sh");
        driver.await("choices", () -> driver.node("#choices").isPresent());
        driver.press(KeyCode.DOWN).press(KeyCode.ENTER);
        driver.await("the macro", () -> driver.sees("program_is_shell "));
        assertThat(driver.text("#verdict")).contains("valid");
        driver.press(KeyCode.ENTER);
        driver.await(
                "rows",
                () -> look().query().found().get() > 0
                        && look().query().found().get() < look().total().get());
        driver.await("the case", () -> look().notes().file().filters().contains("program_is_shell"));
    }

    @Test
    void whatOnlyAReplayKnowsIsMarkedAsSlow() throws IOException {
        open("malicious-install-script");
        type("proc.pname = sh");
        driver.await("the warning", () -> driver.sees("\u26a0 valid, but slow"));
        driver.press(KeyCode.CONTROL, KeyCode.A);
        driver.type("proc.name = sh");
        driver.await("no warning", () -> driver.sees("\u2713 valid"));
    }

    @Test
    void aFilterGetsANameIsPickedAgainAndDeleted() throws IOException {
        open("malicious-install-script");
        type("evt.type = connect");
        driver.press(KeyCode.ESCAPE);
        driver.press(KeyCode.CONTROL, KeyCode.L).awaitKeyboard("filter");
        driver.run(() -> driver.window().explore().orElseThrow().filterBar().set("evt.type = connect", false));
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N).awaitKeyboard("filter-name");
        driver.settle();
        driver.type("peers").press(KeyCode.ENTER);
        driver.await(
                "the filter to be kept",
                () -> driver.settings()
                        .filters()
                        .list()
                        .get()
                        .equals(List.of(new NamedTexts.Named("peers", "evt.type = connect"))));
        assertThat(history()).first().isEqualTo("peers:  evt.type = connect");

        driver.run(() -> driver.window().explore().orElseThrow().filterBar().clear());
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
        driver.await("the menu", () -> ((MenuButton) driver.node("#history").orElseThrow()).isShowing());
        driver.settle();
        driver.press(KeyCode.DOWN).press(KeyCode.ENTER);
        driver.await("the filter", () -> look().query().condition().get().equals("evt.type = connect"));

        driver.run(() -> driver.settings().filters().remove("peers"));
        assertThat(history()).noneMatch(item -> item.startsWith("peers"));
    }
}
