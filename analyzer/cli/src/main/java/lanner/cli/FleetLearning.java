package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.compare.ShapesFile;
import lanner.cli.fleet.FleetCapture;
import lanner.cli.fleet.FleetListener;
import lanner.cli.fleet.FleetRules;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import lanner.product.ExitCode;
import lanner.product.InputException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What many captures did, together: which captures, by which rules, and who reads them. */
final class FleetLearning {
    private static final StandardFields FIELDS = new StandardFields();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private FleetPaths captures;

    @Mixin
    private FleetOptions fleet;

    @Mixin
    private AlertRules rules;

    @Mixin
    private MatchOption match;

    @Mixin
    private ShapesOption shapes;

    /**
     * What was learned.
     *
     * @param status what comes of the captures, of the engine, or of Ctrl-C
     */
    record Learned(Baseline baseline, ExitCode status) {
        /** Whether it tells of what could be read; if not, the reason was said. */
        boolean isThere() {
            return (status == ExitCode.DONE || status == ExitCode.BAD_INPUT) && baseline.runs() > 0;
        }
    }

    /** The rules by which names are alike. */
    ShapesFile.Rules alike() throws InputException {
        return shapes.read();
    }

    /** Reads the captures. */
    Learned learn() throws IOException, InputException {
        PrintWriter err = spec.commandLine().getErr();
        Replay.Match matched = match.match();
        LoadedRules loaded = RuleFiles.load(rules.files(), err);
        FleetRules asked = FleetRules.of(loaded, List.of(), RuleSet.of(loaded.rules(), Rule::enabled, FIELDS));
        String names = shapes.text();
        FleetRun run = new FleetRun(fleet, err);
        Baseline.Learning learning = new Baseline.Learning();
        ExitCode status = run.ask(
                captures.paths(),
                session -> session.learn(asked, matched, names, new FleetListener<Baseline>() {
                    @Override
                    public void found(String capture, Baseline learned) {
                        learning.add(learned);
                    }

                    @Override
                    public void ended(FleetCapture capture) {
                        run.ended(capture);
                    }
                }));
        return new Learned(learning.baseline(), status);
    }
}
