package lanner.viewer.action;

/**
 * An action with what does it: what menus, keys and the palette run.
 *
 * @param run does nothing where the action's condition does not hold
 */
public record Command(String id, MenuSection section, String label, Keys keys, boolean isSecondKey, Runnable run) {
    /** The name of its menu. */
    public String menu() {
        return section.menu();
    }
}
