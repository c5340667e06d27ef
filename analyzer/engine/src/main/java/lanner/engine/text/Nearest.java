package lanner.engine.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests known names that are close to an unknown one. */
public final class Nearest {
    private static final int LONGEST = 100;
    private static final int MOST_CANDIDATES = 100_000;

    private Nearest() {}

    /** The name that differs least from the word: by a third of its letters at most, and by three, letter case aside. */
    public static Optional<String> to(String word, Collection<String> names) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return Optional.empty();
        }
        String folded = word.toLowerCase(Locale.ROOT);
        int most = Math.min(3, Math.max(1, word.length() / 3));
        return names.stream()
                .limit(MOST_CANDIDATES)
                .filter(name -> !name.equals(word) && Math.abs(name.length() - word.length()) <= most)
                .filter(name -> distance(folded, name.toLowerCase(Locale.ROOT), most) <= most)
                .min(Comparator.comparingInt((String name) -> distance(folded, name.toLowerCase(Locale.ROOT), most))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code "; did you mean 'proc.name'?"}, or nothing. */
    public static String hint(String word, Collection<String> names) {
        return to(word, names).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    /**
     * How many letters have to be put in, left out or changed, or neighbours exchanged; any number over {@code most}
     * where it is more.
     */
    public static int distance(String one, String other, int most) {
        int[] before = new int[other.length() + 1];
        int[] above = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= other.length(); j++) {
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                row[j] = Math.min(above[j - 1] + (same ? 0 : 1), Math.min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && isExchanged(one, i, other, j)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return most + 1;
            }
            int[] oldest = before;
            before = above;
            above = row;
            row = oldest;
        }
        return above[other.length()];
    }

    private static boolean isExchanged(String one, int i, String other, int j) {
        return one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
    }
}
