package lanner.viewer.list;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.Tag;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.paint.Theme;

/** How tags look: a disc in the tag's colour with its letter; in words the letter and the name. */
public final class TagSign {
    private static final double SIZE = 13;
    private static final double LETTER_SIZE = 9;

    private TagSign() {}

    /** The colour of a tag; of a name that is none of ours the first one. */
    public static Theme.Tint tint(Tag tag) {
        return Arrays.stream(Theme.Tint.values())
                .filter(tint -> tint.words().equals(tag.colour()))
                .findFirst()
                .orElse(Theme.Tint.ORANGE);
    }

    /**
     * Paints the sign of a tag into a row.
     *
     * @param x where it begins
     * @param y the top of the row
     * @return where it ends, with a blank behind it
     */
    public static double paint(GraphicsContext graphics, ListStyle style, Tag tag, double x, double y) {
        double size = Math.min(SIZE * style.scale(), style.rowHeight() - 2);
        double top = y + (style.rowHeight() - size) / 2;
        graphics.setFill(style.theme().strong(tint(tag)));
        graphics.fillOval(x, top, size, size);
        graphics.setFill(style.theme().on(tint(tag)));
        graphics.setFont(javafx.scene.text.Font.font("DejaVu Sans Mono", Math.rint(LETTER_SIZE * style.scale())));
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setTextBaseline(VPos.CENTER);
        graphics.fillText(tag.letter(), x + size / 2, top + size / 2);
        graphics.setTextAlign(TextAlignment.LEFT);
        return x + size + 2;
    }

    /** {@code tags L loot, C c2, } before what a row says to a screen reader, escaped; empty for none. */
    public static String spoken(List<Tag> tags) {
        return tags.isEmpty() ? "" : (tags.size() == 1 ? "tag " : "tags ") + words(tags) + ", ";
    }

    /** {@code L loot, C c2}, escaped; empty for none. */
    public static String words(List<Tag> tags) {
        return tags.stream()
                .map(tag -> tag.letter() + " " + DisplayText.text(JsonText.latin(tag.name()), 100))
                .collect(Collectors.joining(", "));
    }
}
