package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is read without picocli means what it means to picocli. */
class PlainArgumentsTest {
    private static final String[] SET_BY_PICOCLI = {
        "spec",
        "streams",
        "match.spec",
        "choice.spec",
        "parents.spec",
        "given.spec",
        "given.hasFilter",
        "given.compiled"
    };

    private static final String SAMPLE = "../../sample-captures/miner.lanner";

    private static Optional<Callable<Integer>> read(String... arguments) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return PlainArguments.read(arguments, new Streams(nowhere, nowhere));
    }

    private static Object readByPicocli(String... arguments) {
        CommandLine commandLine = Lanner.commandLine(new PrintWriter(new StringWriter()), arguments);
        return commandLine.parseArgs(arguments).subcommand().commandSpec().userObject();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analyze x",
                "analyze x y z",
                "analyze x -r a.yaml",
                "analyze -r a.yaml --rules b x -r c",
                "analyze --json x",
                "analyze x --report -r a --json y",
                "analyze @x =y a=b",
                "events x",
                "events --count x",
                "events ../../pom.xml ../../README.md --json --count",
                "events ../../pom.xml ../../README.md evt.num=1",
                "events " + SAMPLE + " evt.type=execve",
                "events --count " + SAMPLE + " evt.num>5",
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
                "",
                "analyze",
                "analyze --json",
                "analyze -r x",
                "analyze x -r",
                "analyze x -r --json",
                "analyze x -ra.yaml",
                "analyze x -r=a.yaml",
                "analyze x --rules=a.yaml",
                "analyze x --json --json",
                "analyze x --report --report",
                "analyze x --jsno",
                "analyze x --help",
                "analyze -- x",
                "analyze - x",
                "analyze x --follow",
                "analyze x --count",
                "analyze x --fail-on warning",
                "events",
                "events --count",
                "events x -p %evt.num",
                "events x --count --count",
                "events x -r y",
                "events x --",
                "events " + SAMPLE + " evt.typ=execve",
                "events " + SAMPLE + " evt.type=",
                "events " + SAMPLE + " evt.type=exekve",
                "summary x",
                "record true",
                "--version",
            })
    void othersAreLeftToPicocli(String line) {
        assertThat(read(line.split(" "))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyze,", "analyze,x,-r,", "events,,x", "analyze,x\0y", "analyze,x,-r,a\0"})
    void wordsThatAreNoNamesOfFilesAreLeftToPicocli(String line) {
        assertThat(read(line.split(",", -1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    analyze SAMPLE
                    analyze SAMPLE -r ../../rules --json
                    analyze SAMPLE -r ../../rules/execution.yaml --report
                    analyze SAMPLE -r ../../rules/none.yaml
                    analyze none.lanner
                    analyze ../../README.md
                    events SAMPLE evt.num<20
                    events SAMPLE --json evt.num<20
                    events SAMPLE --count
                    events none.lanner
                    """)
    void aPlainCommandPrintsAndEndsAsPicoclis(String line) {
        String[] arguments = line.replace("SAMPLE", SAMPLE).split(" ");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter outWriter = new PrintWriter(out);
        PrintWriter errWriter = new PrintWriter(err);
        int status = Lanner.execute(
                PlainArguments.read(arguments, new Streams(outWriter, errWriter))
                        .orElseThrow(),
                outWriter,
                errWriter);
        outWriter.flush();
        errWriter.flush();
        StringWriter outOfPicocli = new StringWriter();
        StringWriter errOfPicocli = new StringWriter();
        CommandLine commandLine = Lanner.commandLine(new PrintWriter(outOfPicocli), arguments);
        commandLine.setErr(new PrintWriter(errOfPicocli));
        assertThat(status).isEqualTo(commandLine.execute(arguments));
        assertThat(out).hasToString(outOfPicocli.toString());
        assertThat(withoutTimes(err)).isEqualTo(withoutTimes(errOfPicocli));
    }

    /** How long it took is another each time. */
    private static String withoutTimes(StringWriter text) {
        return text.toString().replaceAll("[0-9.,]+ (s|ms|us|ns)\\b|\\([0-9,.]+ a second\\)|[0-9.]+ %", "#");
    }
}
