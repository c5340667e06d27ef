package lanner.fleet.task;

import java.io.Serializable;
import lanner.behaviour.baseline.Baseline;
import lanner.cli.fleet.FleetCapture;
import lanner.engine.alert.Alert;
import lanner.engine.compare.AlertChange;
import org.jspecify.annotations.Nullable;

/** One answer of a capture; its end is the last. */
public sealed interface Found extends Serializable {
    /** An alert that it raised. */
    record OfAlert(String capture, SentAlert sent) implements Found {
        private static final long serialVersionUID = 1L;

        public Alert alert() {
            return sent.alert();
        }
    }

    /** An alert that two versions of rules do not raise alike. */
    record OfChange(String capture, SentChange sent) implements Found {
        private static final long serialVersionUID = 1L;

        public AlertChange change() {
            return sent.change();
        }
    }

    /** What it did; or what it and some that follow it did together. */
    record OfBaseline(String capture, SentBaseline sent) implements Found {
        private static final long serialVersionUID = 1L;

        public Baseline baseline() {
            return sent.baseline();
        }
    }

    /**
     * An event that it holds.
     *
     * @param values of the columns of a table, in their order
     */
    record OfEvent(@Nullable Object[] values) implements Found {
        private static final long serialVersionUID = 1L;
    }

    /** Nothing more comes of it. */
    record End(CaptureEnd sent) implements Found {
        private static final long serialVersionUID = 1L;

        public FleetCapture capture() {
            return sent.capture();
        }
    }
}
