package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import lanner.investigation.Samples;
import org.junit.jupiter.api.Test;

/** A whole triage, from opening a capture to its report, by nothing but keys. */
class TriageWindowTest extends SampleWindow {
    private static final String FILTER = "proc.name = updater";

    @Test
    void aSampleIsTriagedByKeyboardAlone() throws IOException {
        capture = Samples.copy(Samples.INSTALL_SCRIPT, directory);
        driver = start();
        openTheCapture();
        String falsePositive = decide();
        bookmark();
        String passed = followAndSave();
        Path html = directory.resolve(Samples.INSTALL_SCRIPT + "-report.html");
        Path markdown = directory.resolve("for-the-wiki.md");

        driver.press(KeyCode.CONTROL, KeyCode.S).awaitKeyboard("path");
        assertThat(driver.text("#path")).isEqualTo(html.toString());
        driver.press(KeyCode.ENTER);
        driver.await("the report", () -> driver.text("#facts").contains("report written to " + html.getFileName()));
        driver.press(KeyCode.CONTROL, KeyCode.S);
        answer(markdown);
        driver.await(
                "the report",
                () -> driver.text("#facts").contains(markdown.getFileName().toString()));

        String written = Files.readString(markdown);
        assertThat(written)
                .contains("6 alerts: 0 accepted, 1 false positive, 1 escalated, 4 undecided.")
                .contains("dropped and run")
                .contains("it phones home")
                .contains("| Verdict | intact |")
                .containsPattern("\\| SHA-256 \\| [0-9a-f]{64} \\|")
                .contains(FILTER)
                .contains("## Gaps\n\nNone is known.");
        assertThat(line(written, FRESH)).contains("escalated").contains("dropped and run");
        assertThat(line(written, falsePositive)).contains("false positive");
        assertThat(Files.readString(html))
                .startsWith("<!")
                .contains("dropped and run")
                .contains("it phones home")
                .contains("escalated")
                .contains(FILTER);
        assertThat(passed).startsWith("HTTP/1.0 200 OK");
        assertThat(driver.ask(() -> look().notes().file().log()))
                .as("what was written is noted")
                .anySatisfy(line -> assertThat(line).contains("\"do\":\"export\"", "for-the-wiki.md"));
        aPageOfWhatIsInView();
    }

    private void aPageOfWhatIsInView() throws IOException {
        Path page = directory.resolve("for-a-colleague.html");
        driver.press(KeyCode.CONTROL, KeyCode.P);
        answer(page);
        driver.await("the page", () -> driver.text("#facts").contains("page written to for-a-colleague.html"));
        assertThat(Files.readString(page))
                .contains(FILTER, " of 929 events", "it phones home", "dropped and run")
                .doesNotContain("Shell opened");
    }

    private static String line(String text, String words) {
        return text.lines()
                .filter(line -> line.startsWith("|") && line.contains(words))
                .findFirst()
                .orElseThrow();
    }

    private void openTheCapture() {
        driver.press(KeyCode.CONTROL, KeyCode.O).awaitKeyboard("path");
        driver.type(directory + "/mal").press(KeyCode.TAB);
        driver.await("the path to be completed", () -> driver.sees(capture.toString()));
        driver.press(KeyCode.ENTER);
        driver.await(
                "the capture to be indexed",
                () -> driver.window()
                        .investigation()
                        .filter(look -> look.indexed().get())
                        .isPresent());
        driver.awaitWords("\u2713 intact");
        driver.settle();
    }

    /** @return the rule of the alert that is called a false positive */
    private String decide() {
        toAlert(FRESH);
        assertThat(driver.text("#alert-message")).contains(UPDATER);
        driver.press(KeyCode.SHIFT, KeyCode.E);
        driver.await("the question", () -> driver.node("#decision-note").isPresent());
        driver.settle();
        driver.type("dropped and run").press(KeyCode.ENTER);
        driver.await("the next alert", () -> !driver.text("#alert-title").equals(FRESH));
        driver.settle();
        String rule = driver.text("#alert-title");
        driver.press(KeyCode.N);
        driver.awaitWords("6 of 6 alerts, 4 undecided");
        return rule;
    }

    private void bookmark() {
        filter(FILTER);
        toEvent("833");
        driver.press(KeyCode.CONTROL, KeyCode.B);
        driver.await("the question", () -> driver.node("#note").isPresent());
        driver.settle();
        driver.type("it phones home").press(KeyCode.ENTER);
        driver.awaitWords("* it phones home");
    }

    private String followAndSave() throws IOException {
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        driver.awaitWords("ipv4  127.0.0.1:57698->127.0.0.1:8443");
        driver.settle();
        Path saved = directory.resolve("orders.bin");
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
        answer(saved);
        driver.awaitWords("45 bytes saved");
        return Files.readString(saved);
    }
}
