package lanner.fleet.task;

import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;
import lanner.capture.CaptureReport;
import lanner.engine.alert.Alert;
import lanner.engine.state.EventContext;
import lanner.engine.state.Parents;

/** What is asked of the events of captures. */
public interface Question extends Serializable {
    /** Whom the children of a process that ended have as their parent. */
    Parents parents();

    /** For one task, which asks capture after capture. */
    Asker begin();

    /** Asks one event after the other; for one thread. */
    interface Asker {
        /** @param raised told of each alert of the event, to be counted */
        void ask(String capture, EventContext context, Consumer<Found> found, Consumer<Alert> raised)
                throws IOException;

        /** A capture begins. */
        default void began() {}

        /**
         * A capture was read to its end.
         *
         * @param events how many were replayed
         */
        default void ended(String capture, CaptureReport report, long events, Consumer<Found> found) {}

        /** Alerts that two versions of rules have raised alike so far. */
        default long same() {
            return 0;
        }
    }
}
