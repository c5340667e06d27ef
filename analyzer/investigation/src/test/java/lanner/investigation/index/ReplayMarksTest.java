package lanner.investigation.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import lanner.capture.kit.CaptureStory;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.state.EventContext;
import lanner.investigation.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay that begins at a mark comes to its event sooner, with the state that it has in the whole capture. */
class ReplayMarksTest {
    private static final Path CAPTURE = Samples.SAMPLES.resolve(Samples.INSTALL_SCRIPT + ".lanner");
    private static final long SEED = Long.getLong("lanner.seed", 7);
    private static final long SPACING = 50;
    private static final List<String> FIELDS = List.of(
            "evt.num",
            "evt.type",
            "evt.reltime",
            "proc.cmdline",
            "proc.pname",
            "proc.cwd",
            "proc.duration",
            "fd.name",
            "lanner.path",
            "user.name");

    @TempDir
    Path directory;

    private static String said(EventContext context) {
        StandardFields registry = new StandardFields();
        List<String> said = new ArrayList<>();
        for (String name : FIELDS) {
            try {
                Field field = registry.resolve(name, Optional.empty());
                said.add(name + "=" + field.print(context));
            } catch (UnknownFieldException e) {
                throw new AssertionError(e);
            }
        }
        return said.toString();
    }

    private static List<String> whole(Path capture) throws IOException {
        List<String> lines = new ArrayList<>();
        try (CaptureReplay replay = CaptureReplay.open(capture)) {
            replay.run(JobProgress.NONE, context -> lines.add(said(context)));
        }
        return lines;
    }

    /** What is said of an event, and of how many the replay to it saw. */
    private record Reached(String line, long seen) {}

    private static Reached reach(ReplayMarks marks, long number) throws IOException {
        String[] line = new String[1];
        long[] seen = {0};
        try (CaptureReplay replay = marks.open(number)) {
            replay.run(JobProgress.NONE, context -> {
                seen[0]++;
                line[0] = said(context);
                return context.event().number() < number;
            });
        }
        return new Reached(line[0], seen[0]);
    }

    @Test
    void anEventIsReachedFromTheNearestMarkAndIsTheSame() throws Exception {
        List<String> whole = whole(CAPTURE);
        ReplayMarks marks = new ReplayMarks(CAPTURE, SPACING, 1 << 30);
        SplittableRandom random = new SplittableRandom(SEED);
        assertThat(reach(marks, whole.size()).seen()).isEqualTo(whole.size());
        for (int i = 0; i < 200; i++) {
            int number = random.nextInt(1, whole.size() + 1);
            Reached reached = reach(marks, number);
            assertThat(reached.line()).isEqualTo(whole.get(number - 1));
            assertThat(reached.seen()).isLessThanOrEqualTo(2 * SPACING);
        }
    }

    @Test
    void marksGrowSparseWhereTheyTakeTooMuch() throws Exception {
        List<String> whole = whole(CAPTURE);
        ReplayMarks marks = new ReplayMarks(CAPTURE, SPACING, 40_000);
        for (int number = 1; number <= whole.size(); number += 7) {
            assertThat(reach(marks, number).line()).isEqualTo(whole.get(number - 1));
        }
        assertThat(marks.bytes()).isBetween(1L, 40_000L);
        assertThat(marks.spacing()).isGreaterThan(SPACING);
    }

    @Test
    void aStateThatTakesTooMuchLeavesNoMark() throws Exception {
        ReplayMarks marks = new ReplayMarks(CAPTURE, SPACING, 100);
        List<String> whole = whole(CAPTURE);
        for (int round = 0; round < 2; round++) {
            assertThat(reach(marks, whole.size())).isEqualTo(new Reached(whole.get(whole.size() - 1), whole.size()));
        }
        assertThat(marks.bytes()).isZero();
    }

    /** A made-up capture may give its events any numbers. */
    @ParameterizedTest
    @ValueSource(longs = {1L << 40, 1L << 62, Long.MAX_VALUE - 1000})
    void marksAreLeftAtAnyNumbers(long before) throws Exception {
        Path capture = directory.resolve("far.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(7, 1, "sh").opens(7, 3, "/1").opens(7, 4, "/2");
            story.headerBehind(before).process(7, 1, "sh").opens(7, 5, "/3").opens(7, 6, "/4");
        }
        for (long most : new long[] {100, 12_000, 20_000, 1 << 20}) {
            ReplayMarks marks = new ReplayMarks(capture, 1, most);
            for (int round = 0; round < 3; round++) {
                assertThat(reach(marks, before + 2).line()).contains("fd.name=/4");
            }
        }
    }

    @Test
    void aMarkBehindWhatWasReachedIsNearer() throws Exception {
        ReplayMarks marks = new ReplayMarks(CAPTURE, SPACING, 1 << 30);
        assertThat(marks.isNearer(0, 500)).isFalse();
        reach(marks, 500);
        assertThat(marks.isNearer(0, 500)).isTrue();
        assertThat(marks.isNearer(499, 500)).isFalse();
        assertThat(marks.isNearer(0, 10)).isFalse();
    }

    @Test
    void theSegmentsSnapshotDoesNotReplaceWhatIsKnown() throws Exception {
        Path capture = directory.resolve("two.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(7, 1, "sh").opens(7, 3, "/etc/first");
            // As a recorder that looked too late: the process has a name of its own meanwhile.
            story.nextSegment()
                    .process(7, 1, "later")
                    .opens(7, 4, "/etc/second")
                    .closes(7, 3);
        }
        List<String> whole = whole(capture);
        assertThat(whole).hasSize(3);
        assertThat(whole.get(2)).contains("fd.name=/etc/first", "proc.cmdline=sh");
        ReplayMarks marks = new ReplayMarks(capture, 1, 1 << 30);
        for (int round = 0; round < 2; round++) {
            for (int number = 1; number <= 3; number++) {
                assertThat(reach(marks, number).line()).isEqualTo(whole.get(number - 1));
            }
        }
    }

    @Test
    void aSegmentThatWasDroppedMeanwhileIsReadFromTheOneThatIsLeft() throws Exception {
        Path capture = directory.resolve("dropped.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(7, 1, "sh").opens(7, 3, "/1").opens(7, 4, "/2");
            story.nextSegment().process(7, 1, "sh").opens(7, 5, "/3");
        }
        ReplayMarks marks = new ReplayMarks(capture, 1, 1 << 30);
        reach(marks, 2);
        try (var files = Files.list(capture)) {
            Files.delete(files.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(reach(marks, 2).line()).contains("evt.num=3");
    }
}
