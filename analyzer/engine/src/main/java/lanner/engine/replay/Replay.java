package lanner.engine.replay;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import lanner.capture.EventSource;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.engine.alert.Alert;
import lanner.engine.field.Field;
import lanner.engine.field.Outcome;
import lanner.engine.field.Source;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.ClusterState;
import lanner.engine.state.EventContext;
import lanner.engine.state.Parents;
import lanner.engine.state.SystemState;
import org.jspecify.annotations.Nullable;

/**
 * Replays a source of records. For each event: the state takes it in, the visitor sees both, the state forgets what the
 * event ended. Rules therefore see the new descriptor of an open and what a close takes away.
 */
public final class Replay {
    /** Sees every event with the state as the event left it. */
    @FunctionalInterface
    public interface Visitor {
        /** @return false to end the replay */
        boolean visit(EventContext context) throws IOException;
    }

    /** Takes an alert, the rule that raised it and the context of its event. */
    @FunctionalInterface
    public interface AlertSink {
        void accept(Alert alert, CompiledRule rule, EventContext context) throws IOException;
    }

    /** Takes a rule that matches the event at hand. */
    @FunctionalInterface
    public interface MatchSink {
        void accept(CompiledRule rule) throws IOException;
    }

    /** How many rules an event may raise alerts from. */
    public enum Match {
        /** The first in order, as Falco does unless told otherwise. */
        FIRST,
        ALL
    }

    /** How much is kept of what the records say. */
    public enum Depth {
        /** Nothing but the record at hand: for fields of {@link Field.Scope#RECORD} alone. */
        RECORDS,
        /** Processes, their descriptors, users and containers: for all fields. */
        ALL
    }

    /** A power of two. */
    private static final int ASK_EVERY = 4096;

    private final SystemState state;
    private final BooleanSupplier stop;
    private final Depth depth;
    private long events;
    private long pauseEvery;
    private long nextPause = Long.MAX_VALUE;
    private Runnable pause = () -> {};
    /** The event that {@link #next} answered last: the state has yet to forget what it ended. */
    private @Nullable Event shown;

    public Replay() {
        this(() -> false);
    }

    /** @param stop asked now and then: true ends the replay early */
    public Replay(BooleanSupplier stop) {
        this(stop, Parents.AT_BIRTH);
    }

    /** @param parents whom the children of a process that ended have as their parent */
    public Replay(BooleanSupplier stop, Parents parents) {
        this(stop, parents, Depth.ALL);
    }

    /** @param depth what visitors will ask for; rules need {@link Depth#ALL} */
    public Replay(BooleanSupplier stop, Parents parents, Depth depth) {
        this(stop, new SystemState(parents), depth);
    }

    /**
     * Goes on where another replay was.
     *
     * @param state which this one changes; {@link #copy} of the other's
     */
    public Replay(BooleanSupplier stop, SystemState state) {
        this(stop, state, Depth.ALL);
    }

    private Replay(BooleanSupplier stop, SystemState state, Depth depth) {
        this.state = state;
        this.depth = depth;
        this.stop = stop;
    }

    /** The same with what the cluster knows around the pods of a recording; before it runs. */
    public Replay with(ClusterState cluster) {
        state.cluster(cluster);
        return this;
    }

    /** Calls this between two events of runs, once for so many of them. */
    public void pause(long every, Runnable action) {
        pauseEvery = every;
        nextPause = events + every;
        pause = action;
    }

    /** About how much memory a {@link #copy} would take, in bytes. */
    public long copySize() {
        return state.size();
    }

    /** The state as the events so far left it, for another replay; between two events, see {@link SystemState#copy}. */
    public SystemState copy() {
        return state.copy();
    }

    /** Events replayed so far; another thread may see an older number. */
    public long events() {
        return events;
    }

