package lanner.fleet.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import lanner.capture.CaptureReport;
import lanner.capture.event.CaptureFormatException;
import lanner.engine.alert.Alert;
import lanner.engine.alert.Priority;
import lanner.engine.replay.Replay;
import lanner.engine.state.EventContext;
import lanner.product.FileFailure;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;

/**
 * The answers of captures, one capture after the other, read as they are asked for: nothing is held but the answers of one event.
 *
 * <p>What is no capture fails alike wherever it is read, and is an answer. What fails for another reason, a file system that does
 * not answer for example, fails the task, so that it is tried again elsewhere; at the last attempt it is an answer too.
 */
final class CaptureAnswers implements Iterator<Found>, AutoCloseable {
    /** A power of two. */
    private static final int ASK_EVERY = 4096;

    /** Told of each capture that has ended. */
    @FunctionalInterface
    interface Progress {
        void ended(CaptureFile file, long events);
    }

    private final Iterator<CaptureFile> files;
    private final Question.Asker asker;
    private final Question question;
    private final Configuration hadoop;
    private final boolean last;
    private final BooleanSupplier stop;
    private final Progress progress;
    private final Queue<Found> ready = new ArrayDeque<>();
    private @Nullable Reading reading;

    /** A capture that is being read. */
    private static final class Reading {
        private final CaptureFile file;
        private final LocalCapture capture;
        private final Replay replay;
        private final Map<Kind, Long> alerts = new HashMap<>();
        private final long sameBefore;
        private long events;

        Reading(CaptureFile file, LocalCapture capture, Replay replay, long sameBefore) {
            this.file = file;
            this.capture = capture;
            this.replay = replay;
            this.sameBefore = sameBefore;
        }

        void count(Alert alert) {
            alerts.merge(
                    new Kind(alert.rule(), alert.priority(), alert.outcome().isDone()), 1L, Long::sum);
        }

        CaptureEnd.Counted[] counted() {
            return alerts.entrySet().stream()
                    .map(each -> new CaptureEnd.Counted(
                            each.getKey().rule, each.getKey().priority, each.getKey().done, each.getValue()))
                    .toArray(CaptureEnd.Counted[]::new);
        }
    }

    private record Kind(String rule, Priority priority, boolean done) {}

    /**
     * @param last whether what fails is an answer
     * @param stop asked now and then: true ends the task
     */
    CaptureAnswers(
            List<CaptureFile> files,
            Question question,
            Configuration hadoop,
            boolean last,
            BooleanSupplier stop,
            Progress progress) {
        this.files = files.iterator();
        this.question = question;
        this.asker = question.begin();
        this.hadoop = hadoop;
        this.last = last;
        this.stop = stop;
        this.progress = progress;
    }

    @Override
    public boolean hasNext() {
        try {
            while (ready.isEmpty() && (reading != null || files.hasNext())) {
                if (reading == null) {
                    begin(files.next());
                } else {
                    read(reading);
                }
            }
            return !ready.isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Found next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void begin(CaptureFile file) throws IOException {
        if (stop.getAsBoolean()) {
            throw new TaskKilledException("ended");
        }
        try {
            LocalCapture capture = LocalCapture.open(file, hadoop, stop);
            reading = new Reading(file, capture, new Replay(stop, question.parents()), asker.same());
            asker.began();
        } catch (IOException e) {
            if (!(e instanceof CaptureFormatException) && !last) {
                throw e;
            }
            ready.add(new Found.End(
                    new CaptureEnd(file.name(), 0, null, FileFailure.sentence(e), new CaptureEnd.Counted[0], 0)));
            progress.ended(file, 0);
        }
    }

    private void read(Reading now) throws IOException {
        try {
            EventContext context = now.replay.next(now.capture.source());
            if (context == null) {
                CaptureReport found = now.capture.source().report();
                asker.ended(now.file.name(), found, now.replay.events(), ready::add);
                end(now, null);
                return;
            }
            now.events++;
            if ((now.events & ASK_EVERY - 1) == 0 && stop.getAsBoolean()) {
                throw new TaskKilledException("ended");
            }
            asker.ask(now.file.name(), context, ready::add, now::count);
        } catch (IOException e) {
            if (!(e instanceof CaptureFormatException) && !last) {
                throw e;
            }
            end(now, FileFailure.sentence(e));
        }
    }

    private void end(Reading now, @Nullable String failure) throws IOException {
        SentReport report = SentReport.of(now.capture.source().report());
        reading = null;
        now.capture.close();
        ready.add(new Found.End(new CaptureEnd(
                now.file.name(), now.events, report, failure, now.counted(), asker.same() - now.sameBefore)));
        progress.ended(now.file, now.events);
    }

    /** Ends the reading of what nobody asks for any more. */
    @Override
    public void close() {
        Reading now = reading;
        reading = null;
        if (now != null) {
            try {
                now.capture.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
