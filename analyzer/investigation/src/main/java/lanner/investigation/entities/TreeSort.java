package lanner.investigation.entities;

/** By what the processes of one parent stand: the first first, or those with the most below them. */
public enum TreeSort {
    START("start"),
    ACTIVITY("activity"),
    ALERTS("alerts");

    private final String words;

    TreeSort(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    public TreeSort next() {
        return switch (this) {
            case START -> ACTIVITY;
            case ACTIVITY -> ALERTS;
            case ALERTS -> START;
        };
    }
}
