package lanner.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.fact.Recording;
import lanner.capture.EventSource;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.InputException;

/** Reads what captures did, as policies are made of it or checked by it; what of a capture is not whole is said. */
final class RecordedBehaviours {
    private final PrintWriter err;
    private ExitCode status = ExitCode.DONE;

    RecordedBehaviours(PrintWriter err) {
        this.err = err;
    }

    /** The status that comes of the damage found so far. */
    ExitCode status() {
        return status;
    }

    /**
     * What the captures did, in their order.
     *
     * @param given captures and directories of them
     * @throws InterruptedIOException when the user interrupted it
     */
    List<Behaviour> read(List<Path> given) throws IOException, InputException {
        List<Behaviour> behaviours = new ArrayList<>();
        try (InterruptHandler interruption = new InterruptHandler()) {
            for (Path capture : CaptureFinder.find(given)) {
                try (EventSource source = CaptureFinder.open(capture)) {
                    Behaviour behaviour = Behaviour.read(source, capture.toString(), null, interruption::wished);
                    if (interruption.wished()) {
                        throw new InterruptedIOException("interrupted");
                    }
                    ExitCode one = DamageReport.print(capture.toString(), behaviour.report(), err);
                    status = status == ExitCode.DONE ? one : status;
                    sayShortOf(behaviour.recording());
                    behaviours.add(behaviour);
                }
            }
        }
        return behaviours;
    }

    private void sayShortOf(Recording recording) {
        if (recording.left() > 0) {
            say(recording.capture() + " holds more than is kept of it: the policy is short of "
                    + Counted.of(recording.left(), "use"));
        }
        if (recording.command().isEmpty()) {
            say(recording.capture() + " does not show the program's start: the policy may be short of what it takes");
        }
    }

    private void say(String sentence) {
        err.println("lanner: " + sentence);
        err.flush();
    }
}
