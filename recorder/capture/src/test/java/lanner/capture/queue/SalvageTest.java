package lanner.capture.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is good in a damaged capture is saved, all of it and nothing else. */
class SalvageTest {
    @TempDir
    Path directory;

    private Path old() {
        return directory.resolve("old.lanner");
    }

    private Path saved() {
        return directory.resolve("saved.lanner");
    }

    private static Path segment(Path capture) throws Exception {
        try (Stream<Path> entries = Files.list(capture)) {
            return entries.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> names(Path capture) throws Exception {
        List<String> names = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            Event event = new Event();
            while (reader.next(event)) {
                if (event.type() == EventType.OPENAT) {
                    names.add(event.text(OpenatParams.NAME) + " " + event.time() + " " + event.tid() + " "
                            + event.result());
                }
            }
        }
        return names;
    }

    @Test
    void aWholeCaptureStaysTheSame() throws Exception {
        TestCaptures.write(old(), 500);
        Salvage.Result result = Salvage.run(old(), saved(), false);
        assertThat(result.events()).isEqualTo(500);
        assertThat(result.holes()).isZero();
        assertThat(names(saved())).isEqualTo(names(old()));
        CaptureVerifier.Verification verification = CaptureVerifier.verify(saved());
        assertThat(verification.verdict()).isEqualTo(Verdict.INTACT);
        assertThat(verification.report().headers().get(0).attributes()).containsEntry("salvaged_from", "c0ffee");
        assertThat(verification.report().footers().get(0).exitStatus()).isEqualTo(7);
    }

    @Test
    void fiftyDamagedOnesGiveWhatTheReaderFinds() throws Exception {
        TestCaptures.write(directory.resolve("good.lanner"), 400);
        byte[] good = Files.readAllBytes(segment(directory.resolve("good.lanner")));
        Random random = new Random(Long.getLong("lanner.seed", 4711));
        for (int round = 0; round < 50; round++) {
            Path broken = Files.createDirectory(directory.resolve("broken" + round));
            byte[] bytes = good.clone();
            int start = 4096 + random.nextInt(bytes.length - 8192);
            for (int i = 0; i < 1 + random.nextInt(300); i++) {
                bytes[start + i] = (byte) random.nextInt();
            }
            Path file = Files.write(broken.resolve("19700101F.cq4"), bytes);
            if (round % 5 == 0) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(start + 500L);
                }
            }
            byte[] before = Files.readAllBytes(file);
            Path to = directory.resolve("saved" + round);
            Salvage.Result result;
            try {
                result = Salvage.run(broken, to, false);
            } catch (CaptureFormatException e) {
                assertThat(e).hasMessageContaining("no good header");
                continue;
            }
            assertThat(names(to)).as("round %d", round).isEqualTo(names(broken));
            assertThat(result.events()).isEqualTo(names(to).size());
            CaptureVerifier.Verification verification = CaptureVerifier.verify(to);
            assertThat(verification.verdict())
                    .as("round %d %s", round, verification)
                    .isEqualTo(Verdict.INTACT);
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
        }
    }

    @Test
    void aHoleIsMarked() throws Exception {
        TestCaptures.write(old(), 300);
        Path file = segment(old());
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < 400; i++) {
            bytes[bytes.length - 8_000 + i] = 77;
        }
        Files.write(file, bytes);
        Salvage.Result result = Salvage.run(old(), saved(), false);
        assertThat(result.holes()).isEqualTo(1);
        assertThat(result.events()).isEqualTo(300 - result.report().missing());
        List<String> types = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(saved())) {
            Event event = new Event();
            while (reader.next(event)) {
                types.add(event.name());
            }
        }
        assertThat(types).filteredOn(name -> name.equals("drop")).hasSize(1);
    }

    @Test
    void whatIsThereIsNotReplacedUnasked() throws Exception {
        TestCaptures.write(old(), 3);
        TestCaptures.write(saved(), 5);
        assertThatThrownBy(() -> Salvage.run(old(), saved(), false)).hasMessageContaining("is there already");
        assertThat(names(saved())).hasSize(5);
    }
}
