/**
 * The recording: what the trace loop sees becomes events in a capture, with snapshots of what was there before. What each
 * call's parameters are is not known here: see {@code lanner.recorder.syscall}.
 */
@NullMarked
package lanner.recorder.recording;

import org.jspecify.annotations.NullMarked;
