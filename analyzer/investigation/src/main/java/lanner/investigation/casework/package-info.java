/**
 * The work of an investigator: the summary a case begins with, bookmarks and decisions kept in a case file, exceptions
 * drafted from alerts, and the report at its end.
 */
@NullMarked
package lanner.investigation.casework;

import org.jspecify.annotations.NullMarked;
