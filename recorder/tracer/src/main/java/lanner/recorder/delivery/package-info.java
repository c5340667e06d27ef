/** Segments that have ended are handed to a command of the user: queued, tried again, and named where that fails. */
@NullMarked
package lanner.recorder.delivery;

import org.jspecify.annotations.NullMarked;
