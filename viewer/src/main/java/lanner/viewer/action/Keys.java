package lanner.viewer.action;

import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;
import javafx.scene.input.KeyCombination.ModifierValue;
import javafx.scene.input.KeyEvent;

/**
 * What is pressed for an action.
 *
 * @param combination empty for nothing
 * @param whileTyping whether it works while a text field has the focus
 */
public record Keys(Optional<KeyCombination> combination, boolean whileTyping) {
    public static final Modifier CTRL = KeyCombination.SHORTCUT_DOWN;
    public static final Modifier SHIFT = KeyCombination.SHIFT_DOWN;
    public static final Modifier ALT = KeyCombination.ALT_DOWN;
    /** No key: the action is in the menu and the palette alone. */
    public static final Keys NONE = new Keys(Optional.empty(), false);

    /** Keys that work anywhere. */
    public static Keys anywhere(KeyCode code, Modifier... modifiers) {
        return new Keys(Optional.of(new KeyCodeCombination(code, modifiers)), true);
    }

    /** Keys that a text field gets while it has the focus. */
    public static Keys outsideText(KeyCode code, Modifier... modifiers) {
        return new Keys(Optional.of(new KeyCodeCombination(code, modifiers)), false);
    }

    /** The key of a digit, such as {@code Ctrl+1}, that works anywhere. */
    public static Keys digit(int digit, Modifier... modifiers) {
        return anywhere(KeyCode.getKeyCode(Integer.toString(digit)), modifiers);
    }

    /** Whether it is a letter, a digit or Delete alone: what is easily pressed by chance. */
    public boolean isBare() {
        return combination
                .filter(KeyCodeCombination.class::isInstance)
                .map(KeyCodeCombination.class::cast)
                .filter(keys -> keys.getShortcut() == ModifierValue.UP
                        && keys.getAlt() == ModifierValue.UP
                        && keys.getShift() == ModifierValue.UP)
                .map(KeyCodeCombination::getCode)
                .filter(code -> code.isLetterKey() || code.isDigitKey() || code == KeyCode.DELETE)
                .isPresent();
    }

    /** As a person reads them; empty for none. */
    public String words() {
        return combination.map(KeyCombination::getDisplayText).orElse("");
    }

    /**
     * Whether these are the keys of an event.
     *
     * @param isTyping whether a text field has the focus
     * @param isInList whether a list has it: bare letters act there alone
     */
    public boolean match(KeyEvent event, boolean isTyping, boolean isInList) {
        return combination.isPresent()
                && (whileTyping || !isTyping)
                && (isInList || !isBare())
                && combination.get().match(event);
    }
}
