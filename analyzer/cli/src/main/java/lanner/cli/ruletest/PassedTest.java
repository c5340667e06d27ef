package lanner.cli.ruletest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lanner.capture.EventSource;
import lanner.capture.event.Mark;
import lanner.engine.alert.Alert;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.Outcome;
import lanner.engine.field.Source;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.EventContext;

/**
 * A test that passes, with every event that any of its rules matches. When a few rules change, only these are asked again:
 * what the others match is known.
 */
final class PassedTest {
    /** Which alert of an event comes first. */
    private static final Comparator<Hit> IN_ORDER =
            Comparator.comparingLong(Hit::event).thenComparingInt(Hit::index);

    private final RuleTest test;
    private final Path capture;
    private final CaptureOpener opener;
    private final Map<String, Map<String, Field>> asked;
    private final Set<String> named;
    private final List<Hit> known;
    private final long events;

    /**
     * An event that a rule matches.
     *
     * @param index the rule's place in the order of matching
     * @param raised the alert; empty for a rule that the test does not name, which is only counted
     */
    record Hit(long event, int index, String rule, Optional<RaisedAlert> raised) {}

    private PassedTest(RuleTest test, Path capture, CaptureOpener opener, Collection<CompiledRule> rules)
            throws IOException {
        this.test = test;
        this.capture = capture;
        this.opener = opener;
        this.asked = RaisedAlerts.asked(test, new StandardFields());
        this.named = test.named();
        this.known = new ArrayList<>();
        this.events = replay(rules, (rule, hit) -> known.add(hit));
    }

    /** Asks all rules about a test's capture. */
    static PassedTest of(RuleTest test, Path capture, CaptureOpener opener, Collection<CompiledRule> rules)
            throws IOException {
        return new PassedTest(test, capture, opener, rules);
    }

    RuleTest test() {
        return test;
    }

    /** Whether the test could fail when these rules match other events. */
    boolean notices(Collection<CompiledRule> changed) {
        int last = known.stream()
                .filter(hit -> named.contains(hit.rule()))
                .mapToInt(Hit::index)
                .max()
                .orElse(-1);
        return changed.stream()
                .anyMatch(rule -> !test.others()
                        || named.contains(rule.rule().name())
                        || test.match() == Replay.Match.FIRST && rule.index() < last);
    }

    /** What these rules match, each for itself; they may be variants of one and the same. */
    IdentityHashMap<CompiledRule, List<Hit>> hits(Collection<CompiledRule> rules) throws IOException {
        IdentityHashMap<CompiledRule, List<Hit>> hits = new IdentityHashMap<>();
        rules.forEach(rule -> hits.put(rule, new ArrayList<>()));
        replay(
                rules,
                (rule, hit) ->
                        hits.computeIfAbsent(rule, key -> new ArrayList<>()).add(hit));
        return hits;
    }

    /** Whether the test still passes when some rules, by name, match these events and no others. */
    boolean passes(Set<String> changed, List<Hit> hits) throws IOException {
        List<Hit> all = new ArrayList<>(hits);
        known.stream().filter(hit -> !changed.contains(hit.rule())).forEach(all::add);
        all.sort(IN_ORDER);
        return ExpectationCheck.failures(test, came(all), ExpectationCheck.Why.NOT_ASKED)
                .isEmpty();
    }

    private RaisedAlerts came(List<Hit> all) {
        List<RaisedAlert> raised = new ArrayList<>();
        Map<String, Long> counts = new TreeMap<>();
        long before = -1;
        for (Hit hit : all) {
            if (test.match() == Replay.Match.FIRST && hit.event() == before) {
                continue;
            }
            before = hit.event();
            counts.merge(hit.rule(), 1L, Long::sum);
            hit.raised().ifPresent(raised::add);
        }
        return new RaisedAlerts(raised, counts, List.of(), events, Optional.empty()).against(test);
    }

    private interface Sink {
        void accept(CompiledRule rule, Hit hit);
    }

    private long replay(Collection<CompiledRule> rules, Sink sink) throws IOException {
        FieldRegistry fields = new StandardFields();
        RuleSet set = RuleSet.of(List.copyOf(rules), Rule::enabled, fields);
        Replay replay = new Replay();
        try (EventSource source = opener.open(capture)) {
            replay.run(source, context -> {
                for (RuleSet.Planned planned : set.candidates(context.event())) {
                    if (planned.condition().test(context)) {
                        sink.accept(planned.rule(), hit(planned.rule(), context));
                    }
                }
                return true;
            });
        }
        return replay.events();
    }

    private Hit hit(CompiledRule compiled, EventContext context) {
        Rule rule = compiled.rule();
        long event = context.event().number();
        Optional<RaisedAlert> raised = Optional.empty();
        if (named.contains(rule.name())) {
            Alert alert = new Alert(
                    rule.name(),
                    rule.priority(),
                    rule.sortedTags(),
                    context.event().time(),
                    compiled.output().print(context),
                    Map.of(),
                    "",
                    event,
                    Outcome.of(context),
                    Source.of(context.event()),
                    context.event().has(Mark.INLINE));
            raised = Optional.of(
                    new RaisedAlert(alert, RaisedAlerts.printed(asked.getOrDefault(rule.name(), Map.of()), context)));
        }
        return new Hit(event, compiled.index(), rule.name(), raised);
    }

    /** The names of rules. */
    static Set<String> names(Collection<CompiledRule> rules) {
        Set<String> names = new HashSet<>();
        rules.forEach(rule -> names.add(rule.rule().name()));
        return names;
    }
}
