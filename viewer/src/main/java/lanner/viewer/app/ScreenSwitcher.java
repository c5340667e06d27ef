package lanner.viewer.app;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** The screens of the captures that are open, of which one is in view; without a capture, the start page. */
final class ScreenSwitcher {
    private final StackPane pane = new StackPane();
    private final Map<ScreenId, Screen> screens = new EnumMap<>(ScreenId.class);
    private final Consumer<ScreenId> whenShown;
    private Optional<ScreenId> shown = Optional.empty();

    /** @param whenShown takes the screen that came into view */
    ScreenSwitcher(Consumer<ScreenId> whenShown) {
        this.whenShown = whenShown;
    }

    /** The part of the window that holds the screen in view. */
    Node pane() {
        return pane;
    }

    /** Takes the screens of a capture that was opened. */
    void fill(List<Screen> others) {
        screens.clear();
        others.forEach(screen -> screens.put(screen.id(), screen));
    }

    /** Shows what is in view while there is no screen. */
    void empty(Node page, Node focus) {
        screens.clear();
        shown = Optional.empty();
        show(page, focus);
    }

    /** Shows a screen, if a capture is open. */
    void show(ScreenId id) {
        Screen screen = screens.get(id);
        if (screen != null) {
            shown = Optional.of(id);
            whenShown.accept(id);
            show(screen.content(), screen.focus());
        }
    }

    private void show(Node content, Node focus) {
        pane.getChildren().setAll(content);
        // What is in a split pane belongs to the window only once that has its skin: too late to ask for the keyboard.
        pane.applyCss();
        pane.layout();
        focus.requestFocus();
    }

    /** The screen in view; empty while no capture is open. */
    Optional<Screen> shown() {
        return shown.map(screens::get);
    }

    boolean isShown(ScreenId id) {
        return shown.filter(id::equals).isPresent();
    }

    /** The screen of a class; empty while no capture is open. */
    <T> Optional<T> screen(Class<T> type) {
        return screens.values().stream()
                .map(Screen::content)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
