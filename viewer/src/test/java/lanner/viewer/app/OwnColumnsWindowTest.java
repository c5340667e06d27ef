package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import lanner.capture.event.EventType;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.rows.RowOrder;
import lanner.investigation.rows.RowSort;
import lanner.viewer.model.TableColumns;
import lanner.viewer.model.TableColumns.Own;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The columns of a first start: what a cell shows is what rows are sorted by, what is copied, and what is filtered by. */
class OwnColumnsWindowTest extends SampleWindow {
    /** Where the first column and the first row are, in pixels from the table's corner. */
    private static final double FIRST_COLUMN = 34 + 20;

    private static final double FIRST_ROW = 36;
    private static final long FIRST_PLACE = 0;

    @BeforeEach
    void openStory() throws IOException {
        Path story = directory.resolve("columns.lanner");
        try (CaptureStory written = CaptureStory.at(story)) {
            written.every(1_000_000).process(7, 1, "make").runs(7, 1, "make", "-j2");
            written.forks(7, 10, "make").forks(7, 9, "make").runs(9, 7, "cc", "-c", "x.c");
            written.lasting(12_000).opens(9, 3, "/w/b").lasting(2_000_000_000L).writes(9, 3, "hello");
            written.lasting(999).closes(9, 3).opens(10, -2, "/w/a");
            written.connects(10, 8000, "10.0.0.2", 80).beginsToOpen(10, "/w/late");
            written.event(
                    EventType.RENAME,
                    9,
                    call -> call.result(0)
                            .text(EventType.RENAME.indexOf("oldpath"), "/w/x.tmp")
                            .text(EventType.RENAME.indexOf("newpath"), "/w/x"));
            written.calls(7, 39, 7).exits(9, 0).exits(10, 9);
        }
        driver = start().open(story);
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
        driver.await("every cell", () -> rowsOf(Own.ARGUMENTS).stream().anyMatch(cell -> cell.contains("x.tmp")));
        driver.settle();
    }

    /** On the JavaFX thread. */
    private int count() {
        return look().total().get();
    }

    /** The cells of a column, as the rows stand now. On the JavaFX thread. */
    private List<String> rowsOf(Own column) {
        return IntStream.range(0, count())
                .mapToObj(place -> driver.window()
                        .explore()
                        .orElseThrow()
                        .table()
                        .text(place, column.id())
                        .orElseThrow())
                .toList();
    }

    /** By what a person would sort the cells of a column. */
    private Comparator<Integer> order(Own column, List<String> cells) {
        Comparator<Integer> byText = Comparator.comparing(cells::get);
        return switch (column) {
            case NUMBER -> Comparator.comparing(row -> Long.valueOf(cells.get(row)));
            case PROCESS ->
                Comparator.comparing(row -> {
                    String[] words = cells.get(row).split(" ");
                    return String.format(Locale.ROOT, "%s %09d", words[0], Integer.valueOf(words[1]));
                });
            case RESULT ->
                Comparator.comparing(row ->
                        cells.get(row).isEmpty() ? 0L : look().events().get().result(row));
            case DURATION ->
                Comparator.comparing(row ->
                        cells.get(row).isEmpty() ? 0L : look().events().get().duration(row));
            case ABOUT ->
                Comparator.comparing((Integer row) -> child(cells.get(row))).thenComparing(byText);
            case TIME, CALL, ARGUMENTS -> byText;
        };
    }

    /** Children stand behind names, by their numbers. */
    private static int child(String cell) {
        return cell.startsWith("child ") ? Integer.parseInt(cell.substring(6)) : -1;
    }

    @ParameterizedTest
    @EnumSource(Own.class)
    void aColumnSortsByWhatItShowsAndBlanksStandLast(Own column) {
        List<String> cells = driver.ask(() -> rowsOf(column));
        for (boolean descending : new boolean[] {false, true}) {
            List<Integer> expected =
                    new ArrayList<>(IntStream.range(0, cells.size()).boxed().toList());
            Comparator<Integer> order = order(column, cells);
            Comparator<Integer> blanksLast =
                    Comparator.comparing(row -> cells.get(row).isEmpty());
            driver.run(() -> expected.sort(blanksLast.thenComparing(descending ? order.reversed() : order)));
            driver.run(() -> look().query().sort(new RowSort(column.id(), descending)));
            driver.await("the order", () -> {
                RowOrder now = look().query().order().get();
                return now != null && now.sort().equals(new RowSort(column.id(), descending));
            });
            assertThat(driver.ask(() -> {
                        RowOrder now = look().query().order().get();
                        return IntStream.range(0, now.size()).mapToObj(now::row).toList();
                    }))
                    .isEqualTo(expected);
        }
    }

