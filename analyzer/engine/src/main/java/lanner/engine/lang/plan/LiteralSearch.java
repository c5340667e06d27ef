package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanner.engine.text.AsciiCase;

/**
 * Finds which of many literals a text holds, begins with or ends with, all in one pass: the automaton of A. Aho and M. Corasick, Efficient
 * String Matching, Communications of the ACM 18 (1975), whose steps are worked out when a text first takes them. Literals are added before
 * the first search; characters are bytes. Not thread safe.
 */
final class LiteralSearch {
    /** Where in a text a literal stands. */
    enum Place {
        ANYWHERE(0),
        START(1),
        END(2);

        private final int bit;

        Place(int bit) {
            this.bit = bit;
        }
    }

    private static final int PLACES = 3;
    /** So many characters of literals are taken: with all bytes in them the table of steps takes 2 MiB. */
    private static final int MOST_CHARACTERS = 4096;
    /** Longer ones are seldom, and steps behind them are worked out by recursion. */
    static final int LONGEST = 128;

    // An entry of the table of steps: a node; whether it is the trie's, to be completed; whether literals end there.
    private static final int NODE = (1 << 14) - 1;
    private static final int OF_TRIE = 1 << 14;
    private static final int ENDS = 1 << 15;

    /** Not 0, which is an entry that is not worked out. */
    private static final int ROOT = 1;

    private final boolean fold;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> literals = new ArrayList<>();
    private int characters;

    /** What the last search found: of each literal a bit for each place. */
    private long[] found = new long[0];

    private boolean isBuilt;
    /** Each character's column; 0 for one that is in no literal. */
    private final char[] columns = new char[256];

    private int width;
    /** For each node and column the next node; 0 where that is not worked out. */
    private char[] steps = new char[0];

    private int nodes;
    private int[] parents = new int[0];
    /** The column by which a node is reached from its parent. */
    private char[] arrivals = new char[0];

    /** The node of the longest part at the end of a node's text that is another node's; 0 where that is not worked out. */
    private int[] fallbacks = new int[0];
    /** The literal that ends at a node; -1 for none. */
    private int[] ending = new int[0];
    /** The longest part at a text's end, shorter than the node's own, at which a literal ends; the root for none. */
    private int[] shorter = new int[0];

    private byte[] text = new byte[256];

    /** @param fold whether ASCII letters of either case are the same */
    LiteralSearch(boolean fold) {
        this.fold = fold;
    }

    /**
     * Takes a literal.
     *
     * @return its number, the same for the same literal; -1 for one that is not searched for: too long or empty, or one of too many
     */
    int add(String given) {
        String literal = fold ? AsciiCase.lower(given) : given;
        Integer known = numbers.get(literal);
        if (known != null) {
            return known;
        }
        if (isBuilt
                || literal.isEmpty()
                || literal.length() > LONGEST
                || characters + literal.length() > MOST_CHARACTERS) {
            return -1;
        }
        for (int i = 0; i < literal.length(); i++) {
            if (literal.charAt(i) >= columns.length) {
                return -1;
            }
        }
        characters += literal.length();
        numbers.put(literal, literals.size());
        literals.add(literal);
        return literals.size() - 1;
    }

    /** The bit of {@link #found} that says whether a literal was at this place. */
    static int bit(int literal, Place place) {
        return literal * PLACES + place.bit;
    }

    /** What the last {@link #search} found, 64 bits a word. */
    long[] found() {
        return found;
    }

    /** Leaves nothing found: for what has no text. */
    void clear() {
        if (!isBuilt) {
            build();
        }
        Arrays.fill(found, 0);
    }

    /** Searches a text of bytes, one character each. */
    @SuppressWarnings(
            "deprecation") // the lower bytes of the characters are what is wanted, and nothing else is as quick
    void search(String value) {
        clear();
        int length = value.length();
        if (length > text.length) {
            text = new byte[Math.max(length, text.length * 2)];
        }
        value.getBytes(0, length, text, 0);
        byte[] bytes = text;
        char[] table = steps;
        char[] column = columns;
        int wide = width;
        int node = ROOT;
        for (int i = 0; i < length; i++) {
            int at = node * wide + column[bytes[i] & 0xFF];
            int step = table[at];
            if (step == 0 || (step & OF_TRIE) != 0) {
                step = workOut(at);
            }
            node = step & NODE;
            if ((step & ENDS) != 0) {
                note(node, i + 1, length);
            }
        }
    }

    /** Notes the literals that end at a node, the longest first. */
    private void note(int node, int end, int length) {
        for (int at = node; at != ROOT; at = shorter[at]) {
            int literal = ending[at];
            if (literal < 0) {
                continue;
            }
            set(bit(literal, Place.ANYWHERE));
            if (literals.get(literal).length() == end) {
                set(bit(literal, Place.START));
            }
            if (end == length) {
                set(bit(literal, Place.END));
            }
        }
    }

    private void set(int bit) {
        found[bit >>> 6] |= 1L << bit;
    }

    /** Completes an entry of the table. */
    private int workOut(int at) {
        int node = at / width;
        int next = steps[at] & NODE;
        if (next == 0) {
            next = node == ROOT ? ROOT : step(fallback(node), at % width);
        }
        fallback(next);
        steps[at] = (char) (ending[next] >= 0 || shorter[next] != ROOT ? next | ENDS : next);
        return steps[at];
    }

    private int step(int node, int column) {
        int at = node * width + column;
        int step = steps[at];
        return (step == 0 || (step & OF_TRIE) != 0 ? workOut(at) : step) & NODE;
    }

    private int fallback(int node) {
        if (fallbacks[node] == 0) {
            int parent = parents[node];
            int fallback = parent == ROOT ? ROOT : step(fallback(parent), arrivals[node]);
            fallback(fallback);
            shorter[node] = ending[fallback] >= 0 ? fallback : shorter[fallback];
            fallbacks[node] = fallback;
        }
        return fallbacks[node];
    }

    private void build() {
        isBuilt = true;
        width = 1;
        for (String literal : literals) {
            for (int i = 0; i < literal.length(); i++) {
                if (columns[literal.charAt(i)] == 0) {
                    columns[literal.charAt(i)] = (char) width++;
                }
            }
        }
        for (char letter = 'A'; fold && letter <= 'Z'; letter++) {
            columns[letter] = columns[AsciiCase.lower(letter)];
        }
        int room = ROOT + 1 + characters;
        steps = new char[room * width];
        parents = new int[room];
        arrivals = new char[room];
        fallbacks = new int[room];
        ending = new int[room];
        shorter = new int[room];
        Arrays.fill(ending, -1);
        fallbacks[ROOT] = ROOT;
        shorter[ROOT] = ROOT;
        nodes = ROOT + 1;
        for (int number = 0; number < literals.size(); number++) {
            insert(literals.get(number), number);
        }
        found = new long[(literals.size() * PLACES + 63) >>> 6];
    }

    private void insert(String literal, int number) {
        int node = ROOT;
        for (int i = 0; i < literal.length(); i++) {
            char column = columns[literal.charAt(i)];
            int at = node * width + column;
            if (steps[at] == 0) {
                parents[nodes] = node;
                arrivals[nodes] = column;
                steps[at] = (char) (nodes++ | OF_TRIE);
            }
            node = steps[at] & NODE;
        }
        ending[node] = number;
    }
}
