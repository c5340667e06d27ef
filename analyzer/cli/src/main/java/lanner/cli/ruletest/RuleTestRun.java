package lanner.cli.ruletest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import lanner.capture.EventSource;
import lanner.engine.alert.Alert;
import lanner.engine.explain.Explainer;
import lanner.engine.explain.Explanation;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.plan.Operands;
import lanner.engine.replay.Replay;
import lanner.engine.rules.CompiledRule;
import lanner.engine.rules.FindingText;
import lanner.engine.rules.LoadedRules;
import lanner.engine.rules.Rule;
import lanner.engine.rules.RuleLoader;
import lanner.engine.rules.RuleSet;
import lanner.engine.state.EventContext;

/** Runs one test. A run shares nothing with another: several may go on at once. */
public final class RuleTestRun {
    /** More alerts are counted, not kept. */
    private static final int MAX_ALERTS = 10_000;

    private static final int SHOWN = 3;
    private static final int MAX_LEAVES = 4;

    /** Records a script; the capture that came of it. */
    @FunctionalInterface
    public interface Recorder {
        /**
         * @param directory empty: for the capture and for what the script leaves
         * @throws IOException with a sentence, when it cannot be recorded here
         */
        Path record(RuleTest.Script script, Path directory) throws IOException;
    }

    /** Opens a capture. */
    @FunctionalInterface
    public interface Opener {
        EventSource open(Path capture) throws IOException;
    }

    private final RuleTest test;
    private final Needs needs;
    private final Recorder recorder;
    private final Opener opener;
    private final FieldRegistry fields = new StandardFields();
    private final List<String> failures = new ArrayList<>();

    /** An alert with what the fields of expectations printed for its event. */
    private record Raised(Alert alert, Map<String, String> printed) {}

    private RuleTestRun(RuleTest test, Needs needs, Recorder recorder, Opener opener) {
        this.test = test;
        this.needs = needs;
        this.recorder = recorder;
        this.opener = opener;
    }

    public static Outcome run(RuleTest test, Needs needs, Recorder recorder, Opener opener) {
        return new RuleTestRun(test, needs, recorder, opener).run();
    }

    private Outcome run() {
        long began = System.nanoTime();
        long events = 0;
        String skipped = "";
        Path directory = null;
        try {
            Optional<String> unmet = needs.unmet(test.needs());
            if (unmet.isPresent()) {
                throw new SkipException(unmet.get());
            }
            Path capture;
            if (test.material() instanceof RuleTest.Script script) {
                directory = Files.createTempDirectory("lanner-test");
                capture = recorder.record(script, directory);
            } else {
                capture = ((RuleTest.Recorded) test.material()).capture();
            }
            events = judge(capture);
        } catch (SkipException e) {
            skipped = String.valueOf(e.getMessage());
        } catch (IOException e) {
            failures.add(String.valueOf(e.getMessage()));
        } finally {
            remove(directory);
        }
        return new Outcome(test, failures, skipped, events, (System.nanoTime() - began) / 1e9);
    }

    /** A test that this machine cannot run. */
    public static final class SkipException extends IOException {
        private static final long serialVersionUID = 1L;

        public SkipException(String why) {
            super(why);
        }
    }

