package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition of a Sigma rule.
 *
 * <pre>
 * Or         = And, { "or", And }
 * And        = Not, { "and", Not }
 * Not        = { "not" }, Operand
 * Operand    = "(", Or, ")" | Quantifier, "of", ( "them" | Pattern ) | Identifier
 * Quantifier = "1" | "any" | "all"
 * Identifier = letters, digits, _ and -; a Pattern may hold * besides
 * </pre>
 *
 * Keywords may be in any letter case.
 */
sealed interface SigmaCondition {
    /** A search identifier by its name. */
    record Ref(String name) implements SigmaCondition {}

    /** All, or at least one, of the search identifiers that a pattern names. */
    record Of(boolean all, String pattern) implements SigmaCondition {}

    record All(List<SigmaCondition> parts) implements SigmaCondition {}

    record Any(List<SigmaCondition> parts) implements SigmaCondition {}

    record Not(SigmaCondition part) implements SigmaCondition {}

    /** Reads a condition; the reason of a refusal names the character, counted from 1. */
    static SigmaCondition parse(String text, Place place) throws RefusedException {
        return new Parser(text, place).parse();
    }

    /** A method for each production. */
    final class Parser {
        private static final int LONGEST = 100_000;
        private static final int MAX_DEPTH = 200;
        private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[A-Za-z0-9_*-]+)");

        private final String text;
        private final Place place;
        private final Matcher tokens;
        private String token = "";
        private int at;
        private int depth;

        Parser(String text, Place place) {
            this.text = text;
            this.place = place;
            this.tokens = TOKEN.matcher(text);
        }

        SigmaCondition parse() throws RefusedException {
            if (text.length() > LONGEST) {
                throw new RefusedException(place, "the condition is longer than " + LONGEST + " characters");
            }
            next();
            SigmaCondition whole = or();
            if (!token.isEmpty()) {
                throw unexpected("the end, 'and' or 'or'");
            }
            return whole;
        }

        private SigmaCondition or() throws RefusedException {
            List<SigmaCondition> parts = new ArrayList<>();
            parts.add(and());
            while (isWord("or")) {
                next();
                parts.add(and());
            }
            return parts.size() == 1 ? parts.get(0) : new Any(parts);
        }

        private SigmaCondition and() throws RefusedException {
            List<SigmaCondition> parts = new ArrayList<>();
            parts.add(not());
            while (isWord("and")) {
                next();
                parts.add(not());
            }
            return parts.size() == 1 ? parts.get(0) : new All(parts);
        }

        private SigmaCondition not() throws RefusedException {
            boolean negated = false;
            while (isWord("not")) {
                next();
                negated = !negated;
            }
            SigmaCondition operand = operand();
            return negated ? new Not(operand) : operand;
        }

        private SigmaCondition operand() throws RefusedException {
            if (token.equals("(")) {
                if (++depth > MAX_DEPTH) {
                    throw refused("it is nested deeper than " + MAX_DEPTH + " levels");
                }
                next();
                SigmaCondition inner = or();
                if (!token.equals(")")) {
                    throw unexpected("')'");
                }
                depth--;
                next();
                return inner;
            }
            if (token.isEmpty() || token.equals(")") || isKeyword()) {
                throw unexpected("a search identifier, '(' or '1 of'");
            }
            String name = token;
            int start = at;
            next();
            if (isWord("of")) {
                return of(name, start);
            }
            if (name.contains("*")) {
                at = start;
                throw refused("'" + name + "' needs '1 of' or 'all of' before it");
            }
            return new Ref(name);
        }

        private SigmaCondition of(String quantifier, int start) throws RefusedException {
            boolean all = quantifier.equalsIgnoreCase("all");
            if (!all && !quantifier.equals("1") && !quantifier.equalsIgnoreCase("any")) {
                at = start;
                throw refused(
                        "'" + quantifier + " of' is not part of Sigma 2: there are '1 of', 'any of' and 'all of'");
            }
            next();
            if (token.isEmpty() || token.equals("(") || token.equals(")")) {
                throw unexpected("'them' or a pattern of search identifiers");
            }
            String pattern = isWord("them") ? "*" : token;
            next();
            return new Of(all, pattern);
        }

        private boolean isWord(String word) {
            return token.equalsIgnoreCase(word);
        }

        private boolean isKeyword() {
            return switch (token.toLowerCase(Locale.ROOT)) {
                case "and", "or", "of" -> true;
                default -> false;
            };
        }

        private void next() throws RefusedException {
            int from = at + token.length();
            if (isBlank(from)) {
                at = text.length();
                token = "";
                return;
            }
            tokens.region(from, text.length());
            if (!tokens.lookingAt()) {
                at = from;
                while (Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                if (text.charAt(at) == '|') {
                    throw refused("aggregations ('| count()') count events, and a rule sees one at a time");
                }
                throw refused("'" + text.charAt(at) + "' does not belong there");
            }
            token = tokens.group(1);
            at = tokens.start(1);
        }

        private boolean isBlank(int from) {
            for (int i = from; i < text.length(); i++) {
                if (!Character.isWhitespace(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        private RefusedException unexpected(String wanted) {
            return refused((token.isEmpty() ? "it ends" : "'" + token + "' stands") + " where " + wanted + " belongs");
        }

        private RefusedException refused(String reason) {
            return new RefusedException(place, "condition, character " + (at + 1) + ": " + reason);
        }
    }
}
