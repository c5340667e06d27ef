package lanner.recorder.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanner.capture.CaptureWriteException;
import lanner.capture.Retention;
import lanner.recorder.os.Launcher;
import lanner.recorder.os.Signals;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.seccomp.Filter;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.syscall.RecordingOptions;
import lanner.recorder.syscall.Redactions;
import lanner.recorder.trace.Denied;
import lanner.recorder.trace.TraceLoop;
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
        description = {
            "Runs a command and records what it and all its children ask of the kernel,",
            "or attaches to processes that run already, with their threads and descendants."
        },
        customSynopsis = {
            "lanner record [OPTIONS] [--] COMMAND [ARG...]",
            "       lanner record [OPTIONS] -p PID[,PID...]"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner record -- make -j4",
            "  lanner record -o build.lanner -- sh -c './configure && make'",
            "  lanner record --profile all -- curl -s localhost",
            "  lanner record --print-filter --profile rules",
            "  lanner record --rules rules.yaml -- ./server      only what these rules need",
            "  lanner record -p 4711                             until Ctrl-C, which lets it go",
            "  lanner record --max-size 500M -o ring.lanner -- ./server",
            "  lanner record --sign key.pem --redact 'password=[^&]*' -- ./deploy",
            "",
            "Exit status: the command's own; 128+n if signal n ended it; 126 if it could not be",
            "executed; 127 if it was not found; 2 usage; 4 no right to trace, no space, no directory."
        })