    private void remove(Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            failures.add("what the script left cannot be removed: " + e.getMessage());
        }
    }

    private long judge(Path capture) throws IOException {
        LoadedRules loaded = new RuleLoader(fields, List.of()).loadPaths(test.rules());
        if (loaded.error().isPresent()) {
            failures.add(FindingText.brief(loaded.error().get()));
            return 0;
        }
        if (!namesAreThere(loaded)) {
            return 0;
        }
        Map<String, Field> asked = askedFields();
        List<Raised> raised = new ArrayList<>();
        Map<String, Long> counts = new TreeMap<>();
        Replay replay = new Replay();
        try (EventSource source = opener.open(capture)) {
            replay.run(
                    source, RuleSet.of(loaded.rules(), Rule::enabled, fields), test.match(), (alert, rule, context) -> {
                        counts.merge(alert.rule(), 1L, Long::sum);
                        if (raised.size() < MAX_ALERTS) {
                            Map<String, String> printed = new LinkedHashMap<>();
                            asked.forEach((name, field) -> printed.put(name, print(field, context)));
                            raised.add(new Raised(alert, printed));
                        }
                    });
            if (source.report().damageCount() > 0) {
                failures.add("the capture is damaged: "
                        + source.report().damages().get(0).detail());
            }
        }
        for (RuleTest.Expected expected : test.expected()) {
            expect(expected, raised, loaded, capture);
        }
        for (String rule : test.silent()) {
            quiet(rule, raised, counts);
        }
        if (!test.others()) {
            Set<String> named = new HashSet<>(test.silent());
            test.expected().forEach(each -> named.add(each.rule()));
            for (String rule : new TreeSet<>(counts.keySet())) {
                if (!named.contains(rule)) {
                    quiet(rule, raised, counts);
                }
            }
        }
        if (test.ordered() && failures.isEmpty()) {
            order(raised);
        }
        return replay.events();
    }

    private boolean namesAreThere(LoadedRules loaded) {
        Set<String> known = new HashSet<>();
        loaded.rules().forEach(rule -> known.add(rule.rule().name()));
        List<String> wanted = new ArrayList<>(test.silent());
        test.expected().forEach(expected -> wanted.add(expected.rule()));
        boolean all = true;
        for (String name : wanted) {
            if (!known.contains(name)) {
                failures.add("there is no rule '" + name + "' among the " + known.size() + " of its rule files");
                all = false;
            }
        }
        return all;
    }

    private Map<String, Field> askedFields() {
        Map<String, Field> asked = new LinkedHashMap<>();
        Operands operands = new Operands(fields);
        for (RuleTest.Expected expected : test.expected()) {
            for (String name : expected.fields().keySet()) {
                try {
                    Expr condition = lanner.engine.lang.Conditions.parse(name + " exists");
                    if (condition instanceof Expr.Exists exists) {
                        asked.put(name, operands.resolve(exists.operand()));
                        continue;
                    }
                } catch (ConditionException e) {
                    failures.add("fields: " + e.getMessage());
                    continue;
                }
                failures.add("fields: '" + name + "' is no field");
            }
        }
        return asked;
    }

    private static String print(Field field, EventContext context) {
        String text = field.print(context);
        return text == null ? "<NA>" : text;
    }

    private static boolean fits(Raised raised, RuleTest.Expected expected) {
        return raised.alert().rule().equals(expected.rule())
                && differences(raised, expected).isEmpty();
    }

    /** What keeps an alert of the expected rule from being the expected one. */
    private static List<String> differences(Raised raised, RuleTest.Expected expected) {
        List<String> differences = new ArrayList<>();
        expected.priority()
                .filter(priority -> priority != raised.alert().priority())
                .ifPresent(priority -> differences.add(
                        "priority is " + raised.alert().priority().word() + ", not " + priority.word()));
        expected.output()
                .filter(text -> !raised.alert().message().contains(text))
                .ifPresent(text -> differences.add(
                        "output lacks '" + text + "': " + raised.alert().message()));
        expected.fields().forEach((name, value) -> {
            String printed = raised.printed().get(name);
            if (printed != null && !printed.equals(value)) {
                differences.add(name + " is '" + printed + "', not '" + value + "'");
            }
        });
        return differences;
    }

    private void expect(RuleTest.Expected expected, List<Raised> raised, LoadedRules loaded, Path capture)
            throws IOException {
        long count = raised.stream().filter(each -> fits(each, expected)).count();
        if (expected.count().hold(count)) {
            return;
        }
        StringBuilder failure = new StringBuilder();
        failure.append('\'').append(expected.rule()).append("' was expected ").append(expected.count());
        failure.append(", and came ").append(count).append(count == 1 ? " time" : " times");
        if (count > expected.count().most()) {
            raised.stream()
                    .filter(each -> fits(each, expected))
                    .limit(SHOWN)
                    .forEach(each -> failure.append(line(each)));
        } else {
            Optional<Raised> other = raised.stream()
                    .filter(each -> each.alert().rule().equals(expected.rule()) && !fits(each, expected))
                    .findFirst();
            if (other.isPresent()) {
                failure.append("\nthe nearest alert, of event ")
                        .append(other.get().alert().eventNumber())
                        .append(':');
                differences(other.get(), expected)
                        .forEach(each -> failure.append("\n  ").append(each));
            } else {
                nearest(expected.rule(), loaded, capture, failure);
            }
        }
        failures.add(failure.toString());
    }

    private static String line(Raised raised) {
        return "\n  event " + raised.alert().eventNumber() + ": "
                + raised.alert().message();
    }

    /** The event that came nearest to matching, and the leaves that stood in the way. */
    private void nearest(String name, LoadedRules loaded, Path capture, StringBuilder failure) throws IOException {
        CompiledRule rule = loaded.rules().stream()
                .filter(each -> each.rule().name().equals(name))
                .findFirst()
                .orElseThrow();
        if (!rule.rule().enabled()) {
            failure.append("\nthe rule is not enabled");
            return;
        }
        Explainer explainer = new Explainer(rule, fields);
        RuleSet alone = RuleSet.of(List.of(rule), each -> true, fields);
        int[] least = {Integer.MAX_VALUE};
        long[] number = new long[1];
        String[] process = new String[1];
        Explanation[] explained = new Explanation[1];
        try (EventSource source = opener.open(capture)) {
            new Replay().run(source, context -> {
                if (alone.candidates(context.event()).length == 0) {
                    return true;
                }
                int distance = explainer.distance(context);
                if (distance < least[0]) {
                    least[0] = distance;
                    number[0] = context.event().number();
                    process[0] =
                            context.event().name() + " of " + context.process().comm();
                    explained[0] = explainer.explain(context);
                }
                return least[0] > 0;
            });
        }
        if (explained[0] == null) {
            failure.append("\nno event is of a type that it can match");
            return;
        }
        if (least[0] == 0) {
            failure.append("\nit matched event ").append(number[0]).append(", where another rule came first");
            return;
        }
        failure.append("\nthe nearest event, ")
                .append(number[0])
                .append(" (")
                .append(process[0])
                .append("), stood:");
        List<Explanation> leaves = explained[0].decisiveLeaves();
        for (Explanation leaf : leaves.subList(0, Math.min(MAX_LEAVES, leaves.size()))) {
            failure.append("\n  ")
                    .append(leaf.text())
                    .append("  is ")
                    .append(leaf.verdict().word());
            leaf.macro()
                    .ifPresent(
                            macro -> failure.append("  (macro ").append(macro).append(')'));
            leaf.readings()
                    .forEach((field, value) ->
                            failure.append("  ").append(field).append(value == null ? " has no value" : " = " + value));
        }
        if (leaves.size() > MAX_LEAVES) {
            failure.append("\n  and ").append(leaves.size() - MAX_LEAVES).append(" more");
        }
    }

    private void quiet(String rule, List<Raised> raised, Map<String, Long> counts) {
        long count = counts.getOrDefault(rule, 0L);
        if (count > 0) {
            StringBuilder failure = new StringBuilder(
                    "'" + rule + "' was expected to be silent, and came " + count + (count == 1 ? " time" : " times"));
            raised.stream()
                    .filter(each -> each.alert().rule().equals(rule))
                    .limit(SHOWN)
                    .forEach(each -> failure.append(line(each)));
            failures.add(failure.toString());
        }
    }

    private void order(List<Raised> raised) {
        int from = 0;
        for (RuleTest.Expected expected : test.expected()) {
            int at = from;
            while (at < raised.size() && !fits(raised.get(at), expected)) {
                at++;
            }
            if (at == raised.size() && expected.count().least() > 0) {
                failures.add("'" + expected.rule() + "' came before the alerts that were expected before it");
                return;
            }
            from = at == raised.size() ? from : at + 1;
        }
    }
}
