/** The system calls: a row each, and the small sources that read their parameters. What becomes of an event is not known here. */
@NullMarked
package lanner.recorder.syscall;

import org.jspecify.annotations.NullMarked;
