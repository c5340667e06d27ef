package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import lanner.capture.EventSource;
import lanner.engine.replay.Replay;

/**
 * Replays captures one after the other, on this thread, with a bar on the terminal and until Ctrl-C. What is damaged is
 * said once, however often the captures are replayed.
 */
final class CaptureReplays {
    /** What sees the events of one capture. */
    @FunctionalInterface
    interface Visitors {
        Replay.Visitor of(Path capture);
    }

    private final List<Path> captures;
    private final Interruption interruption;
    private final PrintWriter err;
    private final boolean watched;
    private volatile long events;
    private volatile long bytes;
    private boolean again;

    /** @param watched whether a bar may be drawn on {@code err}, if that is a terminal */
    CaptureReplays(List<Path> captures, Interruption interruption, PrintWriter err, boolean watched) {
        this.captures = captures;
        this.interruption = interruption;
        this.err = err;
        this.watched = watched && Progress.isTerminal(2);
    }

    /** Events of the latest run. */
    long events() {
        return events;
    }

    /** Replays all captures, and answers the status that comes of their state or of Ctrl-C. */
    ExitCode run(Visitors visitors) throws IOException {
        events = 0;
        bytes = 0;
        ExitCode status = ExitCode.DONE;
        try (Progress progress = new Progress(err, Captures.bytes(captures), () -> bytes, () -> events)) {
            if (watched) {
                progress.start();
            }
            for (Path capture : captures) {
                ExitCode one = run(capture, visitors.of(capture));
                status = status == ExitCode.DONE ? one : status;
                if (interruption.wished()) {
                    return ExitCode.INTERRUPTED;
                }
            }
        }
        again = true;
        return status;
    }

    private ExitCode run(Path capture, Replay.Visitor visitor) throws IOException {
        long eventsBefore = events;
        long bytesBefore = bytes;
        try (EventSource source = Captures.open(capture)) {
            Replay[] replay = new Replay[1];
            replay[0] = new Replay(() -> {
                events = eventsBefore + replay[0].events();
                bytes = bytesBefore + source.readBytes();
                return interruption.wished();
            });
            replay[0].run(source, visitor);
            events = eventsBefore + replay[0].events();
            bytes = bytesBefore + source.readBytes();
            return again || interruption.wished()
                    ? ExitCode.DONE
                    : DamageReport.print(capture.toString(), source.report(), err);
        }
    }
}
