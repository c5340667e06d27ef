package lanner.cli.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lanner.engine.alert.Priority;
import lanner.product.Counted;
import lanner.product.TerminalText;

/**
 * What is told of a command that was recorded and judged.
 *
 * @param command its words
 * @param differences from a baseline; empty where none was given, or nothing could be compared with it
 * @param unknown why there is no verdict, a sentence each
 * @param shortfalls what else the recording lacks, a sentence each
 * @param least the least priority of an alert that counts
 * @param capture where the recording is; empty where it is deleted
 * @param status what this ends with
 */
public record GuardReport(
        List<String> command,
        CommandEnd end,
        Verdict verdict,
        Findings findings,
        Optional<BaselineDifferences> differences,
        List<String> unknown,
        List<String> shortfalls,
        Priority least,
        long events,
        Optional<String> capture,
        int status) {
    private static final int LONGEST_COMMAND = 200;

    public GuardReport {
        command = List.copyOf(command);
        // They name files and hold what others say: each stays one line.
        unknown = unknown.stream().map(TerminalText::visible).toList();
        shortfalls = shortfalls.stream().map(TerminalText::visible).toList();
        capture = capture.map(TerminalText::visible);
    }

    /** The verdict in a line. */
    String headline() {
        String alerts = (findings.counted() == 0 ? "no alert" : Counted.of(findings.counted(), "alert"))
                + " at or above " + least.word();
        return switch (verdict) {
            case FOUND, GOOD -> alerts + differences.map(GuardReport::counted).orElse("");
            case UNKNOWN -> "no verdict: " + unknown.get(0);
        };
    }

    private static String counted(BaselineDifferences differences) {
        long counted = differences.counted();
        return counted == 0
                ? ", no difference from the baseline that counts"
                : ", " + Counted.of(counted, "difference") + " from the baseline that "
                        + (counted == 1 ? "counts" : "count");
    }

    /** The command, how it ended, and how much of it is known. */
    String facts() {
        long below = findings.alerts() - findings.counted();
        return "the command " + end.words() + "; " + Counted.of(events, "event")
                + (below == 0 ? "" : ", " + Counted.of(below, "alert that does", "alerts that do") + " not count")
                + ": "
                + line();
    }

    /** The command as a line, cut where it is long; controls are escapes. */
    String line() {
        String line = TerminalText.visible(String.join(" ", command));
        return line.length() <= LONGEST_COMMAND ? line : line.substring(0, LONGEST_COMMAND - 3) + "...";
    }

    /** What the status means; empty where it is the command's own. */
    Optional<String> statusWords() {
        return verdict == Verdict.GOOD
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "status %d: %s",
                        status,
                        verdict.status(end).words()));
    }
}
