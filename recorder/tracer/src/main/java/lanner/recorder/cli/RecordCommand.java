package lanner.recorder.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import lanner.capture.InlineLevel;
import lanner.product.TerminalText;
import lanner.recorder.inline.StubImage;
import lanner.recorder.metrics.MetricsPublisher;
import lanner.recorder.os.Signals;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.recording.RecordingOptions;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.session.InlineChoice;
import lanner.recorder.session.RecordingException;
import lanner.recorder.session.RecordingOutcome;
import lanner.recorder.session.RecordingRequest;
import lanner.recorder.session.RecordingSession;
import lanner.recorder.session.Shortage;
import lanner.recorder.session.Target;
import lanner.recorder.trace.Denied;
import lanner.recorder.trace.TraceResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code record}: runs a command and records what it and its children ask of the kernel. */
@Command(
        name = "record",
        description = {
            "Records the system calls of a command and all its children.",
            "With -p it attaches to running processes, with their threads and descendants."
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
            "  lanner record --rules rules.yaml -- ./server    only what these rules need",
            "  lanner record -p 4711                           until Ctrl-C, which detaches",
            "  lanner record --max-size 500M -o ring.lanner -- ./server",
            "  lanner record --on-segment 'aws s3 cp {} s3://bucket/' -- ./server",
            "  lanner record --metrics /var/lib/node_exporter/web.prom -- ./server",
            "  lanner record --sign key.pem --redact 'password=[^&]*' -- ./deploy",
            "",
            "Exit status: that of the command; 128+n if signal n ended it; 126 if it could",
            "not be executed; 127 if it was not found; 2 usage; 4 environment: no right to",
            "trace, no space, no directory."
        })
public final class RecordCommand implements Callable<Integer> {
    private static final int STDERR = 2;

    @Spec
    private CommandSpec spec;

