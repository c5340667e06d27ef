package lanner.behaviour.compare;

/** How what the compared recordings did differs from what is known. */
public enum Change {
    /** Done, or tried, and not known. */
    NEW("new"),
    /** Known, but only from few of many runs. */
    RARE("rare"),
    MORE("more"),
    LESS("less"),
    /** Known of every run, and missing. */
    GONE("gone");

    private final String word;

    Change(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
