package lanner.investigation.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import lanner.capture.CaptureReader;
import lanner.engine.replay.Replay;
import lanner.engine.state.EventContext;
import lanner.engine.state.SystemState;
import org.jspecify.annotations.Nullable;

/** A replay of a capture, from its beginning or from where another one was. For one thread. */
public final class CaptureReplay implements Closeable {
    private final CaptureReader reader;
    private final double total;
    private final Replay replay;
    private JobProgress progress = JobProgress.NONE;

    private CaptureReplay(CaptureReader reader, SystemState state) {
        this.reader = reader;
        this.replay = new Replay(this::isCancelled, state);
        this.total = Math.max(1, reader.totalBytes());
    }

    /** Opens a capture. */
    public static CaptureReplay open(Path capture) throws IOException {
        return new CaptureReplay(CaptureReader.open(capture), new SystemState());
    }

    /**
     * Opens a capture where another replay of it was.
     *
     * @param state as it was there; this replay changes it
     * @throws java.nio.file.NoSuchFileException when the place is no longer there
     */
    static CaptureReplay open(Path capture, CaptureReader.Place place, SystemState state) throws IOException {
        return new CaptureReplay(CaptureReader.open(capture, place), state);
    }

    /**
     * Opens a capture that is being recorded, for a replay that waits for what is written next.
     *
     * @param goesOn asked while it waits; false ends the replay
     */
    public static CaptureReplay follow(Path capture, BooleanSupplier goesOn) throws IOException {
        return new CaptureReplay(CaptureReader.follow(capture, goesOn), new SystemState());
    }

    /** What is replayed, at the record that was read last. */
    public CaptureReader reader() {
        return reader;
    }

    /**
     * Replays on, from where the run before ended, to the end of the capture or until the visitor has enough.
     *
     * @param watching is told now and then how much was read, and asked whether to go on
     * @return false if it was cancelled
     */
    public boolean run(JobProgress watching, Replay.Visitor visitor) throws IOException {
        progress = watching;
        replay.run(reader, visitor);
        return !watching.isCancelled();
    }

    /** Replays to the next event and no further. Not mixed with {@link #run}. Null at the end of the capture. */
    public @Nullable EventContext next() throws IOException {
        return replay.next(reader);
    }

    /** Calls this between two events of runs, once for so many of them. */
    void pause(long every, Runnable action) {
        replay.pause(every, action);
    }

    /** About how much memory {@link #copyState} would take, in bytes. */
    long stateSize() {
        return replay.copySize();
    }

    /** The state as the events so far left it; between two events. */
    SystemState copyState() {
        return replay.copy();
    }

    /** Events so far; another thread may see an older number. */
    public long events() {
        return replay.events();
    }

    private boolean isCancelled() {
        progress.at(Math.min(1, reader.readBytes() / total));
        return progress.isCancelled();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
