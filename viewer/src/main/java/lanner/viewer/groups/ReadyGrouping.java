package lanner.viewer.groups;

import lanner.investigation.groups.EventGroups.Column;

/** Groupings that are often asked for. */
enum ReadyGrouping {
    FILES("Files by bytes", "file", Column.BYTES),
    PROGRAMS("Programs by time", "proc.name", Column.TIME),
    PEERS("Peers by bytes", "peer", Column.BYTES),
    CALLS("Calls by time", "evt.type", Column.TIME);

    private final String words;
    private final String by;
    private final Column order;

    ReadyGrouping(String words, String by, Column order) {
        this.words = words;
        this.by = by;
        this.order = order;
    }

    String words() {
        return words;
    }

    /** As {@code Grouping} reads it. */
    String by() {
        return by;
    }

    /** What its groups are sorted by, the largest first. */
    Column order() {
        return order;
    }
}
