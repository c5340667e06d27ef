package lanner.recorder.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lanner.recorder.os.Launcher;
import lanner.recorder.os.Signals;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.seccomp.Filter;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.syscall.RecordingOptions;
import lanner.recorder.trace.Denied;
import lanner.recorder.trace.TraceResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code record}: runs a command and records what it and its children ask of the kernel. */
@Command(
        name = "record",
        description = "Runs a command and records what it and all its children ask of the kernel.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner record -- make -j4",
            "  lanner record -o build.lanner -- sh -c './configure && make'",
            "  lanner record --profile all -- curl -s localhost",
            "  lanner record --print-filter --profile rules",
            "",
            "Exit status: the command's own; 128+n if signal n ended it; 126 if it could not be",
            "executed; 127 if it was not found; 2 usage; 4 no right to trace, no space, no directory."
        })
public final class RecordCommand implements Callable<Integer> {
    private static final int ENVIRONMENT_AT_FAULT = 4;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The capture to write (default: COMMAND-DATE-TIME.lanner).")
    private Path output;

    @Option(names = "--overwrite", description = "Replace a capture that is there already.")
    private boolean overwrite;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "forensic",
            description = {
                "Which calls to trace (default: forensic):",
                "rules: what detection rules and state need;",
                "forensic: every decoded call but plain data movement;",
                "all: every call."
            })
    private String profile;

    @Option(
            names = "--snaplen",
            paramLabel = "BYTES",
            defaultValue = "80",
            description = "The longest data kept of a read, a write, a message (default: 80).")
    private int snaplenData;

    @Option(
            names = "--snaplen-path",
            paramLabel = "BYTES",
            defaultValue = "4096",
            description = "The longest path or argument list kept (default: 4096).")
    private int snaplenPath;

    @Option(
            names = "--env",
            paramLabel = "POLICY",
            defaultValue = "none",
            description = "What to keep of the environment: none, names, all (default: none).")
    private String environment;

    @Option(
            names = "--placement",
            paramLabel = "MODE",
            defaultValue = "governor",
            description = {
                "Where the recorder and the program run (default: governor):",
                "governor: on one processor, spread while several threads compute;",
                "pin: on one processor, always; off: where the scheduler puts them."
            })
    private String placement;

    @Option(
            names = "--deny",
            paramLabel = "CALL",
            split = ",",
            description = {
                "Refuse this system call with EPERM, and record the attempt; io_uring stands for its three calls,",
                "whose work no tracer sees."
            })
    private List<String> denied = List.of();

    @Option(names = "--print-filter", description = "Print the seccomp filter of the profile and end.")
    private boolean printFilter;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing at the end.")
    private boolean quiet;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command and its arguments.")
    private List<String> command = List.of();

    /** Kept from before anything changed them. */
    private final Launcher.SignalState signals = Launcher.SignalState.inherited();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Profile chosen = choose(Profile.class, "--profile", profile);
        Denied refused = denied();
        if (printFilter) {
            spec.commandLine()
                    .getOut()
                    .print(Filter.of(chosen, Set.of(), refused.calls()).listing());
            spec.commandLine().getOut().flush();
            return 0;
        }
        if (command.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no command to record; see lanner record --help");
        }
        RecordingOptions options;
        try {
            options = new RecordingOptions(
                    snaplenPath, snaplenData, choose(RecordingOptions.Environment.class, "--env", environment));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        Path capture = output == null ? defaultOutput() : output;
        RecordingRequest request = new RecordingRequest(
                command,
                capture,
                overwrite,
                chosen,
                options,
                choose(PlacementMode.class, "--placement", placement),
                refused,
                keptDescriptors());
        ProgramSignals.ignoreQuit();
        RecordingSession.Outcome outcome;
        try {
            outcome = new RecordingSession(request, signals).run(pid -> ProgramSignals.passOn(pid, signals.ignored()));
        } catch (RecordingException e) {
            err.println("lanner: " + e.getMessage());
            err.flush();
            return e.status();
        }
        return report(outcome, capture, err);
    }

    private Denied denied() {
        try {
            return Denied.of(denied);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--deny: '" + e.getMessage() + "' is no system call of this machine");
        }
    }

    private int report(RecordingSession.Outcome outcome, Path capture, PrintWriter err) {
        TraceResult trace = outcome.trace();
        trace.failure()
                .ifPresent(failure -> err.println("lanner: recording stopped while the program went on: "
                        + failure.getMessage() + "; what was written is in " + capture));
        if (!quiet) {
            err.printf(
                    Locale.ROOT,
                    "lanner: %,d events, %,d KB in %s%n",
                    outcome.events(),
                    (outcome.bytes() + 1023) / 1024,
                    capture);
        }
        err.flush();
        int signal = trace.fatalSignal();
        if (signal > 0) {
            // As the program ended, so do we: the shell says the same as without us.
            new Signals().dieOf(signal);
            return 128 + signal;
        }
        return trace.shellStatus() < 0 ? ENVIRONMENT_AT_FAULT : trace.shellStatus();
    }

    private Path defaultOutput() {
        Path file = Path.of(command.get(0)).getFileName();
        String name = file == null ? "command" : file.toString();
        return Path.of(
                name + DateTimeFormatter.ofPattern("-yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneId.systemDefault()))
                        + ".lanner");
    }

    private <E extends Enum<E>> E choose(Class<E> type, String option, String word) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        option + ": '" + word + "' is none of "
                                + String.join(
                                        ", ",
                                        Stream.of(type.getEnumConstants())
                                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                                .toList())));
    }

    /** 0, 1, 2 if they are open, and what the start script found open beside them. */
    private static List<Integer> keptDescriptors() {
        List<Integer> kept = new ArrayList<>();
        for (int fd = 0; fd <= 2; fd++) {
            if (Files.exists(Path.of("/proc/self/fd/" + fd), java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                kept.add(fd);
            }
        }
        for (String fd : System.getProperty("lanner.keep.fds", "").split(",")) {
            if (fd.matches("[0-9]{1,7}") && Integer.parseInt(fd) > 2) {
                kept.add(Integer.parseInt(fd));
            }
        }
        kept.sort(null);
        return kept;
    }
}
