package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lanner.capture.EventSource;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.alert.TemplateException;
import lanner.engine.explain.Explainer;
import lanner.engine.explain.Explanation;
import lanner.engine.explain.ExplanationLine;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.StandardFields;
import lanner.engine.json.JsonText;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.EventContext;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: why a rule fired or did not. */
@Command(
        name = "explain",
        description = {
            "Shows why a rule matched an event, or why it did not.",
            "Prints the rule's condition as a tree, each comparison (leaf) with the values that it read. "
                    + "Without --event it shows the events that came nearest to a match; a match is nearest of all.",
            "  + true    - false    ? false because a field has no value    * decisive",
            "Exit status: 0 the rule matched an event shown; 1 it did not; 3 bad input."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner explain build.lanner --rule 'Log file wiped'",
            "  lanner explain build.lanner --rule 'Shell spawned' -r mine.yaml --event 47",
            "  lanner explain build.lanner --rule 'Log file wiped' --missed --nearest 3"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final FieldRegistry FIELDS = new StandardFields();
    private static final String EVENT = "%evt.time %proc.name (%thread.tid) %evt.type %lanner.args";
    private static final int MOST = 100;
    private static final int LONGEST_VALUE = 200;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CAPTURE", description = "The capture, or a scap file.")
    private Path capture;

    @Option(names = "--rule", paramLabel = "NAME", required = true, description = "The rule's name.")
    private String name;

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "Rule files (default: the rules that come with Lanner).")
    private List<Path> rules = List.of();

    @Mixin
    private ParentsOption parents;

    @Option(names = "--event", paramLabel = "N", description = "Show the event with this number (evt.num).")
    private @Nullable Long number;

    @Option(names = "--nearest", paramLabel = "N", description = "Show N events (default: 1).")
    private int nearest = 1;

    @Option(names = "--missed", description = "Show only events that the rule did not match.")
    private boolean missed;

    @Option(names = "--json", description = "Print one JSON object per event.")
    private boolean json;

    /**
     * One event explained.
     *
     * @param winner the rule that came first and won, where this one matched as well
     */
    private record Case(
            int distance, long event, String line, String type, Explanation explanation, Optional<String> winner) {}

    @Override
    public Integer call() throws IOException, InputException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (nearest < 1 || nearest > MOST) {
            throw new ParameterException(spec.commandLine(), "--nearest is 1 to " + MOST + ", not " + nearest);
        }
        LoadedRules loaded = RuleFiles.load(RuleFiles.orShipped(rules), err);
        CompiledRule rule = loaded.rules().stream()
                .filter(each -> each.rule().name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InputException("there is no rule '" + name + "'" + loaded.meant(name) + similar(loaded)));
        long[] asked = new long[1];
        List<Case> cases;
        ExitCode status;
        try (EventSource source = CaptureFinder.open(capture);
                InterruptHandler interruption = new InterruptHandler()) {
            cases = cases(source, loaded, rule, asked, interruption);
            if (interruption.wished()) {
                return ExitCode.INTERRUPTED.code();
            }
            if (cases.isEmpty() && number != null) {
                throw new InputException("there is no event " + number + ": the capture has "
                        + source.report().events());
            }
            if (cases.isEmpty()) {
                (json ? err : out)
                        .println(AlertText.visible(JsonText.latin(
                                nothing(rule, asked[0], source.report().events()))));
            }
            for (Case each : cases) {
                if (json) {
                    out.println(JsonText.write(json(each)));
                } else {
                    print(each, out);
                }
            }
            out.flush();
            // What was not read to its end has no footer yet.
            boolean toTheEnd = source.report().complete() || source.report().damageCount() > 0;
            status = toTheEnd ? DamageReport.print(capture.toString(), source.report(), err) : ExitCode.DONE;
        }
        boolean fired = cases.stream().anyMatch(each -> each.distance() == 0);
        return (status == ExitCode.DONE && !fired ? ExitCode.FOUND : status).code();
    }

    private static String similar(LoadedRules loaded) {
        return loaded.rules().isEmpty()
                ? ": the files hold none"
                : "; there are " + loaded.rules().size() + ", see lanner rules list";
    }

    private String nothing(CompiledRule rule, long asked, long events) {
        if (asked > 0) {
            return "'" + name + "' matched all " + Counted.of(asked, "event") + " that it could be asked about";
        }
        return "none of " + Counted.of(events, "event") + " is of a type that '" + name + "' can match ("
                + Counted.of(rule.eventNames().size(), "type") + ")";
    }

    private List<Case> cases(
            EventSource source, LoadedRules loaded, CompiledRule rule, long[] asked, InterruptHandler interruption)
            throws IOException {
        Explainer explainer = new Explainer(rule, FIELDS);
        RuleSet alone = RuleSet.of(List.of(rule), each -> true, FIELDS);
        RuleSet before = RuleSet.of(
                loaded.rules(), each -> each.enabled() && !each.name().equals(name), FIELDS);
        OutputTemplate line = line();
        List<Case> cases = new ArrayList<>();
        Comparator<Case> order = Comparator.comparingInt(Case::distance).thenComparingLong(Case::event);
        new Replay(interruption::wished, parents.parents()).run(source, context -> {
            if (number != null && context.event().number() != number) {
                return context.event().number() < number;
            }
            if (number == null && alone.candidates(context.event()).length == 0) {
                return true;
            }
            asked[0]++;
            int distance = explainer.distance(context);
            boolean full = cases.size() == nearest;
            if (missed && distance == 0
                    || full && distance >= cases.get(cases.size() - 1).distance()) {
                return true;
            }
            if (full) {
                cases.remove(cases.size() - 1);
            }
            cases.add(new Case(
                    distance,
                    context.event().number(),
                    line.print(context),
                    context.event().name(),
                    explainer.explain(context),
                    distance == 0 ? winner(before, rule, context) : Optional.empty()));
            cases.sort(order);
            return number == null && (missed || !allMatch(cases));
        });
        return cases;
    }

    /** Whether nothing nearer can come: as many matches as are wanted. */
    private boolean allMatch(List<Case> cases) {
        return cases.size() == nearest && cases.get(cases.size() - 1).distance() == 0;
    }

    /** The first of the rules before this one that matches: by default it is the one that raises the alert. */
    private static Optional<String> winner(RuleSet before, CompiledRule rule, EventContext context) {
        for (RuleSet.Planned planned : before.candidates(context.event())) {
            if (planned.rule().index() < rule.index() && planned.condition().test(context)) {
                return Optional.of(planned.rule().rule().name());
            }
        }
        return Optional.empty();
    }

    private static OutputTemplate line() {
        try {
            return OutputTemplate.parse(EVENT, FIELDS);
        } catch (TemplateException e) {
            throw new IllegalStateException("our own template is wrong", e);
        }
    }

    private void print(Case each, PrintWriter out) {
        out.println("event " + each.event() + ": " + AlertText.visible(shortened(each.line())));
        out.println(AlertText.visibleCharacters(verdict(each)));
        print(each.explanation(), out);
        out.println();
    }

    private String verdict(Case each) {
        if (each.distance() == 0) {
            return "'" + name + "' matched"
                    + each.winner()
                            .map(winner -> ", but '" + winner
                                    + "' comes first and raised the alert (analyze --match all" + " shows both)")
                            .orElse("");
        }
        return "'" + name + "' did not match: " + Counted.of(each.distance(), "leaf is", "leaves are") + " the reason";
    }

    private static void print(Explanation condition, PrintWriter out) {
        for (ExplanationLine line : ExplanationLine.of(condition)) {
            out.println(paint(line.verdict(), "  ".repeat(line.level()) + AlertText.visible(line.text())));
        }
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text;
    }

    private static String paint(lanner.engine.explain.Verdict verdict, String line) {
        if (!RuleCommandOptions.isColoured()) {
            return line;
        }
        int colour = switch (verdict) {
            case TRUE -> 32;
            case FALSE -> 31;
            case MISSING -> 33;
        };
        return "\033[" + colour + "m" + line + "\033[0m";
    }

    private Map<String, Object> json(Case each) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rule", JsonText.latin(name));
        object.put("event", each.event());
        object.put("event_type", each.type());
        object.put("event_text", each.line());
        object.put("matched", each.distance() == 0);
        object.put("distance", each.distance());
        object.put("won_by", each.winner().map(JsonText::latin).orElse(null));
        object.put("condition", json(each.explanation()));
        return object;
    }

    private static Map<String, Object> json(Explanation node) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", JsonText.latin(node.text()));
        node.macro().ifPresent(macro -> object.put("macro", JsonText.latin(macro)));
        object.put("verdict", node.verdict().word());
        object.put("decisive", node.decisive());
        if (node.isLeaf()) {
            object.put("values", JsonText.latinNames(node.readings()));
        } else {
            object.put(
                    "children",
                    node.children().stream().map(ExplainCommand::json).toList());
        }
        return object;
    }
}
