package lanner.viewer.model;

/** How much room the rows of lists take. */
public enum Density {
    COMFORTABLE("comfortable", 20),
    COMPACT("compact", 16);

    private final String words;
    private final double rowHeight;

    Density(String words, double rowHeight) {
        this.words = words;
        this.rowHeight = rowHeight;
    }

    public String words() {
        return words;
    }

    /** In pixels at usual size. */
    public double rowHeight() {
        return rowHeight;
    }
}
