package lanner.cli;

import java.io.PrintWriter;
import lanner.cli.rulework.DiffReport;
import lanner.cli.rulework.ReportColours;
import lanner.engine.compare.AlertChange;
import lanner.engine.compare.RuleChanges;
import lanner.engine.json.JsonText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the alerts that two versions of rules do not have in common are printed. */
final class DiffOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show N examples per rule and kind of difference (default: 1).")
    private int limit = 1;

    @Option(
            names = "--all",
            description = "Before the summary, print each alert that differs on one line: SIGN CAPTURE:EVENT [RULE] "
                    + "ALERT.")
    private boolean all;

    @Option(
            names = "--json",
            description = "Print one JSON object; with --all, before it one per alert that differs, one per line.")
    private boolean json;

    void check() {
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit is 0 or more, not " + limit);
        }
    }

    /** Whether lines are printed while captures are replayed. */
    boolean printsAtOnce() {
        return all;
    }

    DiffReport report(RuleChanges changes) {
        return new DiffReport(changes, limit, new ReportColours(!json && RuleCommandOptions.isColoured()));
    }

    /** Takes a change into the report, and prints it if each is wanted. */
    void add(DiffReport report, String capture, AlertChange change, PrintWriter out) {
        report.add(capture, change);
        if (all) {
            out.println(json ? JsonText.write(report.json(capture, change)) : report.line(capture, change));
        }
    }

    void print(DiffReport report, PrintWriter out) {
        if (json) {
            out.println(JsonText.write(report.json()));
        } else {
            report.print(out);
        }
        out.flush();
    }
}
