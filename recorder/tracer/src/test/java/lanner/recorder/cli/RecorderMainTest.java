package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParseResult;

class RecorderMainTest {
    @Test
    void anArgumentOfTheCommandThatBeginsWithAtIsPassedOnAsItIs(@TempDir Path directory) throws Exception {
        String argument = "@" + Files.writeString(directory.resolve("arguments"), "-o elsewhere");
        ParseResult parsed = RecorderMain.commandLine(new RecorderMain()).parseArgs("record", "--", "javac", argument);
        assertThat(parsed.subcommand().matchedPositionals().get(0).originalStringValues())
                .containsExactly("javac", argument);
    }
}
