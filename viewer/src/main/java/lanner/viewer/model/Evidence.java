package lanner.viewer.model;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import lanner.investigation.casework.CaseSummary;
import lanner.investigation.entities.Entities;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Integrity;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.task.Job;

/**
 * What the captures are, as a whole: whether they are what was recorded, what they come to, what they are about. Worked
 * out in a background job once they are indexed. The opening is written to the case when the hash is known. For the
 * window's thread.
 */
public final class Evidence {
    private static final String NOT_INDEXED = "not known: indexing ended early";

    private final Investigation investigation;
    private final Clock clock;
    private final ReadOnlyObjectWrapper<CaseSummary> summary = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Entities> entities = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper noSummary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper noEntities = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("waiting for the index");
    private final List<Optional<Integrity>> integrity;
    private final ReadOnlyObjectWrapper<Job> hashing = new ReadOnlyObjectWrapper<>();
    private boolean noted;

    /** @param clock says when captures were checked */
    public Evidence(Investigation investigation, Clock clock) {
        this.investigation = investigation;
        this.clock = clock;
        integrity = new ArrayList<>(
                Collections.nCopies(investigation.workspace().captures().size(), Optional.empty()));
    }

    /** Begins to work it all out. Once the captures are indexed. */
    public void begin() {
        check(0);
        look("overview", CaseSummary::of, summary, noSummary);
        look("files and connections", Entities::of, entities, noEntities);
    }

    /** One look through the captures; empty if it was cancelled. */
    @FunctionalInterface
    private interface Look<T> {
        Optional<T> at(Workspace workspace, JobProgress progress) throws IOException;
    }

    private <T> void look(String name, Look<T> look, ReadOnlyObjectWrapper<T> into, ReadOnlyStringWrapper none) {
        investigation
                .jobs()
                .start(
                        name,
                        progress -> look.at(investigation.workspace(), progress),
                        found -> found.ifPresentOrElse(into::set, () -> none.set("not known: cancelled")),
                        () -> none.set("not known: the capture cannot be read"));
    }

    /** Indexing was cancelled, or has failed: nothing of it all will be known. */
    public void giveUp() {
        state.set(NOT_INDEXED);
        noSummary.set(NOT_INDEXED);
        noEntities.set(NOT_INDEXED);
    }

    /** Why there is no summary and will be none; empty while there may be one. */
    public ReadOnlyStringProperty noSummary() {
        return noSummary.getReadOnlyProperty();
    }

    /** Why there are no entities and will be none; empty while there may be. */
    public ReadOnlyStringProperty noEntities() {
        return noEntities.getReadOnlyProperty();
    }

    /** What the captures come to; null until that is known. */
    public ReadOnlyObjectProperty<CaseSummary> summary() {
        return summary.getReadOnlyProperty();
    }

    /** What the captures are about; null until that is known. */
    public ReadOnlyObjectProperty<Entities> entities() {
        return entities.getReadOnlyProperty();
    }

    /** How far the check of the captures is, in words; changes with each that is done. */
    public ReadOnlyStringProperty state() {
        return state.getReadOnlyProperty();
    }

    /** The check that runs; null for none. */
    public ReadOnlyObjectProperty<Job> hashing() {
        return hashing.getReadOnlyProperty();
    }

    /** Of each capture, in their order; empty for one that is not checked, or not yet. */
    public List<Optional<Integrity>> integrity() {
        return List.copyOf(integrity);
    }

    /** Checks one capture after the other. */
    private void check(int number) {
        List<CaptureSession> captures = investigation.workspace().captures();
        if (number == captures.size()) {
            noted = true;
            state.set("checked");
            return;
        }
        state.set("hashing");
        CaptureSession capture = captures.get(number);
        Job job = investigation.jobs().start("SHA-256", progress -> Integrity.of(capture, clock, progress), found -> {
            integrity.set(number, found);
            hashing.set(null);
            note(capture, found);
            if (found.isPresent()) {
                check(number + 1);
            } else {
                noted = true;
                state.set("not checked: cancelled");
            }
        });
        hashing.set(job);
        job.stateProperty().addListener((property, before, now) -> {
            if (now == Job.State.FAILED) {
                hashing.set(null);
                state.set("not checked: the capture cannot be read");
            }
        });
    }

    private void note(CaptureSession capture, Optional<Integrity> found) {
        investigation
                .notes()
                .write(() -> investigation
                        .notes()
                        .file()
                        .opened(
                                capture.name(),
                                found.map(Integrity::sha256).orElse(""),
                                found.map(Integrity::words).orElse("not checked")));
    }

    /** Notes that captures were looked at though their hashes were not waited for. */
    public void close() {
        if (!noted) {
            noted = true;
            for (int i = 0; i < integrity.size(); i++) {
                if (integrity.get(i).isEmpty()) {
                    note(investigation.workspace().captures().get(i), Optional.empty());
                }
            }
        }
    }
}
