package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lanner.capture.CaptureVerifier;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.capture.event.ProcessRecord;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a traced program must not notice beside the hazards of {@code HazardTest}: ids, rights, attaching. */
@Tag("ptrace")
@Isolated("it chooses the ids of the next processes")
class SubtletyLiveTest extends LiveTest {
    private static final String HEAD = """
        #define _GNU_SOURCE
        #include <errno.h>
        #include <fcntl.h>
        #include <pthread.h>
        #include <sched.h>
        #include <signal.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <time.h>
        #include <unistd.h>
        #include <linux/audit.h>
        #include <linux/filter.h>
        #include <linux/sched.h>
        #include <linux/seccomp.h>
        #include <sys/prctl.h>
        #include <sys/ptrace.h>
        #include <sys/socket.h>
        #include <sys/syscall.h>
        #include <sys/wait.h>
        """;

    /** Runs a program bare and recorded; both must end the same way with the same output. */
    private Run same(String source, String... arguments) throws Exception {
        return same(List.of(), source, arguments);
    }

    private Run same(List<String> options, String source, String... arguments) throws Exception {
        compile(Files.writeString(directory.resolve("t.c"), HEAD + source), "-pthread", "-w");
        List<String> command = new ArrayList<>(List.of(directory.resolve("t").toString()));
        command.addAll(List.of(arguments));
        Run bare = run(command, "");
        Run recorded = run(recorder(options, command.toArray(String[]::new)), "");
        Machine.needTracing(recorded.err());
        assertThat(recorded.out()).isEqualTo(bare.out());
        assertThat(recorded.err()).isEqualTo(bare.err());
        assertThat(recorded.status()).isEqualTo(bare.status());
        assertThat(CaptureVerifier.verify(directory.resolve("x.lanner")).verdict())
                .isEqualTo(CaptureVerifier.Verdict.INTACT);
        return bare;
    }

    @Test
    void aSignalThatTheProgramIgnoresInterruptsNothing() throws Exception {
        Run run = same("""
            #include <sys/epoll.h>
            int main(void) {
                int ep = epoll_create1(0), interrupted = 0; struct epoll_event e;
                for (int i = 0; i < 20; i++) {
                    int pid = fork(); if (pid == 0) { usleep(5000); _exit(0); }
                    interrupted += epoll_wait(ep, &e, 1, 15) != 0;
                    kill(getpid(), SIGURG); kill(getpid(), SIGWINCH);
                    waitpid(pid, 0, 0);
                }
                printf("%d\\n", interrupted); return 0;
            }
            """);
        assertThat(run.out()).isEqualTo("0\n");
    }

    /** Half of these dump a core: such a signal is acted on by the thread that gets it, and when that comes to it. */
    @ParameterizedTest
    @ValueSource(strings = {"HUP", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "USR1", "SEGV", "TERM", "XCPU", "SYS"})
    void theRecorderEndsByTheSignalThatTheProgramEndedBy(String signal) throws Exception {
        List<String> program = List.of("sh", "-c", "kill -" + signal + " $$");
        Run bare = run(saidByAShell(program), "");
        Run recorded = run(saidByAShell(recorder(program.toArray(String[]::new))), "");
        Machine.needTracing(recorded.err());
        assertThat(bare.err()).as("what a shell says of it").isNotEmpty();
        assertThat(recorded.err().replace(" (core dumped)", ""))
                .isEqualTo(bare.err().replace(" (core dumped)", ""));
        assertThat(recorded.out()).isEqualTo(bare.out());
    }

    /** A shell that goes on when the command has ended, and says which signal ended it. */
    private static List<String> saidByAShell(List<String> command) {
        List<String> line = new ArrayList<>(List.of("sh", "-c", "\"$@\"; echo $?", "sh"));
        line.addAll(command);
        return line;
    }

