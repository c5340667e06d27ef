package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.capture.SegmentHeader;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.EventType;
import lanner.capture.event.ProcessRecord;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that go on for long, on disks that are small, of programs that have secrets. */
@Tag("ptrace")
@Order(1)
class FlightRecorderLiveTest extends LiveTest {
    private static final String CALLS = """
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <sys/stat.h>
        #include <unistd.h>
        int main(int count, char **values) {
            int fd = open("/etc/hostname", O_RDONLY);
            for (long n = 1; n <= atol(values[1]); n++) {
                char name[200];
                sprintf(name, "/call/%ld/%0100d", n, 0);
                access(name, F_OK);
                if (n % 1000 == 0) fchmod(fd, 0644);
                if (count > 2 && n % 100 == 0) usleep(2000);
            }
            return 5;
        }
        """;

    private static final Set<EventType> BIRTHS =
            Set.of(EventType.CLONE, EventType.CLONE3, EventType.FORK, EventType.VFORK);

    private String program() throws Exception {
        compile(Files.writeString(directory.resolve("t.c"), CALLS));
        return directory.resolve("t").toString();
    }

    private List<Path> segments(Path capture) throws IOException {
        try (Stream<Path> entries = Files.list(capture)) {
            return entries.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theLastSegmentsAreKeptAndTheOldestDropped() throws Exception {
        Run run = record(List.of("--segment-size", "1M", "--keep", "3"), program(), "40000");
        assertThat(run.status()).isEqualTo(5);
        Path capture = directory.resolve("x.lanner");
        assertThat(segments(capture)).hasSize(3);
        CaptureVerifier.Verification verification = CaptureVerifier.verify(capture);
        assertThat(verification.verdict()).as(verification.toString()).isEqualTo(Verdict.INTACT);
        assertThat(verification.notes().toString()).contains("its recorder kept keep=3");
        List<Long> numbers = new ArrayList<>();
        read(event -> {
            if (event.type() == EventType.ACCESS
                    && event.text(EventType.ACCESS.indexOf("name")).startsWith("/call/")) {
                numbers.add(Long.parseLong(
                        event.text(EventType.ACCESS.indexOf("name")).split("/")[2]));
            }
        });
        assertThat(numbers.get(0)).isGreaterThan(10_000);
        assertThat(numbers.get(numbers.size() - 1)).isEqualTo(40_000);
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1);
        }
    }

    @Test
    void eachSegmentBeginsWithTheProcessesAndDescriptorsThatItsEventsAssume() throws Exception {
        record(List.of("--segment-size", "1M"), "sh", "-c", program() + " 12000 & " + program() + " 12000; wait");
        for (Path segment : segments(directory.resolve("x.lanner"))) {
            Path alone = Files.createDirectories(directory.resolve("alone"));
            Files.copy(segment, alone.resolve(segment.getFileName()));
            TreeSet<Integer> known = new TreeSet<>();
            TreeSet<String> descriptors = new TreeSet<>();
            List<Integer> first = new ArrayList<>();
            CaptureReport report = read(alone, event -> {
                if (event.type() == EventType.PROCESS || BIRTHS.contains(event.type()) && event.result() == 0) {
                    known.add((int)
                            (event.type() == EventType.PROCESS ? event.param(ProcessRecord.TID, 0) : event.tid()));
                } else if (event.type() == EventType.DESCRIPTOR) {
                    descriptors.add(event.text(DescriptorRecord.NAME));
                } else if (event.type().kind() != EventType.Kind.SEGMENT) {
                    assertThat(known).as(event.name()).contains(event.tid());
                    first.add(event.tid());
                }
            });
            assertThat(first).isNotEmpty();
            if (report.headers().get(0).place().segment() > 1) {
                assertThat(descriptors).contains("/etc/hostname");
            }
            Files.delete(alone.resolve(segment.getFileName()));
        }
    }

