package lanner.recorder.delivery;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import lanner.capture.SegmentListener;
import lanner.recorder.os.Processors;
import org.jspecify.annotations.Nullable;

/**
 * Hands segments that have ended to a command, one after the other, on a thread of its own that runs when nothing else
 * wants to. Neither the tracer nor the writer ever waits for it.
 *
 * <pre>
 * sealed ──▶ waiting ──▶ running ──▶ arrived
 *              ▲  │         │ failed
 *              │  │         ▼
 *              └──┼── later, TRIES times ──▶ missing, and said
 *                 └── dropped, or more than MOST_WAITING ──▶ missing, and said
 * </pre>
 *
 * A segment whose command failed waits for its next turn while others have theirs.
 */
public final class Delivery implements SegmentListener {
    /** How often a segment is tried. */
    public static final int TRIES = 5;

    /** The pause before the second try; each further one is twice as long. */
    public static final int FIRST_PAUSE_SECONDS = 1;

    /** More segments than this do not wait; the oldest gives way. */
    public static final int MOST_WAITING = 256;

    private static final int MOST_NAMED = 100;
    private static final int NICE = 10;
    private static final long JOIN_MILLIS = 5000;
    private static final long LEAST_WAIT = 1_000_000;
    private static final long LONGEST_WAIT = TimeUnit.HOURS.toNanos(1);

    private final Handover handover;
    private final Consumer<String> messages;
    private final long firstPause;
    private final long grace;
    private final Thread thread;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Waiting running;
    private final List<String> missing = new ArrayList<>();
    private long missingCount;
    private long segments;
    private long arrived;
    private long deadline;
    private boolean ending;
    private boolean abandoned;
    private boolean cancelled;
    /** What is to be said: not by the thread that writes, which must not wait for a terminal or a pipe. */
    private final Deque<String> sentences = new ArrayDeque<>();

    /** The names of the newest segment that was sealed, and of the newest that was given up: they ascend. */
    private String lastSealed = "";

    private String lastGivenUp = "";

    /** A segment that has not arrived. */
    private static final class Waiting {
        final Path segment;
        int tries;
        long due = System.nanoTime();
        String failure = "";
        boolean deleted;

        Waiting(Path segment) {
            this.segment = segment;
        }

        String name() {
            return Delivery.name(segment);
        }
    }

    /**
     * Begins to wait for segments; made before the calling thread confines itself to one processor.
     *
     * @param file the file of the command's program
     * @param environment {@code NAME=value} items that the command gets
     * @param encoder text as the kernel is to get it
     * @param messages told in a sentence which segment did not arrive, and why
     */
    public static Delivery start(
            SegmentCommand command,
            String file,
            List<byte[]> environment,
            Function<String, byte[]> encoder,
            Consumer<String> messages) {
        Delivery delivery = new Delivery(
                new CommandRun(command, file, environment, encoder),
                messages,
                TimeUnit.SECONDS.toNanos(FIRST_PAUSE_SECONDS),
                command.graceNanos());
        delivery.thread.start();
        return delivery;
    }

    Delivery(Handover handover, Consumer<String> messages, long firstPause, long grace) {
        this.handover = handover;
        this.messages = messages;
        this.firstPause = firstPause;
        this.grace = grace;
        thread = new Thread(this::run, "lanner-delivery");
        thread.setDaemon(true);
    }

    /** For tests, which give another handover. */
    Delivery started() {
        thread.start();
        return this;
    }

    private static String name(Path segment) {
        return String.valueOf(segment.getFileName());
    }

    @Override
    public synchronized void sealed(Path segment) {
        lastSealed = name(segment);
        if (cancelled || lastSealed.compareTo(lastGivenUp) <= 0) {
            return;
        }
        segments++;
        waiting.add(new Waiting(segment.toAbsolutePath()));
        if (waiting.size() > MOST_WAITING) {
            isMissing(waiting.remove().name(), "more than " + MOST_WAITING + " segments are waiting");
        }
        notifyAll();
    }

    @Override
    public synchronized void unfinished(Path segment) {
        if (cancelled) {
            return;
        }
        segments++;
        isMissing(name(segment), "it has no end: it could not be written any more");
    }

