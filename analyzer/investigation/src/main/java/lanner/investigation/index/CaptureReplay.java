package lanner.investigation.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import lanner.capture.CaptureReader;
import lanner.engine.replay.Replay;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/** A replay of a capture, from its beginning or from one of its segments. For one thread. */
public final class CaptureReplay implements Closeable {
    /** The segment that a whole capture begins with. */
    public static final int BEGINNING = 0;

    private final CaptureReader reader;
    private final double total;
    private final Replay replay = new Replay(this::isCancelled);
    private JobProgress progress = JobProgress.NONE;

    private CaptureReplay(CaptureReader reader) {
        this.reader = reader;
        this.total = Math.max(1, reader.totalBytes());
    }

    /**
     * Opens a capture.
     *
     * @param segment by its place among the capture's files: it begins with the state that its events assume
     */
    public static CaptureReplay open(Path capture, int segment) throws IOException {
        return new CaptureReplay(CaptureReader.open(capture, segment));
    }

    /**
     * Opens a capture that is being recorded, for a replay that waits for what is written next.
     *
     * @param goesOn asked while it waits; false ends the replay
     */
    public static CaptureReplay follow(Path capture, BooleanSupplier goesOn) throws IOException {
        return new CaptureReplay(CaptureReader.follow(capture, goesOn));
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
