package lanner.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lanner.cli.inquiry.FollowJson;
import lanner.cli.inquiry.FollowSubject;
import lanner.cli.inquiry.FollowText;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.AlertText;
import lanner.investigation.index.Events;
import lanner.investigation.streams.FollowReader;
import lanner.investigation.streams.FollowReader.Passed;
import lanner.investigation.streams.FollowReader.Thing;
import lanner.investigation.streams.FollowStep.Direction;
import lanner.investigation.streams.Payload;
import lanner.investigation.workspace.Workspace;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.InputException;
import lanner.product.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code follow}: what passed through a descriptor. */
@Command(
        name = "follow",
        description = {
            "Shows what passed through a descriptor: a file, a pipe, a connection.",
            "From its opening to its last close, whoever held it under whatever number, both ways: > written or sent, "
                    + "< read or received. WHAT is an event's number, PID:FD (PID#2:FD for a number's second use), a "
                    + "path, a connection, or an address of one of its ends.",
            "The capture holds of each call's data what record --snaplen kept; where bytes are missing, that is said. "
                    + "To wait for the events of a recording that goes on is another thing: lanner analyze --follow."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner follow build.lanner 4711             the descriptor of event 4711",
            "  lanner follow build.lanner 140:3 | less     descriptor 3 of process 140",
            "  lanner follow build.lanner 10.0.0.9:443 --hex",
            "  lanner follow build.lanner /etc/passwd --only out -o written",
            "",
            "Exit status: 0 shown; 3 there is no such descriptor, several can be meant",
            "(they are listed), or bad input."
        })
final class FollowCommand implements Callable<Integer> {
    private static final int MOST_THINGS = 20;
    private static final int STDOUT = 1;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CAPTURE", description = "The capture, packed or not, or a scap file.")
    private Path capture;

    @Parameters(index = "1", paramLabel = "WHAT", description = "An event, PID:FD, a path, a connection, an address.")
    private String asked;

    @Option(
            names = "--only",
            paramLabel = "in|out",
            description = "Show the data of one way: in was read or received, out written or sent.")
    private @Nullable String only;

    @Option(
            names = "--all",
            description = "Show also calls that neither move data nor hand it over (fcntl, ioctl, fstat), and whole "
                    + "lines.")
    private boolean all;

    @Option(names = "--hex", description = "Show data as bytes in hexadecimal, beside their characters.")
    private boolean hex;

    @Option(
            names = "--raw",
            description = "Write the data that the capture holds as it is, and nothing else: to a file or a pipe, not "
                    + "to a terminal.")
    private boolean raw;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the data as it is to this file, with --raw or without.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON object; data in base64.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InputException {
        Direction way = way();
        boolean bytes = raw || output != null;
        if ((json ? 1 : 0) + (hex ? 1 : 0) + (bytes ? 1 : 0) > 1) {
            throw new ParameterException(spec.commandLine(), "only one of --hex, --json and --raw or -o");
        }
        if (raw && output == null && ProgressBar.isTerminal(STDOUT)) {
            throw new ParameterException(
                    spec.commandLine(), "--raw writes bytes as they are: to a pipe or a file, not to a terminal");
        }
        // No alert is asked about.
        try (Inquiry inquiry = Inquiry.open(List.of(capture), List.of())) {
            inquiry.index();
            Thing thing = thing(inquiry);
            FollowReader reader = new FollowReader(inquiry.workspace());
            if (output != null) {
                save(inquiry, thing, reader, way, output);
            } else if (raw) {
                write(inquiry, thing, reader, way, new BufferedOutputStream(Lanner.standardOutput(), 1 << 16));
            } else {
                show(inquiry, thing, reader, way);
            }
            return ExitCode.DONE.code();
        }
    }

    private Direction way() {
        if (only == null) {
            return Direction.NONE;
        }
        for (Direction each : List.of(Direction.IN, Direction.OUT)) {
            if (each.word().equals(only)) {
                return each;
            }
        }
        throw new ParameterException(spec.commandLine(), "--only is in or out, not '" + only + "'");
    }

    private Thing thing(Inquiry inquiry) throws IOException, InputException {
        Workspace workspace = inquiry.workspace();
        FollowSubject subject = FollowSubject.of(workspace.events(), asked);
        List<Thing> things = inquiry.run(progress ->
                new FollowReader(workspace).find(0, subject.most(MOST_THINGS + 1), subject.wanted(), progress));
        if (things.isEmpty()) {
            throw new InputException(subject.notFound());
        }
        if (things.size() > 1) {
            throw new InputException(several(workspace.events(), things));
        }
        return things.get(0);
    }

    private String several(Events events, List<Thing> things) {
        StringBuilder words = new StringBuilder("'" + asked + "' is "
                + (things.size() > MOST_THINGS
                        ? "more than " + Counted.of(MOST_THINGS, "thing")
                        : Counted.of(things.size(), "thing"))
                + ", one after the other or at once: name one by its event");
        things.stream()
                .limit(MOST_THINGS)
                .forEach(thing -> words.append("\n  ")
                        .append(events.number(thing.row()))
                        .append("  ")
                        .append(AlertText.visible(events.call(thing.row())))
                        .append(" by ")
                        .append(AlertText.visible(
                                events.processName(events.processOf(thing.row()).id())))
                        .append(thing.name().isEmpty() ? "" : "  " + AlertText.visible(thing.name())));
        return words.toString();
    }

    private void show(Inquiry inquiry, Thing thing, FollowReader reader, Direction way) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            FollowJson objects = new FollowJson(inquiry.workspace().events(), way, out);
            objects.begin();
            objects.end(inquiry.run(progress -> reader.read(thing, objects::step, progress)));
        } else {
            Payload.Form form = hex ? Payload.Form.HEX : Payload.Form.TEXT;
            FollowText.Style style = new FollowText.Style(
                    all ? 0 : TerminalWidth.ofOutput(),
                    form,
                    way,
                    all,
                    new ReportColours(RuleCommandOptions.isColoured()));
            long kept = inquiry.workspace().captures().get(0).header().content().snaplenData();
            FollowText text = new FollowText(inquiry.workspace().events(), style, kept, out);
            text.begin(thing);
            text.end(inquiry.run(progress -> reader.read(thing, text::step, progress)));
        }
        out.flush();
    }

    private void save(Inquiry inquiry, Thing thing, FollowReader reader, Direction way, Path target)
            throws IOException {
        inquiry.workspace().refuse(target);
        try (WholeFile whole = WholeFile.begin(target)) {
            write(inquiry, thing, reader, way, whole.stream());
            whole.publish();
        }
    }

    /** The data as it is; what is missing is said beside it. */
    private void write(Inquiry inquiry, Thing thing, FollowReader reader, Direction way, OutputStream out)
            throws IOException {
        Passed passed = inquiry.run(progress -> reader.read(
                thing,
                step -> {
                    if (way == Direction.NONE || step.direction() == way) {
                        out.write(step.data());
                    }
                },
                progress));
        out.flush();
        if (passed.totals().missing() > 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("lanner: " + Counted.of(passed.totals().missing(), "byte")
                    + " of what passed both ways are not in the capture");
            err.flush();
        }
    }
}
