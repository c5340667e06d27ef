package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translates a regular expression of Sigma's, which is Perl's dialect and is searched for anywhere, into that of
 * {@code regex}, which is POSIX's extended one and must match the whole text.
 *
 * <pre>
 * Alternation = Sequence, { "|", Sequence }
 * Sequence    = { Atom, [ "*" | "+" | "?" | "{n}" | "{n,}" | "{n,m}" ] }
 * Atom        = character | "." | "^" | "$" | "[" class "]" | "\" escape | "(" Alternation ")"
 * </pre>
 *
 * Lookarounds, backreferences, word boundaries, atomic groups and possessive quantifiers are refused: no automaton has
 * them. Without a wish for it case counts; with {@code i} the text is to be in lower case, and the result is too.
 */
final class RegexTranslator {
    /** Modifiers behind {@code re}. */
    enum Flag {
        IGNORE_CASE,
        MULTILINE,
        DOT_ALL
    }

    /** One character of any kind, ends of lines too. */
    static final String ANY = "(.|\\n)";

    private static final int LONGEST = 8000;
    private static final int MAX_DEPTH = 100;
    /** RE2 unrolls repetitions: the product of nested ones is bounded by what it takes for one. */
    private static final int MOST_REPEATS = 1000;

    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    /** A node of the expression. */
    private sealed interface Node {}

    private record Char(int c) implements Node {}

    private record Dot() implements Node {}

    private record Start() implements Node {}

    private record End() implements Node {}

    private record CharClass(CharSet set, boolean negated) implements Node {}

    private record Repeat(Node node, int least, int most) implements Node {}

    private record Sequence(List<Node> nodes) implements Node {}

    private record Alternation(List<Node> branches) implements Node {}

    private static final int ENDLESS = Integer.MAX_VALUE;

    private final String source;
    private final Place place;
    private final Set<Flag> flags;
    private int at;
    private int depth;
    private int repeats = 1;

    private RegexTranslator(String source, Set<Flag> flags, Place place) {
        this.source = source;
        this.place = place;
        this.flags = flags.isEmpty() ? EnumSet.noneOf(Flag.class) : EnumSet.copyOf(flags);
    }

    /**
     * What an expression became: a text with wildcards where that says it all, else an expression for the whole text.
     *
     * @param lower the text is to be compared in lower case
     * @param toEnd it ends where the text does
     */
    record Translated(Optional<SigmaText> text, String regex, boolean lower, boolean toEnd) {}

    static Translated translate(String source, Set<Flag> flags, Place place) throws RefusedException {
        return new RegexTranslator(source, flags, place).translate();
    }

    /** Characters as an expression for them alone. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
                escaped.append('\\');
            }
            escaped.append(text.charAt(i));
        }
        return escaped.toString();
    }

    private Translated translate() throws RefusedException {
        if (source.length() > LONGEST) {
            throw refused("it is longer than " + LONGEST + " characters");
        }
        takeLeadingFlags();
        Node whole = alternation();
        if (at < source.length()) {
            throw refused("a ')' without its '('");
        }
        boolean lower = flags.contains(Flag.IGNORE_CASE);
        List<Node> nodes = new ArrayList<>(whole instanceof Sequence sequence ? sequence.nodes() : List.of(whole));
        boolean multiline = flags.contains(Flag.MULTILINE);
        boolean fromStart = !nodes.isEmpty() && nodes.get(0) instanceof Start;
        if (fromStart) {
            nodes.remove(0);
        }
        boolean toEnd = !nodes.isEmpty() && nodes.get(nodes.size() - 1) instanceof End;
        if (toEnd) {
            nodes.remove(nodes.size() - 1);
        }
        // Searched for anywhere, a run of anything at an open end says nothing.
        while (!fromStart && !nodes.isEmpty() && isRun(nodes.get(0))) {
            nodes.remove(0);
        }
        while (!toEnd && !nodes.isEmpty() && isRun(nodes.get(nodes.size() - 1))) {
            nodes.remove(nodes.size() - 1);
        }
        if (multiline && nodes.stream().anyMatch(RegexTranslator::hasAnchor)) {
            throw refused("with |m, ^ and $ can be translated at its ends alone");
        }
        boolean lines = multiline && (fromStart || toEnd);
        Optional<SigmaText> text = lines ? Optional.empty() : asText(nodes, !fromStart, !toEnd, lower);
        StringBuilder regex = new StringBuilder();
        regex.append(fromStart ? multiline ? "(" + ANY + "*\\n)?" : "" : ANY + "*");
        nodes.forEach(node -> writeInner(node, regex));
        regex.append(toEnd ? multiline ? "(\\n" + ANY + "*)?" : "" : ANY + "*");
        return new Translated(text, regex.toString(), lower, toEnd);
    }

    /** {@code .*} */
    private static boolean isRun(Node node) {
        return node instanceof Repeat repeat
                && repeat.node() instanceof Dot
                && repeat.least() == 0
                && repeat.most() == ENDLESS;
    }

