package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import lanner.capture.kit.CaptureStory;
import lanner.viewer.explore.EventTable;
import lanner.viewer.model.Recording;
import lanner.viewer.model.TimeWindow.Range;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A capture that is being recorded, by hand. */
class LiveWindowTest extends SampleWindow {
    private static final int FIRST = 200;

    private CaptureStory story;
    private Process recorder;
    private int written;

    @BeforeEach
    void record() throws IOException {
        capture = directory.resolve("live.lanner");
        story = CaptureStory.at(capture);
        story.every(1_000_000).process(7, 1, "sh");
        write(FIRST);
        // A recorder is a process that has the newest segment open.
        recorder = new ProcessBuilder("sleep", "600")
                .redirectInput(CaptureStory.segment(capture).toFile())
                .start();
        driver = Driver.start(List.of(Files.writeString(directory.resolve("rules.yaml"), """
            - rule: Something below etc was opened
              desc: a test's
              condition: evt.type = openat and fd.name startswith /etc
              output: opened %fd.name
              priority: WARNING
            """)));
        driver.run(() -> driver.window().open(List.of(capture), Optional.empty()));
        driver.awaitKeyboard("events");
        awaitRows();
    }

    @AfterEach
    void end() throws Exception {
        story.close();
        recorder.destroyForcibly().waitFor();
    }

    private void write(int events) throws IOException {
        for (int i = 0; i < events; i++) {
            story.opens(7, 3, "/w/" + written++);
        }
    }

    private void awaitRows() {
        driver.await("what is written", () -> look().total().get() == written);
    }

    private EventTable table() {
        return driver.window().explore().orElseThrow().table();
    }

    private Recording recording() {
        return look().recording();
    }

    @Test
    void theEndStaysInViewUntilAnEarlierEventIsChosen() throws IOException {
        driver.await("the end", () -> table().firstInView() > FIRST / 2);
        assertThat(driver.ask(() -> recording().tail().get())).isTrue();
        long before = driver.ask(() -> table().firstInView());
        write(100);
        awaitRows();
        driver.await("the new end", () -> table().firstInView() == before + 100);
        driver.press(KeyCode.HOME);
        driver.await("the beginning", () -> table().firstInView() == 0);
        write(10);
        awaitRows();
        driver.frames();
        assertThat(driver.ask(() -> table().firstInView())).isZero();
        driver.press(KeyCode.T);
        driver.await("the end again", () -> table().firstInView() > FIRST / 2);
    }

    @Test
    void anAlertIsSaidWhenItIsRaisedAndAFilterTakesWhatComes() throws IOException {
        driver.await("the rate", () -> driver.words("#facts").contains("recording"));
        driver.run(() -> look().query().apply("fd.name startswith /etc"));
        driver.await("nothing", () -> look().query().settled().get() != null);
        assertThat(driver.ask(() -> look().query().found().get())).isZero();
        story.opens(7, 3, "/etc/passwd");
        written++;
        driver.await("the event", () -> look().query().found().get() == 1);
        driver.await("the alert", () -> driver.words("#said").equals("! Something below etc was opened (F8)"));
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        driver.await("it in the list", () -> driver.words("#alert-title").contains("below etc"));
    }

    @Test
    void tilesThatWaitForTheirFiguresAreNotPale() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        driver.await("a tile", () -> driver.shows("#tile-events"));
        driver.frames();
        assertThat(driver.ask(() -> tile().isDisabled())).isTrue();
        assertThat(driver.ask(() -> opacity(tile().lookup(".tile-value")))).isEqualTo(1);
    }

    private Node tile() {
        return driver.node("#tile-events").orElseThrow();
    }

    /** Of a node with all that it stands in. */
    private static double opacity(Node node) {
        return node == null ? 1 : node.getOpacity() * opacity(node.getParent());
    }

    @Test
    void pausedNothingComesAndTheRestAfterwards() throws IOException {
        driver.press(KeyCode.F9);
        driver.await("the pause", () -> driver.words("#facts").startsWith("recording, paused, "));
        int before = written;
        write(50);
        driver.frames();
        assertThat(driver.ask(() -> look().total().get())).isEqualTo(before);
        driver.press(KeyCode.F9);
        awaitRows();
    }

    @Test
    void theStretchInViewIsKeptAndSortedRowsStay() throws IOException {
        driver.press(KeyCode.HOME);
        driver.run(() -> look().time().shown().set(new Range(CaptureStory.START, CaptureStory.START + 5_000_000)));
        driver.run(() -> look().query().sort(new lanner.investigation.rows.RowSort("number", true)));
        driver.await("an order", () -> look().query().order().get() != null);
        write(10);
        awaitRows();
        assertThat(driver.ask(() -> look().time().shown().get()))
                .isEqualTo(new Range(CaptureStory.START, CaptureStory.START + 5_000_000));
        assertThat(driver.ask(() -> look().query().order().get().size())).isEqualTo(FIRST);
    }

    @Test
    void whatIsReadNoMoreIsIndexedAndReloadingReadsTheRest() throws IOException {
        driver.run(() -> look().query().apply("evt.type = openat"));
        driver.await("rows", () -> look().query().settled().get() != null);
        driver.run(() -> look().selected().select(5));
        driver.press(KeyCode.SHIFT, KeyCode.F9);
        driver.await("the index", () -> look().indexed().get());
        driver.settle();
        assertThat(driver.ask(() -> look().query().condition().get())).isEqualTo("evt.type = openat");
        assertThat(driver.ask(() -> look().query().found().get())).isEqualTo(FIRST);
        write(30);
        recorder.destroyForcibly();
        story.close();
        driver.await("no recorder", () -> !lanner.capture.CaptureReader.isBeingRecorded(capture));
        var before = look();
        driver.press(KeyCode.F5);
        driver.await(
                "it anew",
                () -> driver.window()
                        .investigation()
                        .filter(now -> now != before && now.indexed().get())
                        .isPresent());
        driver.settle();
        driver.await("all of it", () -> look().query().found().get() == written);
        assertThat(selected()).isEqualTo(5);
        assertThat(driver.ask(() -> look().query().condition().get())).isEqualTo("evt.type = openat");
    }

    @Test
    void aNarrowWindowShowsTheRateAndTheAlertRatherThanTheNameOfTheJob() throws IOException {
        driver.run(() -> {
            driver.stage().setWidth(WindowPlace.LEAST_WIDTH);
            driver.stage().setHeight(WindowPlace.LEAST_HEIGHT);
        });
        story.opens(7, 3, "/etc/passwd");
        written++;
        driver.await("the alert", () -> driver.words("#said").equals("! Something below etc was opened (F8)"));
        driver.await("the way to cancel", () -> driver.sees("Cancel"));
        driver.frames();
        assertThat(driver.ask(() -> driver.sees("following the recording"))).isFalse();
        // It stands there after the first look at what came.
        driver.await("the rate", () -> driver.text("#facts").startsWith("recording: "));
        driver.run(() -> driver.settings().scale().set(2));
        driver.frames();
        assertThat(driver.ask(() -> shown("#facts"))).startsWith("recording: ");
        assertThat(driver.ask(() -> shown("#said"))).startsWith("! Somet");
        assertThat(driver.ask(() -> table().getHeight())).isGreaterThan(4 * 26);
    }

    /** What there is room for. */
    private String shown(String id) {
        return ((Text) driver.node(id).orElseThrow().lookup(".text")).getText();
    }
}
