package lanner.engine.explain;

/** What came of a part of a condition. */
public enum Verdict {
    TRUE("true"),
    FALSE("false"),
    /** False because a field had no value: every comparison with nothing is. */
    MISSING("missing");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public boolean isTrue() {
        return this == TRUE;
    }
}
