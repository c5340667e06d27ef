package lanner.product;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;

/** Text that may hold anything, made safe for a terminal: what somebody else wrote never reaches one as a command. */
public final class TerminalText {
    /** Whether what is printed goes to the log of a GitHub job, whose runner reads some texts as commands. */
    private static final boolean IN_GITHUB_JOB = "true".equals(System.getenv("GITHUB_ACTIONS"));

    private TerminalText() {}

    /**
     * Whether a character could move a cursor, hide, end a line or turn text round: the controls, DEL and C1 among them,
     * and Unicode's separators and marks of direction.
     */
    public static boolean isControl(int c) {
        return c < 32
                || c >= 127 && c < 160
                || c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || c >= 0x2028 && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069
                || c == 0xFEFF;
    }

    /**
     * The text with each such character as an escape; ends of lines too. In a job of GitHub Actions also what its runner would
     * take for a command, wherever in a line the text is printed: two colons at the beginning, and {@code ##[}.
     */
    public static String visible(String text) {
        return visible(text, IN_GITHUB_JOB);
    }

    static String visible(String text, boolean inGithubJob) {
        String safe = withoutControls(text);
        if (inGithubJob) {
            safe = safe.replace("##[", "##\\x5b");
            int start = 0;
            while (start < safe.length() && Character.isSpaceChar(safe.charAt(start))) {
                start++;
            }
            if (safe.startsWith("::", start)) {
                safe = safe.substring(0, start) + "\\x3a" + safe.substring(start + 1);
            }
        }
        return safe;
    }

    private static String withoutControls(String text) {
        if (text.chars().noneMatch(TerminalText::isControl)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                safe.append(escape(c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> String.format(Locale.ROOT, c < 256 ? "\\x%02x" : "\\u%04x", (int) c);
        };
    }

    /** A writer of messages to {@code terminal}: line feeds and tabs are written as they are, other controls as escapes. */
    public static PrintWriter messages(Writer terminal) {
        return new PrintWriter(new MessageWriter(terminal), true);
    }

    private static final class MessageWriter extends FilterWriter {
        MessageWriter(Writer terminal) {
            super(terminal);
        }

        @Override
        public void write(int c) throws IOException {
            write(new char[] {(char) c}, 0, 1);
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            write(new String(text, offset, length), 0, length);
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            int written = offset;
            for (int i = offset; i < offset + length; i++) {
                char c = text.charAt(i);
                if (isControl(c) && c != '\n' && c != '\t') {
                    out.write(text, written, i - written);
                    out.write(escape(c));
                    written = i + 1;
                }
            }
            out.write(text, written, offset + length - written);
        }
    }
}
