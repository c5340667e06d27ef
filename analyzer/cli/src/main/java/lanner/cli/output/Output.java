package lanner.cli.output;

import java.io.IOException;
import java.util.List;
import lanner.engine.alert.Alert;

/** One place that alerts go to. Called by one thread. */
interface Output {
    /** What messages call it. */
    String name();

    /** How many alerts one delivery takes at most. */
    default int batch() {
        return 1;
    }

    /**
     * Delivers alerts, at least one and at most {@link #batch}: all of them or none.
     *
     * @throws IOException with a sentence for people; none of them counts as delivered
     */
    void send(List<Alert> alerts) throws IOException;

    /** Ends it. */
    void close() throws IOException;
}
