package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lanner.cli.inquiry.EventGroups;
import lanner.cli.inquiry.EventGroupsText;
import lanner.cli.inquiry.SlowestCalls;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.alert.TemplateException;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.StandardFields;
import lanner.engine.json.JsonText;
import lanner.engine.lang.plan.Predicate;
import lanner.product.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code top}: what there is most of. */
@Command(
        name = "top",
        description = {
            "Groups events by fields and shows the largest groups.",
            "For each: calls, failed calls, bytes read and written, the time of the calls, their mean, 99th percentile "
                    + "and longest. Times are there where the capture tells them; the time of calls that wait is in it."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner top build.lanner              by system call, as strace -c",
            "  lanner top --by fd.name --sort bytes build.lanner",
            "  lanner top --by proc.name,evt.type build.lanner 'evt.failed=true'",
            "  lanner top --slowest build.lanner 'evt.is_wait=false'"
        })
final class TopCommand implements Callable<Integer> {
    private static final String BYTES = "evt.buflen";
    private static final String CALL =
            "%evt.latency.human %evt.num %evt.time %proc.name (%thread.tid) %evt.type %lanner.args";
    private static final int MOST_LINES = 100_000;
    /** Single calls, whose arguments are kept. */
    private static final int MOST_CALLS = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CapturesAndFilter given;

    @Option(
            names = "--by",
            paramLabel = "FIELD",
            split = ",",
            defaultValue = "evt.type",
            description = "The fields whose values make a group (default: ${DEFAULT-VALUE}).")
    private List<String> by = List.of();

    @Option(
            names = "--sort",
            paramLabel = "WHAT",
            defaultValue = "calls",
            description =
                    "The largest first of: calls, errors, bytes, time, mean, p99, max (default: ${DEFAULT-VALUE}).")
    private String order = "";

    @Option(names = "--slowest", description = "Show the calls that took longest, one a line, instead of groups.")
    private boolean slowest;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "20",
            description = "How many lines are shown; 0 for all groups (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(names = "--json", description = "Print one JSON object; times in nanoseconds.")
    private boolean json;

    @Mixin
    private ParentsOption parents;

    @Override
    public Integer call() throws IOException {
        int least = slowest ? 1 : 0;
        int most = slowest ? MOST_CALLS : MOST_LINES;
        if (lines < least || lines > most) {
            throw new ParameterException(spec.commandLine(), "--lines takes a number from " + least + " to " + most);
        }
        EventGroups.Order sorted = order();
        FieldRegistry fields = new StandardFields();
        Predicate wanted = given.compile(fields);
        List<Field> shown = fields(fields);
        Field bytes = template("%" + BYTES, fields).fields().get(0);
        EventGroups groups = new EventGroups(shown, bytes);
        OutputTemplate call = template(CALL, fields);
        SlowestCalls calls = new SlowestCalls(Math.max(1, lines), call);
        List<Field> read = new ArrayList<>(slowest ? call.fields() : shown);
        read.add(bytes);
        ExitCode status;
        try (InterruptHandler interruption = new InterruptHandler()) {
            PrintWriter err = spec.commandLine().getErr();
            status = new CaptureReplays(given.captures(), parents.parents(), interruption, err, true)
                    .to(given.depth(fields, read))
                    .run(capture -> context -> {
                        if (wanted.test(context)) {
                            if (slowest) {
                                calls.take(context);
                            } else {
                                groups.take(context);
                            }
                        }
                        return true;
                    });
            print(groups, sorted, calls);
        }
        return status.code();
    }

    private void print(EventGroups groups, EventGroups.Order sorted, SlowestCalls calls) {
        PrintWriter out = spec.commandLine().getOut();
        int most = lines == 0 ? Integer.MAX_VALUE : lines;
        if (slowest) {
            print(calls, out);
        } else if (json) {
            out.println(JsonText.write(new EventGroupsText(groups, by).json(sorted, most)));
        } else {
            ReportColours colours = new ReportColours(RuleCommandOptions.isColoured());
            new EventGroupsText(groups, by).print(sorted, most, colours, out);
        }
        out.flush();
    }

    private void print(SlowestCalls calls, PrintWriter out) {
        List<SlowestCalls.Call> sorted = calls.sorted();
        if (json) {
            List<Map<String, Object>> all = new ArrayList<>();
            for (SlowestCalls.Call call : sorted) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("nanoseconds", call.nanos());
                object.put("call", call.line());
                all.add(object);
            }
            out.println(JsonText.write(Map.of("calls", all)));
        } else {
            sorted.forEach(call -> out.println(AlertText.visible(call.line())));
            if (sorted.isEmpty()) {
                PrintWriter err = spec.commandLine().getErr();
                err.println("lanner: no event, of those that are wanted, tells how long it took");
                err.flush();
            }
        }
    }

    private EventGroups.Order order() {
        for (EventGroups.Order each : EventGroups.Order.values()) {
            if (each.toString().equals(order)) {
                return each;
            }
        }
        throw new ParameterException(
                spec.commandLine(), "--sort is calls, errors, bytes, time, mean, p99 or max, not '" + order + "'");
    }

    private List<Field> fields(FieldRegistry registry) {
        List<Field> fields = new ArrayList<>();
        for (String name : by) {
            List<Field> one = template("%" + name, registry).fields();
            // Text beside a field, or two of them: no name of a field.
            if (one.size() != 1 || !one.get(0).text().equals(name)) {
                throw new ParameterException(spec.commandLine(), "--by: '" + name + "' is no field");
            }
            fields.add(one.get(0));
        }
        return fields;
    }

    private OutputTemplate template(String text, FieldRegistry fields) {
        try {
            return OutputTemplate.parse(text, fields);
        } catch (TemplateException e) {
            throw new ParameterException(spec.commandLine(), "--by: " + e.withHint());
        }
    }
}
