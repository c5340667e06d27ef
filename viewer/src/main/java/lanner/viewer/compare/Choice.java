package lanner.viewer.compare;

import lanner.investigation.comparison.Line;

/** Which differences are shown. */
enum Choice {
    ALL("all", "All differences"),
    ONLY_A("only in A", "What is only in A"),
    ONLY_B("only in B", "What is only in B"),
    CHANGED("changed", "What has changed");

    private final String words;
    private final String label;

    Choice(String words, String label) {
        this.words = words;
        this.label = label;
    }

    /** On its button. */
    String words() {
        return words;
    }

    /** In the menu. */
    String label() {
        return label;
    }

    boolean takes(Line line) {
        return switch (this) {
            case ALL -> true;
            case ONLY_A -> line.kind() == Line.Kind.ONLY_A;
            case ONLY_B -> line.kind() == Line.Kind.ONLY_B;
            case CHANGED -> line.kind().isChange();
        };
    }
}
