package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Samples;
import org.junit.jupiter.api.Test;

/** The first screen, by hand: figures that lead on, the hash, what to look at first, gaps. */
class OverviewWindowTest extends SampleWindow {
    private void openTheSample() throws IOException {
        open(Samples.INSTALL_SCRIPT);
        toOverview();
    }

    private void toOverview() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT1).awaitKeyboard("tile-alerts");
        driver.awaitWords("SHA-256 ");
        driver.settle();
    }

    /** What a tile says: its name, its number. */
    private String tile(String name) {
        return driver.ask(() -> driver.node("#tile-" + name).orElseThrow().getAccessibleText());
    }

    /** The middle of the first line that has these words. */
    private Point2D line(String words) {
        return driver.ask(() -> {
            Node line = driver.node("#overview").orElseThrow().lookupAll(".look").stream()
                    .filter(each -> each.lookupAll(".label").stream()
                            .anyMatch(label -> ((Label) label).getText().contains(words)))
                    .findFirst()
                    .orElseThrow();
            Bounds bounds = line.localToScreen(line.getLayoutBounds());
            return new Point2D(bounds.getCenterX(), bounds.getCenterY());
        });
    }

    /** Explore is laid out when it is shown for the first time. */
    @Test
    void aWindowThatIsNarrowByThenLeavesTheEventsTheirRoom() throws IOException {
        driver = start();
        Path sample = Samples.copy(Samples.INSTALL_SCRIPT, directory);
        driver.run(() -> driver.window().open(List.of(sample), Optional.empty()));
        driver.awaitWords("SHA-256 ");
        driver.run(() -> {
            driver.stage().setWidth(900);
            driver.stage().setHeight(600);
        });
        driver.settle();
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        driver.await(
                "more room for the events than for the processes",
                () -> width("#events") > 2 * Math.max(100, width("#processes")));
    }

    private double width(String node) {
        return driver.node(node).map(each -> each.getLayoutBounds().getWidth()).orElse(0.0);
    }

    @Test
    void tilesAreFilled() throws IOException {
        openTheSample();
        assertThat(tile("events")).isEqualTo("Events: 929 ");
        assertThat(tile("alerts")).isEqualTo("Alerts: 6 3 Warning, 3 Notice");
        assertThat(tile("gaps")).contains("0 nothing is missing");
        driver.awaitWords("npm install colour-strings");
    }

    @Test
    void aTileLeadsToItsEventsAndBackspaceLeadsBack() throws IOException {
        openTheSample();
        driver.press(KeyCode.ENTER).awaitKeyboard("events");
        driver.await("the alerts' events", () -> look().query().found().get() == 6);
        assertThat(driver.ask(() -> look().events()
                        .get()
                        .raisedAlert(look().selected().row().get())))
                .isTrue();
        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("tile-alerts");
        driver.await("all events", () -> look().query().found().get() == 929);
    }

    @Test
    void aLineOfTheFirstLookLeadsToItsEvents() throws IOException {
        openTheSample();
        driver.click(line(UPDATER), MouseButton.PRIMARY).awaitKeyboard("events");
        driver.settle();
        assertThat(driver.ask(() -> look().query().found().get())).isBetween(1, 928);
        driver.awaitWords(UPDATER);
        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("tile-alerts");
    }

    @Test
    void itAnswersWhenWhoWhatAndHowMuch() throws IOException {
        openTheSample();
        driver.awaitWords("updater 140: execve " + UPDATER);
        driver.awaitWords("384 bytes sent, 90 bytes received in recorded calls");
        driver.awaitWords("2026-11-25 18:27:02.");
        driver.click(line("Credential access"), MouseButton.PRIMARY).awaitKeyboard("events");
        driver.awaitWords("tactic: Credential access");
        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("tile-alerts");
    }

    @Test
    void theHashIsThatOfTheFiles() throws IOException, NoSuchAlgorithmException {
        openTheSample();
        driver.awaitWords("\u2713 intact");
        driver.awaitWords("SHA-256 " + hash(capture));
    }

    /** As {@code cd CAPTURE && LC_ALL=C sha256sum * | sha256sum}. */
    private static String hash(Path capture) throws IOException, NoSuchAlgorithmException {
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> files = Files.list(capture)) {
            for (Path file : files.sorted().toList()) {
                lines.append(sha256(Files.readAllBytes(file)))
                        .append("  ")
                        .append(file.getFileName())
                        .append('\n');
            }
        }
        return sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void damageIsSaidAndItsGapLeadsToWhereItIs() throws IOException {
        capture = directory.resolve("torn.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make");
            for (int i = 0; i < 20; i++) {
                written.opens(7, 3, "/w/file" + (100 + i));
            }
        }
        CaptureStory.damage(capture, "/w/file110");
        driver = Driver.start(List.of()).open(capture);
        toOverview();
        assertThat(tile("gaps")).startsWith("Gaps: 1 something is missing");
        assertThat(driver.text("#verdict")).startsWith("\u2717");
        driver.click(line("\u2307"), MouseButton.PRIMARY).awaitKeyboard("events");
        driver.await(
                "the event behind the gap",
                () -> look().events().get().followsGap(look().selected().row().get()));
    }
}
