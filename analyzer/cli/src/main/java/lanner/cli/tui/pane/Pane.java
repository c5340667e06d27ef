package lanner.cli.tui.pane;

import java.util.List;
import lanner.cli.tui.text.Key;
import org.jline.utils.AttributedString;

/** A part of the window that keys can go to. */
interface Pane {
    /** What stands above it: what it is, and how much of it there is. */
    String heading();

    /**
     * Its lines, at most so many.
     *
     * @param focused whether keys go to it
     */
    List<AttributedString> lines(int columns, int rows, boolean focused);

    /** Takes a key; false for one that it has no use for. */
    boolean press(Key key);
}
