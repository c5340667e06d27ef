package lanner.viewer.list;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** A sentence in lines, where what is painted has to break it itself. */
final class TextLines {
    private TextLines() {}

    /**
     * Breaks between words. A word that is wider stands alone.
     *
     * @param width of the longest line, in pixels
     * @return at least one line
     */
    static List<String> of(String sentence, Font font, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : sentence.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && widthOf(longer, font) > width) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines;
    }

    private static double widthOf(String words, Font font) {
        Text text = new Text(words);
        text.setFont(font);
        return text.getLayoutBounds().getWidth();
    }
}
