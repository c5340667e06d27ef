package lanner.recorder.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import lanner.capture.CaptureWriteException;
import lanner.product.Counted;
import lanner.recorder.delivery.Delivered;
import lanner.recorder.session.RecordingOutcome;
import lanner.recorder.session.RecordingRequest;
import lanner.recorder.trace.TraceResult;

/** What is said at the end of a recording: always what is missing, and unless that is unwanted what was written. */
final class RecordReport {
    private static final int MOST_NAMED = 20;

    private final RecordingRequest.Output output;
    private final boolean quiet;
    private final PrintWriter err;

    RecordReport(RecordingRequest.Output output, boolean quiet, PrintWriter err) {
        this.output = output;
        this.quiet = quiet;
        this.err = err;
    }

    void print(RecordingOutcome outcome) {
        printMissing(outcome);
        if (!quiet) {
            outcome.kept().forEach(kept -> err.println("lanner: put aside: " + kept));
            err.println("lanner: " + written(outcome));
        }
        err.flush();
    }

    /** {@code 2 of 9 segments were not delivered: 19700104F.cq4, 19700105F.cq4}. */
    static String undelivered(Delivered delivered) {
        List<String> named = delivered
                .missing()
                .subList(0, Math.min(MOST_NAMED, delivered.missing().size()));
        long more = delivered.missingCount() - named.size();
        return String.format(
                Locale.ROOT,
                "%,d of %s %s not delivered: %s%s",
                delivered.missingCount(),
                Counted.of(delivered.segments(), "segment"),
                delivered.missingCount() == 1 ? "was" : "were",
                String.join(", ", named),
                more == 0 ? "" : String.format(Locale.ROOT, " and %,d more", more));
    }

    /** What is missing, and why. */
    void printMissing(RecordingOutcome outcome) {
        TraceResult trace = outcome.trace();
        trace.failure().ifPresent(failure -> err.println("lanner: " + stopped(failure, outcome)));
        trace.firstUnserved().ifPresent(first -> err.println("lanner: " + unserved(trace.unserved(), first)));
        if (trace.killed()) {
            err.println("lanner: ended by a second signal: what was left of the program was killed");
        }
        if (trace.letDie() > 0) {
            err.printf(
                    Locale.ROOT,
                    "lanner: let go of the first process of %s to die of its own fault: traced it could not%n",
                    Counted.of(trace.letDie(), "PID namespace"));
        }
        if (outcome.withoutRights() > 0 && !quiet) {
            err.println("lanner: " + withoutRights(outcome.withoutRights()));
        }
        if (outcome.delivered().missingCount() > 0) {
            err.println("lanner: " + undelivered(outcome.delivered()));
        }
        outcome.refused().values().forEach(reason -> err.println("lanner: not recorded: " + reason));
    }

    private String written(RecordingOutcome outcome) {
        int dropped = outcome.written().dropped();
        long arrived = outcome.delivered().arrived();
        return String.format(
                Locale.ROOT,
                "%s, %s%s%s",
                Counted.of(outcome.written().events(), "event"),
                place(outcome),
                dropped == 0 ? "" : ", " + Counted.of(dropped, "older segment") + " dropped",
                arrived == 0 ? "" : ", " + Counted.of(arrived, "segment") + " delivered");
    }

    private String place(RecordingOutcome outcome) {
        long bytes = outcome.written().bytes();
        if (outcome.stays()) {
            return String.format(Locale.ROOT, "%,d KB in %s", (bytes + 1023) / 1024, output.path());
        }
        if (bytes == 0) {
            return "no capture";
        }
        return outcome.isLost() ? "not in " + output.path() : "not kept";
    }

    private String stopped(CaptureWriteException failure, RecordingOutcome outcome) {
        if (outcome.written().bytes() == 0) {
            return "the program ran, and nothing was recorded: " + failure.getMessage();
        }
        String program =
                output.keeping().killOnError() ? "and the program was killed: " : "while the program went on: ";
        String rest = outcome.stays() ? "; what was written is in " + output.path() : "";
        return "recording stopped " + program + failure.getMessage() + rest;
    }

    private static String withoutRights(long programs) {
        return String.format(
                Locale.ROOT,
                "%s without the rights that set-user-ID, set-group-ID or capabilities of the file give:"
                        + " the kernel gives none while an ordinary user records; record as root",
                Counted.of(programs, "program ran", "programs ran"));
    }

    /** What is missing because of a fault of ours, with what it takes to find that. */
    static String unserved(long stops, Throwable first) {
        StackTraceElement[] frames = first.getStackTrace();
        return String.format(
                Locale.ROOT,
                "%s could not be served: what %s would have recorded is missing; %s%s%s",
                Counted.of(stops, "stop"),
                stops == 1 ? "it" : "they",
                stops == 1 ? "" : "the first: ",
                first,
                frames.length == 0 ? "" : " at " + frames[0]);
    }
}
