package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lanner.capture.CaptureReader;
import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.Priority;
import lanner.engine.replay.Replay;
import lanner.engine.rules.CompiledRule;
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
            "  lanner analyze build.lanner --min-priority warning --fail-on critical"
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
            names = "--match",
            paramLabel = "first|all",
            description = "The first rule that matches an event, or every one (default: first).")
    private Replay.Match match = Replay.Match.FIRST;

    @Option(
            names = "--min-priority",
            paramLabel = "P",
            description = "Leave out rules that are less grave (default: debug).")
    private String minimum = "debug";

    @Option(names = "--tag", paramLabel = "T", description = "Only rules with this tag; several: any of them.")
    private List<String> tags = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "P",
            description = "End with status 1 if an alert is at least this grave.")
    private String failOn;

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Priority least = priority("--min-priority", minimum);
        Priority grave = failOn == null ? null : priority("--fail-on", failOn);
        RuleSet set = RuleSet.of(
                RuleFiles.load(RuleFiles.orShipped(rules), err).rules(),
                rule -> rule.priority().atLeast(least)
                        && (tags.isEmpty() || rule.tags().stream().anyMatch(tags::contains)));
        Summary summary = new Summary();
        ExitCode status = ExitCode.DONE;
        for (Path capture : captures) {
            try (CaptureReader reader = CaptureReader.open(capture)) {
                Replay replay = new Replay();
                replay.run(reader, set, match, (alert, context) -> {
                    out.println(json ? AlertText.json(alert) : AlertText.text(alert));
                    summary.count(alert, grave);
                });
                out.flush();
                summary.events += replay.events();
                ExitCode found = DamageReport.print(capture.toString(), reader.report(), err);
                status = found == ExitCode.DONE ? status : found;
            }
        }
        summary.print(set, err);
        return (status == ExitCode.DONE && summary.grave ? ExitCode.FOUND : status).code();
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
        private final long began = System.nanoTime();
        private final Map<String, Long> byRule = new LinkedHashMap<>();
        private final Map<Priority, Long> byPriority = new EnumMap<>(Priority.class);
        private long events;
        private boolean grave;

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
