package lanner.investigation.streams;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import lanner.engine.state.EventContext;
import lanner.engine.state.FdInfo;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;
import lanner.product.WholeFile;

/**
 * Finds what the descriptor of an event leads to, then everything that happened to it, whoever held it under whatever
 * number. Two replays of the whole capture: the first tells which one it is, the second collects.
 */
public final class FollowReader {
    private static final int MOST_STEPS = 200_000;
    private static final long MOST_BYTES = 48L << 20;
    private static final long NO_ORIGIN = -1;

    private final Workspace workspace;

    /**
     * What a descriptor leads to: one open file, pipe or socket.
     *
     * @param capture by its place in the workspace
     * @param origin see {@link FdInfo#origin}
     * @param row the first event that led to it
     * @param name as it was known then; empty for none. Bytes, one character each
     */
    public record Thing(int capture, long origin, int row, String name) {}

    /** Says whether an event's descriptor is one that is looked for. */
    @FunctionalInterface
    public interface Wanted {
        /** @param row finds the event's row, which takes some time */
        boolean test(EventContext context, FdInfo fd, IntSupplier row);
    }

    /** Takes steps as they are found. */
    @FunctionalInterface
    public interface StepSink {
        void take(FollowStep step) throws IOException;
    }

    /**
     * What was found out about a thing by its end.
     *
     * @param name a path, both ends of a connection, or what the kernel calls it; empty where unknown
     * @param type what it is: {@code file}, {@code ipv4}, {@code pipe} and so on
     * @param openAtEnd who still held it when the recording ended
     */
    public record Passed(String name, String type, List<String> openAtEnd, FollowStream.Totals totals) {
        public Passed {
            openAtEnd = List.copyOf(openAtEnd);
        }
    }

    public FollowReader(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Everything that passed, as much of it as fits into memory; of a cancelled run what was found so far.
     *
     * @return empty if the event is about no descriptor that is known, or it was cancelled before that was clear
     */
    public Optional<FollowStream> read(int row, JobProgress progress) throws IOException {
        List<FollowStep> steps = new ArrayList<>();
        long[] kept = new long[2];
        FollowStream.Totals[] totals = {FollowStream.Totals.NONE};
        Optional<StreamCollector> run = collect(row, progress, step -> {
            totals[0] = totals[0].with(step);
            long bytes = (long) step.data().length + step.words().length();
            if (steps.size() < MOST_STEPS && kept[0] + bytes <= MOST_BYTES) {
                kept[0] += bytes;
                steps.add(step);
            } else {
                kept[1]++;
            }
        });
        return run.map(collector -> new FollowStream(
                collector.name(),
                collector.type().word(),
                steps,
                collector.holders(),
                totals[0],
                kept[1],
                progress.isCancelled()));
    }

    /**
     * Writes the bytes that passed one way to a file, those that the capture holds, one behind the other.
     *
     * @return how many; -1 if it was cancelled, and then there is no file
     * @throws IOException when the target lies in a capture, which is never written to, or cannot be written
     */
    public long save(int row, FollowStep.Direction direction, Path target, JobProgress progress) throws IOException {
        workspace.refuse(target);
        long[] written = new long[1];
        try (WholeFile whole = WholeFile.begin(target)) {
            collect(row, progress, step -> {
                if (step.direction() == direction) {
                    whole.stream().write(step.data());
                    written[0] += step.data().length;
                }
            });
            if (progress.isCancelled()) {
                return -1;
            }
            whole.publish();
            return written[0];
        }
    }

    /**
     * The things that wanted events lead to, in the order of their first ones.
     *
     * @param most how many are wanted at most; looking ends there
     * @return empty if it was cancelled
     */
    public Optional<List<Thing>> find(int capture, int most, Wanted wanted, JobProgress progress) throws IOException {
        Events events = workspace.events();
        Map<Long, Thing> found = new LinkedHashMap<>();
        workspace.captures().get(capture).replay(progress, context -> {
            FdInfo fd = context.fd();
            IntSupplier row = () -> events.rowOf(capture, context.event().number());
            if (fd != null && wanted.test(context, fd, row)) {
                // A socket has its name from connect(2) on.
                found.merge(
                        fd.origin(),
                        new Thing(capture, fd.origin(), row.getAsInt(), fd.name()),
                        (first, now) -> first.name().isEmpty()
                                ? new Thing(capture, fd.origin(), first.row(), now.name())
                                : first);
            }
            return found.size() < most && !progress.isCancelled();
        });
        return progress.isCancelled() ? Optional.empty() : Optional.of(List.copyOf(found.values()));
    }

    /**
     * Everything that passed, step by step, none kept.
     *
     * @return empty if it was cancelled
     */
    public Optional<Passed> read(Thing thing, StepSink sink, JobProgress progress) throws IOException {
        FollowStream.Totals[] totals = {FollowStream.Totals.NONE};
        StreamCollector collector = collect(
                thing.capture(),
                thing.origin(),
                step -> {
                    totals[0] = totals[0].with(step);
                    sink.take(step);
                },
                progress);
        return progress.isCancelled()
                ? Optional.empty()
                : Optional.of(new Passed(collector.name(), collector.type().word(), collector.holders(), totals[0]));
    }

    private Optional<StreamCollector> collect(int row, JobProgress progress, StepSink sink) throws IOException {
        Events events = workspace.events();
        int capture = events.capture(row);
        long origin = origin(workspace.captures().get(capture), events.number(row), progress.part(0, 0.5));
        return origin == NO_ORIGIN
                ? Optional.empty()
                : Optional.of(collect(capture, origin, sink, progress.part(0.5, 1)));
    }

    private StreamCollector collect(int capture, long origin, StepSink sink, JobProgress progress) throws IOException {
        StreamCollector collector = new StreamCollector(workspace.events(), capture, origin, sink);
        workspace.captures().get(capture).replay(progress, context -> {
            collector.visit(context);
            return !progress.isCancelled();
        });
        return collector;
    }

    private static long origin(CaptureSession capture, long number, JobProgress progress) throws IOException {
        long[] origin = {NO_ORIGIN};
        capture.replay(progress, context -> {
            long at = context.event().number();
            if (at == number && context.fd() != null) {
                origin[0] = context.fd().origin();
            }
            return at < number && !progress.isCancelled();
        });
        return origin[0];
    }
}
