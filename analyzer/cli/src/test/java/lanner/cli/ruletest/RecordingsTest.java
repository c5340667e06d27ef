package lanner.cli.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings and the suite that asks for them, with a recorder that records nothing. */
@Timeout(600)
class RecordingsTest {
    @TempDir
    Path directory;

    private final List<String> recorded = Collections.synchronizedList(new ArrayList<>());

    private Path record(RuleTest.Script script, Path into) throws IOException {
        recorded.add(script.text());
        if (script.text().equals("forbidden")) {
            throw new Recordings.SkipException("this machine forbids tracing");
        }
        if (script.text().equals("broken")) {
            throw new IOException("the script was not recorded");
        }
        Path left = Files.createDirectories(into.resolve("home/shut"));
        Files.createFile(left.resolve("file"));
        Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("---------"));
        return into;
    }

    private static RuleTest test(String name, String script, String profile, String... needs) {
        return new RuleTest(
                name,
                "f.test.yaml",
                1,
                List.of(Path.of("no-such-rules.yaml")),
                List.of(needs),
                new RuleTest.Script(script, profile),
                lanner.engine.replay.Replay.Match.FIRST,
                List.of(),
                List.of("R"),
                true,
                false);
    }

    private List<TestResult> run(Recordings recordings, RuleTest... tests) throws IOException {
        TestNeeds needs = new TestNeeds(false, false, "/nowhere", Optional::empty);
        try (TestSuite suite = new TestSuite(2, needs, recordings, capture -> {
            throw new IOException("not opened");
        })) {
            return suite.run(List.of(tests), outcome -> {}, () -> false);
        }
    }

    @Test
    void whatTestsShareIsRecordedOnce() throws IOException {
        try (Recordings recordings = new Recordings(this::record, 2)) {
            run(
                    recordings,
                    test("a", "true", "forensic"),
                    test("b", "true", "forensic"),
                    test("c", "true", "all"),
                    test("d", "false", "forensic"),
                    test("e", "never", "forensic", "root"));
            run(recordings, test("a", "true", "forensic"));
        }
        assertThat(recorded).containsExactlyInAnyOrder("true", "true", "false");
    }

    @Test
    void aRecordingThatFailsIsToldOfEveryTestAndTriedAgain() throws IOException {
        try (Recordings recordings = new Recordings(this::record, 2)) {
            RuleTest[] tests = {
                test("a", "forbidden", "all"), test("b", "broken", "all"), test("c", "broken", "all"),
            };
            List<TestResult> outcomes = run(recordings, tests);
            assertThat(outcomes.get(0).skipped()).isEqualTo("this machine forbids tracing");
            assertThat(outcomes.get(1).failures().get(0).headline()).isEqualTo("the script was not recorded");
            assertThat(outcomes.get(2).isError()).isTrue();
            assertThat(recorded).hasSize(2);

            recordings.forgetFailed();
            run(recordings, tests);
            assertThat(recorded).hasSize(4);
        }
    }

    @Test
    void nothingIsLeftWhateverScriptsDidToTheirDirectories() throws IOException {
        Path[] into = new Path[1];
        try (Recordings recordings = new Recordings(
                (script, place) -> {
                    into[0] = place;
                    return record(script, place);
                },
                1)) {
            run(recordings, test("a", "true", "all"));
            assertThat(into[0]).exists();
        }
        assertThat(into[0].getParent()).doesNotExist();
    }

    @Test
    void aRunThatIsEndedEndsItsRecorders() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        List<TestResult> outcomes;
        try (Recordings recordings = new Recordings(
                        (script, place) -> {
                            begun.countDown();
                            try {
                                Thread.sleep(60_000);
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                throw new IOException("interrupted", e);
                            }
                            return place;
                        },
                        1);
                TestSuite suite =
                        new TestSuite(1, new TestNeeds(false, false, "", Optional::empty), recordings, capture -> {
                            throw new IOException("not opened");
                        })) {
            outcomes = suite.run(List.of(test("a", "true", "all")), outcome -> {}, () -> begun.getCount() == 0);
        }
        assertThat(outcomes).isEmpty();
        assertThat(interrupted.getCount()).isZero();
    }
}