    @Test
    void aSignalPutsAsideWhatIsThere() throws Exception {
        Process recorder = start(
                recorder(List.of("--segment-size", "1M", "--keep", "2", "--on-exit", "drop"), program(), "60000", "s"));
        Path capture = directory.resolve("x.lanner");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (recorder.isAlive()
                && System.nanoTime() < deadline
                && (!Files.isDirectory(capture) || segments(capture).size() < 2)) {
            Thread.sleep(5);
        }
        new ProcessBuilder("kill", "-USR1", Long.toString(recorder.pid()))
                .start()
                .waitFor();
        assertThat(recorder.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        String err = Files.readString(directory.resolve("err"));
        Machine.needTracing(err);
        assertThat(recorder.exitValue()).as(err).isEqualTo(5);
        assertThat(capture).doesNotExist();
        Path kept = directory.resolve("x-kept-1.lanner");
        CaptureVerifier.Verification verification = CaptureVerifier.verify(kept);
        assertThat(verification.verdict()).as(verification.toString()).isEqualTo(Verdict.INTACT);
        assertThat(verification.notes().toString()).contains("kept on request");
    }

    @ParameterizedTest
    @CsvSource({"keep, 0, true", "keep, 3, true", "failure, 0, false", "failure, 3, true", "drop, 3, false"})
    void theCaptureStaysAsAsked(String onExit, int status, boolean stays) throws Exception {
        assertThat(record(List.of("--on-exit", onExit), "sh", "-c", "exit " + status)
                        .status())
                .isEqualTo(status);
        assertThat(Files.exists(directory.resolve("x.lanner"))).isEqualTo(stays);
    }

    /** ext2 has no reservations, fallocate(2). {@code -Dlanner.fulls=20} for the long run. */
    @ParameterizedTest
    @ValueSource(strings = {"tmpfs", "ext4", "ext2"})
    void aFullDiskEndsTheCaptureAndNotTheProgram(String fileSystem) throws Exception {
        Path small = mount(fileSystem);
        try {
            for (int round = 0; round < Integer.getInteger("lanner.fulls", 2); round++) {
                boolean kill = round % 2 == 1;
                List<String> line =
                        recorder(List.of("--on-capture-error", kill ? "kill" : "continue"), program(), "120000");
                line.set(line.indexOf("-o") + 1, small.resolve("x.lanner").toString());
                Run run = run(line, "");
                assertThat(run.status()).as(run.err()).isEqualTo(kill ? 137 : 5);
                assertThat(run.err())
                        .contains(kill ? "and the program was killed" : "while the program went on")
                        .contains("no space is left")
                        .hasLineCount(1);
                CaptureVerifier.Verification verification = CaptureVerifier.verify(small.resolve("x.lanner"));
                assertThat(verification.verdict()).as(verification.toString()).isEqualTo(Verdict.INCOMPLETE);
                long[] last = new long[1];
                read(small.resolve("x.lanner"), event -> {
                    if (event.type() == EventType.ACCESS
                            && event.text(EventType.ACCESS.indexOf("name")).startsWith("/call/")) {
                        assertThat(Long.parseLong(event.text(EventType.ACCESS.indexOf("name"))
                                        .split("/")[2]))
                                .isEqualTo(++last[0]);
                    }
                });
                assertThat(last[0]).isBetween(20_000L, 119_999L);
            }
        } finally {
            unmount(small);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmpfs", "ext2"})
    void aFlightRecorderOnAFullDiskDropsItsOldestAndGoesOn(String fileSystem) throws Exception {
        Path small = mount(fileSystem);
        try {
            List<String> line = recorder(List.of("--segment-size", "1M", "--keep", "1000"), program(), "120000");
            line.set(line.indexOf("-o") + 1, small.resolve("x.lanner").toString());
            Run run = run(line, "");
            assertThat(run.status()).as(run.err()).isEqualTo(5);
            CaptureVerifier.Verification verification = CaptureVerifier.verify(small.resolve("x.lanner"));
            assertThat(verification.verdict()).as(verification.toString()).isEqualTo(Verdict.INTACT);
            assertThat(verification.notes().toString()).contains("not here: the first");
        } finally {
            unmount(small);
        }
    }

    /** Also while somebody, on a busy machine, has not closed its last file there yet. */
    private void unmount(Path small) throws Exception {
        assertThat(run(List.of("umount", "--lazy", small.toString()), "").status())
                .isZero();
    }

    /** A file system with room for some ten thousand events. */
    private Path mount(String fileSystem) throws Exception {
        Path small = Files.createDirectories(directory.resolve("small"));
        List<String> mount = List.of("mount", "-t", "tmpfs", "-o", "size=12M", "tmpfs", small.toString());
        if (!fileSystem.equals("tmpfs")) {
            Path image = directory.resolve("image");
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(16L << 20);
            }
            Machine.need("mkfs." + fileSystem);
            Run made = run(List.of("mkfs." + fileSystem, "-q", image.toString()), "");
            assumeTrue(made.status() == 0, "no " + fileSystem + " can be made here: " + made.err());
            mount = List.of("mount", "-o", "loop", image.toString(), small.toString());
        }
        Run mounted = run(mount, "");
        assumeTrue(mounted.status() == 0, "nothing can be mounted here: " + mounted.err());
        return small;
    }

    @Test
    void aCaptureThatIsRemovedWhileItIsWrittenIsMissed() throws Exception {
        Process recorder = start(recorder("sh", "-c", "sleep 0.5; rm -r x.lanner; sleep 2; ls / >/dev/null; exit 3"));
        assertThat(recorder.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        String err = Files.readString(directory.resolve("err"));
        Machine.needTracing(err);
        assertThat(err).contains("was removed or renamed while it was written").contains("the program went on");
        assertThat(err).doesNotContain("what was written is in").doesNotContain("KB in");
        assertThat(recorder.exitValue()).isEqualTo(3);
    }

    @Test
    void aCaptureThatIsRenamedWhileItIsWrittenHasItsEndAndSaysSo() throws Exception {
        List<String> line = recorder("sh", "-c", "mv x.lanner y.lanner; sleep 2; ls / >/dev/null; exit 3");
        line.remove("-q");
        Process recorder = start(line);
        assertThat(recorder.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        String err = Files.readString(directory.resolve("err"));
        Machine.needTracing(err);
        assertThat(err)
                .contains("was removed or renamed")
                .contains("events, not in ")
                .doesNotContain("KB in");
        assertThat(recorder.exitValue()).isEqualTo(3);
        CaptureReport report = read(directory.resolve("y.lanner"), event -> {});
        assertThat(report.complete()).isTrue();
        assertThat(report.footers().get(0).endReason())
                .startsWith("capture failed")
                .contains("renamed");
    }

    @Test
    void whereNoFileMayGrowTheProgramRunsUnrecorded() throws Exception {
        List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -f 4000; exec \"$@\"", "sh"));
        limited.addAll(recorder("sh", "-c", "ulimit -f; exit 3"));
        Run run = run(limited, "");
        Machine.needTracing(run.err());
        assertThat(run.out()).isEqualTo("4000\n");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err())
                .contains("the program ran, and nothing was recorded: ")
                .contains("File too large")
                .doesNotContain("internal error");
        assertThat(directory.resolve("x.lanner")).doesNotExist();
    }

    @Test
    void whatIsToBeRedactedIsNowhereInTheCapture() throws Exception {
        record(
                List.of(
                        "--env",
                        "all",
                        "--redact",
                        "hunter[0-9]",
                        "--redact",
                        "(?i)token=[^\\x00&]*",
                        "--profile",
                        "all"),
                "sh",
                "-c",
                "PASS=hunter2 /bin/echo hunter3; cat /nowhere/hunter4 2>/dev/null; TOKEN=abcdef /bin/true; exit 0");
        List<String> redactions = new ArrayList<>();
        CaptureReport report = read(event -> {});
        report.headers().forEach(header -> redactions.addAll(header.content().redactions()));
        assertThat(redactions).containsExactly("hunter[0-9]", "(?i)token=[^\\x00&]*");
        for (Path segment : segments(directory.resolve("x.lanner"))) {
            String bytes = Files.readString(segment, StandardCharsets.ISO_8859_1);
            assertThat(bytes)
                    .doesNotContain("hunter2")
                    .doesNotContain("hunter3")
                    .doesNotContain("hunter4")
                    .doesNotContain("abcdef")
                    .contains("[redacted]");
        }
    }

    @Test
    void aSignedRecordingIsSignedInEverySegment() throws Exception {
        Run made = run(List.of("openssl", "genpkey", "-algorithm", "ed25519", "-out", "k"), "");
        assumeTrue(made.status() == 0, "there is no openssl to make a key with");
        run(List.of("openssl", "pkey", "-in", "k", "-pubout", "-out", "k.pub"), "");
        record(List.of("--sign", directory.resolve("k").toString(), "--segment-size", "1M"), program(), "12000");
        CaptureVerifier.Verification verification = CaptureVerifier.verify(
                directory.resolve("x.lanner"), lanner.capture.CaptureSigner.readPublic(directory.resolve("k.pub")));
        assertThat(verification.verdict()).as(verification.toString()).isEqualTo(Verdict.INTACT);
        assertThat(verification.report().headers())
                .hasSizeGreaterThan(1)
                .allSatisfy(header -> assertThat(header.attributes()).containsKey(SegmentHeader.PUBLIC_KEY));
    }

    @Test
    void aKeyThatIsNoneIsRefusedBeforeAnythingRuns() throws Exception {
        Path key = Files.writeString(directory.resolve("k"), "no key");
        Run run = run(recorder(List.of("--sign", key.toString()), "touch", "ran"), "");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).startsWith("lanner: " + key).hasLineCount(1);
        assertThat(directory.resolve("ran")).doesNotExist();
        assertThat(directory.resolve("x.lanner")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--max-size, 1k,    cannot be limited to less than 8 MB",
                "--max-size, many,  'many' is not a size",
                "--max-age,  10,    has no unit",
                "--keep,     -1,    cannot be negative",
                "--redact,   (,   missing closing )",
                "--on-exit,  never, is not one of keep",
            })
    void aLimitThatIsNoneIsAUsageError(String option, String value, String words) throws Exception {
        Run run = run(recorder(List.of(option + "=" + value), "true"), "");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(words);
    }
}
