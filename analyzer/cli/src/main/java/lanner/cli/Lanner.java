package lanner.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import lanner.capture.CaptureWriteException;
import lanner.capture.event.CaptureFormatException;
import lanner.exchange.pack.UnpackedCaptures;
import lanner.product.ExitCode;
import lanner.product.FileFailure;
import lanner.product.InputException;
import lanner.product.TerminalText;
import lanner.product.Version;
import lanner.product.WholeFile;
import lanner.recorder.cli.RecordCommand;
import lanner.recorder.cli.RecorderMain;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command line. */
@Command(
        name = "lanner",
        description = "A flight recorder for Linux programs: record first, decide later.",
        mixinStandardHelpOptions = true,
        versionProvider = Lanner.ProductVersion.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner demo                            record and analyze a staged incident",
            "  lanner record -o build.lanner -- make  record a command and all its children",
            "  lanner analyze build.lanner            print which rules matched, and what",
            "  lanner events build.lanner 'evt.type=connect'",
            "  lanner view build.lanner               the same in a window",
            "  lanner tui build.lanner                the same on a terminal",
            "",
            "Exit status: 0 done; 1 found what --fail-on, check or verify look for; 2 usage;",
            "3 bad input; 4 environment; 70 an error of Lanner itself; 130 interrupted."
        })
public final class Lanner {
    private static final long STACK_BYTES = 128L << 20;

    private static final Set<String> VERSION = Set.of("-V", "--version");

    /** By their names, in the order of the help. To ask a command's class for its name takes longer than to load it. */
    private static final Map<String, Class<?>> COMMANDS = commands();

    private Lanner() {}

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("record", RecordCommand.class);
        commands.put("guard", GuardCommand.class);
        commands.put("events", EventsCommand.class);
        commands.put("analyze", AnalyzeCommand.class);
        commands.put("explain", ExplainCommand.class);
        commands.put("test", TestCommand.class);
        commands.put("rules", RulesCommand.class);
        commands.put("summary", SummaryCommand.class);
        commands.put("tree", TreeCommand.class);
        commands.put("story", StoryCommand.class);
        commands.put("follow", FollowCommand.class);
        commands.put("report", ReportCommand.class);
        commands.put("top", TopCommand.class);
        commands.put("compare", CompareCommand.class);
        commands.put("policy", PolicyCommand.class);
        commands.put("sql", SqlCommand.class);
        commands.put("fleet", FleetCommand.class);
        commands.put("info", InfoCommand.class);
        commands.put("verify", VerifyCommand.class);
        commands.put("salvage", SalvageCommand.class);
        commands.put("import", ImportCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put("pack", PackCommand.class);
        commands.put("unpack", UnpackCommand.class);
        commands.put("view", ViewCommand.class);
        commands.put("tui", TuiCommand.class);
        commands.put("demo", DemoCommand.class);
        commands.put("completion", CompletionCommand.class);
        return commands;
    }