    private static boolean hasAnchor(Node node) {
        if (node instanceof Start || node instanceof End) {
            return true;
        }
        if (node instanceof Repeat repeat) {
            return hasAnchor(repeat.node());
        }
        List<Node> inner = node instanceof Sequence sequence
                ? sequence.nodes()
                : node instanceof Alternation alternation ? alternation.branches() : List.of();
        return inner.stream().anyMatch(RegexTranslator::hasAnchor);
    }

    /** Plain characters, which simpler operators compare. */
    private static Optional<SigmaText> asText(List<Node> nodes, boolean before, boolean behind, boolean lower) {
        StringBuilder text = new StringBuilder();
        for (Node node : nodes) {
            if (!(node instanceof Char single)) {
                return Optional.empty();
            }
            text.appendCodePoint(single.c());
        }
        String characters = lower ? SigmaText.lower(text.toString()) : text.toString();
        return Optional.of(SigmaText.literal(characters).open(before, behind));
    }

    private void write(Node node, StringBuilder out) {
        boolean lower = flags.contains(Flag.IGNORE_CASE);
        if (node instanceof Char single) {
            int c = lower && single.c() >= 'A' && single.c() <= 'Z' ? single.c() + 32 : single.c();
            out.append(escaped(Character.toString(c)));
        } else if (node instanceof Dot) {
            out.append(flags.contains(Flag.DOT_ALL) ? ANY : ".");
        } else if (node instanceof Start) {
            out.append('^');
        } else if (node instanceof End) {
            out.append('$');
        } else if (node instanceof CharClass set) {
            (lower ? set.set().lower() : set.set()).write(set.negated(), out);
        } else if (node instanceof Repeat repeat) {
            boolean group = repeat.node() instanceof Sequence
                    || repeat.node() instanceof Alternation
                    || repeat.node() instanceof Repeat;
            out.append(group ? "(" : "");
            write(repeat.node(), out);
            out.append(group ? ")" : "").append(times(repeat));
        } else if (node instanceof Sequence sequence) {
            sequence.nodes().forEach(inner -> writeInner(inner, out));
        } else if (node instanceof Alternation alternation) {
            for (int i = 0; i < alternation.branches().size(); i++) {
                out.append(i == 0 ? "" : "|");
                write(alternation.branches().get(i), out);
            }
        }
    }

    private void writeInner(Node node, StringBuilder out) {
        boolean group = node instanceof Alternation;
        out.append(group ? "(" : "");
        write(node, out);
        out.append(group ? ")" : "");
    }

    private static String times(Repeat repeat) {
        if (repeat.most() == ENDLESS) {
            return repeat.least() == 0 ? "*" : repeat.least() == 1 ? "+" : "{" + repeat.least() + ",}";
        }
        if (repeat.least() == 0 && repeat.most() == 1) {
            return "?";
        }
        return repeat.least() == repeat.most()
                ? "{" + repeat.least() + "}"
                : "{" + repeat.least() + "," + repeat.most() + "}";
    }

    /** {@code (?i)} and its like before everything else. */
    private void takeLeadingFlags() throws RefusedException {
        while (source.startsWith("(?", at)) {
            int close = source.indexOf(')', at);
            String letters = close < 0 ? "" : source.substring(at + 2, close);
            if (!letters.matches("[ims]+")) {
                return;
            }
            for (int i = 0; i < letters.length(); i++) {
                flags.add(
                        switch (letters.charAt(i)) {
                            case 'i' -> Flag.IGNORE_CASE;
                            case 'm' -> Flag.MULTILINE;
                            default -> Flag.DOT_ALL;
                        });
            }
            at = close + 1;
        }
    }

    private Node alternation() throws RefusedException {
        if (++depth > MAX_DEPTH) {
            throw refused("it is nested deeper than " + MAX_DEPTH + " levels");
        }
        List<Node> branches = new ArrayList<>();
        branches.add(sequence());
        while (is('|')) {
            at++;
            branches.add(sequence());
        }
        depth--;
        return branches.size() == 1 ? branches.get(0) : new Alternation(branches);
    }

