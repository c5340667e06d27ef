package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lanner.behaviour.compare.ShapesFile;
import lanner.cli.GuardRecording.Recorded;
import lanner.cli.compare.FailOn;
import lanner.cli.guard.CommandEnd;
import lanner.cli.guard.GuardLog;
import lanner.cli.guard.GuardReport;
import lanner.cli.guard.JobLog;
import lanner.cli.guard.Verdict;
import lanner.cli.output.CompactLine;
import lanner.cli.rulework.ReportColours;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.run.RuleSelection;
import lanner.engine.rules.run.RuleSet;
import lanner.product.ExitCode;
import lanner.product.InputException;
import lanner.recorder.cli.CommandRecording;
import lanner.recorder.session.RecordingException;
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

    @Mixin
    private RuleChoiceOptions choice = new RuleChoiceOptions();

    @Mixin
    private MatchOption match = new MatchOption();

    @Mixin
    private GuardRecording recording = new GuardRecording();

    @Mixin
    private GuardFiles files = new GuardFiles();

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
        CommandRecording recorder = new CommandRecording(err);
        CommandRecording.prepare();
        AnalysisReport.Gravity grave = gravity();
        List<FailOn> counting = counting();
        // Before the command runs: it shall not have run in vain, nor unguarded.
        files.begin();
        RuleSet set = choice.after(new RuleSelection(), "debug").load(rules, List.of(), FIELDS, err);
        GuardJudge.Standard standard =
                new GuardJudge.Standard(FIELDS, set, match.match(), grave, goodRuns(set, counting, err));
        Recorded recorded;
        try {
            recorded = recording.record(command, recorder, stopsCommands ? said::stopCommands : () -> () -> {});
        } catch (RecordingException e) {
            err.println("lanner: " + e.getMessage());
            err.flush();
            return e.status();
        }
        recorder.giveSignalsBack();
        SarifOfAlerts scanning = new SarifOfAlerts(set, files::place);
        int status;
        try (InterruptHandler interruption = new InterruptHandler()) {
            GuardJudge judge = new GuardJudge(standard, scanning, interruption);
            judge.judge(recorded);
            status = tell(recorded, judge, scanning, said);
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

    private Optional<GuardJudge.GoodRuns> goodRuns(RuleSet set, List<FailOn> counting, PrintWriter err)
            throws IOException, InputException {
        if (baseline == null) {
            return Optional.empty();
        }
        ShapesFile.Rules alike = shapes.read();
        try (InterruptHandler interruption = new InterruptHandler()) {
            LearnedCaptures learned =
                    new LearnedCaptures(set, FIELDS, match.match(), alike.shapes(), interruption, err);
            return Optional.of(new GuardJudge.GoodRuns(BaselineArgument.read(baseline, learned), alike, counting));
        }
    }

    /** Writes and prints what was found; the status to end with. */
    private int tell(Recorded recorded, GuardJudge judge, SarifOfAlerts scanning, GuardLog said) throws IOException {
        CommandEnd end = recorded.end();
        Verdict verdict = judge.verdict();
        int judged =
                verdict == Verdict.GOOD ? end.status() : verdict.status(end).code();
        boolean stays = (recording.isKept() || verdict != Verdict.GOOD) && recorded.isThere();
        Optional<String> place = stays ? Optional.of(recorded.capture().toString()) : Optional.empty();
        GuardReport report = judge.report(command, recorded, place, judged);
        boolean written = files.write(report, scanning, said.messages());
        if (!stays) {
            recorded.delete();
        }
        if (!quiet || verdict != Verdict.GOOD) {
            said.print(report);
        }
        return written || judged != 0 ? judged : ExitCode.ENVIRONMENT.code();
    }
}
