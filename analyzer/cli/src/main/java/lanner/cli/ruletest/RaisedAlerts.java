package lanner.cli.ruletest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lanner.capture.EventSource;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.replay.Replay;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.EventContext;

/**
 * What rules raised on a test's capture.
 *
 * @param raised the alerts in order; the first of very many
 * @param counts how often each rule came, by name; all are counted
 * @param fitting how many alerts are as each expectation wants them, in the order of these
 * @param events how many events there were
 * @param damage what is wrong with the capture
 */
record RaisedAlerts(
        List<RaisedAlert> raised, Map<String, Long> counts, List<Long> fitting, long events, Optional<String> damage) {
    /** More alerts are counted, not kept. */
    static final int MOST_KEPT = 10_000;

    /** Replays a capture, which stays open, through rules. */
    static RaisedAlerts of(RuleTest test, EventSource source, RuleSet rules, FieldRegistry fields) throws IOException {
        Map<String, Map<String, Field>> asked = asked(test, fields);
        List<RaisedAlert> raised = new ArrayList<>();
        Map<String, Long> counts = new TreeMap<>();
        long[] fitting = new long[test.expected().size()];
        Replay replay = new Replay();
        replay.run(source, rules, test.match(), (alert, rule, context) -> {
            counts.merge(alert.rule(), 1L, Long::sum);
            RaisedAlert one = new RaisedAlert(alert, printed(asked.getOrDefault(alert.rule(), Map.of()), context));
            for (int i = 0; i < fitting.length; i++) {
                fitting[i] += one.fits(test.expected().get(i)) ? 1 : 0;
            }
            if (raised.size() < MOST_KEPT) {
                raised.add(one);
            }
        });
        Optional<String> damage = source.report().damages().stream().findFirst().map(each -> each.detail());
        List<Long> fits = new ArrayList<>();
        for (long one : fitting) {
            fits.add(one);
        }
        return new RaisedAlerts(raised, counts, fits, replay.events(), damage);
    }

    /** The fields that expectations ask for, by rule. */
    static Map<String, Map<String, Field>> asked(RuleTest test, FieldRegistry fields) {
        Map<String, Map<String, Field>> asked = new HashMap<>();
        for (RuleTest.Expected expected : test.expected()) {
            Map<String, Field> ofRule = asked.computeIfAbsent(expected.rule(), key -> new LinkedHashMap<>());
            for (String name : expected.fields().keySet()) {
                ofRule.computeIfAbsent(
                        name,
                        key -> FieldText.resolve(key, fields)
                                .orElseThrow(
                                        () -> new IllegalArgumentException(key + " was not checked to be a field")));
            }
        }
        return asked;
    }

    static Map<String, String> printed(Map<String, Field> asked, EventContext context) {
        Map<String, String> printed = new LinkedHashMap<>();
        asked.forEach((name, field) -> {
            String text = field.print(context);
            printed.put(name, text == null ? "<NA>" : text);
        });
        return printed;
    }

    /** The same alerts held against other expectations, which ask for no other fields; all must be kept. */
    RaisedAlerts against(RuleTest other) {
        List<Long> fits = other.expected().stream()
                .map(expected ->
                        raised.stream().filter(each -> each.fits(expected)).count())
                .toList();
        return new RaisedAlerts(raised, counts, fits, events, damage);
    }

    /** Whether all alerts are kept. */
    boolean isWhole() {
        return raised.size() < MOST_KEPT;
    }

    long count(String rule) {
        return counts.getOrDefault(rule, 0L);
    }

    /** The alerts that a rule raised, of those that are kept. */
    List<RaisedAlert> of(String rule) {
        return raised.stream().filter(each -> each.alert().rule().equals(rule)).toList();
    }
}
