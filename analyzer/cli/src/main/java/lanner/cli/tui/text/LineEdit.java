package lanner.cli.tui.text;

import java.util.Optional;

/**
 * A line that is being written.
 *
 * @param caret where the next character comes, in chars from 0
 */
public record LineEdit(String text, int caret) {
    /** What is longer is no condition and no note that a person types. */
    private static final int LONGEST = 4_096;

    public static final LineEdit EMPTY = new LineEdit("", 0);

    /** A text with the caret at its end. */
    public static LineEdit of(String text) {
        return new LineEdit(text, text.length());
    }

    /** What a key makes of it; empty for a key that does not edit. */
    public Optional<LineEdit> press(Key key) {
        return switch (key.kind()) {
            case CHARACTER -> Optional.of(insert(Character.toString(key.character())));
            case BACKSPACE -> Optional.of(without(before(), caret));
            case DELETE -> Optional.of(without(caret, behind()));
            case LEFT -> Optional.of(at(before()));
            case RIGHT -> Optional.of(at(behind()));
            case HOME -> Optional.of(at(0));
            case END -> Optional.of(at(text.length()));
            case CONTROL -> control(key.character());
            default -> Optional.empty();
        };
    }

    private Optional<LineEdit> control(int letter) {
        return switch (letter) {
            case 'A' -> Optional.of(at(0));
            case 'E' -> Optional.of(at(text.length()));
            case 'B' -> Optional.of(at(before()));
            case 'F' -> Optional.of(at(behind()));
            case 'D' -> Optional.of(without(caret, behind()));
            case 'H' -> Optional.of(without(before(), caret));
            case 'K' -> Optional.of(without(caret, text.length()));
            case 'U' -> Optional.of(without(0, caret));
            case 'W' -> Optional.of(without(wordBefore(), caret));
            default -> Optional.empty();
        };
    }

    private LineEdit insert(String more) {
        return text.length() + more.length() > LONGEST ? this : replaced(caret, caret, more);
    }

    /** The same with another text in the place of a stretch, and the caret behind it. */
    public LineEdit replaced(int from, int to, String by) {
        return new LineEdit(text.substring(0, from) + by + text.substring(to), from + by.length());
    }

    private LineEdit without(int from, int to) {
        return replaced(from, to, "");
    }

    private LineEdit at(int place) {
        return new LineEdit(text, place);
    }

    private int before() {
        return caret == 0 ? 0 : text.offsetByCodePoints(caret, -1);
    }

    private int behind() {
        return caret == text.length() ? caret : text.offsetByCodePoints(caret, 1);
    }

    private int wordBefore() {
        int at = caret;
        while (at > 0 && text.charAt(at - 1) == ' ') {
            at--;
        }
        while (at > 0 && text.charAt(at - 1) != ' ') {
            at--;
        }
        return at;
    }
}
