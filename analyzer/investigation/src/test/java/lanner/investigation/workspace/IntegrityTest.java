package lanner.investigation.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.exchange.pack.CapturePacker;
import lanner.investigation.Cancelled;
import lanner.investigation.Samples;
import lanner.investigation.index.JobProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegrityTest {
    @TempDir
    private Path directory;

    @Test
    void hashesACaptureAsSha256sumDoes() throws Exception {
        Path capture = Samples.copy("miner", directory);
        StringBuilder lines = new StringBuilder();
        for (String name : List.of("19700101F.cq4", "metadata.cq4t")) {
            lines.append(sha256(Files.readAllBytes(capture.resolve(name))))
                    .append("  ")
                    .append(name)
                    .append('\n');
        }

        Integrity found = check(capture);

        assertThat(found.sha256()).isEqualTo(sha256(lines.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(found.verdict()).contains(Verdict.INTACT);
        assertThat(found.isIntact()).isTrue();
        assertThat(found.objections()).isEmpty();
        assertThat(found.files()).extracting(Integrity.FileHash::bytes).allMatch(bytes -> bytes > 0);
    }

    @Test
    void aChangedByteIsFoundTwice() throws Exception {
        Path capture = Samples.copy("miner", directory);
        String before = check(capture).sha256();
        Path file = capture.resolve("19700101F.cq4");
        byte[] bytes = Files.readAllBytes(file);
        int inARecord = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("ld.so.cache");
        bytes[inARecord] ^= 1;
        Files.write(file, bytes);

        Integrity found = check(capture);

        assertThat(found.sha256()).isNotEqualTo(before);
        assertThat(found.isIntact()).isFalse();
        assertThat(found.verdict()).contains(Verdict.DAMAGED);
        assertThat(found.objections()).isNotEmpty();
    }

    @Test
    void aScapFileHasAHashAndNoVerdict() throws Exception {
        Path scap = Samples.scap("miner", directory);

        Integrity found = check(scap);

        assertThat(found.sha256()).isEqualTo(sha256(Files.readAllBytes(scap)));
        assertThat(found.verdict()).isEmpty();
        assertThat(found.words()).startsWith("not checked");
    }

    @Test
    void aPackedCaptureHasTheHashOfItsFileAndAVerdict() throws Exception {
        Path capture = Samples.copy("miner", directory);
        Path packed = directory.resolve("miner.lanner.zst");
        try (OutputStream out = Files.newOutputStream(packed)) {
            CapturePacker.of(capture).write(out, read -> true);
        }

        Integrity found = check(packed);

        assertThat(found.sha256()).isEqualTo(sha256(Files.readAllBytes(packed)));
        assertThat(found.verdict()).contains(Verdict.INTACT);
    }

    @Test
    void oneSegmentsFileHasTheHashOfItsFileAndAVerdict() throws Exception {
        Path segment = Samples.copy("miner", directory).resolve("19700101F.cq4");

        Integrity found = check(segment);

        assertThat(found.sha256()).isEqualTo(sha256(Files.readAllBytes(segment)));
        assertThat(found.verdict()).contains(Verdict.INTACT);
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        List<Double> parts = new ArrayList<>();
        try (CaptureSession session = Samples.session(directory, Samples.copy("miner", directory))) {
            Integrity.of(session, Clock.systemUTC(), new JobProgress() {
                @Override
                public void at(double part) {
                    parts.add(part);
                }

                @Override
                public boolean isCancelled() {
                    return false;
                }
            });
        }

        assertThat(parts).isSorted().last().isEqualTo(1.0);
        assertThat(parts).allMatch(part -> part >= 0 && part <= 1);
    }

    @Test
    void endsWhenItIsCancelled() throws IOException {
        try (CaptureSession session = Samples.session(directory, Samples.copy("miner", directory))) {
            assertThat(Integrity.of(session, Clock.systemUTC(), new Cancelled()))
                    .isEmpty();
        }
    }

    private Integrity check(Path capture) throws IOException {
        try (CaptureSession session = Samples.session(directory, capture)) {
            return Integrity.of(session, Clock.systemUTC(), JobProgress.NONE).orElseThrow();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
