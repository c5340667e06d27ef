package lanner.investigation.streams;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.investigation.index.CaptureReplay;
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

    private Optional<StreamCollector> collect(int row, JobProgress progress, StreamCollector.Sink sink)
            throws IOException {
        Events events = workspace.events();
        CaptureSession capture = workspace.captures().get(events.capture(row));
        long origin = origin(capture, events.number(row), progress);
        if (origin == NO_ORIGIN) {
            return Optional.empty();
        }
        StreamCollector collector = new StreamCollector(events, events.capture(row), origin, sink);
        capture.replay(CaptureReplay.BEGINNING, progress.part(0.5, 1), context -> {
            collector.visit(context);
            return !progress.isCancelled();
        });
        return Optional.of(collector);
    }

    private static long origin(CaptureSession capture, long number, JobProgress progress) throws IOException {
        long[] origin = {NO_ORIGIN};
        capture.replay(CaptureReplay.BEGINNING, progress.part(0, 0.5), context -> {
            long at = context.event().number();
            if (at == number && context.fd() != null) {
                origin[0] = context.fd().origin();
            }
            return at < number && !progress.isCancelled();
        });
        return origin[0];
    }
}
