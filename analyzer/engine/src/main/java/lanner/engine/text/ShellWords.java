package lanner.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Words of a command line as a shell would read them back: {@code tar -C 'my dir'}. */
public final class ShellWords {
    private static final String PLAIN = "_@%+=:./-";

    private ShellWords() {}

    /** The words of a list, each of which a NUL ends: {@code [-C, 'my dir']}. */
    public static String list(String words) {
        List<String> quoted = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= words.length(); i++) {
            boolean atEnd = i == words.length();
            if (atEnd ? i > start : words.charAt(i) == 0) {
                quoted.add(quote(words.substring(start, i)));
                start = i + 1;
            }
        }
        return "[" + String.join(", ", quoted) + "]";
    }

    /** A command line: {@code tar -C 'my dir'}. */
    public static String line(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    /**
     * One word: bare where a shell takes it as it is, else in single quotes; {@code $'a\nb'} where it holds controls.
     *
     * @param word bytes, a character each, or text
     */
    public static String quote(String word) {
        boolean plain = !word.isEmpty();
        boolean controls = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            plain &= c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c > 127
                    || PLAIN.indexOf(c) >= 0;
            controls |= c < 32 || c == 127;
        }
        if (plain) {
            return word;
        }
        return controls ? escaped(word) : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String escaped(String word) {
        StringBuilder text = new StringBuilder("$'");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                case '\'', '\\' -> text.append('\\').append(c);
                default -> {
                    if (c < 32 || c == 127) {
                        // Three digits: a digit that follows is not taken in.
                        text.append('\\')
                                .append((char) ('0' + c / 64))
                                .append((char) ('0' + c / 8 % 8))
                                .append((char) ('0' + c % 8));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.append('\'').toString();
    }
}
