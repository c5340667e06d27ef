package lanner.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import lanner.capture.CaptureReader;
import lanner.engine.alert.AlertText;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.ProcessInfo;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.InputException;
import lanner.product.Trees;
import lanner.recorder.os.Launcher;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.recording.RecordingOptions;
import lanner.recorder.session.InlineChoice;
import lanner.recorder.session.Keeping;
import lanner.recorder.session.RecordingException;
import lanner.recorder.session.RecordingOutcome;
import lanner.recorder.session.RecordingRequest;
import lanner.recorder.session.RecordingSession;
import lanner.recorder.session.Target;
import lanner.recorder.syscall.EnvironmentPolicy;
import lanner.recorder.trace.Denied;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: a staged incident, recorded and analyzed. */
@Command(
        name = "demo",
        description = {
            "Records a small staged incident, analyzes it and prints the alerts.",
            "The incident is harmless: real commands in a temporary directory. Prints what to try next."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int MAX_CHAIN = 12;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The capture to write; an existing one is replaced (default: demo.lanner).")
    private Path output = Path.of("demo.lanner");

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter out = spec.commandLine().getOut();
        RuleSet rules = RuleSet.of(
                RuleFiles.load(
                                RuleFiles.orShipped(List.of()),
                                spec.commandLine().getErr())
                        .rules(),
                Rule::enabled,
                new StandardFields());
        Path stage = Files.createTempDirectory(Path.of("/tmp"), "lanner-demo");
        int status;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path script = setUp(stage);
            Thread listener = new Thread(() -> receive(server), "lanner-demo-server");
            listener.setDaemon(true);
            listener.start();
            out.println("A build step runs an install script that it has downloaded. Lanner records it:");
            out.println();
            out.println("  $ lanner record -o " + output + " -- sh " + script);
            out.flush();
            status = record(script, stage.resolve("home"), server.getLocalPort());
        } finally {
            Trees.delete(stage);
        }
        if (status != 0) {
            return status;
        }
        out.println();
        out.println("The alerts of Lanner's rules:");
        out.println();
        out.println("  $ lanner analyze " + output);
        out.println();
        Set<String> names = new TreeSet<>();
        long[] alerts = new long[1];
        Replay replay = new Replay();
        try (CaptureReader reader = CaptureReader.open(output)) {
            replay.run(reader, rules, Replay.Match.FIRST, (alert, rule, context) -> {
                out.println(AlertText.text(alert));
                out.println("    chain: " + AlertText.visible(chain(context.process())));
                names.add(alert.rule());
                alerts[0]++;
            });
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "%s recorded, %s from %s.%n",
                Counted.of(replay.events(), "event"),
                Counted.of(alerts[0], "alert"),
                Counted.of(names.size(), "different rule"));
        next(out);
        return ExitCode.DONE.code();
    }

    private Path setUp(Path stage) throws IOException {
        Path home = Files.createDirectory(stage.resolve("home"));
        for (String directory : List.of(".aws", ".cache", "log")) {
            Files.createDirectory(home.resolve(directory));
        }
        Files.writeString(home.resolve(".aws/credentials"), "[default]\naws_secret_access_key = made-up\n");
        Files.writeString(home.resolve(".bashrc"), "# empty\n");
        Files.writeString(home.resolve("log/install.log"), "installation started\n");
        Path script = stage.resolve("install.sh");
        try (InputStream in = DemoCommand.class.getResourceAsStream("demo/install.sh")) {
            Files.copy(in, script);
        }
        return script;
    }

    private int record(Path script, Path home, int port) {
        RecordingRequest request = new RecordingRequest(
                new Target.Program(
                        List.of("sh", script.toString(), home.toString(), Integer.toString(port)), List.of(0, 1, 2)),
                new RecordingRequest.Output(output, true, Keeping.ALL),
                new RecordingOptions(4096, 80, EnvironmentPolicy.NONE),
                Denied.NOTHING,
                PlacementMode.GOVERNOR,
                InlineChoice.NOTHING,
                Map.of());
        PrintWriter err = spec.commandLine().getErr();
        try {
            RecordingOutcome outcome = new RecordingSession(
                            request, Launcher.CallerState.inherited(), message -> err.println("lanner: " + message))
                    .run(running -> {});
            int status = outcome.trace().shellStatus();
            if (status != 0) {
                err.println("lanner: the staged script ended with status " + status);
                return ExitCode.ENVIRONMENT.code();
            }
            return 0;
        } catch (RecordingException e) {
            err.println("lanner: " + e.getMessage());
            return e.status();
        }
    }

    /** Takes what the script sends, as the other side of an exfiltration would. */
    private static void receive(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.setSoTimeout(5000);
            client.getInputStream().readNBytes(1 << 16);
        } catch (IOException e) {
            // The demo is over before anybody connected: there is no bash on this machine.
            return;
        }
    }

    private static String chain(ProcessInfo process) {
        List<String> names = new ArrayList<>();
        for (ProcessInfo at = process; at != null && names.size() < MAX_CHAIN; at = at.parent()) {
            names.add(at.comm() + "(" + at.pid() + ")");
        }
        Collections.reverse(names);
        return String.join(" > ", names);
    }

    private void next(PrintWriter out) {
        out.println();
        out.println("The whole recording is in " + output + ". Try next:");
        out.println("  lanner events " + output + " 'evt.type=execve' -p '%evt.num %proc.pname > %proc.cmdline'");
        out.println("  lanner events " + output + " 'fd.name contains credentials'");
        out.println("  lanner analyze " + output + " --json");
        out.println("  lanner verify " + output);
        out.println("  lanner rules list");
        out.flush();
    }
}
