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

/** A cluster of two workers gives what one process gives, and so does one of which a worker is killed. */
class FleetClusterTest {
    private static final int CAPTURES = Integer.getInteger("lanner.fleet.cluster", 0);

    @TempDir
    Path directory;

    @Test
    void aWorkerThatIsKilledInTheMiddleChangesNoLine() throws IOException {
        assumeTrue(
                CAPTURES > 0, "a cluster is started with -Dlanner.fleet.cluster=N alone, for N captures: 44 take 36 s");
        List<Path> captures = new ArrayList<>(Captures.ofHosts(directory.resolve("captures"), CAPTURES));
        Captures.damage(captures.get(3));
        List<Object> alone = new ArrayList<>(List.of("analyze"));
        alone.addAll(captures);
        Answer one = Answer.of(alone.toArray());
        Answer many;
        try (Cluster cluster = Cluster.start(directory, 2)) {
            List<Object> line = new ArrayList<>(List.of("fleet", "analyze", directory.resolve("captures")));
            line.addAll(cluster.options());
            line.addAll(List.of("--conf", "spark.extraListeners=" + KillerOfOneWorker.class.getName()));

            many = Answer.of(line.toArray());
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
}
