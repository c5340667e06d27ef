package lanner.viewer.model;

import lanner.investigation.entities.Entities;
import lanner.investigation.rows.RowFilter;

/** Where a number leads: the screens that show what is behind it. There is a way back from each. */
public interface Ways {
    int NO_ROW = -1;

    /**
     * To the events, narrowed.
     *
     * @param condition in the rule language; empty for none
     * @param row the event to be at hand; {@link #NO_ROW} for the one that is
     */
    void explore(String condition, RowFilter filter, int row);

    /** To the things of a kind. */
    void entities(Entities.Kind kind);

    /**
     * To a file and its story.
     *
     * @param path bytes, one character each
     */
    void file(String path);

    /** To where one was. */
    void back();
}
