package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Cell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import javafx.stage.Window;
import lanner.investigation.Samples;
import lanner.viewer.explore.Timeline;
import lanner.viewer.paint.Theme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The window as small as it may be, with letters as large as they may be. */
class SmallWindowTest extends SampleWindow {
    private static final double LARGEST = 2;
    private static final double LETTERS = 13;
    /** A low overview, the ruler, the marks and a lane. */
    private static final double LEAST_OF_TIME_LINE = 22 + 18 + 12 + 15;

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
                && labeled.getText() != null
                && !labeled.getText().isEmpty()) {
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

    @Test
    void theTimeLineHasLanesAndTheLineBelowTheScreenStaysInView() {
        toEvent("581");
        driver.await(
                "the lane of the event", () -> timeline().laneNames().stream().anyMatch(name -> name.contains("136")));
        assertThat(driver.ask(timeline()::getHeight)).isGreaterThanOrEqualTo(LEAST_OF_TIME_LINE * LARGEST);
        for (String more : List.of("#filter", "#find")) {
            driver.press(KeyCode.CONTROL, more.equals("#find") ? KeyCode.F : KeyCode.L);
            driver.awaitKeyboard(more.substring(1));
            driver.type("proc.na");
            driver.press(KeyCode.ESCAPE);
            driver.settle();
            assertThat(driver.ask(() -> bottom("#facts"))).as(more).isLessThanOrEqualTo(WindowPlace.LEAST_HEIGHT);
        }
    }

    private Timeline timeline() {
        return driver.window().explore().orElseThrow().timeline();
    }

    /** Where a node ends in its window. On the JavaFX thread. */
    private double bottom(String id) {
        Node node = driver.node(id).orElseThrow();
        return node.localToScene(node.getLayoutBounds()).getMaxY();
    }

    @Test
    void theDetailsShowALineBelowTheirHead() {
        toEvent("581");
        driver.await("the details", () -> look().selected().details().get() != null);
        driver.settle();
        assertThat(driver.ask(() ->
                        driver.node("#details").orElseThrow().getLayoutBounds().getHeight()))
                .isGreaterThan(LETTERS * LARGEST);
    }

    @Test
    void theBarThatFindsIsWhole() {
        driver.press(KeyCode.CONTROL, KeyCode.F).awaitKeyboard("find");
        driver.type("fontconfig").press(KeyCode.ENTER).awaitWords(" of 12 events");
        driver.settle();
        assertThat(driver.ask(() -> cut(driver.node("#find").orElseThrow().getParent())))
                .isEmpty();
        assertThat(driver.ask(() -> outside(driver.node("#find").orElseThrow().getParent())))
                .isEmpty();
    }

    @Test
    void aMistakeIsToldWholeAndCompletionHasTheLettersOfTheWindow() {
        driver.press(KeyCode.CONTROL, KeyCode.L).awaitKeyboard("filter");
        driver.type("proc.na");
        driver.await("the choices", () -> driver.node("#choices").isPresent());
        driver.frames();
        assertThat(driver.ask(() -> driver.node("#choices").orElseThrow().lookupAll(".list-cell").stream()
                        .map(cell -> ((Labeled) cell).getFont().getSize())
                        .distinct()
                        .toList()))
                .containsExactly(LETTERS * LARGEST);
        driver.press(KeyCode.ESCAPE);
        driver.awaitWords("column ");
        driver.settle();
        assertThat(driver.ask(() -> cut(driver.node("#problem").orElseThrow()))).isEmpty();
    }

    @Test
    void theMenuOfAnEventHasTheLettersOfTheWindow() {
        toEvent("581");
        driver.settle();
        driver.click(driver.place("#events", 0.5, 0.6), MouseButton.SECONDARY);
        driver.await("the menu", () -> driver.node(".context-menu").isPresent());
        driver.frames();
        assertThat(driver.ask(() -> driver.node(".context-menu").orElseThrow().lookupAll(".label").stream()
                        .map(Label.class::cast)
                        .filter(label -> !label.getText().isEmpty()
                                && !label.getStyleClass().contains("accelerator-text"))
                        .map(label -> label.getFont().getSize())
                        .distinct()
                        .toList()))
                .containsExactly(LETTERS * LARGEST);
        driver.press(KeyCode.ESCAPE);
    }

    @Test
    void theOverviewTellsWhatWasRecordedAndWhetherItIsWhole() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT1)
                .awaitKeyboard("tile-alerts")
                .awaitWords("intact");
        driver.await("the first look", () -> driver.node("#priority-warning").isPresent());
        driver.settle();
        for (String part : List.of("#integrity", "#capture-facts")) {
            assertThat(driver.ask(() -> cut(driver.node(part).orElseThrow())))
                    .as(part)
                    .isEmpty();
        }
        // The recording stands below what to look at, which has the whole width.
        assertThat(driver.ask(() ->
                        driver.node("#looks").orElseThrow().getLayoutBounds().getWidth()))
                .isGreaterThan(WindowPlace.LEAST_WIDTH * 0.8);
    }

    @Test
    void theButtonsOfAnAlertDoNotLieOnWhatItSays() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT3).awaitKeyboard("alerts");
        driver.settle();
        BorderPane all = driver.ask(() -> (BorderPane) detail().getContent());
        driver.await("the buttons below the alert", () -> all.getBottom() != null);
        driver.settle();
        double room = driver.ask(() -> all.getBottom().getBoundsInParent().getMinY()
                - all.getTop().getBoundsInParent().getMaxY());
        assertThat(room).as("for the rule and its trace").isGreaterThan(2 * LETTERS * LARGEST);
    }

    @Test
    void aListOfProcessesKeepsThreeLinesBesideALongStory() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT5).awaitKeyboard("entities");
        driver.press(KeyCode.ALT, KeyCode.DIGIT2);
        driver.awaitWords("http://registry.example:4873/");
        driver.settle();
        assertThat(driver.ask(() ->
                        driver.node("#entities").orElseThrow().getLayoutBounds().getHeight()))
                .isGreaterThan(4 * LETTERS * LARGEST);
        assertThat(driver.ask(() ->
                        driver.node("#story").orElseThrow().getLayoutBounds().getHeight()))
                .isGreaterThan(LETTERS * LARGEST);
        assertThat(driver.ask(() -> bottom("#facts"))).isLessThanOrEqualTo(WindowPlace.LEAST_HEIGHT);
    }

    @Test
    void whatStandsInAnEmptyListIsNotCut() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT6).awaitKeyboard("differences");
        driver.settle();
        Picture shown = driver.ask(
                () -> Picture.of(driver.node("#differences").orElseThrow().snapshot(null, null)));
        // Below the line of headings, between the frame and where words begin.
        double top = 3 * LETTERS * LARGEST;
        assertThat(shown.coloursOf(3, (int) top, 2, shown.height() - (int) top - 4))
                .hasSize(1);
    }

    @Test
    void theNarrativeIsNoLargerThanTheWindowWhateverWasDone() {
        toEvent("581");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT3).awaitKeyboard("alerts");
        driver.press(KeyCode.E);
        driver.await("the decision", () -> !look().notes().said().get().isEmpty());
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.J).awaitKeyboard("narrative");
        driver.frames();
        Scene scene = driver.ask(() -> driver.node("#narrative").orElseThrow().getScene());
        assertThat(driver.ask(scene::getWidth)).isLessThan(WindowPlace.LEAST_WIDTH);
        assertThat(driver.ask(scene::getHeight)).isLessThan(WindowPlace.LEAST_HEIGHT);
    }

    @Test
    void aQuestionStandsInFrontOfItsWindow() {
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.N).awaitWords("Name");
        driver.frames();
        Window question = driver.ask(
                () -> driver.node(".dialog-pane").orElseThrow().getScene().getWindow());
        assertThat(driver.ask(question::getX)).isGreaterThanOrEqualTo(driver.ask(driver.stage()::getX));
        assertThat(driver.ask(() -> question.getX() + question.getWidth()))
                .isLessThanOrEqualTo(
                        driver.ask(() -> driver.stage().getX() + driver.stage().getWidth()));
        driver.press(KeyCode.ESCAPE);
    }

    @Test
    void namesThatCompleteAPathLeaveTheButtonsInView() {
        for (int i = 0; i < 40; i++) {
            directory.resolve("a-name-of-some-length-" + i).toFile().mkdir();
        }
        driver.press(KeyCode.CONTROL, KeyCode.O).awaitKeyboard("path");
        driver.type(directory + "/").press(KeyCode.TAB);
        driver.awaitWords("a-name-of-some-length-1");
        driver.frames();
        assertThat(driver.ask(() ->
                        outside(driver.node("#path").orElseThrow().getScene().getRoot())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void theListOfKeysIsReadInAllColours(Theme theme) {
        driver.run(() -> driver.settings().theme().set(theme));
        driver.press(KeyCode.F1);
        driver.await("the keys", () -> driver.node("#keys").isPresent());
        driver.frames();
        Picture shown = driver.ask(
                () -> Picture.of(driver.node("#keys").orElseThrow().getScene().snapshot(null)));
        // Between the border and the first letters.
        assertThat(shown.coloursOf(4, 4, 2, 2)).containsExactly(Picture.colour(theme.ground()));
    }

    /** The scroll bars that are to be seen. On the JavaFX thread. */
    private static List<Orientation> bars(ScrollPane scroll) {
        return scroll.lookupAll(".scroll-bar").stream()
                .filter(Node::isVisible)
                .map(bar -> ((ScrollBar) bar).getOrientation())
                .toList();
    }
}
