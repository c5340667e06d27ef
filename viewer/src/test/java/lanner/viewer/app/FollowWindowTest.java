package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import lanner.investigation.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What passed through a socket, by hand. */
class FollowWindowTest extends SampleWindow {
    /** The updater's connect. */
    private static final String CONNECT = "833";

    private static final String ANSWER = "HTTP/1.0 200 OK";

    @BeforeEach
    void follow() throws IOException {
        open(Samples.INSTALL_SCRIPT);
        toEvent(CONNECT);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        driver.awaitWords("ipv4  127.0.0.1:57698->127.0.0.1:8443");
        driver.settle();
    }

    private boolean isOn(String toggle) {
        return ((ToggleButton) driver.node(toggle).orElseThrow()).isSelected();
    }

    /** The step at hand, as it is copied. */
    private String copied() {
        driver.settle();
        driver.run(() -> {
            ClipboardContent nothing = new ClipboardContent();
            nothing.putString("nothing yet");
            Clipboard.getSystemClipboard().setContent(nothing);
        });
        driver.press(KeyCode.CONTROL, KeyCode.C);
        driver.await(
                "a copy",
                () -> !"nothing yet".equals(Clipboard.getSystemClipboard().getString()));
        return driver.ask(() -> Clipboard.getSystemClipboard().getString());
    }

    private void find(String text) {
        driver.press(KeyCode.CONTROL, KeyCode.F).awaitKeyboard("follow-find");
        driver.type(text).press(KeyCode.F3).settle();
    }

    @Test
    void whatPassedIsFoundAndShownInThreeForms() {
        assertThat(driver.text("#follow-totals")).startsWith("\u2192 out 24 bytes   \u2190 in 45 bytes   in 2 calls");
        find("THANKS");
        assertThat(driver.text("#follow-found")).isEmpty();
        driver.press(KeyCode.ESCAPE).awaitKeyboard("follow");
        assertThat(copied()).contains(ANSWER).contains("thanks");
        driver.press(KeyCode.X);
        driver.await("hex", () -> isOn("#form-hex"));
        assertThat(copied()).contains("48 54 54 50").doesNotContain(ANSWER + "\n");
        driver.press(KeyCode.X);
        driver.await("dots", () -> isOn("#form-dotted"));
        assertThat(copied()).contains("200 OK..");
        driver.press(KeyCode.X);
        driver.await("text", () -> isOn("#form-text"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        find("nowhere");
        driver.await("the answer", () -> driver.text("#follow-found").equals("not found"));
        find("hex:4");
        driver.await("the complaint", () -> driver.text("#follow-found").startsWith("hex: takes"));
    }

    @Test
    void oneWayIsShownAndSaved() throws IOException {
        find("thanks");
        driver.press(KeyCode.ESCAPE).awaitKeyboard("follow");
        driver.press(KeyCode.B);
        driver.await("out", () -> isOn("#way-out"));
        assertThat(copied()).doesNotContain("thanks");
        driver.press(KeyCode.B);
        driver.await("in", () -> isOn("#way-in"));
        assertThat(copied()).contains("thanks");

        Path saved = directory.resolve("event-833-in.bin");
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S).awaitKeyboard("path");
        assertThat(driver.text("#path")).isEqualTo(saved.toString());
        driver.press(KeyCode.ENTER);
        driver.await("the file", () -> driver.text("#follow-found").equals("45 bytes saved"));
        assertThat(Files.readString(saved)).startsWith(ANSWER).endsWith("thanks\n");

        Files.writeString(saved, "something else");
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S).awaitKeyboard("path");
        driver.press(KeyCode.ENTER).awaitWords("event-833-in.bin is there already: Enter once more replaces it");
        assertThat(saved).hasContent("something else");
        driver.press(KeyCode.ENTER);
        driver.await("the question to go", () -> driver.node("#path").isEmpty());
        driver.settle();
        assertThat(Files.size(saved)).isEqualTo(45);
    }

    @Test
    void nothingIsWrittenIntoTheCapture() throws IOException {
        Path inside = capture.resolve("data.bin");
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
        answer(inside);
        driver.awaitWords("lies in the capture, which is never written to");
        assertThat(inside).doesNotExist();
    }

    @Test
    void aStepLeadsToItsEventAndBack() {
        driver.press(KeyCode.END).press(KeyCode.ENTER);
        driver.await("the events", () -> driver.hasKeyboard("events"));
        assertThat(driver.ask(() -> look().events()
                        .get()
                        .processOf(look().selected().row().get())
                        .pid()))
                .isEqualTo(140);
        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("follow");
    }
}