    @Test
    void attachingPutsNoFilterOnAnybody() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "3600").start();
        Path status = Path.of("/proc/" + sleep.pid() + "/status");
        List<String> before = facts(status);
        Process recorder = start(attach(sleep.pid()));
        try {
            awaitTracer(status, recorder);
            assertThat(facts(status)).isEqualTo(before);
        } finally {
            sleep.destroy();
            assertThat(recorder.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    private static List<String> facts(Path status) throws Exception {
        return Files.readAllLines(status).stream()
                .filter(line ->
                        line.startsWith("Seccomp") || line.startsWith("NoNewPrivs") || line.startsWith("Cpus_allowed"))
                .toList();
    }

    private List<String> attach(long pid) {
        List<String> line = recorder(List.of("-p", Long.toString(pid)));
        line.remove("--");
        return line;
    }

    private void awaitTracer(Path status, Process recorder) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (recorder.isAlive()
                && System.nanoTime() < deadline
                && Files.readAllLines(status).contains("TracerPid:\t0")) {
            Thread.sleep(5);
        }
        assumeTrue(recorder.isAlive(), "this machine forbids attaching");
    }

    @Test
    void aRecorderThatWaitsForAnIdleProgramEndsWhenToldTo() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "3600").start();
        Process recorder = start(attach(sleep.pid()));
        try {
            awaitTracer(Path.of("/proc/" + sleep.pid() + "/status"), recorder);
            new ProcessBuilder("kill", "-TERM", Long.toString(recorder.pid()))
                    .start()
                    .waitFor();
            assertThat(recorder.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(recorder.exitValue()).isZero();
            assertThat(sleep.isAlive()).isTrue();
        } finally {
            sleep.destroyForcibly().waitFor();
            recorder.destroyForcibly();
        }
    }

    @Test
    void callsOfOtherTablesWorkAndAreRecorded() throws Exception {
        Machine.need32BitCalls();
        same("""
            int main(void) {
                int pid32, ret; static char path[] __attribute__((aligned(16))) = "/compat";
                __asm__ volatile("int $0x80" : "=a"(pid32) : "a"(20));
                printf("%d\\n", pid32 == getpid());
                printf("%d\\n", (int) syscall(0x40000000 | 39) == getpid() || errno == ENOSYS);
                return 0;
            }
            """);
    }

    @Test
    void callsOf32BitsAreRecordedWithArgumentsOf32Bits() throws Exception {
        Machine.need32BitCalls();
        compile(Files.writeString(directory.resolve("t.c"), HEAD + """
            static int call(long number, long b, long c, long d) {
                int ret;
                __asm__ volatile("int $0x80" : "=a"(ret) : "a"(number), "b"(b), "c"(c), "d"(d)
                    : "memory", "r8", "r9", "r10", "r11");
                return ret;
            }
            int main(void) {
                long high = 0x12345678L << 32;
                call(19, high | 99, high | 0xFFFFFFFB, high | 1);
                call(213, high | getuid(), 0, 0);
                call(500, high | 7, 0, 0);
                return 0;
            }
            """), "-w");
        Run run =
                run(recorder(List.of("--profile", "all"), directory.resolve("t").toString()), "");
        Machine.needTracing(run.err());
        assertThat(run.status()).as(run.err()).isZero();
        List<String> calls = new ArrayList<>();
        read(event -> {
            if (event.has(Mark.COMPAT)) {
                int first = event.type().resultIsFirst() ? 1 : 2;
                calls.add(event.name() + " " + event.param(first, -1) + " " + event.param(first + 1, -1));
            }
        });
        long uid = ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        assertThat(calls).containsExactly("lseek 99 -5", "setuid " + uid + " -1", "syscall_500 7 0");
    }

    @Test
    void whatAThreadMayDoIsToldAfterEachCallThatChangesIt() throws Exception {
        assumeTrue(Machine.isRoot(), "only root can become another user");
        compile(Files.writeString(directory.resolve("t.c"), HEAD + """
            int main(void) {
                if (unshare(CLONE_FS) || setgid(4321) || setresuid(-1, 1234, -1) || setuid(0)) return 1;
                return setuid(4321) || setuid(0) != -1;
            }
            """), "-w");
        Run run = record("", directory.resolve("t").toString());
        assertThat(run.status()).as(run.err()).isZero();
        List<String> told = new ArrayList<>();
        read(event -> {
            if (event.type() == EventType.PROCESS && event.tid() != 0) {
                boolean directories = event.has(ProcessRecord.CWD) && event.has(ProcessRecord.ROOT);
                told.add(event.param(ProcessRecord.UID, -1) + " " + event.param(ProcessRecord.GID, -1) + " "
                        + (event.param(ProcessRecord.CAP_EFFECTIVE, -1) != 0 ? "powerful" : "powerless")
                        + (directories ? " with directories" : ""));
            }
        });
        assertThat(told)
                .containsExactly(
                        "0 0 powerful with directories",
                        "0 4321 powerful",
                        "1234 4321 powerless",
                        "0 4321 powerful",
                        "4321 4321 powerless");
    }

    @Test
    void aSetuidProgramKeepsItsRightsWhenRootRecords() throws Exception {
        assumeTrue(Machine.isRoot(), "only root can make a setuid program of another");
        compile(Files.writeString(directory.resolve("t.c"), HEAD + """
            int main(void) { printf("%d %d\\n", getuid(), geteuid()); return 0; }
            """), "-w");
        run(List.of("chmod", "755", directory.toString()), "");
        run(List.of("chmod", "4755", directory.resolve("t").toString()), "");
        String[] command = {
            "setpriv",
            "--reuid",
            "65534",
            "--clear-groups",
            directory.resolve("t").toString()
        };
        Run bare = run(List.of(command), "");
        assumeTrue(bare.status() == 0, "no setpriv here: " + bare.err());
        assertThat(record("", command).out()).isEqualTo(bare.out());
    }

    @Test
    void aProgramThatGetsNoRightsFromItsFileIsCountedAndSaid() throws Exception {
        assumeTrue(Machine.isRoot(), "only root can make a setuid program of another");
        compile(Files.writeString(directory.resolve("t.c"), HEAD + """
            int main(void) { printf("%d\\n", geteuid()); return 0; }
            """), "-w");
        Files.setAttribute(directory.resolve("t"), "unix:uid", 65534);
        run(List.of("chmod", "4755", directory.resolve("t").toString()), "");
        List<String> powerless = List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all");
        Run bare = run(with(powerless, List.of("./t")), "");
        assumeTrue(bare.status() == 0, "no setpriv here: " + bare.err());
        assertThat(bare.out()).isEqualTo("65534\n");

        List<String> said = recorder("sh", "-c", "./t; ./t; id -u");
        said.remove("-q");
        Run recorded = run(with(powerless, said), "");
        Machine.needTracing(recorded.err());
        assertThat(recorded.out()).isEqualTo("0\n0\n0\n");
        assertThat(recorded.err()).contains("lanner: 2 programs ran without the rights");
        assertThat(read(event -> {}).footers().get(0).counters()).containsEntry("programs_without_rights", 2L);

        // With its rights, it is none that lacks them.
        Run mighty = run(said, "");
        assertThat(mighty.out()).isEqualTo("65534\n65534\n0\n");
        assertThat(mighty.err()).doesNotContain("without the rights");
    }

    private static List<String> with(List<String> first, List<String> command) {
        List<String> line = new ArrayList<>(first);
        line.addAll(command);
        return line;
    }

    @Test
    void anIdThatIsUsedAgainIsAnotherProcess() throws Exception {
        Path last = Path.of("/proc/sys/kernel/ns_last_pid");
        assumeTrue(Files.isWritable(last), "process ids cannot be chosen here");
        Run run = same("""
            int main(void) {
                int wanted = 0, again = 0;
                for (int i = 0; i < 40; i++) {
                    if (wanted) { FILE *f = fopen("/proc/sys/kernel/ns_last_pid", "w"); fprintf(f, "%d", wanted - 1); fclose(f); }
                    int pid = fork();
                    if (pid == 0) { char name[32]; sprintf(name, "/child/%d", i); access(name, F_OK); _exit(0); }
                    waitpid(pid, 0, 0);
                    again += pid == wanted; wanted = pid;
                }
                fprintf(stderr, "%s", again > 0 ? "" : "never"); return 0;
            }
            """);
        assumeTrue(run.err().isEmpty(), "no id came again");
        Map<Integer, Integer> births = new HashMap<>();
        read(event -> {
            if (event.name().startsWith("clone") && event.result() == 0) {
                births.merge(event.tid(), 1, Integer::sum);
            }
        });
        assertThat(births.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
        assertThat(births.size()).isLessThan(40);
    }

    /** As in a container whose entry point is the recorder: process 1 of a namespace of its own. */
    @Test
    void anEntryPointEndsWithItsProgramAndPassesSignalsOn() throws Exception {
        List<String> namespace = List.of("unshare", "--pid", "--fork", "--mount-proc");
        List<String> probe = new ArrayList<>(namespace);
        probe.add("true");
        assumeTrue(run(probe, "").status() == 0, "no namespaces can be made here");
        List<String> line = new ArrayList<>(namespace);
        // What it leaves behind ends with it; an orphan is nobody's zombie.
        line.addAll(recorder("sh", "-c", """
            sleep 3600 & (sh -c 'sleep 0.1; : > gone' &)
            while [ ! -e gone ]; do sleep 0.02; done
            for i in $(seq 500); do
                zombies=$(ps -e -o stat= | grep -c Z)
                [ "$zombies" != 0 ] || break
                sleep 0.02
            done
            echo $zombies
            exit 3
            """));
        Run run = run(line, "");
        Machine.needTracing(run.err());
        assertThat(run.out()).isEqualTo("0\n");
        assertThat(run.status()).isEqualTo(3);
        line = new ArrayList<>(namespace);
        line.addAll(recorder("sh", "-c", "trap 'exit 9' TERM; echo > ready; while :; do sleep 0.05; done"));
        Process outer = start(line);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (!Files.exists(directory.resolve("ready")) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        outer.children().forEach(ProcessHandle::destroy);
        assertThat(outer.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(outer.exitValue()).isEqualTo(9);
        assertThat(CaptureVerifier.verify(directory.resolve("x.lanner")).verdict())
                .isEqualTo(CaptureVerifier.Verdict.INTACT);
    }
}
