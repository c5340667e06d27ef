package lanner.cli.ruletest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.capture.EventSource;
import lanner.engine.explain.Explainer;
import lanner.engine.explain.Explanation;
import lanner.engine.field.FieldRegistry;
import lanner.engine.json.JsonText;
import lanner.engine.lang.ast.Span;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.ConditionOrigins;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.define.Definition;
import lanner.engine.rules.run.RuleSet;

/**
 * Explains why a rule raised nothing: the event that came nearest to matching, and the leaves that stood in the way, the
 * first with the place in its rule file.
 */
final class NearestEvent implements ExpectationCheck.Why {
    private static final int MAX_LEAVES = 4;
    private static final int MAX_COLUMNS = 100;

    /** Opens the test's capture again. */
    @FunctionalInterface
    interface Source {
        EventSource open() throws IOException;
    }

    private final LoadedRules loaded;
    private final FieldRegistry fields;
    private final Source source;

    /** The nearest event so far. */
    private static final class Nearest {
        private int distance = Integer.MAX_VALUE;
        private long number;
        private String what = "";
        private Optional<Explanation> explanation = Optional.empty();
    }

    NearestEvent(LoadedRules loaded, FieldRegistry fields, Source source) {
        this.loaded = loaded;
        this.fields = fields;
        this.source = source;
    }

    @Override
    public List<String> silent(String name) throws IOException {
        CompiledRule rule = loaded.rules().stream()
                .filter(each -> each.rule().name().equals(name))
                .findFirst()
                .orElseThrow();
        if (!rule.rule().enabled()) {
            return List.of("the rule is not enabled");
        }
        Nearest nearest = find(rule);
        if (nearest.explanation.isEmpty()) {
            return List.of("no event is of a type that it can match");
        }
        if (nearest.distance == 0) {
            return List.of("it matched event " + nearest.number + ", where another rule came first");
        }
        return explained(nearest, nearest.explanation.get().decisiveLeaves());
    }

    private Nearest find(CompiledRule rule) throws IOException {
        Explainer explainer = new Explainer(rule, fields);
        RuleSet alone = RuleSet.of(List.of(rule), each -> true, fields);
        Nearest nearest = new Nearest();
        try (EventSource events = source.open()) {
            new Replay().run(events, context -> {
                if (alone.candidates(context.event()).length == 0) {
                    return true;
                }
                int distance = explainer.distance(context);
                if (distance < nearest.distance) {
                    nearest.distance = distance;
                    nearest.number = context.event().number();
                    nearest.what =
                            context.event().name() + " of " + context.process().comm();
                    nearest.explanation = Optional.of(explainer.explain(context));
                }
                return nearest.distance > 0;
            });
        }
        return nearest;
    }

    private List<String> explained(Nearest nearest, List<Explanation> leaves) {
        List<String> lines = new ArrayList<>();
        lines.add("the nearest event, " + nearest.number + " (" + nearest.what + ") did not match because:");
        for (Explanation leaf : leaves.subList(0, Math.min(MAX_LEAVES, leaves.size()))) {
            lines.add("  " + line(leaf));
            if (lines.size() == 2) {
                leaf.origin().ifPresent(origin -> place(origin, lines));
            }
        }
        if (leaves.size() > MAX_LEAVES) {
            lines.add("  and " + (leaves.size() - MAX_LEAVES) + " more");
        }
        return lines;
    }

    private static String line(Explanation leaf) {
        StringBuilder line = new StringBuilder(
                JsonText.latin(leaf.text()) + "  is " + leaf.verdict().word());
        leaf.origin()
                .filter(origin -> origin.kind() == Definition.Kind.MACRO)
                .ifPresent(origin -> line.append("  (macro ")
                        .append(JsonText.latin(origin.name()))
                        .append(')'));
        leaf.readings()
                .forEach((field, value) ->
                        line.append("  ").append(field).append(value == null ? " has no value" : " = " + value));
        return line.toString();
    }

    /** Where the leaf stands: the place, its line of the file, a caret below. */
    private void place(ConditionOrigins.Leaf origin, List<String> lines) {
        Optional<Definition> definition = loaded.definitions().stream()
                .filter(each -> each.kind() == origin.kind() && each.name().equals(origin.name()))
                .findFirst();
        if (definition.isEmpty()) {
            return;
        }
        Optional<Span> span = definition.get().leaf(origin.ordinal());
        Definition.Place place =
                span.map(each -> definition.get().place(each.start())).orElseGet(definition.get()::place);
        lines.add("    at " + JsonText.latin(SourceLine.shown(place)));
        if (span.isPresent()) {
            SourceLine.of(loaded, place, MAX_COLUMNS).forEach(line -> lines.add("    " + JsonText.latin(line)));
        }
    }
}
