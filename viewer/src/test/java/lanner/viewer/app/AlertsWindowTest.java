package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import lanner.investigation.Samples;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.investigation.index.AlertEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts by hand: in groups, decided about, traced, silenced. */
class AlertsWindowTest extends SampleWindow {
    @BeforeEach
    void openTheSample() throws IOException {
        open(Samples.INSTALL_SCRIPT);
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT3).awaitKeyboard("alerts");
        driver.awaitWords("6 of 6 alerts, 6 undecided");
        driver.settle();
    }

    private boolean isOn(String toggle) {
        return ((ToggleButton) driver.node(toggle).orElseThrow()).isSelected();
    }

    /** On the JavaFX thread. */
    private Optional<Judgement> judgement(AlertEntry alert) {
        return look().notes().judgement(alert.row(), alert.rule());
    }

    /** On the JavaFX thread. */
    private AlertEntry atHand() {
        int row = look().selected().row().get();
        return look().events().get().alerts().stream()
                .filter(alert -> alert.row() == row)
                .findFirst()
                .orElseThrow();
    }

    private void awaitVerdict(AlertEntry alert, Judgement expected) {
        driver.await("the decision " + expected, () -> judgement(alert).equals(Optional.of(expected)));
    }

    @Test
    void groupsChangeByKeyAndTextNarrows() {
        assertThat(driver.ask(() -> isOn("#group-rule"))).isTrue();
        driver.press(KeyCode.G);
        driver.await("groups by priority", () -> isOn("#group-priority"));
        driver.press(KeyCode.G);
        driver.await("groups by process", () -> isOn("#group-process"));
        driver.press(KeyCode.CONTROL, KeyCode.F).awaitKeyboard("alert-text");
        driver.type("bashrc").awaitWords("1 of 6 alerts, 6 undecided");
        driver.press(KeyCode.ENTER).awaitKeyboard("alerts");
        driver.press(KeyCode.END);
        driver.await("the alert", () -> driver.sees("file=/home/sam/.bashrc"));
        driver.press(KeyCode.CONTROL, KeyCode.F).awaitKeyboard("alert-text");
        driver.press(KeyCode.ESCAPE).awaitWords("6 of 6 alerts");
    }

    @Test
    void decisionsByKeySurviveReopening() {
        toAlert(FRESH);
        AlertEntry first = driver.ask(this::atHand);
        driver.press(KeyCode.SHIFT, KeyCode.E);
        driver.await("the question", () -> driver.node("#decision-note").isPresent());
        driver.settle();
        driver.type("call the owner").press(KeyCode.ENTER);
        awaitVerdict(first, new Judgement(Verdict.ESCALATED, "call the owner"));
        driver.await("the next alert", () -> atHand().row() != first.row());

        AlertEntry second = driver.ask(this::atHand);
        driver.press(KeyCode.N);
        awaitVerdict(second, new Judgement(Verdict.FALSE_POSITIVE, ""));
        AlertEntry third = driver.ask(this::atHand);
        driver.press(KeyCode.Y);
        awaitVerdict(third, new Judgement(Verdict.ACCEPTED, ""));
        driver.awaitWords("6 of 6 alerts, 3 undecided");
        assertThat(driver.text("#last-decision")).contains("accepted").contains(Long.toString(third.number()));

        driver.press(KeyCode.CONTROL, KeyCode.Z).awaitWords("6 of 6 alerts, 4 undecided");
        driver.await("the alert that was taken back", () -> atHand().row() == third.row());
        driver.press(KeyCode.SHIFT, KeyCode.U).awaitWords("4 of 6 alerts, 4 undecided");
        driver.press(KeyCode.U);
        driver.await("the next undecided", () -> atHand().row() != third.row());
        assertThat(driver.ask(() -> judgement(atHand()))).isEmpty();
        driver.close();

        driver = start().open(capture);
        toAlert(FRESH);
        driver.awaitWords("6 of 6 alerts, 4 undecided");
        assertThat(driver.text("#alert-decision")).contains("escalated: call the owner");
        assertThat(driver.ask(() -> judgement(second))).contains(new Judgement(Verdict.FALSE_POSITIVE, ""));
        assertThat(driver.ask(() -> judgement(third))).isEmpty();
    }

    @Test
    void whereTheFilterHidesTheAlertAtHandNoOtherAlertIsMarkedForIt() {
        toAlert(FRESH);
        driver.press(KeyCode.CONTROL, KeyCode.F).awaitKeyboard("alert-text");
        driver.type("curl");
        driver.await("two alerts", () -> driver.words("#alert-counts").startsWith("2 of "));
        driver.settle();
        driver.press(KeyCode.ENTER).awaitKeyboard("alerts");
        assertThat(driver.text("#alert-title")).isEqualTo(FRESH);
        // From the line of the second group to the alert above it.
        driver.press(KeyCode.UP).settle();
        assertThat(driver.text("#alert-title")).isEqualTo("File uploaded by a download tool");
    }

    @Test
    void whyARuleFiredStandsBesideTheAlert() {
        toAlert(FRESH);
        driver.awaitWords("! " + FRESH + "  matched");
        driver.awaitWords("proc.exepath contains");
        assertThat(driver.text("#alert-place")).startsWith("execution.yaml:").contains("T1564.001");
        assertThat(driver.text("#alert-message")).contains("program=" + UPDATER);
        String rule = driver.ask(() -> driver.node("#rule-text").orElseThrow().getAccessibleHelp());
        assertThat(rule).startsWith("- rule: " + FRESH).contains("proc.exepath contains \"/.\"");
    }

    @Test
    void whereAnAlertLeadsStandsBesideIt() {
        toAlert(FRESH);
        driver.awaitWords("1  File: " + UPDATER);
        assertThat(driver.text("#lead-chain"))
                .startsWith("2  Process chain: 140 updater 8443  \u2190  131 sh ./scripts/setup.sh  \u2190  ")
                .contains("npm install colour-strings");
        assertThat(driver.text("#lead-connections"))
                .startsWith("3  Connections: 127.0.0.1:57698->127.0.0.1:8443 by 140 updater 8443");
        int row = selected();
        driver.press(KeyCode.DIGIT2).awaitKeyboard("events");
        driver.await("the chain's events", () -> look().query().found().get() == 263);
        driver.settle();
        driver.press(KeyCode.DOWN);
        driver.await("the event behind", () -> look().selected().row().get() > row);
        driver.press(KeyCode.UP);
        driver.await(
                "the alert's event, which is in view",
                () -> look().selected().row().get() == row);
        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("alerts");
        driver.press(KeyCode.ENTER);
        driver.await("the events", () -> driver.hasKeyboard("events"));
        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("alerts");
        assertThat(driver.text("#alert-title")).isEqualTo(FRESH);
    }

    @Test
    void aDraftedExceptionIsProvenSavedAndSilencesTheAlert() throws IOException {
        toAlert(FRESH);
        driver.press(KeyCode.CONTROL, KeyCode.D);
        driver.await("the draft", () -> driver.node("#draft").isPresent());
        driver.settle();
        String yaml = driver.text("#draft");
        assertThat(yaml).contains("rule: " + FRESH).contains("exceptions:");
        assertThat(driver.text("#draft-trial")).startsWith("It silences this alert alone");
        driver.press(KeyCode.ENTER);
        driver.await(
                "the draft in the clipboard",
                () -> yaml.equals(Clipboard.getSystemClipboard().getString()));
        driver.press(KeyCode.CONTROL, KeyCode.S);
        Path saved = directory.resolve("quiet.yaml");
        answer(saved);
        driver.await("the draft to be saved", () -> driver.node("#draft").isEmpty());
        assertThat(saved).hasContent(yaml);
        assertThat(driver.text("#last-decision")).startsWith("Saved: ");
        assertThat(Files.readString(directory.resolve(Samples.INSTALL_SCRIPT + ".lanner-case")))
                .contains("quiet.yaml");
        driver.close();

        driver = Driver.start(List.of(Samples.RULES, saved)).open(capture);
        assertThat(driver.ask(() -> look().events().get().alerts()))
                .hasSize(5)
                .noneMatch(alert -> alert.rule().equals(FRESH));
    }
}
