package lanner.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.details.DetailsReader;
import lanner.investigation.index.Events;
import lanner.investigation.index.IndexStore;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.index.ProgramImage;
import lanner.investigation.rows.Completion;
import lanner.investigation.rows.LaneCounts;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowText;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.paint.DisplayText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Captures that somebody made to hurt whoever looks at them. */
class HostileCaptureTest {
    private static final String RTL = CaptureStory.bytes("\u202egpj.exe");

    @TempDir
    private Path directory;

    @Test
    void controlCharactersAndMarksOfDirectionNeverReachTheScreen() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "sh\u001b[2J")
                    .runs(7, 1, RTL, "\u0007\r\n", "\u009b31m", RTL)
                    .opens(7, 3, "/x/\u001b[2J" + RTL);
        }
        Workspace workspace = Opened.workspace(directory, capture);
        Events events = workspace.events();
        List<String> texts = new ArrayList<>();
        RowText rows = new RowText();
        for (int row = 0; row < events.rows(); row++) {
            texts.add(rows.of(events, row).arguments());
            new DetailsReader(workspace)
                    .read(row, JobProgress.NONE)
                    .orElseThrow()
                    .fields()
                    .forEach(value -> texts.add(value.text()));
        }
        IntStream.range(0, events.names()).forEach(id -> texts.add(events.name(id)));
        IntStream.range(0, events.images())
                .forEach(id -> texts.add(events.image(id).commandLine()));
        assertThat(texts)
                .anyMatch(text -> text.contains("\u001b"))
                .anyMatch(text -> text.contains(RTL.substring(0, 3)));
        for (String text : texts) {
            assertThat(DisplayText.text(text, 200).chars())
                    .as(text)
                    .noneMatch(c -> c < 32 || c >= 127 && c < 160 || c >= 0x2028 && c <= 0x202E);
        }
    }

    @Test
    @Timeout(600)
    void aQuarterMegabyteOfArgumentsIsShownInPart() throws IOException {
        Path capture = directory.resolve("x.lanner");
        // The longest that a writer's block has room for.
        String much = "A".repeat(255_000);
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "sh").runs(7, 1, "sh", "-c", much).opens(7, 3, "/" + much);
            written.closes(7, 3);
        }
        Workspace workspace = Opened.workspace(directory, capture);
        Events events = workspace.events();
        ProgramImage image = events.image(events.imageId(0));
        assertThat(image.commandLine())
                .hasSizeLessThan(300)
                .startsWith("sh -c AAA")
                .endsWith("...");
        assertThat(events.name(events.nameId(1))).hasSize(4096);
        // What an index holds in part is compared whole, by replay.
        assertThat(Opened.rows(workspace, new RowQuery("fd.name endswith AAA and fd.name != /A", RowFilter.NONE)))
                .containsExactly(1, 2);
        String exact = Completion.comparison("fd.name", "/" + much);
        assertThat(Opened.rows(workspace, new RowQuery(exact, RowFilter.NONE))).containsExactly(1, 2);
        assertThat(DisplayText.text(new RowText().of(events, 0).arguments(), 400))
                .hasSize(400);
        assertThat(new DetailsReader(workspace).read(0, JobProgress.NONE)).isPresent();
    }

    @Test
    @Timeout(600)
    void aHundredThousandProcessesAreIndexedAndWalked() throws IOException {
        Path capture = directory.resolve("x.lanner");
        int count = 100_000;
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(2, 1, "bomb");
            // A chain: each starts the next.
            for (int pid = 2; pid < count; pid++) {
                written.forks(pid, pid + 1, "bomb");
            }
        }
        long began = System.nanoTime();
        Workspace workspace = Opened.workspace(directory, capture);
        Events events = workspace.events();
        assertThat(events.processes()).isBetween(count - 1, count + 1);
        ProcessEntry last = events.processOf(events.rows() - 1);
        ProcessEntry first = events.processOf(0);
        assertThat(workspace.subtree(first.id()).cardinality()).isGreaterThanOrEqualTo(count - 1);
        assertThat(workspace.subtree(last.id()).cardinality()).isEqualTo(1);
        assertThat(workspace.ancestry(last.id())).hasSizeGreaterThanOrEqualTo(count - 1);
        assertThat(Opened.rows(workspace, new RowQuery("proc.pid = 99999", RowFilter.NONE)))
                .isNotEmpty();
        int[] all = IntStream.range(0, events.processes()).toArray();
        assertThat(LaneCounts.of(events, events.axis(0), events.axis(events.rows() - 1), all, 2, JobProgress.NONE)
                        .most())
                .isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void clocksThatJumpWildlyLeaveTheAxisInOrder() throws IOException {
        Path capture = directory.resolve("x.lanner");
        SplittableRandom random = new SplittableRandom(11);
        int count = 15_000;
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "date");
            for (int i = 0; i < count; i++) {
                written.clockSet(random.nextLong(-4_000_000_000_000L, 4_000_000_000_000L))
                        .calls(7, 102, 0);
            }
        }
        Events events = Opened.workspace(directory, capture).events();
        assertThat(events.rows()).isEqualTo(count);
        for (int row = 1; row < count; row++) {
            assertThat(events.axis(row) - events.axis(row - 1)).isEqualTo(CaptureStory.STEP);
            assertThat(events.firstAt(events.axis(row))).isEqualTo(row);
        }
        assertThat(events.gaps()).hasSize(10_000);
    }

    @Test
    void eventsOfTheEndsOfTimeAreShown() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture, 1)) {
            written.process(7, 1, "date")
                    .calls(7, 102, 0)
                    .clockSet(Long.MAX_VALUE - 10_000)
                    .calls(7, 102, 0);
            written.clockSet(10_000).calls(7, 102, 0).clockSet(Long.MAX_VALUE).calls(7, 102, 0);
        }
        Events events = Opened.workspace(directory, capture).events();
        assertThat(events.rows()).isEqualTo(4);
        for (int row = 0; row < 4; row++) {
            assertThat(lanner.investigation.rows.TimeFormat.UTC.whole(events.time(row), events.time(0)))
                    .isNotBlank();
        }
    }

    @Test
    void whatIsNoCaptureIsRefusedInASentence() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty.lanner"));
        Path text = Files.writeString(directory.resolve("notes.scap"), "no scap");
        Path junk = Files.createDirectory(directory.resolve("junk.lanner"));
        Files.write(junk.resolve("0.cq4"), new byte[100_000]);
        for (Path path : List.of(empty, text, junk, directory.resolve("nothing"))) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> CaptureSession.open(path, List.of(), new IndexStore(directory.resolve("cache"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("Exception");
        }
    }
}
