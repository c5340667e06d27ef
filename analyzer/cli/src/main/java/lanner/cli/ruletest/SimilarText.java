package lanner.cli.ruletest;

import lanner.engine.json.JsonText;

/** Finds what in a text stands where another was expected. */
final class SimilarText {
    /** Steps of the search; longer texts are not searched. */
    private static final long MOST_STEPS = 50_000_000;

    private SimilarText() {}

    /**
     * The piece of a text that takes the fewest changes of single characters to become the wanted one, to the end of its
     * last word: the longest of several. The whole text where it is too long to search; empty where no character is the
     * same.
     */
    static String piece(String text, String wanted) {
        if ((long) text.length() * wanted.length() > MOST_STEPS) {
            return text;
        }
        // cost[i]: changes from the best piece that ends here to the first i characters wanted; start[i]: where it
        // begins.
        int[] cost = new int[wanted.length() + 1];
        int[] start = new int[wanted.length() + 1];
        for (int i = 0; i <= wanted.length(); i++) {
            cost[i] = i;
        }
        int least = wanted.length() + 1;
        int from = 0;
        int to = 0;
        for (int end = 1; end <= text.length(); end++) {
            step(text.charAt(end - 1), wanted, cost, start, end);
            int now = cost[wanted.length()];
            if (now < least || now == least && start[wanted.length()] == from) {
                least = now;
                from = start[wanted.length()];
                to = end;
            }
        }
        if (least >= wanted.length()) {
            return "";
        }
        while (to < text.length() && to > from && Character.isLetterOrDigit(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to).strip();
    }

    /** One column of the table of edit distances, in place. A piece may begin anywhere: its first row is free. */
    private static void step(char c, String wanted, int[] cost, int[] start, int end) {
        int diagonal = 0;
        int diagonalStart = start[0];
        cost[0] = 0;
        start[0] = end;
        for (int i = 1; i <= wanted.length(); i++) {
            int left = cost[i];
            int leftStart = start[i];
            int best = diagonal + (c == wanted.charAt(i - 1) ? 0 : 1);
            int bestStart = diagonalStart;
            if (left + 1 < best) {
                best = left + 1;
                bestStart = leftStart;
            }
            if (cost[i - 1] + 1 < best) {
                best = cost[i - 1] + 1;
                bestStart = start[i - 1];
            }
            cost[i] = best;
            start[i] = bestStart;
            diagonal = left;
            diagonalStart = leftStart;
        }
    }

    /** Bytes, a character each, as text. */
    static String text(String latin) {
        return JsonText.characters(latin);
    }
}
