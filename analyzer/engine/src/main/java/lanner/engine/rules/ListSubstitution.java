package lanner.engine.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts the items of lists where their names stand in a condition's text, as Falco does before parsing: anywhere, quoted
 * text included, if the characters on both sides are ends, blanks, parentheses, commas or an equals sign.
 */
final class ListSubstitution {
    /** No condition grows beyond this; lists of lists could otherwise multiply without end. */
    static final int MAX_LENGTH = 4_000_000;

    private ListSubstitution() {}

    /** Ends a substitution that grows too long. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("the condition grows beyond " + MAX_LENGTH + " characters with its lists in place");
        }
    }

    static String substitute(String condition, String name, List<String> items) throws TooLong {
        int found = next(condition, name, 0);
        if (found < 0) {
            return condition;
        }
        List<String> written = new ArrayList<>();
        for (String item : items) {
            boolean quote = item.indexOf(' ') >= 0 && !item.startsWith("\"") && !item.startsWith("'");
            written.add(quote ? "\"" + item + "\"" : item);
        }
        String joined = String.join(", ", written);
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (found >= 0) {
            int start = found;
            while (start > from && isBlank(condition.charAt(start - 1))) {
                start--;
            }
            int end = found + name.length();
            while (end < condition.length() && isBlank(condition.charAt(end))) {
                end++;
            }
            if (items.isEmpty()) {
                if (start > from && condition.charAt(start - 1) == ',') {
                    start--;
                } else if (end < condition.length() && condition.charAt(end) == ',') {
                    end++;
                }
            }
            text.append(condition, from, start);
            if (text.length() > 0) {
                text.append(' ');
            }
            text.append(joined).append(' ');
            if (text.length() > MAX_LENGTH) {
                throw new TooLong();
            }
            from = end;
            found = next(condition, name, from);
        }
        text.append(condition, from, condition.length());
        return text.toString();
    }

    /** Whether a name stands in a condition as a list's would. */
    static boolean uses(String condition, String name) {
        return next(condition, name, 0) >= 0;
    }

    private static int next(String text, String name, int from) {
        for (int at = text.indexOf(name, from); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean left = at == 0 || isBoundary(text.charAt(at - 1));
            boolean right = end == text.length() || isBoundary(text.charAt(end));
            if (left && right) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isBoundary(char c) {
        return isBlank(c) || c == '(' || c == ')' || c == ',' || c == '=';
    }
}
