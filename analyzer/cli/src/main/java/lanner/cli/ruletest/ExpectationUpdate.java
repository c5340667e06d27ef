package lanner.cli.ruletest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lanner.engine.alert.AlertText;
import lanner.engine.json.JsonText;
import lanner.product.FileFailure;
import lanner.product.InputException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Accepts what came: rewrites the expectations of failed tests in their file so that they pass, and nothing else in it.
 *
 * <ul>
 *   <li>An expectation that no alert fits takes priority, output and fields of the nearest alert of its rule. What it does
 *       not mention stays unmentioned.
 *   <li>Its count moves as little as makes it hold; a rule that no longer fires is expected 0 times.
 *   <li>A rule that was to be silent and was not is expected as often as it came.
 * </ul>
 *
 * A test that could not be judged, or whose alerts came in another order, stays as it is.
 */
public final class ExpectationUpdate {
    /**
     * What became of a test's expectation.
     *
     * @param accepted whether the test passes now
     * @param line what was changed, or why nothing was; bytes, a character each
     */
    public record Change(RuleTest test, boolean accepted, String line) {
        /** A line for people, with the place, safe to print. */
        public String words() {
            return ResultText.visible(test.place() + ": '" + test.name() + "': ") + AlertText.visible(line);
        }
    }

    private final RuleTestFile file;
    private final Map<String, TestResult> outcomes = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private String text;

    /** Why a test stays as it is. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String why) {
            super(why, null, false, false);
        }
    }

    private ExpectationUpdate(RuleTestFile file, List<TestResult> outcomes) {
        this.file = file;
        this.text = file.yaml().text();
        outcomes.forEach(outcome -> this.outcomes.put(outcome.test().name(), outcome));
    }

    /**
     * Accepts what came of a file's tests and rewrites the file, if anything changes, in one step.
     *
     * @param outcomes those of this file's tests that were run
     * @throws InputException when the file was changed since it was read
     */
    public static List<Change> accept(RuleTestFile file, List<TestResult> outcomes) throws IOException, InputException {
        ExpectationUpdate acceptance = new ExpectationUpdate(file, outcomes);
        for (TestResult outcome : outcomes) {
            if (outcome.failed()) {
                acceptance.accept(outcome);
            }
        }
        if (!acceptance.text.equals(file.yaml().text())) {
            write(file, acceptance.text);
        }
        return acceptance.changes;
    }

    private void accept(TestResult outcome) {
        List<String> said = new ArrayList<>();
        try {
            String edited = edited(outcome, said);
            hold(edited, outcome.test().name());
            text = edited;
            said.forEach(line -> changes.add(new Change(outcome.test(), true, line)));
        } catch (Refusal e) {
            changes.add(new Change(outcome.test(), false, JsonText.latin("not updated: " + e.getMessage())));
        }
    }

    /** The file's text so far with this test's expectations as they came. */
    private String edited(TestResult outcome, List<String> said) throws Refusal {
        if (outcome.isError() || outcome.came().isEmpty()) {
            throw new Refusal("it could not be judged");
        }
        if (outcome.failures().stream().anyMatch(failure -> failure.kind() == Failure.Kind.ORDER)) {
            throw new Refusal("alerts were raised in another order; decide which order is right");
        }
        RaisedAlerts came = outcome.came().get();
        if (!came.isWhole()) {
            throw new Refusal("more than " + RaisedAlerts.MOST_KEPT + " alerts were raised");
        }
        try {
            RuleTestFile now = RuleTestFile.of(file.file(), text);
            return new TestEdit(outcome.test(), came, node(now, outcome.test().name()), text, said).result();
        } catch (InputException e) {
            throw new Refusal(e.getMessage());
        }
    }

    private static MappingNode node(RuleTestFile file, String name) throws InputException, Refusal {
        for (Node test : file.yaml()
                .sequence(Objects.requireNonNull(file.yaml().root().get("tests"), "a test file has tests"))) {
            Node named = file.yaml().mapping(test).get("name");
            if (test instanceof MappingNode mapping
                    && named != null
                    && file.yaml().text(named).equals(name)) {
                return mapping;
            }
        }
        throw new Refusal("it is not found in its file");
    }

    /** The proof: this test passes with the new text, and none that passed before, nor was accepted, fails. */
    private void hold(String edited, String name) throws Refusal {
        try {
            for (RuleTest test : RuleTestFile.of(file.file(), edited).tests()) {
                TestResult before = outcomes.get(test.name());
                if (before == null || before.came().isEmpty()) {
                    continue;
                }
                List<Failure> after = ExpectationCheck.failures(
                        test, before.came().get().against(test), ExpectationCheck.Why.NOT_ASKED);
                boolean mustPass =
                        before.passed() || isAccepted(test) || test.name().equals(name);
                if (mustPass && !after.isEmpty()) {
                    throw new Refusal("with what came '" + test.name() + "' would fail");
                }
            }
        } catch (InputException | IOException e) {
            throw new Refusal("the file would not be one of tests: " + FileFailure.sentence(e));
        }
    }

    private boolean isAccepted(RuleTest test) {
        return changes.stream()
                .anyMatch(change -> change.accepted() && change.test().name().equals(test.name()));
    }

