/**
 * Recording calls inside the process, without a stop: a stub that is put into a running program makes frequent calls and
 * notes them in memory of the program, from where the tracer takes them.
 *
 * <p>What decides lies here as pure functions and values: the stub's bytes, what is written where a program makes a call,
 * how a thread is taken out of the stub, how notes are read that may be forged. What asks the kernel for something about a
 * stopped thread is handed in by the trace loop. Nothing here knows events or the capture.
 *
 * <pre>
 *  InlineRecorder ──▶ Preparation ──▶ SitePatcher ──▶ ThreadsAtWork ──▶ PreparedSpaces ──▶ RingReading
 *  what stopped       puts us into    places jump     what threads do   taken out,         slots become
 *                     a process       to the stub     for us            given up           calls
 *       │
 *       ├──▶ StubExits     out of the stub before a signal
 *       └──▶ ThreadSlots   a slot and gs for each thread
 * </pre>
 */
@NullMarked
package lanner.recorder.inline;

import org.jspecify.annotations.NullMarked;
