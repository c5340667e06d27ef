package lanner.recorder.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.recorder.Machine;
import lanner.recorder.arch.Architecture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program without a seccomp filter of its own does not find ours, and has the strict mode that a filter excludes. One with a
 * filter that gives calls to a supervisor hides nothing.
 */
@Tag("ptrace")
class SeccompModeLiveTest {
    private static final int PR_GET_SECCOMP = 21;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"--profile forensic", "--profile rules", "--profile all", "--placement off", "--calls execve"})
    void seccompAnswersAsItDoesWithoutUs(String options) throws Exception {
        Recorded program = Recorded.program(directory, "strict").with(words(options));
        program.sameAsAlone();
    }

    @Test
    void callsOf32BitsAnswerAsTheyDoWithoutUs() throws Exception {
        Machine.need32BitCalls();
        Recorded.program(directory, "strict").sameAsAlone("32");
    }

    @Test
    void theCaptureHoldsWhatTheProgramSawAndTheCallsThatItWasEndedFor() throws Exception {
        Recorded program = Recorded.program(directory, "strict");
        String out = program.sameAsAlone().out();
        assumeTrue(out.startsWith("get 0\n"), "this test runs under a seccomp filter itself");
        assumeTrue(hasCountOfFilters(), "this kernel does not say how many filters a thread has");
        int option = EventType.PRCTL.indexOf("option");
        List<Event> asked = program.events(EventType.PRCTL).stream()
                .filter(event -> event.param(option, -1) == PR_GET_SECCOMP)
                .toList();
        assertThat(asked).filteredOn(event -> !event.has(Mark.INCOMPLETE)).hasSize(8);
        assertThat(asked).filteredOn(event -> event.has(Mark.INCOMPLETE)).hasSize(1);
        assertThat(asked.get(0).result()).isZero();
        List<Integer> signals = program.events(EventType.PROCEXIT).stream()
                .map(event -> (int) event.param(EventType.PROCEXIT.indexOf("sig"), -1))
                .toList();
        assertThat(signals)
                .as("ended for a call, the threads among them")
                .filteredOn(signal -> signal == 9)
                .hasSize(11);
    }

    /** A supervisor's answer, or its leave, comes before our filter is asked. */
    @ParameterizedTest
    @ValueSource(strings = {"one thread", "all threads"})
    void callsThatASupervisorAnswersOrLetsGoOnAreRecorded(String what) throws Exception {
        Recorded program = Recorded.program(directory, "supervised");
        String[] arguments = what.equals("all threads") ? new String[] {"all"} : new String[0];
        assumeTrue(program.alone(arguments).status() != 77, "this kernel has no listeners for that");
        program.sameAsAlone(arguments);
        List<String> opened = new ArrayList<>(List.of("/supervised/openat -2", "/supervised/by-child -2"));
        if (arguments.length > 0) {
            opened.add("/supervised/by-another-thread -2");
        }
        assertThat(program.calls(EventType.OPENAT, "name", "/supervised/")).containsExactlyElementsOf(opened);
        assertThat(program.calls(EventType.CHDIR, "path", "/supervised/")).containsExactly("/supervised/chdir -2");
        assertThat(program.events(EventType.UNLINKAT)).extracting(Event::result).containsExactly(-18L);
        assertThat(program.events(EventType.MKDIRAT)).extracting(Event::result).containsExactly(-30L);
        assertThat(program.events(EventType.MKNODAT)).extracting(Event::result).containsExactly(-38L);
        assertThat(program.events(EventType.FCHMODAT))
                .as("trapped: it never returned")
                .hasSize(1)
                .allMatch(event -> event.has(Mark.INCOMPLETE));
        assertThat(program.events(EventType.EXECVE)).extracting(Event::result).containsExactly(0L, 0L);
    }

    /** A trapped call leaves its registers as they were, and one that happens may return just what stands there. */
    @Test
    void aCallThatReturnsWhatATrappedOneLeavesBehindIsNoTrappedOne() throws Exception {
        Recorded program = Recorded.program(directory, "trapped").with("--profile", "all");
        assumeTrue(program.alone().status() != 77, "this kernel has no listeners for that");
        program.sameAsAlone();
        assertTrappedAlone(program);
    }

    @Test
    void aTrappedCallOfAProgramThatWasAttachedToNeverReturned() throws Exception {
        Recorded program = Recorded.program(directory, "trapped").with("--profile", "all");
        Process running = program.startAlone("wait");
        program.await("ready", running);
        Process recorder = program.startAttached(running.pid());
        try {
            assumeTrue(Recorded.awaitTraced(running.pid(), recorder), "this machine forbids attaching");
            try (OutputStream in = running.getOutputStream()) {
                in.write('\n');
            }
            assertThat(program.end(running).status()).isZero();
            assertThat(recorder.waitFor()).isZero();
            program.assertIntact();
            assertTrappedAlone(program);
        } finally {
            running.destroyForcibly();
            recorder.destroyForcibly();
        }
    }

    private static void assertTrappedAlone(Recorded program) throws Exception {
        Architecture machine = Architecture.current();
        long number = machine.number("lseek");
        assertThat(resultsOn(program, EventType.WRITE, 77)).containsExactly((long) machine.number("write"));
        assertThat(resultsOn(program, EventType.READ, 77)).containsExactly(0L);
        assertThat(resultsOn(program, EventType.LSEEK, 78)).containsExactly(number, 78L, number);
        assertThat(program.events(EventType.FCHMODAT))
                .as("trapped: it never returned")
                .hasSize(1)
                .allMatch(event -> event.has(Mark.INCOMPLETE));
    }

    /** The results of calls on a descriptor; -1000 of one that never returned. */
    private static List<Long> resultsOn(Recorded program, EventType type, int fd) throws Exception {
        return program.events(type).stream()
                .filter(event -> event.param(type.indexOf("fd"), -1) == fd)
                .map(event -> event.has(Mark.INCOMPLETE) ? -1000 : event.result())
                .toList();
    }

    private static boolean hasCountOfFilters() throws Exception {
        return Files.readString(Path.of("/proc/self/status")).contains("Seccomp_filters:");
    }

    private String[] words(String options) throws Exception {
        if (!options.startsWith("--calls")) {
            return options.split(" ");
        }
        Path list = Files.writeString(directory.resolve("list.calls"), options.split(" ")[1]);
        return new String[] {"--calls", list.toString()};
    }
}
