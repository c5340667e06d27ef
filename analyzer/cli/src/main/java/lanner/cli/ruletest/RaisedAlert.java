package lanner.cli.ruletest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.alert.Alert;
import lanner.engine.json.JsonText;

/**
 * An alert that came.
 *
 * @param printed what the fields of expectations about its rule print for its event, by the fields' texts
 */
record RaisedAlert(Alert alert, Map<String, String> printed) {
    static final String PRIORITY = "priority";
    static final String OUTPUT = "output contains";

    /** Whether it is one of those expected. */
    boolean fits(RuleTest.Expected expected) {
        return alert.rule().equals(expected.rule()) && rows(expected).stream().noneMatch(Failure.Row::differs);
    }

    /** What was expected of it, beside what it is. Captured texts are bytes, a character each; expectations become so. */
    List<Failure.Row> rows(RuleTest.Expected expected) {
        List<Failure.Row> rows = new ArrayList<>();
        expected.priority()
                .ifPresent(priority -> rows.add(new Failure.Row(
                        PRIORITY, priority.word(), alert.priority().word(), priority != alert.priority())));
        Optional<String> part = expected.output().map(JsonText::latin);
        part.ifPresent(text -> rows.add(
                new Failure.Row(OUTPUT, text, alert.message(), !alert.message().contains(text))));
        expected.fields().forEach((name, value) -> {
            String wanted = JsonText.latin(value);
            String got = printed.getOrDefault(name, "");
            rows.add(new Failure.Row(name, wanted, got, !got.equals(wanted)));
        });
        return rows;
    }
}