    @Test
    void theSlowestCallsComeFirstAndTheSlowestIsAtHand() {
        assertThat(driver.ask(() -> rowsOf(Own.DURATION))).contains("2.00 s", "12.0 \u00b5s", "999 ns", "");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT1).settle();
        driver.press(KeyCode.SHIFT, KeyCode.S).awaitKeyboard("events");
        driver.await("an order", () -> look().query().order().get() != null);
        driver.await(
                "the write", () -> selected() == look().query().order().get().row(0));
        assertThat(driver.ask(() -> look().events().get().duration(selected()))).isEqualTo(2_000_000_000L);
        driver.awaitWords("Process chain");
        driver.press(KeyCode.SHIFT, KeyCode.O);
        driver.await("as recorded", () -> look().query().order().get() == null);
    }

    @Test
    void anEventThatHasNoResultShowsNone() {
        List<String> results = driver.ask(() -> rowsOf(Own.RESULT));
        List<String> calls = driver.ask(() -> rowsOf(Own.CALL));
        List<String> abouts = driver.ask(() -> rowsOf(Own.ABOUT));
        // That open never returned.
        assertThat(abouts).contains("/w/late");
        for (int row = 0; row < calls.size(); row++) {
            assertThat(results.get(row).isEmpty())
                    .as("%s in row %d", calls.get(row), row)
                    .isEqualTo(
                            calls.get(row).equals("procexit") || abouts.get(row).equals("/w/late"));
        }
    }

    @Test
    void rowsAreCopiedAsTheyAreShown() {
        List<List<String>> shown = driver.ask(() -> {
            List<List<String>> columns = new ArrayList<>();
            for (Own column : Own.values()) {
                columns.add(rowsOf(column));
            }
            return columns;
        });
        driver.click(driver.place("#events", 0, 0).add(FIRST_COLUMN, FIRST_ROW), MouseButton.PRIMARY);
        driver.press(KeyCode.HOME).press(KeyCode.SHIFT, KeyCode.END);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        driver.await("the palette", () -> driver.node("#palette").isPresent());
        driver.settle();
        driver.type("rows as text").press(KeyCode.ENTER);
        driver.await("the copy", () -> clipboard().lines().count() == count());
        List<String> lines = driver.ask(() -> clipboard().lines().toList());
        for (int row = 0; row < lines.size(); row++) {
            int at = row;
            assertThat(List.of(lines.get(row).split("\t", -1)))
                    .isEqualTo(shown.stream().map(column -> column.get(at)).toList());
        }
    }

    private static String clipboard() {
        String text = Clipboard.getSystemClipboard().getString();
        return text == null ? "" : text;
    }

    /** @param item the first line of the cell's menu: what is behind "Apply as filter", or why there is no filter */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evt.type = rename   | number        | evt.num = 14",
                "evt.type = rename   | time          | evt.rawtime = 1700000000013000000",
                "evt.type = rename   | process       | proc.name = cc",
                "evt.type = rename   | call          | evt.type = rename",
                "evt.type = rename   | result        | evt.res = SUCCESS",
                "evt.type = rename   | about         | lanner.path = /w/x.tmp",
                "evt.type = rename   | arguments     | This column shows several values: choose one of them in the details",
                "evt.res = ENOENT    | result        | evt.res = ENOENT",
                "evt.type = procexit | result        | not evt.res exists",
                "evt.type = write    | lanner.duration | lanner.duration >= 2000000000",
                "evt.type = execve and proc.name = make | lanner.duration | not lanner.duration exists",
                "evt.type = getpid   | about         | This event is about no file, connection or program to filter by",
                "evt.type = getpid   | fd.name       | not fd.name exists",
                "evt.type = getpid   | fd.num        | not fd.num exists",
                "evt.type = getpid   | proc.pname    | not proc.pname exists",
                "evt.type = write    | evt.arg.fd    | evt.arg.fd = \"<f>/w/b\"",
            })
    void aFilterFromACellFindsTheCellsEventOrTheMenuSaysWhyThereIsNone(String event, String column, String item) {
        driver.run(() -> look().query().apply(event));
        driver.await(
                "the event",
                () -> look().query().settled().get() != null
                        && look().query().found().get() > 0
                        && look().query().found().get() < count());
        driver.run(() -> toTheFront(column));
        driver.await("the cell", () -> !"\u2026".equals(firstCell(column)) && !"?".equals(firstCell(column)));
        int row = driver.ask(() -> look().query().rows().get().row(0));
        driver.settle();
        driver.click(driver.place("#events", 0, 0).add(FIRST_COLUMN, FIRST_ROW), MouseButton.SECONDARY);
        driver.await("the menu", () -> Driver.menu() != null);
        MenuItem first = driver.ask(() -> Driver.menu().getItems().get(0));
        boolean condition = !item.startsWith("This ");
        assertThat(first.getText()).isEqualTo((condition ? "Apply as filter: " : "") + item);
        assertThat(first.isDisable()).isEqualTo(!condition);
        driver.run(() -> {
            Driver.menu().hide();
            first.fire();
        });
        if (condition) {
            driver.await("the filter", () -> look().query().condition().get().equals(item));
            driver.await("rows", () -> look().query().settled().get() != null);
            assertThat(driver.ask(() -> look().query().rows().get().contains(row)))
                    .isTrue();
        }
    }

    private void toTheFront(String column) {
        TableColumns columns = driver.settings().columns();
        if (columns.has(column)) {
            List<String> ids =
                    columns.list().get().stream().map(TableColumns.Column::id).toList();
            columns.move(ids.indexOf(column), 0);
        } else {
            assertThat(columns.add(column, 0)).isEmpty();
        }
    }

    private String firstCell(String column) {
        return driver.window()
                .explore()
                .orElseThrow()
                .table()
                .text(FIRST_PLACE, column)
                .orElseThrow();
    }
}
