package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lanner.cli.inquiry.StoryJson;
import lanner.cli.inquiry.StoryText;
import lanner.cli.rulework.ReportColours;
import lanner.engine.json.JsonText;
import lanner.investigation.entities.Story;
import lanner.investigation.entities.StorySubject;
import lanner.investigation.index.Events;
import lanner.product.ExitCode;
import lanner.product.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code story}: what became of one thing. */
@Command(
        name = "story",
        description = {
            "Tells everything that happened to a file, a process or a peer.",
            "PATH is a file's name, its end from a slash on, or a pattern of fnmatch(3): created, written, made "
                    + "executable, run, renamed, removed, and by whom. PID is a process's number, PID#2 its second use: "
                    + "who started it, what it ran, opened, reached, and how it ended. PEER is an address, with its port "
                    + "or without, or a Unix socket's path: who connected, and the bytes each way.",
            "Each line has its first event's number and time (UTC). What failed, was only begun, or whose end was not "
                    + "seen, says so first. The profile decides which calls are recorded: of a write that is not, the "
                    + "opening alone tells. The bytes of sendmmsg and recvmmsg are not known."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner story build.lanner /etc/passwd",
            "  lanner story build.lanner '/tmp/*.sh' | less",
            "  lanner story build.lanner 4711",
            "  lanner story build.lanner 10.0.0.9:443 --json",
            "",
            "Exit status: 0 told; 3 there is no such thing in the capture, or bad input."
        })
final class StoryCommand implements Callable<Integer> {
    private static final int LINES = 200;
    private static final int MOST_SUBJECTS = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "CAPTURE",
            description = "The capture, packed or not, a scap file, or an audit log of Kubernetes.")
    private Path capture;

    @Parameters(index = "1", paramLabel = "PATH|PID|PEER", description = "What to tell of.")
    private String asked;

    @Mixin
    private AlertRules rules;

    @Option(names = "--all", description = "Print every step, not only the first " + LINES + ", and whole lines.")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InputException {
        try (Inquiry inquiry = Inquiry.open(List.of(capture), rules.files())) {
            inquiry.index();
            Events events = inquiry.workspace().events();
            StorySubject.Found found = StorySubject.find(events, JsonText.latin(asked), MOST_SUBJECTS);
            if (found.subjects().isEmpty()) {
                throw new InputException(
                        "nothing here is about '" + asked + "': no file, process or peer of that name");
            }
            PrintWriter out = spec.commandLine().getOut();
            int most = all ? Integer.MAX_VALUE : LINES;
            StoryText text = new StoryText(
                    events,
                    new StoryText.Style(
                            all ? 0 : TerminalWidth.ofOutput(),
                            most,
                            new ReportColours(RuleCommandOptions.isColoured())),
                    out);
            StoryJson objects = new StoryJson(events);
            if (!json) {
                text.found(asked, found);
            }
            for (StorySubject subject : found.subjects()) {
                Story story = inquiry.run(progress -> subject.story(inquiry.workspace(), progress));
                if (json) {
                    objects.add(subject, story);
                } else {
                    text.print(subject, story);
                }
            }
            if (json) {
                out.println(JsonText.write(objects.object(found.more())));
            }
            out.flush();
            return ExitCode.DONE.code();
        }
    }
}
