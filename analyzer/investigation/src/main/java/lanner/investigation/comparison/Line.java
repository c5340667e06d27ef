package lanner.investigation.comparison;

import java.util.Optional;
import lanner.behaviour.compare.Difference;
import lanner.behaviour.fact.Aspect;

/**
 * Something that two sides did differently.
 *
 * @param aspect what it is about
 * @param text what was done: a path, a command line, a peer, a call, in the words that make it alike from run to run; bytes,
 *     one character each
 * @param a what side A did of it; empty if nothing
 * @param b what side B did of it; empty if nothing
 */
public record Line(Kind kind, Aspect aspect, String text, Optional<Deeds> a, Optional<Deeds> b) {
    /** How the sides differ. */
    public enum Kind {
        ONLY_A("only in A"),
        ONLY_B("only in B"),
        MORE_IN_A("more in A"),
        MORE_IN_B("more in B"),
        /** Done in A. */
        REFUSED_IN_B("refused in B"),
        /** Done in B. */
        REFUSED_IN_A("refused in A");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** Whether both sides have to do with it. */
        public boolean isChange() {
            return this != ONLY_A && this != ONLY_B;
        }

        static Kind of(Difference difference) {
            return switch (difference.change()) {
                case NEW -> difference.isAllowedNow() ? REFUSED_IN_A : ONLY_B;
                case GONE -> difference.isRefusedNow() ? REFUSED_IN_B : ONLY_A;
                case MORE, RARE -> MORE_IN_B;
                case LESS -> MORE_IN_A;
            };
        }
    }

    /**
     * What a side did of it.
     *
     * @param done how often it was done
     * @param failed how often it was tried and failed
     * @param first the row of the first event that shows it, in the workspace
     * @param processes who made that one and who is above, the eldest first: {@code npm 100 > sh 131}; bytes
     * @param name what it was called there, before it was made alike; bytes
     */
    public record Deeds(long done, long failed, int first, String processes, String name) {
        /** How often it was done or tried. */
        public long all() {
            return done + failed;
        }
    }

    /** The row of the first event of either side. */
    public int first() {
        int inA = a.map(Deeds::first).orElse(Integer.MAX_VALUE);
        int inB = b.map(Deeds::first).orElse(Integer.MAX_VALUE);
        return Math.min(inA, inB);
    }
}
