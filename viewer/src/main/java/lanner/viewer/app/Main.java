package lanner.viewer.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.application.Application;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CaseText;
import lanner.product.ExitCode;
import lanner.product.Installation;
import lanner.product.PathText;
import lanner.product.TerminalText;
import lanner.product.Version;
import lanner.viewer.paint.DisplayText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lanner view}: no JavaFX class itself, so that it starts from the class path. */
@Command(
        name = "lanner view",
        description = {
            "Opens captures in a window: time line, process tree, events, alerts.",
            "Captures are opened read-only. Bookmarks, notes and decisions are written to "
                    + "NAME.lanner-case beside the first capture, or to ~/.local/share/lanner/cases if that "
                    + "directory is read-only or another user's. The index is written to the user's cache. Nothing "
                    + "is sent over the network."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.ProductVersion.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner view build.lanner",
            "  lanner view web.lanner db.lanner          several captures on one time line",
            "  lanner view trace.scap -r my_rules.yaml"
        })
public final class Main implements Callable<Integer> {
    /** What {@code --version} prints. */
    static final class ProductVersion implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.product()};
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "0..*",
            description = "The captures, scap files, or audit logs of Kubernetes.")
    private List<Path> captures = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "The rules whose alerts are shown (default: the rules that come with Lanner).")
    private List<Path> rules = List.of();

    @Option(names = "--case", paramLabel = "FILE", description = "The case file (default: NAME.lanner-case).")
    private Path caseFile;

    @Option(
            names = "--analyst",
            paramLabel = "NAME",
            description = "Who works on the case: written beside what is decided (default: who was named last).")
    private String analyst;

    @Option(
            names = "--case-number",
            paramLabel = "NUMBER",
            description = "What the case is called; kept in the case file.")
    private String caseNumber;

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        commandLine.setErr(TerminalText.messages(new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
        commandLine.registerConverter(Path.class, Main::path);
        commandLine.setParameterExceptionHandler(Main::mistake);
        System.exit(commandLine.execute(arguments));
    }

    private static Path path(String name) {
        try {
            return PathText.of(name);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    /** One line for one mistake, as the other commands say it. */
    private static int mistake(ParameterException mistake, String[] arguments) {
        PrintWriter err = mistake.getCommandLine().getErr();
        String message = String.valueOf(mistake.getMessage());
        String begin = message.substring(0, Math.min(1, message.length())).toLowerCase(Locale.ROOT);
        err.println("lanner: " + DisplayText.text(JsonText.latin(begin + message.substring(begin.length())))
                + "; see lanner view --help");
        return mistake.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public Integer call() throws IOException {
        for (Path capture : captures) {
            if (!Files.exists(capture)) {
                spec.commandLine().getErr().println("lanner: there is no " + shown(capture));
                return ExitCode.BAD_INPUT.code();
            }
        }
        List<Path> files = rules.isEmpty() ? shipped() : rules;
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new ParameterException(spec.commandLine(), "there is no " + shown(file));
            }
        }
        line("--analyst", analyst);
        line("--case-number", caseNumber);
        if (System.getenv("DISPLAY") == null && !"Headless".equals(System.getProperty("glass.platform"))) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "lanner: the viewer needs a display: DISPLAY is not set. On a machine without one, copy the"
                                    + " capture, or use lanner analyze, events and explain");
            return ExitCode.ENVIRONMENT.code();
        }
        ViewerApp.request(new ViewerApp.Request(captures, files, caseFile, analyst, caseNumber));
        Application.launch(ViewerApp.class);
        return ViewerApp.status();
    }

    private void line(String option, String text) {
        Optional<String> against = text == null ? Optional.empty() : CaseText.problem(text);
        if (against.isPresent()) {
            throw new ParameterException(spec.commandLine(), option + " takes " + against.get());
        }
    }

    private static String shown(Path path) {
        return DisplayText.text(JsonText.latin(path.toString()));
    }

    private static List<Path> shipped() {
        Path rules = Installation.rules();
        return Files.isDirectory(rules) ? List.of(rules) : List.of();
    }
}
