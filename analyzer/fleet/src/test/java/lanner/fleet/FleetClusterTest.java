package lanner.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.cli.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of two workers says what one process says, and so does one of which a worker is killed. */
class FleetClusterTest {
    private static final int CAPTURES = Integer.getInteger("lanner.fleet.cluster", 0);

    @TempDir
    Path directory;

    private static void assumeAskedFor() {
        assumeTrue(
                CAPTURES > 0, "a cluster is started with -Dlanner.fleet.cluster=N alone, for N captures: 44 take 36 s");
    }

    @Test
    void aWorkerThatIsKilledInTheMiddleChangesNoLine() throws IOException {
        assumeAskedFor();
        List<Path> captures = new ArrayList<>(Captures.ofHosts(directory.resolve("captures"), CAPTURES));
        Captures.damage(captures.get(3));
        List<Object> alone = new ArrayList<>(List.of("analyze"));
        alone.addAll(captures);
        Answer one = Answer.of(alone.toArray());
        Answer many;
        try (Cluster cluster = Cluster.start(directory, 2)) {
            many = onCluster(
                    cluster,
                    "analyze",
                    directory.resolve("captures"),
                    "--conf",
                    "spark.extraListeners=" + KillerOfOneWorker.class.getName());
        }

        assertThat(many.out().lines().toList())
                .as(many.err())
                .hasSizeGreaterThan(100)
                .isEqualTo(one.out().lines().toList());
        assertThat(many.err())
                .contains(String.format("%,d captures: %,d read, 1 damaged, 0 skipped", CAPTURES, CAPTURES - 1))
                .contains("lanner: " + captures.get(3) + " is damaged: ");
        assertThat(many.status()).isEqualTo(3);
        assertThat(KillerOfOneWorker.REMOVED).as("executors that were lost").hasPositiveValue();
        assertThat(KillerOfOneWorker.ENDED_AFTER_THE_FIRST_REMOVAL)
                .as("tasks that ended after one was lost")
                .hasPositiveValue();
    }

    @Test
    void learnsAndComparesAsOneProcessDoes() throws IOException {
        assumeAskedFor();
        Path good = directory.resolve("good");
        Captures.ofHosts(good, CAPTURES);
        Path known = directory.resolve("known.json");
        Path knownToMany = directory.resolve("known-to-many.json");
        assertThat(Answer.of("compare", "--baseline", good, "--save-baseline", known)
                        .status())
                .isZero();
        Path few = directory.resolve("few");
        Captures.ofHosts(few, 5);
        Path knownOfFew = directory.resolve("known-of-few.json");
        assertThat(Answer.of("compare", "--baseline", few, "--save-baseline", knownOfFew)
                        .status())
                .isZero();
        Answer one = Answer.of("compare", "--baseline", knownOfFew, good, "--all", "--why");
        Answer learned;
        Answer compared;
        try (Cluster cluster = Cluster.start(directory, 2)) {
            learned = onCluster(cluster, "baseline", good, "-o", knownToMany);
            compared = onCluster(cluster, "compare", "--baseline", knownOfFew, good, "--all", "--why");
        }

        assertThat(learned.status()).as(learned.err()).isZero();
        assertThat(knownToMany).hasSameBinaryContentAs(known);
        assertThat(compared.out().lines().toList())
                .as(compared.err())
                .hasSizeGreaterThan(100)
                .isEqualTo(one.out().lines().toList());
        assertThat(compared.status()).isEqualTo(one.status()).isZero();
    }

    private static Answer onCluster(Cluster cluster, Object... arguments) {
        List<Object> line = new ArrayList<>(List.of("fleet"));
        line.addAll(List.of(arguments));
        line.addAll(cluster.options());
        return Answer.of(line.toArray());
    }
}