    private static void write(RuleTestFile file, String text) throws IOException, InputException {
        Path real = file.file().toRealPath();
        Path beside = Files.createTempFile(real.toAbsolutePath().getParent(), ".lanner", ".yaml");
        try {
            Files.writeString(beside, text);
            Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(real));
            if (!Files.readString(real).equals(file.yaml().text())) {
                throw new InputException(file.file() + ": it was changed meanwhile and is not updated");
            }
            Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** The edits of one test. */
    private static final class TestEdit {
        private final RuleTest test;
        private final RaisedAlerts came;
        private final MappingNode node;
        private final YamlEdits edits;
        private final List<String> said;

        TestEdit(RuleTest test, RaisedAlerts came, MappingNode node, String text, List<String> said) {
            this.test = test;
            this.came = came;
            this.node = node;
            this.edits = new YamlEdits(text);
            this.said = said;
        }

        String result() throws Refusal {
            Optional<Node> expect = YamlEdits.value(node, "expect");
            for (int i = 0; i < test.expected().size(); i++) {
                if (!test.expected().get(i).count().hold(came.fitting().get(i))) {
                    Node item = ((SequenceNode) expect.orElseThrow()).getValue().get(i);
                    expectation(test.expected().get(i), came.fitting().get(i), (MappingNode) own(item));
                }
            }
            List<String> loud = new ArrayList<>(came.counts().keySet());
            loud.removeIf(rule -> !(test.silent().contains(rule)
                    || !test.others() && !test.named().contains(rule)));
            if (!loud.isEmpty()) {
                silence(loud);
            }
            return edits.result();
        }

        private Node own(Node item) throws Refusal {
            if (!edits.isInside(item, node)) {
                throw new Refusal("what it expects is an alias of what stands elsewhere");
            }
            return item;
        }

        private void expectation(RuleTest.Expected expected, long fitting, MappingNode item) throws Refusal {
            List<RaisedAlert> all = came.of(expected.rule());
            long count = fitting;
            if (count == 0 && !all.isEmpty()) {
                RaisedAlert nearest = ExpectationCheck.nearest(all, expected).orElseThrow();
                for (Failure.Row row : nearest.rows(expected)) {
                    if (row.differs()) {
                        property(expected.rule(), row, item);
                    }
                }
                RuleTest.Expected now = like(nearest, expected);
                count = all.stream().filter(each -> each.fits(now)).count();
            }
            if (!expected.count().hold(count)) {
                String written = expected.count().toHold(count).written();
                edits.put(item, "count", written);
                said.add("'" + JsonText.latin(expected.rule()) + "' count: "
                        + expected.count().written() + " -> " + written);
            }
        }

        private void property(String rule, Failure.Row row, MappingNode item) throws Refusal {
            String got =
                    row.what().equals(RaisedAlert.OUTPUT) ? SimilarText.piece(row.got(), row.expected()) : row.got();
            if (got.contains(Recordings.PREFIX)) {
                throw new Refusal("'" + rule + "' " + row.what() + ": the actual text names a directory of this run");
            }
            if (got.isEmpty() && row.what().equals(RaisedAlert.OUTPUT)) {
                throw new Refusal("'" + rule + "' output: nothing in it resembles what was expected");
            }
            String scalar = YamlEdits.scalar(got)
                    .orElseThrow(() -> new Refusal("'" + rule + "' " + row.what() + ": the actual value is not text"));
            switch (row.what()) {
                case RaisedAlert.PRIORITY -> edits.put(item, "priority", scalar);
                case RaisedAlert.OUTPUT -> edits.put(item, "output", scalar);
                default -> {
                    MappingNode fields =
                            (MappingNode) own(YamlEdits.value(item, "fields").orElseThrow());
                    edits.put(fields, row.what(), scalar);
                }
            }
            said.add("'" + JsonText.latin(rule) + "' " + row.what() + ": " + row.expected() + " -> " + got);
        }

        /** The expectation with what it mentions as the alert has it. */
        private static RuleTest.Expected like(RaisedAlert alert, RuleTest.Expected expected) {
            Map<String, String> fields = new HashMap<>();
            expected.fields()
                    .keySet()
                    .forEach(name ->
                            fields.put(name, SimilarText.text(alert.printed().getOrDefault(name, ""))));
            return new RuleTest.Expected(
                    expected.rule(),
                    expected.count(),
                    expected.priority().map(priority -> alert.alert().priority()),
                    expected.output()
                            .map(text -> alert.alert().message().contains(JsonText.latin(text))
                                    ? text
                                    : SimilarText.text(
                                            SimilarText.piece(alert.alert().message(), JsonText.latin(text)))),
                    fields);
        }

        /** Rules that were to be silent and came are expected. */
        private void silence(List<String> loud) throws Refusal {
            List<String> items = new ArrayList<>();
            for (String rule : loud) {
                String name = YamlEdits.scalar(JsonText.latin(rule)).orElseThrow();
                items.add("{rule: " + name + ", count: " + came.count(rule) + "}");
                said.add("'" + JsonText.latin(rule) + "' silent -> count: " + came.count(rule));
            }
            Optional<Node> silent = YamlEdits.value(node, "silent");
            Optional<Node> expect = YamlEdits.value(node, "expect");
            boolean none = loud.containsAll(test.silent());
            if (silent.isPresent() && none && expect.isEmpty()) {
                edits.replaceEntry(node, YamlEdits.index(node, "silent"), flow(items));
                return;
            }
            if (silent.isPresent()) {
                quieter(own(silent.get()), none, loud);
            }
            if (expect.isPresent()) {
                edits.append((SequenceNode) own(expect.get()), items);
            } else {
                edits.append(node, flow(items));
            }
        }

        private static String flow(List<String> items) {
            return "expect: [" + String.join(", ", items) + "]";
        }

        private void quieter(Node silent, boolean none, List<String> loud) {
            int index = YamlEdits.index(node, "silent");
            if (none && index > 0) {
                edits.remove(node, index);
            } else if (none) {
                edits.replace(silent, "[]");
            } else {
                edits.remove(
                        (SequenceNode) silent,
                        item -> item instanceof ScalarNode scalar && loud.contains(scalar.getValue()));
            }
        }
    }
}
