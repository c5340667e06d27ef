package lanner.cli.sql;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongSupplier;
import lanner.capture.CaptureReport;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/** The captures that statements are about, and the user who waits. */
public interface SqlCaptures {
    Workspace workspace();

    /**
     * Makes the indexes of all captures, or finds them; again it does nothing.
     *
     * @throws java.io.InterruptedIOException when the user, or {@link #cancel}, interrupted it
     */
    void index() throws IOException;

    /**
     * Shows how far the reading of events is, on a terminal, until it is closed.
     *
     * @param total bytes to read
     * @param bytes how many are read, asked from another thread
     * @param events likewise
     */
    Closeable progress(long total, LongSupplier bytes, LongSupplier events);

    /** Says, once for each capture, what is wrong with it; the command then ends as with bad input. */
    void report(CaptureSession capture, CaptureReport report);

    /** Says what the tables lack, once for each sentence. */
    void say(String sentence);

    /** Whether the user, or {@link #cancel}, wants what runs to end. */
    boolean isCancelled();

    /** What to do, on another thread, as soon as the user wants that. */
    void onInterrupt(Runnable action);

    /** Ends what runs; or, once the user goes on with another statement, lets it run again. */
    void cancel(boolean cancelled);
}
