package lanner.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is called as it is, no line of ours is a command to the reader of a job's log. */
class WorkflowTextTest {
    /** As the runner of GitHub reads a line (actions/runner, ActionCommand.cs); the names of its commands. */
    private static boolean isCommand(String line) {
        List<String> names = List.of("error", "warning", "group", "set-output", "add-mask", "stop-commands", "token");
        String trimmed = line.replaceFirst("^[\\s\\p{Z}]+", "");
        int second = trimmed.indexOf("::", 2);
        if (trimmed.startsWith("::") && second >= 0) {
            if (names.contains(trimmed.substring(2, second).split(" ")[0].toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        int open = line.indexOf("##[");
        int close = open < 0 ? -1 : line.indexOf(']', open);
        return close >= 0
                && names.contains(line.substring(open + 3, close).split(" ")[0].toLowerCase(Locale.ROOT));
    }

    private static String written(JobLog kind, String text) {
        StringWriter log = new StringWriter();
        PrintWriter messages = kind.harmless(new PrintWriter(log));
        // In parts, as printers write.
        messages.write(text.substring(0, text.length() / 2));
        messages.print(text.substring(text.length() / 2));
        messages.flush();
        return log.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::error::x",
                "  ::error::x",
                "\u00a0\u3000::warning title=a::x",
                "lanner: cannot read\n::add-mask::x",
                "a\r::group::x",
                "lanner: ##[error]x",
                "lanner: ###[set-output name=a]x",
                "##[stop-commands]token\n::token::",
                "::1:5->::1:80\n::error::",
            })
    void noLineIsAWorkflowCommand(String text) {
        assertThat(text.split("[\n\r]"))
                .as("the table holds commands, or an address")
                .anyMatch(line -> isCommand(line) || line.contains("->"));
        assertThat(written(JobLog.GITHUB, text).split("[\n\r]")).noneMatch(WorkflowTextTest::isCommand);
    }

    @ParameterizedTest
    @CsvSource({"lanner: 3 alerts", "lanner: a::b #[x] ##x[y]", "'  by sh 1 < npm 2'"})
    void otherTextStaysAsItIs(String text) {
        assertThat(written(JobLog.GITHUB, text)).isEqualTo(text);
    }

    @Test
    void elsewhereTextStaysAsItIs() {
        assertThat(written(JobLog.PLAIN, "::error::x ##[error]")).isEqualTo("::error::x ##[error]");
        assertThat(written(JobLog.GITLAB, "::error::x ##[error]")).isEqualTo("::error::x ##[error]");
    }

    @Test
    void dataAndPropertiesAreEscapedAsTheRunnerUndoesIt() {
        assertThat(WorkflowText.data("50% of a:b,c\r\n")).isEqualTo("50%25 of a:b,c%0D%0A");
        assertThat(WorkflowText.property("50% of a:b,c\r\n")).isEqualTo("50%25 of a%3Ab%2Cc%0D%0A");
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB_ACTIONS, true, GITHUB",
        "GITLAB_CI, true, GITLAB",
        "GITHUB_ACTIONS, false, PLAIN",
        "CI, true, PLAIN",
    })
    void theLogIsKnownByWhatTheMachineSets(String variable, String value, JobLog expected) {
        assertThat(JobLog.of(Map.of(variable, value))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        PLAIN  | ''                  | ''
        GITHUB | ::group::3 alerts%n | ::endgroup::%n
        GITLAB | ^[0Ksection_start:7:lanner_guard[collapsed=true]^r^[0K3 alerts%n | ^[0Ksection_end:7:lanner_guard^r^[0K%n
        """)
    void whatCanBeFoldedBeginsAndEnds(JobLog kind, String begin, String end) {
        assertThat(kind.begin("lanner_guard", "3 alerts", 7)).isEqualTo(marks(begin));
        assertThat(kind.end("lanner_guard", 7)).isEqualTo(marks(end));
    }

    private static String marks(String drawn) {
        return drawn.replace("^[0K", "\033[0K").replace("^r", "\r").replace("%n", "\n");
    }
}
