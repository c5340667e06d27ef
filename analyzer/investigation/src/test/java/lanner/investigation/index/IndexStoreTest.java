package lanner.investigation.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.workspace.CaptureSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes that are kept: as good as new, or made anew. */
class IndexStoreTest {
    @TempDir
    private Path directory;

    private Path capture;
    private List<String> fresh;

    @BeforeEach
    void indexOnce() throws IOException {
        capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").forks(7, 8, "make").runs(8, 7, "cc", "-c", CaptureStory.bytes("ünï.c"));
            for (int i = 0; i < 3000; i++) {
                written.opens(i % 2 + 7, i % 5 == 0 ? -2 : 3, "/etc/" + i % 11).closes(i % 2 + 7, 3);
            }
            written.clockSet(60_000_000_000L).exits(8, 0);
        }
        try (CaptureSession session = Opened.session(directory, capture)) {
            assertThat(session.report()).isPresent();
            fresh = Opened.words(session.index());
        }
    }

    private Path kept() throws IOException {
        try (var entries = Files.list(directory.resolve("cache"))) {
            List<Path> all = entries.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void aKeptIndexSaysTheSame() throws IOException {
        try (CaptureSession session = Opened.session(directory, capture)) {
            // A report comes of reading the capture: there was no need.
            assertThat(session.report()).isEmpty();
            assertThat(Opened.words(session.index())).isEqualTo(fresh);
        }
    }

    @Test
    void columnsThatWereGivenBackSayTheSame() throws IOException {
        Files.delete(kept().resolve("tables"));
        for (boolean isKept : List.of(false, true)) {
            CaptureSession session = Opened.session(directory, capture);
            assertThat(session.report().isEmpty()).isEqualTo(isKept);
            Chunk read = session.index().chunk(0);
            int row = 77;
            long number = read.number(row);
            session.release();
            assertThat(session.index().chunk(0)).isNotSameAs(read);
            assertThat(Opened.words(session.index())).isEqualTo(fresh);
            // Whoever read it when it was given back reads on.
            assertThat(read.number(row)).isEqualTo(number);
            session.close();
            session.release();
            assertThat(session.index().number(row)).isEqualTo(number);
        }
    }

    @Test
    void theCaptureIsNeverWrittenAndNothingIsPutBesideIt() throws IOException {
        byte[] before = Files.readAllBytes(CaptureStory.segment(capture));
        Opened.session(directory, capture).close();
        assertThat(Files.readAllBytes(CaptureStory.segment(capture))).isEqualTo(before);
        try (var beside = Files.list(directory)) {
            assertThat(beside.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("x.lanner", "cache", "rules.yaml");
        }
    }

    @Test
    void withoutACacheTheIndexEndsWithTheProgram() throws IOException {
        Path cache = directory.resolve("cache");
        Path moved = Files.move(cache, directory.resolve("moved"));
        Files.writeString(cache, "no directory");
        try (CaptureSession session = Opened.session(directory, capture)) {
            assertThat(Opened.words(session.index())).isEqualTo(fresh);
            assertThat(session.isIndexed()).isTrue();
        }
        assertThat(cache).hasContent("no directory");
        assertThat(moved).isDirectory();
    }

    @Test
    void aDamagedIndexIsMadeAnewWhateverTheDamage() throws IOException {
        SplittableRandom random = new SplittableRandom(20_261_125);
        for (int i = 0; i < 48; i++) {
            Path file = kept().resolve(i % 2 == 0 ? "tables" : "columns");
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            switch (i % 6) {
                case 0, 1 -> bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                case 2, 3 -> bad = Arrays.copyOf(bad, random.nextInt(bad.length));
                default -> {
                    int from = random.nextInt(bad.length);
                    Arrays.fill(bad, from, Math.min(bad.length, from + 1 + random.nextInt(5000)), (byte) 0xFF);
                }
            }
            Files.write(file, bad);
            try (CaptureSession session = Opened.session(directory, capture)) {
                assertThat(Opened.words(session.index())).as("damage " + i).isEqualTo(fresh);
            }
        }
    }

    @Test
    void otherRulesAreAnotherIndex() throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), Opened.RULE.replace("/etc", "/nowhere"));
        try (CaptureSession session = Opened.session(directory, capture)) {
            assertThat(session.index().alerts()).isEmpty();
            assertThat(session.report()).isPresent();
        }
    }

    @Test
    void aRulesNameKeepsItsCharacters() throws IOException {
        Files.writeString(
                directory.resolve("rules.yaml"), Opened.RULE.replace("Something below etc was opened", "規則 ü"));
        List<AlertEntry> first;
        try (CaptureSession session = Opened.session(directory, capture)) {
            first = List.copyOf(session.index().alerts());
        }
        try (CaptureSession session = Opened.session(directory, capture)) {
            assertThat(session.report()).isEmpty();
            assertThat(session.index().alerts()).isNotEmpty().isEqualTo(first);
        }
    }

    @Test
    void aCaptureThatChangedIsIndexedAnew() throws IOException {
        CaptureStory.damage(capture, "/etc/3");
        try (CaptureSession session = Opened.session(directory, capture)) {
            assertThat(session.report()).isPresent();
            assertThat(session.index().gaps()).hasSizeGreaterThan(1);
        }
    }
}
