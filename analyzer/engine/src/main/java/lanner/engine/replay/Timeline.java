package lanner.engine.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/**
 * Replays several inputs at once, on this thread, the earliest event of all next: captures, each with its own state, and audit
 * logs. Events of one input stay in its order, also where its clock went back; of two at the same moment the one of the input
 * that was given first comes first.
 */
public final class Timeline {
    /** A power of two. */
    private static final int ASK_EVERY = 4096;

    private final ParallelReplay.Opener opener;
    private final Supplier<Replay> replays;
    private final BooleanSupplier stop;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** Sees every event with the state of its input as the event left it. */
    public interface Visitor {
        /** @param input as it was given */
        void visit(Path input, EventContext context) throws IOException;

        /** An input has come to its end. */
        void ended(Path input, CaptureReport report) throws IOException;
    }

    /**
     * @param replays makes the replay of each input, with an empty state
     * @param stop asked now and then: true ends it early
     */
    public Timeline(ParallelReplay.Opener opener, Supplier<Replay> replays, BooleanSupplier stop) {
        this.opener = opener;
        this.replays = replays;
        this.stop = stop;
    }

    /** Events so far. */
    public long events() {
        return events.get();
    }

    /** Bytes of inputs read so far. */
    public long bytes() {
        return bytes.get();
    }

    /** One input, at its next event. */
    private final class Input implements AutoCloseable {
        private final Path path;
        private final int place;
        private final EventSource source;
        private final Replay replay = replays.get();
        private @Nullable EventContext at;
        private long read;

        Input(Path path, int place) throws IOException {
            this.path = path;
            this.place = place;
            source = opener.open(path);
        }

        /** Moves on; false at the end. */
        boolean advance() throws IOException {
            at = replay.next(source);
            bytes.addAndGet(source.readBytes() - read);
            read = source.readBytes();
            return at != null;
        }

        EventContext at() {
            return Objects.requireNonNull(at, "an input that waits has an event");
        }

        long time() {
            return at().event().time();
        }

        int place() {
            return place;
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }

    /** Replays all to their ends, or until it is stopped; inputs that were not read whole then have no end. */
    public void run(List<Path> inputs, Visitor visitor) throws IOException {
        PriorityQueue<Input> waiting =
                new PriorityQueue<>(Comparator.comparingLong(Input::time).thenComparingInt(Input::place));
        List<Input> open = new ArrayList<>();
        try {
            for (Path path : inputs) {
                Input input = new Input(path, open.size());
                open.add(input);
                advance(input, waiting, visitor);
            }
            while (!waiting.isEmpty()) {
                Input next = waiting.remove();
                if ((events.incrementAndGet() & ASK_EVERY - 1) == 0 && stop.getAsBoolean()) {
                    return;
                }
                visitor.visit(next.path, next.at());
                advance(next, waiting, visitor);
            }
        } finally {
            closeAll(open);
        }
    }

    private static void advance(Input input, PriorityQueue<Input> waiting, Visitor visitor) throws IOException {
        if (input.advance()) {
            waiting.add(input);
        } else {
            visitor.ended(input.path, input.source.report());
            input.close();
        }
    }

    private static void closeAll(List<Input> open) throws IOException {
        IOException failure = null;
        for (Input input : open) {
            try {
                input.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
