package lanner.cli.tui.text;

/**
 * A key that was pressed.
 *
 * @param character a code point that is no control, for {@link Kind#CHARACTER}; the capital letter for {@link Kind#CONTROL};
 *     otherwise 0
 */
public record Key(Kind kind, int character) {
    /** What was pressed. */
    public enum Kind {
        CHARACTER,
        CONTROL,
        ENTER,
        ESCAPE,
        TAB,
        BACK_TAB,
        BACKSPACE,
        DELETE,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END
    }

    public static Key of(Kind kind) {
        return new Key(kind, 0);
    }

    public static Key character(int codePoint) {
        return new Key(Kind.CHARACTER, codePoint);
    }

    /** @param letter a capital letter: {@code C} for Ctrl-C */
    public static Key control(char letter) {
        return new Key(Kind.CONTROL, letter);
    }

    public boolean is(char letter) {
        return kind == Kind.CHARACTER && character == letter;
    }

    public boolean isControl(char letter) {
        return kind == Kind.CONTROL && character == letter;
    }
}
