package lanner.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import lanner.capture.CaptureReport;
import lanner.cli.sql.SqlCaptures;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;
import lanner.product.ExitCode;

/** The captures of a command about SQL, with its bar, its messages and its Ctrl-C. */
final class SqlCapturesOfCommand implements SqlCaptures, Closeable {
    private final Inquiry inquiry;
    private final PrintWriter err;
    private final Set<CaptureSession> reported = new HashSet<>();
    private final Set<String> said = new HashSet<>();
    private ExitCode found = ExitCode.DONE;
    private boolean indexed;

    private SqlCapturesOfCommand(Inquiry inquiry, PrintWriter err) {
        this.inquiry = inquiry;
        this.err = err;
    }

    static SqlCapturesOfCommand open(List<Path> captures, List<Path> rules, PrintWriter err) throws IOException {
        return new SqlCapturesOfCommand(Inquiry.open(captures, rules), err);
    }

    @Override
    public Workspace workspace() {
        return inquiry.workspace();
    }

    @Override
    public synchronized void index() throws IOException {
        if (!indexed) {
            inquiry.index();
            indexed = true;
            for (CaptureSession capture : inquiry.workspace().captures()) {
                capture.report().ifPresent(report -> report(capture, report));
            }
        }
    }

    @Override
    public Closeable progress(long total, LongSupplier bytes, LongSupplier events) {
        ProgressBar bar = new ProgressBar(total, bytes, events);
        if (ProgressBar.isTerminal(2)) {
            bar.start();
        }
        return bar::close;
    }

    @Override
    public synchronized void report(CaptureSession capture, CaptureReport report) {
        if (reported.add(capture)) {
            ExitCode one = DamageReport.print(capture.given().toString(), report, err);
            found = found == ExitCode.DONE ? one : found;
        }
    }

    @Override
    public synchronized void say(String sentence) {
        if (said.add(sentence)) {
            err.println("lanner: " + sentence);
            err.flush();
        }
    }

    @Override
    public boolean isCancelled() {
        return inquiry.isCancelled();
    }

    @Override
    public void onInterrupt(Runnable action) {
        inquiry.interruption().atOnce(action);
    }

    @Override
    public void cancel(boolean cancelled) {
        inquiry.cancel(cancelled);
    }

    /** How the command ends whose statements ended so. */
    synchronized ExitCode status(ExitCode ended) {
        return ended == ExitCode.DONE ? found : ended;
    }

    @Override
    public void close() throws IOException {
        inquiry.close();
    }
}
