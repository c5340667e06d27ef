package lanner.cli.ruletest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.engine.json.JsonText;

/** Results in the Test Anything Protocol, version 14; what failed in the YAML block of its test. */
final class ResultTap {
    private ResultTap() {}

    static String write(List<TestResult> outcomes) {
        StringBuilder text = new StringBuilder("TAP version 14\n1.." + outcomes.size() + "\n");
        int number = 0;
        for (TestResult outcome : outcomes) {
            text.append(outcome.failed() ? "not ok " : "ok ")
                    .append(++number)
                    .append(" - ")
                    .append(escaped(outcome.test().name()));
            if (!outcome.skipped().isEmpty()) {
                text.append(" # SKIP ").append(escaped(outcome.skipped()));
            }
            text.append('\n');
            if (outcome.failed()) {
                diagnose(outcome, text);
            }
        }
        return text.toString();
    }

    /** JSON is YAML: each value is written as that, so that no text can leave its block. */
    private static void diagnose(TestResult outcome, StringBuilder text) {
        Map<String, Object> at = new LinkedHashMap<>();
        at.put("file", JsonText.latin(outcome.test().file()));
        at.put("line", outcome.test().line());
        text.append("  ---\n");
        line("message", outcome.failures().get(0).headline().lines().findFirst().orElse(""), text);
        line("severity", outcome.isError() ? "error" : "fail", text);
        line("at", at, text);
        List<String> failures = new ArrayList<>();
        outcome.failures().forEach(failure -> failures.add(failure.text()));
        line("failures", failures, text);
        text.append("  ...\n");
    }

    private static void line(String key, Object value, StringBuilder text) {
        text.append("  ").append(key).append(": ").append(JsonText.write(value)).append('\n');
    }

    private static String escaped(String text) {
        return ResultText.visible(text).replace("\\", "\\\\").replace("#", "\\#");
    }
}
