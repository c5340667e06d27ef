package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.paint.Color;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Samples;
import lanner.viewer.paint.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a screen reader is told of lists that are painted, and how one sees where the keyboard is. */
class AccessibilityWindowTest extends SampleWindow {
    private Object told(String id, AccessibleAttribute attribute, Object... parameters) {
        return driver.ask(() -> driver.node(id).orElseThrow().queryAccessibleAttribute(attribute, parameters));
    }

    private String rowAtHand(String id) {
        Node row = (Node) told(id, AccessibleAttribute.FOCUS_ITEM);
        assertThat(row).as("the row at hand of " + id).isNotNull();
        assertThat(driver.ask(row::getAccessibleRole)).isEqualTo(AccessibleRole.LIST_ITEM);
        Object index = driver.ask(() -> row.queryAccessibleAttribute(AccessibleAttribute.INDEX));
        assertThat(told(id, AccessibleAttribute.ITEM_AT_INDEX, index)).isSameAs(row);
        return (String) driver.ask(() -> row.queryAccessibleAttribute(AccessibleAttribute.TEXT));
    }

    @Test
    void eachPaintedListTellsItsNameItsLengthAndTheRowAtHand() throws IOException {
        open(Samples.INSTALL_SCRIPT);
        toAlert(FRESH);
        assertThat(told("#alerts", AccessibleAttribute.ROLE)).isEqualTo(AccessibleRole.LIST_VIEW);
        assertThat(told("#alerts", AccessibleAttribute.TEXT)).isEqualTo("Alerts");
        assertThat(rowAtHand("#alerts")).contains("793", "Warning", "updater 140", UPDATER);
        assertThat(rowAtHand("#rule-text")).contains(FRESH);

        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).awaitKeyboard("events");
        driver.settle();
        assertThat(told("#events", AccessibleAttribute.ITEM_COUNT)).isEqualTo(929);
        assertThat(rowAtHand("#events"))
                .startsWith("alert, No. 793, Time ")
                .contains("Process updater 140", "Call execve", "About " + UPDATER);
        assertThat(rowAtHand("#processes")).startsWith("updater 140, level ").contains(" events", "1 alert");
        assertThat((String) told("#timeline", AccessibleAttribute.TEXT))
                .startsWith("Time line from 18:27:0")
                .contains("lanes: ", "updater");

        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R).settle();
        driver.await("the bytes", () -> !Integer.valueOf(0).equals(told("#bytes", AccessibleAttribute.ITEM_COUNT)));
        assertThat(rowAtHand("#bytes")).startsWith("000000  ");

        driver.press(KeyCode.CONTROL, KeyCode.DIGIT5).settle();
        assertThat(rowAtHand("#entities")).startsWith("Name ").contains("Events ", "Touched by ");
    }

    @Test
    void theRowAtHandGoesAlongWithTheKeys() throws IOException {
        open("miner");
        driver.press(KeyCode.HOME).settle();
        String first = rowAtHand("#events");
        driver.press(KeyCode.DOWN).settle();
        assertThat(rowAtHand("#events")).isNotEqualTo(first).contains("No. 2,");
    }

    @Test
    void aListWithoutRowsHasNoneAtHand() throws IOException {
        open("miner");
        filter("proc.name = none");
        assertThat(told("#events", AccessibleAttribute.ITEM_COUNT)).isEqualTo(0);
        assertThat(told("#events", AccessibleAttribute.FOCUS_ITEM)).isNull();
    }

    @Test
    void tagsOfARowAreToldByName() throws IOException {
        open(Samples.INSTALL_SCRIPT);
        toAlert(FRESH);
        driver.press(KeyCode.CONTROL, KeyCode.K).awaitKeyboard("tag-name");
        driver.type("loot").press(KeyCode.ENTER);
        driver.await("the window to go", () -> driver.node("#tag-name").isEmpty());
        driver.settle();
        assertThat(rowAtHand("#alerts")).startsWith("tag L loot, ").contains("793");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).awaitKeyboard("events");
        driver.settle();
        assertThat(rowAtHand("#events")).startsWith("alert, tag L loot, No. 793, ");
    }

    @Test
    void hostileNamesAreReadEscaped() throws IOException {
        Path hostile = directory.resolve("hostile.lanner");
        try (CaptureStory written = CaptureStory.at(hostile)) {
            written.process(7, 1, "s\u001b[2Jh").opens(7, 3, "/tmp/a\nb\u0007");
        }
        driver = start().open(hostile);
        driver.press(KeyCode.HOME).settle();
        assertThat(rowAtHand("#events") + rowAtHand("#processes"))
                .doesNotContain("\u001b", "\n", "\u0007")
                .contains("\\x1b");
    }

    @ParameterizedTest
    @CsvSource({"#events,DIGIT2", "#alerts,DIGIT3", "#entities,DIGIT5", "#groups,DIGIT7"})
    void aFrameShowsWhereTheKeyboardIs(String id, KeyCode screen) throws IOException {
        open("miner");
        for (Theme theme : Theme.values()) {
            driver.run(() -> driver.settings().theme().set(theme));
            driver.press(KeyCode.CONTROL, screen).awaitKeyboard(id.substring(1));
            driver.settle();
            assertThat(edge(id)).as(theme.words()).isEqualTo(theme.accent());
            driver.press(KeyCode.CONTROL, KeyCode.DIGIT1).settle();
        }
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).awaitKeyboard("events");
        driver.press(KeyCode.CONTROL, KeyCode.T).awaitKeyboard("processes");
        driver.settle();
        assertThat(edge("#events")).isNotEqualTo(driver.settings().theme().get().accent());
        assertThat(edge("#processes")).isEqualTo(driver.settings().theme().get().accent());
    }

    @Test
    void aButtonWithTheKeyboardIsReadInHighContrast() {
        driver = start();
        driver.run(() -> driver.settings().theme().set(Theme.HIGH_CONTRAST));
        driver.settle();
        Button button = driver.ask(() -> (Button) driver.node("#start .accent").orElseThrow());
        driver.run(button::requestFocus);
        driver.settle();
        List<BackgroundFill> fills = driver.ask(() -> button.getBackground().getFills());
        Color ground = (Color) fills.get(fills.size() - 1).getFill();
        double ratio = (luminance(ground) + 0.05) / (luminance((Color) button.getTextFill()) + 0.05);
        assertThat(Math.max(ratio, 1 / ratio)).isGreaterThanOrEqualTo(7);
    }

    /** Relative, from 0 to 1, as WCAG 2.1 defines it. */
    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double part) {
        return part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    /** The colour of a node's left edge. */
    private Color edge(String id) {
        return driver.ask(() -> {
            Node node = driver.node(id).orElseThrow();
            return node.snapshot(null, null).getPixelReader().getColor(1, (int)
                    (node.getLayoutBounds().getHeight() - 30));
        });
    }

    @Test
    void theTimeLineShowsThatItHasTheKeyboard() throws IOException {
        open("miner");
        driver.run(() -> driver.node("#timeline").orElseThrow().requestFocus());
        driver.settle();
        assertThat(edge("#timeline")).isEqualTo(driver.settings().theme().get().accent());
    }

    @Test
    void tabLeadsThroughTheMainScreenAndBack() throws IOException {
        open("miner");
        driver.press(KeyCode.CONTROL, KeyCode.T).awaitKeyboard("processes");
        driver.press(KeyCode.TAB).awaitKeyboard("events");
        driver.press(KeyCode.SHIFT, KeyCode.TAB).awaitKeyboard("processes");
        assertThat(List.of("processes", "events"))
                .contains(driver.ask(
                        () -> driver.stage().getScene().getFocusOwner().getId()));
    }
}
