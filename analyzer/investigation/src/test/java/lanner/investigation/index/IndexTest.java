package lanner.investigation.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lanner.capture.event.Event;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.Samples;
import lanner.investigation.workspace.CaptureSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an index says of a capture. */
class IndexTest {
    @TempDir
    private Path directory;

    private Events index(ThrowingWriter writer) throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            writer.write(written);
        }
        return Opened.session(directory, capture).index();
    }

    @FunctionalInterface
    private interface ThrowingWriter {
        void write(CaptureStory written) throws IOException;
    }

    private static List<Integer> rows(Events events) {
        return IntStream.range(0, events.rows()).boxed().toList();
    }

    @Test
    void aRowHoldsTheEventsColumns() throws IOException {
        Events events = index(written -> written.process(7, 1, "cat")
                .opens(7, 3, "/etc/passwd")
                .opens(7, -2, "/nowhere")
                .beginsToOpen(7, "/slow")
                .closes(7, 3)
                .calls(7, 102, 0));

        assertThat(rows(events))
                .extracting(events::call, events::result, events::tid, events::number, events::failed)
                .containsExactly(
                        tuple("openat", 3L, 7, 1L, false),
                        tuple("openat", -2L, 7, 2L, true),
                        tuple("openat", 0L, 7, 3L, false),
                        tuple("close", 0L, 7, 4L, false),
                        tuple("getuid", 0L, 7, 5L, false));
        assertThat(rows(events)).extracting(events::isInPart).containsExactly(false, false, true, false, false);
        assertThat(rows(events))
                .extracting(events::time)
                .isEqualTo(IntStream.range(0, 5)
                        .mapToObj(i -> CaptureStory.START + i * CaptureStory.STEP)
                        .toList());
        assertThat(events.fd(0)).isEqualTo(3);
        assertThat(events.fd(3)).isEqualTo(3);
        assertThat(events.fd(4)).isEqualTo(-1);
        assertThat(events.rowOf(0, 4)).isEqualTo(3);
        assertThat(events.rowOf(0, 6)).isEqualTo(-1);
    }

    @Test
    void aRowHoldsHowLongTheCallTookAndWhatItMoved() throws IOException {
        Events events = index(written -> written.process(7, 1, "cat")
                .opens(7, 3, "/etc/passwd")
                .lasting(0)
                .reads(7, 3, "root")
                .lasting(Long.MAX_VALUE)
                .failsToRead(7, 3, 5)
                .lasting(1_500)
                .sendsFile(7, 1, 3, 70)
                .calls(7, 102, 1000)
                .beginsToOpen(7, "/slow"));
        assertThat(rows(events))
                .extracting(events::duration)
                .containsExactly(-1L, 0L, Long.MAX_VALUE, 1500L, 1500L, -1L);
        assertThat(rows(events)).extracting(events::moved).containsExactly(0L, 4L, 0L, 70L, 0L, 0L);
    }

    @Test
    void aCaptureThatFillsItsLastChunkKeepsItsRows() throws IOException {
        Events events = index(written -> {
            written.process(7, 1, "cat");
            for (int i = 0; i < Chunk.ROWS; i++) {
                written.calls(7, 102, i);
            }
        });
        assertThat(events.rows()).isEqualTo(Chunk.ROWS);
        int first = 0;
        assertThat(events.number(first)).isEqualTo(1);
        assertThat(events.number(Chunk.ROWS - 1)).isEqualTo(Chunk.ROWS);
        assertThat(events.call(Chunk.ROWS - 1)).isEqualTo("getuid");
    }

    @Test
    void whatEventsAreAboutIsNamedOnceAndCounted() throws IOException {
        Events events = index(written -> written.process(7, 1, "cat")
                .opens(7, 3, "/etc/passwd")
                .closes(7, 3)
                .opens(7, 3, "/etc/passwd")
                .unlinks(7, "/tmp/x")
                .connects(7, 40000, "192.0.2.1", 443)
                .calls(7, 102, 0));

        assertThat(IntStream.range(0, events.names()).mapToObj(id -> events.name(id) + " " + events.nameCount(id)))
                .contains("/etc/passwd 3", "/tmp/x 1", "10.0.0.1:40000->192.0.2.1:443 1");
        assertThat(events.nameId(0)).isEqualTo(events.nameId(1)).isEqualTo(events.nameId(2));
        assertThat(events.nameId(6)).isEqualTo(Events.NO_NAME);
    }

    @Test
    void processesKnowTheirParentsTheirLivesAndHowTheyEnded() throws IOException {
        Events events = index(written -> written.process(7, 1, "make")
                .forks(7, 8, "make")
                .runs(8, 7, "cc", "-c", "x.c")
                .opens(8, 3, "/w/x.c")
                .exits(8, 256));

        ProcessEntry make = byPid(events, 7).get(0);
        ProcessEntry cc = byPid(events, 8).get(0);
        assertThat(cc.parent()).isEqualTo(make.id());
        assertThat(events.image(cc.image()).comm()).isEqualTo("cc");
        assertThat(events.image(cc.image()).exePath()).isEqualTo("/usr/bin/cc");
        assertThat(events.image(cc.image()).commandLine()).isEqualTo("cc -c x.c");
        assertThat(cc.exit()).isEqualTo(256);
        assertThat(cc.end()).isEqualTo(events.axis(events.rows() - 1));
        assertThat(cc.events()).isEqualTo(4);
        assertThat(make.end()).isZero();
        assertThat(make.exit()).isEqualTo(-1);
        // Before the exec it was another program, and its rows say so.
        assertThat(events.image(events.imageId(cc.firstRow())).comm()).isEqualTo("make");
    }

    @Test
    void theSameProgramWithOtherArgumentsIsAnotherImage() throws IOException {
        Events events = index(written -> written.process(7, 1, "sh")
                .runs(7, 1, "sh", "-c", "sh setup.sh")
                .opens(7, 3, "/w/a")
                .runs(7, 1, "sh", "setup.sh")
                .opens(7, 3, "/w/b"));

        assertThat(events.image(events.imageId(1)).commandLine()).isEqualTo("sh -c sh setup.sh");
        assertThat(events.image(events.imageId(3)).commandLine()).isEqualTo("sh setup.sh");
        assertThat(events.image(byPid(events, 7).get(0).image()).commandLine()).isEqualTo("sh setup.sh");
    }

    @Test
    void aNumberThatIsUsedAgainIsAnotherProcess() throws IOException {
        Events events = index(written -> written.process(7, 1, "sh")
                .forks(7, 8, "sh")
                .runs(8, 7, "first")
                .exits(8, 0)
                .forks(7, 8, "sh")
                .runs(8, 7, "second")
                .exits(8, 9));

        assertThat(byPid(events, 8))
                .extracting(
                        ProcessEntry::reuse,
                        process -> events.image(process.image()).comm(),
                        ProcessEntry::exit)
                .containsExactly(tuple(0, "first", 0), tuple(1, "second", 9));
        assertThat(byPid(events, 8))
                .extracting(ProcessEntry::parent)
                .containsOnly(byPid(events, 7).get(0).id());
    }

    private static List<ProcessEntry> byPid(Events events, int pid) {
        return IntStream.range(0, events.processes())
                .mapToObj(events::process)
                .filter(process -> process.pid() == pid)
                .toList();
    }

    @Test
    void alertsAreKeptWithTheirRuleAndTheirRow() throws IOException {
        Events events = index(written -> written.process(7, 1, "cat")
                .opens(7, 3, "/home/x")
                .opens(7, 4, "/etc/passwd")
                .opens(7, 5, "/etc/shadow"));

        assertThat(events.alerts())
                .extracting(AlertEntry::row, AlertEntry::rule, AlertEntry::message, AlertEntry::tags)
                .containsExactly(
                        tuple(
                                1,
                                "Something below etc was opened",
                                "opened /etc/passwd by cat",
                                List.of("files", "test")),
                        tuple(
                                2,
                                "Something below etc was opened",
                                "opened /etc/shadow by cat",
                                List.of("files", "test")));
        assertThat(rows(events)).extracting(events::raisedAlert).containsExactly(false, true, true);
        assertThat(byPid(events, 7).get(0).alerts()).isEqualTo(2);
    }

    @Test
    void damageIsAGapBeforeTheEventBehindIt() throws IOException {
        Path capture = directory.resolve("damaged.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "cat")
                    .opens(7, 3, "/one")
                    .opens(7, 4, "/broken")
                    .opens(7, 5, "/three");
        }
        CaptureStory.damage(capture, "/broken");

        CaptureSession session = Opened.session(directory, capture);
        Events events = session.index();

        assertThat(events.rows()).isEqualTo(2);
        assertThat(events.followsGap(0)).isFalse();
        int behind = 1;
        assertThat(events.followsGap(behind)).isTrue();
        assertThat(events.gaps())
                .isNotEmpty()
                .allMatch(gap -> gap.row() == behind && !gap.text().isBlank());
        assertThat(events.number(behind)).isEqualTo(3);
        assertThat(session.report().orElseThrow().damageCount()).isPositive();
    }

    @Test
    void theAxisNeverStepsBackWhenTheClockIsSet() throws IOException {
        long hour = 3_600_000_000_000L;
        Events events = index(written -> written.process(7, 1, "cat")
                .opens(7, 3, "/one")
                .clockSet(-hour)
                .opens(7, 4, "/two")
                .clockSet(3 * hour)
                .opens(7, 5, "/three"));

        assertThat(events.time(1)).isLessThan(events.time(0));
        assertThat(rows(events))
                .extracting(events::axis)
                .containsExactly(
                        CaptureStory.START,
                        CaptureStory.START + CaptureStory.STEP,
                        CaptureStory.START + 2 * CaptureStory.STEP);
        assertThat(events.gaps())
                .extracting(Gap::row, Gap::text)
                .containsExactly(
                        tuple(1, "the clock was set by -3600000 ms"), tuple(2, "the clock was set by 10800000 ms"));
        assertThat(events.firstAt(CaptureStory.START + 1)).isEqualTo(1);
    }

    /** Files of sysdig begin with records about containers that have no time. */
    @Test
    void eventsWithoutATimeStandWhereTheNextOneWithATimeDoes() throws IOException {
        Events events = index(written -> written.process(7, 1, "cat")
                .clockSet(-CaptureStory.START)
                .opens(7, 3, "/without")
                .clockSet(CaptureStory.START)
                .opens(7, 4, "/two")
                .opens(7, 5, "/three"));

        assertThat(events.time(0)).isZero();
        assertThat(events.axis(0)).isEqualTo(events.axis(1)).isEqualTo(events.time(1));
        assertThat(events.axis(2) - events.axis(0)).isEqualTo(CaptureStory.STEP);
        assertThat(events.gaps()).isEmpty();
    }

    @Test
    void aConnectionThatIsUnderWayIsNoFailure() throws IOException {
        int connectionRefused = 111;
        int inProgress = 115;
        Events events = index(written -> written.process(7, 1, "curl")
                .connectEndsIn(7, inProgress)
                .connectEndsIn(7, connectionRefused)
                .opens(7, 3, "/etc/passwd"));

        assertThat(rows(events)).extracting(events::failed).containsExactly(true, true, false);
        assertThat(rows(events)).extracting(events::pending).containsExactly(true, false, false);
        assertThat(rows(events)).extracting(events::refused).containsExactly(false, true, false);
    }

    @Test
    void rowsCrossChunksAndEachRecordIsFoundAgain() throws IOException {
        int count = Chunk.ROWS + 10;
        Events events = index(written -> {
            written.process(7, 1, "cat");
            for (int i = 0; i < count; i++) {
                written.opens(7, i % 1000, "/file/" + i % 97);
            }
        });

        assertThat(events.rows()).isEqualTo(count);
        Event event = new Event();
        for (int row : List.of(0, 1, Chunk.ROWS - 1, Chunk.ROWS, count - 1)) {
            events.read(row, event);
            assertThat(event.number()).isEqualTo(events.number(row)).isEqualTo(row + 1L);
            assertThat(event.time()).isEqualTo(events.time(row));
            assertThat(event.result()).isEqualTo(row % 1000);
        }
    }

    @Test
    void aCancelledIndexKeepsItsRowsAndIsNotKept() throws IOException {
        Path capture = directory.resolve("long.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "cat");
            for (int i = 0; i < 3 * Chunk.ROWS; i++) {
                written.calls(7, 102, 0);
            }
        }
        Path cache = directory.resolve("cache");
        try (CaptureSession session = CaptureSession.open(capture, List.of(), new IndexStore(cache))) {
            assertThat(session.index(new JobProgress() {
                        @Override
                        public void at(double part) {
                            // The rows say how far it is.
                        }

                        @Override
                        public boolean isCancelled() {
                            return session.index().rows() >= Chunk.ROWS;
                        }
                    }))
                    .isFalse();
            assertThat(session.isIndexed()).isFalse();
            assertThat(session.index().rows()).isBetween(Chunk.ROWS, 2 * Chunk.ROWS);
            assertThat(session.index().call(Chunk.ROWS - 1)).isEqualTo("getuid");
        }
        try (var left = Files.list(cache)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void alertsAndGapsAreSeenOnlyWithTheirRows() throws IOException {
        Path capture = directory.resolve("growing.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "cat");
            for (int i = 0; i < 30_000; i++) {
                written.clockSet(i % 50 == 0 ? 5_000_000_000L : 0).opens(7, 3, "/etc/passwd");
            }
        }
        List<Integer> looked = new ArrayList<>();
        try (CaptureSession session = CaptureSession.open(
                capture, List.of(Opened.rules(directory)), new IndexStore(directory.resolve("cache")))) {
            Events growing = session.index();
            session.index(new JobProgress() {
                @Override
                public void at(double part) {
                    int rows = growing.rows();
                    looked.add(rows);
                    assertThat(growing.alerts()).allMatch(alert -> alert.row() < rows);
                    assertThat(growing.gaps()).allMatch(gap -> gap.row() < rows);
                }

                @Override
                public boolean isCancelled() {
                    return false;
                }
            });
            assertThat(looked).hasSizeGreaterThan(5).contains(2000);
            assertThat(growing.alerts()).hasSize(30_000);
        }
    }

    @Test
    void theSampleCapturesAreIndexedWhole() throws IOException {
        List<Path> captures = new ArrayList<>();
        try (var entries = Files.list(Samples.SAMPLES)) {
            entries.filter(entry -> entry.toString().endsWith(".lanner")).forEach(captures::add);
        }
        assertThat(captures).hasSizeGreaterThan(5);
        for (Path capture : captures) {
            try (CaptureSession session =
                    CaptureSession.open(capture, List.of(Samples.RULES), new IndexStore(directory.resolve("cache")))) {
                assertThat(session.index(JobProgress.NONE)).isTrue();
                Events events = session.index();
                assertThat(events.gaps()).as(capture.toString()).isEmpty();
                assertThat(events.rows()).as(capture.toString()).isPositive();
                long ofProcesses = IntStream.range(0, events.processes())
                        .mapToLong(id -> events.process(id).events())
                        .sum();
                assertThat(ofProcesses).as(capture.toString()).isEqualTo(events.rows());
            }
        }
    }
}
