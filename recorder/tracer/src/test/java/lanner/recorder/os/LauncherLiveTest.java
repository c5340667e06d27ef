package lanner.recorder.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import lanner.recorder.seccomp.Filter;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.seccomp.Selection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a launched program is given, told by the status that it ends with. */
@Tag("ptrace")
@Isolated("it traces from this virtual machine")
class LauncherLiveTest {
    private static final Launcher.SignalState NONE = new Launcher.SignalState(0, 0);
    private static final int SIGTERM_BIT = 1 << 14;

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream()
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** The wait status that a command ends with. */
    private static int run(
            Launcher.SignalState signals, List<String> environment, int[] kept, String path, String... arguments)
            throws OsException {
        Ptrace ptrace = new Ptrace();
        Launcher.Command command = new Launcher.Command(
                path.getBytes(StandardCharsets.ISO_8859_1),
                bytes(Stream.of(arguments).toList()),
                bytes(environment),
                Filter.of(Selection.of(Profile.RULES)).encoded(),
                kept);
        int pid;
        try {
            pid = new Launcher().launch(ptrace, command, signals);
        } catch (OsException e) {
            assumeTrue(!e.operation().contains("SEIZE"), "this machine forbids ptrace");
            throw e;
        }
        while (true) {
            assertThat(ptrace.await(pid)).isEqualTo(pid);
            if ((ptrace.waitStatus() & 0xFF) != 0x7F) {
                return ptrace.waitStatus();
            }
            ptrace.resume(pid, 0);
        }
    }

    private static int shell(Launcher.SignalState signals, List<String> environment, int[] kept, String script)
            throws OsException {
        int status = run(signals, environment, kept, "/bin/sh", "sh", "-c", script, "zero", "one two");
        assertThat(status & 0x7F).isZero();
        return status >> 8;
    }

    @ParameterizedTest
    @CsvSource({
        "'exit 7', 7",
        "'[ \"$0,$1,$#\" = \"zero,one two,1\" ] && exit 7', 7",
        "'[ \"$A\" = \"b c\" ] && exit 7', 7",
        "'[ -z \"$HOME\" ] && exit 7', 7",
    })
    void argumentsAndEnvironmentArriveAsTheyAre(String script, int status) throws OsException {
        assertThat(shell(NONE, List.of("A=b c"), new int[] {0, 1, 2}, script)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere, 2",
        "/, 13",
        "/etc/passwd, 13",
    })
    void aProgramThatCannotBeExecutedLeavesTheErrorAsTheLaunchersStatus(String path, int errno) throws OsException {
        assertThat(run(NONE, List.of(), new int[0], path, path)).isEqualTo(errno << 8);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "2, true", "0, false", "1, false", "2, false"})
    void onlyDescriptorsThatAreKeptAreOpen(int descriptor, boolean kept) throws OsException {
        String script = "[ -e /proc/$$/fd/" + descriptor + " ] && exit 1; exit 2";
        int[] others = Stream.of(0, 1, 2)
                .filter(each -> kept || each != descriptor)
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(shell(NONE, List.of(), others, script)).isEqualTo(kept ? 1 : 2);
    }

    @ParameterizedTest
    @CsvSource({"SigBlk, true, false", "SigBlk, false, true", "SigIgn, true, false", "SigIgn, false, true"})
    void signalsAreBlockedAndIgnoredAsByTheCaller(String line, boolean blocked, boolean ignored) throws OsException {
        String script = "while read name value; do [ $name = " + line + ": ] && set -- $value; done </proc/self/status;"
                + " case $1 in *[4567cdef]???) exit 1;; *) exit 2;; esac";
        Launcher.SignalState signals = new Launcher.SignalState(blocked ? SIGTERM_BIT : 0, ignored ? SIGTERM_BIT : 0);
        boolean expected = line.equals("SigBlk") ? blocked : ignored;
        if (line.equals("SigIgn") && ignored) {
            // What this virtual machine does not ignore itself cannot be inherited as ignored.
            expected = (Launcher.SignalState.inherited().ignored() & SIGTERM_BIT) != 0;
        }
        assertThat(shell(signals, List.of("PATH=/usr/bin:/bin"), new int[] {0, 1, 2}, script))
                .isEqualTo(expected ? 1 : 2);
    }
}
