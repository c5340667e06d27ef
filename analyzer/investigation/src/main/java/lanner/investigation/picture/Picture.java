package lanner.investigation.picture;

import java.util.List;

/**
 * A picture, in pixels from its left upper corner.
 *
 * @param title what it shows, for those who do not see it
 */
public record Picture(int width, int height, String title, List<Mark> marks) {
    public Picture {
        marks = List.copyOf(marks);
    }

    /** What something is painted with. Black, white and colours that are told apart with every kind of colour blindness. */
    public enum Ink {
        GROUND("#ffffff"),
        TEXT("#1f2328"),
        QUIET("#656d76"),
        LINE("#d0d7de"),
        LIFE("#0072b2"),
        FEW("#bfdcee"),
        SOME("#7fb8dc"),
        MANY("#3f95c9"),
        MOST("#0072b2"),
        ALERT("#b00020");

        private final String colour;

        Ink(String colour) {
            this.colour = colour;
        }

        /** As {@code #rrggbb}. */
        public String colour() {
            return colour;
        }
    }

    /** A thing in it; those behind it in the list are painted over it. */
    public sealed interface Mark {}

    public record Box(double x, double y, double width, double height, Ink ink) implements Mark {}

    public record Line(double x1, double y1, double x2, double y2, Ink ink) implements Mark {}

    /**
     * Words in one line.
     *
     * @param x where they begin, or end
     * @param y of the line that letters stand on
     * @param isAtEnd whether they end at {@code x}
     * @param words printable characters
     */
    public record Words(double x, double y, boolean isAtEnd, boolean isBold, Ink ink, String words) implements Mark {}

    /** The size of words, in pixels. */
    static final int LETTERS = 12;
}
