package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import lanner.capture.kit.CaptureStory;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TimeWindow;
import lanner.viewer.paint.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main screen, by hand: real windows, real keys. */
@Tag("window")
@Timeout(600)
class ExploreWindowTest {
    @TempDir
    static Path directory;

    private static Path capture;
    private static List<Path> rules;

    private Driver driver;

    @BeforeAll
    static void write() throws IOException {
        Display.need();
        capture = directory.resolve("build.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.every(1_000_000).process(7, 1, "make").runs(7, 1, "make", "-j2");
            for (int child = 8; child < 12; child++) {
                written.forks(7, child, "make").runs(child, 7, "cc", "-c", "x" + child + ".c");
                for (int i = 0; i < 40; i++) {
                    written.opens(child, i % 7 == 0 ? -2 : 3, "/w/include/" + i + ".h")
                            .closes(child, 3);
                }
                written.opens(child, 3, "/etc/passwd").exits(child, child == 11 ? 256 : 0);
            }
        }
        rules = List.of(Files.writeString(directory.resolve("rules.yaml"), """
            - rule: Something below etc was opened
              desc: a test's
              condition: evt.type = openat and fd.name startswith /etc
              output: opened %fd.name by %proc.name
              priority: WARNING
            """));
    }

    @BeforeEach
    void open() throws IOException {
        Files.deleteIfExists(directory.resolve("build.lanner-case"));
        driver = Driver.start(rules).open(capture);
    }

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
        }
    }

    private int found() {
        return driver.ask(() -> look().query().found().get());
    }

    private int selected() {
        return driver.ask(() ->
                driver.window().investigation().orElseThrow().selected().row().get());
    }

    private Investigation look() {
        return driver.window().investigation().orElseThrow();
    }

    private void filter(String text) {
        driver.press(KeyCode.CONTROL, KeyCode.L);
        driver.await("the filter to have the keyboard", () -> driver.hasKeyboard("filter"));
        driver.type(text);
        driver.await("the text to be typed", () -> text.equals(filterText()));
    }

    private String filterText() {
        return ((javafx.scene.control.TextField) driver.node("#filter").orElseThrow()).getText();
    }

    @Test
    void openingShowsWhatIsThere() {
        assertThat(driver.text("#facts")).isEqualTo("341 events, 5 processes, 4 alerts, no gaps");
        assertThat(driver.text("#counts")).isEqualTo("341 events");
        assertThat(driver.ask(() -> driver.stage().getTitle())).isEqualTo("build.lanner - Lanner");
        assertThat(directory.resolve("build.lanner-case")).exists();
    }

    @Test
    void aJumpToAnEventThatTheFilterHidesTakesTheFilterAwayAndThereIsAWayBack() {
        driver.run(() -> look().query().apply("evt.type = close"));
        driver.await("the filter", () -> look().query().settled().get() != null && found() < 341);
        int closes = found();
        driver.run(() -> look().selected().select(look().query().rows().get().row(5)));
        int before = selected();
        driver.run(() -> driver.window().explore().orElseThrow().table().requestFocus());

        driver.press(KeyCode.F8);

        int alert = selected();
        assertThat(driver.ask(() -> look().events().get().raisedAlert(alert))).isTrue();
        assertThat(found()).isEqualTo(341);
        driver.await("a sentence", () -> driver.text("#said").startsWith("The filter hid event"));
        driver.press(KeyCode.BACK_SPACE);
        driver.await("the filter again", () -> found() == closes);
        assertThat(selected()).isEqualTo(before);
        driver.await("silence", () -> driver.text("#said").isEmpty());
    }

    @Test
    void theDetailsSayThatTheFilterLeavesTheirEventOut() {
        driver.run(() -> look().selected().select(3));
        driver.run(() -> look().query().apply("evt.type = execve and proc.name = none"));
        driver.await("the filter", () -> found() == 0);
        driver.await(
                "the details' head", () -> driver.text("#details-title").contains("not in view: the filter leaves it"));
    }

    @Test
    void pageDownHeldDownReadsDetailsOneAtATimeAndTheLastOnesStay() {
        driver.run(() -> driver.window().explore().orElseThrow().table().requestFocus());
        int[] most = new int[1];
        driver.run(() -> look().jobs().running().addListener((javafx.collections.ListChangeListener<
                        lanner.viewer.task.Job>)
                change -> most[0] = Math.max(most[0], (int) change.getList().stream()
                        .filter(job -> job.name().equals("details"))
                        .count())));
        for (int i = 0; i < 40; i++) {
            driver.run(() -> look().selected().select((selected() + 7) % 300));
        }
        int last = selected();
        driver.await(
                "the details",
                () -> look().selected().details().get() != null
                        && look().selected().details().get().row() == last);
        assertThat(most[0]).isEqualTo(1);
        assertThat(driver.ask(() -> look().selected().isReading().get())).isFalse();
    }

    @Test
    void aMistakeIsPointedAtAndNothingIsFiltered() {
        filter("proc.nam = cc");
        driver.await(
                "the verdict",
                () -> ((javafx.scene.control.Label) driver.node("#verdict").orElseThrow())
                        .getText()
                        .contains("error"));
        assertThat(driver.text("#problem")).startsWith("column 1:").contains("proc.nam");
        driver.press(KeyCode.ENTER);
        driver.settle();
        assertThat(found()).isEqualTo(341);
        assertThat(driver.text("#counts")).isEqualTo("341 events");
    }

    @Test
    void aCompletionIsTakenByKeyboardAndTheFilterFinds() {
        filter("proc.na");
        driver.await("choices", () -> driver.node("#choices").isPresent());
        driver.press(KeyCode.DOWN).press(KeyCode.ENTER);
        driver.await("the name to be completed", () -> filterText().startsWith("proc.name "));
        driver.type("= c");
        driver.await("values", () -> driver.node("#choices").isPresent());
        driver.press(KeyCode.TAB);
        driver.await("the value to be completed", () -> filterText().equals("proc.name = cc "));
        driver.press(KeyCode.ESCAPE).press(KeyCode.ENTER);
        driver.await("the rows", () -> look().query().found().get() == 4 * 83);
        assertThat(driver.text("#verdict")).contains("valid");
        assertThat(driver.text("#counts")).isEqualTo("332 of 341");
        driver.press(KeyCode.ESCAPE);
        driver.await(
                "the filter to be cleared",
                () -> look().query().found().get() == 341 && filterText().isEmpty());
    }

    @Test
    void aStretchThatIsMarkedNarrows() {
        Point2D from = driver.place("#timeline", 0.4, 0.7);
        Point2D to = driver.place("#timeline", 0.6, 0.7);
        driver.drag(from, to);
        driver.await("a mark", () -> look().time().brush().get() != null);
        driver.press(KeyCode.CONTROL, KeyCode.ENTER);
        driver.await(
                "fewer rows",
                () -> look().query().found().get() < 150
                        && !look().query().rows().get().isAll());
        driver.settle();
        assertThat(found()).isBetween(40, 120);
        TimeWindow.Range brush = driver.ask(() -> look().time().brush().get());
        driver.run(() -> {
            for (int i = 0; i < look().query().found().get(); i++) {
                assertThat(look().events()
                                .get()
                                .axis(look().query().rows().get().row(i)))
                        .isBetween(brush.from(), brush.to());
            }
        });
        assertThat(driver.shows(".chip")).isTrue();
    }

    @Test
    void theWheelZoomsWhereThePointerIsAndKeysGoBack() {
        TimeWindow.Range whole = driver.ask(() -> look().time().shown().get());
        driver.wheel(driver.place("#timeline", 0.5, 0.8), -3);
        driver.await("a closer look", () -> look().time().shown().get().length() < whole.length() * 9 / 10);
        driver.click(driver.place("#events", 0.3, 0.5), MouseButton.PRIMARY).press(KeyCode.F);
        driver.await("the whole", () -> look().time().shown().get().length() == whole.length());
    }

    @Test
    void theTreeNarrowsToAProcessAndItsChildren() {
        driver.press(KeyCode.CONTROL, KeyCode.T);
        driver.await("the tree to have the keyboard", () -> driver.hasKeyboard("processes"));
        driver.press(KeyCode.END).press(KeyCode.ENTER);
        driver.await("the last child's rows", () -> look().query().found().get() == 84);
        driver.press(KeyCode.HOME).press(KeyCode.ENTER);
        driver.await("all rows again", () -> look().query().found().get() == 341);
    }

    @Test
    void theContextMenuFiltersByTheCell() {
        driver.click(driver.place("#events", 0.4, 0.5), MouseButton.PRIMARY);
        driver.click(driver.place("#events", 0.4, 0.5), MouseButton.SECONDARY);
        driver.await("the menu", () -> Driver.menu() != null);
        List<String> items = driver.ask(() -> Driver.menu().getItems().stream()
                .map(MenuItem::getText)
                .filter(java.util.Objects::nonNull)
                .toList());
        assertThat(items).anyMatch(item -> item.startsWith("Apply as filter: "));
        assertThat(items).contains("This process and its children", "Follow descriptor", "Bookmark\u2026");
        driver.takeFirstOfMenu();
        driver.await("the filter", () -> !look().query().condition().get().isEmpty());
        driver.settle();
        assertThat(found()).isBetween(1, 340);
    }

    @Test
    void aBookmarkSurvives() {
        driver.press(KeyCode.F8);
        driver.await(
                "the first alert",
                () -> look().events().get().raisedAlert(look().selected().row().get()));
        int row = selected();
        driver.press(KeyCode.CONTROL, KeyCode.B);
        driver.await("the question", () -> driver.node("#note").isPresent());
        driver.settle();
        driver.type("look here").press(KeyCode.ENTER);
        driver.await("the bookmark", () -> look().notes().bookmark(row).isPresent());
        driver.close();

        driver = Driver.start(rules).open(capture);
        driver.press(KeyCode.F6);
        driver.await("the bookmark to be found", () -> look().selected().row().get() == row);
        driver.await(
                "its note",
                () -> ((javafx.scene.control.Label)
                                driver.node("#details-title").orElseThrow())
                        .getText()
                        .contains("* look here"));
    }

    @Test
    void thePaletteDoesWhatIsTyped() {
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        driver.await("the palette", () -> driver.node("#palette").isPresent());
        driver.settle();
        driver.type("colours dark").press(KeyCode.ENTER);
        driver.await("the dark", () -> driver.settings().theme().get() == Theme.DARK);
        driver.await("the palette to go", () -> driver.node("#palette").isEmpty());
    }

    @Test
    void everythingGoesByKeyboard() {
        driver.click(driver.place("#events", 0.5, 0.5), MouseButton.PRIMARY);
        driver.press(KeyCode.HOME);
        driver.await("the first", () -> look().selected().row().get() == 0);
        driver.press(KeyCode.DOWN).press(KeyCode.DOWN);
        driver.await("the third", () -> look().selected().row().get() == 2);
        driver.press(KeyCode.END);
        driver.await("the last", () -> look().selected().row().get() == 340);
        driver.press(KeyCode.ALT, KeyCode.LEFT);
        driver.await("back", () -> look().selected().row().get() == 2);
        driver.press(KeyCode.OPEN_BRACKET).press(KeyCode.PAGE_DOWN).press(KeyCode.CLOSE_BRACKET);
        driver.await(
                "a marked stretch",
                () -> look().time().brush().get() != null
                        && look().time().brush().get().length() > 1);
        driver.press(KeyCode.Z);
        driver.await(
                "the stretch in view",
                () -> look().time().shown().get().equals(look().time().brush().get()));
        driver.press(KeyCode.CONTROL, KeyCode.I);
        driver.await("a filter", () -> look().query().condition().get().equals("proc.name = cc"));
        driver.press(KeyCode.CONTROL, KeyCode.H);
        driver.await("others dimmed", () -> look().query().context().get());
        driver.press(KeyCode.F1);
        driver.await("the keys", () -> driver.node("#keys").isPresent());
    }
}
