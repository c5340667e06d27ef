package lanner.recorder.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
        nameThisProcess();
        CommandLine commandLine = prepare(new CommandLine(new RecorderMain()));
        int status = commandLine.execute(arguments);
        // Not exit: nothing is left to do, and shutdown hooks of libraries must not change how this ends.
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
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
        commandLine.registerConverter(Path.class, RecorderMain::path);
        commandLine.setParameterExceptionHandler(new UsageMistakes());
        commandLine.setExecutionExceptionHandler((failure, source, parsed) -> {
            if (failure instanceof IOException || failure instanceof UncheckedIOException) {
                source.getErr().println("lanner: " + TerminalText.visible(FileFailure.sentence(failure)));
                return ExitCode.ENVIRONMENT.code();
            }
            source.getErr().println("lanner: internal error: " + failure);
            failure.printStackTrace(source.getErr());
            return ExitCode.INTERNAL.code();
        });
        return commandLine;
    }

    private static Path path(String name) {
        try {
            return PathText.of(name);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    /** So that process lists, and the recorded program's parent, say who this is. */
    private static void nameThisProcess() {
        try {
            Files.writeString(Path.of("/proc/self/comm"), "lanner", StandardOpenOption.WRITE);
        } catch (IOException e) {
            // A /proc that cannot be written: then the process keeps the virtual machine's name.
            return;
        }
    }
}
