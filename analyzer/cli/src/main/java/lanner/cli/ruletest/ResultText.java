package lanner.cli.ruletest;

import java.util.List;
import java.util.Locale;
import lanner.engine.alert.AlertText;

/** Results for people. */
final class ResultText {
    private static final String INDENT = "    ";

    private ResultText() {}

    static String write(List<TestResult> outcomes, TerminalColours paint) {
        StringBuilder text = new StringBuilder();
        outcomes.forEach(outcome -> write(outcome, paint, text));
        return text.toString();
    }

    private static void write(TestResult outcome, TerminalColours paint, StringBuilder text) {
        String word = outcome.passed()
                ? paint.green("ok     ")
                : outcome.failed() ? paint.red("FAILED ") : paint.yellow("skipped");
        text.append(word).append(' ').append(visible(outcome.test().name()));
        text.append(String.format(Locale.ROOT, " (%.2f s)%n", outcome.seconds()));
        if (!outcome.skipped().isEmpty()) {
            text.append(INDENT).append(visible(outcome.skipped())).append('\n');
        }
        if (outcome.failed()) {
            text.append(INDENT)
                    .append("at ")
                    .append(visible(outcome.test().place()))
                    .append('\n');
        }
        outcome.failures().stream()
                .flatMap(failure -> failure.lines().stream())
                .forEach(
                        line -> text.append(INDENT).append(painted(line, paint)).append('\n'));
    }

    private static String painted(Failure.Line line, TerminalColours paint) {
        String text = AlertText.visible(line.text());
        return switch (line.tone()) {
            case PLAIN -> text;
            case HEAD -> paint.bold(text);
            case FAINT -> paint.faint(text);
            case DIFFERENT -> paint.red(text);
        };
    }

    /** Text, safe to print; what is captured is no text, but bytes. */
    static String visible(String text) {
        return AlertText.visibleCharacters(text);
    }
}
