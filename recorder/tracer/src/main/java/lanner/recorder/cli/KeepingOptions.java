package lanner.recorder.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lanner.capture.Retention;
import lanner.recorder.delivery.Delivery;
import lanner.recorder.delivery.SegmentCommand;
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
            description = {
                "What to do with the capture at the end (default: keep).",
                "keep: keep it; failure: keep it only if the command failed; drop: delete it, except for "
                        + "what SIGUSR1 kept."
            })
    private String onExit = "keep";

    @Option(
            names = "--on-capture-error",
            paramLabel = "WHAT",
            description = {
                "What to do with the program when it can no longer be recorded, as on a full disk (default: "
                        + "continue).",
                "continue: let it run unrecorded; kill: kill it."
            })
    private String onCaptureError = "continue";

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description = "Sign every segment with this Ed25519 key (PEM; openssl genpkey -algorithm ed25519).")
    private @Nullable Path signingKey;

    @Option(
            names = "--on-segment",
            paramLabel = "CMD",
            description = {
                "Run this command for each finished segment, the last one included.",
                "{} in it is the segment's path, always as one word; without {} the path is its last argument. "
                        + "LANNER_SEGMENT and LANNER_CAPTURE in its environment hold the paths of the segment and "
                        + "the capture. Quotes and backslashes are as in a shell, but none is run: for pipes and "
                        + "variables say sh -c 'SCRIPT' sh {}.",
                "A status other than 0 is a failure: then it is tried again, " + Delivery.TRIES
                        + " times in all, after " + Delivery.FIRST_PAUSE_SECONDS
                        + " s and twice as long each time. What did not arrive is named.",
                "It has a session of its own, nice 10, no terminal and no input; what it says last is told if it fails. "
                        + "At most " + Delivery.MOST_WAITING + " segments wait. With a limit on the capture, a segment "
                        + "is not dropped while its command runs. A capture that did not arrive whole stays whatever "
                        + "--on-exit says."
            })
    private @Nullable String onSegment;

    @Option(
            names = "--on-segment-timeout",
            paramLabel = "TIME",
            converter = Sizes.Nanos.class,
            description = "Kill a run of that command that takes longer (default: 5m).")
    private long onSegmentTimeout = 300_000_000_000L;

    @Option(
            names = "--on-segment-grace",
            paramLabel = "TIME",
            converter = Sizes.Nanos.class,
            description =
                    "At the end wait no longer than this for segments to be handed over (default: 1m). The second "
                            + "SIGTERM or Ctrl-C ends the wait.")
    private long onSegmentGrace = 60_000_000_000L;

    /** What they say together. */
    Keeping keeping() {
        CaptureError error = Choices.choose(spec, CaptureError.class, "--on-capture-error", onCaptureError);
        try {
            return new Keeping(
                    new Retention(segmentSize, maxSize, keep, maxAge),
                    Optional.ofNullable(signingKey),
                    Choices.choose(spec, Keeping.OnExit.class, "--on-exit", onExit),
                    error == CaptureError.KILL,
                    segmentCommand());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private Optional<SegmentCommand> segmentCommand() {
        if (onSegment == null) {
            return Optional.empty();
        }
        try {
            List<String> words = SegmentCommand.words(onSegment);
            return Optional.of(new SegmentCommand(words, onSegmentTimeout, onSegmentGrace));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--on-segment '" + onSegment + "': " + e.getMessage());
        }
    }
}
