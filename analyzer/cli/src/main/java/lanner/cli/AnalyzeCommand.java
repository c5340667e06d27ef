package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.cli.output.AlertLine;
import lanner.cli.output.CompactLine;
import lanner.cli.output.OutputSpec;
import lanner.cli.output.Outputs;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.Alert;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.ParallelReplay;
import lanner.engine.replay.Replay;
import lanner.engine.replay.TimelineReplay;
import lanner.engine.rules.compile.OutputSuffix;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.ClusterState;
import lanner.engine.text.Nearest;
import lanner.exchange.kubernetes.AuditWebhook;
import lanner.product.ExitCode;
import lanner.product.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code analyze}: replays captures through rules. */
@Command(
        name = "analyze",
        description = "Replays captures through rules and prints the alerts.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner analyze build.lanner",
            "  lanner analyze build.lanner -r falco_rules.yaml -r mine.d --json",
            "  lanner analyze build.lanner --min-priority warning --fail-on critical",
            "  lanner analyze build.lanner --format compact | less",
            "  lanner analyze build.lanner --fail-on warning:done",
            "  lanner analyze build.lanner --sarif build.sarif",
            "  lanner analyze audit.jsonl -r k8s_audit_rules.yaml",
            "  lanner analyze pod.lanner audit.jsonl -r rules/ -r k8s_audit_rules.yaml",
            "  lanner analyze pod.lanner --k8s-state cluster.json --json",
            "  lanner analyze live.lanner --follow --output http://localhost:2801/",
            "  lanner analyze --follow --k8s-audit-listen 127.0.0.1:9765 -r k8s.yaml"
        })
