package lanner.cli.fleet;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import lanner.engine.alert.Alert;
import lanner.engine.replay.Replay;
import lanner.engine.state.Parents;

/**
 * Captures that were found, and what reads them. A task that fails is tried again elsewhere; the answers are those of one process
 * that reads the captures one after the other.
 */
public interface FleetSession extends Closeable {
    /** How many captures were found. */
    int captures();

    /** Bytes of all of them, packed ones as they are. */
    long bytes();

    /** Bytes of those that were read so far; another thread may ask. */
    long readBytes();

    /** Events of those, likewise. */
    long readEvents();

    /**
     * How alerts are asked for.
     *
     * @param match how many rules an event may raise alerts from
     * @param parents whom the children of a process that ended have as their parent
     */
    record Asking(Replay.Match match, Parents parents) {}

    /**
     * Asks rules of all captures.
     *
     * @throws InterruptedIOException when {@link #cancel} ended it
     * @throws FleetException when the work could not be done, however often it was tried
     */
    void analyze(FleetRules rules, Asking asking, FleetListener<Alert> listener) throws IOException, FleetException;

    /** Ends what runs, from another thread. */
    void cancel();
}