    @Override
    public synchronized boolean mayDrop(Path segment, boolean mustGo) {
        String name = name(segment);
        if (running != null && running.name().equals(name)) {
            running.deleted |= mustGo;
            return mustGo;
        }
        lastGivenUp = name;
        if (name.compareTo(lastSealed) > 0) {
            segments++;
            isMissing(name, "it was dropped to make room before its turn");
            return true;
        }
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting one = each.next();
            if (one.name().equals(name)) {
                each.remove();
                isMissing(
                        name,
                        "it was dropped to make room before its turn"
                                + (one.failure.isEmpty() ? "" : "; last time: " + one.failure));
            }
        }
        return true;
    }

    private void isMissing(String name, String why) {
        if (cancelled) {
            return;
        }
        missingCount++;
        if (missing.size() < MOST_NAMED) {
            missing.add(name);
        }
        if (sentences.size() < MOST_NAMED) {
            sentences.add("segment " + name + " was not delivered: " + why);
        }
        notifyAll();
    }

    private void tell() {
        for (Optional<String> sentence = sentence(); sentence.isPresent(); sentence = sentence()) {
            messages.accept(sentence.get());
        }
    }

    private synchronized Optional<String> sentence() {
        return Optional.ofNullable(sentences.poll());
    }

    /** What became of them so far. Any thread may ask. */
    public synchronized Delivered delivered() {
        return new Delivered(segments, arrived, missing, missingCount);
    }

    /**
     * The recording has ended: waits for the segments that have not arrived, no longer than the time that was given for it.
     */
    public Delivered finish() {
        synchronized (this) {
            deadline = System.nanoTime() + grace;
            ending = true;
            notifyAll();
        }
        join(TimeUnit.NANOSECONDS.toMillis(grace) + JOIN_MILLIS);
        Delivered all = giveUpTheRest();
        tell();
        return all;
    }

    private void join(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is still there when the time is over, or the thread hangs, does not arrive. */
    private synchronized Delivered giveUpTheRest() {
        if (running != null) {
            isMissing(running.name(), "its command does not end");
            running = null;
        }
        giveUpWaiting();
        return delivered();
    }

    private void giveUpWaiting() {
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            String why = abandoned ? "ended by the second signal" : "the time that the end of a recording has is over";
            isMissing(one.name(), why + (one.failure.isEmpty() ? "" : "; last time: " + one.failure));
        }
    }

    /** Kills the command that runs, and hands nothing over any more. Any thread may call it. */
    public synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    /** There was nothing to record: its segments are not handed over, and nobody misses them. */
    public synchronized void cancel() {
        cancelled = true;
        abandon();
    }

    private void run() {
        Processors processors = new Processors();
        processors.setPriority(processors.ownTid(), NICE);
        for (Optional<Waiting> next = next(); next.isPresent(); next = next()) {
            Waiting one = next.get();
            settle(one, attempt(one.segment));
        }
        tell();
    }

    /** Whatever goes wrong with one attempt, this thread lives on for the others. */
    private Optional<String> attempt(Path segment) {
        try {
            return handover.run(segment, this::goesOn);
        } catch (RuntimeException | Error e) {
            return Optional.of("the command could not be run: " + e);
        }
    }

    private synchronized boolean goesOn() {
        return !abandoned && !isOver();
    }

    private boolean isOver() {
        return ending && System.nanoTime() - deadline >= 0;
    }

    /** The first that is due, once there is one; empty at the end. */
    private Optional<Waiting> next() {
        while (true) {
            tell();
            synchronized (this) {
                if (abandoned || isOver() || ending && waiting.isEmpty()) {
                    giveUpWaiting();
                    return Optional.empty();
                }
                Optional<Waiting> due = takeDue();
                if (due.isPresent() || sentences.isEmpty() && !await()) {
                    return due;
                }
            }
        }
    }

    private Optional<Waiting> takeDue() {
        long now = System.nanoTime();
        Optional<Waiting> due =
                waiting.stream().filter(one -> now - one.due >= 0).findFirst();
        due.ifPresent(one -> {
            waiting.remove(one);
            running = one;
        });
        return due;
    }

    /** Waits for what comes first: news, the next one's turn, the end; false if this thread is to end. */
    private boolean await() {
        long now = System.nanoTime();
        long left = waiting.stream().mapToLong(one -> one.due - now).min().orElse(LONGEST_WAIT);
        if (ending) {
            left = Math.min(left, deadline - now);
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(LEAST_WAIT, left));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private synchronized void settle(Waiting one, Optional<String> failure) {
        if (running != one) {
            // It was given up meanwhile.
            return;
        }
        running = null;
        one.tries++;
        if (one.deleted) {
            isMissing(one.name(), "it was deleted while its command ran: the disk is full");
        } else if (failure.isEmpty()) {
            arrived++;
        } else {
            one.failure = failure.get();
            one.due = System.nanoTime() + (firstPause << one.tries - 1);
            if (one.tries == TRIES || abandoned || ending && one.due - deadline >= 0) {
                isMissing(one.name(), one.failure + (one.tries == 1 ? "" : " (tried " + one.tries + " times)"));
            } else {
                waiting.add(one);
            }
        }
    }
}