    /** Replays to the end of the source or of the visitor's patience. */
    public void run(EventSource source, Visitor visitor) throws IOException {
        Event event = new Event();
        while (source.next(event)) {
            take(event);
            boolean isEvent = event.type().kind() != EventType.Kind.SEGMENT;
            if (isEvent) {
                events++;
                if (!event.has(Mark.STATE_ONLY) && !visitor.visit(state.context())) {
                    return;
                }
            }
            settle(event);
            if (isEvent) {
                if ((events & ASK_EVERY - 1) == 0 && stop.getAsBoolean()) {
                    return;
                }
                if (events >= nextPause) {
                    nextPause = events + pauseEvery;
                    pause.run();
                }
            }
        }
    }

    private void take(Event event) {
        if (depth == Depth.RECORDS) {
            state.applyRecord(event);
        } else {
            state.apply(event);
        }
    }

    private void settle(Event event) {
        if (depth == Depth.RECORDS) {
            state.settleRecord(event);
        } else {
            state.settle(event);
        }
    }

    /**
     * Replays to the next event that a visitor would see, and no further: for those who ask for events one by one. Not mixed
     * with runs; {@code stop} is not asked.
     *
     * @return the context, valid until the next call; null at the end of the source
     */
    public @Nullable EventContext next(EventSource source) throws IOException {
        Event event = shown == null ? new Event() : shown;
        if (shown != null) {
            settle(event);
            shown = null;
        }
        while (source.next(event)) {
            take(event);
            if (event.type().kind() != EventType.Kind.SEGMENT) {
                events++;
                if (!event.has(Mark.STATE_ONLY)) {
                    shown = event;
                    return state.context();
                }
            }
            settle(event);
        }
        return null;
    }

    /** Replays a source through rules. */
    public void run(EventSource source, RuleSet rules, Match match, AlertSink sink) throws IOException {
        // One for all events: a lambda that captures is slow to make before the optimizing compiler has seen it.
        MatchSink matched = rule -> sink.accept(alert(rule, state.context()), rule, state.context());
        if (match == Match.FIRST) {
            run(source, context -> {
                CompiledRule rule = rules.match(context);
                if (rule != null) {
                    matched.accept(rule);
                }
                return true;
            });
            return;
        }
        run(source, context -> {
            ask(rules, match, context, matched);
            return true;
        });
    }

    /** Hands on the rules that match the event at hand, in order. */
    public static void ask(RuleSet rules, Match match, EventContext context, MatchSink sink) throws IOException {
        if (match == Match.FIRST) {
            CompiledRule rule = rules.match(context);
            if (rule != null) {
                sink.accept(rule);
            }
            return;
        }
        for (CompiledRule rule : rules.matches(context)) {
            sink.accept(rule);
        }
    }

    /** The same as a run, with the time and the number of evaluations added up for each rule. Slower for the measuring. */
    public void measure(EventSource source, RuleSet rules, Match match, AlertSink sink) throws IOException {
        run(source, context -> {
            askMeasured(rules, match, context, rule -> sink.accept(alert(rule, context), rule, context));
            return true;
        });
    }

    /** The same as {@link #ask}, with what each rule cost added to the set. */
    static void askMeasured(RuleSet rules, Match match, EventContext context, MatchSink sink) throws IOException {
        for (RuleSet.Planned planned : rules.candidates(context.event())) {
            long began = System.nanoTime();
            boolean matched = planned.condition().test(context);
            planned.cost().add(System.nanoTime() - began, matched);
            if (matched) {
                sink.accept(planned.rule());
                if (match == Match.FIRST) {
                    return;
                }
            }
        }
    }

    /** The alert that a rule raises on the event at hand. */
    public static Alert alert(CompiledRule compiled, EventContext context) {
        Map<String, Object> fields = new TreeMap<>();
        compiled.output().values(context, fields);
        Rule rule = compiled.rule();
        return new Alert(
                rule.name(),
                rule.priority(),
                rule.sortedTags(),
                context.event().time(),
                compiled.output().print(context),
                fields,
                context.state().hostname(),
                context.event().number(),
                Outcome.of(context),
                Source.of(context.event()),
                context.event().has(Mark.INLINE));
    }
}
