package lanner.cli.ruletest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lanner.engine.json.JsonText;

/**
 * What was not as a test wants it.
 *
 * <p>Headline, rows and details hold bytes, a character each, as captured texts are.
 *
 * @param rule the rule that it is about, as text; empty for {@link Kind#ERROR}
 * @param headline the whole of it as a sentence
 * @param rows what was expected of the nearest alert, beside what that alert is
 * @param details what explains it further, a line each
 */
public record Failure(Kind kind, String rule, String headline, List<Row> rows, List<String> details) {
    /** Expected texts that are longer stand above what came instead of beside it. */
    private static final int SIDE_BY_SIDE = 40;

    /** What went wrong. */
    public enum Kind {
        /** An expected alert came too seldom or too often. */
        EXPECTED("expected"),
        /** A rule that must be silent was not. */
        SILENT("silent"),
        /** Alerts came in another order. */
        ORDER("ordered"),
        /** The test could not be judged: its rules or its capture are not as they should be. */
        ERROR("error");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** How a line is meant, for those who see colours. */
    enum Tone {
        PLAIN,
        HEAD,
        FAINT,
        DIFFERENT
    }

    /** A line of a failure's text. */
    record Line(Tone tone, String text) {}

    /** A property that was asked for: what it should be, and what it is. */
    public record Row(String what, String expected, String got, boolean differs) {}

    public Failure {
        rows = List.copyOf(rows);
        details = List.copyOf(details);
    }

    /** @param sentence text */
    static Failure error(String sentence) {
        return new Failure(Kind.ERROR, "", JsonText.latin(sentence), List.of(), List.of());
    }

    /** The whole failure, the headline first. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        headline.lines().forEach(line -> lines.add(new Line(Tone.HEAD, line)));
        if (!rows.isEmpty()) {
            table(lines);
        }
        details.forEach(line -> lines.add(new Line(Tone.PLAIN, line)));
        return lines;
    }

    private void table(List<Line> lines) {
        int what = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
        int expected = rows.stream()
                .mapToInt(row -> row.expected().length())
                .filter(length -> length <= SIDE_BY_SIDE)
                .max()
                .orElse(0);
        expected = Math.max(expected, "expected".length());
        lines.add(new Line(Tone.FAINT, row("  ", what, "", expected, "expected", "got")));
        for (Row row : rows) {
            Tone tone = row.differs() ? Tone.DIFFERENT : Tone.PLAIN;
            String mark = row.differs() ? "! " : "  ";
            if (row.expected().length() <= SIDE_BY_SIDE) {
                lines.add(new Line(tone, row(mark, what, row.what(), expected, row.expected(), row.got())));
            } else {
                lines.add(new Line(tone, row(mark, what, row.what(), 0, row.expected(), "")));
                lines.add(new Line(tone, row("  ", what, "", expected, "", row.got())));
            }
        }
    }

    private static String row(String mark, int wide, String what, int second, String expected, String got) {
        String left = String.format(Locale.ROOT, "%s%-" + (wide + 3) + "s", mark, what);
        String middle = second == 0 ? expected : String.format(Locale.ROOT, "%-" + (second + 3) + "s", expected);
        return (left + middle + got).stripTrailing();
    }

    /** The whole failure as plain text. */
    String text() {
        return String.join("\n", lines().stream().map(Line::text).toList());
    }
}
