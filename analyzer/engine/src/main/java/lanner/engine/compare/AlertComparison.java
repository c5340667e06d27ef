package lanner.engine.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.alert.Alert;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks two versions of rules about the same events and hands on how their alerts differ. Alerts that are the same on both
 * sides are counted; they are printed only where the two rules may print differently. Not thread safe, as rule sets are
 * not.
 */
public final class AlertComparison {
    /** Takes a change while its event is at hand. */
    @FunctionalInterface
    public interface Sink {
        void accept(AlertChange change) throws IOException;
    }

    private final RuleSet old;
    private final RuleSet now;
    private final Replay.Match match;
    private final Map<String, String> renamed;
    private final List<CompiledRule> before = new ArrayList<>();
    private final List<CompiledRule> after = new ArrayList<>();
    private final IdentityHashMap<CompiledRule, Boolean> alike = new IdentityHashMap<>();
    private long same;

    /** @param renamed new names of rules by old ones */
    public AlertComparison(RuleSet old, RuleSet now, Replay.Match match, Map<String, String> renamed) {
        this.old = old;
        this.now = now;
        this.match = match;
        this.renamed = Map.copyOf(renamed);
    }

    /** Alerts that both versions have raised alike so far. */
    public long same() {
        return same;
    }

    /** Compares the alerts of the event at hand: what is lost or changed first, then what is gained. */
    public void compare(EventContext context, Sink sink) throws IOException {
        before.clear();
        after.clear();
        Replay.ask(old, match, context, before::add);
        Replay.ask(now, match, context, after::add);
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        boolean moves = match == Replay.Match.FIRST && before.size() == 1 && after.size() == 1;
        Optional<String> winner = moves ? Optional.of(after.get(0).rule().name()) : Optional.empty();
        Optional<String> loser = moves ? Optional.of(before.get(0).rule().name()) : Optional.empty();
        for (CompiledRule rule : before) {
            CompiledRule other = takeOut(nameNow(rule));
            if (other != null) {
                both(rule, other, context, sink);
            } else {
                sink.accept(new AlertChange(
                        AlertChange.Kind.LOST,
                        Optional.of(Replay.alert(rule, context)),
                        Optional.empty(),
                        winner,
                        List.of()));
            }
        }
        for (CompiledRule rule : after) {
            sink.accept(new AlertChange(
                    AlertChange.Kind.GAINED,
                    Optional.empty(),
                    Optional.of(Replay.alert(rule, context)),
                    loser,
                    List.of()));
        }
    }

    private String nameNow(CompiledRule rule) {
        String name = rule.rule().name();
        return renamed.getOrDefault(name, name);
    }

    private @Nullable CompiledRule takeOut(String name) {
        for (int i = 0; i < after.size(); i++) {
            if (after.get(i).rule().name().equals(name)) {
                return after.remove(i);
            }
        }
        return null;
    }

    private void both(CompiledRule rule, CompiledRule other, EventContext context, Sink sink) throws IOException {
        if (alike.computeIfAbsent(rule, each -> isAlike(each.rule(), other.rule()))) {
            same++;
            return;
        }
        Alert was = Replay.alert(rule, context);
        Alert is = Replay.alert(other, context);
        List<String> what = what(was, is);
        if (what.isEmpty()) {
            same++;
        } else {
            sink.accept(new AlertChange(
                    AlertChange.Kind.CHANGED, Optional.of(was), Optional.of(is), Optional.empty(), what));
        }
    }

    private static boolean isAlike(Rule one, Rule other) {
        return one.name().equals(other.name())
                && one.output().equals(other.output())
                && one.priority() == other.priority()
                && one.tags().equals(other.tags());
    }

    private static List<String> what(Alert was, Alert is) {
        List<String> what = new ArrayList<>();
        add("rule", !was.rule().equals(is.rule()), what);
        add("priority", was.priority() != is.priority(), what);
        add("tags", !was.tags().equals(is.tags()), what);
        add("output", !was.message().equals(is.message()), what);
        return what;
    }

    private static void add(String part, boolean differs, List<String> what) {
        if (differs) {
            what.add(part);
        }
    }
}
