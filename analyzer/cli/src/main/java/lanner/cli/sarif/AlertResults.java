package lanner.cli.sarif;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertScene;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.Priority;
import lanner.engine.field.EventTime;
import lanner.engine.json.JsonText;
import lanner.engine.rules.define.Rule;

/** Makes results of alerts. */
public final class AlertResults {
    private static final int MOST_FIELDS = 64;
    private static final int LONGEST_VALUE = 256;
    private static final int LONGEST_SUBJECT = 4_096;
    private static final Pattern NUMBER = Pattern.compile(" -?[0-9]+$");

    private final SarifLog log;
    private final Map<String, SarifRuleId> rules = new HashMap<>();

    /**
     * Makes rules known to a log.
     *
     * @param rules all that may raise an alert
     */
    public AlertResults(SarifLog log, List<Rule> rules) {
        this.log = log;
        rules.forEach(rule -> this.rules.put(rule.name(), log.rule(described(rule))));
    }

    /** SARIF's word for a priority. */
    static SarifLevel level(Priority priority) {
        return switch (priority) {
            case EMERGENCY, ALERT, CRITICAL, ERROR -> SarifLevel.ERROR;
            case WARNING -> SarifLevel.WARNING;
            case NOTICE, INFORMATIONAL, DEBUG -> SarifLevel.NOTE;
        };
    }

    /** Code scanning's number for a priority. */
    static double severity(Priority priority) {
        return switch (priority) {
            case EMERGENCY -> 10.0;
            case ALERT -> 9.5;
            case CRITICAL -> 9.1;
            case ERROR -> 8.0;
            case WARNING -> 5.5;
            case NOTICE -> 3.0;
            case INFORMATIONAL -> 1.0;
            case DEBUG -> 0.1;
        };
    }

    private static SarifRule described(Rule rule) {
        // Longer than any run of them in the text (CommonMark, "Fenced code blocks").
        String fence = "`".repeat(Math.max(3, longestRun(rule.condition(), '`') + 1));
        String help = rule.description().strip() + "\n\nIts condition:\n\n" + fence + "\n"
                + rule.condition().strip() + "\n" + fence + "\n\n`lanner explain CAPTURE --rule '"
                + rule.name().replace("'", "'\\''") + "'` shows which parts of it decided.\n";
        return new SarifRule(
                rule.name(),
                rule.description().strip(),
                help,
                rule.sortedTags(),
                level(rule.priority()),
                severity(rule.priority()));
    }

    private static int longestRun(String text, char wanted) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == wanted ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /**
     * Adds an alert to the log.
     *
     * @param place the file that it is shown at
     * @param capture what its event is in
     * @param alert one of the rules that are known, with its scene
     */
    public void add(String place, String capture, Alert alert) {
        SarifRuleId rule = rules.get(alert.rule());
        if (rule == null) {
            throw new IllegalArgumentException("no rule of this run: " + alert.rule());
        }
        Optional<AlertScene> scene = alert.scene();
        List<String> chain = scene.map(AlertResults::chain).orElse(List.of());
        String process = chain.isEmpty() ? "" : name(chain.get(chain.size() - 1));
        String subject = scene.map(each -> characters(each.subject())).orElse("");
        log.add(new SarifResult(
                rule,
                alert.priority().severity(),
                level(alert.priority()),
                message(alert, capture, chain),
                place,
                chain,
                List.of(StableText.of(process), StableText.of(SarifText.cut(subject, LONGEST_SUBJECT))),
                properties(alert, capture, subject)));
    }

    private static String message(Alert alert, String capture, List<String> chain) {
        String outcome = alert.outcome().isDone() ? "" : " [" + alert.outcome().words() + "]";
        String by = chain.isEmpty()
                ? ""
                : " Processes: " + chain.stream().map(AlertResults::visible).collect(Collectors.joining(" > ")) + ".";
        return AlertText.visible(alert.message()) + outcome + "." + by + " Event " + alert.eventNumber() + " of "
                + visible(capture) + ".";
    }

    private static String visible(String text) {
        return AlertText.visibleCharacters(text);
    }

    private static Map<String, Object> properties(Alert alert, String capture, String subject) {
        Map<String, Object> properties = new TreeMap<>();
        properties.put("capture", capture);
        properties.put("event", alert.eventNumber());
        properties.put("time", EventTime.utc(alert.time(), "Z"));
        properties.put("priority", alert.priority().word());
        properties.put("outcome", alert.outcome().kind().word());
        if (!alert.outcome().error().isEmpty()) {
            properties.put("error", alert.outcome().error());
        }
        if (alert.inline()) {
            properties.put("inline", true);
        }
        if (!subject.isEmpty()) {
            properties.put("subject", SarifText.cut(subject, LONGEST_VALUE));
        }
        alert.scene()
                .map(AlertScene::user)
                .filter(user -> !user.isEmpty())
                .ifPresent(user -> properties.put("user", SarifText.cut(characters(user), LONGEST_VALUE)));
        Map<String, Object> fields = new TreeMap<>();
        alert.fields().forEach((name, value) -> {
            if (value != null && fields.size() < MOST_FIELDS) {
                fields.put(SarifText.cut(name, LONGEST_VALUE), shortened(value));
            }
        });
        properties.put("fields", fields);
        return properties;
    }

    private static Object shortened(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return SarifText.cut(value instanceof String text ? characters(text) : JsonText.write(value), LONGEST_VALUE);
    }

    /** The processes of a scene, the outermost first, as {@code cat 135}. */
    private static List<String> chain(AlertScene scene) {
        List<String> chain = new ArrayList<>();
        chain.add(characters(scene.process()));
        scene.ancestors().forEach(ancestor -> chain.add(characters(ancestor)));
        Collections.reverse(chain);
        return chain;
    }

    /** {@code cat} of {@code cat 135}. */
    private static String name(String process) {
        return NUMBER.matcher(process).replaceFirst("");
    }

    private static String characters(String latin) {
        return JsonText.characters(latin);
    }
}
