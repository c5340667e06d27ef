/**
 * Following a program: the loop that one thread runs, and one state machine for each thread that is followed. What it
 * sees goes to a {@link lanner.recorder.trace.TraceObserver}; what a call means is not known here.
 */
@NullMarked
package lanner.recorder.trace;

import org.jspecify.annotations.NullMarked;
