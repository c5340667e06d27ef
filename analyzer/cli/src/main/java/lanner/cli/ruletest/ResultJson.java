package lanner.cli.ruletest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.engine.json.JsonText;

/** Results for programs: one object. */
final class ResultJson {
    private ResultJson() {}

    static String write(List<TestResult> outcomes) {
        List<Map<String, Object>> tests = new ArrayList<>();
        for (TestResult outcome : outcomes) {
            Map<String, Object> test = new LinkedHashMap<>();
            test.put("name", JsonText.latin(outcome.test().name()));
            test.put("file", JsonText.latin(outcome.test().file()));
            test.put("line", outcome.test().line());
            test.put("result", outcome.word());
            test.put(
                    "failures",
                    outcome.failures().stream().map(ResultJson::failure).toList());
            test.put("skipped", outcome.skipped().isEmpty() ? null : JsonText.latin(outcome.skipped()));
            test.put("events", outcome.events());
            test.put("seconds", outcome.seconds());
            tests.add(test);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("tests", tests);
        return JsonText.write(object) + "\n";
    }

    private static Map<String, Object> failure(Failure failure) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", failure.kind().word());
        object.put("rule", failure.rule().isEmpty() ? null : JsonText.latin(failure.rule()));
        object.put("text", failure.text());
        object.put(
                "differences",
                failure.rows().stream()
                        .filter(Failure.Row::differs)
                        .map(row -> {
                            Map<String, Object> difference = new LinkedHashMap<>();
                            difference.put("what", row.what());
                            difference.put("expected", row.expected());
                            difference.put("got", row.got());
                            return difference;
                        })
                        .toList());
        return object;
    }
}
