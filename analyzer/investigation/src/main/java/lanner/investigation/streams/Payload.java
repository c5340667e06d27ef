package lanner.investigation.streams;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lanner.engine.alert.AlertText;

/** Bytes as lines that can be shown: nothing in them moves a cursor, hides or turns text round. */
public final class Payload {
    private static final int TEXT_WIDTH = 120;
    private static final int DOTTED_WIDTH = 96;
    private static final int HEX_WIDTH = 16;
    private static final String HEX_PREFIX = "hex:";

    private Payload() {}

    /** How bytes are written. */
    public enum Form {
        /** UTF-8, a line for each line; other bytes are escaped. */
        TEXT("Text"),
        /** Offset, sixteen bytes, and their characters. */
        HEX("Hex"),
        /** A character for each byte, a dot for what is no printable ASCII. */
        DOTTED("Dotted");

        private final String words;

        Form(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** How many lines the bytes make. */
    public static int count(byte[] data, Form form) {
        return switch (form) {
            case TEXT -> ends(data, TEXT_WIDTH).length;
            case HEX -> (data.length + HEX_WIDTH - 1) / HEX_WIDTH;
            case DOTTED -> (data.length + DOTTED_WIDTH - 1) / DOTTED_WIDTH;
        };
    }

    public static List<String> lines(byte[] data, Form form) {
        return switch (form) {
            case TEXT -> text(data, TEXT_WIDTH);
            case HEX -> hex(data);
            case DOTTED -> dotted(data);
        };
    }

    /** The same, text in lines of at most so many bytes. */
    public static List<String> lines(byte[] data, Form form, int textWidth) {
        return form == Form.TEXT ? text(data, textWidth) : lines(data, form);
    }

    /** The line that a byte stands on, from 0. */
    public static int lineOf(byte[] data, Form form, int offset) {
        if (form != Form.TEXT) {
            return offset / (form == Form.HEX ? HEX_WIDTH : DOTTED_WIDTH);
        }
        int at = Arrays.binarySearch(ends(data, TEXT_WIDTH), offset);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** Behind the last byte of each line, its line feed included. */
    private static int[] ends(byte[] data, int width) {
        int[] ends = new int[16];
        int lines = 0;
        int start = 0;
        while (start < data.length) {
            int end = start;
            while (end < data.length && end - start < width && data[end] != '\n') {
                end++;
            }
            if (end < data.length && data[end] == '\n') {
                end++;
            } else {
                end = wholeCharacter(data, start, end);
            }
            if (lines == ends.length) {
                ends = Arrays.copyOf(ends, lines * 2);
            }
            ends[lines++] = end;
            start = end;
        }
        return Arrays.copyOf(ends, lines);
    }

    /** Not in the middle of a character, if the bytes are UTF-8. */
    private static int wholeCharacter(byte[] data, int start, int end) {
        int back = end;
        while (back < data.length && back > start + 1 && end - back < 3 && (data[back] & 0xC0) == 0x80) {
            back--;
        }
        return back < data.length && (data[back] & 0xC0) == 0x80 ? end : back;
    }

    private static List<String> text(byte[] data, int width) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end : ends(data, width)) {
            int length = end - start;
            if (length > 0 && data[end - 1] == '\n') {
                length--;
                // A carriage return at a line's end says no more than the end does.
                if (length > 0 && data[start + length - 1] == '\r') {
                    length--;
                }
            }
            String latin = new String(data, start, length, StandardCharsets.ISO_8859_1);
            lines.add(AlertText.visible(latin.replace("\t", "    ")));
            start = end;
        }
        return lines;
    }

    private static List<String> hex(byte[] data) {
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < data.length; start += HEX_WIDTH) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%08x  ", start));
            int end = Math.min(data.length, start + HEX_WIDTH);
            for (int i = start; i < start + HEX_WIDTH; i++) {
                line.append(i < end ? String.format(Locale.ROOT, "%02x ", data[i] & 0xFF) : "   ");
                line.append(i - start == HEX_WIDTH / 2 - 1 ? " " : "");
            }
            line.append(' ').append(dots(data, start, end));
            lines.add(line.toString());
        }
        return lines;
    }

    private static List<String> dotted(byte[] data) {
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < data.length; start += DOTTED_WIDTH) {
            lines.add(dots(data, start, Math.min(data.length, start + DOTTED_WIDTH)));
        }
        return lines;
    }

    private static String dots(byte[] data, int from, int to) {
        StringBuilder dots = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            dots.append(data[i] >= 32 && data[i] < 127 ? (char) data[i] : '.');
        }
        return dots.toString();
    }

    /**
     * What is to be looked for: the text's bytes, or for {@code hex:1f 8b} those bytes.
     *
     * @return empty for text that says no bytes
     */
    public static Optional<byte[]> wanted(String text) {
        if (text.toLowerCase(Locale.ROOT).startsWith(HEX_PREFIX)) {
            String digits = text.substring(HEX_PREFIX.length()).replaceAll("\\s", "");
            boolean good = !digits.isEmpty() && digits.length() % 2 == 0 && digits.matches("[0-9a-fA-F]+");
            return good ? Optional.of(HexFormat.of().parseHex(digits)) : Optional.empty();
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The first place of some bytes, at an offset or behind it; -1 for none.
     *
     * @param exactly whether ASCII letters must be of the same case
     */
    public static int find(byte[] data, byte[] wanted, int from, boolean exactly) {
        for (int at = Math.max(0, from); at <= data.length - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && isSame(data[at + same], wanted[same], exactly)) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isSame(byte one, byte other, boolean exactly) {
        return one == other || !exactly && lower(one) == lower(other);
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }
}
