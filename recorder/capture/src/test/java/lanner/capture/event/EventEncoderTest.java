package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is encoded is what is read, and what is no whole record is refused. */
class EventEncoderTest {
    private static final long SEED = Long.getLong("lanner.seed", 7);
    private static final long TIME = 1_700_000_000_000_000_000L;

    private final EventEncoder encoder = new EventEncoder();

    private EventEncoder opens() {
        return encoder.begin(EventType.OPENAT, 9, TIME, 5)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, "/etc/\u00ff")
                .result(-2);
    }

    @ParameterizedTest
    @EnumSource
    void everyParameterOfEveryEventComesBack(EventType type) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED + type.code());
        for (int round = 0; round < 20; round++) {
            encoder.begin(type, random.nextInt(), random.nextLong(), random.nextLong());
            long result = random.nextLong() >> random.nextInt(64);
            encoder.result(result);
            Object[] given = new Object[type.params().size()];
            for (int param = type.resultIsFirst() ? 1 : 0; param < given.length; param++) {
                given[param] = random.nextInt(4) == 0
                        ? null
                        : value(type.params().get(param).type(), random);
                fill(param, given[param]);
            }
            long sequence = random.nextLong();
            Event event = new Event().wrap(encoder, sequence);
            assertThat(event.type()).isEqualTo(type);
            assertThat(event.sequence()).isEqualTo(sequence);
            assertThat(event.result()).isEqualTo(result);
            for (int param = type.resultIsFirst() ? 1 : 0; param < given.length; param++) {
                assertSame(event, param, given[param]);
            }
        }
    }

    private static Object value(ParamType type, SplittableRandom random) {
        if (type.isNumber()) {
            return random.nextLong() >>> 1 + random.nextInt(63);
        }
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private void fill(int param, Object value) {
        if (value instanceof Long number) {
            encoder.number(param, number);
        } else if (value instanceof byte[] bytes) {
            encoder.bytes(param, bytes);
        }
    }

    private static void assertSame(Event event, int param, Object given) {
        assertThat(event.has(param)).isEqualTo(given != null);
        if (given instanceof Long number) {
            assertThat(event.param(param, -1)).isEqualTo(number);
        } else if (given instanceof byte[] bytes) {
            assertThat(event.bytes(param)).isEqualTo(bytes);
            assertThat(event.text(param)).isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void noPartOfARecordIsARecord() {
        int length = opens().finish(3);
        byte[] whole = Arrays.copyOf(encoder.buffer(), length);
        for (int part = 0; part < length; part++) {
            int shorter = part;
            assertThatThrownBy(() -> new Event().wrap(whole, 0, shorter)).isInstanceOf(CaptureFormatException.class);
        }
    }

    @Test
    void aRecordWithOneBitChangedIsNone() {
        int length = opens().finish(3);
        byte[] whole = Arrays.copyOf(encoder.buffer(), length);
        for (int bit = 0; bit < length * Byte.SIZE; bit++) {
            byte[] changed = whole.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatThrownBy(() -> new Event().wrap(changed, 0, length)).isInstanceOf(CaptureFormatException.class);
        }
    }

    @Test
    void parametersComeInTheirOrderAndOfTheirType() {
        opens();
        assertThatThrownBy(() -> encoder.number(OpenatParams.DIRFD, 3)).hasMessageContaining("out of order");
        assertThatThrownBy(() -> encoder.text(OpenatParams.FLAGS, "x")).hasMessageContaining("of another type");
        assertThatThrownBy(() -> encoder.number(EventType.OPENAT.params().size(), 3))
                .hasMessageContaining("unknown");
    }

    @Test
    void whatWasCutOrCouldNotBeReadIsSaidOfItsParameterAlone() {
        Event event = new Event().wrap(opens().cut(OpenatParams.NAME).unreadable(OpenatParams.MODE), 1);
        assertThat(event.has(Mark.TRUNCATED)).isTrue();
        assertThat(event.has(Mark.UNREADABLE)).isTrue();
        assertThat(event.isCut(OpenatParams.NAME)).isTrue();
        assertThat(event.isCut(OpenatParams.MODE)).isFalse();
        assertThat(event.isUnreadable(OpenatParams.MODE)).isTrue();
        assertThat(event.isUnreadable(OpenatParams.NAME)).isFalse();
        assertThat(event.has(OpenatParams.MODE)).isFalse();
    }

    @Test
    void theNextEventHasNothingOfTheOneBefore() {
        new Event().wrap(opens().cut(OpenatParams.NAME).mark(Mark.RACED), 1);
        Event next = new Event().wrap(encoder.begin(EventType.CLOSE, 1, TIME, 6).number(FdParams.FD, 3), 2);
        assertThat(next.has(Mark.TRUNCATED)).isFalse();
        assertThat(next.has(Mark.RACED)).isFalse();
        assertThat(next.result()).isZero();
    }

    @Test
    void aCopyIsTheSameRecordWithAnotherNumber() {
        Event first = new Event().wrap(opens().cut(OpenatParams.NAME), 1).copy();
        Event again = new Event().wrap(new EventEncoder().copy(first), 8);
        assertThat(again.sequence()).isEqualTo(8);
        assertThat(again.text(OpenatParams.NAME)).isEqualTo("/etc/\u00ff");
        assertThat(again.isCut(OpenatParams.NAME)).isTrue();
        assertThat(again.time()).isEqualTo(TIME);
        assertThat(again.tid()).isEqualTo(9);
    }
}
