package lanner.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanner.cli.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many captures did together is what one process says of them. */
class FleetCompareTest {
    @TempDir
    Path directory;

    private static Answer fleet(String command, Object... arguments) {
        List<Object> line = new ArrayList<>(List.of("fleet", command, "--master", "local[2]"));
        line.addAll(Arrays.asList(arguments));
        return Answer.of(line.toArray());
    }

    @Test
    void learnsTheBaselineOfOneProcess() throws IOException {
        Path captures = directory.resolve("good");
        Captures.ofHosts(captures, 40);
        Path one = directory.resolve("one.json");
        Path many = directory.resolve("many.json");
        Answer alone = Answer.of("compare", "--baseline", captures, "--save-baseline", one, "--match", "all");

        Answer answer = fleet("baseline", captures, "-o", many, "--match", "all");

        assertThat(answer.status()).as(answer.err()).isEqualTo(alone.status()).isZero();
        assertThat(Files.readString(many)).hasLineCount(Files.readAllLines(one).size());
        assertThat(Files.readString(many)).isEqualTo(Files.readString(one));
        assertThat(answer.err())
                .contains(" known of 40 runs, in " + many)
                .contains("40 captures: 40 read, 0 damaged, 0 skipped");
    }

    @Test
    void printsTheDifferencesOfOneProcessLineByLine() throws IOException {
        Path good = directory.resolve("good");
        Captures.ofHosts(good, 5);
        Path known = directory.resolve("good.json");
        assertThat(Answer.of("compare", "--baseline", good, "--save-baseline", known)
                        .status())
                .isZero();
        Path today = directory.resolve("today");
        List<Path> captures = Captures.ofHosts(today, 22);
        Captures.damage(captures.get(3));
        Object[] options = {"--baseline", known, today, "--all", "--why", "--fail-on", "new-program"};
        List<Object> line = new ArrayList<>(List.of("compare"));
        line.addAll(List.of(options));
        Answer one = Answer.of(line.toArray());

        Answer many = fleet("compare", options);

        assertThat(many.out().lines().toList())
                .as(many.err())
                .hasSizeGreaterThan(100)
                .isEqualTo(one.out().lines().toList());
        assertThat(many.status()).isEqualTo(one.status()).isEqualTo(3);
        assertThat(many.err())
                .contains("22 captures: 21 read, 1 damaged, 0 skipped")
                .contains("lanner: " + captures.get(3) + " is damaged: ");
    }

    @Test
    void endsWithStatus1ForADifferenceThatCounts() throws IOException {
        Path good = directory.resolve("good");
        Captures.ofHosts(good, 1);
        Path known = directory.resolve("good.json");
        assertThat(fleet("baseline", good, "--output", known).status()).isZero();

        Answer same = fleet("compare", "--baseline", known, good, "--fail-on", "new");
        assertThat(same.out()).contains("No difference.");
        assertThat(same.status()).isZero();

        Path today = directory.resolve("today");
        Captures.ofHosts(today, 3);
        assertThat(fleet("compare", "--baseline", known, today, "--fail-on", "new", "--json")
                        .status())
                .isEqualTo(1);
    }

    @Test
    void whatIsSkippedIsNotLearnedFrom() throws IOException {
        Path captures = Files.createDirectory(directory.resolve("captures"));
        Files.writeString(captures.resolve("x.scap"), "no capture");
        Path known = directory.resolve("known.json");

        Answer answer = fleet("baseline", captures, "-o", known);

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).contains("1 capture: 0 read, 0 damaged, 1 skipped");
        assertThat(known).doesNotExist();
    }

    @Test
    void aCaptureIsNoBaseline() throws IOException {
        Path captures = directory.resolve("captures");
        Path capture = Captures.ofHosts(captures, 1).get(0);

        Answer answer = fleet("compare", "--baseline", capture, captures);

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).contains(capture + " is no baseline: it is made by lanner fleet baseline");
    }
}
