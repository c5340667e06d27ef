package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import javafx.scene.input.KeyCode;
import lanner.investigation.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files, processes and connections, by hand. */
class EntitiesWindowTest extends SampleWindow {
    private static final String STORY = UPDATER + "\n3 steps, 5 other events";

    @BeforeEach
    void openTheSample() throws IOException {
        open(Samples.INSTALL_SCRIPT);
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT5).awaitKeyboard("entities");
        driver.await("files", () -> !names().isEmpty());
        driver.settle();
    }

    private List<String> names() {
        return StoryTable.names(driver.node("#entities").orElseThrow());
    }

    private String atHand() {
        return StoryTable.atHand(driver.node("#entities").orElseThrow());
    }

    @Test
    void lettersNarrowAndTheStoryIsTold() {
        driver.type("fontconfig/updater");
        driver.await("one file", () -> names().equals(List.of(UPDATER)));
        assertThat(driver.text("#entities-filter")).isEqualTo("fontconfig/updater");
        assertThat(driver.text("#entities-count")).startsWith("1 of ");
        driver.awaitWords(STORY);
        assertThat(driver.ask(() -> StoryTable.words(driver.node("#story").orElseThrow())))
                .containsSubsequence("created", "made executable", "run");
    }

    @Test
    void narrowingToNothingAndBackTellsTheStoryAgain() {
        driver.type("fontconfig/updater");
        driver.awaitWords(STORY);
        driver.type("zz");
        driver.await("nothing", () -> names().isEmpty());
        driver.settle();
        driver.await("no story", () -> !driver.sees(" steps, "));
        driver.press(KeyCode.BACK_SPACE).press(KeyCode.BACK_SPACE);
        driver.await("one file", () -> names().equals(List.of(UPDATER)));
        driver.awaitWords(STORY);
    }

    @Test
    void enterShowsTheEventsAndBackspaceLeadsBack() {
        driver.type("fontconfig/updater");
        driver.await("one file", () -> names().equals(List.of(UPDATER)));
        driver.press(KeyCode.DOWN).awaitKeyboard("entities");
        driver.press(KeyCode.ENTER).awaitKeyboard("events");
        driver.settle();
        assertThat(driver.ask(() -> look().query().condition().get())).contains("fd.name = " + UPDATER);
        assertThat(driver.ask(() -> look().query().found().get())).isBetween(5, 20);
        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("entities");
        driver.await("all events", () -> look().query().condition().get().isEmpty());
        assertThat(driver.ask(this::atHand)).isEqualTo(UPDATER);
        driver.press(KeyCode.BACK_SPACE);
        driver.await("all files", () -> names().size() > 10);
    }

    @Test
    void aStepOfAStoryLeadsToItsEvent() {
        driver.type("fontconfig/updater").awaitWords(STORY);
        driver.press(KeyCode.DOWN).awaitKeyboard("entities");
        driver.press(KeyCode.TAB).awaitKeyboard("story");
        driver.press(KeyCode.END).press(KeyCode.ENTER).awaitKeyboard("events");
        driver.settle();
        assertThat(driver.ask(
                        () -> look().events().get().call(look().selected().row().get())))
                .isEqualTo("execve");
        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("entities");
    }

    @Test
    void processesAndConnectionsAreAKeyAway() {
        driver.press(KeyCode.ALT, KeyCode.DIGIT3);
        driver.await("connections", () -> names().contains("127.0.0.1:57698->127.0.0.1:8443"));
        driver.press(KeyCode.ALT, KeyCode.DIGIT2);
        driver.await("processes", () -> names().stream().anyMatch(name -> name.startsWith("npm install")));
        driver.type("updater 8443");
        driver.await("the process", () -> names().size() == 1);
        driver.awaitWords("updater 140  \u2190  sh 131");
        driver.press(KeyCode.ENTER).awaitKeyboard("entities");
        driver.press(KeyCode.ENTER).awaitKeyboard("events");
        driver.settle();
        driver.run(() -> {
            for (int i = 0; i < look().query().found().get(); i++) {
                assertThat(look().events()
                                .get()
                                .processOf(look().query().rows().get().row(i))
                                .pid())
                        .isEqualTo(140);
            }
        });
        assertThat(driver.ask(() -> look().query().found().get())).isPositive();
    }
}
