/**
 * The work of an investigator: the summary a case begins with, bookmarks and decisions kept in a case file, exceptions
 * drafted from alerts, the report at its end, and a page of events to send.
 */
@NullMarked
package lanner.investigation.casework;

import org.jspecify.annotations.NullMarked;
