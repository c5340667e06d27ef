package lanner.cli.tui.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lanner.product.TerminalText;
import org.jline.utils.WCWidth;

/**
 * Text cut to columns of a terminal. Whatever could move the cursor, hide, turn text round, or take another number of columns
 * on another terminal is an escape: controls, marks of direction, joiners, parts of emoji that terminals join or do not, and
 * a combining mark that has nothing to combine with.
 *
 * @param text without anything that a terminal would take for a command
 * @param columns how many it takes
 * @param read how many chars of the text were read
 */
public record ShownText(String text, int columns, int read) {
    /** More marks on one letter are for hiding what is around it. */
    private static final int MOST_MARKS = 2;

    /**
     * As much of a text as fits.
     *
     * @param from the first char
     * @param columns how many there are
     */
    public static ShownText of(String text, int from, int columns, boolean unicode) {
        StringBuilder shown = new StringBuilder();
        int used = 0;
        int marks = MOST_MARKS;
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            boolean isMark = unicode && isSteady(c) && WCWidth.wcwidth(c) == 0 && marks < MOST_MARKS;
            boolean isLetter = isSteady(c) && (unicode ? WCWidth.wcwidth(c) > 0 : c < 127);
            String unit = isMark || isLetter ? Character.toString(c) : escape(c);
            int width = isMark ? 0 : isLetter ? Math.max(1, WCWidth.wcwidth(c)) : unit.length();
            if (used + width > columns) {
                break;
            }
            marks = isMark ? marks + 1 : isLetter ? 0 : MOST_MARKS;
            shown.append(unit);
            used += width;
            at += Character.charCount(c);
        }
        return new ShownText(shown.toString(), used, at);
    }

    /** A text over several lines, at most so many; what does not fit into these is counted on another. */
    public static List<String> wrapped(String text, int columns, int most, boolean unicode) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        do {
            if (lines.size() == most) {
                lines.add(String.format(Locale.ROOT, "(%,d characters more)", text.length() - at));
                return lines;
            }
            ShownText line = of(text, at, Math.max(1, columns), unicode);
            if (line.read() == at && at < text.length()) {
                // Not one character fits.
                return lines;
            }
            int end = line.read() == text.length() ? line.read() : wordEnd(text, at, line.read());
            lines.add(
                    end == line.read()
                            ? line.text()
                            : of(text.substring(at, end), 0, columns, unicode).text());
            at = end;
        } while (at < text.length());
        return lines;
    }

    /** Behind the last space of a line, where that leaves most of it. */
    private static int wordEnd(String text, int from, int to) {
        int space = text.lastIndexOf(' ', to - 1);
        return space > from + (to - from) / 2 ? space + 1 : to;
    }

    /** Whether terminals agree on how many columns a character takes. */
    private static boolean isSteady(int c) {
        if (TerminalText.isControl(c)) {
            return false;
        }
        boolean isPartOfEmoji =
                c >= 0x1F1E6 && c <= 0x1F1FF || c >= 0x1F3FB && c <= 0x1F3FF || c >= 0xFE00 && c <= 0xFE0F;
        boolean isFiller = c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x00AD;
        return !isPartOfEmoji
                && !isFiller
                && switch (Character.getType(c)) {
                    case Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.PRIVATE_USE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }

    private static String escape(int c) {
        if (TerminalText.isControl(c)) {
            return TerminalText.visible(Character.toString(c));
        }
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            return String.format(Locale.ROOT, "\\u%04x", c);
        }
        StringBuilder bytes = new StringBuilder();
        for (byte each : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            bytes.append(String.format(Locale.ROOT, "\\x%02x", each & 0xFF));
        }
        return bytes.toString();
    }
}
