package lanner.recorder.session;

import java.util.Optional;
import lanner.recorder.delivery.Delivered;

/** A recording under way, for whoever handles signals and shows progress. Any thread may ask. */
public interface RunningRecording {
    /** The command's process id; 0 when processes were attached to. */
    int pid();

    /** Has what is in the capture put aside with the next event. */
    void keep();

    /** Lets processes go that were attached to, and ends the recording. */
    void detach();

    /**
     * Ends the recording whatever the program does: kills what was started, leaves what was attached to, and hands no
     * segment over any more.
     */
    void end();

    /** Whether the command itself has ended, whatever it has left behind. */
    boolean commandHasEnded();

    /** Events recorded so far. */
    long events();

    /** Bytes recorded so far. */
    long bytes();

    /** Bytes that the disk does not have yet. */
    long unsyncedBytes();

    /** When everything written until then was on the disk, in milliseconds since the epoch. */
    long lastSyncMillis();

    /** Stops that could not be served so far. */
    long unserved();

    /** Parameters that could not be read so far. */
    long unreadable();

    /** What ended the recording before the program, in a sentence. */
    Optional<String> failure();

    /** Stops served so far. */
    long stops();

    /** Processes followed now. */
    int processes();

    /** What became of the segments that are handed over. */
    Delivered delivered();

    /** Segments dropped so far. */
    int dropped();

    /** Processor time that the tracer has taken so far, in nanoseconds. */
    long tracerNanos();
}
