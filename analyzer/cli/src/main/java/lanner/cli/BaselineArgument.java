package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.baseline.BaselineException;
import lanner.behaviour.baseline.BaselineFile;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.InputException;
import org.jspecify.annotations.Nullable;

/** The value of {@code --baseline}: a file that was saved, or captures of good runs. */
final class BaselineArgument {
    private static final int LOOKED_AT = 64;

    private BaselineArgument() {}

    /**
     * What is known.
     *
     * @param learned learns from captures
     * @throws InputException where a capture is damaged: what it lacks would be called new
     */
    static Baseline read(Path known, LearnedCaptures learned) throws IOException, InputException {
        Baseline saved = saved(known);
        if (saved != null) {
            return saved;
        }
        Baseline baseline =
                learned.learn(List.of(CaptureFinder.find(List.of(known)))).get(0);
        if (learned.status() != ExitCode.DONE) {
            throw new InputException(known + ": a capture of the baseline is damaged");
        }
        return baseline;
    }

    /** A file of JSON is a baseline; what is none, here null, is a capture, or says itself what is wrong with it. */
    static @Nullable Baseline saved(Path known) throws IOException, InputException {
        if (!Files.isRegularFile(known) || !startsAsJson(known)) {
            return null;
        }
        try {
            return BaselineFile.read(known);
        } catch (BaselineException e) {
            throw new InputException(String.valueOf(e.getMessage()));
        }
    }

    /** Writes what is known to a file, and says so. */
    static void save(Baseline known, Path file, PrintWriter err) throws IOException {
        BaselineFile.write(known, file);
        err.println("lanner: " + Counted.of(known.known().size(), "thing is", "things are") + " known of "
                + Counted.of(known.runs(), "run") + ", in " + file);
        err.flush();
    }

    private static boolean startsAsJson(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(LOOKED_AT);
            for (byte each : first) {
                if (each != ' ' && each != '\n' && each != '\r' && each != '\t') {
                    return each == '{';
                }
            }
            return false;
        }
    }
}
