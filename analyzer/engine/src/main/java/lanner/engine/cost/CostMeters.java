package lanner.engine.cost;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import lanner.engine.field.FieldRegistry;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.EventContext;

/**
 * Measures rules in two ways, best in replays of their own as each warms what the other reads: each rule by itself, leaf
 * by leaf, and all as a replay plans them together. A rule is asked about the events of types that it can match; every
 * rule is asked, also where another has matched. Not thread safe.
 */
public final class CostMeters {
    /** One evaluation in so many is timed. */
    public static final int SAMPLED_EVERY = Sampler.EVERY;

    private final RuleSet rules;
    private final IdentityHashMap<CompiledRule, RuleMeter> meters = new IdentityHashMap<>();

    public CostMeters(RuleSet rules, FieldRegistry fields) {
        this.rules = rules;
        rules.rules().forEach(rule -> meters.put(rule, new RuleMeter(rule, fields, meters.size())));
    }

    private RuleMeter meter(CompiledRule rule) {
        return Objects.requireNonNull(meters.get(rule));
    }

    /** Asks each rule by itself about the event at hand; counts come from here. */
    public void alone(EventContext context) {
        for (RuleSet.Planned planned : rules.candidates(context.event())) {
            meter(planned.rule()).askAlone(context);
        }
    }

    /** Asks the rules as they are planned together. */
    public void together(EventContext context) {
        for (RuleSet.Planned planned : rules.candidates(context.event())) {
            meter(planned.rule()).askPlanned(planned.condition(), context);
        }
    }

    /** Forgets what was measured so far: what comes before is practice. */
    public void reset() {
        meters.values().forEach(RuleMeter::reset);
    }

    /** What each rule has cost so far, in their order. */
    public List<MeasuredRule> measured() {
        long clock = ClockCost.nanos();
        List<MeasuredRule> measured = new ArrayList<>();
        for (CompiledRule rule : rules.rules()) {
            measured.add(meter(rule).measured(clock));
        }
        return measured;
    }
}
