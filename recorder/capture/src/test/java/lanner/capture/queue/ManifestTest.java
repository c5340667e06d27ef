package lanner.capture.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureManifest;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureSigner;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.capture.CaptureVerifier.Verification;
import lanner.capture.Damage;
import lanner.capture.Retention;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.EventEncoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of whole-file hashes: what it covers, and what a list may hold that nobody should believe. */
class ManifestTest {
    private static final String SEGMENT = "19700101F.cq4";
    private static final String TABLE = "metadata.cq4t";
    private static final String LIST = CaptureManifest.NAME;

    @TempDir
    Path directory;

    private Path capture;

    @BeforeEach
    void writeCapture() throws Exception {
        capture = directory.resolve("x.lanner");
        TestCaptures.write(capture, 50);
    }

    private Verification verify() throws IOException {
        return CaptureVerifier.verify(capture);
    }

    private void refused(String words) throws IOException {
        Verification found = verify();
        assertThat(found.verdict()).as(found.toString()).isEqualTo(Verdict.CHANGED_OUTSIDE);
        assertThat(found.objections().toString()).contains(words);
    }

    @Test
    void everyFileIsListedAsSha256sumListsIt() throws Exception {
        assertThat(Files.readString(capture.resolve(LIST)))
                .isEqualTo(sum(capture.resolve(SEGMENT)) + "  " + SEGMENT + "\n" + sum(capture.resolve(TABLE)) + "  "
                        + TABLE + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(capture.resolve(LIST))))
                .isEqualTo("rw-------");
        Verification found = verify();
        assertThat(found.verdict()).as(found.toString()).isEqualTo(Verdict.INTACT);
        assertThat(found.notes()).isEmpty();
        assertThat(names(capture)).containsExactly(SEGMENT, LIST, TABLE);
    }

    private static String sum(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static List<String> names(Path capture) throws IOException {
        try (Stream<Path> entries = Files.list(capture)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void noByteOfAnyFileChangesUnseen() throws Exception {
        for (String name : List.of(SEGMENT, TABLE)) {
            byte[] whole = Files.readAllBytes(capture.resolve(name));
            for (int at = 0; at < whole.length; at += 1 + whole.length / 300) {
                byte[] changed = whole.clone();
                changed[at] ^= 1;
                Files.write(capture.resolve(name), changed);
                Verification found = verify();
                assertThat(found.verdict()).as(name + " " + at).isNotEqualTo(Verdict.INTACT);
                assertThat(found.objections().toString())
                        .as(name + " " + at)
                        .contains(name + " does not have the SHA-256");
            }
            Files.write(capture.resolve(name), whole);
        }
        assertThat(verify().verdict()).isEqualTo(Verdict.INTACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {SEGMENT, TABLE})
    void bytesBehindTheLastAreSeen(String name) throws Exception {
        Files.write(capture.resolve(name), new byte[4], StandardOpenOption.APPEND);
        assertThat(verify().verdict()).isNotEqualTo(Verdict.INTACT);
        assertThat(verify().objections().toString()).contains(name);
    }

    @ParameterizedTest(name = "its last record damaged: {0}")
    @ValueSource(booleans = {false, true})
    void aSegmentBlownUpToATerabyteOfNothingIsDamagedAndNotReadToItsEnd(boolean damaged) throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(capture.resolve(SEGMENT).toFile(), "rw")) {
            assumeTrue(grow(file, 1L << 40), "the file system has no sparse files of a terabyte");
            if (damaged) {
                byte[] head = new byte[1 << 20];
                file.seek(0);
                file.read(head);
                int last = head.length - 1;
                while (head[last] == 0) {
                    last--;
                }
                file.seek(last - 8);
                file.write(new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1});
            }
        }
        Verification found = verify();
        assertThat(found.verdict()).as(found.toString()).isEqualTo(Verdict.DAMAGED);
        assertThat(found.objections().toString()).contains(SEGMENT + " is not what was listed", "MiB of zeros");
        assertThat(found.report().damages()).extracting(Damage::kind).contains(Damage.Kind.GIVEN_UP);
    }

    private static boolean grow(RandomAccessFile file, long length) {
        try {
            file.setLength(length);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aTableThatWasTakenAwayIsMissed() throws Exception {
        Files.delete(capture.resolve(TABLE));
        refused(TABLE + " is listed in SHA256SUMS and not here");
    }

    @Test
    void aListThatWasTakenAwayIsMissed() throws Exception {
        Files.delete(capture.resolve(LIST));
        refused("SHA256SUMS is missing");
    }

    @Test
    void aFlightRecordersFirstSegmentIsMissedAlthoughOthersWereDropped() throws Exception {
        Path other = directory.resolve("flight.lanner");
        SegmentHeader header = TestCaptures.header().withAttributes(Map.of(SegmentHeader.RETENTION, "3 segments"));
        Retention retention = new Retention(Retention.SEGMENT_BYTES, 0, 3, 0);
        QueueCaptureWriter writer =
                QueueCaptureWriter.create(other, false, header, SegmentPolicy.of(retention), 1_000, 1);
        EventEncoder encoder = new EventEncoder();
        for (int n = 0; n < 60; n++) {
            writer.append(TestCaptures.event(encoder, n));
            if (n % 10 == 9) {
                writer.roll(SegmentFooter.NEXT_FOLLOWS, 1_000 + n, n, Map.of());
            }
        }
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        assertThat(CaptureVerifier.verify(other).verdict()).isEqualTo(Verdict.INTACT);
        String first = names(other).get(0);
        Files.delete(other.resolve(first));
        Verification found = CaptureVerifier.verify(other);
        assertThat(found.verdict()).as(found.toString()).isEqualTo(Verdict.MISSING_SEGMENTS);
        assertThat(found.objections().toString()).contains(first);
    }

    @Test
    void aCaptureOfAKilledRecorderHasNoListAndIsToldAsBefore() throws Exception {
        Path killed = directory.resolve("killed.lanner");
        QueueCaptureWriter writer = TestCaptures.open(killed);
        writer.append(TestCaptures.event(new EventEncoder(), 0));
        Verification found = CaptureVerifier.verify(killed);
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        assertThat(found.verdict()).isEqualTo(Verdict.NO_FOOTER);
        assertThat(found.objections()).isEmpty();
        assertThat(found.notes().toString()).contains("no SHA256SUMS");
    }

    @Test
    void filesThatNoRecorderWritesAreNamed() throws Exception {
        Files.writeString(capture.resolve("notes\u001b[31m.txt"), "mine");
        Files.createDirectory(capture.resolve("more"));
        Verification found = verify();
        assertThat(found.verdict()).isEqualTo(Verdict.INTACT);
        assertThat(found.notes().toString()).contains("notes\u001b[31m.txt").contains("more");
    }

    @Test
    void aFileThatLooksLikeTheQueuesIsNotSmuggledIn() throws Exception {
        Files.writeString(capture.resolve("other.cq4t"), "x");
        refused("other.cq4t is not listed in SHA256SUMS");
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd.cq4, line 3 names no file of a capture",
        "/etc/passwd.cq4,      line 3 names no file of a capture",
        "..,                   line 3 names no file of a capture",
        ".hidden.cq4,          line 3 names no file of a capture",
        "SHA256SUMS,           line 3 names no file of a capture",
        "19700101F.cq4,        names 19700101F.cq4 twice",
    })
    void aListMayNotNameWhatItLikes(String name, String words) throws Exception {
        Files.writeString(capture.resolve(LIST), "0".repeat(64) + "  " + name + "\n", StandardOpenOption.APPEND);
        refused(words);
    }

    @Test
    void aListOfMillionsOfLinesIsReadInBoundedTimeAndMemory() throws Exception {
        String lines = ("0".repeat(64) + "  ../x\n").repeat(200_000);
        Files.writeString(capture.resolve(LIST), lines, StandardCharsets.US_ASCII);
        refused("names no file of a capture");
        assertThat(verify().objections().size()).isLessThan(300);
        try (FileChannel hole = FileChannel.open(capture.resolve(LIST), StandardOpenOption.WRITE)) {
            hole.write(java.nio.ByteBuffer.allocate(1), 1L << 40);
        }
        refused("is longer than");
    }

    @Test
    void aTableOfATerabyteIsNotHashed() throws Exception {
        try (FileChannel hole = FileChannel.open(capture.resolve(TABLE), StandardOpenOption.WRITE)) {
            hole.write(java.nio.ByteBuffer.allocate(1), 1L << 40);
        }
        refused(TABLE + " is longer than");
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path elsewhere = directory.resolve("elsewhere");
        for (String name : List.of(LIST, TABLE)) {
            Files.move(capture.resolve(name), elsewhere);
            Files.createSymbolicLink(capture.resolve(name), elsewhere);
            refused(name + " is not a plain file");
            Files.delete(capture.resolve(name));
            Files.move(elsewhere, capture.resolve(name));
        }
    }

    @Test
    void readersPassOverTheListWhateverItIs() throws Exception {
        Files.delete(capture.resolve(LIST));
        Files.createDirectory(capture.resolve(LIST));
        try (CaptureReader reader = CaptureReader.open(capture)) {
            lanner.capture.event.Event event = new lanner.capture.event.Event();
            while (reader.next(event)) {}
            assertThat(reader.report().isWhole()).isTrue();
        }
        refused("SHA256SUMS is not a plain file");
    }

    @Test
    void aCaptureThatGivesWayTakesItsListAlong() throws Exception {
        Files.writeString(capture.resolve(CaptureManifest.SIGNATURE), "old");
        QueueCaptureWriter.create(capture, true, TestCaptures.header(), SegmentPolicy.KEEP_ALL, 1_000, 1)
                .close(new CaptureEnd(0, "exited", Map.of()));
        assertThat(verify().verdict()).isEqualTo(Verdict.INTACT);
        assertThat(names(capture)).containsExactly(SEGMENT, LIST, TABLE);
    }

    @Test
    void partsPutAsideHaveTheirOwnList() throws Exception {
        Path other = directory.resolve("long.lanner");
        Path kept = directory.resolve("kept.lanner");
        QueueCaptureWriter writer = TestCaptures.open(other);
        writer.append(TestCaptures.event(new EventEncoder(), 0));
        writer.roll(SegmentFooter.KEPT, 1_000, 1, Map.of());
        writer.keep(kept);
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        assertThat(names(kept)).containsExactly(SEGMENT, LIST);
        assertThat(CaptureVerifier.verify(kept).verdict()).isEqualTo(Verdict.INTACT);
        assertThat(CaptureVerifier.verify(other).verdict()).isEqualTo(Verdict.INTACT);
        Files.writeString(kept.resolve(TABLE), "x");
        assertThat(CaptureVerifier.verify(kept).verdict()).isEqualTo(Verdict.CHANGED_OUTSIDE);
    }

    @Test
    void aSignedCapturesListIsSignedByTheSameKey() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path key = Files.writeString(
                directory.resolve("key"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        CaptureSigner signer = CaptureSigner.read(key);
        capture = directory.resolve("signed.lanner");
        QueueCaptureWriter writer = QueueCaptureWriter.create(
                capture,
                false,
                TestCaptures.header().withAttributes(Map.of(SegmentHeader.PUBLIC_KEY, signer.publicKeyBase64())),
                SegmentPolicy.KEEP_ALL.signedBy(signer),
                1_000,
                1);
        writer.append(TestCaptures.event(new EventEncoder(), 0));
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        Path signature = capture.resolve(CaptureManifest.SIGNATURE);
        Signature plain = Signature.getInstance("Ed25519");
        plain.initVerify(pair.getPublic());
        plain.update(Files.readAllBytes(capture.resolve(LIST)));
        assertThat(plain.verify(Files.readAllBytes(signature))).isTrue();
        assertThat(verify().verdict()).isEqualTo(Verdict.INTACT);
        // Who changes a file and mends the list does not have the key.
        byte[] table = Files.readAllBytes(capture.resolve(TABLE));
        table[100] ^= 1;
        Files.write(capture.resolve(TABLE), table);
        Files.writeString(
                capture.resolve(LIST),
                sum(capture.resolve(SEGMENT)) + "  " + SEGMENT + "\n" + sum(capture.resolve(TABLE)) + "  " + TABLE
                        + "\n");
        refused("SHA256SUMS.sig is not by the key");
        Files.delete(signature);
        refused("of a signed capture has no signature");
    }
}
