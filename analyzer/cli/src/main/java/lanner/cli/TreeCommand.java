package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import lanner.cli.inquiry.InquiryJson;
import lanner.cli.inquiry.ProcessTreeText;
import lanner.cli.rulework.ReportColours;
import lanner.engine.json.JsonText;
import lanner.investigation.index.Events;
import lanner.product.ExitCode;
import lanner.product.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tree}: who started whom. */
@Command(
        name = "tree",
        description = {
            "Shows the processes of a capture, each below its parent.",
            "Number and command that it ran last; in brackets the user and the container where they differ from the "
                    + "parent's, the birth after the first event, how long it lived, an exit that is not 0, alerts. Four "
                    + "or more children that ran the same program, without children, alerts and failures of their own, "
                    + "are one line."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner tree build.lanner",
            "  lanner tree --all --depth 1000 build.lanner | less",
            "  lanner tree --json build.lanner"
        })
final class TreeCommand implements Callable<Integer> {
    private static final int MOST_DEPTH = 1000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private InquiryOptions given;

    @Option(names = "--all", description = "Print each process, also those that are alike, and whole command lines.")
    private boolean all;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many levels are printed, 1 to " + MOST_DEPTH + " (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(names = "--json", description = "Print one JSON object, with every process.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InputException {
        if (depth < 1 || depth > MOST_DEPTH) {
            throw new ParameterException(spec.commandLine(), "--depth takes a number from 1 to " + MOST_DEPTH);
        }
        try (Inquiry inquiry = given.open()) {
            inquiry.index();
            Events events = inquiry.workspace().events();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                printJson(events, out);
            } else {
                ReportColours colours = new ReportColours(RuleCommandOptions.isColoured());
                new ProcessTreeText(
                                events,
                                new ProcessTreeText.Style(all ? 0 : TerminalWidth.ofOutput(), depth, all, colours),
                                out)
                        .print();
            }
            out.flush();
            return ExitCode.DONE.code();
        }
    }

    private static void printJson(Events events, PrintWriter out) {
        out.print("{\"processes\":[");
        boolean[] later = new boolean[1];
        InquiryJson.processes(events, process -> {
            out.print(later[0] ? "," : "");
            out.print(JsonText.write(process));
            later[0] = true;
        });
        out.println("]}");
    }
}
