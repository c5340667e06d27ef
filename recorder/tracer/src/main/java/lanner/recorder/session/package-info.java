/**
 * One recording, from what is asked for to the closed capture: preparing it, starting the program or attaching to
 * processes, tracing, ending. Options of a command line are not known here.
 */
@NullMarked
package lanner.recorder.session;

import org.jspecify.annotations.NullMarked;
