package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.alert.TemplateException;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.Source;
import lanner.engine.field.StandardFields;
import lanner.engine.json.JsonText;
import lanner.engine.lang.plan.Predicate;
import lanner.engine.replay.Replay;
import lanner.engine.replay.Timeline;
import lanner.engine.state.ClusterState;
import lanner.engine.state.EventContext;
import lanner.engine.state.Parents;
import lanner.product.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code events}: prints the events of captures. */
@Command(
        name = "events",
        description = "Prints the events of captures.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner events build.lanner",
            "  lanner events build.lanner 'evt.type=unlink and fd.name startswith /etc'",
            "  lanner events build.lanner 'evt.type=execve' -p '%%evt.num %%proc.cmdline'",
            "  lanner events build.lanner --count 'evt.failed=true'",
            "  lanner events audit.jsonl 'ka.target.resource=secrets'"
        })
final class EventsCommand implements Callable<Integer> {
    private static final String FORMAT = "%evt.num %evt.time %proc.name (%thread.tid) %evt.type ";
    private static final String FOR_PEOPLE = FORMAT + "%lanner.args";
    private static final String FOR_PROGRAMS = FORMAT + "%evt.args";
    private static final String OF_REQUESTS =
            "%evt.num %evt.time %ka.user.name %ka.verb %lanner.object %ka.response.code %ka.stage";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CapturesAndFilter given = new CapturesAndFilter();

    @Option(
            names = {"-p", "--format"},
            paramLabel = "FORMAT",
            description = "What to print for each event: text with fields in it, as in the example below.")
    private @Nullable String format;

    @Option(names = "--json", description = "Print one JSON object per event, with the fields of the format.")
    private boolean json;

    @Mixin
    private ParentsOption parents = new ParentsOption();

    @Mixin
    private KubernetesStateOption kubernetes = new KubernetesStateOption();

    @Option(names = "--count", description = "Print only the number of matching events.")
    private boolean count;

    /** Given where picocli has not read the arguments. */
    private @Nullable Streams streams;

    /** The command with arguments that have nothing wrong in them, without picocli. */
    static EventsCommand plain(CapturesAndFilter given, boolean json, boolean count, Streams streams) {
        EventsCommand events = new EventsCommand();
        events.given = given;
        events.json = json;
        events.count = count;
        events.streams = streams;
        return events;
    }

    @Override
    public Integer call() throws IOException {
        FieldRegistry fields = new StandardFields();
        Predicate wanted = given.compile(fields);
        OutputTemplate ofCalls = template(json ? FOR_PROGRAMS : FOR_PEOPLE, fields);
        ClusterState cluster = kubernetes.load();
        Parents whom = parents.parents();
        Replay.Depth depth = cluster == ClusterState.NONE
                ? given.depth(fields, count ? List.of() : ofCalls.fields())
                : Replay.Depth.ALL;
        Streams to = streams != null ? streams : Streams.of(spec);
        PrintWriter out = to.out();
        PrintWriter err = to.err();
        ExitCode[] status = {ExitCode.DONE};
        long[] matched = new long[1];
        Timeline.Visitor visitor = new Timeline.Visitor() {
            private @Nullable OutputTemplate ofRequests;

            private OutputTemplate templateOf(EventContext context) {
                if (Source.of(context.event()) != Source.K8S_AUDIT) {
                    return ofCalls;
                }
                if (ofRequests == null) {
                    ofRequests = template(OF_REQUESTS, fields);
                }
                return ofRequests;
            }

            @Override
            public void visit(Path input, EventContext context) {
                if (wanted.test(context)) {
                    matched[0]++;
                    print(templateOf(context), context, out);
                }
            }

            @Override
            public void ended(Path input, CaptureReport report) {
                out.flush();
                ExitCode found = DamageReport.print(input.toString(), report, err);
                status[0] = found == ExitCode.DONE ? status[0] : found;
            }
        };
        List<Path> inputs = CaptureFinder.withLogs(given.captures());
        if (CaptureFinder.isTimeline(inputs)) {
            new Timeline(CaptureFinder::open, () -> new Replay(() -> false, whom, depth).with(cluster), () -> false)
                    .run(inputs, visitor);
        } else {
            for (Path input : inputs) {
                try (EventSource reader = CaptureFinder.open(input)) {
                    new Replay(() -> false, whom, depth).with(cluster).run(reader, context -> {
                        visitor.visit(input, context);
                        return true;
                    });
                    visitor.ended(input, reader.report());
                }
            }
        }
        if (count) {
            out.println(matched[0]);
        }
        kubernetes.warn(cluster, err);
        out.flush();
        return status[0].code();
    }

    private void print(OutputTemplate template, EventContext context, PrintWriter out) {
        if (json) {
            Map<String, Object> values = new TreeMap<>();
            template.values(context, values);
            out.println(JsonText.write(JsonText.latinNames(values)));
        } else if (!count) {
            out.println(AlertText.visible(template.print(context)));
        }
    }

    /** The format that was asked for, else the usual one. */
    private OutputTemplate template(String usual, FieldRegistry fields) {
        try {
            return OutputTemplate.parse(format == null ? usual : format, fields);
        } catch (TemplateException e) {
            throw new ParameterException(spec.commandLine(), "--format: " + e.withHint());
        }
    }
}
