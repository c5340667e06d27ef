package lanner.recorder.inline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import lanner.capture.InlineLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotReaderTest {
    private static final int CLOSE = 3;
    private static final int ACCESS = 21;
    private static final int OPENAT = 257;
    private static final int FCNTL = 72;
    private static final int READLINK = 89;

    private final SlotReader reader = new SlotReader(calls());

    private static InlineCall[] calls() {
        BitSet every = new BitSet();
        every.set(0, SlotLayout.CLASS_COUNT);
        return InlineCall.of(InlineLevel.OPEN, every);
    }

    /** A record as the stub writes it. */
    private static byte[] record(int number, String path, long... arguments) {
        byte[] text = path == null ? new byte[0] : (path + "\0").getBytes(StandardCharsets.ISO_8859_1);
        int size = SlotLayout.PATH + (text.length + 7 & ~7);
        ByteBuffer record = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(size).putInt(number).putLong(1000).putLong(1300).putLong(-2);
        for (long argument : Arrays.copyOf(arguments, 6)) {
            record.putLong(argument);
        }
        record.put(text);
        return record.array();
    }

    private static byte[] join(byte[]... records) {
        ByteBuffer all = ByteBuffer.allocate(1 << 16);
        for (byte[] record : records) {
            all.put(record);
        }
        return Arrays.copyOf(all.array(), all.position());
    }

    private List<String> read(byte[] bytes) {
        List<String> read = new ArrayList<>();
        reader.begin(bytes, 0, bytes.length);
        while (reader.next()) {
            String path = reader.call().path() < 0
                    ? ""
                    : " " + new String(reader.bytes(), reader.path(), reader.pathLength(), StandardCharsets.ISO_8859_1);
            read.add(reader.call().name() + path);
        }
        return read;
    }

    @Test
    void readsOneRecordBehindTheOther() {
        byte[] bytes = join(
                record(ACCESS, "/etc/passwd", 0x1000, 4),
                record(CLOSE, null, 7),
                record(OPENAT, "", 3, 0x1000, 0x80000),
                record(FCNTL, null, 3, 4, 0x800));
        assertThat(read(bytes)).containsExactly("access /etc/passwd", "close", "openat ", "fcntl");
        assertThat(reader.isWrong()).isFalse();
        assertThat(reader.argument(2)).isEqualTo(0x800);
        assertThat(reader.entered()).isEqualTo(1000);
        assertThat(reader.left()).isEqualTo(1300);
        assertThat(reader.result()).isEqualTo(-2);
    }

    /** One value of the second record changed: the first counts, the second and all behind it do not. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    0, 0,     a size of nothing
                    0, 72,    a size below the smallest
                    0, -8,    a negative size
                    0, 84,    a size that is no multiple of eight
                    0, 200,   a size behind the end
                    0, 104,   a size with more behind the path than was copied with it
                    0, 80,    no room for the path
                    4, 39,    a call that the stub does not make
                    4, -1,    a negative number
                    4, 100000, a number behind the last
                    4, 3,     a close with a path
                    """)
    void endsAtARecordThatTheStubHasNotWritten(int offset, int value, String why) {
        byte[] first = record(CLOSE, null, 7);
        byte[] second = record(ACCESS, "/etc", 0x1000, 4);
        ByteBuffer.wrap(second).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        assertThat(read(join(first, second, record(CLOSE, null, 8)))).as(why).containsExactly("close");
        assertThat(reader.isWrong()).as(why).isTrue();
    }

    /** A readlink as the stub writes it: with the answer, or without where it could not be copied. */
    private static byte[] link(long result, String answer) {
        byte[] asked = record(READLINK, "/proc/self", 0x1000, 0x2000, 100);
        byte[] text = answer.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(asked, asked.length + (text.length + 7 & ~7));
        System.arraycopy(text, 0, all, asked.length, text.length);
        ByteBuffer.wrap(all)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SlotLayout.SIZE, all.length)
                .putLong(SlotLayout.RESULT, result);
        return all;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    4,    1234,      true,  1234
                    3,    1234,      true,  123
                    9,    123456789, true,  123456789
                    -22,  '',        true,  ''
                    0,    '',        true,  ''
                    4,    '',        true,  ''
                    5000, '',        true,  ''
                    -22,  1234,      false, ''
                    4,    123456789, false, ''
                    20,   1234,      false, ''
                    5000, 1234,      false, ''
                    """)
    void anAnswerIsAsLongAsTheResultSays(long result, String copied, boolean counts, String answer) {
        byte[] bytes = link(result, copied);
        reader.begin(bytes, 0, bytes.length);
        assertThat(reader.next()).isEqualTo(counts);
        if (counts) {
            assertThat(new String(reader.bytes(), reader.answer(), reader.answerLength(), StandardCharsets.ISO_8859_1))
                    .isEqualTo(answer);
            assertThat(reader.answerArgument()).isEqualTo(answer.isEmpty() ? -1 : 1);
            assertThat(reader.lacksAnswer()).isEqualTo(answer.isEmpty() && result == 4);
        }
    }

    @Test
    void aCallThatWouldHaveStoppedIsNoneOfTheStubs() {
        assertThat(read(record(OPENAT, "/etc/shadow", -100, 0x1000, 1))).isEmpty();
        assertThat(reader.isWrong()).isTrue();
        assertThat(read(record(FCNTL, null, 3, 7))).isEmpty();
        assertThat(reader.isWrong()).isTrue();
    }

    @Test
    void aPathWithoutAnEndIsWrong() {
        byte[] bytes = record(ACCESS, "/etc/passwd", 0x1000, 4);
        Arrays.fill(bytes, SlotLayout.PATH, bytes.length, (byte) 'x');
        assertThat(read(bytes)).isEmpty();
        assertThat(reader.isWrong()).isTrue();
    }

    @Test
    void whatIsCutOffInTheMiddleIsWrong() {
        byte[] bytes = record(CLOSE, null, 7);
        assertThat(read(Arrays.copyOf(bytes, 79))).isEmpty();
        assertThat(reader.isWrong()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    64, 64, true
                    64, 144, true
                    64, 131072, true
                    144, 64, false
                    64, 131080, false
                    64, 148, false
                    0, 64, false
                    64, -8, false
                    """)
    void headLiesInTheSlotAndNotBehindWhatWasRead(long from, long head, boolean plausible) {
        long slot = SlotLayout.slot(3);
        assertThat(SlotReader.isPlausible(slot, slot + from, slot + head)).isEqualTo(plausible);
    }

    /** Whatever a program writes: every record that counts lies within what was copied, and reading ends. */
    @ParameterizedTest
    @ValueSource(longs = 19)
    void aHundredThousandMutationsDoNoHarm(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = join(
                record(ACCESS, "/etc/passwd", 0x1000, 4),
                record(CLOSE, null, 7),
                record(OPENAT, "x".repeat(300), 3, 0x1000, 0),
                record(FCNTL, null, 3, 1),
                link(9, "123456789"),
                record(ACCESS, "", 0x1000, 0));
        List<Consumer<byte[]>> mutations = List.of(
                bytes -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(),
                bytes -> ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(random.nextInt(bytes.length / 4) * 4, random.nextInt()),
                bytes -> ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(random.nextInt(bytes.length / 8) * 8, random.nextInt(600) & ~7),
                bytes -> Arrays.fill(bytes, random.nextInt(bytes.length), bytes.length, (byte) random.nextInt()));
        long counted = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = whole.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                mutations.get(random.nextInt(mutations.size())).accept(bytes);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            reader.begin(bytes, 0, length);
            int records = 0;
            while (reader.next()) {
                records++;
                int end = reader.answerLength() > 0
                        ? reader.answer() + reader.answerLength()
                        : reader.call().path() < 0 ? reader.path() : reader.path() + reader.pathLength() + 1;
                assertThat(end).isLessThanOrEqualTo(length);
                assertThat(calls()[reader.number()]).isNotNull();
            }
            assertThat(records).isLessThanOrEqualTo(length / SlotLayout.PATH);
            counted += records;
        }
        assertThat(counted).isGreaterThan(100_000);
    }
}
