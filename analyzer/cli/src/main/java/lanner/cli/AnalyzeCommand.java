package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lanner.capture.CaptureReader;
import lanner.cli.output.OutputSpec;
import lanner.cli.output.Outputs;
import lanner.engine.alert.Alert;
import lanner.engine.alert.Priority;
import lanner.engine.replay.Replay;
import lanner.engine.rules.CompiledRule;
import lanner.engine.rules.OutputSuffix;
import lanner.engine.rules.RuleSelection;
import lanner.engine.rules.RuleSet;
import picocli.CommandLine.Command;
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
            "  lanner analyze live.lanner --follow --output http://localhost:2801/ --output file:a.log"
        })
final class AnalyzeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CAPTURE", arity = "1..*", description = "The captures, each by itself.")
    private List<Path> captures = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "Rule files in order; a directory stands for its .yaml and .yml files (default: our own).")
    private List<Path> rules = List.of();

    @Option(names = "--json", description = "One JSON object an alert, in Falco's shape.")
    private boolean json;

    @Option(
            names = "--output",
            paramLabel = "KIND:...",
            description = {
                "Where alerts go; several are possible (default: stdout):",
                "stdout; file:PATH; program:COMMAND; syslog, syslog:udp://HOST, syslog:tcp://HOST;",
                "http://... or https://...; metrics:PATH, metrics:http://HOST:PORT/metrics.",
                "Options behind a comma: file:a.json,format=json; see analyzer/docs/outputs.md."
            })
    private List<String> outputs = List.of();

    @Option(names = "--config", paramLabel = "FILE", description = "A YAML file with outputs, rule selection and more.")
    private Path config;

    @Option(
            names = "--match",
            paramLabel = "first|all",
            description = "The first rule that matches an event, or every one (default: first).")
    private String match;

    @Option(
            names = "--min-priority",
            paramLabel = "P",
            description = "Leave out rules that are less grave (default: debug).")
    private String minimum;

    @Option(names = "--tag", paramLabel = "T", description = "Only rules with this tag; several: any of them.")
    private List<String> tags = List.of();

    @Option(
            names = "--disable",
            paramLabel = "NAME",
            description = "Switch rules of this name off; * stands for any text. After --config, before --enable.")
    private List<String> disabled = List.of();

    @Option(names = "--enable", paramLabel = "NAME", description = "Switch rules of this name on.")
    private List<String> enabled = List.of();

    @Option(
            names = "--append-output",
            paramLabel = "TEXT",
            description = "Add this to every rule's output; 'suggested' stands for Falco's container fields.")
    private List<String> appended = List.of();

    @Option(
            names = "--follow",
            description = "Go on while the capture is being recorded, until the recorder ends or Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--fail-on",
            paramLabel = "P",
            description = "End with status 1 if an alert is at least this grave.")
    private String failOn;

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (follow && captures.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--follow takes one capture");
        }
        ConfigFile file = config == null ? null : ConfigFile.read(config);
        Priority least = priority("--min-priority", orConfigured(minimum, file, "debug"));
        Priority grave = failOn == null ? null : priority("--fail-on", failOn);
        Replay.Match mode = mode(file);
        RuleSet set = rules(file, least, err);
        boolean asJson = json || file != null && file.json.orElse(false);
        Summary summary = new Summary();
        ExitCode status = ExitCode.DONE;
        boolean delivered;
        try (Interruption interruption = new Interruption()) {
            Outputs sinks = Outputs.open(specs(file), asJson, out, err);
            try {
                sinks.events(() -> summary.events + summary.running.events());
                for (Path capture : captures) {
                    ExitCode found = replay(capture, set, mode, sinks, summary, grave, interruption);
                    status = status == ExitCode.DONE ? found : status;
                }
            } finally {
                out.flush();
                delivered = sinks.close();
            }
            summary.print(set, err);
        }
        if (status == ExitCode.DONE && !delivered) {
            status = ExitCode.ENVIRONMENT;
        }
        return (status == ExitCode.DONE && summary.grave ? ExitCode.FOUND : status).code();
    }

    private ExitCode replay(
            Path capture,
            RuleSet set,
            Replay.Match mode,
            Outputs sinks,
            Summary summary,
            Priority grave,
            Interruption interruption)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (CaptureReader reader =
                follow ? CaptureReader.follow(capture, () -> !interruption.wished()) : CaptureReader.open(capture)) {
            Replay replay = new Replay(interruption::wished);
            summary.running = replay;
            replay.run(reader, set, mode, (alert, context) -> {
                sinks.accept(alert);
                if (follow) {
                    out.flush();
                    summary.delay(alert);
                }
                summary.count(alert, grave);
            });
            out.flush();
            summary.events += replay.events();
            summary.running = new Replay();
            if (interruption.wished()) {
                return ExitCode.INTERRUPTED;
            }
            return DamageReport.print(
                    capture.toString(), reader.report(), spec.commandLine().getErr());
        }
    }

    private RuleSet rules(ConfigFile file, Priority least, PrintWriter err) throws InputException {
        List<Path> paths = rules.isEmpty() && file != null ? file.ruleFiles : rules;
        List<OutputSuffix> suffixes = new ArrayList<>(file == null ? List.of() : file.suffixes);
        for (String text : appended) {
            suffixes.add(OutputSuffix.ofText(text.equals("suggested") ? OutputSuffix.SUGGESTED : text));
        }
        RuleSelection selection = file == null ? new RuleSelection() : file.selection;
        disabled.forEach(name -> selection.names(false, name));
        enabled.forEach(name -> selection.names(true, name));
        List<CompiledRule> loaded =
                RuleFiles.load(RuleFiles.orShipped(paths), suffixes, err).rules();
        for (String pattern : selection.unmatched(loaded)) {
            err.println("lanner: '" + pattern + "' is the name or tag of no rule");
        }
        return RuleSet.of(
                loaded,
                rule -> selection.isOn(rule)
                        && rule.priority().atLeast(least)
                        && (tags.isEmpty() || rule.tags().stream().anyMatch(tags::contains)));
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
        if (file != null) {
            specs.addAll(file.outputs);
        }
        return specs.isEmpty() ? List.of(OutputSpec.STDOUT) : specs;
    }

    private static String orConfigured(String given, ConfigFile file, String otherwise) {
        return given != null ? given : file == null ? otherwise : file.minPriority.orElse(otherwise);
    }

    private Replay.Match mode(ConfigFile file) {
        String word = match != null ? match : file == null ? "first" : file.match.orElse("first");
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "first" -> Replay.Match.FIRST;
            case "all" -> Replay.Match.ALL;
            default -> throw new ParameterException(spec.commandLine(), "--match is first or all, not '" + word + "'");
        };
    }

    private Priority priority(String option, String word) {
        return Priority.of(word)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        option + ": '" + word + "' is none of emergency, alert, critical, error, warning, notice, "
                                + "informational, debug"));
    }

    /** What was found, by gravity and by rule. */
    private static final class Summary {
        private static final int MOST_DELAYS = 100_000;

        private final long began = System.nanoTime();
        private final Map<String, Long> byRule = new LinkedHashMap<>();
        private final Map<Priority, Long> byPriority = new EnumMap<>(Priority.class);
        private final List<Long> delays = new ArrayList<>();
        private volatile Replay running = new Replay();
        private long events;
        private boolean grave;
        private long delaysSeen;

        /** From the call to its alert; a sample of bounded size. */
        void delay(Alert alert) {
            Instant now = Instant.now();
            long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano() - alert.time();
            delaysSeen++;
            if (delays.size() < MOST_DELAYS) {
                delays.add(nanos);
            } else {
                delays.set((int) (delaysSeen % MOST_DELAYS), nanos);
            }
        }

        void count(Alert alert, Priority failOn) {
            byRule.merge(alert.rule(), 1L, Long::sum);
            byPriority.merge(alert.priority(), 1L, Long::sum);
            grave |= failOn != null && alert.priority().atLeast(failOn);
        }

        void print(RuleSet rules, PrintWriter err) {
            double seconds = (System.nanoTime() - began) / 1e9;
            long alerts = byRule.values().stream().mapToLong(Long::longValue).sum();
            err.printf(
                    Locale.ROOT,
                    "lanner: %,d events in %.2f s (%,.0f a second), %,d alerts from %d of %d rules%n",
                    events,
                    seconds,
                    events / Math.max(seconds, 1e-9),
                    alerts,
                    byRule.size(),
                    rules.rules().size());
            if (!delays.isEmpty()) {
                delays.sort(null);
                err.printf(
                        Locale.ROOT,
                        "lanner: from call to alert: %.1f ms at the median, %.1f ms at most%n",
                        delays.get(delays.size() / 2) / 1e6,
                        delays.get(delays.size() - 1) / 1e6);
            }
            byPriority.forEach((priority, n) -> err.printf(Locale.ROOT, "  %-14s %,d%n", priority.word(), n));
            for (CompiledRule compiled : rules.rules()) {
                String rule = compiled.rule().name();
                if (byRule.containsKey(rule)) {
                    err.printf(Locale.ROOT, "    %s: %,d%n", rule, byRule.get(rule));
                }
            }
            err.flush();
        }
    }
}
