package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is read without picocli means what it means to picocli. */
class PlainArgumentsTest {
    private static final String[] SET_BY_PICOCLI = {"spec", "messages", "content.spec", "keeping.spec", "metrics.spec"};

    private static Optional<RecordCommand> read(String... arguments) {
        return PlainArguments.read(arguments, new PrintWriter(new StringWriter()));
    }

    private static RecordCommand readByPicocli(String... arguments) {
        RecordCommand record = new RecordCommand();
        CommandLine commandLine = new CommandLine(new RecorderMain());
        CommandLine.Model.CommandSpec spec = commandLine.getCommandSpec();
        spec.removeSubcommand("record");
        spec.addSubcommand("record", new CommandLine(record));
        RecorderMain.prepare(commandLine).parseArgs(arguments);
        return record;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record true",
                "record -- true",
                "record -q ls -l -a",
                "record --quiet -o x.lanner -- ls -l -- -a",
                "record --output a/b.lanner --overwrite make -j4 CFLAGS=-O2",
                "record --overwrite -q -o x -- -q",
                "record -- -- x",
                "record sh -c true -q -o y",
            })
    void plainArgumentsMeanTheSameToPicocli(String line) {
        String[] arguments = line.split(" ");
        assertThat(read(arguments))
                .get()
                .usingRecursiveComparison()
                .ignoringFields(SET_BY_PICOCLI)
                .isEqualTo(readByPicocli(arguments));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record",
                "record --",
                "record -q",
                "record -o",
                "record -o x",
                "record -o -q true",
                "record -q -q true",
                "record --overwrite --overwrite true",
                "record -o x -o y true",
                "record -ox true",
                "record -o=x true",
                "record -qo x true",
                "record --quiet=true true",
                "record --profile all true",
                "record -p 1",
                "record --help",
                "record -o x -V",
                "record true -- false",
                "record - true",
                "info x",
                "--version",
            })
    void othersAreLeftToPicocli(String line) {
        assertThat(read(line.split(" "))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"record,", "record,,true", "record,-q,,-o"})
    void anEmptyWordIsTheCommand(String line) {
        String[] arguments = line.split(",", -1);
        assertThat(read(arguments))
                .get()
                .usingRecursiveComparison()
                .ignoringFields(SET_BY_PICOCLI)
                .isEqualTo(readByPicocli(arguments));
    }
}