    /** Where messages go when no command line of picocli's has read the arguments. */
    private @Nullable PrintWriter messages;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The capture to write (default: COMMAND-DATE-TIME.lanner).")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace an existing capture.")
    private boolean overwrite;

    @Mixin
    private ContentOptions content = new ContentOptions();

    @Option(
            names = "--placement",
            paramLabel = "MODE",
            description = {
                "Which processors the recorder and the program run on (default: governor).",
                "governor: one processor, more while several threads compute;",
                "pin: always one processor; off: as the kernel's scheduler decides."
            })
    private String placement = "governor";

    @Option(
            names = "--inline",
            paramLabel = "LEVEL",
            description = {
                "Which calls may be recorded inside the process, without a stop, as its own statement (default: "
                        + "look with the profiles forensic and all, else off).",
                "look: questions about files and descriptors, which no rule decides on;",
                "open: also opens for reading, for one's own builds, tests and servers;",
                "off: none, for evidence about programs that may be hostile."
            })
    private @Nullable String inline;

    @Option(
            names = "--deny",
            paramLabel = "CALL",
            split = ",",
            description = {
                "Make these system calls fail with EPERM and record each attempt. io_uring stands for its "
                        + "three calls, whose operations are no calls."
            })
    private List<String> denied = List.of();

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "PID",
            split = ",",
            description = {
                "Attach to these processes, with their threads and descendants, until they end or Ctrl-C.",
                "Each of their calls stops twice, recorded or not: slower than a program that record starts."
            })
    private List<Integer> pids = List.of();

    @Mixin
    private KeepingOptions keeping = new KeepingOptions();

    @Mixin
    private MetricsOptions metrics = new MetricsOptions();

    @Option(
            names = "--redact",
            paramLabel = "REGEX",
            description = "Replace what matches this RE2 expression in every text, path, argument and piece of data "
                    + "before it is written. May be given several times. The capture lists the expressions.")
    private List<String> redactions = List.of();

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description = {
                "Store this label in the capture: rules read it as container.label[KEY]. May be given "
                        + "several times.",
                "A container's id, image and pod are found without it; see the recorder's README."
            })
    private Map<String, String> labels = Map.of();

    @Option(
            names = "--status",
            description = "Show a status line on the terminal while recording (default: only with -p).")
    private boolean status;

    @Option(names = "--print-stub", description = "Print the code that --inline puts into processes, and exit.")
    private boolean printStub;

    @Option(names = "--print-filter", description = "Print the seccomp filter and exit.")
    private boolean printFilter;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print no summary at the end.")
    private boolean quiet;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command and its arguments.")
    private List<String> command = List.of();

    /** The command with these of its options alone. */
    static RecordCommand plain(
            @Nullable Path output, boolean overwrite, boolean quiet, List<String> command, PrintWriter messages) {
        RecordCommand record = new RecordCommand();
        record.output = output;
        record.overwrite = overwrite;
        record.quiet = quiet;
        record.command = command;
        record.messages = messages;
        return record;
    }

    private PrintWriter err() {
        return messages != null ? messages : spec.commandLine().getErr();
    }

    @Override
    public Integer call() throws IOException {
        CommandRecording recording = new CommandRecording(err());
        try {
            Selection selection = content.selection(!quiet && !printFilter && !printStub);
            if (printFilter || printStub) {
                return print(recording, selection);
            }
            return record(recording, request(recording, selection));
        } catch (RecordingException e) {
            return refuse(e);
        } catch (RuntimeException | Error e) {
            Optional<RecordingException> refused = Shortage.of(e);
            if (refused.isEmpty()) {
                throw e;
            }
            return refuse(refused.get());
        }
    }

    private int refuse(RecordingException refused) {
        PrintWriter err = err();
        err.println("lanner: " + TerminalText.visible(refused.getMessage()));
        err.flush();
        return refused.status();
    }

    private int print(CommandRecording recording, Selection selection) {
        PrintWriter out = spec.commandLine().getOut();
        InlineLevel level = inlineChoice(recording, selection).level();
        out.print(
                printStub
                        ? StubImage.of(level).listing()
                        : RecordingSession.filter(selection, placementMode(), denied(), level)
                                .listing());
        out.flush();
        return 0;
    }

    private PlacementMode placementMode() {
        return Choices.choose(spec, PlacementMode.class, "--placement", placement);
    }

    private RecordingRequest request(CommandRecording recording, Selection selection) {
        Denied refused = denied();
        if (command.isEmpty() == pids.isEmpty()) {
            throw mistake(command.isEmpty() ? "no command to record" : "either a command or -p, not both");
        }
        if (!pids.isEmpty() && !denied.isEmpty()) {
            throw mistake("--deny works only with a command, not with -p");
        }
        if (!pids.isEmpty() && inline != null && !inline.equalsIgnoreCase("off")) {
            throw mistake("--inline works only with a command, not with -p");
        }
        Target target = pids.isEmpty()
                ? new Target.Program(command, ProgramCaller.keptDescriptors())
                : new Target.Processes(pids);
        RecordingOptions options = content.options(selection, redactions);
        Path capture = output == null ? defaultOutput() : output;
        return new RecordingRequest(
                target,
                new RecordingRequest.Output(capture, overwrite, keeping.keeping()),
                options,
                refused,
                placementMode(),
                inlineChoice(recording, selection),
                labels);
    }

    private int record(CommandRecording recording, RecordingRequest request) throws RecordingException {
        AtomicReference<StatusLine> line = new AtomicReference<>();
        RecordingOutcome outcome;
        PrintWriter err = err();
        // Before the tracer confines itself to one processor.
        Optional<MetricsPublisher> figures =
                metrics.publisher(request.output().path(), sentence -> err.println("lanner: " + sentence));
        try {
            outcome = recording.run(request, running -> {
                figures.ifPresent(publisher -> publisher.follow(running));
                if (showsStatus()) {
                    line.set(new StatusLine(running, running::tracerNanos, System.err));
                }
            });
        } finally {
            StatusLine shown = line.get();
            if (shown != null) {
                shown.close();
            }
            figures.ifPresent(MetricsPublisher::close);
        }
        new RecordReport(request.output(), quiet, err).print(outcome);
        return status(outcome.trace());
    }

    private boolean showsStatus() {
        return (status || !pids.isEmpty() && !quiet) && new Signals().isTerminal(STDERR);
    }

    private InlineChoice inlineChoice(CommandRecording recording, Selection selection) {
        if (inline == null) {
            // Of an attached process no call can be let through: it has no filter.
            return pids.isEmpty() ? InlineChoice.usual(selection) : InlineChoice.NOTHING;
        }
        return recording.choice(Choices.choose(spec, InlineLevel.class, "--inline", inline));
    }

    /** The status to end with: the command's own, and as the command was ended by a signal so are we. */
    private int status(TraceResult trace) {
        if (!pids.isEmpty()) {
            return trace.failure().isPresent() ? RecordingException.ENVIRONMENT : 0;
        }
        return CommandRecording.endAs(trace);
    }

    private ParameterException mistake(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private Denied denied() {
        try {
            return Denied.of(denied);
        } catch (IllegalArgumentException e) {
            throw mistake("--deny: '" + e.getMessage() + "' is not a system call of this machine");
        }
    }

    private Path defaultOutput() {
        Path file = command.isEmpty() ? null : Path.of(command.get(0)).getFileName();
        String name = file != null ? file.toString() : command.isEmpty() ? "pid-" + pids.get(0) : "command";
        return Path.of(
                name + DateTimeFormatter.ofPattern("-yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneId.systemDefault()))
                        + ".lanner");
    }
}
