package lanner.viewer.app;

import java.util.function.Consumer;
import javafx.scene.Node;

/**
 * One of the screens that a window switches between.
 *
 * @param focus has the focus when the screen is shown
 * @param find looks for text in it
 */
record Screen(ScreenId id, Node content, Node focus, Find find) {
    /**
     * How text is looked for.
     *
     * @param ask lets a person say which
     * @param next goes to the next place, or the one before
     */
    record Find(Runnable ask, Consumer<Boolean> next) {}
}
