package lanner.cli.ruletest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lanner.engine.json.JsonText;
import lanner.engine.rules.compile.LoadedRules;
import lanner.product.Counted;

/** Compares the alerts that were raised with what a test expects. */
final class ExpectationCheck {
    private static final int SHOWN = 3;

    /** Explains why a rule raised nothing. */
    @FunctionalInterface
    interface Why {
        /** Nothing is explained. */
        Why NOT_ASKED = rule -> List.of();

        /** @return lines */
        List<String> silent(String rule) throws IOException;
    }

    private final RuleTest test;
    private final RaisedAlerts came;
    private final Why why;
    private final List<Failure> failures = new ArrayList<>();

    private ExpectationCheck(RuleTest test, RaisedAlerts came, Why why) {
        this.test = test;
        this.came = came;
        this.why = why;
    }

    /** What is not as the test wants it; nothing if it passes. */
    static List<Failure> failures(RuleTest test, RaisedAlerts came, Why why) throws IOException {
        ExpectationCheck check = new ExpectationCheck(test, came, why);
        check.run();
        return check.failures;
    }

    /** The names that a test mentions and no rule has. */
    static List<Failure> unknownNames(RuleTest test, LoadedRules loaded) {
        Set<String> known = new HashSet<>();
        loaded.rules().forEach(rule -> known.add(rule.rule().name()));
        return test.named().stream()
                .filter(name -> !known.contains(name))
                .map(name -> Failure.error("there is no rule '" + name + "' among the " + known.size()
                        + " of its rule files" + loaded.meant(name)))
                .toList();
    }

    private void run() throws IOException {
        came.damage().ifPresent(damage -> failures.add(Failure.error("the capture is damaged: " + damage)));
        for (int i = 0; i < test.expected().size(); i++) {
            expect(test.expected().get(i), came.fitting().get(i));
        }
        test.silent().forEach(this::quiet);
        if (!test.others()) {
            came.counts().keySet().stream()
                    .filter(rule -> !test.named().contains(rule))
                    .forEach(this::quiet);
        }
        if (test.ordered() && failures.isEmpty()) {
            order();
        }
    }

    private void expect(RuleTest.Expected expected, long count) throws IOException {
        if (expected.count().hold(count)) {
            return;
        }
        String headline =
                quoted(expected.rule()) + " was expected " + expected.count() + ", but was raised " + times(count);
        List<RaisedAlert> all = came.of(expected.rule());
        Optional<RaisedAlert> nearest = nearest(all, expected);
        List<String> details = new ArrayList<>();
        List<Failure.Row> rows = List.of();
        if (count > expected.count().most()) {
            shown(all.stream().filter(each -> each.fits(expected)).toList(), details);
        } else if (nearest.isPresent()) {
            headline += "\nthe nearest alert, of event " + nearest.get().alert().eventNumber() + ":";
            rows = nearest.get().rows(expected);
        } else if (count == 0) {
            details.addAll(why.silent(expected.rule()));
        } else {
            shown(all, details);
        }
        failures.add(new Failure(Failure.Kind.EXPECTED, expected.rule(), headline, rows, details));
    }

    /** The alert of the expected rule, but not as expected, with the fewest differences; the first of these. */
    static Optional<RaisedAlert> nearest(List<RaisedAlert> all, RuleTest.Expected expected) {
        RaisedAlert nearest = null;
        long least = Long.MAX_VALUE;
        for (RaisedAlert each : all) {
            long differences =
                    each.rows(expected).stream().filter(Failure.Row::differs).count();
            if (differences > 0 && differences < least) {
                least = differences;
                nearest = each;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private void quiet(String rule) {
        long count = came.count(rule);
        if (count > 0) {
            List<String> details = new ArrayList<>();
            shown(came.of(rule), details);
            String headline = quoted(rule) + " was expected to be silent, but was raised " + times(count);
            failures.add(new Failure(Failure.Kind.SILENT, rule, headline, List.of(), details));
        }
    }

    private static void shown(List<RaisedAlert> alerts, List<String> lines) {
        alerts.stream()
                .limit(SHOWN)
                .forEach(each -> lines.add("  event " + each.alert().eventNumber() + ": "
                        + each.alert().message()));
        if (alerts.size() > SHOWN) {
            lines.add("  and " + (alerts.size() - SHOWN) + " more");
        }
    }

    private static String quoted(String rule) {
        return "'" + JsonText.latin(rule) + "'";
    }

    private static String times(long count) {
        return Counted.of(count, "time");
    }

    private void order() {
        if (!came.isWhole()) {
            failures.add(Failure.error("too many alerts to check their order"));
            return;
        }
        int from = 0;
        for (RuleTest.Expected expected : test.expected()) {
            int at = from;
            while (at < came.raised().size() && !came.raised().get(at).fits(expected)) {
                at++;
            }
            if (at == came.raised().size() && expected.count().least() > 0) {
                String headline =
                        quoted(expected.rule()) + " was raised before the alerts that were expected before it";
                List<String> details = new ArrayList<>();
                shown(came.raised(), details);
                failures.add(new Failure(Failure.Kind.ORDER, expected.rule(), headline, List.of(), details));
                return;
            }
            from = at == came.raised().size() ? from : at + 1;
        }
    }
}
