package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a record's bytes are, of both format versions, and what is made of bytes that are no record. */
class EventLayoutTest {
    private final EventEncoder encoder = new EventEncoder();

    private EventEncoder close(long result) {
        return encoder.begin(EventType.CLOSE, 7, 1, 2).result(result).number(FdParams.FD, 3);
    }

    private byte[] bytes(EventEncoder from) {
        int length = from.finish(0);
        return Arrays.copyOf(from.buffer(), length);
    }

    /** Behind the checksum: code, marks, sequence, both times, thread, parameters present, descriptor 3, result 0. */
    @Test
    void aRecordWithoutADurationIsThatOfVersionOne() {
        assertThat(HexFormat.of().formatHex(bytes(close(0)), 4, 42))
                .isEqualTo("0400" + "0000" + "0000000000000000" + "0100000000000000" + "0200000000000000" + "07000000"
                        + "02000000" + "06" + "00");
    }

    @Test
    void aDurationStandsBehindTheResultAndBeforeTheMasks() {
        byte[] record = bytes(close(-9).duration(300).mark(Mark.INLINE).unreadable(FdParams.FD));
        assertThat(HexFormat.of().formatHex(record, 6, 8)).isEqualTo("0206");
        assertThat(HexFormat.of().formatHex(record, 40, record.length)).isEqualTo("06" + "11" + "ac02" + "02000000");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    0,                   1
                    127,                 1
                    128,                 2
                    16383,               2
                    16384,               3
                    2097151,             3
                    2097152,             4
                    60000000000,         6
                    9223372036854775807, 9
                    """)
    void aDurationIsReadBackAndTakesFewBytes(long nanos, int added) {
        int without = bytes(close(0)).length;
        Event event = new Event().wrap(close(0).duration(nanos), 0);
        assertThat(event.duration()).isEqualTo(nanos);
        assertThat(event.size()).isEqualTo(without + added);
        assertThat(event.copy().duration()).isEqualTo(nanos);
        assertThat(new Event().wrap(new EventEncoder().copy(event), 5).duration())
                .isEqualTo(nanos);
    }

    @Test
    void whatARecordDoesNotSayIsNotTakenFromTheOneBefore() {
        Event event = new Event();
        assertThat(event.wrap(close(0).duration(5), 0).duration()).isEqualTo(5);
        event.wrap(close(0), 1);
        assertThat(event.duration()).isEqualTo(Event.UNKNOWN_DURATION);
        assertThat(event.has(Mark.INLINE)).isFalse();
    }

    @Test
    void aDurationIsNotNegative() {
        assertThatThrownBy(() -> close(0).duration(-1)).isInstanceOf(IllegalArgumentException.class);
        byte[] record = bytes(close(0).duration(Long.MAX_VALUE));
        byte[] negative = Arrays.copyOf(record, record.length + 1);
        negative[record.length - 1] |= (byte) 0x80;
        negative[record.length] = 1;
        assertThatThrownBy(() -> new Event().wrap(summed(negative), 0, negative.length))
                .isInstanceOf(CaptureFormatException.class)
                .hasMessageContaining("duration");
    }

    @Test
    void aRecordCutAnywhereIsNone() {
        byte[] record = bytes(close(0).duration(1_000_000).cut(FdParams.FD).unreadable(FdParams.FD));
        for (int length = 0; length < record.length; length++) {
            byte[] cut = Arrays.copyOf(record, length);
            assertThatThrownBy(() -> new Event().wrap(forged(cut), 0, cut.length))
                    .as("the first " + length + " bytes")
                    .isInstanceOf(CaptureFormatException.class);
        }
    }

    /** With a checksum that holds, as whoever forges a record gives it. */
    @Test
    void aHundredThousandSeededMutationsAreRecordsOrRefused() {
        SplittableRandom random = new SplittableRandom(20_261_129);
        byte[] record = bytes(close(-9)
                .duration(123_456_789)
                .mark(Mark.INLINE)
                .cut(FdParams.FD)
                .unreadable(FdParams.FD));
        Event event = new Event();
        int good = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] mutated = Arrays.copyOf(record, random.nextInt(record.length - 4, record.length + 8));
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                mutated[random.nextInt(4, mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                event.wrap(summed(mutated), 0, mutated.length);
                good++;
                assertThat(event.duration()).isGreaterThanOrEqualTo(Event.UNKNOWN_DURATION);
                assertThat(event.has(Mark.TIMED)).isEqualTo(event.duration() >= 0);
                assertThat(event.copy().duration()).isEqualTo(event.duration());
            } catch (CaptureFormatException e) {
                assertThat(e).hasMessageMatching("(?s).*(record|parameter|number|duration).*");
            }
        }
        assertThat(good).isPositive();
    }

    private static byte[] forged(byte[] record) {
        return record.length > EventLayout.CODE ? summed(record) : record;
    }

    private static byte[] summed(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, EventLayout.CODE, record.length - EventLayout.CODE);
        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt(EventLayout.CRC, (int) crc.getValue());
        return record;
    }
}
