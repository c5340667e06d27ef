package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.details.EventDetails;
import lanner.investigation.rows.RowOrder;
import lanner.investigation.rows.RowSort;
import lanner.viewer.model.ColourRules;
import lanner.viewer.model.Density;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TableColumns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The table of events, by hand: real windows, real keys. */
@Tag("window")
@Timeout(600)
class EventTableWindowTest {
    /** Where the usual columns stand, in pixels from the table's left edge. */
    private static final double CALL = 34 + 78 + 128 + 130 + 40;

    private static final double RESULT = CALL + 92;
    private static final double HEADER = 10;

    @TempDir
    static Path directory;

    private static Path capture;
    private static List<Path> rules;

    private Driver driver;

    @BeforeAll
    static void write() throws IOException {
        Display.need();
        capture = directory.resolve("table.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.every(1_000_000).process(7, 1, "make").runs(7, 1, "make", "-j2");
            for (int child = 8; child < 12; child++) {
                written.forks(7, child, "make").runs(child, 7, "cc", "-c", "x" + child + ".c");
                for (int i = 0; i < 40; i++) {
                    written.opens(child, i % 7 == 0 ? -2 : 3, "/w/include/" + i + ".h")
                            .closes(child, 3);
                }
                written.opens(child, 3, "/etc/passwd").exits(child, 0);
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
        Files.deleteIfExists(directory.resolve("table.lanner-case"));
        driver = Driver.start(rules).open(capture);
    }

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
        }
    }

    private Investigation look() {
        return driver.window().investigation().orElseThrow();
    }

    private Point2D at(double x, double y) {
        return driver.place("#events", 0, 0).add(x, y);
    }

    /** Of the events that have one: not the ends of processes. */
    private List<Long> results() {
        return driver.ask(() -> {
            RowOrder order = look().query().order().get();
            return IntStream.range(0, order.size())
                    .map(order::row)
                    .filter(row -> look().events().get().hasResult(row))
                    .mapToObj(row -> look().events().get().result(row))
                    .toList();
        });
    }

    @Test
    void aHeaderSortsUpThenDownThenNotAtAll() {
        driver.click(at(RESULT, HEADER), MouseButton.PRIMARY);
        driver.await("a sort", () -> look().query().order().get() != null);
        assertThat(results()).hasSize(337).isSorted().startsWith(-2L);
        assertThat(driver.text("#sorted")).startsWith("sorted by Result, ascending");
        driver.settle();
        driver.click(at(RESULT, HEADER), MouseButton.PRIMARY);
        driver.await(
                "the other way",
                () -> look().query().order().get() != null
                        && look().query().order().get().sort().descending());
        assertThat(results()).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        driver.settle();
        driver.click(at(RESULT, HEADER), MouseButton.PRIMARY);
        driver.await(
                "as recorded",
                () -> look().query().order().get() == null
                        && look().query().sort().get() == null);
        assertThat(driver.shows("#sorted")).isFalse();
    }

    @Test
    void keysSortByTheColumnAtHandAndTheEventAtHandStays() {
        driver.click(at(CALL, 100), MouseButton.PRIMARY);
        driver.await("a row", () -> look().selected().row().get() >= 0);
        int row = driver.ask(() -> look().selected().row().get());
        driver.press(KeyCode.RIGHT).press(KeyCode.O);
        driver.await("a sort", () -> look().query().order().get() != null);
        assertThat(driver.ask(() -> look().query().sort().get())).isEqualTo(new RowSort(RowSort.RESULT, false));
        assertThat(driver.ask(() -> look().selected().row().get())).isEqualTo(row);
        driver.press(KeyCode.HOME);
        driver.await(
                "the first in this order",
                () -> look().selected().row().get()
                        == look().query().order().get().row(0));
        driver.press(KeyCode.SHIFT, KeyCode.O);
        driver.await("as recorded", () -> look().query().order().get() == null);
    }

