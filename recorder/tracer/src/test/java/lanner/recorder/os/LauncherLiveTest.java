package lanner.recorder.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
    private static final Launcher.CallerState NONE = new Launcher.CallerState(0, 0, Optional.empty());

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream()
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** The wait status that a command ends with. */
    private static int run(
            Launcher.CallerState caller, List<String> environment, int[] kept, String path, String... arguments)
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
            pid = new Launcher().launch(ptrace, command, caller);
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

    private static int shell(Launcher.CallerState caller, List<String> environment, int[] kept, String script)
            throws OsException {
        int status = run(caller, environment, kept, "/bin/sh", "sh", "-c", script, "zero", "one two");
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

    /** All that can be ignored but SIGSEGV, which grep catches. */
    @ParameterizedTest
    @CsvSource({
        "SigBlk, 0, 0, 0000000000000000",
        "SigBlk, 4000, 0, 0000000000004000",
        "SigIgn, 0, 0, 0000000000000000",
        "SigIgn, 4000, 0, 0000000000000000",
        "SigIgn, 0, 4000, 0000000000004000",
        "SigIgn, 0, 380001007, 0000000380001007",
        "SigBlk, 0, fffffffffffbfaff, 0000000000000000",
        "SigIgn, 0, fffffffffffbfaff, fffffffffffbfaff",
    })
    void signalsAreBlockedAndIgnoredAsByTheCaller(String line, String blocked, String ignored, String found)
            throws OsException {
        Launcher.CallerState caller = new Launcher.CallerState(
                Long.parseUnsignedLong(blocked, 16), Long.parseUnsignedLong(ignored, 16), Optional.empty());
        int status = run(
                caller,
                List.of(),
                new int[] {0, 1, 2},
                "/bin/grep",
                "grep",
                "-q",
                line + ":.*" + found,
                "/proc/self/status");
        assertThat(status).isZero();
    }

    @ParameterizedTest
    @CsvSource({"5, 60", "60, 60"})
    void theLimitOfOpenFilesIsTheCallers(long soft, long hard) throws OsException {
        Launcher.CallerState caller = new Launcher.CallerState(0, 0, Optional.of(new Launcher.Limit(soft, hard)));
        String line = "Max open files *" + soft + " *" + hard + " ";
        assertThat(run(caller, List.of(), new int[] {0, 1, 2}, "/bin/grep", "grep", "-q", line, "/proc/self/limits"))
                .isZero();
    }
}
