package lanner.investigation.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lanner.behaviour.fact.Aspect;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Samples;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideTest {
    private static final int OFTEN = 40;

    @TempDir
    private Path directory;

    /** What a story does. */
    private interface Deeds {
        void of(CaptureStory story) throws IOException;
    }

    private CaptureSession written(String name, long start, Deeds deeds) throws IOException {
        Path capture = directory.resolve(name + ".lanner");
        try (CaptureStory story = CaptureStory.at(capture, start)) {
            deeds.of(story);
        }
        return Samples.session(directory, capture);
    }

    private static SideBySide compared(Workspace workspace, Side a, Side b) throws IOException {
        return SideBySide.of(workspace, a, b, JobProgress.NONE).orElseThrow();
    }

    private static Optional<Line> line(SideBySide compared, Aspect aspect, String text) {
        return compared.lines().stream()
                .filter(line -> line.aspect() == aspect && line.text().equals(text))
                .findFirst();
    }

    /** The names that the events of a line are about, in order. */
    private static List<String> names(Workspace workspace, SideBySide.Rows rows) {
        Events events = workspace.events();
        return rows.rows().stream()
                .mapToObj(row -> (events.capture(row) == 0 ? "A " : "B ") + events.name(events.nameId(row)))
                .toList();
    }

    @Test
    void tellsWhatIsOnlyHereOnlyThereAndChangedAndWhichEventsShowIt() throws IOException {
        CaptureSession a = written(
                "a",
                CaptureStory.START,
                story -> story.process(7, 1, "make")
                        .opens(7, 3, "/w/common")
                        .opens(7, 3, "/w/old")
                        .opens(7, 3, "/w/old"));
        CaptureSession b = written("b", CaptureStory.START + 50, story -> {
            story.process(9, 1, "make").opens(9, 3, "/w/new");
            for (int i = 0; i < OFTEN; i++) {
                story.opens(9, 3, "/w/common");
            }
        });
        try (Workspace workspace = Samples.indexed(List.of(a, b))) {
            SideBySide compared = compared(workspace, Side.whole(0), Side.whole(1));

            Line old = line(compared, Aspect.FILE_READ, "/w/old").orElseThrow();
            assertThat(old.kind()).isEqualTo(Line.Kind.ONLY_A);
            assertThat(old.a().orElseThrow().done()).isEqualTo(2);
            assertThat(old.b()).isEmpty();
            assertThat(names(workspace, compared.rows(old))).containsExactly("A /w/old", "A /w/old");
            Line fresh = line(compared, Aspect.FILE_READ, "/w/new").orElseThrow();
            assertThat(fresh.kind()).isEqualTo(Line.Kind.ONLY_B);
            assertThat(names(workspace, compared.rows(fresh))).containsExactly("B /w/new");
            assertThat(fresh.first()).isEqualTo(compared.rows(fresh).rows().nextSetBit(0));
            Line common = line(compared, Aspect.FILE_READ, "/w/common").orElseThrow();
            assertThat(common.kind()).isEqualTo(Line.Kind.MORE_IN_B);
            assertThat(common.kind().isChange()).isTrue();
            assertThat(compared.rows(common).rows().cardinality()).isEqualTo(OFTEN + 1);
            assertThat(compared.rows(common).isWhole()).isTrue();
            Line call = line(compared, Aspect.CALL, "openat").orElseThrow();
            assertThat(compared.rows(call).rows().cardinality()).isEqualTo(3 + 1 + OFTEN);
        }
    }

    @Test
    void equalRecordingsHaveNoDifferenceWhateverTheirNumbersOfProcesses() throws IOException {
        CaptureSession a = written(
                "a", CaptureStory.START, story -> story.process(7, 1, "make").opens(7, 3, "/w/x"));
        CaptureSession b = written(
                "b", CaptureStory.START, story -> story.process(4711, 1, "make").opens(4711, 5, "/w/x"));
        try (Workspace workspace = Samples.indexed(List.of(a, b))) {
            SideBySide compared = compared(workspace, Side.whole(0), Side.whole(1));

            assertThat(compared.lines()).isEmpty();
            assertThat(compared.more()).isZero();
        }
    }

    @Test
    void stretchesOfOneCaptureAreSidesToo() throws IOException {
        CaptureSession one = written("one", CaptureStory.START, story -> {
            story.process(7, 1, "make");
            IntStream.range(0, 3).forEach(i -> opens(story, "/w/early" + i));
            IntStream.range(0, 3).forEach(i -> opens(story, "/w/late" + i));
        });
        try (Workspace workspace = Samples.indexed(List.of(one))) {
            Events events = workspace.events();
            int middle = rowOf(events, "/w/late0");
            Side early = new Side(0, Long.MIN_VALUE, events.axis(middle) - 1);
            Side late = new Side(0, events.axis(middle), Long.MAX_VALUE);
            SideBySide compared = compared(workspace, early, late);

            assertThat(compared.lines())
                    .filteredOn(line -> line.aspect() == Aspect.FILE_READ)
                    .extracting(line -> line.kind() + " " + line.text())
                    .containsExactlyInAnyOrder(
                            "ONLY_A /w/early0",
                            "ONLY_A /w/early1",
                            "ONLY_A /w/early2",
                            "ONLY_B /w/late0",
                            "ONLY_B /w/late1",
                            "ONLY_B /w/late2");
            Line last = line(compared, Aspect.FILE_READ, "/w/late2").orElseThrow();
            assertThat(last.b().orElseThrow().first()).isEqualTo(rowOf(events, "/w/late2"));
        }
    }

    private static void opens(CaptureStory story, String path) {
        try {
            story.opens(7, 3, path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int rowOf(Events events, String name) {
        return IntStream.range(0, events.rows())
                .filter(row -> events.nameId(row) != Events.NO_NAME
                        && events.name(events.nameId(row)).equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void alertsComeFirstAndLeadToTheirEvents() throws IOException {
        try (Workspace workspace = Samples.open(directory, "package-build", Samples.INSTALL_SCRIPT)) {
            SideBySide compared = compared(workspace, Side.whole(0), Side.whole(1));
            Line alert = line(compared, Aspect.ALERT, "Fresh program in a hidden directory run")
                    .orElseThrow();

            assertThat(alert.kind()).isEqualTo(Line.Kind.ONLY_B);
            assertThat(compared.lines().stream()
                            .filter(line -> line.kind() == Line.Kind.ONLY_B)
                            .findFirst()
                            .orElseThrow()
                            .aspect())
                    .isEqualTo(Aspect.ALERT);
            Events events = workspace.events();
            compared.rows(alert).rows().stream().forEach(row -> {
                assertThat(events.raisedAlert(row)).isTrue();
                assertThat(events.capture(row)).isEqualTo(1);
            });
            assertThat(compared.rows(alert).rows().cardinality()).isEqualTo(1);
        }
    }

    @Test
    void aCancelledComparisonIsNone() throws IOException {
        try (Workspace workspace = Samples.open(directory, "miner", "cron-job")) {
            JobProgress cancelled = new JobProgress() {
                @Override
                public void at(double part) {
                    // Nobody looks.
                }

                @Override
                public boolean isCancelled() {
                    return true;
                }
            };
            assertThat(SideBySide.of(workspace, Side.whole(0), Side.whole(1), cancelled))
                    .isEmpty();
        }
    }
}
