package lanner.investigation.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Cancelled;
import lanner.investigation.Opened;
import lanner.investigation.index.Following;
import lanner.investigation.index.IndexStore;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.RowText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A capture that grows is indexed as it grows. */
@Timeout(300)
class FollowedCaptureTest {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
    private static final long LOOK_AGAIN = 2_000_000;

    @TempDir
    Path directory;

    private Path capture;
    private CaptureStory story;
    private Workspace workspace;
    private final Following following = new Following();

    @BeforeEach
    void begin() throws IOException {
        capture = directory.resolve("live.lanner");
        story = CaptureStory.at(capture);
        story.process(7, 1, "sh").opens(7, 3, "/w/1");
        workspace = new Workspace(List.of(CaptureSession.open(
                capture, List.of(Opened.rules(directory)), new IndexStore(directory.resolve("cache")))));
    }

    @AfterEach
    void end() throws IOException {
        following.end();
        story.close();
        workspace.close();
    }

    private FutureTask<Boolean> follow() {
        FutureTask<Boolean> task = new FutureTask<>(() -> workspace.follow(JobProgress.NONE, following));
        Thread thread = new Thread(task, "follower");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    private void awaitRows(int rows) throws Exception {
        await(rows + " rows", () -> workspace.events().rows() >= rows);
        assertThat(workspace.events().rows()).isEqualTo(rows);
    }

    @Test
    void rowsAndAlertsAreThereWhileItIsRecordedAndTheWholeIsWhatAnIndexMadeLaterSays() throws Exception {
        FutureTask<Boolean> task = follow();
        awaitRows(1);
        assertThat(workspace.events().alerts()).isEmpty();
        story.opens(7, 3, "/etc/passwd");
        awaitRows(2);
        await("the alert", () -> workspace.events().alerts().size() == 1);
        assertThat(workspace.captures().get(0).isIndexed()).isFalse();
        story.rolls().process(7, 1, "sh").forks(7, 8, "sh").opens(8, 3, "/etc/shadow");
        awaitRows(5);
        assertThat(new RowText().of(workspace.events(), 4).arguments()).contains("/etc/shadow");
        story.close();
        assertThat(task.get()).isTrue();
        assertThat(workspace.captures().get(0).isIndexed()).isTrue();
        Workspace later = Opened.workspace(directory, capture);
        assertThat(Opened.words(workspace.events())).isEqualTo(Opened.words(later.events()));
        later.close();
    }

    @Test
    void whilePausedNothingComesAndNothingIsLost() throws Exception {
        FutureTask<Boolean> task = follow();
        awaitRows(1);
        following.pause(true);
        assertThat(following.isPaused()).isTrue();
        // One look at the file may be under way.
        for (int i = 2; i <= 5000; i++) {
            story.opens(7, 3, "/w/" + i);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        int held = workspace.events().rows();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(workspace.events().rows()).isEqualTo(held);
        following.pause(false);
        awaitRows(5000);
        story.close();
        assertThat(task.get()).isTrue();
    }

    @Test
    void whatIsReadNoMoreIsTheWholeAndACancelledOneIsNot() throws Exception {
        FutureTask<Boolean> task = follow();
        awaitRows(1);
        following.end();
        assertThat(task.get()).isTrue();
        story.opens(7, 3, "/w/2");
        assertThat(workspace.events().rows()).isEqualTo(1);
        assertThat(workspace.follow(new Cancelled(), new Following())).isFalse();
    }

    @Test
    void aFilterTakesWhatCameBehindIt() throws Exception {
        FutureTask<Boolean> task = follow();
        awaitRows(1);
        RowQuery query = new RowQuery("fd.name startswith /etc", RowFilter.NONE);
        RowSet found = query.rowSet(workspace.events());
        query.run(workspace, found, JobProgress.NONE);
        assertThat(found.size()).isZero();
        story.opens(7, 3, "/w/2").opens(7, 3, "/etc/passwd").opens(7, 3, "/etc/group");
        awaitRows(4);
        assertThat(query.extend(workspace, found, 1, JobProgress.NONE)).isTrue();
        assertThat(found.size()).isEqualTo(2);
        assertThat(found.row(0)).isEqualTo(2);
        assertThat(query.extend(workspace, found, 4, JobProgress.NONE)).isTrue();
        assertThat(found.size()).isEqualTo(2);
        RowQuery alerts = new RowQuery("", RowFilter.NONE.ofAlerts(true));
        RowSet raised = alerts.rowSet(workspace.events());
        assertThat(alerts.extend(workspace, raised, 0, JobProgress.NONE)).isTrue();
        assertThat(raised.size()).isEqualTo(2);
        RowQuery replayed = new RowQuery("proc.pname = init", RowFilter.NONE);
        RowSet none = replayed.rowSet(workspace.events());
        assertThat(replayed.extend(workspace, none, 0, JobProgress.NONE)).isFalse();
        assertThat(none.isPartial()).isTrue();
        story.close();
        assertThat(task.get()).isTrue();
    }

    @Test
    void anIndexThatWasFollowedIsNotKept() throws Exception {
        FutureTask<Boolean> task = follow();
        story.close();
        assertThat(task.get()).isTrue();
        Path cache = directory.resolve("cache");
        if (Files.isDirectory(cache)) {
            try (Stream<Path> kept = Files.list(cache)) {
                assertThat(kept).isEmpty();
            }
        }
    }

    @Test
    void severalCapturesAreNotFollowed() throws IOException {
        Path other = directory.resolve("other.lanner");
        try (CaptureStory written = CaptureStory.at(other)) {
            written.process(9, 1, "sh").opens(9, 3, "/w");
        }
        CaptureSession one = CaptureSession.open(capture, List.of(), new IndexStore(directory.resolve("cache")));
        CaptureSession two = CaptureSession.open(other, List.of(), new IndexStore(directory.resolve("cache")));
        try (Workspace both = new Workspace(List.of(one, two))) {
            assertThat(both.isBeingRecorded()).isFalse();
            assertThatThrownBy(() -> both.follow(JobProgress.NONE, following))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