    private Node sequence() throws RefusedException {
        List<Node> nodes = new ArrayList<>();
        while (at < source.length() && !is('|') && !is(')')) {
            nodes.add(repeated());
        }
        return nodes.size() == 1 ? nodes.get(0) : new Sequence(nodes);
    }

    private Node repeated() throws RefusedException {
        int start = at;
        int before = repeats;
        // A group's repetitions are multiplied with those around it, which are known only behind it.
        repeats = 1;
        Node node = atom();
        int inside = repeats;
        int[] times = quantifier();
        repeats = before;
        if (times.length == 0) {
            repeats = Math.max(before, inside);
            return node;
        }
        if (node instanceof Start || node instanceof End) {
            at = start;
            throw refused("an anchor cannot be repeated");
        }
        int unrolled = times[1] == ENDLESS ? Math.max(1, times[0]) : Math.max(1, times[1]);
        if ((long) inside * unrolled > MOST_REPEATS) {
            at = start;
            throw refused("it repeats more than " + MOST_REPEATS + " times");
        }
        repeats = Math.max(before, inside * unrolled);
        if (is('+')) {
            throw refused("possessive quantifiers are not of the dialect of our rules");
        }
        if (is('?')) {
            // Lazy or not, the same texts match.
            at++;
        }
        if (quantifier().length > 0) {
            throw refused("a quantifier stands behind another");
        }
        return new Repeat(node, times[0], times[1]);
    }

    /** Least and most times; none if no quantifier stands here. */
    private int[] quantifier() throws RefusedException {
        if (at >= source.length()) {
            return new int[0];
        }
        return switch (source.charAt(at)) {
            case '*' -> taken(0, ENDLESS);
            case '+' -> taken(1, ENDLESS);
            case '?' -> taken(0, 1);
            case '{' -> counted();
            default -> new int[0];
        };
    }

    private int[] taken(int least, int most) {
        at++;
        return new int[] {least, most};
    }

    private int[] counted() throws RefusedException {
        int close = source.indexOf('}', at);
        String inside = close < 0 ? "" : source.substring(at + 1, close);
        if (!inside.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
            // An ordinary brace, as in Perl.
            return new int[0];
        }
        int comma = inside.indexOf(',');
        int least = Integer.parseInt(comma < 0 ? inside : inside.substring(0, comma));
        int most = comma < 0
                ? least
                : comma == inside.length() - 1 ? ENDLESS : Integer.parseInt(inside.substring(comma + 1));
        if (most < least) {
            throw refused("{" + inside + "} has more at least than at most");
        }
        at = close + 1;
        return new int[] {least, most};
    }

    private Node atom() throws RefusedException {
        int c = source.codePointAt(at);
        return switch (c) {
            case '(' -> group();
            case '[' -> charClass();
            case '\\' -> escape();
            case '.' -> behind(1, new Dot());
            case '^' -> behind(1, new Start());
            case '$' -> behind(1, new End());
            case '*', '+', '?' -> throw refused("nothing stands before '" + (char) c + "' to repeat");
            default -> behind(Character.charCount(c), new Char(c));
        };
    }

    private Node behind(int characters, Node node) {
        at += characters;
        return node;
    }

    private Node group() throws RefusedException {
        int start = at;
        at++;
        if (is('*')) {
            throw refused("verbs, (*...), are not of the dialect of our rules");
        }
        if (is('?')) {
            groupKind();
        }
        Node inner = alternation();
        if (!is(')')) {
            at = start;
            throw refused("a '(' without its ')'");
        }
        at++;
        return inner;
    }

    private void groupKind() throws RefusedException {
        if (source.startsWith("?:", at)) {
            at += 2;
            return;
        }
        if (source.startsWith("?=", at)
                || source.startsWith("?!", at)
                || source.startsWith("?<=", at)
                || source.startsWith("?<!", at)) {
            throw refused("lookarounds are not of the dialect of our rules");
        }
        if (source.startsWith("?>", at)) {
            throw refused("atomic groups are not of the dialect of our rules");
        }
        int close = source.indexOf('>', at);
        if (close > 0 && source.substring(at, close + 1).matches("\\?P?<[A-Za-z_][A-Za-z0-9_]*>")) {
            at = close + 1;
            return;
        }
        throw refused("this kind of group is not of the dialect of our rules");
    }