public final class RecordCommand implements Callable<Integer> {
    private static final int ENVIRONMENT_AT_FAULT = 4;
    private static final int STDERR = 2;

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
            names = "--rules",
            paramLabel = "FILE|DIR",
            description = {
                "Trace what these rules ask about and what their fields need, and say what and why.",
                "Needs the analyzer on this machine; --calls does not. Repeatable."
            })
    private List<Path> rules = List.of();

    @Option(
            names = "--calls",
            paramLabel = "FILE",
            description = "Trace the calls in this list, made by: lanner rules calls RULES > FILE")
    private Path calls;

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

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "PID",
            split = ",",
            description = {
                "Attach to these processes, with their threads and descendants, until they end or Ctrl-C.",
                "Every call of theirs then stops twice, recorded or not: slower than starting them."
            })
    private List<Integer> pids = List.of();

    @Option(
            names = "--segment-size",
            paramLabel = "SIZE",
            converter = Sizes.Bytes.class,
            description = "Start a new segment when one has grown so large (default: 256M).")
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
                "With any of the three, SIGUSR1 puts the segments aside in DIR-kept-N.lanner, without copying."
            })
    private long maxAge;

    @Option(
            names = "--on-exit",
            paramLabel = "WHAT",
            defaultValue = "keep",
            description = {
                "What becomes of the capture at the end (default: keep): keep;",
                "failure: keep it only if the command failed; drop: only what SIGUSR1 put aside stays."
            })
    private String onExit;

    @Option(
            names = "--on-capture-error",
            paramLabel = "WHAT",
            defaultValue = "continue",
            description = {
                "What becomes of the program when it cannot be recorded any more, as on a full disk",
                "(default: continue): continue, unrecorded; kill."
            })
    private String onCaptureError;

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description = "Sign every segment with this Ed25519 key (PEM; openssl genpkey -algorithm ed25519).")
    private Path signingKey;

    @Option(
            names = "--redact",
            paramLabel = "REGEX",
            description = {
                "Replace what matches (RE2) in every text, path, argument and piece of data before it is written.",
                "Repeatable; the capture lists the expressions."
            })
    private List<String> redactions = List.of();

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description = {
                "Say something of this recording: rules find it as container.label[KEY]. Repeatable.",
                "A container's id, image and pod are found by themselves; see the recorder's README."
            })
    private Map<String, String> labels = Map.of();

    @Option(names = "--status", description = "Show a live line on the terminal (default: only with -p).")
    private boolean status;

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
        Selection selection;
        try {
            selection = selection();
        } catch (RecordingException e) {
            err.println("lanner: " + e.getMessage());
            err.flush();
            return e.status();
        }
        Denied refused = denied();
        if (printFilter) {
            spec.commandLine()
                    .getOut()
                    .print(Filter.of(selection, Set.of(), TraceLoop.WAITS, refused.calls())
                            .listing());
            spec.commandLine().getOut().flush();
            return 0;
        }
        if (command.isEmpty() == pids.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    command.isEmpty() ? "no command to record" : "either a command or -p, not both");
        }
        if (!pids.isEmpty() && !denied.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--deny needs a command: it is done by its filter");
        }
        Path capture = output == null ? defaultOutput() : output;
        RecordingRequest request = new RecordingRequest(
                pids.isEmpty() ? new Target.Program(command, keptDescriptors()) : new Target.Processes(pids),
                capture,
                overwrite,
                selection,
                options(selection),
                choose(PlacementMode.class, "--placement", placement),
                refused,
                keeping(),
                labels);
        ProgramSignals.ignoreQuit();
        RecordingSession.Outcome outcome;
        AtomicReference<StatusLine> line = new AtomicReference<>();
        try {
            outcome = new RecordingSession(request, signals).run(running -> {
                if (pids.isEmpty()) {
                    ProgramSignals.passOn(
                            running,
                            signals.ignored(),
                            request.keeping().retention().drops());
                } else {
                    ProgramSignals.letGo(running);
                }
                if ((status || !pids.isEmpty() && !quiet) && new Signals().isTerminal(STDERR)) {
                    line.set(new StatusLine(running, running::tracerNanos, System.err));
                }
            });
        } catch (RecordingException e) {
            closeLine(line);
            err.println("lanner: " + e.getMessage());
            err.flush();
            return e.status();
        }
        closeLine(line);
        return report(outcome, capture, err);
    }

    private static void closeLine(AtomicReference<StatusLine> line) {
        StatusLine shown = line.getAndSet(null);
        if (shown != null) {
            shown.close();
        }
    }

    private RecordingOptions options(Selection selection) {
        try {
            return new RecordingOptions(
                    snaplenPath,
                    snaplenData,
                    choose(RecordingOptions.Environment.class, "--env", environment),
                    redactions.isEmpty() ? Optional.empty() : Optional.of(Redactions.of(redactions)),
                    selection);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private Selection selection() throws RecordingException {
        if (!rules.isEmpty() && calls != null) {
            throw new ParameterException(spec.commandLine(), "either --rules or --calls, not both");
        }
        if (rules.isEmpty() && calls == null) {
            return Selection.of(choose(Profile.class, "--profile", profile));
        }
        if (spec.commandLine().getParseResult().hasMatchedOption("--profile")) {
            throw new ParameterException(
                    spec.commandLine(), "--rules and --calls say what to trace: --profile says it again");
        }
        Selection selection = calls != null ? RuleCalls.read(calls) : RuleCalls.derive(rules);
        if (!quiet && !printFilter) {
            RuleCalls.explain(selection).forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getErr().flush();
        }
        return selection;
    }

    private Keeping keeping() {
        CaptureError error = choose(CaptureError.class, "--on-capture-error", onCaptureError);
        try {
            return new Keeping(
                    new Retention(segmentSize, maxSize, keep, maxAge),
                    Optional.ofNullable(signingKey),
                    choose(Keeping.OnExit.class, "--on-exit", onExit),
                    error == CaptureError.KILL);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** What becomes of a program that cannot be recorded any more. */
    private enum CaptureError {
        CONTINUE,
        KILL
    }

    private Denied denied() {
        try {
            return Denied.of(denied);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--deny: '" + e.getMessage() + "' is no system call of this machine");
        }
    }

    private String stopped(CaptureWriteException failure, RecordingSession.Outcome outcome, Path capture) {
        if (outcome.bytes() == 0) {
            return "the program ran, and nothing was recorded: " + failure.getMessage();
        }
        String program = onCaptureError.equalsIgnoreCase("kill")
                ? "and the program was killed: "
                : "while the program went on: ";
        String rest = outcome.stays() ? "; what was written is in " + capture : "";
        return "recording stopped " + program + failure.getMessage() + rest;
    }

    private int report(RecordingSession.Outcome outcome, Path capture, PrintWriter err) {
        TraceResult trace = outcome.trace();
        trace.failure().ifPresent(failure -> err.println("lanner: " + stopped(failure, outcome, capture)));
        trace.firstUnserved().ifPresent(first -> err.println("lanner: " + unserved(trace.unserved(), first)));
        if (trace.killed()) {
            err.println("lanner: ended by a second signal: what was left of the program was killed");
        }
        if (trace.letDie() > 0) {
            err.printf(
                    Locale.ROOT,
                    "lanner: let go of the first process of %,d PID %s to die of its own fault: traced it could not%n",
                    trace.letDie(),
                    trace.letDie() == 1 ? "namespace" : "namespaces");
        }
        if (outcome.withoutRights() > 0 && !quiet) {
            err.println("lanner: " + withoutRights(outcome.withoutRights()));
        }
        outcome.refused().values().forEach(reason -> err.println("lanner: not recorded: " + reason));
        if (!quiet) {
            outcome.kept().forEach(kept -> err.println("lanner: put aside: " + kept));
            String place = outcome.stays()
                    ? String.format(Locale.ROOT, "%,d KB in %s", (outcome.bytes() + 1023) / 1024, capture)
                    : outcome.bytes() == 0 ? "no capture" : outcome.isLost() ? "not in " + capture : "not kept";
            String older = outcome.dropped() == 0 ? "" : ", " + outcome.dropped() + " older segments dropped";
            err.printf(Locale.ROOT, "lanner: %,d events, %s%s%n", outcome.events(), place, older);
        }
        err.flush();
        if (!pids.isEmpty()) {
            return trace.failure().isPresent() ? ENVIRONMENT_AT_FAULT : 0;
        }
        int signal = trace.fatalSignal();
        if (signal > 0) {
            // As the program ended, so do we: the shell says the same as without us.
            new Signals().dieOf(signal);
            return 128 + signal;
        }
        return trace.shellStatus() < 0 ? ENVIRONMENT_AT_FAULT : trace.shellStatus();
    }

    private static String withoutRights(long programs) {
        return String.format(
                Locale.ROOT,
                "%,d %s without the rights that set-user-ID, set-group-ID or capabilities of the file give:"
                        + " the kernel gives none while an ordinary user records; record as root",
                programs,
                programs == 1 ? "program ran" : "programs ran");
    }

    /** What is missing because of a fault of ours, with what it takes to find that. */
    static String unserved(long stops, Throwable first) {
        StackTraceElement[] frames = first.getStackTrace();
        return String.format(
                Locale.ROOT,
                "%,d %s could not be served: what %s would have recorded is missing; %s%s%s",
                stops,
                stops == 1 ? "stop" : "stops",
                stops == 1 ? "it" : "they",
                stops == 1 ? "" : "the first: ",
                first,
                frames.length == 0 ? "" : " at " + frames[0]);
    }

    private Path defaultOutput() {
        Path file = command.isEmpty() ? null : Path.of(command.get(0)).getFileName();
        String name = file != null ? file.toString() : command.isEmpty() ? "pid-" + pids.get(0) : "command";
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

    /** What the launcher found open before it started this virtual machine; without a launcher 0, 1, 2 if they are open. */
    private static List<Integer> keptDescriptors() {
        String found = System.getProperty("lanner.keep.fds");
        if (found == null) {
            return IntStream.rangeClosed(0, 2)
                    .filter(fd -> Files.exists(Path.of("/proc/self/fd/" + fd), LinkOption.NOFOLLOW_LINKS))
                    .boxed()
                    .toList();
        }
        return Stream.of(found.split(","))
                .filter(fd -> fd.matches("[0-9]{1,7}"))
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }
}
