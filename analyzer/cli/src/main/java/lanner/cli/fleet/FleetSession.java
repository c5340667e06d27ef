package lanner.cli.fleet;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import lanner.behaviour.baseline.Baseline;
import lanner.engine.alert.Alert;
import lanner.engine.compare.AlertChange;
import lanner.engine.replay.Replay;
import lanner.engine.state.Parents;
import lanner.product.InputException;

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
     * @param tables where the alerts are written; the listener is then told of the ends of captures alone
     * @throws InputException when the place of the tables is taken
     * @throws InterruptedIOException when {@link #cancel} ended it
     * @throws FleetException when the work could not be done, however often it was tried
     */
    void analyze(FleetRules rules, Asking asking, Optional<FleetTables> tables, FleetListener<Alert> listener)
            throws IOException, InputException, FleetException;

    /**
     * Asks two versions of rules about the same events, and tells how their alerts differ. The rules that are asked are those that
     * are on.
     *
     * @throws InterruptedIOException when {@link #cancel} ended it
     * @throws FleetException when the work could not be done, however often it was tried
     */
    void diff(FleetRules old, FleetRules now, Asking asking, FleetListener<AlertChange> listener)
            throws IOException, FleetException;

    /**
     * Learns what the captures did, by rules whose alerts are part of it. The listener is given what captures that follow one
     * another did together, under the name of the first of them; then it is told of the ends of all captures. What could not be
     * read to its end is not learned from.
     *
     * @param shapes the text of a file of shapes: by its rules names are alike
     * @throws InterruptedIOException when {@link #cancel} ended it
     * @throws FleetException when the work could not be done, however often it was tried
     */
    void learn(FleetRules rules, Replay.Match match, String shapes, FleetListener<Baseline> listener)
            throws IOException, FleetException;

    /** Ends what runs, from another thread. */
    void cancel();
}
