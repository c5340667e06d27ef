/** What one capture, or one stretch of it, did differently from another, with the events that show it. */
@NullMarked
package lanner.investigation.comparison;

import org.jspecify.annotations.NullMarked;