    /** What {@code --version} prints. */
    static final class ProductVersion implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.product()};
        }
    }

    /** Writes the shell's completion script. */
    @Command(
            name = "completion",
            description = {"Prints a completion script for bash and zsh.", "To load it: source <(lanner completion)"},
            mixinStandardHelpOptions = true)
    static final class CompletionCommand implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            CommandLine root = spec.root().commandLine();
            root.getOut().print(AutoComplete.bash("lanner", root));
            root.getOut().flush();
        }
    }

    public static void main(String[] arguments) {
        // Conditions may nest a thousand deep: the default stack is not made for that.
        new Thread(null, () -> runAndHalt(arguments), "lanner", STACK_BYTES).start();
    }

    private static void runAndHalt(String[] arguments) {
        PrintStream out =
                new PrintStream(new BufferedOutputStream(new CheckedOutput(), 1 << 16), false, StandardCharsets.UTF_8);
        int status = ExitCode.INTERNAL.code();
        try {
            int ended = execute(new PrintWriter(out, false, StandardCharsets.UTF_8), arguments);
            out.flush();
            removeUnpacked();
            System.err.flush();
            status = ended;
        } finally {
            // Not exit: nothing is left to do, and shutdown hooks of libraries must not change how this ends. It ends
            // so
            // even where there is no memory left to say of what.
            Runtime.getRuntime().halt(status);
        }
    }

    private static int execute(PrintWriter out, String... arguments) {
        PrintWriter err = TerminalText.messages(new OutputStreamWriter(System.err, StandardCharsets.UTF_8));
        Callable<Integer> command = () -> {
            Optional<Callable<Integer>> plain = PlainArguments.read(arguments, new Streams(out, err));
            return plain.isPresent() ? plain.get().call() : execute(commandLine(out, arguments), arguments);
        };
        return execute(command, out, err);
    }

    /** Runs a command; the status to end with, whatever it dies of. */
    static int execute(Callable<Integer> command, PrintWriter out, PrintWriter err) {
        try {
            return command.call();
        } catch (Exception e) {
            return Failures.explain(e, out, err);
        } catch (Error e) {
            return Failures.explain(e, err);
        }
    }

    /** Runs the command; the status to end with, whatever it dies of. */
    static int execute(CommandLine commandLine, String... arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (Error e) {
            // Picocli catches exceptions alone: of an error the thread would end, and the process with 0.
            return Failures.explain(e, commandLine.getErr());
        }
    }

    /** For bytes that are no text; with the same ends as what is printed. */
    static OutputStream standardOutput() {
        return new CheckedOutput();
    }

    /** Before each end of this process that runs no shutdown hooks. */
    static void removeUnpacked() {
        try {
            UnpackedCaptures.ofThisProcess().close();
        } catch (IOException e) {
            System.err.println("lanner: a private copy of a packed capture could not be removed: "
                    + TerminalText.visible(FileFailure.sentence(e)));
        }
    }

    /** The whole command line as data, for the manual pages. */
    public static CommandLine.Model.CommandSpec allCommands() {
        return commandLine(new PrintWriter(Writer.nullWriter())).getCommandSpec();
    }

    /**
     * The command line for these arguments, writing data to {@code out}. Where they begin with a command only that is
     * built: to build all of them takes longer than many a command runs.
     */
    public static CommandLine commandLine(PrintWriter out, String... arguments) {
        CommandLine commandLine = new CommandLine(new Lanner());
        for (Class<?> command : asked(arguments)) {
            commandLine.addSubcommand(command);
        }
        RecorderMain.prepare(commandLine);
        CommandLine guard = commandLine.getSubcommands().get("guard");
        if (guard != null) {
            // What follows the name of a command is its own.
            guard.setStopAtPositional(true);
        }
        commandLine.setOut(out);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler(new Failures());
        return commandLine;
    }

    private static Collection<Class<?>> asked(String... arguments) {
        if (arguments.length == 1 && VERSION.contains(arguments[0])) {
            return List.of();
        }
        Class<?> asked = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        // Completion is about all commands, and so is a word that names none.
        return asked == null || asked == CompletionCommand.class ? COMMANDS.values() : List.of(asked);
    }

    /** The one place that turns a failure into a sentence and a status. */
    private static final class Failures implements CommandLine.IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
            return explain(failure, command.getOut(), command.getErr());
        }

        static int explain(Error error, PrintWriter err) {
            err.println("lanner: internal error: " + error);
            error.printStackTrace(err);
            err.flush();
            return ExitCode.INTERNAL.code();
        }

        static int explain(Exception failure, PrintWriter out, PrintWriter err) {
            out.flush();
            if (failure instanceof InterruptedIOException) {
                return ExitCode.INTERRUPTED.code();
            }
            String message = Objects.requireNonNullElseGet(failure.getMessage(), failure::toString);
            ExitCode code;
            if (failure instanceof InputException || failure instanceof CaptureFormatException) {
                String[] lines = message.split("\n", -1);
                err.println("lanner: " + TerminalText.visible(lines[0]));
                for (int i = 1; i < lines.length; i++) {
                    err.println(TerminalText.visible(lines[i]));
                }
                code = ExitCode.BAD_INPUT;
            } else if (failure instanceof IOException || failure instanceof UncheckedIOException) {
                err.println("lanner: " + TerminalText.visible(FileFailure.sentence(failure)));
                boolean written =
                        failure instanceof CaptureWriteException || failure instanceof WholeFile.NotWrittenException;
                code = written ? ExitCode.ENVIRONMENT : ExitCode.BAD_INPUT;
            } else {
                err.println("lanner: internal error, please report it with the lines below");
                failure.printStackTrace(err);
                code = ExitCode.INTERNAL;
            }
            err.flush();
            return code.code();
        }
    }

    /**
     * When the reader of the output is closed ({@code | head}), the command ends; when it cannot be
     * written for another reason, that is said.
     */
    private static final class CheckedOutput extends OutputStream {
        private final OutputStream out = new FileOutputStream(FileDescriptor.out);

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                boolean closed = FileFailure.words(e).contains("Broken pipe");
                if (!closed) {
                    System.err.println("lanner: the output cannot be written: " + FileFailure.words(e));
                    System.err.flush();
                }
                removeUnpacked();
                Runtime.getRuntime().halt((closed ? ExitCode.BROKEN_PIPE : ExitCode.ENVIRONMENT).code());
            }
        }
    }
}