    private Node escape() throws RefusedException {
        CharSet set = setEscape();
        if (set != null) {
            boolean negated = Character.isUpperCase(source.charAt(at + 1));
            at += 2;
            return new CharClass(set, negated);
        }
        char c = at + 1 < source.length() ? source.charAt(at + 1) : 0;
        if (c == 'A') {
            return behind(2, new Start());
        }
        if (c == 'z' || c == 'Z') {
            return behind(2, new End());
        }
        return new Char(charEscape());
    }

    /** The characters of {@code \d}, {@code \w}, {@code \s} or of what they leave out; null for another escape. */
    private @Nullable CharSet setEscape() {
        if (at + 1 >= source.length()) {
            return null;
        }
        return switch (Character.toLowerCase(source.charAt(at + 1))) {
            case 'd' -> new CharSet().add('0', '9');
            case 'w' -> new CharSet().add('0', '9').add('A', 'Z').add('_', '_').add('a', 'z');
            case 's' -> new CharSet().add('\t', '\r').add(' ', ' ');
            default -> null;
        };
    }

    private int charEscape() throws RefusedException {
        if (at + 1 >= source.length()) {
            throw refused("it ends in a backslash");
        }
        int c = source.codePointAt(at + 1);
        if (c == 'x') {
            return hex();
        }
        if (c >= '1' && c <= '9') {
            throw refused("backreferences are not of the dialect of our rules");
        }
        if (c == 'b' || c == 'B') {
            throw refused("word boundaries are not of the dialect of our rules");
        }
        int plain = switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            case 'a' -> 7;
            case 'e' -> 27;
            default -> c;
        };
        if (plain == c && (c == '0' || c < 128 && Character.isLetter(c))) {
            throw refused("\\" + (char) c + " is not of the dialect of our rules");
        }
        at += 1 + Character.charCount(c);
        return plain;
    }

    private int hex() throws RefusedException {
        int from = at + 2;
        boolean braced = from < source.length() && source.charAt(from) == '{';
        int to = braced ? source.indexOf('}', from) : Math.min(from + 2, source.length());
        String digits = to < 0 ? "" : source.substring(braced ? from + 1 : from, to);
        if (!digits.matches("[0-9A-Fa-f]{1,6}")
                || !braced && digits.length() != 2
                || !Character.isValidCodePoint(Integer.parseInt(digits, 16))) {
            throw refused("\\x takes two hexadecimal digits, or more in braces");
        }
        int c = Integer.parseInt(digits, 16);
        if (c == 0) {
            throw refused("texts of a capture hold no zero byte");
        }
        at = braced ? to + 1 : to;
        return c;
    }

    private Node charClass() throws RefusedException {
        int start = at;
        at++;
        boolean negated = is('^');
        at += negated ? 1 : 0;
        CharSet set = new CharSet();
        boolean first = true;
        while (first || !is(']')) {
            if (at >= source.length()) {
                at = start;
                throw refused("a '[' without its ']'");
            }
            member(set);
            first = false;
        }
        at++;
        return new CharClass(set, negated);
    }

    private void member(CharSet set) throws RefusedException {
        if (source.startsWith("[:", at)) {
            int close = source.indexOf(":]", at);
            String name = close < 0 ? "" : source.substring(at + 2, close);
            if (!name.matches("[a-z]+")) {
                set.add('[', '[');
                at++;
                return;
            }
            if (!set.addPosix(name)) {
                throw refused("[:" + name + ":] is not of the dialect of our rules");
            }
            at = close + 2;
            return;
        }
        if (is('\\')) {
            CharSet inner = setEscape();
            if (inner != null) {
                if (Character.isUpperCase(source.charAt(at + 1))) {
                    inner = inner.complement();
                }
                set.addAll(inner);
                at += 2;
                return;
            }
        }
        int low = single();
        if (is('-') && at + 1 < source.length() && source.charAt(at + 1) != ']') {
            int dash = at;
            at++;
            if (is('\\') && setEscape() != null) {
                at = dash;
                set.add(low, low);
                return;
            }
            int high = single();
            if (high < low) {
                at = dash;
                throw refused("a range ends before it begins");
            }
            set.add(low, high);
        } else {
            set.add(low, low);
        }
    }

    private int single() throws RefusedException {
        if (is('\\')) {
            if (source.startsWith("\\b", at)) {
                at += 2;
                return '\b';
            }
            return charEscape();
        }
        if (at >= source.length()) {
            throw refused("a '[' without its ']'");
        }
        int c = source.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private boolean is(char c) {
        return at < source.length() && source.charAt(at) == c;
    }

    private RefusedException refused(String reason) {
        return new RefusedException(
                place, String.format(Locale.ROOT, "regular expression, character %d: %s", at + 1, reason));
    }
}
