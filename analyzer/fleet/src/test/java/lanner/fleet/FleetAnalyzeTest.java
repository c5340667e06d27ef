package lanner.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lanner.cli.Answer;
import lanner.cli.fleet.FleetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules over many captures give what one process gives. */
class FleetAnalyzeTest {
    @TempDir
    Path directory;

    private static Answer fleet(Object... arguments) {
        List<Object> line = new ArrayList<>(List.of("fleet", "analyze", "--master", "local[2]"));
        line.addAll(Arrays.asList(arguments));
        return Answer.of(line.toArray());
    }

    private static Answer alone(List<Path> captures, Object... options) {
        List<Object> line = new ArrayList<>(List.of("analyze"));
        line.addAll(captures);
        line.addAll(Arrays.asList(options));
        return Answer.of(line.toArray());
    }

    @Test
    void printsTheAlertsOfOneProcessLineByLine() throws IOException {
        List<Path> captures = Captures.ofHosts(directory, 44);
        Path packed = directory.resolve("host-03/packed.lanner.zst");
        assertThat(Answer.of("pack", captures.get(0), "-o", packed).status()).isZero();
        // Names that are no URIs, and a link that leads round in a circle.
        Path named = directory.resolve("at 12:30 100%#?.lanner");
        Captures.copy(captures.get(1), named);
        Files.createSymbolicLink(directory.resolve("host-00/up"), directory);
        captures = new ArrayList<>(captures);
        captures.add(packed);
        captures.add(named);
        captures.sort(null);
        Answer one = alone(captures);

        Answer many = fleet(directory);

        assertThat(many.out().lines().toList())
                .hasSizeGreaterThan(100)
                .isEqualTo(one.out().lines().toList());
        assertThat(many.err()).contains("46 captures: 46 read, 0 damaged, 0 skipped");
        assertThat(many.status()).isZero();
        assertThat(fleet(directory, "--json", "--match", "all", "--min-priority", "error")
                        .out())
                .isEqualTo(alone(captures, "--json", "--match", "all", "--min-priority", "error")
                        .out());
    }

    @Test
    void namesSkipsAndCountsWhatIsDamaged() throws IOException {
        List<Path> captures = new ArrayList<>(Captures.ofHosts(directory, 12));
        Path damaged = captures.get(3);
        Captures.damage(damaged);
        Path empty = Files.createDirectory(directory.resolve("host-01/empty.lanner"));
        Path text = Files.writeString(directory.resolve("host-02/text.lanner.zst"), "text", StandardCharsets.UTF_8);
        Answer one = alone(captures);

        Answer many = fleet(directory);

        assertThat(many.out()).isEqualTo(one.out());
        assertThat(one.status()).isEqualTo(3);
        assertThat(many.status()).isEqualTo(3);
        assertThat(many.err())
                .contains("14 captures: 11 read, 1 damaged, 2 skipped")
                .contains("lanner: " + damaged + " is damaged: ")
                .contains("lanner: " + empty + " was skipped: ")
                .contains("lanner: " + text + " was skipped: ");
    }

    @Test
    void readsCapturesOfAnotherFileSystem() throws IOException {
        List<Path> captures = new ArrayList<>(Captures.ofHosts(directory.resolve("captures"), 4));
        Path packed = directory.resolve("captures/host-03/packed.lanner.zst");
        assertThat(Answer.of("pack", captures.get(0), "-o", packed).status()).isZero();
        captures.add(packed);
        Path none = Files.createDirectory(directory.resolve("captures/host-03/z.lanner"));

        Answer many = fleet(
                "store://" + directory.resolve("captures"),
                "--conf",
                "spark.hadoop.fs.store.impl=" + StoreFileSystem.class.getName());

        assertThat(many.out().lines().toList())
                .as(many.err())
                .hasSizeGreaterThan(10)
                .isEqualTo(alone(captures).out().lines().toList());
        assertThat(many.err())
                .contains("lanner: store://" + none + " was skipped: store://" + none
                        + " is not a capture: it holds no .cq4 file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /nowhere/at/all | /nowhere/at/all: there is no such file or directory
            none://x/y      | none://x/y: No FileSystem for scheme "none"
            s3a://x/y       | s3a://x/y: java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found
            src             | src: no capture, neither .lanner nor .lanner.zst nor .scap, is in this directory
            """)
    void aPathThatLeadsNowhereIsSaidBeforeSparkIsStarted(String path, String sentence) {
        Answer answer = fleet(path);

        assertThat(answer.err()).isEqualTo("lanner: " + sentence + "\n");
        assertThat(answer.status()).isEqualTo(3);
    }

    @Test
    void aMachineWhoseNameHasNoAddressIsToldWhatToSet() {
        Callable<InetAddress> none = () -> {
            throw new UnknownHostException("somewhere: Name or service not known");
        };

        assertThatThrownBy(() -> SparkFleet.needAddress(Map.of(), none))
                .isInstanceOf(FleetException.class)
                .hasMessage("Spark needs an address, and the name of this machine has none: "
                        + "set SPARK_LOCAL_IP=127.0.0.1 or name it in /etc/hosts");
        for (String given : List.of("SPARK_LOCAL_IP", "SPARK_LOCAL_HOSTNAME")) {
            assertThatCode(() -> SparkFleet.needAddress(Map.of(given, "localhost"), none))
                    .doesNotThrowAnyException();
        }
    }
}
