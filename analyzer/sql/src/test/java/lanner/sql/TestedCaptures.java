package lanner.sql;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import lanner.capture.CaptureReport;
import lanner.cli.sql.SqlCaptures;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/** Captures of a test, and a user who does not wait. */
public final class TestedCaptures implements SqlCaptures, Closeable {
    private final Workspace workspace;
    private final List<String> said = new ArrayList<>();
    private volatile Runnable whenReading = () -> {};

    public TestedCaptures(Path capture) throws IOException {
        workspace = new Workspace(List.of(CaptureSession.open(capture, List.of())));
    }

    /** What to do when events begin to be read. */
    public void whenReading(Runnable action) {
        whenReading = action;
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public void index() throws IOException {
        workspace.index(JobProgress.NONE);
    }

    @Override
    public Closeable progress(long total, LongSupplier bytes, LongSupplier events) {
        whenReading.run();
        return () -> {};
    }

    @Override
    public void report(CaptureSession capture, CaptureReport report) {
        // What is wrong with a capture is no matter here.
    }

    @Override
    public void say(String sentence) {
        said.add(sentence);
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void onInterrupt(Runnable action) {
        // Nobody interrupts.
    }

    @Override
    public void cancel(boolean cancelled) {
        // Indexes are made at once.
    }

    @Override
    public void close() throws IOException {
        workspace.close();
    }
}
