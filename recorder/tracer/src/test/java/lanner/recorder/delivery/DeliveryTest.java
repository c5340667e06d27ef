package lanner.recorder.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG = TimeUnit.MINUTES.toNanos(10);

    private final List<String> sentences = Collections.synchronizedList(new ArrayList<>());
    private final List<String> runs = Collections.synchronizedList(new ArrayList<>());

    private static Path segment(int number) {
        return Path.of("/x.lanner/%08d.cq4".formatted(number));
    }

    private static String name(int number) {
        return "%08d.cq4".formatted(number);
    }

    /** Hands over by this; notes each run. */
    private Delivery delivery(Handover handover, long grace) {
        return new Delivery(
                (path, goOn) -> {
                    runs.add(String.valueOf(path.getFileName()));
                    return handover.run(path, goOn);
                },
                sentences::add,
                PAUSE,
                grace);
    }

    private static Optional<String> arrives(Path segment, BooleanSupplier goOn) {
        return Optional.empty();
    }

    private static Optional<String> hangs(Path segment, BooleanSupplier goOn) {
        while (goOn.getAsBoolean()) {
            LockSupport.parkNanos(PAUSE);
        }
        return Optional.of("killed");
    }

    @Test
    void segmentsArriveInTheirOrder() {
        Delivery delivery = delivery(DeliveryTest::arrives, LONG).started();
        for (int i = 0; i < 5; i++) {
            delivery.sealed(segment(i));
        }
        assertThat(delivery.finish()).isEqualTo(new Delivered(5, 5, List.of(), 0));
        assertThat(runs).containsExactly(name(0), name(1), name(2), name(3), name(4));
        assertThat(sentences).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aFailureIsTriedAgain(int failures) {
        Delivery delivery = delivery(
                        (path, goOn) -> runs.size() <= failures ? Optional.of("status 7") : Optional.empty(), LONG)
                .started();
        delivery.sealed(segment(1));
        assertThat(delivery.finish()).isEqualTo(new Delivered(1, 1, List.of(), 0));
        assertThat(runs).hasSize(failures + 1);
        assertThat(sentences).isEmpty();
    }

    @Test
    void whatFailsEachTimeIsNamedWithItsReason() {
        Delivery delivery = delivery(
                        (path, goOn) -> path.equals(segment(1)) ? Optional.of("status 7: no route") : Optional.empty(),
                        LONG)
                .started();
        delivery.sealed(segment(1));
        delivery.sealed(segment(2));
        assertThat(delivery.finish()).isEqualTo(new Delivered(2, 1, List.of(name(1)), 1));
        assertThat(sentences)
                .containsExactly("segment " + name(1) + " was not delivered: status 7: no route (tried 5 times)");
    }

    static Stream<Throwable> whatEndsAThread() {
        return Stream.of(
                new UncheckedIOException(new FileSystemException("/proc/self/fdinfo", null, "Too many open files")),
                new IllegalStateException("unforeseen"),
                new OutOfMemoryError("made up"));
    }

    @ParameterizedTest
    @MethodSource("whatEndsAThread")
    void anAttemptThatGoesWrongInAnUnforeseenWayIsAFailureLikeOthers(Throwable unforeseen) {
        Delivery delivery = delivery(
                        (path, goOn) -> {
                            if (path.equals(segment(1)) || Collections.frequency(runs, name(2)) == 1) {
                                sneakyThrow(unforeseen);
                            }
                            return Optional.empty();
                        },
                        LONG)
                .started();
        delivery.sealed(segment(1));
        delivery.sealed(segment(2));
        assertThat(delivery.finish()).isEqualTo(new Delivered(2, 1, List.of(name(1)), 1));
        assertThat(runs).hasSize(Delivery.TRIES + 2);
        assertThat(sentences)
                .containsExactly("segment " + name(1) + " was not delivered: the command could not be run: "
                        + unforeseen + " (tried 5 times)");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakyThrow(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void theOthersDoNotWaitForOneThatFails() {
        Delivery delivery = new Delivery(
                        (path, goOn) -> {
                            runs.add(String.valueOf(path.getFileName()));
                            return path.equals(segment(1)) ? Optional.of("status 1") : Optional.empty();
                        },
                        sentences::add,
                        LONG,
                        LONG)
                .started();
        delivery.sealed(segment(1));
        delivery.sealed(segment(2));
        // Its second try would be after the end's time.
        await(() -> delivery.delivered().arrived() == 1);
        delivery.abandon();
        assertThat(delivery.finish().missing()).containsExactly(name(1));
        assertThat(runs).containsExactly(name(1), name(2));
    }

    @Test
    void theEndDoesNotWaitLongerThanItMay() {
        Delivery delivery = delivery(DeliveryTest::hangs, PAUSE).started();
        delivery.sealed(segment(1));
        delivery.sealed(segment(2));
        Delivered delivered = delivery.finish();
        assertThat(delivered.missing()).containsExactly(name(1), name(2));
        assertThat(delivered.pending()).isZero();
        assertThat(sentences).hasSize(2);
    }

    @Test
    void theSecondSignalEndsTheWait() {
        Delivery delivery = delivery(DeliveryTest::hangs, LONG).started();
        delivery.sealed(segment(1));
        delivery.sealed(segment(2));
        await(() -> !runs.isEmpty());
        delivery.abandon();
        assertThat(delivery.finish().missing()).containsExactly(name(1), name(2));
        assertThat(sentences).anyMatch(sentence -> sentence.contains("ended by the second signal"));
    }

    @Test
    void whereNothingWasRecordedNothingIsMissing() {
        Delivery delivery = delivery(DeliveryTest::arrives, LONG);
        delivery.sealed(segment(0));
        delivery.cancel();
        delivery.started();
        delivery.sealed(segment(1));
        delivery.unfinished(segment(2));
        assertThat(delivery.finish().missing()).isEmpty();
        assertThat(runs).isEmpty();
        assertThat(sentences).isEmpty();
    }

    @Test
    void moreThanMayWaitCostsTheOldest() {
        Delivery delivery = delivery(DeliveryTest::arrives, LONG);
        for (int i = 0; i < Delivery.MOST_WAITING + 3; i++) {
            delivery.sealed(segment(i));
        }
        Delivered delivered = delivery.started().finish();
        assertThat(delivered.missing()).containsExactly(name(0), name(1), name(2));
        assertThat(delivered.arrived()).isEqualTo(Delivery.MOST_WAITING);
        assertThat(sentences).hasSize(3).allMatch(sentence -> sentence.contains("more than 256 segments are waiting"));
    }

    @Test
    void aSegmentStaysWhileItsCommandRunsUnlessItsSpaceIsNeeded() {
        CountDownLatch go = new CountDownLatch(1);
        Delivery delivery = delivery(
                        (path, goOn) -> {
                            try {
                                go.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return Optional.empty();
                        },
                        LONG)
                .started();
        delivery.sealed(segment(1));
        await(() -> !runs.isEmpty());
        assertThat(delivery.mayDrop(segment(1), false)).isFalse();
        assertThat(delivery.mayDrop(segment(1), true)).isTrue();
        go.countDown();
        Delivered delivered = delivery.finish();
        assertThat(delivered.arrived()).isZero();
        assertThat(delivered.missing()).containsExactly(name(1));
        assertThat(sentences)
                .containsExactly("segment " + name(1)
                        + " was not delivered: it was deleted while its command ran: the disk is full");
    }

    @Test
    void whatIsDroppedBeforeItsTurnIsNamedOnce() {
        Delivery delivery = delivery(DeliveryTest::arrives, LONG);
        delivery.sealed(segment(1));
        assertThat(delivery.mayDrop(segment(1), false)).isTrue();
        // Dropped before anybody could seal it, and sealed all the same a moment later.
        assertThat(delivery.mayDrop(segment(2), false)).isTrue();
        delivery.sealed(segment(2));
        delivery.sealed(segment(3));
        delivery.unfinished(segment(4));
        Delivered delivered = delivery.started().finish();
        assertThat(delivered).isEqualTo(new Delivered(4, 1, List.of(name(1), name(2), name(4)), 3));
        assertThat(sentences).hasSize(3);
        assertThat(delivery.mayDrop(segment(3), false)).isTrue();
        assertThat(delivery.delivered().missingCount()).isEqualTo(3);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(PAUSE);
        }
    }
}
