package lanner.cli.tui.terminal;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import lanner.cli.tui.text.Key;
import lanner.cli.tui.text.Key.Kind;
import org.jline.utils.ClosedException;
import org.jline.utils.NonBlockingReader;

/**
 * Reads keys from what a terminal sends. A key is a character or a sequence that begins with ESC (ECMA-48, 5.4); a sequence
 * that stands for no key of ours is passed over as a whole, so that none of its characters is taken for a key.
 */
final class KeyReader {
    private static final int ESC = 27;
    private static final int DEL = 127;
    private static final int LONGEST_SEQUENCE = 64;
    /** What belongs together may arrive in two packets; a person who presses Escape waits for this. */
    private static final long TOGETHER_MILLIS = 80;

    /** What stands behind ESC, as xterm, screen, tmux, the Linux console, rxvt and a VT100 send it. */
    private static final Map<String, Kind> SEQUENCES = Map.ofEntries(
            // spotless:off
            Map.entry("[A", Kind.UP), Map.entry("OA", Kind.UP),
            Map.entry("[B", Kind.DOWN), Map.entry("OB", Kind.DOWN),
            Map.entry("[C", Kind.RIGHT), Map.entry("OC", Kind.RIGHT),
            Map.entry("[D", Kind.LEFT), Map.entry("OD", Kind.LEFT),
            Map.entry("[H", Kind.HOME), Map.entry("OH", Kind.HOME), Map.entry("[1~", Kind.HOME), Map.entry("[7~", Kind.HOME),
            Map.entry("[F", Kind.END), Map.entry("OF", Kind.END), Map.entry("[4~", Kind.END), Map.entry("[8~", Kind.END),
            Map.entry("[3~", Kind.DELETE),
            Map.entry("[5~", Kind.PAGE_UP), Map.entry("[6~", Kind.PAGE_DOWN),
            Map.entry("[Z", Kind.BACK_TAB), Map.entry("OM", Kind.ENTER));
            // spotless:on

    private final NonBlockingReader in;

    KeyReader(NonBlockingReader in) {
        this.in = in;
    }

    /**
     * Waits for a key.
     *
     * @return empty when no more will come: the terminal is gone
     */
    Optional<Key> read() throws IOException {
        try {
            return next();
        } catch (ClosedException e) {
            // The end, as a reader says it whose other side was closed.
            return Optional.empty();
        }
    }

    private Optional<Key> next() throws IOException {
        while (true) {
            int c = in.read();
            if (c < 0) {
                return Optional.empty();
            }
            Optional<Key> key = c == ESC ? sequence() : Optional.of(plain(c));
            if (key.isPresent()) {
                return key;
            }
        }
    }

    private Key plain(int c) throws IOException {
        switch (c) {
            case '\r', '\n' -> {
                return Key.of(Kind.ENTER);
            }
            case '\t' -> {
                return Key.of(Kind.TAB);
            }
            case DEL, '\b' -> {
                return Key.of(Kind.BACKSPACE);
            }
            default -> {
                if (c < ' ') {
                    return Key.control((char) (c + '@'));
                }
                if (Character.isHighSurrogate((char) c)) {
                    int low = in.read(TOGETHER_MILLIS);
                    return Key.character(
                            low > 0 && Character.isLowSurrogate((char) low)
                                    ? Character.toCodePoint((char) c, (char) low)
                                    : '\uFFFD');
                }
                return Key.character(c);
            }
        }
    }

    /** What comes behind ESC: nothing, for the key of that name; else up to its last character. */
    private Optional<Key> sequence() throws IOException {
        int first = in.peek(TOGETHER_MILLIS);
        if (first == NonBlockingReader.READ_EXPIRED || first < 0) {
            return Optional.of(Key.of(Kind.ESCAPE));
        }
        if (first != '[' && first != 'O') {
            // Escape, and another key soon behind it.
            return Optional.of(Key.of(Kind.ESCAPE));
        }
        in.read();
        StringBuilder text = new StringBuilder().append((char) first);
        while (text.length() < LONGEST_SEQUENCE) {
            int c = in.read(TOGETHER_MILLIS);
            if (c < 0) {
                break;
            }
            text.append((char) c);
            // The Linux console has [[A for F1; else 0x40 to 0x7e ends a sequence.
            boolean isLast = first == 'O' || c >= '@' && c <= '~' && !(c == '[' && text.length() == 2);
            if (isLast) {
                break;
            }
        }
        return Optional.ofNullable(SEQUENCES.get(text.toString())).map(Key::of);
    }
}
