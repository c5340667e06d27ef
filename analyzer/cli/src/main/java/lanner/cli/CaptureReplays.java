package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import lanner.capture.EventSource;
import lanner.engine.replay.Replay;
import lanner.engine.state.Parents;
import lanner.product.ExitCode;

/**
 * Replays captures one after the other, on this thread, with a bar on the terminal and until Ctrl-C.
 */
final class CaptureReplays {
    /** What sees the events of one capture. */
    @FunctionalInterface
    interface Visitors {
        Replay.Visitor of(Path capture);
    }

    private final List<Path> captures;
    private final Parents parents;
    private final InterruptHandler interruption;
    private final PrintWriter err;
    private final boolean watched;
    private Replay.Depth depth = Replay.Depth.ALL;
    private volatile long events;
    private volatile long bytes;

    /**
     * @param parents whom the children of a process that ended have as their parent
     * @param watched whether a bar may be drawn on {@code err}, if that is a terminal
     */
    CaptureReplays(
            List<Path> captures, Parents parents, InterruptHandler interruption, PrintWriter err, boolean watched) {
        this.captures = captures;
        this.parents = parents;
        this.interruption = interruption;
        this.err = err;
        this.watched = watched && ProgressBar.isTerminal(2);
    }

    /** Keeps so much of what the records say, instead of all. */
    CaptureReplays to(Replay.Depth other) {
        depth = other;
        return this;
    }

    /** Events of the latest run. */
    long events() {
        return events;
    }

    /** Replays all captures, says what is damaged, and answers the status that comes of that or of Ctrl-C. */
    ExitCode run(Visitors visitors) throws IOException {
        return run(visitors, true);
    }

    /** The same again, in silence; visitors may end a replay early. */
    ExitCode repeat(Visitors visitors) throws IOException {
        return run(visitors, false);
    }

    private ExitCode run(Visitors visitors, boolean told) throws IOException {
        events = 0;
        bytes = 0;
        ExitCode status = ExitCode.DONE;
        try (ProgressBar progress = new ProgressBar(CaptureFinder.bytes(captures), () -> bytes, () -> events)) {
            if (watched) {
                progress.start();
            }
            for (Path capture : captures) {
                ExitCode one = run(capture, visitors.of(capture), told);
                status = status == ExitCode.DONE ? one : status;
                if (interruption.wished()) {
                    return ExitCode.INTERRUPTED;
                }
            }
        }
        return status;
    }

    private ExitCode run(Path capture, Replay.Visitor visitor, boolean told) throws IOException {
        long eventsBefore = events;
        long bytesBefore = bytes;
        try (EventSource source = CaptureFinder.open(capture)) {
            Replay[] replay = new Replay[1];
            replay[0] = new Replay(
                    () -> {
                        events = eventsBefore + replay[0].events();
                        bytes = bytesBefore + source.readBytes();
                        return interruption.wished();
                    },
                    parents,
                    depth);
            replay[0].run(source, visitor);
            events = eventsBefore + replay[0].events();
            bytes = bytesBefore + source.readBytes();
            return told && !interruption.wished()
                    ? DamageReport.print(capture.toString(), source.report(), err)
                    : ExitCode.DONE;
        }
    }
}
