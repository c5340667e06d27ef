package lanner.investigation.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lanner.capture.CaptureReader;
import lanner.capture.RecordAccess;
import lanner.capture.kit.CaptureStory;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two threads find what one does, wherever the second begins. */
class AlertPassTest {
    @TempDir
    static Path directory;

    private static Path capture;
    private static RuleSet rules;

    /** The same events, and more of them. */
    private static Path grown;

    private static void write(Path to, int end) throws IOException {
        try (CaptureStory written = CaptureStory.at(to)) {
            written.every(1000).process(7, 1, "make").runs(7, 1, "make", "-j2");
            for (int child = 8; child < end; child++) {
                written.forks(7, child, "make").runs(child, 7, "cc", "-c", "x" + child + ".c");
                written.opens(child, 3, child % 3 == 0 ? "/etc/shadow" : "/w/x.h")
                        .closes(child, 3)
                        .exits(child, 0);
            }
        }
    }

    @BeforeAll
    static void write() throws IOException {
        capture = directory.resolve("build.lanner");
        grown = directory.resolve("grown.lanner");
        write(capture, 200);
        write(grown, 230);
        Path file = Files.writeString(directory.resolve("rules.yaml"), """
            - rule: shadow
              desc: a test's
              condition: evt.type = openat and fd.name startswith /etc and proc.pname = make
              output: opened %fd.name by %proc.cmdline
              priority: WARNING
            """);
        StandardFields fields = new StandardFields();
        LoadedRules loaded = new RuleLoader(fields).loadPaths(List.of(file));
        rules = RuleSet.of(loaded.rules(), Rule::enabled, fields);
    }

    private static Index built(Optional<AlertPass> later) throws IOException {
        return built(capture, later);
    }

    private static Index built(Path of, Optional<AlertPass> later) throws IOException {
        Index index = new Index(RecordAccess.open(of));
        try (CaptureReplay replay = CaptureReplay.open(of)) {
            assertThat(new IndexBuilder(replay, 0, rules, later, index, (chunk, rows) -> chunk).run(JobProgress.NONE))
                    .isTrue();
        }
        return index;
    }

    private static AlertPass pass(long from, int most) {
        return AlertPass.from(from, capture, rules.copy(new StandardFields()), most);
    }

    private static int[] marked(Index index) {
        return IntStream.range(0, index.rows()).filter(index::raisedAlert).toArray();
    }

    private static long[] byProcess(Index index) {
        return IntStream.range(0, index.processes())
                .mapToLong(id -> index.process(id).alerts())
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.35, 0.5, 0.97, 1, 2})
    void twoThreadsFindWhatOneDoes(double part) throws IOException {
        Index alone = built(Optional.empty());
        long bytes;
        try (CaptureReader reader = CaptureReader.open(capture)) {
            bytes = reader.totalBytes();
        }
        Index shared = built(Optional.of(pass((long) (bytes * part), IndexBuilder.MAX_ALERTS)));
        assertThat(alone.alerts()).hasSize(64);
        assertThat(shared.alerts()).isEqualTo(alone.alerts());
        assertThat(marked(shared)).isEqualTo(marked(alone)).hasSize(64);
        assertThat(byProcess(shared)).isEqualTo(byProcess(alone));
    }

    @Test
    void alertsBeyondTheLimitAreMarkedAndCounted() throws IOException {
        Index index = built(Optional.of(pass(0, 10)));
        assertThat(index.alerts()).hasSize(10);
        assertThat(index.moreAlerts).isEqualTo(54);
        assertThat(marked(index)).hasSize(64);
    }

    @Test
    void rowsThatCameForTheSecondThreadAloneAreLeftOut() throws IOException {
        AlertPass ahead = AlertPass.from(0, grown, rules.copy(new StandardFields()), 1000);
        Index index = built(Optional.of(ahead));
        assertThat(index.alerts()).isEqualTo(built(Optional.empty()).alerts());
        assertThat(index.gaps()).isEmpty();
    }

    @Test
    void rowsThatTheSecondThreadDidNotSeeAreAGap() throws IOException {
        Index index = built(grown, Optional.of(pass(0, 1000)));
        assertThat(index.alerts()).hasSize(64);
        assertThat(index.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.row()).isEqualTo(index.rows());
            assertThat(gap.text()).startsWith("rules were not asked about the last ");
        });
    }

    @Test
    void aCaptureThatIsGoneIsOneSentence() {
        AlertPass pass = AlertPass.from(0, directory.resolve("gone.lanner"), rules.copy(new StandardFields()), 10);
        org.assertj.core.api.Assertions.assertThatThrownBy(pass::found)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone.lanner");
    }
}
