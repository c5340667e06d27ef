package lanner.cli.guard;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Whose log the messages go to: who reads it gives some lines a meaning. */
public enum JobLog {
    /** A terminal or a file: no line means anything. */
    PLAIN,
    /** GitHub Actions: workflow commands. */
    GITHUB,
    /** GitLab CI: sections. */
    GITLAB;

    /** The log of the machine that this runs on, by the variables that it sets for every job. */
    public static JobLog of(Map<String, String> environment) {
        if ("true".equals(environment.get("GITHUB_ACTIONS"))) {
            return GITHUB;
        }
        return "true".equals(environment.get("GITLAB_CI")) ? GITLAB : PLAIN;
    }

    /** A writer of messages in which no line is a command to the log's reader. */
    public PrintWriter harmless(PrintWriter messages) {
        return this == GITHUB ? new PrintWriter(new WorkflowText(messages), true) : messages;
    }

    /**
     * The line that begins what can be folded; empty for none.
     *
     * @param section tells it from others of the job
     * @param title one line, without controls
     * @param second of the epoch
     */
    String begin(String section, String title, long second) {
        return switch (this) {
            case PLAIN -> "";
            case GITHUB -> "::group::" + WorkflowText.data(title) + "\n";
            case GITLAB ->
                String.format(
                        Locale.ROOT, "\033[0Ksection_start:%d:%s[collapsed=true]\r\033[0K%s\n", second, section, title);
        };
    }

    /** The line that ends it. */
    String end(String section, long second) {
        return switch (this) {
            case PLAIN -> "";
            case GITHUB -> "::endgroup::\n";
            case GITLAB -> String.format(Locale.ROOT, "\033[0Ksection_end:%d:%s\r\033[0K\n", second, section);
        };
    }
}
