package lanner.engine.replay;

import static lanner.engine.kit.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.event.Event;
import lanner.engine.alert.Alert;
import lanner.engine.kit.Records;
import lanner.engine.kit.Rules;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.Parents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads find what one finds, in its order. */
@Timeout(600)
class ParallelReplayTest {
    private static final int OPENS = 400;
    private static final String RULES = rule("opens", "evt.type = openat and proc.name = sh", "%evt.num %fd.name")
            + rule("closes", "evt.type = close and fd.name startswith /x", "%evt.num closes %fd.name");

    /** Records of which some cannot be read. */
    private record Failing(Records records, IOException failure, long failsAt) implements EventSource {
        @Override
        public boolean next(Event event) throws IOException {
            if (readBytes() >= failsAt) {
                throw failure;
            }
            return records.next(event);
        }

        @Override
        public long readBytes() {
            return records.readBytes();
        }

        @Override
        public long totalBytes() {
            return records.totalBytes();
        }

        @Override
        public CaptureReport report() {
            return records.report();
        }

        @Override
        public void close() {
            records.close();
        }
    }

    /** What a name stands for: so many opens, or a capture that cannot be read to its end. */
    private static EventSource open(Path capture) {
        Records records = new Records().process(50, 1, "sh");
        for (int i = 0; i < OPENS; i++) {
            records.opens(50, 3 + i, "/x/" + capture + i);
        }
        for (int i = 0; i < OPENS; i++) {
            records.closes(50, 3 + i);
        }
        boolean fails = capture.toString().equals("broken");
        return new Failing(records, new IOException("the disk is broken"), fails ? 5 : Long.MAX_VALUE);
    }

    private static final class Heard implements ParallelReplay.Listener {
        final List<String> lines = new ArrayList<>();

        @Override
        public void alert(Alert alert) {
            lines.add(alert.message());
        }

        @Override
        public void ended(Path capture, CaptureReport report) {
            lines.add("end of " + capture + ": " + (report == null ? "?" : report.events()));
        }
    }

    private static ParallelReplay replay(int jobs, RuleSet rules, boolean measured) {
        return new ParallelReplay(
                jobs,
                rules,
                Rules.FIELDS,
                Replay.Match.FIRST,
                ParallelReplayTest::open,
                measured,
                Parents.AT_BIRTH,
                () -> false);
    }

    private static List<String> heard(int jobs, String... captures) throws IOException {
        Heard heard = new Heard();
        replay(jobs, Rules.set(RULES), false)
                .run(List.of(captures).stream().map(Path::of).toList(), heard);
        return heard.lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void oneCaptureRaisesTheAlertsOfOneThread(int jobs) throws Exception {
        List<String> one = heard(1, "a");
        assertThat(one).hasSize(2 * OPENS + 1).startsWith("1 /x/a0").endsWith("end of a: " + 2 * OPENS);
        assertThat(heard(jobs, "a")).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void severalCapturesComeOneBehindTheOther(int jobs) throws Exception {
        assertThat(heard(jobs, "a", "b", "c")).isEqualTo(heard(1, "a", "b", "c"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void everyEventAndByteIsCountedOnce(int jobs) throws Exception {
        ParallelReplay replay = replay(jobs, Rules.set(RULES), false);
        replay.run(List.of(Path.of("a")), new Heard());
        assertThat(replay.events()).isEqualTo(2 * OPENS);
        assertThat(replay.bytes()).isEqualTo(2 * OPENS + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aCaptureThatCannotBeReadEndsAllJobs(int jobs) {
        assertThatThrownBy(() -> heard(jobs, "a", "broken", "b"))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is broken");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aListenerThatFailsEndsAllJobs(int jobs) {
        ParallelReplay.Listener full = new ParallelReplay.Listener() {
            @Override
            public void alert(Alert alert) throws IOException {
                throw new IOException("no space");
            }

            @Override
            public void ended(Path capture, CaptureReport report) {}
        };
        ParallelReplay replay = replay(jobs, Rules.set(RULES), false);
        assertThatThrownBy(() -> replay.run(List.of(Path.of("a"), Path.of("b")), full))
                .hasMessage("no space");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whoIsToldToStopReplaysNoFurtherCapture(int jobs) throws Exception {
        Heard heard = new Heard();
        new ParallelReplay(
                        jobs,
                        Rules.set(RULES),
                        Rules.FIELDS,
                        Replay.Match.FIRST,
                        ParallelReplayTest::open,
                        false,
                        Parents.AT_BIRTH,
                        () -> true)
                .run(List.of(Path.of("a"), Path.of("b")), heard);
        assertThat(heard.lines).noneMatch(line -> line.contains("/x/b") || line.startsWith("end of b"));
    }

    @Test
    void measuringInSeveralThreadsAddsUpWhatOneMeasures() throws Exception {
        RuleSet one = Rules.set(RULES);
        replay(1, one, true).run(List.of(Path.of("a")), new Heard());
        RuleSet shared = Rules.set(RULES);
        replay(4, shared, true).run(List.of(Path.of("a")), new Heard());
        assertThat(counts(shared)).isEqualTo(counts(one)).first().isEqualTo(OPENS + " asked, " + OPENS + " matched");
    }

    private static List<String> counts(RuleSet rules) {
        return rules.planned().stream()
                .map(each ->
                        each.cost().evaluations() + " asked, " + each.cost().matches() + " matched")
                .toList();
    }
}
