package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Samples;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Settings;
import lanner.viewer.task.JobRunner;
import org.junit.jupiter.api.Test;

/** Several captures come onto one axis, where the events of each have other rows than before. */
class JoinedWindowTest extends SampleWindow {
    private static final int OPENED = 20;

    private Path written(String name, long start) throws IOException {
        Path path = directory.resolve(name + ".lanner");
        try (CaptureStory written = CaptureStory.at(path, start)) {
            written.process(7, 1, name);
            for (int i = 0; i < OPENED; i++) {
                written.opens(7, 3, "/" + name + "/" + i);
            }
        }
        return path;
    }

    private static String words(Investigation look, int row) {
        return look.events().get().name(look.events().get().nameId(row));
    }

    /** Looks at the first capture while the others are still being indexed, as a window does. */
    private Investigation selecting(Workspace workspace, CaseFile caseFile) throws InterruptedException {
        Investigation look = new Investigation(
                workspace, caseFile, new JobRunner(failure -> {}), Settings.ofThisRun(), trouble -> {});
        look.begin(false, () -> {});
        // The end of indexing is told on this thread, and so cannot come before this is over.
        while (look.events().get().rows() < OPENED && look.isIndexing()) {
            Thread.sleep(1);
        }
        look.selected().select(2);
        look.selected().select(5);
        return look;
    }

    @Test
    void theEventAtHandAndTheWayToItStayTheSameEvents() throws IOException {
        Path late = written("late", CaptureStory.START + 1_000_000_000L);
        Path early = written("early", CaptureStory.START);
        driver = start();
        try (Workspace workspace = Samples.unindexed(directory, List.of(late, early))) {
            CaseFile caseFile = CaseFile.open(directory.resolve("x.lanner-case"), Clock.systemUTC());
            Investigation look = driver.ask(() -> selecting(workspace, caseFile));
            assertThat(driver.ask(() -> look.events().get().rows())).isPositive();
            driver.await("the index", () -> look.indexed().get());
            driver.await(
                    "details",
                    () -> look.selected().details().get() != null
                            && !look.selected().isReading().get());

            assertThat(driver.ask(() -> look.events().get().rows())).isEqualTo(2 * OPENED);
            int row = driver.ask(() -> look.selected().row().get());
            assertThat(row).isEqualTo(OPENED + 5);
            assertThat(driver.ask(() -> words(look, row))).isEqualTo("/late/5");
            assertThat(driver.ask(() -> look.selected().details().get().row())).isEqualTo(row);
            assertThat(driver.ask(() -> look.selected().details().get().fields().stream()
                            .filter(field -> field.name().equals("fd.name"))
                            .findFirst()
                            .orElseThrow()
                            .text()))
                    .isEqualTo("/late/5");
            int before = driver.ask(() -> look.selected().travel(false));
            assertThat(driver.ask(() -> words(look, before))).isEqualTo("/late/2");
            driver.run(() -> look.jobs().close());
        }
    }
}
