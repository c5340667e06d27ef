package lanner.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lanner.engine.alert.Priority;
import lanner.engine.text.Nearest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options that name a priority. */
final class PriorityArgument {
    private static final String DONE_ONLY = ":done";

    private PriorityArgument() {}

    /** The priority of this word, in capitals or not. */
    static Priority priority(CommandSpec spec, String option, String word) {
        return Priority.of(word)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        option + ": '" + word + "' is not one of emergency, alert, critical, error, warning, notice, "
                                + "informational, debug"
                                + Nearest.hint(word, words())));
    }

    private static List<String> words() {
        return Stream.of(Priority.values())
                .map(each -> each.word().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The value of {@code --fail-on}: a priority, and {@code :done} behind it for alerts alone that tell of what was done. */
    static AnalysisReport.Gravity gravity(CommandSpec spec, String failOn) {
        boolean doneOnly = failOn.toLowerCase(Locale.ROOT).endsWith(DONE_ONLY);
        String least = doneOnly ? failOn.substring(0, failOn.length() - DONE_ONLY.length()) : failOn;
        return new AnalysisReport.Gravity(priority(spec, "--fail-on", least), doneOnly);
    }
}