final class AnalyzeCommand implements Callable<Integer> {
    private static final int STDOUT = 1;
    private static final String COMPACT = "compact";
    private static final String JSON = "json";
    private static final List<String> FORMATS = List.of(COMPACT, "falco", JSON);
    private static final int MOST_JOBS = 256;
    private static final int MOST_PORT = 65_535;
    private static final StandardFields FIELDS = new StandardFields();

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "0..*",
            description =
                    "The captures, each analyzed by itself; audit logs of Kubernetes, and directories of them. Several with an "
                            + "audit log among them are analyzed on one time line.")
    private List<Path> captures = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "Rule files, in this order; a directory stands for its .yaml and .yml files (default: the "
                    + "rules that come with Lanner).")
    private List<Path> rules = List.of();

    @Option(names = "--json", description = "Print one JSON object per alert, in Falco's format.")
    private boolean json;

    @Option(
            names = "--format",
            paramLabel = "F",
            description =
                    "How alerts are printed: compact (event, time, gravity, rule; subject; process and those above "
                            + "it), falco (one line of the rule's output), json (default: compact on a terminal, else falco).")
    private @Nullable String format;

    @Option(
            names = "--output",
            paramLabel = "KIND:...",
            description = {
                "Where alerts go; may be given several times (default: stdout). Kinds: stdout, file:PATH, "
                        + "program:COMMAND, syslog, syslog:udp://HOST, syslog:tcp://HOST, http://..., https://..., "
                        + "metrics:PATH, metrics:http://HOST:PORT/metrics.",
                "Settings follow after a comma: file:a.json,format=json. See analyzer/docs/outputs.md."
            })
    private List<String> outputs = List.of();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read outputs, rule selection and more from this YAML file.")
    private @Nullable Path config;

    @Mixin
    private MatchOption match = new MatchOption();

    @Mixin
    private RuleChoiceOptions choice = new RuleChoiceOptions();

    @Option(
            names = "--append-output",
            paramLabel = "TEXT",
            description = "Add this text to the output of every rule; 'suggested' stands for Falco's container fields.")
    private List<String> appended = List.of();

    @Option(
            names = "--follow",
            description =
                    "Continue while the capture is being recorded, until the recorder ends or Ctrl-C. The command follow is "
                            + "another thing: it shows what passed through a descriptor.")
    private boolean follow;

    @Option(
            names = "--k8s-audit-listen",
            paramLabel = "HOST:PORT",
            description =
                    "With --follow, instead of a capture: take the events that a Kubernetes API server's audit webhook sends "
                            + "here by HTTP, until Ctrl-C. Port 0 is a free one.")
    private @Nullable String listen;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Replay with N threads, one capture per thread (default: 1). "
                    + "Alerts and their order stay the same.")
    private int jobs = 1;

    @Mixin
    private SarifOptions sarif = new SarifOptions();

    @Mixin
    private ParentsOption parents = new ParentsOption();

    @Mixin
    private KubernetesStateOption kubernetes = new KubernetesStateOption();

    @Option(
            names = "--report",
            description = "Print for each rule how often it was evaluated and how long it took, and the output fields "
                    + "that had no value.")
    private boolean report;

    @Option(
            names = "--fail-on",
            paramLabel = "P[:done]",
            description = {
                "End with status 1 if an alert has at least this priority.",
                "P:done counts only alerts whose outcome is done."
            })
    private @Nullable String failOn;

    /** Given where picocli has not read the arguments. */
    private @Nullable Streams streams;

    private @Nullable InetSocketAddress address;
    private @Nullable AuditWebhook webhook;

    /** The command with options that have no wrong value, without picocli. */
    static AnalyzeCommand plain(List<Path> captures, List<Path> rules, boolean json, boolean report, Streams streams) {
        AnalyzeCommand analyze = new AnalyzeCommand();
        analyze.captures = captures;
        analyze.rules = rules;
        analyze.json = json;
        analyze.report = report;
        analyze.streams = streams;
        return analyze;
    }

    @Override
    public Integer call() throws IOException, InputException {
        Streams to = streams != null ? streams : Streams.of(spec);
        PrintWriter out = to.out();
        PrintWriter err = to.err();
        if (jobs < 1 || jobs > MOST_JOBS || follow && jobs > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--jobs is 1 to " + MOST_JOBS + ", and 1 with --follow, not " + jobs);
        }
        if (follow && captures.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--follow takes one capture");
        }
        if (listen != null && (!follow || !captures.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "--k8s-audit-listen goes with --follow, and takes the place of the capture");
        }
        if (listen == null && captures.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'CAPTURE'");
        }
        address = listen == null ? null : listenAddress(listen);
        List<Path> inputs = listen == null ? CaptureFinder.withLogs(captures) : List.of(Path.of(listen));
        if (follow && CaptureFinder.hasLog(inputs)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--follow waits for a recording; events of an API server come by --k8s-audit-listen");
        }
        ConfigFile file = config == null ? ConfigFile.empty() : ConfigFile.read(config);
        SelectedRules chosen = choice.after(file.selection, file.minPriority.orElse("debug"));
        AnalysisReport.Gravity grave = failOn == null ? null : PriorityArgument.gravity(spec, failOn);
        Replay.Match mode = mode(file);
        Optional<Path> sarifFile = sarif.file();
        ClusterState cluster = kubernetes.load();
        RuleSet set = rules(file, chosen, err);
        Optional<SarifOfAlerts> scanning = sarifFile.map(each -> new SarifOfAlerts(set, sarif::place));
        boolean asJson = isJson(file);
        AlertLine printed = isCompact()
                ? new CompactLine(TerminalWidth.ofOutput(), new ReportColours(RuleCommandOptions.isColoured()))
                : AlertLine.TEXT;
        AnalysisReport found = new AnalysisReport(grave);
        ExitCode[] status = {ExitCode.DONE};
        boolean delivered;
        try (InterruptHandler interruption = new InterruptHandler()) {
            Replays replays = replays(inputs, set, mode, cluster, interruption, err);
            Outputs sinks = Outputs.open(specs(file), asJson, printed, out, err);
            try (ProgressBar progress =
                    new ProgressBar(follow ? 0 : CaptureFinder.bytes(inputs), replays.bytes(), replays.events())) {
                if (isWatched(file)) {
                    progress.start();
                }
                sinks.events(replays.events());
                replays.run(new TimelineReplay.Listener() {
                    @Override
                    public void alert(Path input, Alert alert) throws IOException {
                        sinks.accept(alert);
                        scanning.ifPresent(log -> log.alert(input, alert));
                        if (follow) {
                            out.flush();
                            found.delay(alert);
                        }
                        found.count(alert);
                    }

                    @Override
                    public boolean wantsScenes() {
                        return printed instanceof CompactLine || scanning.isPresent();
                    }

                    @Override
                    public void ended(Path capture, CaptureReport report) {
                        out.flush();
                        scanning.ifPresent(log -> log.ended(capture, report));
                        ExitCode one = interruption.wished()
                                ? ExitCode.INTERRUPTED
                                : DamageReport.print(capture.toString(), report, err);
                        status[0] = status[0] == ExitCode.DONE ? one : status[0];
                    }
                });
            } finally {
                out.flush();
                delivered = sinks.close();
            }
            if (interruption.wished()) {
                status[0] = ExitCode.INTERRUPTED;
            }
            kubernetes.warn(cluster, err);
            if (webhook != null) {
                say(err, webhook.summary());
            }
            found.print(set, replays.events().getAsLong(), report, err);
            if (status[0] == ExitCode.DONE) {
                status[0] = !delivered ? ExitCode.ENVIRONMENT : found.graveSeen() ? ExitCode.FOUND : ExitCode.DONE;
            }
            if (scanning.isPresent()) {
                if (interruption.wished()) {
                    scanning.get().unfinished();
                }
                scanning.get()
                        .write(
                                sarifFile.get(),
                                status[0].code(),
                                replays.events().getAsLong(),
                                err);
            }
            return status[0].code();
        }
    }

    /** How the inputs are replayed: each by itself, or all on one time line. */
    private record Replays(LongSupplier events, LongSupplier bytes, Running running) {
        interface Running {
            void run(TimelineReplay.Listener listener) throws IOException;
        }

        void run(TimelineReplay.Listener listener) throws IOException {
            running.run(listener);
        }
    }

    private Replays replays(
            List<Path> inputs,
            RuleSet set,
            Replay.Match mode,
            ClusterState cluster,
            InterruptHandler interruption,
            PrintWriter err)
            throws IOException {
        ParallelReplay.Opener opener = input -> open(input, interruption, err);
        // What the webhook has accepted is analyzed whatever is wished meanwhile: its source ends by itself.
        BooleanSupplier stop = () -> address == null && interruption.wished();
        if (CaptureFinder.isTimeline(inputs)) {
            TimelineReplay all =
                    new TimelineReplay(set, FIELDS, mode, opener, report, parents.parents(), cluster, stop);
            return new Replays(all::events, all::bytes, listener -> all.run(inputs, listener));
        }
        ParallelReplay each =
                new ParallelReplay(jobs, set, FIELDS, mode, opener, report, parents.parents(), stop).with(cluster);
        return new Replays(each::events, each::bytes, listener -> each.run(inputs, new InOrder(inputs, listener)));
    }

    /** Says which capture an alert is of: they come in the order of the captures. */
    private static final class InOrder implements ParallelReplay.Listener {
        private final List<Path> captures;
        private final TimelineReplay.Listener listener;
        private int ended;

        InOrder(List<Path> captures, TimelineReplay.Listener listener) {
            this.captures = captures;
            this.listener = listener;
        }

        @Override
        public void alert(Alert alert) throws IOException {
            listener.alert(captures.get(ended), alert);
        }

        @Override
        public boolean wantsScenes() {
            return listener.wantsScenes();
        }

        @Override
        public void ended(Path capture, CaptureReport report) throws IOException {
            ended++;
            listener.ended(capture, report);
        }
    }

    private EventSource open(Path capture, InterruptHandler interruption, PrintWriter err) throws IOException {
        BooleanSupplier goOn = () -> !interruption.wished();
        if (address != null) {
            AuditWebhook listening = AuditWebhook.listen(address, goOn, line -> say(err, line));
            webhook = listening;
            InetSocketAddress bound = listening.address();
            say(err, "listening for audit events on http://" + bound.getHostString() + ":" + bound.getPort() + "/");
            return listening;
        }
        return follow ? CaptureReader.follow(CaptureFinder.place(capture), goOn) : CaptureFinder.open(capture);
    }

    private static void say(PrintWriter err, String line) {
        err.println("lanner: " + line);
        err.flush();
    }

    private InetSocketAddress listenAddress(String given) {
        int colon = given.lastIndexOf(':');
        String port = given.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MOST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--k8s-audit-listen is HOST:PORT, as 127.0.0.1:9765, not '" + given + "'");
        }
        return new InetSocketAddress(given.substring(0, colon), Integer.parseInt(port));
    }

    private boolean isJson(ConfigFile file) {
        if (format != null && !FORMATS.contains(format)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--format is " + String.join(", ", FORMATS) + ", not '" + format + "'"
                            + Nearest.hint(format, FORMATS));
        }
        if (json && format != null && !format.equals(JSON)) {
            throw new ParameterException(spec.commandLine(), "either --json or --format " + format + ", not both");
        }
        return json || (format == null ? file.json.orElse(false) : format.equals(JSON));
    }

    private boolean isCompact() {
        return format == null ? ProgressBar.isTerminal(STDOUT) : format.equals(COMPACT);
    }

    /** A bar on the terminal that alerts are printed to as well would tear them. */
    private boolean isWatched(ConfigFile file) {
        boolean toTerminal = ProgressBar.isTerminal(STDOUT) && specs(file).contains(OutputSpec.STDOUT);
        return !toTerminal && ProgressBar.isTerminal(2);
    }

    private RuleSet rules(ConfigFile file, SelectedRules chosen, PrintWriter err) throws InputException {
        List<Path> paths = rules.isEmpty() ? file.ruleFiles : rules;
        List<OutputSuffix> suffixes = new ArrayList<>(file.suffixes);
        suffixes.addAll(kubernetes.suffixes());
        for (String text : appended) {
            suffixes.add(OutputSuffix.ofText(text.equals("suggested") ? OutputSuffix.SUGGESTED : text));
        }
        return chosen.load(paths, suffixes, FIELDS, err);
    }

    private List<OutputSpec> specs(ConfigFile file) {
        List<OutputSpec> specs = new ArrayList<>();
        for (String output : outputs) {
            try {
                specs.add(OutputSpec.parse(output));
            } catch (OutputSpec.Invalid e) {
                throw new ParameterException(spec.commandLine(), "--output " + output + ": " + e.getMessage());
            }
        }
        specs.addAll(file.outputs);
        return specs.isEmpty() ? List.of(OutputSpec.STDOUT) : specs;
    }

    private Replay.Match mode(ConfigFile file) {
        return match.match(file.match);
    }
}
