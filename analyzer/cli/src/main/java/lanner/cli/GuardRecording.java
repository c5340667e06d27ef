package lanner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lanner.capture.InlineLevel;
import lanner.cli.guard.CommandEnd;
import lanner.product.Trees;
import lanner.recorder.cli.CommandRecording;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.session.Keeping;
import lanner.recorder.session.RecordingException;
import lanner.recorder.session.RecordingOutcome;
import lanner.recorder.session.RecordingRequest;
import lanner.recorder.trace.TraceResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code guard} records a command, and where the recording is kept. */
final class GuardRecording {
    private static final String SUFFIX = ".lanner";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Keep the recording here (default: it is kept among temporary files if an alert counts or "
                    + "there is no verdict).")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace an existing capture.")
    private boolean overwrite;

    @Option(names = "--keep", description = "Keep the recording whatever the verdict is.")
    private boolean keep;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Which system calls to record: rules, forensic, all (default: forensic; see record --help).")
    private Profile profile = Profile.FORENSIC;

    @Option(
            names = "--inline",
            paramLabel = "LEVEL",
            description = "Which calls may be recorded inside the process: look, open, off (default: as record has it; "
                    + "see record --help).")
    private @Nullable InlineLevel inline;

    /**
     * What is known of the command once it has ended.
     *
     * @param outcome empty where nothing is left of its recording
     * @param lost why
     */
    record Recorded(
            TraceResult trace,
            Optional<RecordingOutcome> outcome,
            String lost,
            Path capture,
            Optional<Path> temporary) {
        boolean isThere() {
            return outcome.filter(RecordingOutcome::stays).isPresent();
        }

        CommandEnd end() {
            return new CommandEnd(trace.shellStatus(), trace.fatalSignal());
        }

        /** Deletes the recording if it is among temporary files. */
        void delete() throws IOException {
            if (temporary.isPresent()) {
                Trees.delete(temporary.get());
            }
        }
    }

    /** Whether the recording is kept whatever the verdict is. */
    boolean isKept() {
        return output != null || keep;
    }

    /**
     * Runs and records a command.
     *
     * @param beforeCommand runs right before the command; what it answers runs right behind it
     * @throws RecordingException if the command was not started
     */
    Recorded record(List<String> command, CommandRecording recorder, Supplier<Runnable> beforeCommand)
            throws IOException, RecordingException {
        Optional<Path> temporary = output == null ? Optional.of(temporaryDirectory()) : Optional.empty();
        Path capture = output == null ? temporary.orElseThrow().resolve(captureName(command)) : output;
        boolean recorded = false;
        try {
            RecordingRequest request = recorder.request(
                    command,
                    new RecordingRequest.Output(capture, overwrite, Keeping.ALL),
                    profile,
                    Optional.ofNullable(inline));
            Runnable behindCommand = beforeCommand.get();
            RecordingOutcome outcome;
            try {
                outcome = recorder.run(request, running -> {});
            } finally {
                behindCommand.run();
            }
            recorder.sayMissing(request, outcome);
            recorded = true;
            return new Recorded(outcome.trace(), Optional.of(outcome), "", capture, temporary);
        } catch (RecordingException e) {
            if (e.ended().isEmpty()) {
                throw e;
            }
            return new Recorded(e.ended().get(), Optional.empty(), e.getMessage(), capture, temporary);
        } finally {
            if (!recorded && temporary.isPresent()) {
                Trees.delete(temporary.get());
            }
        }
    }

    /** A recording may be large: it does not go to a file system in memory where another is there. */
    private static Path temporaryDirectory() throws IOException {
        Map<String, String> environment = System.getenv();
        Path place = Stream.of(
                        environment.getOrDefault("TMPDIR", ""), environment.getOrDefault("RUNNER_TEMP", ""), "/var/tmp")
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(each -> Files.isDirectory(each) && Files.isWritable(each))
                .findFirst()
                .orElse(Path.of(System.getProperty("java.io.tmpdir")));
        return Files.createTempDirectory(place.toAbsolutePath(), "lanner-guard-");
    }

    private static String captureName(List<String> command) {
        Path file = Path.of(command.get(0)).getFileName();
        String name = file == null ? "" : file.toString().replaceAll("[^A-Za-z0-9._-]+", "_");
        return (name.isEmpty() || name.startsWith(".") ? "command" + name : name) + SUFFIX;
    }
}
