package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import lanner.investigation.Samples;
import lanner.viewer.list.PaintedList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code viewer/docs/by-keyboard.md}: samples that are solved by keys. Presses the keys that each step names, in bold, and
 * awaits the words that it quotes, in the window or in the row at hand of a list.
 */
class ByKeyboardTest extends SampleWindow {
    private static final Path WALKS = Path.of("docs", "by-keyboard.md");
    private static final Pattern HEADING = Pattern.compile("## .*\\(`([a-z-]+)`\\)");
    private static final Pattern STEP = Pattern.compile("[0-9]+\\. \\*\\*([A-Za-z0-9+ ]+)\\*\\*.*", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    /** What the same questions took before: actions, see the document. */
    private static final int MOST = 5;

    private static final Map<String, KeyCode> NAMED = Map.of(
            "Ctrl", KeyCode.CONTROL,
            "Shift", KeyCode.SHIFT,
            "Alt", KeyCode.ALT,
            "Enter", KeyCode.ENTER,
            "Backspace", KeyCode.BACK_SPACE,
            "Down", KeyCode.DOWN,
            "End", KeyCode.END);

    /**
     * A sample and how it is solved.
     *
     * @param shown what stands there before a key is pressed
     */
    private record Walk(String sample, List<String> shown, List<Step> steps) {
        @Override
        public String toString() {
            return sample;
        }
    }

    /** Keys that are pressed together, and what is to be read then. */
    private record Step(List<KeyCode> keys, List<String> shown) {}

    static Stream<Walk> walks() throws IOException {
        List<Walk> walks = new ArrayList<>();
        for (String part : Files.readString(WALKS).split("(?m)^(?=## )")) {
            Matcher heading = HEADING.matcher(part.lines().findFirst().orElse(""));
            if (heading.matches()) {
                String[] items = part.split("(?m)^(?=[0-9]+\\. )");
                walks.add(new Walk(
                        heading.group(1),
                        quoted(items[0].substring(heading.end())),
                        Arrays.stream(items).skip(1).map(ByKeyboardTest::step).toList()));
            }
        }
        return walks.stream();
    }

    private static Step step(String item) {
        Matcher step = STEP.matcher(item.strip());
        assertThat(step.matches()).as(item).isTrue();
        return new Step(
                Arrays.stream(step.group(1).split("\\+"))
                        .map(ByKeyboardTest::key)
                        .toList(),
                quoted(item));
    }

    private static List<String> quoted(String text) {
        return QUOTED.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static KeyCode key(String name) {
        return NAMED.containsKey(name) ? NAMED.get(name) : KeyCode.getKeyCode(name.toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void solvesASample(Walk walk) throws IOException {
        capture = Samples.copy(walk.sample(), directory);
        driver = start();
        driver.run(() -> driver.window().open(List.of(capture), Optional.empty()));
        driver.awaitKeyboard("tile-alerts").awaitWords("SHA-256 ");
        driver.settle();
        read(walk.shown());
        int before = driver.actions();
        for (Step step : walk.steps()) {
            driver.press(step.keys().toArray(KeyCode[]::new));
            driver.settle();
            read(step.shown());
        }
        assertThat(driver.actions() - before).isEqualTo(walk.steps().size()).isBetween(1, MOST);
    }

    private void read(List<String> words) {
        for (String each : words) {
            List<String> seen = new ArrayList<>();
            try {
                driver.await("the words '" + each + "'", () -> {
                    seen.clear();
                    seen.addAll(driver.seen());
                    seen.addAll(rowsAtHand());
                    return seen.stream().anyMatch(text -> text.contains(each));
                });
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "; to be seen were " + String.join(" | ", seen), e);
            }
        }
    }

    /** On the JavaFX thread. */
    private static List<String> rowsAtHand() {
        List<String> rows = new ArrayList<>();
        Window.getWindows().stream()
                .filter(Window::isShowing)
                .forEach(window -> rowsAtHand(window.getScene().getRoot(), rows));
        return rows;
    }

    private static void rowsAtHand(Node node, List<String> into) {
        if (node instanceof PaintedList
                && node.queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM) instanceof Node row) {
            into.add((String) row.queryAccessibleAttribute(AccessibleAttribute.TEXT));
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> rowsAtHand(child, into));
        }
    }

    @Test
    void theDocumentHasFourSamples() throws IOException {
        assertThat(walks().map(Walk::sample))
                .containsExactly("reverse-shell", "malicious-install-script", "container-escape", "log-wiping");
    }
}
