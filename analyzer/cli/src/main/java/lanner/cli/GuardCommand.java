package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.fact.Behaviour;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.InlineLevel;
import lanner.capture.event.CaptureFormatException;
import lanner.cli.compare.CompareSarif;
import lanner.cli.compare.FailOn;
import lanner.cli.compare.ShapesFile;
import lanner.cli.guard.BaselineDifferences;
import lanner.cli.guard.CodeQuality;
import lanner.cli.guard.CommandEnd;
import lanner.cli.guard.Findings;
import lanner.cli.guard.GuardLog;
import lanner.cli.guard.GuardReport;
import lanner.cli.guard.JobLog;
import lanner.cli.guard.JobSummary;
import lanner.cli.guard.Verdict;
import lanner.cli.input.InputException;
import lanner.cli.output.CompactLine;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.Alert;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.ParallelReplay;
import lanner.engine.replay.Replay;
import lanner.engine.rules.run.RuleSelection;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.Parents;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.FileFailure;
import lanner.product.Trees;
import lanner.product.WholeFile;
import lanner.recorder.cli.CommandRecording;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.session.Keeping;
import lanner.recorder.session.RecordingException;
import lanner.recorder.session.RecordingOutcome;
import lanner.recorder.session.RecordingRequest;
import lanner.recorder.trace.TraceResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code guard}: records a command, judges the recording, and tells it. */
@Command(
        name = "guard",
        description = {
            "Runs a command, records it, and fails if rules find something in what it did.",
            "The command has the terminal, input and output as without Lanner; the recording is judged when it has "
                    + "ended. A report goes to standard error."
        },
        customSynopsis = "lanner guard [OPTIONS] [--] COMMAND [ARG...]",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner guard -- npm ci",
            "  lanner guard --fail-on error --disable 'Log file *' -- make test",
            "  lanner guard -r rules/ -o install.lanner -- pip install -r requirements.txt",
            "  lanner guard --baseline good.json --fail-on error,new-peer -- npm ci",
            "  lanner guard --sarif guard.sarif --summary guard.md -- ./build.sh",
            "",
            "Exit status: that of the command, if no alert and no difference counts; 110:",
            "one counts, and the command succeeded; 111: one counts, and the command failed;",
            "112: there is no verdict (part of the recording is missing), and the command",
            "succeeded; 113: the same, and it failed; 126, 127: it could not be executed,",
            "was not found; 2 usage, 3 bad rules or baseline, 4 environment: it was not",
            "started; 4 also where it succeeded and a report could not be written; 130",
            "interrupted."
        })
