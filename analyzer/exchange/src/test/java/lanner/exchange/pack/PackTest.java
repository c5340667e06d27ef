package lanner.exchange.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import lanner.capture.CaptureWriteException;
import lanner.capture.event.CaptureFormatException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackTest {
    @TempDir
    Path directory;

    private Path capture;

    @BeforeEach
    void aDirectoryThatLooksLikeACapture() throws IOException {
        capture = Files.createDirectory(directory.resolve("x.lanner"));
        Random random = new Random(7);
        for (int i = 1; i <= 3; i++) {
            byte[] bytes = new byte[700 * i];
            random.nextBytes(bytes);
            Arrays.fill(bytes, 100, 400, (byte) 'a');
            Files.write(capture.resolve("1970010" + i + "F.cq4"), bytes);
        }
        Files.write(capture.resolve("metadata.cq4t"), new byte[4096]);
        Files.writeString(capture.resolve("SHA256SUMS"), "");
    }

    private byte[] packed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(CapturePacker.of(capture).write(out, read -> true)).isTrue();
        return out.toByteArray();
    }

    private Path unpack(byte[] bytes) throws IOException {
        return unpack(new ByteArrayInputStream(bytes));
    }

    private Path unpack(InputStream in) throws IOException {
        Path to = Files.createTempDirectory(directory, "to");
        assertThat(CaptureUnpacker.unpack("p.zst", in, to, read -> true)).isTrue();
        return to;
    }

    private static Map<String, List<Byte>> content(Path directory) throws IOException {
        Map<String, List<Byte>> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Byte[] bytes = new Byte[(int) Files.size(file)];
                byte[] read = Files.readAllBytes(file);
                Arrays.setAll(bytes, i -> read[i]);
                content.put(file.getFileName().toString(), List.of(bytes));
            }
        }
        return content;
    }

    @Test
    void whatIsPackedComesBackAsItWas() throws IOException {
        Path back = unpack(packed());
        assertThat(content(back)).isEqualTo(content(capture));
        assertThat(Files.getPosixFilePermissions(back.resolve("19700101F.cq4")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theSameCaptureGivesTheSameBytes() throws IOException {
        byte[] first = packed();
        Files.setLastModifiedTime(capture.resolve("19700102F.cq4"), FileTime.fromMillis(0));
        Files.setPosixFilePermissions(capture.resolve("19700102F.cq4"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(packed()).isEqualTo(first);
    }

    private static Process tar(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("tar", "--zstd"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return abort("there is no tar: " + e.getMessage());
        }
    }

    @Test
    void tarAndZstdUnpackItToo() throws Exception {
        Path file = Files.write(directory.resolve("x.lanner.zst"), packed());
        Path to = Files.createDirectory(directory.resolve("tar"));
        Process tar = tar("-xf", file.toString(), "-C", to.toString());
        String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(!said.contains("zstd: Cannot") && !said.contains("unrecognized"), "tar has no zstd: " + said);
        assertThat(tar.waitFor()).as(said).isZero();
        assertThat(content(to.resolve("x.lanner"))).isEqualTo(content(capture));
    }

    @Test
    void aCaptureThatTarPackedIsReadToo() throws Exception {
        Path file = directory.resolve("tar.lanner.zst");
        Process tar = tar("-cf", file.toString(), "-C", directory.toString(), "x.lanner");
        String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(tar.waitFor() == 0, "tar has no zstd: " + said);
        assertThat(content(unpack(Files.readAllBytes(file)))).isEqualTo(content(capture));
    }

    @Test
    void whatNoRecorderWritesIsNotPacked() throws IOException {
        Files.writeString(capture.resolve("notes.txt"), "x");
        Files.createSymbolicLink(capture.resolve("19700109F.cq4"), Path.of("/etc/passwd"));
        Files.writeString(capture.resolve("SHA256SUMS.new"), "");
        assertThat(CapturePacker.of(capture).leftOut()).containsExactly("19700109F.cq4", "SHA256SUMS.new", "notes.txt");
        assertThat(content(unpack(packed())).keySet())
                .containsExactly("19700101F.cq4", "19700102F.cq4", "19700103F.cq4", "SHA256SUMS", "metadata.cq4t");
    }

    @Test
    void onlyADirectoryWithSegmentsIsPacked() throws IOException {
        Path none = Files.createDirectory(directory.resolve("none"));
        assertThatThrownBy(() -> CapturePacker.of(none)).isInstanceOf(CaptureFormatException.class);
        assertThatThrownBy(() -> CapturePacker.of(directory.resolve("missing")))
                .isInstanceOf(CaptureFormatException.class);
    }

    /** A tar archive, compressed; each pair is a path and what the file holds. */
    private static byte[] archive(String... files) throws IOException {
        return archive(out -> {
            for (int i = 0; i < files.length; i += 2) {
                byte[] bytes = files[i + 1].getBytes(StandardCharsets.UTF_8);
                out.write(TarHeader.ofFile(files[i], bytes.length));
                out.write(bytes);
                out.write(new byte[TarHeader.padding(bytes.length)]);
            }
            out.write(new byte[2 * TarHeader.BLOCK]);
        });
    }

    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] archive(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(bytes)) {
            content.to(out);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.cq4",
                "/a.cq4",
                "/tmp/a.cq4",
                "x/../a.cq4",
                "x/y/a.cq4",
                "./../a.cq4",
                "..",
                "x/..",
                "x/",
                "notes.txt",
                "x/.cq4",
                "x/-rf.cq4",
                "x/a\nb.cq4",
                "x/SHA256SUMS.new",
                "x\\a.exe",
                "",
            })
    void aPathThatIsNotACapturesIsRefused(String path) throws IOException {
        byte[] hostile = archive(path, "content", "x/b.cq4", "content");
        assertThatThrownBy(() -> unpack(hostile))
                .isInstanceOf(CaptureFormatException.class)
                .hasMessageContaining("p.zst")
                .hasMessageContaining("is no part of a capture");
        assertThat(directory.resolve("a.cq4")).doesNotExist();
        assertThat(Path.of("/tmp/a.cq4")).doesNotExist();
    }

    @Test
    void theNameOfAnEntryForgesNoLine() throws IOException {
        byte[] hostile = archive("x\n\033[2Jlanner: all is well", "content");
        assertThatThrownBy(() -> unpack(hostile))
                .hasMessageContaining("'x\\n\\x1b[2Jlanner: all is well' is no part of a capture");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a.cq4   | a.cq4   | it holds 'a.cq4' twice
        x/a.cq4 | x/a.cq4 | it holds 'a.cq4' twice
        x/a.cq4 | y/b.cq4 | is no part of a capture
        x/a.cq4 | b.cq4   | is no part of a capture
        """)
    void twoFilesThatAreNotOneCapturesAreRefused(String one, String other, String words) throws IOException {
        byte[] hostile = archive(one, "1", other, "2");
        assertThatThrownBy(() -> unpack(hostile))
                .isInstanceOf(CaptureFormatException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2', '3', '4', '6', '7', 'x', 'g', 'L', 'K', 'S'})
    void linksDevicesAndExtensionsAreRefused(char type) throws IOException {
        byte[] hostile = archive(out -> {
            byte[] block = TarHeader.ofFile("a.cq4", 0);
            // Two bytes change, so that the sum stays.
            block[156] = (byte) type;
            block[99] = (byte) ('0' - type);
            byte[] right = Arrays.copyOf(block, block.length);
            int sum = 0;
            for (int i = 0; i < right.length; i++) {
                sum += i >= 148 && i < 156 ? ' ' : right[i] & 0xFF;
            }
            byte[] digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(digits, 0, right, 148, digits.length);
            out.write(right);
            out.write(new byte[1024]);
        });
        assertThatThrownBy(() -> unpack(hostile))
                .isInstanceOf(CaptureFormatException.class)
                .hasMessageContaining("is neither a file nor a directory");
    }

    @Test
    void aBombIsStoppedLongBeforeItsEnd() throws IOException {
        byte[] bomb = archive(out -> {
            long size = 1L << 30;
            out.write(TarHeader.ofFile("a.cq4", size));
            byte[] nothing = new byte[1 << 20];
            for (long left = size; left > 0; left -= nothing.length) {
                out.write(nothing);
            }
            out.write(new byte[1024]);
        });
        Path to = Files.createDirectory(directory.resolve("bomb"));
        assertThatThrownBy(() -> CaptureUnpacker.unpack("p.zst", new ByteArrayInputStream(bomb), to, read -> true))
                .isInstanceOf(CaptureFormatException.class)
                .hasMessageContaining("expands more than 1000 times");
        assertThat(Files.size(to.resolve("a.cq4"))).isLessThan(1L << 29);
    }

    @Test
    void aSizeThatDoesNotFitIsRefusedBeforeAnythingIsWritten() throws IOException {
        byte[] huge = archive(out -> out.write(TarHeader.ofFile("a.cq4", 1L << 60)));
        Path to = Files.createDirectory(directory.resolve("huge"));
        assertThatThrownBy(() -> CaptureUnpacker.unpack("p.zst", new ByteArrayInputStream(huge), to, read -> true))
                .isInstanceOf(CaptureWriteException.class)
                .hasMessageContaining("a.cq4 takes 1152921504606846976 bytes");
        assertThat(content(to)).isEmpty();
    }

    @Test
    void whatFollowsTheEndIsRefused() throws IOException {
        byte[] more = archive(out -> {
            out.write(TarHeader.ofFile("a.cq4", 0));
            out.write(new byte[1024]);
            out.write("hidden".getBytes(StandardCharsets.UTF_8));
        });
        assertThatThrownBy(() -> unpack(more)).hasMessageContaining("something follows the end");
    }

    @Test
    void aFileCutAnywhereIsOneErrorWithThePlace() throws IOException {
        byte[] whole = packed();
        for (int length = 0; length < whole.length; length += length < 64 ? 1 : 37) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> unpack(cut))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(CaptureFormatException.class)
                    .hasMessageContaining("at byte ");
        }
    }

    @Test
    void aFlippedBitIsOneErrorOrChangesNothing() throws IOException {
        byte[] whole = packed();
        Map<String, List<Byte>> content = content(capture);
        for (int i = 0; i < whole.length; i += i < 64 ? 1 : 13) {
            for (int bit = 0; bit < 8; bit += 3) {
                byte[] flipped = whole.clone();
                flipped[i] ^= (byte) (1 << bit);
                try {
                    assertThat(content(unpack(flipped)))
                            .as("bit %d of byte %d", bit, i)
                            .isEqualTo(content);
                } catch (CaptureFormatException e) {
                    assertThat(e).hasMessageContaining("at byte ");
                }
            }
        }
    }

    @Test
    void aWindowOfGigabytesIsRefused() {
        // Frame header descriptor 0x00: a window descriptor follows; 0xFF: 2^41 bytes and seven eighths of that more.
        byte[] frame = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x04, (byte) 0xFF, 0x02, 0x10, 0x00, 0x61};
        assertThatThrownBy(() -> unpack(frame)).isInstanceOf(CaptureFormatException.class);
    }

    @Test
    void aFailureToReadIsNotTakenForDamage() throws IOException {
        byte[] whole = packed();
        InputStream broken = new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at == whole.length / 2) {
                    throw new IOException("Input/output error");
                }
                return whole[at++] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                bytes[offset] = (byte) read();
                return 1;
            }
        };
        assertThatThrownBy(() -> unpack(broken))
                .isNotInstanceOf(CaptureFormatException.class)
                .hasMessage("Input/output error");
    }

    @Test
    void whoLosesInterestEndsIt() throws IOException {
        assertThat(CapturePacker.of(capture).write(OutputStream.nullOutputStream(), read -> false))
                .isFalse();
        Path to = Files.createDirectory(directory.resolve("ended"));
        assertThat(CaptureUnpacker.unpack("p.zst", new ByteArrayInputStream(packed()), to, read -> false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 511, 512, (1L << 33) - 1, 1L << 33, 1L << 40})
    void sizesOfAnyLengthFitIntoAHeader(long size) throws IOException {
        TarHeader header = TarHeader.of(TarHeader.ofFile("x/a.cq4", size));
        assertThat(header).isEqualTo(new TarHeader("x/a.cq4", size, false));
        assertThat((size + TarHeader.padding(size)) % TarHeader.BLOCK).isZero();
    }
}
