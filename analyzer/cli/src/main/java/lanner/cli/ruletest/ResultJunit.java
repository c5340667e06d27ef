package lanner.cli.ruletest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import lanner.engine.alert.AlertText;
import lanner.engine.json.JsonText;

/**
 * Results as the XML that JUnit made common. What its readers want, each by its own code: Jenkins takes a dot in a class
 * name for the end of a package, and one failure a test; GitLab links a test by its attribute {@code file}.
 */
final class ResultJunit {
    private static final String SUFFIX = ".test.yaml";

    private ResultJunit() {}

    static String write(List<TestResult> outcomes) {
        Map<String, List<TestResult>> suites = new LinkedHashMap<>();
        outcomes.forEach(outcome -> suites.computeIfAbsent(outcome.test().file(), key -> new ArrayList<>())
                .add(outcome));
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites name=\"lanner test\"").append(totals(outcomes)).append(">\n");
        suites.forEach((file, tests) -> {
            xml.append("  <testsuite name=\"")
                    .append(escaped(file))
                    .append("\" file=\"")
                    .append(escaped(file))
                    .append('"')
                    .append(totals(tests))
                    .append(">\n");
            tests.forEach(test -> testCase(test, xml));
            xml.append("  </testsuite>\n");
        });
        return xml.append("</testsuites>\n").toString();
    }

    private static String totals(List<TestResult> outcomes) {
        return String.format(
                Locale.ROOT,
                " tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.3f\"",
                outcomes.size(),
                count(outcomes, outcome -> outcome.failed() && !outcome.isError()),
                count(outcomes, TestResult::isError),
                count(outcomes, outcome -> !outcome.skipped().isEmpty()),
                outcomes.stream().mapToDouble(TestResult::seconds).sum());
    }

    private static long count(List<TestResult> outcomes, Predicate<TestResult> which) {
        return outcomes.stream().filter(which).count();
    }

    private static void testCase(TestResult outcome, StringBuilder xml) {
        xml.append(String.format(
                Locale.ROOT,
                "    <testcase classname=\"%s\" name=\"%s\" file=\"%s\" line=\"%d\" time=\"%.3f\"",
                escaped(className(outcome.test().file())),
                escaped(outcome.test().name()),
                escaped(outcome.test().file()),
                outcome.test().line(),
                outcome.seconds()));
        if (outcome.passed()) {
            xml.append("/>\n");
            return;
        }
        xml.append(">\n");
        if (outcome.failed()) {
            failure(outcome, xml);
        } else {
            xml.append("      <skipped message=\"")
                    .append(escaped(outcome.skipped()))
                    .append("\"/>\n");
        }
        xml.append("    </testcase>\n");
    }

    private static void failure(TestResult outcome, StringBuilder xml) {
        String element = outcome.isError() ? "error" : "failure";
        List<Failure> failures = outcome.failures();
        String message = failures.get(0).headline().lines().findFirst().orElse("");
        if (failures.size() > 1) {
            message += ", and " + (failures.size() - 1) + " more";
        }
        String body = String.join("\n", failures.stream().map(Failure::text).toList());
        xml.append("      <")
                .append(element)
                .append(" type=\"")
                .append(failures.get(0).kind().word())
                .append("\" message=\"")
                .append(escapedBytes(message))
                .append("\">");
        xml.append(String.join("\n", body.lines().map(ResultJunit::escapedBytes).toList()));
        xml.append("</").append(element).append(">\n");
    }

    /** The file's path with dots for slashes, so that its directories become packages. */
    private static String className(String file) {
        String name = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
        return name.replaceFirst("^(\\.*/)+", "").replace('.', '_').replace('/', '.');
    }

    /** Text as XML 1.0 can hold it, on one line. */
    private static String escaped(String text) {
        return escapedBytes(JsonText.latin(text));
    }

    private static String escapedBytes(String latin) {
        return AlertText.visible(latin)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