final class GuardCommand implements Callable<Integer> {
    private static final StandardFields FIELDS = new StandardFields();
    private static final String SUFFIX = ".lanner";

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "Rule files, in this order; a directory stands for its .yaml and .yml files (default: the "
                    + "rules that come with Lanner).")
    private List<Path> rules = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            split = ",",
            description = {
                "Alerts of at least this priority count (default: warning).",
                "P:done counts only alerts whose outcome is done.",
                "With --baseline also new-peer, new-program and all others of compare --fail-on: such differences count."
            })
    private List<String> failOn = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "DIR|FILE",
            description = "Report what the command does that these good runs did not: captures, or a file of compare "
                    + "--save-baseline.")
    private @Nullable Path baseline;

    @Mixin
    private ShapesOption shapes = new ShapesOption();

    @Option(
            names = "--min-priority",
            paramLabel = "P",
            description = "Leave out rules of a lower priority (default: debug).")
    private String minimum = "debug";

    @Option(
            names = "--tag",
            paramLabel = "T",
            description = "Use only rules with this tag; given several times, rules with any of the tags.")
    private List<String> tags = List.of();

    @Option(names = "--disable", paramLabel = "NAME", description = "Disable rules of this name; * matches any text.")
    private List<String> disabled = List.of();

    @Mixin
    private MatchOption match = new MatchOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Keep the recording here (default: it is kept among temporary files if an alert counts or "
                    + "there is no verdict).")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replace an existing capture.")
    private boolean overwrite;

    @Option(names = "--keep", description = "Keep the recording whatever the verdict is.")
    private boolean keep;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Which system calls to record: rules, forensic, all (default: forensic; see record --help).")
    private Profile profile = Profile.FORENSIC;

    @Option(
            names = "--inline",
            paramLabel = "LEVEL",
            description = "Which calls may be recorded inside the process: look, open, off (default: as record has it; "
                    + "see record --help).")
    private @Nullable InlineLevel inline;

    @Mixin
    private SarifOptions sarif = new SarifOptions();

    @Option(
            names = "--code-quality",
            paramLabel = "FILE",
            description = "Also write what was found to this file as GitLab's report of code quality.")
    private @Nullable Path codeQuality;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "Add a report in Markdown to this file (default: the one that GITHUB_STEP_SUMMARY names).")
    private @Nullable Path summary;

    @Option(
            names = "--log",
            paramLabel = "KIND",
            description = "Whose log the messages go to: github (groups and annotations), gitlab (sections), plain "
                    + "(default: as GITHUB_ACTIONS and GITLAB_CI say).")
    private @Nullable JobLog log;

    @Option(names = "--stop-commands", description = "In GitHub's log: what the command prints is no workflow command.")
    private boolean stopsCommands;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing where no alert counts and nothing is missing.")
    private boolean quiet;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command and its arguments.")
    private List<String> command = List.of();

    /**
     * What is known of the command once it has ended.
     *
     * @param outcome empty where nothing is left of its recording
     * @param lost why
     */
    private record Recorded(
            TraceResult trace,
            Optional<RecordingOutcome> outcome,
            String lost,
            Path capture,
            Optional<Path> temporary) {
        boolean isThere() {
            return outcome.filter(RecordingOutcome::stays).isPresent();
        }

        CommandEnd end() {
            return new CommandEnd(trace.shellStatus(), trace.fatalSignal());
        }
    }

    /** What a recording is judged by. */
    private record Standard(
            RuleSet rules, Replay.Match match, AnalysisReport.Gravity grave, Optional<GoodRuns> goodRuns) {}

    /** What is known of good runs, and which differences from them count. */
    private record GoodRuns(Baseline known, ShapesFile.Rules alike, List<FailOn> counting) {}

    /** What the replay of a recording says. */
    private static final class Judgement {
        private final Findings findings;
        private final List<String> unknown = new ArrayList<>();
        private final List<String> shortfalls = new ArrayList<>();
        private Optional<BaselineDifferences> differences = Optional.empty();
        private long events;

        Judgement(AnalysisReport.Gravity grave) {
            findings = new Findings(grave::covers);
        }

        Verdict verdict() {
            long counted = findings.counted()
                    + differences.map(BaselineDifferences::counted).orElse(0L);
            return counted > 0 ? Verdict.FOUND : unknown.isEmpty() ? Verdict.GOOD : Verdict.UNKNOWN;
        }
    }

    @Override
    public Integer call() throws IOException, InputException {
        if (command.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no command to guard");
        }
        GuardLog said = new GuardLog(
                log != null ? log : JobLog.of(System.getenv()),
                spec.commandLine().getErr(),
                System.err,
                new CompactLine(0, new ReportColours(false)));
        PrintWriter err = said.messages();
        CommandRecording recording = new CommandRecording(err);
        CommandRecording.prepare();
        AnalysisReport.Gravity grave = gravity();
        List<FailOn> counting = counting();
        // Before the command runs: it shall not have run in vain, nor unguarded.
        Optional<Path> sarifFile = sarif.file();
        if (codeQuality != null) {
            WholeFile.begin(codeQuality).close();
        }
        RuleSet set = rules(err);
        Standard standard = new Standard(set, match.match(), grave, goodRuns(set, counting, err));
        Recorded recorded;
        try {
            recorded = record(recording, said);
        } catch (RecordingException e) {
            err.println("lanner: " + e.getMessage());
            err.flush();
            return e.status();
        }
        recording.giveSignalsBack();
        SarifOfAlerts scanning = new SarifOfAlerts(standard.rules(), sarif::place);
        int status;
        try (InterruptHandler interruption = new InterruptHandler()) {
            Judgement judgement = judge(recorded, standard, scanning, interruption);
            status = tell(recorded, judgement, grave, scanning, sarifFile, said);
        }
        boolean own = status == recorded.end().status();
        return own ? CommandRecording.endAs(recorded.trace()) : status;
    }

    /** The one priority that {@code --fail-on} names, or the usual one. */
    private AnalysisReport.Gravity gravity() {
        List<String> priorities =
                failOn.stream().filter(word -> !FailOn.isMeant(word)).toList();
        if (priorities.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--fail-on: one priority, not " + String.join(" and ", priorities));
        }
        return PriorityArgument.gravity(spec, priorities.isEmpty() ? "warning" : priorities.get(0));
    }

    private List<FailOn> counting() {
        List<String> differences = failOn.stream().filter(FailOn::isMeant).toList();
        if (!differences.isEmpty() && baseline == null) {
            throw new ParameterException(
                    spec.commandLine(), "--fail-on: " + differences.get(0) + " needs a --baseline to differ from");
        }
        try {
            return FailOn.parse(differences);
        } catch (FailOn.UnknownWordException e) {
            throw new ParameterException(spec.commandLine(), "--fail-on: " + e.getMessage());
        }
    }

    private Optional<GoodRuns> goodRuns(RuleSet set, List<FailOn> counting, PrintWriter err)
            throws IOException, InputException {
        if (baseline == null) {
            return Optional.empty();
        }
        ShapesFile.Rules alike = shapes.read();
        try (InterruptHandler interruption = new InterruptHandler()) {
            LearnedCaptures learned =
                    new LearnedCaptures(set, FIELDS, match.match(), alike.shapes(), interruption, err);
            return Optional.of(new GoodRuns(BaselineArgument.read(baseline, learned), alike, counting));
        }
    }

    private RuleSet rules(PrintWriter err) throws InputException {
        RuleSelection selection = new RuleSelection();
        disabled.forEach(name -> selection.names(false, name));
        SelectedRules selected =
                new SelectedRules(selection, tags, PriorityArgument.priority(spec, "--min-priority", minimum));
        return selected.load(rules, List.of(), FIELDS, err);
    }

    private Recorded record(CommandRecording recording, GuardLog said) throws IOException, RecordingException {
        Optional<Path> temporary = output == null ? Optional.of(temporaryDirectory()) : Optional.empty();
        Path capture = output == null ? temporary.orElseThrow().resolve(captureName()) : output;
        boolean recorded = false;
        try {
            RecordingRequest request = recording.request(
                    command,
                    new RecordingRequest.Output(capture, overwrite, Keeping.ALL),
                    profile,
                    Optional.ofNullable(inline));
            Runnable resume = stopsCommands ? said.stopCommands() : () -> {};
            RecordingOutcome outcome;
            try {
                outcome = recording.run(request, running -> {});
            } finally {
                resume.run();
            }
            recording.sayMissing(request, outcome);
            recorded = true;
            return new Recorded(outcome.trace(), Optional.of(outcome), "", capture, temporary);
        } catch (RecordingException e) {
            if (e.ended().isEmpty()) {
                throw e;
            }
            return new Recorded(e.ended().get(), Optional.empty(), e.getMessage(), capture, temporary);
        } finally {
            if (!recorded && temporary.isPresent()) {
                Trees.delete(temporary.get());
            }
        }
    }

    /** A recording may be large: it does not go to a file system in memory where another is there. */
    private static Path temporaryDirectory() throws IOException {
        Map<String, String> environment = System.getenv();
        Path place = Stream.of(
                        environment.getOrDefault("TMPDIR", ""), environment.getOrDefault("RUNNER_TEMP", ""), "/var/tmp")
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(each -> Files.isDirectory(each) && Files.isWritable(each))
                .findFirst()
                .orElse(Path.of(System.getProperty("java.io.tmpdir")));
        return Files.createTempDirectory(place.toAbsolutePath(), "lanner-guard-");
    }

    private String captureName() {
        Path file = Path.of(command.get(0)).getFileName();
        String name = file == null ? "" : file.toString().replaceAll("[^A-Za-z0-9._-]+", "_");
        return (name.isEmpty() || name.startsWith(".") ? "command" + name : name) + SUFFIX;
    }

    private static Judgement judge(
            Recorded recorded, Standard standard, SarifOfAlerts scanning, InterruptHandler interruption) {
        Judgement judgement = new Judgement(standard.grave());
        TraceResult trace = recorded.trace();
        trace.failure().ifPresent(failure -> judgement.unknown.add("the recording stopped: " + failure.getMessage()));
        trace.firstUnserved()
                .ifPresent(first -> judgement.unknown.add(
                        Counted.of(trace.unserved(), "stop of the command was", "stops of the command were")
                                + " not recorded"));
        recorded.outcome()
                .map(RecordingOutcome::refused)
                .orElse(Map.of())
                .values()
                .forEach(reason -> judgement.unknown.add("not recorded: " + reason));
        if (recorded.isThere()) {
            replay(recorded.capture(), standard, scanning, judgement, interruption);
            standard.goodRuns()
                    .filter(runs -> !interruption.wished())
                    .ifPresent(runs -> compare(recorded.capture(), standard, runs, judgement, interruption));
        } else if (trace.failure().isEmpty()) {
            judgement.unknown.add(recorded.lost().isEmpty() ? "nothing was recorded" : recorded.lost());
        }
        judgement.unknown.forEach(scanning::broken);
        return judgement;
    }

    private static void replay(
            Path capture,
            Standard standard,
            SarifOfAlerts scanning,
            Judgement judgement,
            InterruptHandler interruption) {
        ParallelReplay replays = new ParallelReplay(
                1,
                standard.rules(),
                FIELDS,
                standard.match(),
                CaptureReader::open,
                false,
                Parents.AT_BIRTH,
                interruption::wished);
        try {
            replays.run(List.of(capture), new ParallelReplay.Listener() {
                @Override
                public void alert(Alert alert) {
                    judgement.findings.add(alert);
                    scanning.alert(capture, alert);
                }

                @Override
                public boolean wantsScenes() {
                    return true;
                }

                @Override
                public void ended(Path each, CaptureReport report) {
                    ending(each, report, scanning, judgement, interruption);
                }
            });
        } catch (CaptureFormatException e) {
            judgement.unknown.add("the recording cannot be read: " + e.getMessage());
        } catch (IOException e) {
            judgement.unknown.add("the recording cannot be read: " + FileFailure.sentence(e));
        }
        judgement.events = replays.events();
    }

    private static void compare(
            Path capture, Standard standard, GoodRuns runs, Judgement judgement, InterruptHandler interruption) {
        Behaviour.Rules rules = new Behaviour.Rules(standard.rules().copy(FIELDS), standard.match());
        try (EventSource source = CaptureReader.open(capture)) {
            Behaviour behaviour = Behaviour.read(source, capture.toString(), rules, interruption::wished);
            if (interruption.wished()) {
                judgement.unknown.add("the comparison with the baseline was interrupted");
                return;
            }
            judgement.differences = Optional.of(BaselineDifferences.of(
                    runs.known(),
                    Baseline.of(behaviour, runs.alike().shapes()),
                    runs.alike().chance(),
                    runs.counting()));
        } catch (CaptureFormatException e) {
            judgement.unknown.add("the recording cannot be compared: " + e.getMessage());
        } catch (IOException e) {
            judgement.unknown.add("the recording cannot be compared: " + FileFailure.sentence(e));
        }
    }

    private static void ending(
            Path capture,
            CaptureReport report,
            SarifOfAlerts scanning,
            Judgement judgement,
            InterruptHandler interruption) {
        if (interruption.wished()) {
            scanning.unfinished();
            judgement.unknown.add("the analysis was interrupted");
            return;
        }
        scanning.ended(capture, report);
        if (report.damageCount() > 0) {
            judgement.unknown.add(
                    Counted.of(report.damageCount(), "place", "places") + " of the recording cannot be read");
        } else if (!report.complete()) {
            judgement.unknown.add("the recording has no end");
        }
        judgement.shortfalls.addAll(Shortfalls.of(report, 0));
    }

    /** Writes and prints what was found; the status to end with. */
    private int tell(
            Recorded recorded,
            Judgement judgement,
            AnalysisReport.Gravity grave,
            SarifOfAlerts scanning,
            Optional<Path> sarifFile,
            GuardLog said)
            throws IOException {
        CommandEnd end = recorded.end();
        Verdict verdict = judgement.verdict();
        int judged =
                verdict == Verdict.GOOD ? end.status() : verdict.status(end).code();
        boolean stays = output != null || keep || verdict != Verdict.GOOD;
        GuardReport report = new GuardReport(
                command,
                end,
                verdict,
                judgement.findings,
                judgement.differences,
                judgement.unknown,
                judgement.shortfalls,
                grave.least(),
                judgement.events,
                stays && recorded.isThere() ? Optional.of(recorded.capture().toString()) : Optional.empty(),
                judged);
        judgement.differences.ifPresent(
                differences -> CompareSarif.addTo(scanning.log(), differences.compared(), sarif::place));
        scanning.property("command", String.join(" ", command));
        scanning.property("commandStatus", end.status());
        scanning.property("verdict", verdict.name().toLowerCase(Locale.ROOT));
        boolean written = write(report, scanning, sarifFile, judged, said.messages());
        if (recorded.temporary().isPresent() && (!stays || !recorded.isThere())) {
            Trees.delete(recorded.temporary().get());
        }
        if (!quiet || verdict != Verdict.GOOD) {
            said.print(report);
        }
        return written || judged != 0 ? judged : ExitCode.ENVIRONMENT.code();
    }

    /** Writes the files that were asked for; false if one could not be. */
    private boolean write(
            GuardReport report, SarifOfAlerts scanning, Optional<Path> sarifFile, int status, PrintWriter err) {
        boolean written = true;
        if (sarifFile.isPresent()) {
            written &= write(() -> scanning.write(sarifFile.get(), status, report.events(), err), err);
        }
        if (codeQuality != null) {
            Path file = codeQuality;
            written &= write(() -> CodeQuality.write(file, scanning.log()), err);
        }
        String page = System.getenv().getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (summary != null) {
            Path file = summary;
            written &= write(() -> JobSummary.append(file, report), err);
        } else if (!page.isEmpty()) {
            // Nobody asked for it.
            write(() -> JobSummary.append(Path.of(page), report), err);
        }
        return written;
    }

    /** Writes a file. */
    private interface Writing {
        void run() throws IOException;
    }

    private static boolean write(Writing writing, PrintWriter err) {
        try {
            writing.run();
            return true;
        } catch (IOException e) {
            err.println("lanner: " + FileFailure.sentence(e));
            err.flush();
            return false;
        }
    }
}
