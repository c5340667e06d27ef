package lanner.exchange.sigma;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.engine.text.RuleText;
import lanner.product.TerminalText;

/** Writes a translated rule as an item of a rule file, with what it came from above it. */
final class RuleWriter {
    private static final int WIDTH = 110;
    private static final int LONGEST_NOTE = 2000;
    /** As the specification has it. */
    private static final int LONGEST_DESCRIPTION = 65_535;

    private static final Pattern TECHNIQUE = Pattern.compile("attack\\.(t[0-9]{4}(?:\\.[0-9]{3})?)");
    private static final Pattern CVE = Pattern.compile("cve\\.([0-9]{4})[.-]([0-9]+)");
    private static final String TAG = "sigma";

    private RuleWriter() {}

    /** The macros of these names, in the order of our table. */
    static String macros(Set<String> names) {
        StringBuilder text = new StringBuilder();
        FieldMap.STANDARD.macros().forEach((name, condition) -> {
            if (names.contains(name)) {
                text.append("- macro: ").append(name).append('\n');
                field("condition", "(" + condition + ")", text);
                text.append('\n');
            }
        });
        return text.toString();
    }

    /**
     * One rule.
     *
     * @param name which no other rule has
     * @param filters the filters in it, by their titles, with what they became
     * @param enabled whether it is to raise alerts
     */
    static String rule(
            SigmaDocument.Rule rule,
            String name,
            RuleTranslator.Translation translation,
            Map<String, Clause> filters,
            List<String> notes,
            boolean enabled) {
        StringBuilder text = new StringBuilder();
        comments(rule, translation, filters, notes, text);
        text.append("- rule: ").append(RuleText.scalar(name)).append('\n');
        field("desc", description(rule), text);
        List<Clause> whole = new ArrayList<>(List.of(translation.clause()));
        whole.addAll(filters.values());
        field("condition", Clause.text(Clause.all(whole)), text);
        field("output", output(rule), text);
        text.append("  priority: ")
                .append(rule.level().orElse(SigmaLevel.UNSAID).priority())
                .append('\n');
        if (!enabled) {
            text.append("  enabled: false\n");
        }
        text.append("  tags: [").append(String.join(", ", tags(rule.tags()))).append("]\n");
        return text.toString();
    }

    private static void comments(
            SigmaDocument.Rule rule,
            RuleTranslator.Translation translation,
            Map<String, Clause> filters,
            List<String> notes,
            StringBuilder text) {
        comment("From " + rule.place() + facts(rule), text);
        rule.references().forEach(reference -> comment("See " + reference, text));
        comment("Sigma's condition: " + rule.detection().condition(), text);
        translation.selections().forEach((name, clause) -> comment("  " + name + ": " + Clause.text(clause), text));
        filters.forEach((title, clause) -> comment("  and the filter '" + title + "': " + Clause.text(clause), text));
        if (!translation.unused().isEmpty()) {
            comment("  not used: " + String.join(", ", translation.unused()), text);
        }
        Set<String> all = new LinkedHashSet<>(rule.notes());
        all.addAll(translation.notes());
        all.addAll(notes);
        all.forEach(note -> comment("Note: " + note, text));
    }

    private static String facts(SigmaDocument.Rule rule) {
        StringBuilder facts = new StringBuilder();
        fact("id", rule.id(), facts);
        fact("status", rule.status(), facts);
        fact(
                "level",
                rule.level().map(level -> level.name().toLowerCase(Locale.ROOT)).orElse(""),
                facts);
        fact("by", rule.author(), facts);
        fact("date", rule.date(), facts);
        fact("modified", rule.modified(), facts);
        fact("license", rule.license(), facts);
        return facts.toString();
    }

    private static void fact(String name, String value, StringBuilder facts) {
        if (!value.isEmpty()) {
            facts.append(", ").append(name).append(' ').append(value);
        }
    }

