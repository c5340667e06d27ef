package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Cell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import lanner.investigation.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The window as small as it may be, with letters as large as they may be. */
class SmallWindowTest extends SampleWindow {
    private static final double LARGEST = 2;
    private static final double LETTERS = 13;

    @BeforeEach
    void openTheSample() throws IOException {
        open(Samples.INSTALL_SCRIPT);
        size(WindowPlace.LEAST_WIDTH, WindowPlace.LEAST_HEIGHT);
        driver.run(() -> driver.settings().scale().set(LARGEST));
        driver.settle();
    }

    private void size(double width, double height) {
        driver.run(() -> {
            driver.stage().setWidth(width);
            driver.stage().setHeight(height);
        });
        driver.await(
                "the size",
                () -> driver.stage().getScene().getWidth() <= width
                        && driver.stage().getScene().getHeight() <= height);
        driver.settle();
    }

    /** The words of buttons, menus and labels that have no room for all of them; lists scroll. On the JavaFX thread. */
    private static List<String> cut(Node node) {
        List<String> found = new ArrayList<>();
        if (node.isVisible()
                && node instanceof Labeled labeled
                && !(node instanceof Cell)
                && labeled.getText() != null) {
            Node text = labeled.lookup(".text");
            if (text instanceof Text shown && !shown.getText().equals(labeled.getText())) {
                found.add(labeled.getText());
            }
        }
        if (node.isVisible() && node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> found.addAll(cut(child)));
        }
        return found;
    }

    /** Buttons that reach over an edge of their window. On the JavaFX thread. */
    private static List<String> outside(Node node) {
        List<String> found = new ArrayList<>();
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        if (node.isVisible()
                && node instanceof ButtonBase button
                && (bounds.getMaxX() > node.getScene().getWidth()
                        || bounds.getMaxY() > node.getScene().getHeight())) {
            found.add(button.getText());
        }
        if (node.isVisible() && node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> found.addAll(outside(child)));
        }
        return found;
    }

    @Test
    void alertsShowSomeLinesAndTheirButtonsAreReachedByScrolling() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT3).awaitKeyboard("alerts");
        driver.settle();
        // A header and three lines, none of them lower than its letters.
        assertThat(driver.ask(() ->
                        driver.node("#alerts").orElseThrow().getLayoutBounds().getHeight()))
                .isGreaterThan(4 * LETTERS * LARGEST);
        assertThat(driver.ask(() -> isIn("#last-decision", "#alert-detail"))).isTrue();
        assertThat(driver.ask(() -> detail().getContent().getLayoutBounds().getHeight()
                        > detail().getViewportBounds().getHeight()))
                .isTrue();
        driver.run(() -> driver.settings().scale().set(1));
        driver.await("the buttons below the lists", () -> !isIn("#last-decision", "#alert-detail"));
        assertThat(driver.ask(() -> driver.node("#last-decision").isPresent())).isTrue();
    }

    private ScrollPane detail() {
        return (ScrollPane) driver.node("#alert-detail").orElseThrow();
    }

    private boolean isIn(String id, String around) {
        Node node = driver.node(id).orElseThrow();
        while (node != null && !("#" + node.getId()).equals(around)) {
            node = node.getParent();
        }
        return node != null;
    }

    @Test
    void namesOfMenusAndScreensAreWhole() {
        assertThat(driver.ask(() -> cut(driver.stage().getScene().lookup(".head"))))
                .isEmpty();
    }

    @Test
    void theStartPageIsWholeAndScrollsAboveTheStatusLine() {
        driver.run(() -> driver.window().closeCapture());
        driver.settle();
        assertThat(driver.ask(() -> cut(driver.node("#start").orElseThrow()))).isEmpty();
        assertThat(driver.ask(() -> {
                    Node facts = driver.node("#facts").orElseThrow();
                    return facts.localToScene(facts.getLayoutBounds()).getMaxY()
                            <= facts.getScene().getHeight();
                }))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "analyst, CONTROL+ALT+C",
        "tag-name, CONTROL+K",
        "narrative, CONTROL+ALT+J",
        "path, CONTROL+O",
        "colour-condition, CONTROL+SHIFT+H"
    })
    void dialogsGrowWithTheLettersAndNothingInThemIsCut(String focus, String keys) {
        driver.run(() -> look().selected().select(558));
        driver.settle();
        driver.press(List.of(keys.split("\\+")).stream().map(KeyCode::valueOf).toArray(KeyCode[]::new));
        driver.awaitKeyboard(focus);
        driver.frames();
        Parent root = driver.ask(
                () -> driver.node("#" + focus).orElseThrow().getScene().getRoot());
        assertThat(driver.ask(() -> cut(root))).isEmpty();
        assertThat(driver.ask(() -> outside(root))).isEmpty();
        assertThat(driver.ask(() -> root.getScene().getWidth())).isLessThan(WindowPlace.LEAST_WIDTH);
        assertThat(driver.ask(() -> root.getScene().getHeight())).isLessThan(WindowPlace.LEAST_HEIGHT);
    }

    @Test
    void aQuestionHasTheLettersOfTheWindow() {
        driver.press(KeyCode.CONTROL, KeyCode.G).awaitWords("Event number");
        driver.frames();
        double size = driver.ask(() -> driver.node(".dialog-pane").orElseThrow().lookupAll(".label").stream()
                .map(Label.class::cast)
                .filter(label -> "Event number".equals(label.getText()))
                .findFirst()
                .orElseThrow()
                .getFont()
                .getSize());
        assertThat(size).isEqualTo(LETTERS * LARGEST);
        driver.press(KeyCode.ESCAPE);
        driver.await("the question to go", () -> driver.node(".dialog-pane").isEmpty());
    }

    @Test
    void theListOfKeysHasColumnsOfOneHeightAndFitsAWindowOfTheUsualSize() {
        driver.run(() -> driver.settings().scale().set(1));
        size(1500, 950);
        driver.press(KeyCode.F1);
        driver.await("the keys", () -> driver.node("#keys").isPresent());
        driver.frames();
        ScrollPane scroll = driver.ask(() -> (ScrollPane) driver.node("#keys").orElseThrow());
        Pane columns = (Pane) scroll.getContent();
        assertThat(driver.ask(() -> bars(scroll))).isEmpty();
        List<Double> heights = driver.ask(() -> columns.getChildren().stream()
                .map(column -> ((Pane) column).prefHeight(-1))
                .toList());
        assertThat(heights).hasSize(3);
        assertThat(heights.stream().mapToDouble(each -> each).min().orElseThrow())
                .isGreaterThan(
                        0.8 * heights.stream().mapToDouble(each -> each).max().orElseThrow());
    }

    /** The scroll bars that are to be seen. On the JavaFX thread. */
    private static List<Orientation> bars(ScrollPane scroll) {
        return scroll.lookupAll(".scroll-bar").stream()
                .filter(Node::isVisible)
                .map(bar -> ((ScrollBar) bar).getOrientation())
                .toList();
    }
}
