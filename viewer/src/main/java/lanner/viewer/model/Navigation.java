package lanner.viewer.model;

import lanner.investigation.entities.Entities;
import lanner.investigation.rows.RowFilter;

/** Leads from what a screen shows to the screen with more about it. {@link #back} returns from each. */
public interface Navigation {
    int NO_ROW = -1;

    /**
     * To the events, narrowed.
     *
     * @param condition in the rule language; empty for none
     * @param row the event to be at hand; {@link #NO_ROW} for the one that is
     */
    void explore(String condition, RowFilter filter, int row);

    /** To the entities of a kind. */
    void entities(Entities.Kind kind);

    /**
     * To a file and its story.
     *
     * @param path bytes, one character each
     */
    void file(String path);

    /** To the screen and the event before the last step. */
    void back();
}
