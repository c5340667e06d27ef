package lanner.engine.rules.finding;

import java.util.List;

/** Renders what a load found, for people, in Falco's verbose form. */
public final class FindingText {
    private static final String RULER = "------\n";

    private FindingText() {}

    /** One file's outcome with all findings. */
    public static String verbose(LoadResult result) {
        StringBuilder out = new StringBuilder(result.file())
                .append(": ")
                .append(verdict(result))
                .append('\n');
        section("Errors", result.errors(), out);
        section("Warnings", result.warnings(), out);
        return out.toString();
    }

    /** One file's outcome in a line. */
    public static String summary(LoadResult result) {
        StringBuilder out = new StringBuilder(result.file()).append(": ").append(verdict(result));
        counts("errors", result.errors(), out);
        counts("warnings", result.warnings(), out);
        return out.append('\n').toString();
    }

    /**
     * One finding as compilers print theirs: the place in the file counted from 1, what is wrong, and the line with a
     * caret.
     */
    public static String brief(Finding finding) {
        StringBuilder out = new StringBuilder();
        String item = "";
        Location place = null;
        for (Location location : finding.chain()) {
            if (location.type() == ItemType.CONDITION_EXPRESSION
                    || location.type() == ItemType.RULE_OUTPUT_EXPRESSION) {
                continue;
            }
            place = location;
            if (!location.name().isEmpty() && location.type() != ItemType.VALUE_FOR) {
                item = " in " + location.type().words() + " '" + location.name() + "'";
            }
        }
        if (place != null) {
            out.append(place.source());
            if (finding.code() != FindingCode.LOAD_ERR_FILE_READ && finding.code() != FindingCode.LANNER_SKIPPED_FILE) {
                out.append(':').append(place.line() + 1).append(':').append(place.column() + 1);
            }
            out.append(": ");
        }
        out.append(finding.isError() ? "error: " : "warning: ")
                .append(finding.message())
                .append(finding.hint())
                .append(" [")
                .append(finding.code())
                .append(']')
                .append(item);
        finding.snippet().lines().forEach(line -> out.append("\n    ").append(line));
        return out.toString();
    }

    /** One finding: the chain of places, the text at fault, the code and the message. */
    public static String of(Finding finding) {
        StringBuilder out = new StringBuilder();
        for (Location location : finding.chain()) {
            out.append(out.isEmpty() ? "In " : "    ").append(location.type().words());
            if (!location.name().isEmpty()) {
                out.append(" '").append(location.name()).append('\'');
            }
            out.append(": (")
                    .append(location.source())
                    .append(':')
                    .append(location.line())
                    .append(':')
                    .append(location.column())
                    .append(")\n");
        }
        if (!finding.snippet().isEmpty()) {
            out.append(RULER).append(finding.snippet()).append('\n').append(RULER);
        }
        return out.append(codeAndWords(finding))
                .append(": ")
                .append(finding.message())
                .append('\n')
                .toString();
    }

    private static String verdict(LoadResult result) {
        if (!result.successful()) {
            return "Invalid";
        }
        return result.warnings().isEmpty() ? "Ok" : "Ok, with warnings";
    }

    private static void section(String title, List<Finding> findings, StringBuilder out) {
        if (!findings.isEmpty()) {
            out.append(findings.size()).append(' ').append(title).append(":\n");
            findings.forEach(finding -> out.append(of(finding)));
        }
    }

    private static void counts(String title, List<Finding> findings, StringBuilder out) {
        if (!findings.isEmpty()) {
            out.append(' ').append(findings.size()).append(' ').append(title).append(": [");
            for (int i = 0; i < findings.size(); i++) {
                out.append(i == 0 ? "" : ", ").append(codeAndWords(findings.get(i)));
            }
            out.append(']');
        }
    }

    private static String codeAndWords(Finding finding) {
        return finding.code() + " (" + finding.words() + ")";
    }
}
