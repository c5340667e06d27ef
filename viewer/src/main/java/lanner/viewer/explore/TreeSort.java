package lanner.viewer.explore;

/** By what the processes of one parent stand: the first first, or those with the most below them. */
enum TreeSort {
    START("start"),
    ACTIVITY("activity"),
    ALERTS("alerts");

    private final String words;

    TreeSort(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    TreeSort next() {
        return switch (this) {
            case START -> ACTIVITY;
            case ACTIVITY -> ALERTS;
            case ALERTS -> START;
        };
    }
}
