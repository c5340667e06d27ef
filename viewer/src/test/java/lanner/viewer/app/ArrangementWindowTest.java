package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.util.Duration;
import lanner.investigation.Samples;
import lanner.viewer.model.NamedTexts.Named;
import lanner.viewer.model.Settings;
import lanner.viewer.model.WindowBounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Panes, columns and the window, as a person leaves them. */
class ArrangementWindowTest extends SampleWindow {
    private static final double NEAR = 3;

    private double width(String id) {
        return driver.ask(() -> driver.node(id).orElseThrow().getLayoutBounds().getWidth());
    }

    private void again(Settings settings) {
        driver.close();
        driver = Driver.start(List.of(Samples.RULES), settings).open(capture);
    }

    @Test
    void aPaneIsMadeLargerAndSmallerByKeysAndStaysSo() throws IOException {
        open("miner");
        double usual = width("#processes");
        driver.press(KeyCode.CONTROL, KeyCode.T).awaitKeyboard("processes");
        driver.press(KeyCode.ALT, KeyCode.EQUALS);
        driver.press(KeyCode.ALT, KeyCode.EQUALS);
        driver.await("a wider tree", () -> width("#processes") > usual + 100);
        driver.press(KeyCode.ALT, KeyCode.MINUS).settle();
        double left = width("#processes");
        assertThat(left).isBetween(usual + 50, usual + 150);

        again(driver.settings());
        assertThat(width("#processes")).isCloseTo(left, within(NEAR));
        driver.press(KeyCode.ALT, KeyCode.DIGIT0);
        driver.await("the usual tree", () -> Math.abs(width("#processes") - usual) <= NEAR);
    }

    @Test
    void theOneInTheMiddleGrowsToBothSides() throws IOException {
        open("miner");
        double tree = width("#processes");
        double table = width("#events");
        driver.press(KeyCode.ALT, KeyCode.EQUALS);
        driver.await("a wider table", () -> width("#events") > table + 50);
        assertThat(width("#processes")).isLessThan(tree - 20);
    }

    @Test
    void aDividerStaysWhereItIsDragged() throws IOException {
        open("miner");
        double usual = width("#processes");
        Point2D edge = driver.place("#processes", 1, 0.5).add(1, 0);
        driver.drag(edge, edge.add(90, 0)).settle();
        assertThat(width("#processes")).isCloseTo(usual + 90, within(NEAR * 2));
        again(driver.settings());
        assertThat(width("#processes")).isCloseTo(usual + 90, within(NEAR * 2));
    }

