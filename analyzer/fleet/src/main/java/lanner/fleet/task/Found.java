package lanner.fleet.task;

import java.io.Serializable;
import lanner.cli.fleet.FleetCapture;
import lanner.engine.alert.Alert;

/** One answer of a capture; its end is the last. */
public sealed interface Found extends Serializable {
    /** An alert that it raised. */
    record OfAlert(String capture, SentAlert sent) implements Found {
        private static final long serialVersionUID = 1L;

        public Alert alert() {
            return sent.alert();
        }
    }

    /** Nothing more comes of it. */
    record End(CaptureEnd sent) implements Found {
        private static final long serialVersionUID = 1L;

        public FleetCapture capture() {
            return sent.capture();
        }
    }
}
