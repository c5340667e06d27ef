package lanner.recorder.cli;

import java.nio.file.Path;
import java.util.Optional;
import lanner.capture.Retention;
import lanner.recorder.session.Keeping;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what becomes of the capture, and of the program when there can be none. */
final class KeepingOptions {
    /** What becomes of a program that cannot be recorded any more. */
    private enum CaptureError {
        CONTINUE,
        KILL
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--segment-size",
            paramLabel = "SIZE",
            converter = Sizes.Bytes.class,
            description = "Start a new segment when one reaches this size (default: 256M).")
    private long segmentSize = Retention.SEGMENT_BYTES;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            converter = Sizes.Bytes.class,
            description = "Flight recorder: drop the oldest segments so that the capture stays below this size.")
    private long maxSize;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Flight recorder: keep the last N segments, the one being written included.")
    private int keep;

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            converter = Sizes.Nanos.class,
            description = {
                "Flight recorder: drop segments that are older than this (30s, 15m, 2h, 1d).",
                "With any of the three, SIGUSR1 keeps the present segments in DIR-kept-N.lanner, without " + "copying."
            })
    private long maxAge;

    @Option(
            names = "--on-exit",
            paramLabel = "WHAT",
            defaultValue = "keep",
            description = {
                "What to do with the capture at the end (default: keep).",
                "keep: keep it; failure: keep it only if the command failed; drop: delete it, except for "
                        + "what SIGUSR1 kept."
            })
    private String onExit;

    @Option(
            names = "--on-capture-error",
            paramLabel = "WHAT",
            defaultValue = "continue",
            description = {
                "What to do with the program when it can no longer be recorded, as on a full disk (default: "
                        + "continue).",
                "continue: let it run unrecorded; kill: kill it."
            })
    private String onCaptureError;

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description = "Sign every segment with this Ed25519 key (PEM; openssl genpkey -algorithm ed25519).")
    private @Nullable Path signingKey;

    /** What they say together. */
    Keeping keeping() {
        CaptureError error = Choices.choose(spec, CaptureError.class, "--on-capture-error", onCaptureError);
        try {
            return new Keeping(
                    new Retention(segmentSize, maxSize, keep, maxAge),
                    Optional.ofNullable(signingKey),
                    Choices.choose(spec, Keeping.OnExit.class, "--on-exit", onExit),
                    error == CaptureError.KILL);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
