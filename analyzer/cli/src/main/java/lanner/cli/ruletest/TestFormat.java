package lanner.cli.ruletest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lanner.engine.alert.AlertText;
import lanner.engine.json.JsonText;

/** How results are written. */
public enum TestFormat {
    /** For people: a line a test, failures with what explains them. */
    TEXT {
        @Override
        public String write(List<Outcome> outcomes) {
            StringBuilder text = new StringBuilder();
            for (Outcome outcome : outcomes) {
                String word = outcome.passed() ? "ok     " : outcome.skipped().isEmpty() ? "FAILED " : "skipped";
                text.append(String.format(
                        Locale.ROOT,
                        "%s %s (%.2f s)%n",
                        word,
                        visible(outcome.test().name()),
                        outcome.seconds()));
                if (!outcome.skipped().isEmpty()) {
                    text.append("    ").append(visible(outcome.skipped())).append('\n');
                }
                if (!outcome.failures().isEmpty()) {
                    text.append("    at ")
                            .append(visible(outcome.test().place()))
                            .append('\n');
                }
                for (String failure : outcome.failures()) {
                    failure.lines()
                            .forEach(line ->
                                    text.append("    ").append(visible(line)).append('\n'));
                }
            }
            return text.toString();
        }
    },
    /** Test Anything Protocol, version 14. */
    TAP {
        @Override
        public String write(List<Outcome> outcomes) {
            StringBuilder text = new StringBuilder("TAP version 14\n1.." + outcomes.size() + "\n");
            int number = 0;
            for (Outcome outcome : outcomes) {
                boolean failed = !outcome.failures().isEmpty();
                text.append(failed ? "not ok " : "ok ")
                        .append(++number)
                        .append(" - ")
                        .append(visible(outcome.test().name()).replace("#", "\\#"));
                if (!outcome.skipped().isEmpty()) {
                    text.append(" # SKIP ").append(visible(outcome.skipped()));
                }
                text.append('\n');
                for (String failure : outcome.failures()) {
                    failure.lines()
                            .forEach(line ->
                                    text.append("# ").append(visible(line)).append('\n'));
                }
            }
            return text.toString();
        }
    },
    /** The XML that build servers read as JUnit's. A file of tests is a suite. */
    JUNIT {
        @Override
        public String write(List<Outcome> outcomes) {
            Map<String, List<Outcome>> suites = new LinkedHashMap<>();
            outcomes.forEach(outcome -> suites.computeIfAbsent(file(outcome), key -> new ArrayList<>())
                    .add(outcome));
            StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
            suites.forEach((name, tests) -> {
                long failed = tests.stream()
                        .filter(test -> !test.failures().isEmpty())
                        .count();
                long skipped =
                        tests.stream().filter(test -> !test.skipped().isEmpty()).count();
                double seconds = tests.stream().mapToDouble(Outcome::seconds).sum();
                xml.append(String.format(
                        Locale.ROOT,
                        "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\" time=\"%.3f\">%n",
                        escaped(name),
                        tests.size(),
                        failed,
                        skipped,
                        seconds));
                tests.forEach(test -> testCase(name, test, xml));
                xml.append("  </testsuite>\n");
            });
            return xml.append("</testsuites>\n").toString();
        }
    },
    /** One object. */
    JSON {
        @Override
        public String write(List<Outcome> outcomes) {
            List<Map<String, Object>> tests = new ArrayList<>();
            for (Outcome outcome : outcomes) {
                Map<String, Object> test = new LinkedHashMap<>();
                test.put("name", JsonText.latin(outcome.test().name()));
                test.put("place", JsonText.latin(outcome.test().place()));
                test.put(
                        "result",
                        outcome.passed() ? "passed" : outcome.skipped().isEmpty() ? "failed" : "skipped");
                test.put("failures", outcome.failures());
                test.put("skipped", outcome.skipped().isEmpty() ? null : outcome.skipped());
                test.put("events", outcome.events());
                test.put("seconds", outcome.seconds());
                tests.add(test);
            }
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("tests", tests);
            return JsonText.write(object) + "\n";
        }
    };

    public abstract String write(List<Outcome> outcomes);

    private static String file(Outcome outcome) {
        String place = outcome.test().place();
        return place.substring(0, place.lastIndexOf(':'));
    }

    private static void testCase(String suite, Outcome test, StringBuilder xml) {
        xml.append(String.format(
                Locale.ROOT,
                "    <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\"",
                escaped(suite),
                escaped(test.test().name()),
                test.seconds()));
        if (test.passed()) {
            xml.append("/>\n");
            return;
        }
        xml.append(">\n");
        if (!test.skipped().isEmpty()) {
            xml.append("      <skipped message=\"")
                    .append(escaped(test.skipped()))
                    .append("\"/>\n");
        }
        for (String failure : test.failures()) {
            String first = failure.lines().findFirst().orElse("");
            xml.append("      <failure message=\"").append(escaped(first)).append("\">");
            xml.append(escaped(failure).replace("&#10;", "\n")).append("</failure>\n");
        }
        xml.append("    </testcase>\n");
    }

    /** Text that XML 1.0 can hold. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        String readable =
                String.join("\n", text.lines().map(TestFormat::visible).toList());
        for (int i = 0; i < readable.length(); i++) {
            char c = readable.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Texts of alerts are bytes, a character each; names of tests are text. */
    private static String visible(String text) {
        boolean characters = text.chars().anyMatch(c -> c > 255);
        return AlertText.visible(characters ? JsonText.latin(text) : text);
    }
}
