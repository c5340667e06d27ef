package lanner.viewer.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.Theme;

/** Hands on the keyboard and the mouse, and eyes on the window. All waiting has an end. */
final class Driver implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 20;
    private static final long LOOK_AGAIN_NANOS = 5_000_000;
    private static final Path SAMPLES = Path.of("..", "sample-captures");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T10:00:00Z"), ZoneOffset.UTC);
    private static final Map<Character, KeyCode> KEYS = keys();
    private static final String SHIFTED = "_+:\"()<>?|{}!@#$%^&*~";
    private static final String UNSHIFTED = "-=;'90,./\\[]12345678`";

    private final Stage stage;
    private final MainWindow window;
    private final Settings settings;
    private final Robot robot;
    private int actions;

    private Driver(Stage stage, MainWindow window, Settings settings, Robot robot) {
        this.stage = stage;
        this.window = window;
        this.settings = settings;
        this.robot = robot;
    }

    /** Shows the window, with settings that nobody keeps and a clock that stands. */
    static Driver start(List<Path> rules) {
        return start(rules, Settings.ofThisRun());
    }

    /** Shows the window as somebody wants it. */
    static Driver start(List<Path> rules, Settings settings) {
        return start(rules, settings, SAMPLES);
    }

    /** @param samples a directory of captures that the start page offers */
    static Driver start(List<Path> rules, Settings settings, Path samples) {
        Display.need();
        return of(() -> {
            Stage stage = new Stage();
            MainWindow window = new MainWindow(stage, settings, rules, samples);
            window.clock(CLOCK);
            stage.setX(0);
            stage.setY(0);
            stage.show();
            stage.requestFocus();
            return new Driver(stage, window, settings, new Robot());
        });
    }

    /** Opens captures, waits until they are indexed, and goes to the main screen. */
    Driver open(Path... captures) {
        return open(Optional.empty(), captures);
    }

    /** @param caseFile empty for the one beside the first capture */
    Driver open(Optional<Path> caseFile, Path... captures) {
        run(() -> window.open(List.of(captures), caseFile));
        await(
                "the capture to be indexed",
                () -> window.investigation()
                        .filter(investigation -> investigation.indexed().get())
                        .isPresent());
        run(() -> window.showScreen(ScreenId.EXPLORE));
        await(
                "the screen to be laid out",
                () -> node("#events")
                        .filter(node -> node.getLayoutBounds().getHeight() > 50)
                        .isPresent());
        settle();
        return this;
    }

    private static <T> T of(Callable<T> work) {
        if (Platform.isFxApplicationThread()) {
            // A condition that asks: it is where the answer is.
            try {
                return work.call();
            } catch (Exception e) {
                throw new AssertionError("on the window's thread: " + e, e);
            }
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                answer.complete(work.call());
            } catch (Exception | AssertionError e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("on the window's thread: " + e.getCause(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the window does not answer", e);
        }
    }

    /** Asks something on the JavaFX thread. */
    <T> T ask(Callable<T> question) {
        return of(question);
    }

    void run(Runnable work) {
        of(() -> {
            work.run();
            return true;
        });
    }

    /** Waits until something holds. */
    void await(String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + DEADLINE_SECONDS * 1_000_000_000L;
        while (!of(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + DEADLINE_SECONDS + " s for " + what + "; facts: " + text("#facts")
                        + "; counts: " + text("#counts"));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Waits until nothing runs any more and two more frames were shown. */
    void settle() {
        await(
                "jobs to end",
                () -> window.investigation()
                        .map(investigation -> investigation.jobs().running().isEmpty())
                        .orElse(true));
        frames();
        await(
                "jobs to end",
                () -> window.investigation()
                        .map(investigation -> investigation.jobs().running().isEmpty())
                        .orElse(true));
    }

    /** The menu that is shown; null if there is none. To be asked where the window runs. */
    static ContextMenu menu() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof ContextMenu && window.isShowing())
                .map(ContextMenu.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Takes the first item of the menu that is shown, by keys. A menu takes keys only once a frame has shown it. */
    void takeFirstOfMenu() {
        frames();
        press(KeyCode.DOWN);
        await(
                "an item to be chosen",
                () -> menu().getScene().getRoot().lookupAll(".menu-item").stream()
                        .anyMatch(Node::isFocused));
        press(KeyCode.ENTER);
    }

    /** Waits until some frames were shown. */
    void frames() {
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Boolean> frame = new CompletableFuture<>();
            run(() -> {
                new javafx.animation.AnimationTimer() {
                    @Override
                    public void handle(long now) {
                        stop();
                        frame.complete(true);
                    }
                }.start();
                Platform.requestNextPulse();
            });
            try {
                frame.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError("no frame is shown", e);
            }
        }
    }

    MainWindow window() {
        return window;
    }

    Stage stage() {
        return stage;
    }

    Settings settings() {
        return settings;
    }

    /** The node of this id in whatever window shows one. On the JavaFX thread. */
    Optional<Node> node(String id) {
        List<Window> windows = new ArrayList<>(Window.getWindows());
        Collections.reverse(windows);
        for (Window each : windows) {
            Node found = each.isShowing() && each.getScene() != null
                    ? each.getScene().lookup(id)
                    : null;
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    boolean shows(String id) {
        return of(() -> node(id).filter(Node::isVisible).isPresent());
    }

    String text(String id) {
        return of(() -> node(id).map(Driver::words).orElse("(no " + id + ")"));
    }

    /** As {@link #text}, on the JavaFX thread. */
    String words(String id) {
        return node(id).map(Driver::words).orElse("");
    }

    /** What a node looks like that no window shows. */
    static Picture shown(Parent root, Theme theme) {
        Display.need();
        return of(() -> {
            Application.setUserAgentStylesheet(theme.styleSheet());
            return Picture.of(new Scene(root).snapshot(null));
        });
    }

    private static String words(Node found) {
        if (found instanceof TextInputControl input) {
            return input.getText();
        }
        return found instanceof Labeled label ? label.getText() : found.toString();
    }

    /** The texts of all labels, buttons, fields and lines of trees that are to be seen. On the JavaFX thread. */
    List<String> seen() {
        List<String> texts = new ArrayList<>();
        for (Window each : List.copyOf(Window.getWindows())) {
            if (each.isShowing() && each.getScene() != null) {
                texts(each.getScene().getRoot(), texts);
            }
        }
        return texts;
    }

    private static void texts(Node node, List<String> into) {
        if (!node.isVisible()) {
            return;
        }
        String words = node instanceof Labeled || node instanceof TextInputControl ? words(node) : null;
        if (words != null && !words.isEmpty()) {
            into.add(words);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> texts(child, into));
        }
    }

    /** Whether words are to be seen. On the JavaFX thread. */
    boolean sees(String words) {
        return seen().stream().anyMatch(text -> text.contains(words));
    }

    /** Waits until words are to be seen. */
    Driver awaitWords(String words) {
        List<String> last = new ArrayList<>();
        try {
            await("the words '" + words + "'", () -> {
                last.clear();
                last.addAll(seen());
                return last.stream().anyMatch(text -> text.contains(words));
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; to be seen were " + last, e);
        }
        return this;
    }

    /** Waits until a node has the keyboard. */
    Driver awaitKeyboard(String id) {
        await("the keyboard at " + id, () -> hasKeyboard(id));
        return this;
    }

    /** Whether the keyboard goes to the node of this id. On the JavaFX thread. */
    boolean hasKeyboard(String id) {
        return Window.getWindows().stream()
                .filter(each -> each.isFocused() && each.getScene() != null)
                .map(each -> each.getScene().getFocusOwner())
                .anyMatch(owner -> owner != null && id.equals(owner.getId()));
    }

    private static Map<Character, KeyCode> keys() {
        Map<Character, KeyCode> keys = new HashMap<>();
        for (KeyCode code : KeyCode.values()) {
            if (code.isLetterKey() || code.isDigitKey() && !code.isKeypadKey()) {
                keys.put(Character.toLowerCase(code.getChar().charAt(0)), code);
            }
        }
        keys.put(' ', KeyCode.SPACE);
        keys.put('-', KeyCode.MINUS);
        keys.put('=', KeyCode.EQUALS);
        keys.put(';', KeyCode.SEMICOLON);
        keys.put('\'', KeyCode.QUOTE);
        keys.put(',', KeyCode.COMMA);
        keys.put('.', KeyCode.PERIOD);
        keys.put('/', KeyCode.SLASH);
        keys.put('\\', KeyCode.BACK_SLASH);
        keys.put('[', KeyCode.OPEN_BRACKET);
        keys.put(']', KeyCode.CLOSE_BRACKET);
        return keys;
    }

    /** Presses keys together, the last one last. */
    Driver press(KeyCode... keys) {
        actions++;
        return stroke(keys);
    }

    private Driver stroke(KeyCode... keys) {
        run(() -> {
            List.of(keys).forEach(robot::keyPress);
            List<KeyCode> back = new ArrayList<>(List.of(keys));
            Collections.reverse(back);
            back.forEach(robot::keyRelease);
        });
        return this;
    }

    /** How often something was done: keys pressed together, a click, a drag, a turn of the wheel or a typed text each. */
    int actions() {
        return actions;
    }

    /** Types a text, as on an American keyboard. */
    Driver type(String text) {
        actions++;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int shifted = SHIFTED.indexOf(c);
            char plain = shifted >= 0 ? UNSHIFTED.charAt(shifted) : Character.toLowerCase(c);
            KeyCode code = KEYS.get(plain);
            if (code == null) {
                throw new IllegalArgumentException("there is no key for " + c);
            }
            if (shifted >= 0 || Character.isUpperCase(c)) {
                stroke(KeyCode.SHIFT, code);
            } else {
                stroke(code);
            }
        }
        return this;
    }

    /** A place inside a node, as a part of its width and height. */
    Point2D place(String id, double across, double down) {
        return of(() -> {
            Node found = node(id).orElseThrow(() -> new AssertionError("there is no " + id));
            Bounds bounds = found.localToScreen(found.getLayoutBounds());
            return new Point2D(
                    bounds.getMinX() + bounds.getWidth() * across, bounds.getMinY() + bounds.getHeight() * down);
        });
    }

    /** Moves the pointer where it is over nothing. */
    Driver away() {
        run(() -> robot.mouseMove(
                Screen.getPrimary().getBounds().getMaxX() - 1,
                Screen.getPrimary().getBounds().getMaxY() - 1));
        return this;
    }

    Driver click(Point2D at, MouseButton button) {
        actions++;
        run(() -> {
            robot.mouseMove(at);
            robot.mouseClick(button);
        });
        return this;
    }

    /** Moves the pointer without a button. */
    Driver move(Point2D to) {
        run(() -> robot.mouseMove(to));
        return this;
    }

    Driver drag(Point2D from, Point2D to) {
        actions++;
        run(() -> robot.mouseMove(from));
        run(() -> robot.mousePress(MouseButton.PRIMARY));
        for (int i = 1; i <= 4; i++) {
            Point2D on = from.interpolate(to, i / 4.0);
            run(() -> robot.mouseMove(on));
            frames();
        }
        run(() -> robot.mouseRelease(MouseButton.PRIMARY));
        return this;
    }

    Driver wheel(Point2D at, int turns) {
        actions++;
        run(() -> robot.mouseMove(at));
        run(() -> robot.mouseWheel(turns));
        return this;
    }

    @Override
    public void close() {
        run(() -> {
            window.close();
            for (Window each : List.copyOf(Window.getWindows())) {
                each.hide();
            }
        });
    }
}
