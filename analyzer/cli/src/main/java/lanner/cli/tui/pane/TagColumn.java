package lanner.cli.tui.pane;

import java.util.List;
import lanner.cli.tui.desk.Desk;
import lanner.cli.tui.text.LineBuilder;
import lanner.cli.tui.text.Role;
import lanner.investigation.casework.Tag;

/**
 * The letters of an event's tags, in a column of its own: nothing that a capture says stands there. Of a case without tags
 * there is none.
 */
final class TagColumn {
    private static final int LETTERS = 3;

    private TagColumn() {}

    /** The first letters, {@code +} in the place of the last one for those that have no room, and a space. */
    static void add(LineBuilder line, Desk desk, int row) {
        if (!desk.hasTags()) {
            return;
        }
        List<Tag> tags = desk.tags(row);
        int shown = tags.size() > LETTERS ? LETTERS - 1 : tags.size();
        tags.subList(0, shown).forEach(tag -> line.tag(tag.letter(), tag.colour()));
        if (tags.size() > shown) {
            line.add(Role.QUIET, "+").skip(1);
        } else {
            line.skip(LETTERS - shown + 1);
        }
    }
}