    @Test
    void aFilterAndContextKeepTheOrder() {
        driver.click(at(RESULT, HEADER), MouseButton.PRIMARY);
        driver.await("a sort", () -> look().query().order().get() != null);
        driver.run(() -> look().query().apply("evt.type = openat"));
        driver.await(
                "what is found, sorted",
                () -> look().query().order().get() != null
                        && look().query().order().get().size() == 164);
        assertThat(results()).isSorted();
        driver.press(KeyCode.CONTROL, KeyCode.H);
        driver.await(
                "all, sorted",
                () -> look().query().order().get() != null
                        && look().query().order().get().size() == 341);
        assertThat(results()).isSorted();
    }

    private String cell(long place, String column) {
        return driver.window()
                .explore()
                .orElseThrow()
                .table()
                .text(place, column)
                .orElse("(no such column)");
    }

    private List<String> columns() {
        return driver.ask(() -> driver.settings().columns().list().get().stream()
                .map(TableColumns.Column::id)
                .toList());
    }

    @Test
    void aFieldThatIsAskedForByNameBecomesAColumnThatSaysWhatTheDetailsSay() {
        driver.click(at(CALL, 100), MouseButton.PRIMARY);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.K);
        driver.await(
                "the question",
                () -> driver.node("#column-field")
                        .filter(javafx.scene.Node::isFocused)
                        .isPresent());
        driver.type("proc.pnam");
        driver.await("choices", () -> choices() > 0);
        driver.press(KeyCode.DOWN).press(KeyCode.ENTER);
        driver.await("the column", () -> place("proc.pname") == 4);
        driver.press(KeyCode.END);
        driver.await("its value", () -> "make".equals(cell(340, "proc.pname")));
        driver.await("the details", () -> look().selected().details().get() != null);
        assertThat(driver.ask(() -> look().selected().details().get().fields()))
                .contains(new EventDetails.Value("proc.pname", "make"));
        driver.press(KeyCode.O);
        driver.await("a sort by it", () -> look().query().order().get() != null);
        assertThat(driver.text("#sorted")).startsWith("sorted by proc.pname, ascending");
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.LEFT);
        driver.await("another place", () -> place("proc.pname") == 3);
        driver.press(KeyCode.SHIFT, KeyCode.K);
        driver.await("the usual ones", () -> place("proc.pname") < 0);
    }

    /** On the JavaFX thread. */
    private int place(String column) {
        return driver.settings().columns().list().get().stream()
                .map(TableColumns.Column::id)
                .toList()
                .indexOf(column);
    }

    private int choices() {
        return ((javafx.scene.control.ListView<?>)
                        driver.node("#column-choices").orElseThrow())
                .getItems()
                .size();
    }

    @Test
    void aNameThatIsNoFieldIsRefusedWithASentence() {
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.K);
        driver.await(
                "the question",
                () -> driver.node("#column-field")
                        .filter(javafx.scene.Node::isFocused)
                        .isPresent());
        driver.type("proc.nothing").press(KeyCode.ENTER);
        driver.await(
                "the sentence",
                () -> ((javafx.scene.control.Label)
                                driver.node("#column-problem").orElseThrow())
                        .getText()
                        .contains("proc.nothing"));
        driver.press(KeyCode.ESCAPE);
        driver.await("the question to go", () -> driver.node("#column-field").isEmpty());
        assertThat(columns()).hasSize(8);
    }

    @Test
    void aHeaderThatIsDraggedMovesAndAnEdgeWidens() {
        driver.drag(at(RESULT, HEADER), at(CALL, HEADER));
        driver.await("the other order", () -> place("result") == 3);
        driver.drag(at(34 + 78, HEADER), at(34 + 118, HEADER));
        driver.await(
                "a wider column",
                () -> driver.settings().columns().list().get().get(0).width() == 118);
        assertThat(driver.ask(() -> look().query().sort().get())).isNull();
    }

    private String clipboard() {
        String text = Clipboard.getSystemClipboard().getString();
        return text == null ? "" : text;
    }

    @Test
    void rowsAreCopiedAsCsvAsJsonAndAsAFilter() {
        driver.click(at(CALL, 100), MouseButton.PRIMARY);
        driver.press(KeyCode.HOME).press(KeyCode.SHIFT, KeyCode.DOWN);
        driver.await("two rows", () -> look().selected().row().get() == 1);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        driver.await("CSV", () -> clipboard().startsWith("No.,Time,"));
        assertThat(driver.ask(() -> clipboard().lines().toList()))
                .hasSize(3)
                .first()
                .isEqualTo("No.,Time,Process,Call,Result,Took,About,Arguments");
        assertThat(driver.ask(this::clipboard)).contains("\n1,2023-11-14T22:13:20Z,make 7,execve,0,");
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.J);
        driver.await("JSON", () -> clipboard().startsWith("{\"number\":1,\"time\":"));
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        driver.await("a filter", () -> clipboard().equals("evt.num in (1, 2)"));
    }

    @Test
    void aClickBesideTheRowsGoesToTheAlertThere() {
        int alert = driver.ask(() -> look().events().get().alerts().get(3).row());
        Point2D mark = driver.place("#minimap", 0.3, (alert + 0.5) / 341);
        driver.settle();
        driver.click(mark, MouseButton.PRIMARY);
        driver.await("the alert", () -> look().selected().row().get() == alert);
        driver.click(driver.place("#minimap", 0.3, 0.4), MouseButton.PRIMARY);
        driver.settle();
        assertThat(driver.ask(() -> look().selected().row().get())).isEqualTo(alert);
        assertThat(driver.ask(
                        () -> driver.window().explore().orElseThrow().table().firstInView()))
                .isBetween(80L, 140L);
    }

    private String letter(long place) {
        return driver.window()
                .explore()
                .orElseThrow()
                .table()
                .colour(place)
                .map(ColourRules.Rule::sign)
                .orElse("");
    }

    @Test
    void theFirstColourRuleThatHoldsWinsAndOneThatIsWrittenColoursAtOnce() {
        assertThat(driver.ask(() -> letter(0))).isEqualTo("X");
        assertThat(driver.ask(() -> letter(5))).isEmpty();
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
        driver.await(
                "the rules",
                () -> driver.node("#colour-condition")
                        .filter(javafx.scene.Node::isFocused)
                        .isPresent());
        driver.run(() -> {
            ((javafx.scene.control.TextField) driver.node("#colour-condition").orElseThrow()).clear();
            ((javafx.scene.control.TextField) driver.node("#colour-sign").orElseThrow()).setText("P");
        });
        driver.type("proc.pname = nobody or");
        driver.await(
                "what is wrong",
                () -> !((javafx.scene.control.Label)
                                driver.node("#colour-problem").orElseThrow())
                        .getText()
                        .isEmpty());
        assertThat(driver.ask(() -> driver.node("#colour-add").orElseThrow().isDisabled()))
                .isTrue();
        driver.type(" evt.arg.name endswith 3.h");
        driver.click(driver.place("#colour-add", 0.5, 0.5), MouseButton.PRIMARY);
        driver.await("the rule", () -> driver.settings().colours().list().get().size() == 6);
        driver.press(KeyCode.ESCAPE);
        driver.await("the rules to go", () -> driver.node("#colour-list").isEmpty());
        // Only a replay knows the argument's name.
        driver.await("its colour", () -> letter(10).equals("P"));
        assertThat(driver.ask(() -> letter(0))).isEqualTo("X");
        assertThat(driver.ask(() -> letter(12))).isEmpty();
    }

    @Test
    void compactRowsShowMoreAndTheEndIsReached() {
        driver.click(at(CALL, 100), MouseButton.PRIMARY).press(KeyCode.END);
        driver.await("the last", () -> look().selected().row().get() == 340);
        long before =
                driver.ask(() -> driver.window().explore().orElseThrow().table().firstInView());
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        driver.await("the palette", () -> driver.node("#palette").isPresent());
        driver.settle();
        driver.type("rows compact").press(KeyCode.ENTER);
        driver.await("compact rows", () -> driver.settings().density().get() == Density.COMPACT);
        driver.await(
                "more rows in view",
                () -> driver.window().explore().orElseThrow().table().firstInView() < before);
    }
}
