package lanner.viewer.action;

import java.util.function.Consumer;

/**
 * Something that can be done with a screen, or with the window: a row of a table.
 *
 * @param <T> what does it
 * @param id unlike that of any other action
 * @param label in the menu, the list of keys and the palette
 * @param isSecondKey whether it is another key for what a row of the menu does
 */
public record Action<T>(
        String id,
        MenuSection section,
        String label,
        Keys keys,
        ActionCondition when,
        boolean isSecondKey,
        Consumer<T> run) {
    /** A row. */
    public static <T> Action<T> action(
            String id, MenuSection section, String label, Keys keys, ActionCondition when, Consumer<T> run) {
        return new Action<>(id, section, label, keys, when, false, run);
    }

    /** Another key for what a row of the menu does. */
    public static <T> Action<T> secondKey(
            String id, MenuSection section, String label, Keys keys, ActionCondition when, Consumer<T> run) {
        return new Action<>(id, section, label, keys, when, true, run);
    }

    /** The action with what does it. */
    public Command with(Consumer<Consumer<T>> target) {
        return new Command(id, section, label, keys, isSecondKey, () -> target.accept(run));
    }
}
