package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import lanner.investigation.Samples;
import lanner.viewer.model.Settings;
import org.junit.jupiter.api.Test;

/** Files that are dragged from another window and dropped on ours, by the pointer; rules that are taken by key. */
class DropWindowTest extends SampleWindow {
    private static final String OWN_RULE = """
            - rule: A miner's pool
              desc: d
              condition: evt.type = connect and fd.sport = 3333
              output: a pool (%fd.name)
              priority: CRITICAL
            """;

    /** Drags files from a window beside ours to its middle. */
    private void drop(Path... paths) {
        List<File> files = Arrays.stream(paths).map(Path::toFile).toList();
        driver.run(() -> {
            Label source = new Label("files");
            source.setId("source");
            StackPane pane = new StackPane(source);
            source.setMaxSize(90, 90);
            source.setOnDragDetected(event -> {
                ClipboardContent content = new ClipboardContent();
                content.putFiles(files);
                source.startDragAndDrop(TransferMode.COPY).setContent(content);
                event.consume();
            });
            Stage stage = new Stage(StageStyle.UNDECORATED);
            stage.setScene(new Scene(pane, 90, 90));
            stage.setX(1505);
            stage.setY(300);
            stage.show();
        });
        driver.frames();
        driver.drag(driver.place("#source", 0.5, 0.5), new Point2D(700, 500));
    }

    private void awaitAlerts(String words) {
        driver.await("alerts: " + words, () -> driver.words("#facts").contains(words));
        driver.settle();
    }

    private Path rule() throws IOException {
        return Files.writeString(directory.resolve("mine.yaml"), OWN_RULE);
    }

    @Test
    void captureAndScapThatAreDroppedStandOnOneTimeLine() throws IOException {
        Path capture = Samples.copy("miner", directory);
        Path scap = Samples.scap("dropped-binary", directory);
        driver = start();
        drop(capture, scap);
        awaitAlerts("500 events");
        assertThat(driver.ask(() -> driver.stage().getTitle())).isEqualTo("miner.lanner and 1 more - Lanner");
    }

    @Test
    void ruleFilesThatAreDroppedRaiseTheAlertsOfWhatIsOpen() throws IOException {
        open("miner");
        assertThat(driver.text("#facts")).doesNotContain(" 1 alert,");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT3).awaitKeyboard("alerts");
        drop(rule());
        awaitAlerts(" 1 alert,");
        assertThat(driver.text("#said")).isEqualTo("rules: mine.yaml");
        driver.await("the alert", () -> driver.words("#alert-title").equals("A miner's pool"));
    }

    @Test
    void rulesAreTakenByKeyAndBrokenOnesLeaveWhatIsOpen() throws IOException {
        Path broken = Files.writeString(directory.resolve("bad.yaml"), "- rule: x\n  condition: evt.nosuch = 1\n");
        open("miner");
        String facts = driver.text("#facts");
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
        answer(broken);
        driver.awaitWords("bad.yaml");
        driver.settle();
        driver.press(KeyCode.ENTER);
        driver.await("the sentence to go", () -> !driver.sees("bad.yaml:"));
        assertThat(driver.text("#facts")).isEqualTo(facts);

        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
        answer(rule());
        awaitAlerts(" 1 alert,");
        driver.press(KeyCode.F5);
        driver.settle();
        awaitAlerts(" 1 alert,");
        driver.run(() -> driver.window().usualRules());
        driver.await("the rules of the start", () -> driver.words("#facts").equals(facts));
    }

    @Test
    void rulesThatAreDroppedFirstAreThoseOfTheNextCapture() throws IOException {
        driver = start();
        drop(rule());
        driver.await("the rules", () -> driver.words("#start-rules").equals("rules: mine.yaml"));
        Path miner = Samples.copy("miner", directory);
        driver.run(() -> driver.window().open(List.of(miner), Optional.empty()));
        awaitAlerts(" 1 alert,");
    }

    @Test
    void aSampleIsOpenedFromTheStartPage() throws IOException {
        Samples.copy("dropped-binary", directory);
        Samples.copy("miner", directory);
        driver = Driver.start(List.of(Samples.RULES), Settings.ofThisRun(), directory);
        driver.press(KeyCode.TAB).press(KeyCode.TAB);
        for (int i = 0; i < 6 && !driver.ask(() -> driver.hasKeyboard("samples")); i++) {
            driver.press(KeyCode.TAB);
            driver.frames();
        }
        driver.awaitKeyboard("samples");
        driver.press(KeyCode.DOWN).press(KeyCode.ENTER);
        awaitAlerts("228 events");
        driver.press(KeyCode.CONTROL, KeyCode.W).awaitKeyboard("recent");
    }
}
