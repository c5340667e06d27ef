/**
 * The work of an investigator: the summary a case begins with, bookmarks, tags, decisions and a narrative kept in a case
 * file, exceptions drafted from alerts, the reports at its end, and a page and pictures of events to send.
 */
@NullMarked
package lanner.investigation.casework;

import org.jspecify.annotations.NullMarked;
