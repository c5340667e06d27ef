package lanner.investigation.casework;

import lanner.investigation.casework.CaseFile.EventKey;

/** A part of a narrative. */
public sealed interface Passage {
    /** A bookmarked event; its words are the bookmark's note. */
    record Event(EventKey event) implements Passage {}

    /** A paragraph between events. */
    record Text(String text) implements Passage {}
}
