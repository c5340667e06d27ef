package lanner.exchange.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.engine.replay.Replay;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileScapTest {
    @TempDir
    Path directory;

    /** {@code -Dlanner.mutations=3000} for the long run. */
    @Test
    void aMutatedFileIsReadAsFarAsItGoesAndSaysWhereItIsWrong() throws Exception {
        long seed = Long.getLong("lanner.seed", System.nanoTime());
        Random random = new Random(seed);
        List<byte[]> samples = new ArrayList<>();
        Path small = directory.resolve("small.scap");
        ScapFiles.write(ScapFiles.records(random, 300), small, ScapDialect.CURRENT, false);
        samples.add(Files.readAllBytes(small));
        ScapFiles.write(ScapFiles.records(random, 300), small, ScapDialect.CURRENT, true);
        samples.add(Files.readAllBytes(small));
        for (Path file : ScapFiles.shared()) {
            if (Files.size(file) < 200_000) {
                samples.add(Files.readAllBytes(file));
            }
        }
        Path file = directory.resolve("x.scap");
        int damaged = 0;
        int mutations = Integer.getInteger("lanner.mutations", 600);
        for (int i = 0; i < mutations; i++) {
            byte[] bytes = mutate(samples.get(random.nextInt(samples.size())), random);
            Files.write(file, bytes);
            String what = "seed " + seed + ", mutation " + i;
            damaged += Assertions.assertTimeoutPreemptively(Duration.ofMinutes(5), () -> readAll(file), what);
            assertThat(Files.readAllBytes(file)).as("the file itself").isEqualTo(bytes);
        }
        assertThat(damaged).isPositive();
    }

    /** What is said of the bytes does not depend on how they are had. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedBytesReadAlikePlainAndCompressed(long seed) throws IOException {
        Random random = new Random(seed);
        Path plain = directory.resolve("plain").resolve("x.scap");
        Path zipped = directory.resolve("zipped").resolve("x.scap");
        Files.createDirectories(plain.getParent());
        Files.createDirectories(zipped.getParent());
        ScapFiles.write(ScapFiles.records(random, 3_000), plain, ScapDialect.CURRENT, false);
        byte[] sample = Files.readAllBytes(plain);
        for (int i = 0; i < 60; i++) {
            byte[] bytes = mutate(sample, random);
            Files.write(plain, bytes);
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
                out.write(bytes);
            }
            assertThat(told(zipped)).as("mutation " + i).isEqualTo(told(plain));
        }
    }

    /** All records but the header, which has an id of its own, then damages and remarks; or why it is refused. */
    private static List<String> told(Path file) throws IOException {
        List<String> told = new ArrayList<>();
        try (ScapReader reader = ScapReader.open(file)) {
            Event event = new Event();
            while (reader.next(event)) {
                if (event.sequence() > 0) {
                    event.rawBytes((bytes, offset, length) ->
                            told.add(event.number() + " " + HexFormat.of().formatHex(bytes, offset, offset + length)));
                }
            }
            told.add(reader.report().damages().toString());
            told.add(reader.remarks().toString());
        } catch (CaptureFormatException e) {
            told.add(e.getMessage().replace(file.toString(), ""));
        }
        return told;
    }

    @Test
    void aFileThatIsCutAnywhereGivesTheRecordsBeforeTheCut() throws IOException {
        Random random = new Random(5);
        Path file = directory.resolve("x.scap");
        ScapFiles.write(ScapFiles.records(random, 300), file, ScapDialect.SYSDIG_0_29, false);
        byte[] bytes = Files.readAllBytes(file);
        List<String> whole = told(file);
        for (int i = 0; i < 300; i++) {
            int length = 200 + random.nextInt(bytes.length - 200);
            Files.write(file, Arrays.copyOf(bytes, length));
            List<String> told = told(file);
            int records = told.size() - 2;
            assertThat(told.subList(0, records)).as("cut at " + length).isEqualTo(whole.subList(0, records));
            assertThat(told.get(records))
                    .as("cut at " + length)
                    .matches("\\[]|\\[Damage\\[file=x.scap, offset=" + length
                            + ", kind=FRAMING, detail=the file ends \\d+ bytes too early]]");
        }
    }

    /** 1 if something was found wrong. */
    private static int readAll(Path file) throws IOException {
        try (ScapReader reader = ScapReader.open(file)) {
            new Replay().run(reader, context -> true);
            reader.report().damages().forEach(damage -> {
                assertThat(damage.detail()).isNotBlank();
                assertThat(damage.offset()).isNotNegative();
            });
            return reader.report().damageCount() > 0 ? 1 : 0;
        } catch (CaptureFormatException e) {
            assertThat(e.getMessage()).contains("is not a scap capture");
            return 1;
        }
    }

    /** Kept whole, calls without an end of 65,536 threads would take 4 GB: a few megabytes of file, where it is compressed. */
    @Test
    void callsThatNeverEndAreForgottenBeforeTheyFillTheMemory() throws Exception {
        Path file = directory.resolve("pending.scap");
        ScapFiles.write(ScapFiles.records(new Random(1), 1), file, ScapDialect.CURRENT, false);
        int calls = 1_500;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            for (int call = 1; call < calls; call++) {
                out.write(read(1_000_000 + call, 6, 60_000));
            }
            out.write(read(1_000_000 + calls, 6, 4));
            out.write(read(1_000_001, 7, 10));
            out.write(read(1_000_000 + calls, 7, 10));
        }
        try (ScapReader reader = ScapReader.open(file)) {
            new Replay().run(reader, context -> true);
            assertThat(reader.report().damages()).isEmpty();
            // The first call's end came too late, the last one's in time.
            assertThat(reader.remarks()).containsEntry("calls that began and never ended, left out", calls - 1L);
        }
    }

    /** The beginning (6) or end (7) of a read(2), in a block of today's kind, with a second parameter of so many bytes. */
    private static byte[] read(long tid, int type, int second) {
        int first = 8;
        int event = 26 + 4 + first + second;
        int block = 12 + 2 + event;
        return ByteBuffer.allocate(block)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Blocks.EVENT)
                .putInt(block)
                .putShort((short) 0)
                .putLong(1_700_000_000_000_000_000L)
                .putLong(tid)
                .putInt(event)
                .putShort((short) type)
                .putInt(2)
                .putShort((short) first)
                .putShort((short) second)
                .putInt(block - 4, block)
                .array();
    }

    private static byte[] mutate(byte[] sample, Random random) {
        byte[] bytes = sample.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                for (int i = 0; i < 1 + random.nextInt(8); i++) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 2 -> {
                int at = random.nextInt(bytes.length);
                int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
                Arrays.fill(bytes, at, end, (byte) (random.nextBoolean() ? 0xFF : 0));
            }
            default -> {
                int at = random.nextInt(bytes.length);
                int end = Math.min(bytes.length, at + random.nextInt(200));
                byte[] without = new byte[bytes.length - (end - at)];
                System.arraycopy(bytes, 0, without, 0, at);
                System.arraycopy(bytes, end, without, at, bytes.length - end);
                bytes = without;
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "'', it is empty",
        "hello world, it does not begin with a section header",
        "ab, the file ends 2 bytes too early",
        "'\u001f\u008b', it begins as gzip does and ends in its header",
        "'\u001f\u008bno gzip at all', it begins as gzip does and is none: Unsupported compression method",
    })
    void whatIsNoScapFileIsRefusedInOneSentence(String content, String reason) throws IOException {
        Path file = directory.resolve("x.scap");
        Files.write(file, content == null ? new byte[0] : content.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> ScapReader.open(file).close())
                .isInstanceOf(CaptureFormatException.class)
                .hasMessage(file + " is not a scap capture: " + reason);
    }

    @Test
    void aFileThatWasCutOffGivesItsEventsAndThePlace() throws IOException {
        Path file = directory.resolve("x.scap");
        ScapFiles.write(ScapFiles.records(new Random(3), 100), file, ScapDialect.CURRENT, false);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 30));

        try (ScapReader reader = ScapReader.open(file)) {
            Event event = new Event();
            while (reader.next(event)) {
                // To the end.
            }
            assertThat(reader.report().events()).isEqualTo(99);
            assertThat(reader.report().damages()).singleElement().satisfies(damage -> {
                assertThat(damage.offset()).isEqualTo(bytes.length - 30);
                assertThat(damage.detail()).contains("too early");
            });
        }
    }
}
