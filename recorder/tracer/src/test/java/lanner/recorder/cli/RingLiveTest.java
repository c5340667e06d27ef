package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureVerifier;
import lanner.capture.event.Mark;
import lanner.recorder.Machine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A program that has files made, renamed and removed without a system call for any of it. */
@Tag("ptrace")
class RingLiveTest extends LiveTest {
    private static final int NO_RINGS = 77;

    @BeforeEach
    void makeTheProgram() throws Exception {
        try (InputStream source = RingLiveTest.class.getResourceAsStream("ring.c")) {
            Files.write(directory.resolve("ring.c"), source.readAllBytes());
        }
        compile(directory.resolve("ring.c"), "-w");
    }

    private List<String> fromRings(String... options) throws Exception {
        Run run = run(recorder(List.of(options), directory.resolve("t").toString()), "");
        Machine.needTracing(run.err());
        assumeTrue(run.status() != NO_RINGS, "this machine has no io_uring");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("done\n");
        List<String> found = new ArrayList<>();
        CaptureReport report = read(event -> {
            if (event.has(Mark.FROM_RING)) {
                StringBuilder text = new StringBuilder(event.type().label());
                for (int i = 1; i < event.type().params().size(); i++) {
                    switch (event.type().params().get(i).type()) {
                        case PATH, RELPATH -> text.append(' ').append(event.text(i));
                        default -> {
                            // Numbers are the business of other tests.
                        }
                    }
                }
                found.add(text + " = " + (event.result() > 2 ? "fd" : Long.toString(event.result())));
            }
        });
        assertThat(report.damages()).isEmpty();
        assertThat(CaptureVerifier.verify(directory.resolve("x.lanner")).verdict())
                .isEqualTo(CaptureVerifier.Verdict.INTACT);
        Files.deleteIfExists(directory.resolve("dir"));
        return found;
    }

    @Test
    void whatIsAskedOfRingsIsRecordedAsTheCallsThatDoTheSame() throws Exception {
        assertThat(fromRings())
                .containsExactly(
                        "openat made = fd",
                        "openat missing = -2",
                        "renameat2 made renamed = 0",
                        "mkdirat dir = 0",
                        "unlinkat renamed = 0",
                        "connect = -111",
                        "close = 0",
                        "openat dir = -115",
                        "openat dir = -115");
    }

    @Test
    void onlyWhatTheRecordingWantsIsTakenFromRings() throws Exception {
        Path calls = Files.writeString(
                directory.resolve("x.calls"), "io_uring_setup\nio_uring_enter\nunlinkat\nopenat arg2&0x3=0x1\n");
        assertThat(fromRings("--calls", calls.toString())).containsExactly("openat made = fd", "unlinkat renamed = 0");
        assertThat(fromRings("--profile", "all"))
                .contains("pwrite = fd", "close = 0")
                .hasSize(10);
    }
}