    @Test
    void columnsOfListsStayAsWideAsTheyWereMade() throws IOException {
        open("miner");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT5).settle();
        Bounds table = driver.ask(() -> {
            Node node = driver.node("#entities").orElseThrow();
            return node.localToScreen(node.getLayoutBounds());
        });
        assertThat(driver.ask(() -> driver.settings().sizes().all().get())).isEmpty();
        // The first divider between two headers, wherever it is: from the left until a drag makes a column wider.
        for (int x = 20; x < 600 && kept().isEmpty(); x += 4) {
            Point2D at = new Point2D(table.getMinX() + x, table.getMinY() + 8);
            driver.move(at);
            if (driver.ask(() ->
                    driver.node("#entities").orElseThrow().lookup("Canvas").getCursor()
                            == javafx.scene.Cursor.H_RESIZE)) {
                driver.drag(at, at.add(60, 0)).settle();
            }
        }
        assertThat(kept()).isPresent();
        double[] widths = kept().orElseThrow();
        again(driver.settings());
        assertThat(kept().orElseThrow()).containsExactly(widths);
    }

    private Optional<double[]> kept() {
        return driver.ask(() -> {
            List<Double> all = driver.settings().sizes().all().get().getOrDefault("columns-entities", List.of());
            return driver.settings().sizes().of("columns-entities", all.size()).filter(found -> found.length > 0);
        });
    }

    @Test
    void aLayoutComesBackByItsName() throws IOException {
        open("miner");
        double usual = width("#processes");
        driver.press(KeyCode.CONTROL, KeyCode.EQUALS);
        driver.press(KeyCode.CONTROL, KeyCode.T).awaitKeyboard("processes");
        driver.press(KeyCode.ALT, KeyCode.EQUALS);
        driver.await("a wider tree", () -> width("#processes") > usual + 50);
        double wide = width("#processes");
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.N);
        driver.await("the question", () -> driver.node("#layout-name").isPresent());
        driver.settle();
        driver.type("large tree").press(KeyCode.ENTER);
        driver.await(
                "the layout",
                () -> driver.settings().layouts().list().get().stream()
                        .map(Named::name)
                        .toList()
                        .equals(List.of("large tree")));

        driver.press(KeyCode.CONTROL, KeyCode.DIGIT0).press(KeyCode.ALT, KeyCode.DIGIT0);
        driver.await("the usual tree", () -> Math.abs(width("#processes") - usual) <= NEAR);
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.O);
        driver.await("the menu", () -> Driver.menu() != null);
        driver.frames();
        for (int i = 0; i < 4 && !driver.ask(this::isItsItemAtHand); i++) {
            driver.press(KeyCode.DOWN);
            driver.frames();
        }
        assertThat(driver.ask(this::isItsItemAtHand)).isTrue();
        driver.press(KeyCode.ENTER);
        driver.await("the layout", () -> driver.settings().scale().get() == 1.1);
        driver.await("its tree", () -> Math.abs(width("#processes") - wide) <= NEAR);
    }

    /** On the JavaFX thread. */
    private boolean isItsItemAtHand() {
        return Driver.menu().getScene().getRoot().lookupAll(".menu-item").stream()
                .filter(Node::isFocused)
                .flatMap(item -> item.lookupAll(".label").stream())
                .anyMatch(
                        label -> label instanceof Label words && words.getText().equals("large tree"));
    }

    @Test
    void theWindowIsAsLargeAsItWasLeft() throws IOException {
        open("miner");
        driver.run(() -> {
            driver.stage().setWidth(1111);
            driver.stage().setHeight(777);
        });
        driver.frames();
        again(driver.settings());
        assertThat(driver.ask(() -> driver.stage().getWidth())).isEqualTo(1111);
        assertThat(driver.ask(() -> driver.stage().getHeight())).isEqualTo(777);
    }

    @Test
    void aNewWindowAsksAFewTimesForTheSizeThatAWindowManagerTakesFromIt() {
        driver = Driver.start(List.of(Samples.RULES), Settings.ofThisRun());
        driver.run(() -> driver.window().settle(Duration.minutes(1)));
        shrink();
        driver.await(
                "the usual size",
                () -> driver.stage().getWidth() == 1500 && driver.stage().getHeight() == 950);
        // Each takes one request at least: the display may tell the window of a size late, when it has the usual one
        // again.
        for (int i = 0; i < 3; i++) {
            shrink();
            driver.frames();
        }
        driver.await(
                "the size that it was given",
                () -> driver.stage().getWidth() == 1000 && driver.stage().getHeight() == 700);
    }

    private void shrink() {
        driver.run(() -> {
            driver.stage().setWidth(1000);
            driver.stage().setHeight(700);
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # x, y, width, height: as they are kept; width and height: as they are then
            -3000, 0, 1200, 700, 1500, 950
            1500, 900, 9000, 9000, 1600, 1000
            10, 10, 20, 20, 900, 600
            """)
    void aWindowThatNoScreenShowsIsBroughtBack(int x, int y, int width, int height, double wide, double high) {
        Settings settings = Settings.ofThisRun();
        settings.window().set(Optional.of(new WindowBounds(x, y, width, height, false)));
        driver = Driver.start(List.of(Samples.RULES), settings);
        assertThat(driver.ask(() -> driver.stage().getWidth())).isEqualTo(wide);
        assertThat(driver.ask(() -> driver.stage().getHeight())).isEqualTo(high);
    }

    @Test
    void largeLettersHaveRoomWithoutDragging() throws IOException {
        open(Samples.INSTALL_SCRIPT);
        driver.run(() -> driver.settings().scale().set(2));
        driver.settle();
        // Beside the tree, with the details below it: six columns and more.
        assertThat(width("#events")).isGreaterThan(1100);
        toAlert(FRESH);
        assertThat(width("#alerts")).isGreaterThan(1400);
        assertThat(width("#rule-text")).isGreaterThan(600);
    }
}
