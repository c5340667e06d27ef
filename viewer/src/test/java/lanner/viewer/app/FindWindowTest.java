package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.input.KeyCode;
import lanner.investigation.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Text is found in what is in view, by hand. */
class FindWindowTest extends SampleWindow {
    @BeforeEach
    void openTheSample() throws IOException {
        open(Samples.INSTALL_SCRIPT);
    }

    private void find(String text) {
        driver.press(KeyCode.CONTROL, KeyCode.F).awaitKeyboard("find");
        driver.type(text);
        driver.await("the text", () -> driver.words("#find").equals(text));
        driver.press(KeyCode.ENTER);
        driver.await("its end", () -> look().foundText().text().get().equals(text));
        driver.settle();
    }

    private List<Integer> rows() {
        return driver.ask(() -> {
            var found = look().foundText().rows().get();
            return IntStream.range(0, found.size()).mapToObj(found::row).toList();
        });
    }

    @Test
    void enterAndF3GoFromPlaceToPlaceAndRound() {
        find("fontconfig");
        List<Integer> rows = rows();
        assertThat(rows).hasSizeGreaterThan(4);
        driver.await("the first", () -> selected() == rows.get(0));
        assertThat(driver.text("#find-count")).isEqualTo("1 of " + rows.size() + " events");
        driver.press(KeyCode.ENTER);
        driver.await("the second", () -> selected() == rows.get(1));
        driver.press(KeyCode.SHIFT, KeyCode.ENTER);
        driver.await("the first", () -> selected() == rows.get(0));
        driver.press(KeyCode.DOWN).awaitKeyboard("events");
        driver.press(KeyCode.SHIFT, KeyCode.F3);
        driver.await("the last", () -> selected() == rows.get(rows.size() - 1));
        assertThat(driver.text("#find-count")).isEqualTo(rows.size() + " of " + rows.size() + " events");
        driver.press(KeyCode.F3);
        driver.await("the first again", () -> selected() == rows.get(0));
        driver.press(KeyCode.ESCAPE);
        driver.await("no marks", () -> look().foundText().text().get().isEmpty());
        assertThat(driver.ask(() -> driver.sees("Previous"))).isFalse();
    }

    @Test
    void aSortedTableIsGoneThroughInItsOrderAndAFilterNarrowsTheSearch() {
        find("fontconfig");
        int all = rows().size();
        long last = driver.ask(() -> look().events().get().number(rows().get(all - 1)));
        driver.run(() -> look().query().apply("evt.num < " + last));
        driver.settle();
        driver.await("fewer", () -> look().foundText().rows().get() != null && rows().size() < all);
        driver.settle();
        driver.run(() -> look().query().sort(new lanner.investigation.rows.RowSort("number", true)));
        driver.await("an order", () -> look().query().order().get() != null);
        List<Integer> rows = rows();
        driver.run(() -> look().selected().select(rows.get(rows.size() - 1)));
        driver.press(KeyCode.F3);
        driver.await("the one before in time", () -> selected() == rows.get(rows.size() - 2));
    }

    @Test
    void whatIsNowhereIsSaidSo() {
        int before = selected();
        find("nowhere at all");
        assertThat(driver.text("#find-count")).isEqualTo("not found");
        assertThat(selected()).isEqualTo(before);
    }

    @Test
    void aWordInTheFilterBarIsLookedForAndTheFilterStays() {
        filter("evt.type = openat");
        driver.press(KeyCode.CONTROL, KeyCode.L).awaitKeyboard("filter");
        driver.type("updater");
        driver.awaitWords("Enter: find \u201cupdater\u201d in what is in view");
        driver.press(KeyCode.ENTER).awaitKeyboard("find");
        driver.settle();
        assertThat(driver.text("#find")).isEqualTo("updater");
        assertThat(driver.text("#filter")).isEqualTo("evt.type = openat");
        assertThat(rows()).isNotEmpty().contains(selected());
    }

    @Test
    void aKeyTakesTheNameThatWasMeant() {
        driver.press(KeyCode.CONTROL, KeyCode.L).awaitKeyboard("filter");
        driver.type("proc.nam = sh");
        driver.awaitWords("F2: proc.name");
        driver.press(KeyCode.F2);
        driver.await("the name", () -> driver.words("#filter").equals("proc.name = sh"));
        assertThat(driver.text("#verdict")).contains("valid");
        driver.press(KeyCode.CONTROL, KeyCode.A);
        driver.type("evt.type = opena and proc.name = sh");
        driver.awaitWords("F2: open");
        driver.press(KeyCode.F2);
        driver.await("the call", () -> driver.words("#verdict").contains("valid"));
        assertThat(driver.ask(() -> driver.hasKeyboard("filter"))).isTrue();
    }
}
