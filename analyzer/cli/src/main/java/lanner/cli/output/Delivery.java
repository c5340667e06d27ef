package lanner.cli.output;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import lanner.engine.alert.Alert;
import lanner.product.FileFailure;

/**
 * Brings alerts to one output from a thread of its own. A delivery that fails is tried again, with growing pauses, until
 * its time is over; from then on the output counts as failing: each alert gets one try, and the first that arrives ends
 * that. A full queue makes the analysis wait, but not for a failing output.
 */
final class Delivery {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final long TICK_MILLIS = 20;

    /**
     * How patient a delivery is.
     *
     * @param retry how long one alert is tried
     * @param queue how many alerts may wait
     * @param drain how long closing waits for what is left
     */
    record Patience(Duration retry, int queue, Duration drain) {}

    private final Output output;
    private final Patience patience;
    private final Consumer<String> say;
    private final BlockingQueue<Alert> waiting;
    private final Thread worker;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean failing;
    /** Opened when it is time to end: never an interrupt, which would break a delivery under way. */
    private final CountDownLatch closing = new CountDownLatch(1);

    private volatile long giveUpAt = Long.MAX_VALUE;
    private boolean said;

    /** @param say takes a sentence about a failure; called at most once from the delivery's thread */
    Delivery(Output output, Patience patience, Consumer<String> say) {
        this.output = output;
        this.patience = patience;
        this.say = say;
        this.waiting = new ArrayBlockingQueue<>(patience.queue());
        this.worker = new Thread(this::work, "lanner-output-" + output.name());
        worker.setDaemon(true);
        worker.start();
    }

    String name() {
        return output.name();
    }

    long sent() {
        return sent.get();
    }

    long lost() {
        return lost.get();
    }

    /** Hands an alert over; waits while the queue is full and the output works. */
    void accept(Alert alert) {
        try {
            while (!waiting.offer(alert, TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (failing || !worker.isAlive()) {
                    lost.incrementAndGet();
                    return;
                }
            }
        } catch (InterruptedException e) {
            lost.incrementAndGet();
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what is left and ends; true if nothing was lost. */
    boolean close() {
        giveUpAt = System.nanoTime() + patience.drain().toNanos();
        closing.countDown();
        try {
            worker.join(patience.drain().toMillis() + 2 * TICK_MILLIS + LONGEST_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lost.addAndGet(waiting.size());
        waiting.clear();
        return lost.get() == 0;
    }

    private void work() {
        List<Alert> batch = new ArrayList<>();
        while (true) {
            Optional<Alert> first = take();
            if (first.isEmpty()) {
                break;
            }
            batch.add(first.get());
            waiting.drainTo(batch, output.batch() - 1);
            deliver(List.copyOf(batch));
            batch.clear();
        }
        try {
            output.close();
        } catch (IOException e) {
            complain(e);
        }
    }

    /** The next alert; empty when it is time to end. */
    private Optional<Alert> take() {
        while (true) {
            try {
                Alert alert = waiting.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (alert != null) {
                    return Optional.of(alert);
                }
            } catch (InterruptedException e) {
                // Nobody interrupts this thread; should it happen, it is time to end.
                return Optional.empty();
            }
            if (closing.getCount() == 0) {
                return Optional.empty();
            }
        }
    }

    private void deliver(List<Alert> alerts) {
        long giveUp = System.nanoTime() + patience.retry().toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            IOException failure;
            Duration asked = Duration.ZERO;
            try {
                output.send(alerts);
                sent.addAndGet(alerts.size());
                failing = false;
                return;
            } catch (HttpOutput.Refused e) {
                lost.addAndGet(alerts.size());
                complain(e);
                return;
            } catch (HttpOutput.Busy e) {
                failure = e;
                asked = e.pause();
            } catch (IOException e) {
                failure = e;
            }
            long now = System.nanoTime();
            if (failing || now >= giveUp || now >= giveUpAt) {
                failing = true;
                lost.addAndGet(alerts.size());
                complain(failure);
                return;
            }
            rest(asked.compareTo(pause) > 0 ? asked : pause, Math.min(giveUp, giveUpAt));
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** A pause of half to all of this time, so that many senders do not come back at once. */
    private void rest(Duration most, long until) {
        long nanos = most.toNanos();
        long pause = nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1);
        pause = Math.max(0, Math.min(pause, until - System.nanoTime()));
        try {
            // Once closing, only the pauses that the drain time leaves.
            if (closing.getCount() == 0) {
                TimeUnit.NANOSECONDS.sleep(pause);
            } else {
                closing.await(pause, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void complain(IOException failure) {
        if (!said) {
            said = true;
            say.accept(output.name() + ": " + FileFailure.sentence(failure));
        }
    }
}
