package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import lanner.investigation.Samples;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.casework.CaseFile.EventKey;
import lanner.investigation.casework.Passage;
import lanner.investigation.casework.ReportSignature;
import lanner.investigation.casework.Tag;
import lanner.investigation.index.AlertEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A case by keys: who works on it, tags, undo, the narrative, reports for others, pictures. */
class CaseworkWindowTest extends SampleWindow {
    private static final EventKey CONNECT = new EventKey(0, 833);

    @BeforeEach
    void openTheSample() throws IOException {
        open(Samples.INSTALL_SCRIPT);
    }

    /** On the JavaFX thread. */
    private CaseFile file() {
        return look().notes().file();
    }

    private void name(String analyst, String number) {
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.C).awaitKeyboard("analyst");
        driver.type(analyst).press(KeyCode.TAB).awaitKeyboard("case-number");
        driver.type(number).press(KeyCode.ENTER);
        driver.await("the question to go", () -> driver.node("#analyst").isEmpty());
        driver.settle();
    }

    private void tag(String name) {
        driver.press(KeyCode.CONTROL, KeyCode.K).awaitKeyboard("tag-name");
        driver.type(name).press(KeyCode.ENTER);
        driver.await("the window to go", () -> driver.node("#tag-name").isEmpty());
        driver.settle();
    }

    private void mark(String number) {
        toEvent(number);
        driver.settle();
        driver.press(KeyCode.CONTROL, KeyCode.M);
        driver.await("the bookmark", () -> file().bookmarks().containsKey(new EventKey(0, Long.parseLong(number))));
    }

    @Test
    void whoWorksOnACaseIsAskedForRememberedAndWrittenBesideEachDecision() throws IOException {
        name("Ann Otto", "2026-17");
        assertThat(driver.ask(() -> driver.stage().getTitle())).startsWith("2026-17: ");
        assertThat(driver.ask(() -> driver.settings().analyst().get())).isEqualTo("Ann Otto");
        toAlert(FRESH);
        driver.press(KeyCode.E).settle();
        toAlert(FRESH);
        driver.awaitWords("escalated   (Ann Otto, 2026-11-25T10:00:00Z)");
        Path kept = directory.resolve(Samples.INSTALL_SCRIPT + ".lanner-case");
        assertThat(Files.readString(kept)).contains("\"by\":\"Ann Otto\",\"do\":\"number\",\"text\":\"2026-17\"");
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.C).awaitKeyboard("analyst");
        driver.run(() ->
                ((javafx.scene.control.TextField) driver.node("#analyst").orElseThrow()).setText("x".repeat(101)));
        driver.press(KeyCode.ENTER).awaitWords("Analyst: one line of at most 100 characters");
        driver.press(KeyCode.ESCAPE);
        driver.await("the question to go", () -> driver.node("#analyst").isEmpty());
        assertThat(driver.ask(() -> driver.settings().analyst().get())).isEmpty();
    }

    @Test
    void decisionsBookmarksAndTagsAreTakenBackAndDoneAgainAndEachIsSaid() {
        toEvent("833");
        driver.settle();
        driver.press(KeyCode.CONTROL, KeyCode.M);
        driver.await("the words", () -> driver.words("#said").startsWith("Bookmark of event 833"));
        assertThat(driver.text("#said")).endsWith("No analyst is named: Ctrl+Alt+C");
        tag("loot");
        assertThat(driver.text("#said")).isEqualTo("Tag loot on event 833");
        toAlert(FRESH);
        AlertEntry alert = driver.ask(() -> alert(FRESH));
        driver.press(KeyCode.Y).settle();
        assertThat(driver.text("#said"))
                .startsWith("\u2713 accepted: event " + alert.number() + ".  Now at hand: event ");
        assertThat(driver.text("#last-decision")).isEqualTo(driver.text("#said"));

        undo("Undone: accepted: event " + alert.number());
        assertThat(selected()).isEqualTo(alert.row());
        undo("Undone: tag loot on event 833");
        undo("Undone: new tag loot");
        undo("Undone: bookmark of event 833");
        undo("Nothing to undo");
        assertThat(driver.ask(() -> file().bookmarks().isEmpty()
                        && file().tags().isEmpty()
                        && file().judgements().isEmpty()))
                .isTrue();
        for (String words : List.of(
                "Done again: bookmark of event 833",
                "Done again: new tag loot",
                "Done again: tag loot on event 833",
                "Done again: accepted: event " + alert.number(),
                "Nothing to do again")) {
            driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
            driver.await(words, () -> driver.words("#said").equals(words));
            // To select the event takes a while, and then nothing is said of the one before.
            driver.settle();
        }
        assertThat(driver.ask(() -> file().tags(CONNECT))).containsExactly(new Tag("loot", "L", "orange"));
        assertThat(driver.ask(() -> look().notes().judgement(alert.row(), FRESH)))
                .isPresent();
    }

    private void undo(String words) {
        driver.press(KeyCode.CONTROL, KeyCode.Z);
        driver.await(words, () -> driver.words("#said").equals(words));
        driver.settle();
    }

    @Test
    void theLastDecisionSaysThatNoneIsLeft() {
        toAlert(FRESH);
        for (int i = 0; i < 6; i++) {
            driver.press(KeyCode.Y).settle();
        }
        driver.await("the words", () -> driver.words("#said").endsWith("Every alert is decided"));
    }

    @Test
    void aBareLetterDecidesOnlyWhereAListHasTheFocus() {
        toAlert(FRESH);
        driver.run(() -> driver.node("#group-rule").orElseThrow().requestFocus());
        driver.press(KeyCode.N).settle();
        driver.press(KeyCode.DELETE).settle();
        assertThat(driver.ask(() -> file().judgements())).isEmpty();
        driver.run(() -> driver.node("#alerts").orElseThrow().requestFocus());
        driver.press(KeyCode.N);
        driver.await("the decision", () -> file().judgements().size() == 1);
    }

    @Test
    void aTagIsPutOnShownChangedAndFiltersItsEvents() {
        toEvent("833");
        driver.settle();
        tag("loot");
        driver.awaitWords("tags: L loot");
        toEvent("835");
        driver.settle();
        tag("leak");
        driver.awaitWords("tags: E leak");
        driver.press(KeyCode.CONTROL, KeyCode.K).awaitKeyboard("tag-name");
        driver.press(KeyCode.ENTER).awaitKeyboard("tag-list");
        driver.press(KeyCode.HOME).press(KeyCode.SPACE);
        driver.await("a second tag", () -> file().tags(new EventKey(0, 835)).size() == 2);
        driver.run(() -> {
            ((javafx.scene.control.TextField) driver.node("#tag-letter").orElseThrow()).setText("?");
            ((javafx.scene.control.Button) driver.node("#tag-change").orElseThrow()).fire();
        });
        driver.awaitWords("a tag's letter is one letter or digit");
        driver.run(() -> {
            ((javafx.scene.control.TextField) driver.node("#tag-letter").orElseThrow()).setText("Z");
            ((javafx.scene.control.Button) driver.node("#tag-change").orElseThrow()).fire();
        });
        assertThat(driver.ask(() -> file().tag("loot")).map(Tag::letter)).contains("Z");
        assertThat(driver.ask(() -> ((ListView<?>) driver.node("#tag-list").orElseThrow())
                        .getItems()
                        .size()))
                .isEqualTo(2);
        driver.run(() -> ((javafx.scene.control.Button) driver.node("#tag-show").orElseThrow()).fire());
        driver.await("the two events", () -> look().query().found().get() == 2);
        driver.settle();
        assertThat(driver.ask(() -> driver.sees("tag: loot"))).isTrue();
        driver.close();

        driver = start().open(capture);
        toEvent("835");
        driver.awaitWords("tags: E leak, Z loot");
        toAlert(FRESH);
        tag("loot");
        driver.awaitWords("tags: Z loot");
    }

    @Test
    void theNarrativeIsArrangedByKeysAndStandsInTheReport() throws IOException {
        mark("835");
        mark("793");
        mark("833");
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.J).awaitKeyboard("narrative");
        driver.press(KeyCode.S);
        driver.await("the order of time", () -> file().narrative().get(0).equals(passage(793)));
        driver.press(KeyCode.HOME).press(KeyCode.T).awaitKeyboard("narrative-text");
        driver.type("then it phoned home").press(KeyCode.CONTROL, KeyCode.ENTER).awaitKeyboard("narrative");
        assertThat(driver.ask(() -> file().narrative()))
                .containsExactly(passage(793), new Passage.Text("then it phoned home"), passage(833), passage(835));
        driver.press(KeyCode.ALT, KeyCode.UP);
        driver.await("the text in front", () -> file().narrative().get(0) instanceof Passage.Text);
        driver.press(KeyCode.E).awaitKeyboard("narrative-text");
        driver.type(" soon").press(KeyCode.CONTROL, KeyCode.ENTER).awaitKeyboard("narrative");
        assertThat(driver.ask(() -> file().narrative().get(0))).isEqualTo(new Passage.Text("then it phoned home soon"));
        driver.press(KeyCode.DELETE);
        driver.await("the text to go", () -> file().narrative().size() == 3);
        driver.press(KeyCode.CONTROL, KeyCode.Z);
        driver.await("the text", () -> file().narrative().size() == 4);
        driver.press(KeyCode.END).press(KeyCode.DELETE).awaitWords("An event is taken out by");
        driver.press(KeyCode.ENTER);
        driver.await("the window to go", () -> driver.node("#narrative").isEmpty());
        driver.await(
                "its event",
                () -> look().events().get().number(look().selected().row().get()) == 835);
        Path report = directory.resolve("r.md");
        driver.press(KeyCode.CONTROL, KeyCode.S);
        answer(report);
        driver.await("the report", () -> driver.text("#facts").contains("report written to r.md"));
        assertThat(Files.readString(report))
                .containsSubsequence("## Narrative", "then it phoned home soon", "Event 793", "Event 833", "Event 835");
    }

    private static Passage passage(long event) {
        return new Passage.Event(new EventKey(0, event));
    }

    @Test
    void reportsForAManagerAndForACourtAndPicturesAreWrittenByKeys() throws Exception {
        name("Ann Otto", "2026-17");
        Path page = directory.resolve("page.html");
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.M);
        answer(page);
        driver.await("the page", () -> driver.text("#facts").contains("report written to page.html"));
        assertThat(Files.readString(page)).contains("Case 2026-17.", "for Ann Otto", "What it means");

        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path key = Files.writeString(
                directory.resolve("my.key"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Path court = directory.resolve("court.html");
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.SHIFT, KeyCode.R);
        driver.awaitKeyboard("path");
        driver.type(key.toString()).press(KeyCode.ENTER);
        driver.await("the question where to", () -> driver.words("#path").endsWith("-report-for-court.html"));
        answer(court);
        driver.await("the report", () -> driver.text("#facts").contains("its signature beside it"));
        assertThat(ReportSignature.isValid(court, pair.getPublic())).isTrue();
        assertThat(Files.readString(court)).contains("Log of the case", "Ann Otto");

        Path tree = directory.resolve("tree.svg");
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.P);
        answer(tree);
        driver.await("the picture", () -> driver.text("#facts").contains("picture written to tree.svg"));
        assertThat(Files.readString(tree)).contains("! 140 updater");
        Path lanes = directory.resolve("lanes.png");
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.SHIFT, KeyCode.P);
        answer(lanes);
        driver.await("the picture", () -> driver.text("#facts").contains("picture written to lanes.png"));
        assertThat(Files.readAllBytes(lanes)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(driver.ask(() -> Optional.of(look().notes().file().analysts().get("Ann Otto"))))
                .hasValueSatisfying(entries -> assertThat(entries).isGreaterThanOrEqualTo(5));
    }
}
