package lanner.viewer.explore;

import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.util.Duration;
import lanner.investigation.groups.Choice;
import lanner.investigation.groups.Sums;
import lanner.investigation.index.Events;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.TimeFormat;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TimeWindow.Range;
import lanner.viewer.task.Job;
import org.jspecify.annotations.Nullable;

/** What the events in view of the marked stretch come to, in a line below the time line; nothing while none is marked. */
final class MarkedStretch extends Label {
    /** A stretch that is being dragged is not summed up with each step. */
    private static final Duration STILL = Duration.millis(100);

    private final Investigation investigation;
    private final PauseTransition still = new PauseTransition(STILL);
    private @Nullable Job summing;

    MarkedStretch(Investigation investigation) {
        this.investigation = investigation;
        setId("marked");
        setPadding(new Insets(2, 8, 2, 8));
        setMaxWidth(Double.MAX_VALUE);
        setWrapText(true);
        setMinHeight(USE_PREF_SIZE);
        managedProperty().bind(textProperty().isNotEmpty());
        visibleProperty().bind(managedProperty());
        still.setOnFinished(event -> sum());
        investigation.time().brush().addListener((property, before, now) -> changed());
        investigation.query().settled().addListener((property, before, now) -> changed());
        sceneProperty().addListener((property, before, now) -> {
            if (now == null) {
                still.stop();
            } else {
                changed();
            }
        });
    }

    private void changed() {
        Range marked = investigation.time().brush().get();
        if (marked == null) {
            still.stop();
            setText("");
        } else if (getScene() != null) {
            setText("Marked " + TimeFormat.span(marked.length()) + ": \u2026");
            still.playFromStart();
        }
    }

    private void sum() {
        Range marked = investigation.time().brush().get();
        RowSet rows = investigation.query().settled().get();
        if (summing != null) {
            summing.cancel();
        }
        if (marked == null || rows == null) {
            // The filter that runs says when it is done.
            return;
        }
        Events events = investigation.events().get();
        Choice choice = Choice.between(events, rows, marked.from(), marked.to());
        summing = investigation
                .jobs()
                .start("sums of the marked stretch", progress -> Sums.of(events, choice, progress), sums -> {
                    if (marked.equals(investigation.time().brush().get())) {
                        setText("Marked " + TimeFormat.span(marked.length()) + ": "
                                + sums.map(Sums::words).orElse("not summed up: cancelled"));
                    }
                });
    }
}
