package lanner.recorder.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import lanner.product.ExitCode;
import lanner.product.FileFailure;
import lanner.product.PathText;
import lanner.product.TerminalText;
import lanner.product.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The recorder alone: {@code lanner record}. */
@Command(
        name = "lanner",
        description = "A flight recorder for Linux programs. This installation has the recorder alone.",
        mixinStandardHelpOptions = true,
        versionProvider = RecorderMain.ProductVersion.class,
        subcommands = RecordCommand.class)
public final class RecorderMain {
    RecorderMain() {}

    /** What {@code --version} prints. */
    static final class ProductVersion implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.product()};
        }
    }

    public static void main(String[] arguments) {
        CommandRecording.prepare();
        int status = run(arguments);
        // Not exit: nothing is left to do, and shutdown hooks of libraries must not change how this ends.
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }

    private static int run(String[] arguments) {
        PrintWriter messages = TerminalText.messages(new OutputStreamWriter(System.err, StandardCharsets.UTF_8));
        Optional<RecordCommand> plain = PlainArguments.read(arguments, messages);
        if (plain.isEmpty()) {
            return prepare(new CommandLine(new RecorderMain())).execute(arguments);
        }
        try {
            return plain.get().call();
        } catch (IOException | RuntimeException e) {
            return Failures.explain(e, messages);
        }
    }

    /**
     * Gives a command line the settings that every one with {@code record} in it needs.
     *
     * @return the same, whose subcommands are there already
     */
    public static CommandLine prepare(CommandLine commandLine) {
        // What follows the command's name is the command's own, arguments that begin with @ too.
        commandLine.setExpandAtFiles(false);
        CommandLine record = commandLine.getSubcommands().get("record");
        if (record != null) {
            record.setStopAtPositional(true);
        }
        // Messages name paths, arguments and what other programs and files say.
        commandLine.setErr(TerminalText.messages(commandLine.getErr()));
        commandLine.registerConverter(Path.class, new PathConverter());
        commandLine.setParameterExceptionHandler(new UsageMistakes());
        commandLine.setExecutionExceptionHandler(new Failures());
        return commandLine;
    }

    private static final class PathConverter implements CommandLine.ITypeConverter<Path> {
        @Override
        public Path convert(String name) {
            try {
                return PathText.of(name);
            } catch (InvalidPathException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }

    private static final class Failures implements CommandLine.IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception failure, CommandLine source, CommandLine.ParseResult parsed) {
            return explain(failure, source.getErr());
        }

        static int explain(Exception failure, PrintWriter messages) {
            if (failure instanceof IOException || failure instanceof UncheckedIOException) {
                messages.println("lanner: " + TerminalText.visible(FileFailure.sentence(failure)));
                return ExitCode.ENVIRONMENT.code();
            }
            messages.println("lanner: internal error: " + failure);
            failure.printStackTrace(messages);
            return ExitCode.INTERNAL.code();
        }
    }
}
