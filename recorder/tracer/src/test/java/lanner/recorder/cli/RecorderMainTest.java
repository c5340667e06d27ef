package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class RecorderMainTest {
    @Test
    void anArgumentOfTheCommandThatBeginsWithAtIsPassedOnAsItIs(@TempDir Path directory) throws Exception {
        String argument = "@" + Files.writeString(directory.resolve("arguments"), "-o elsewhere");
        ParseResult parsed =
                RecorderMain.prepare(new CommandLine(new RecorderMain())).parseArgs("record", "--", "javac", argument);
        assertThat(parsed.subcommand().matchedPositionals().get(0).originalStringValues())
                .containsExactly("javac", argument);
    }

    @Test
    void noNameInAMessageIsACommandToTheTerminal() {
        StringWriter terminal = new StringWriter();
        CommandLine commandLine = new CommandLine(new RecorderMain()).setErr(new PrintWriter(terminal));
        RecorderMain.prepare(commandLine).execute("record", "--calls", "/nowhere/\u001b[2J\u009b/x", "--", "true");
        commandLine.getErr().flush();
        assertThat(terminal.toString()).contains("/nowhere/\\x1b[2J\\x9b").doesNotContain("\u001b", "\u009b");
    }

    @Test
    void theClosingMessageSaysHowManyStopsCouldNotBeServedAndWhy() {
        RuntimeException fault = new RuntimeException("x");
        fault.setStackTrace(new StackTraceElement[] {new StackTraceElement("A", "b", "A.java", 1)});
        assertThat(RecordReport.unserved(1, fault))
                .isEqualTo("1 stop could not be served: what it would have recorded is missing; "
                        + "java.lang.RuntimeException: x at A.b(A.java:1)");
        assertThat(RecordReport.unserved(1200, fault))
                .isEqualTo("1,200 stops could not be served: what they would have recorded is missing; the first: "
                        + "java.lang.RuntimeException: x at A.b(A.java:1)");
    }
}
