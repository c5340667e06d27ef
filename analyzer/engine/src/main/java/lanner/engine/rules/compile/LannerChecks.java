package lanner.engine.rules.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Walker;
import lanner.engine.lang.check.EventNames;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.text.Characters;
import lanner.engine.text.Nearest;
import org.jspecify.annotations.Nullable;

/**
 * What Falco loads without a word and is a mistake all the same: names of lists that do not exist, lists filled into
 * quoted text, comparisons that are never true.
 */
final class LannerChecks {
    /** Lists are named in the plural; programs with a {@code _} in their name are not. */
    private static final Pattern LIST_LIKE = Pattern.compile("[a-z]+(?:_[a-z0-9]+)*_[a-z0-9]+s");

    private static final int SHORTEST_GUESS = 5;
    private static final int MOST_EDITS = 2;
    private static final int MOST_GUESSES = 2_000;

    private final Set<String> lists = new HashSet<>();
    private final List<Word> longLists = new ArrayList<>();

    /** All words that were asked whether a list is meant. */
    private final Map<String, Word> guessed = new HashMap<>();

    /** The name of a list, or a word that may be meant for one, and its {@link #letters}. */
    private record Word(String text, long letters) {
        Word(String text) {
            this(text, LannerChecks.letters(text));
        }

        boolean isNear(Word list) {
            return Long.bitCount(letters ^ list.letters) <= 2 * MOST_EDITS
                    && text.length() >= SHORTEST_GUESS
                    && LannerChecks.isNear(text, list.text);
        }
    }

    /** Takes the name of a list in. */
    void add(String list) {
        lists.add(list);
        if (list.length() >= SHORTEST_GUESS) {
            longLists.add(new Word(list));
        }
    }

    /** Whether a text that was looked at before would be doubted otherwise, were there a list of this name. */
    boolean mayBeMeant(String list) {
        Word name = new Word(list);
        return guessed.containsKey(list) || guessed.values().stream().anyMatch(word -> word.isNear(name));
    }

    /** A condition as it was written; empty for one that parses only with its lists filled in: that is its author's wish. */
    static Optional<Expr> parse(String condition) {
        try {
            return Optional.of(Conditions.parse(condition));
        } catch (ConditionException e) {
            return Optional.empty();
        }
    }

    /** Looks at a condition as it was written, and its tree; reports a code and a message for each doubt. */
    void text(String condition, Optional<Expr> tree, BiConsumer<FindingCode, String> report) {
        quotedLists(condition, report);
        tree.ifPresent(new Operands(report)::walk);
    }

    private void quotedLists(String condition, BiConsumer<FindingCode, String> report) {
        if (!Characters.hasAny(condition, "\"'")) {
            return;
        }
        char quote = 0;
        int start = 0;
        for (int i = 0; i < condition.length(); i++) {
            char c = condition.charAt(i);
            boolean closes = quote != 0 && c == quote && condition.charAt(i - 1) != '\\';
            if (quote != 0 && (closes || Delimiters.isDelimiter(c))) {
                String word = condition.substring(start, i);
                boolean bounded =
                        start > 0 && Delimiters.isDelimiter(condition.charAt(start - 1)) && Delimiters.isDelimiter(c);
                if (bounded && lists.contains(word)) {
                    report.accept(
                            FindingCode.LANNER_LIST_IN_QUOTES,
                            "The list '" + word + "' is filled in inside quoted text, as Falco does");
                }
                start = i + 1;
            }
            if (closes) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                start = i + 1;
            }
        }
    }

    /** Looks at what comparisons compare with. */
    private final class Operands extends Walker {
        private final BiConsumer<FindingCode, String> report;
        private final Set<String> words = new HashSet<>();

        Operands(BiConsumer<FindingCode, String> report) {
            this.report = report;
        }

        @Override
        protected void compare(Expr.Compare node) {
            if (node.right() instanceof Expr.ListLiteral list) {
                if (list.items().isEmpty()) {
                    report.accept(
                            FindingCode.LANNER_ALWAYS_FALSE,
                            "A comparison with an empty list is never true: " + Conditions.canonical(node));
                }
                if (!isEventType(node)) {
                    for (Expr.Literal item : list.items()) {
                        if (!item.quoted()) {
                            guess(item.text());
                        }
                    }
                }
            } else if (node.right() instanceof Expr.Identifier identifier && !isEventType(node)) {
                guess(identifier.name());
            }
        }

        private boolean isEventType(Expr.Compare node) {
            return node.left() instanceof Expr.FieldRef field && EventNames.isNamedBy(field.name());
        }

        private void guess(String word) {
            if (lists.contains(word) || words.size() > MOST_GUESSES || !words.add(word)) {
                return;
            }
            Word near = near(guessed.computeIfAbsent(word, Word::new));
            if (near != null) {
                report.accept(
                        FindingCode.LANNER_UNKNOWN_LIST,
                        "'" + word + "' is no list and is compared as text; there is a list '" + near.text() + "'");
            } else if (word.endsWith("s") && LIST_LIKE.matcher(word).matches()) {
                report.accept(
                        FindingCode.LANNER_UNKNOWN_LIST,
                        "'" + word + "' looks like a list's name and is compared as text: there is no such list");
            }
        }
    }

    private @Nullable Word near(Word word) {
        for (Word list : longLists) {
            if (word.isNear(list)) {
                return list;
            }
        }
        return null;
    }

    /** Which letters stand in a word, a bit each. A letter put in, left out or changed makes a difference of two bits at most. */
    private static long letters(String word) {
        long letters = 0;
        for (int i = 0; i < word.length(); i++) {
            letters |= 1L << word.charAt(i);
        }
        return letters;
    }

    /** Whether two names differ by at most two letters put in, left out or changed. */
    static boolean isNear(String one, String other) {
        return Math.abs(one.length() - other.length()) <= MOST_EDITS
                && other.length() >= SHORTEST_GUESS
                && Nearest.distance(one, other, MOST_EDITS) <= MOST_EDITS;
    }

    /** The names of lists that stand in a condition, in order. */
    Set<String> listsIn(String condition) {
        Set<String> found = new LinkedHashSet<>();
        int start = 0;
        for (int i = 0; i <= condition.length(); i++) {
            if (i == condition.length() || Delimiters.isDelimiter(condition.charAt(i))) {
                if (i > start && lists.contains(condition.substring(start, i))) {
                    found.add(condition.substring(start, i));
                }
                start = i + 1;
            }
        }
        return found;
    }
}
