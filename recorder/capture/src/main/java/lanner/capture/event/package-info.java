/**
 * What a capture says: the table of events with their parameters and flag names, the names of system calls, and one
 * event as a value to read ({@link lanner.capture.event.Event}) or to fill
 * ({@link lanner.capture.event.EventEncoder}). Knows nothing of files.
 */
@NullMarked
package lanner.capture.event;

import org.jspecify.annotations.NullMarked;
