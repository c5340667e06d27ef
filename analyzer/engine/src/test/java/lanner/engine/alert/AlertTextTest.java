package lanner.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanner.engine.field.Outcome;
import lanner.engine.field.Source;
import org.junit.jupiter.api.Test;

class AlertTextTest {
    private static Alert alert(String message, Outcome outcome) {
        return alert(message, outcome, false);
    }

    private static Alert alert(String message, Outcome outcome, boolean inline) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("proc.name", "sh");
        fields.put("fd.name", null);
        return new Alert(
                "a rule",
                Priority.WARNING,
                List.of("t"),
                1_700_000_000_000_000_001L,
                message,
                fields,
                "box",
                7,
                outcome,
                Source.SYSCALL,
                inline);
    }

    @Test
    void aLineHasTimePriorityAndMessage() {
        assertThat(AlertText.text(alert("sh opened x", Outcome.DONE)))
                .matches("..:..:20\\.000000001: Warning sh opened x");
    }

    @Test
    void whatWasNotDoneIsSaidBehindIt() {
        assertThat(AlertText.text(alert("x", new Outcome(Outcome.Kind.REFUSED, "EPERM"))))
                .endsWith("Warning x [refused: EPERM]");
        assertThat(AlertText.text(alert("x", Outcome.UNKNOWN))).endsWith("Warning x [unknown]");
    }

    @Test
    void whatRestsOnTheProcessesOwnStatementSaysSo() {
        Outcome refused = new Outcome(Outcome.Kind.REFUSED, "EPERM");
        assertThat(AlertText.text(alert("x", refused, true))).endsWith("Warning x [refused: EPERM] [inline]");
        assertThat(AlertText.text(alert("x", Outcome.DONE, true))).endsWith("Warning x [inline]");
        assertThat(AlertText.object(alert("x", Outcome.DONE, true))).containsEntry("inline", true);
        assertThat(AlertText.object(alert("x", Outcome.DONE, false))).doesNotContainKey("inline");
    }

    @Test
    void jsonHasFalcosKeysSortedAndTwoOfOurs() {
        assertThat(AlertText.json(alert("x", new Outcome(Outcome.Kind.REFUSED, "EPERM"))))
                .startsWith("{\"error\":\"EPERM\",\"hostname\":\"box\",\"outcome\":\"refused\",\"output\":\"")
                .contains("\"output_fields\":{\"evt.time\":1700000000000000001,\"fd.name\":null,\"proc.name\":\"sh\"}")
                .endsWith("\"priority\":\"Warning\",\"rule\":\"a rule\",\"source\":\"syscall\",\"tags\":[\"t\"],"
                        + "\"time\":\"2023-11-14T22:13:20.000000001Z\"}");
    }

    @Test
    void nothingThatAProgramWroteMovesACursor() {
        assertThat(AlertText.visible("plain")).isEqualTo("plain");
        assertThat(AlertText.visible("a\nb\tc\rd")).isEqualTo("a\\nb\\tc\\rd");
        assertThat(AlertText.visible("\u001b[31mred")).isEqualTo("\\x1b[31mred");
        // UTF-8 of e with an acute accent, and of the mark that turns text round.
        assertThat(AlertText.visible("\u00c3\u00a9")).isEqualTo("\u00e9");
        assertThat(AlertText.visible("\u00e2\u0080\u00ae")).isEqualTo("\\u202e");
    }
}
