package lanner.exchange.scap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import lanner.capture.event.CaptureFormatException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingCallsTest {
    private final PendingCalls calls = new PendingCalls();

    /** The beginning of a read(2) of a descriptor. */
    private static RawEvent read(long tid, long fd, int time) {
        ByteBuffer bytes = ByteBuffer.allocate(42).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(time)
                .putLong(tid)
                .putInt(42)
                .putShort((short) 6)
                .putInt(2)
                .putShort((short) 8)
                .putShort((short) 4)
                .putLong(fd)
                .putInt(4096);
        RawEvent event = new RawEvent();
        try {
            event.read(bytes.array(), 0, bytes.capacity(), 2);
        } catch (CaptureFormatException e) {
            throw new AssertionError(e);
        }
        return event;
    }

    private static @Nullable Long fd(@Nullable RawEvent event) {
        return event == null ? null : ScapInput.i64(event.bytes, event.placeOf(0));
    }

    @Test
    void aThreadsCallIsGivenOnceAndTheLaterOfTwo() {
        assertThat(calls.put(read(7, 3, 1))).isZero();
        assertThat(calls.put(read(7, 4, 2))).isOne();
        assertThat(calls.size()).isOne();

        assertThat(fd(calls.take(7))).isEqualTo(4);
        assertThat(calls.take(7)).isNull();
        assertThat(calls.size()).isZero();
    }

    @Test
    void whatIsKeptIsACopy() {
        RawEvent event = read(7, 3, 1);
        calls.put(event);
        event.bytes[30] = 99;

        RawEvent kept = calls.take(7);
        assertThat(fd(kept)).isEqualTo(3);
        assertThat(kept).isNotNull().satisfies(call -> {
            assertThat(call.time).isEqualTo(1);
            assertThat(call.id).isEqualTo(6);
            assertThat(call.count).isEqualTo(2);
            assertThat(call.lengthOf(1)).isEqualTo(4);
        });
    }

    /** Threads a multiple of 256 apart want the same place. */
    @ParameterizedTest
    @ValueSource(ints = {1, 256, 1 << 20})
    void anyOrderOfThreadsGivesWhatAMapGives(int step) {
        Random random = new Random(step);
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long tid = (long) step * random.nextInt(40) - 5;
            if (random.nextBoolean()) {
                int forgotten = calls.put(read(tid, i, i));
                assertThat(forgotten).isEqualTo(expected.put(tid, (long) i) == null ? 0 : 1);
            } else {
                assertThat(fd(calls.take(tid))).isEqualTo(expected.remove(tid));
            }
            assertThat(calls.size()).isEqualTo(expected.size());
        }
    }

    @Test
    void tooManyAreForgottenAtOnce() {
        int most = 1 << 16;
        for (int tid = 0; tid < most; tid++) {
            assertThat(calls.put(read(tid, 3, 1))).isZero();
        }

        assertThat(calls.put(read(most, 3, 1))).isEqualTo(most);
        assertThat(calls.size()).isOne();
        assertThat(calls.take(5)).isNull();
        assertThat(fd(calls.take(most))).isEqualTo(3);
    }
}