    private static String description(SigmaDocument.Rule rule) {
        StringBuilder description = new StringBuilder(rule.description().isEmpty() ? rule.title() : rule.description());
        if (!rule.falsepositives().isEmpty()) {
            description.append(" Known false positives: ").append(String.join("; ", rule.falsepositives()));
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            description.setLength(LONGEST_DESCRIPTION);
        }
        return description.toString();
    }

    /** The title and what there is to know: there is no escape for a percent sign in an output. */
    private static String output(SigmaDocument.Rule rule) {
        StringBuilder output = new StringBuilder(rule.title().replace("%", " percent"))
                .append(" (")
                .append(rule.source().output());
        for (String field : new LinkedHashSet<>(rule.fields())) {
            Optional<String> printed =
                    FieldMap.STANDARD.field(rule.source(), field).flatMap(FieldRow::printed);
            if (printed.isPresent() && !output.toString().contains("%" + printed.get())) {
                output.append(' ').append(field).append("=%").append(printed.get());
            }
        }
        return output.append(')').toString();
    }

    /** Tactics and techniques as our own rules have them, the rest as it is. */
    private static List<String> tags(List<String> sigma) {
        Set<String> tags = new LinkedHashSet<>();
        for (String tag : sigma) {
            String lower = tag.toLowerCase(Locale.ROOT);
            Matcher technique = TECHNIQUE.matcher(lower);
            Matcher cve = CVE.matcher(lower);
            if (technique.matches()) {
                tags.add(technique.group(1).toUpperCase(Locale.ROOT));
            } else if (cve.matches()) {
                tags.add("CVE-" + cve.group(1) + "-" + cve.group(2));
            } else if (lower.startsWith("attack.")) {
                tags.add(lower.substring("attack.".length()).replace('-', '_'));
            } else if (!lower.isEmpty()) {
                tags.add(lower);
            }
        }
        tags.add(TAG);
        return tags.stream().map(RuleText::scalar).toList();
    }

    /** A comment, in as many lines as it takes. */
    static void comment(String note, StringBuilder text) {
        String shown = TerminalText.visible(note.strip().replaceAll("\\s+", " "));
        String cut = shown.length() > LONGEST_NOTE ? shown.substring(0, LONGEST_NOTE) + "..." : shown;
        String indent = note.startsWith(" ") ? "  " : "";
        for (String line : lines(cut, false)) {
            text.append(RuleText.comment(indent + line)).append('\n');
            indent = "    ";
        }
    }

    /** A folded block where a line break between words changes nothing, else a scalar on one line. */
    private static void field(String key, String value, StringBuilder text) {
        String prose = key.equals("condition") ? value : value.strip().replaceAll("\\s+", " ");
        text.append("  ").append(key).append(": ");
        if (!RuleText.isPlain(prose) || prose.startsWith(" ") || prose.isEmpty()) {
            text.append(RuleText.scalar(prose)).append('\n');
            return;
        }
        text.append(">\n");
        for (String line : lines(prose, key.equals("condition"))) {
            text.append("    ").append(line).append('\n');
        }
    }

    /**
     * Breaks at single blanks: a reader of YAML puts one blank there again.
     *
     * @param quotes whether what stands in quotes stays in one line
     */
    private static List<String> lines(String text, boolean quotes) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        int breakAt = -1;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quotes && c == '"' && (i == 0 || text.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            }
            boolean single = c == ' '
                    && !quoted
                    && i > start
                    && text.charAt(i - 1) != ' '
                    && i + 1 < text.length()
                    && text.charAt(i + 1) != ' ';
            if (single) {
                breakAt = i;
            }
            if (i - start >= WIDTH && breakAt > start) {
                lines.add(text.substring(start, breakAt));
                start = breakAt + 1;
                breakAt = -1;
                i = start - 1;
                quoted = false;
            }
        }
        lines.add(text.substring(start));
        return lines;
    }
}
