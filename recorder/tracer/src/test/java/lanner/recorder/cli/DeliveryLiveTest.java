package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.recorder.Machine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Segments that are handed to a command while the recording goes on. */
@Tag("ptrace")
@Order(11)
class DeliveryLiveTest extends LiveTest {
    private static final String CALLS = """
        #include <stdio.h>
        #include <stdlib.h>
        #include <unistd.h>
        int main(int count, char **values) {
            for (long n = 1; n <= atol(values[1]); n++) {
                char name[200];
                sprintf(name, "/call/%ld/%0100d", n, 0);
                access(name, F_OK);
            }
            return 5;
        }
        """;

    private Path arrived;

    @BeforeEach
    void aPlaceToArriveAt() throws IOException {
        arrived = Files.createDirectory(directory.resolve("arrived"));
    }

    @Override
    Run record(List<String> options, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("--segment-size", "1M"));
        all.addAll(options);
        return super.record(all, command);
    }

    private String program() throws Exception {
        compile(Files.writeString(directory.resolve("t.c"), CALLS));
        return directory.resolve("t").toString();
    }

    /** A command that runs this script with the segment as {@code $1}. */
    private String script(String text) throws IOException {
        Path file = Files.writeString(
                directory.resolve("s.sh"),
                text.replace("ARRIVED", arrived.toString()).replace("DIR", directory.toString()));
        return "sh " + file + " {}";
    }

    private static List<Path> segments(Path capture) throws IOException {
        try (Stream<Path> entries = Files.list(capture)) {
            return entries.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    @Test
    void eachSegmentArrivesWholeAndVerifiesAlone() throws Exception {
        Run run = record(List.of("--on-segment", "cp {} " + arrived), program(), "20000");
        assertThat(run.status()).isEqualTo(5);
        assertThat(run.err()).isEmpty();
        List<Path> there = segments(arrived);
        assertThat(there.size()).isGreaterThan(2);
        assertThat(names(there)).isEqualTo(names(segments(directory.resolve("x.lanner"))));
        for (Path segment : there) {
            CaptureVerifier.Verification alone = CaptureVerifier.verify(segment);
            assertThat(alone.verdict()).as(alone.toString()).isEqualTo(Verdict.INTACT);
        }
        assertThat(CaptureVerifier.verify(arrived).verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void everythingArrivesThoughTheCommandFailsHalfOfTheTime() throws Exception {
        String half = script("""
            if mkdir DIR/odd 2>/dev/null; then echo "no route" >&2; exit 7; fi
            rmdir DIR/odd
            exec cp "$1" ARRIVED
            """);
        Run run = record(List.of("--on-segment", half, "--on-exit", "drop"), program(), "20000");
        assertThat(run.status()).isEqualTo(5);
        assertThat(run.err()).isEmpty();
        assertThat(CaptureVerifier.verify(arrived).verdict()).isEqualTo(Verdict.INTACT);
        // It has arrived whole, and was not to stay.
        assertThat(directory.resolve("x.lanner")).doesNotExist();
    }

    @Test
    void whatACommandThatHangsDoesNotDeliverIsNamedAndStays() throws Exception {
        String hangs = script("echo waiting for a server; exec sleep 86400");
        Run run = record(
                List.of(
                        "--on-segment",
                        hangs,
                        "--on-segment-timeout",
                        "1s",
                        "--on-segment-grace",
                        "1s",
                        "--on-exit",
                        "drop"),
                program(),
                "8000");
        assertThat(run.status()).isEqualTo(5);
        List<String> all = names(segments(directory.resolve("x.lanner")));
        for (String name : all) {
            assertThat(run.err()).contains("lanner: segment " + name + " was not delivered: ");
        }
        assertThat(run.err())
                .contains(all.size() + " of " + all.size() + " segments were not delivered: " + String.join(", ", all))
                .contains("waiting for a server");
    }

    @Test
    void theCommandHasNothingOfTheProgram() throws Exception {
        String facts = script("""
            { ps -o pgid=,sid=,nice=,tty= -p $$; grep -E 'SigBlk|SigIgn|TracerPid' /proc/self/status
              ls -l /proc/$$/fd; echo "$LANNER_SEGMENT"; } >ARRIVED/facts
            """);
        List<String> line =
                new ArrayList<>(List.of("sh", "-c", "trap '' QUIT TERM; exec 7</dev/zero; exec \"$@\"", "sh"));
        line.addAll(recorder(List.of("--on-segment", facts), "true"));
        run(line, "");
        List<String> told = Files.readAllLines(arrived.resolve("facts"));
        String[] ids = told.get(0).strip().split(" +");
        assertThat(ids[0]).as("group and session are its own").isEqualTo(ids[1]);
        assertThat(ids[2]).isEqualTo("10");
        assertThat(ids[3]).isEqualTo("?");
        assertThat(told).contains("TracerPid:\t0", "SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000");
        assertThat(told)
                .noneMatch(each -> each.contains("/dev/zero") || each.contains("x.lanner/") && each.contains("->"));
        assertThat(told.get(told.size() - 1))
                .isEqualTo(segments(directory.resolve("x.lanner")).get(0).toString());
    }

    @Test
    void aFlightRecorderDropsNoSegmentWhoseCommandRuns() throws Exception {
        String slow = script("""
            exec 3<"$1"
            sleep 0.3
            cmp -s "$1" /proc/self/fd/3 && cp "$1" ARRIVED
            """);
        Run run = record(List.of("--keep", "2", "--on-segment", slow), program(), "40000");
        assertThat(run.status()).isEqualTo(5);
        List<Path> there = segments(arrived);
        assertThat(there).isNotEmpty();
        for (Path segment : there) {
            assertThat(CaptureVerifier.verify(segment).verdict()).isEqualTo(Verdict.INTACT);
        }
        List<Path> kept = segments(directory.resolve("x.lanner"));
        String last = kept.get(kept.size() - 1).getFileName().toString();
        assertThat(last).isGreaterThan("19700103F.cq4").isLessThan("19700110F.cq4");
        // What did not arrive was dropped before its turn, and is named.
        for (char day = '1'; day <= last.charAt(7); day++) {
            String name = "1970010" + day + "F.cq4";
            assertThat(names(there).contains(name)
                            ^ run.err().contains("segment " + name + " was not delivered: it was"))
                    .as(name + " in " + run.err())
                    .isTrue();
        }
    }

    @Test
    void aProgramThatCannotRunHasNoSegmentToHandOver() throws Exception {
        Run run = record(List.of("--on-segment", "cp {} " + arrived), "/dev/null");
        assertThat(run.status()).isEqualTo(126);
        assertThat(run.err()).doesNotContain("delivered");
        assertThat(segments(arrived)).isEmpty();
    }

    @Test
    void aCommandThatIsNotThereIsRefusedBeforeTheProgramRuns() throws Exception {
        Run run = record(
                List.of("--on-segment", "no-such-command {}"),
                "touch",
                directory.resolve("ran").toString());
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("lanner: --on-segment: no-such-command: command not found\n");
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    /** What a terminal sends for Ctrl-C: SIGINT to each process of its foreground group. */
    @Test
    void ctrlCEndsTheProgramAndEverySegmentArrivesAllTheSame() throws Exception {
        String slow = script("""
            touch ARRIVED/begun
            sleep 0.3
            exec cp "$1" ARRIVED
            """);
        List<String> line = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
        line.addAll(recorder(List.of("--segment-size", "1M", "--on-segment", slow), program(), "100000000"));
        Process recorder = start(line);
        while (recorder.isAlive() && !Files.exists(arrived.resolve("begun"))) {
            Thread.sleep(5);
        }
        Machine.needTracing(Files.readString(directory.resolve("err")));
        new ProcessBuilder("kill", "-INT", "--", "-" + recorder.pid()).start().waitFor();
        Run run = end(recorder);
        assertThat(run.status()).as(run.err()).isEqualTo(128 + 2);
        assertThat(run.err()).matches("(lanner: the command has ended, .* still to be delivered; .*\n)?");
        assertThat(names(segments(arrived))).isEqualTo(names(segments(directory.resolve("x.lanner"))));
        assertThat(CaptureVerifier.verify(arrived).verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void theSecondSignalEndsTheWaitAtTheEnd() throws Exception {
        String hangs = script("echo $$ >ARRIVED/pid; exec sleep 86400");
        Process recorder = start(recorder(List.of("--on-segment", hangs), "true"));
        while (recorder.isAlive() && !Files.exists(arrived.resolve("pid"))) {
            Thread.sleep(5);
        }
        for (int i = 0; i < 2; i++) {
            new ProcessBuilder("kill", "-TERM", Long.toString(recorder.pid()))
                    .start()
                    .waitFor();
            while (recorder.isAlive()
                    && !Files.readString(directory.resolve("err")).contains("still to be delivered")) {
                Thread.sleep(5);
            }
        }
        Run run = end(recorder);
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("1 of 1 segment was not delivered");
        long command = Long.parseLong(Files.readString(arrived.resolve("pid")).strip());
        assertThat(ProcessHandle.of(command).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }
}
