package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureVerifier;
import lanner.capture.event.EventType;
import lanner.capture.event.ImageParams;
import lanner.capture.event.OpenatParams;
import lanner.capture.kit.ExecutableFile;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real programs, recorded for real: each must behave as it does without us. */
@Tag("ptrace")
@Order(4)
class RecordLiveTest extends LiveTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        exit 0                                                              | 0
        exit 7                                                              | 7
        ls / >/dev/null; exit 3                                             | 3
        kill -TERM $$                                                       | 143
        kill -KILL $$                                                       | 137
        trap 'exit 5' USR1; kill -USR1 $$; exit 9                           | 5
        trap 'exit 6' TRAP; kill -TRAP $$; exit 9                           | 6
        sleep 9 & kill -STOP $!; sleep 0.2; kill -CONT $!; kill $!; wait $! | 143
        exec sh -c 'exit 8'                                                 | 8
        i=0; while [ $i -lt 60 ]; do /bin/true; i=$((i+1)); done; exit 11   | 11
        sh -c 'exit 2' & wait $!                                            | 2
        """)
    void theStatusIsTheProgramsOwn(String script, int status) throws Exception {
        assertThat(run(plain("sh", "-c", script), "").status()).as("without us").isEqualTo(status);
        assertThat(record("", "sh", "-c", script).status()).isEqualTo(status);
    }

    /** Whoever ignores SIGCHLD is told nothing of its children, and so is what it executes. */
    @Test
    void theStatusIsTheProgramsOwnWhereItsCallerIgnoresChildren() throws Exception {
        List<String> ignoring = List.of("env", "--ignore-signal=CHLD");
        List<String> program = plain("sh", "-c", "grep SigIgn /proc/self/status; exit 7");
        Run without = run(Stream.of(ignoring, program).flatMap(List::stream).toList(), "");
        assumeTrue(without.status() == 7, "this env ignores no signals: " + without.err());
        List<String> recorder = recorder(program.toArray(String[]::new));
        Run with = run(Stream.of(ignoring, recorder).flatMap(List::stream).toList(), "");
        assertThat(with.status()).as(with.err()).isEqualTo(7);
        assertThat(with.out()).isEqualTo(without.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo out; echo err >&2",
                "cat; echo done",
                "pwd; umask; ulimit -n",
                "env | sort | grep -v '^_='",
                "ls -l /proc/self/fd | awk '{print $9}' | sort | tr -d '\\n'",
                "grep -E 'Sig(Blk|Ign|Cgt)' /proc/self/status",
                "grep NoNewPrivs /proc/self/status; id",
                "nproc",
                "find /etc -maxdepth 1 -name '*.conf' 2>/dev/null | sort | head -5"
            })
    void theProgramSeesWhatItSeesWithoutUs(String script) throws Exception {
        assumeTrue(
                Machine.isRoot() || !script.contains("NoNewPrivs"),
                "without root the kernel takes a filter only with no_new_privs");
        Run without = run(plain("sh", "-c", script), "line one\nline two\n");
        Run with = record("line one\nline two\n", "sh", "-c", script);
        assertThat(with.out()).isEqualTo(without.out());
        assertThat(with.err()).isEqualTo(without.err());
        assertThat(with.status()).isEqualTo(without.status());
    }

    @Test
    void argumentsThatAreNoTextReachTheProgramByteForByte() throws Exception {
        List<String> line = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" \"$(printf '\\377?\\303')\"", "sh"));
        line.addAll(recorder("sh", "-c", "printf %s \"$1\" | od -An -tx1", "sh"));
        Run run = run(line, "");
        Machine.needTracing(run.err());
        assertThat(run.out()).isEqualTo(" ff 3f c3\n");
    }

    @Test
    void aDeniedCallIsRecordedAndFails() throws Exception {
        List<String> line = recorder(
                "perl",
                "-e",
                "my $p = pack('x120'); syscall(425, 8, $p); print $!+0, ' '; print mkdir('d') ? 1 : 0, ' ', $!+0");
        line.addAll(line.indexOf("--"), List.of("--deny", "io_uring,mkdir"));
        Run run = run(line, "");
        Machine.needTracing(run.err());
        assumeTrue(run.status() != 127, "there is no perl: " + run.err());
        assertThat(run.out()).isEqualTo("1 0 1");
        assertThat(directory.resolve("d")).doesNotExist();
        List<String> refused = new ArrayList<>();
        read(event -> {
            if (event.name().equals("io_uring_setup") || event.name().equals("mkdir")) {
                refused.add(event.name() + " " + event.result());
            }
        });
        assertThat(refused).containsExactly("io_uring_setup -1", "mkdir -1");
    }

    @Test
    void aDeniedCallMustHaveAName() throws Exception {
        List<String> line = recorder("true");
        line.addAll(line.indexOf("--"), List.of("--deny", "iouring"));
        Run run = run(line, "");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'iouring' is not a system call");
    }

    /** With SECCOMP_RET_TRACE and no tracer a call fails with ENOSYS; we are no tracer of the program's own. */
    @Test
    void aFilterOfTheProgramsOwnThatAsksForATracerFindsNone() throws Exception {
        String script = """
            my $f = pack('SCCL' x 4, 0x20,0,0,0, 0x15,0,1,83, 6,0,0,0x7ff00007, 6,0,0,0x7fff0000);
            syscall(157, 38, 1, 0, 0, 0);
            syscall(317, 1, 0, pack('S x6 P', 4, $f)) == 0 or die "seccomp: $!";
            print mkdir('e') ? 1 : 0, ' ', $!+0;
            """;
        Run without = run(plain("perl", "-e", script), "");
        assumeTrue(without.status() == 0, "no perl, or no seccomp for it: " + without.err());
        assertThat(without.out()).isEqualTo("0 38");
        Run with = record("", "perl", "-e", script);
        assertThat(with.err()).isEqualTo(without.err());
        assertThat(with.out()).isEqualTo(without.out());
        assertThat(directory.resolve("e")).doesNotExist();
        List<Long> results = new ArrayList<>();
        read(event -> {
            if (event.name().equals("mkdir")) {
                results.add(event.result());
            }
        });
        assertThat(results).containsExactly(-38L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"governor", "pin", "off"})
    void aProgramSeesTheProcessorsThatItWouldSeeWithoutUs(String placement) throws Exception {
        Path source = directory.resolve("Seen.java");
        Files.writeString(source, """
            class Seen {
                public static void main(String[] arguments) {
                    System.out.println("java " + Runtime.getRuntime().availableProcessors());
                }
            }
            """);
        String script = "nproc; taskset -cp $$ | sed 's/.*://'; taskset -c 0 nproc; taskset -c 0 sh -c"
                + " 'sh -c nproc; taskset -cp $$ | sed s/.*://'; nproc; "
                + Path.of(System.getProperty("java.home"), "bin", "java") + " -Xint " + source;
        Run alone = run(plain("sh", "-c", script), "");
        assertThat(alone.out()).contains("java ");
        List<String> line = recorder("sh", "-c", script);
        line.addAll(line.indexOf("--overwrite"), List.of("--placement", placement));
        Run recorded = run(line, "");
        Machine.needTracing(recorded.err());
        assertThat(recorded.out()).isEqualTo(alone.out());
    }

    @Test
    void everyExecOfAPipelineIsRecordedInOrder() throws Exception {
        record("", "sh", "-c", "/bin/echo one | /bin/cat; /usr/bin/env true");
        List<String> programs = new ArrayList<>();
        CaptureReport report = read(event -> {
            if (event.type() == EventType.EXECVE && event.result() == 0) {
                programs.add(event.text(ImageParams.EXE));
            }
        });
        assertThat(programs.get(0)).isEqualTo("sh");
        assertThat(programs.subList(1, 3)).containsExactlyInAnyOrder("/bin/echo", "/bin/cat");
        assertThat(programs.subList(3, 5)).containsExactly("/usr/bin/env", "true");
        assertThat(report.isWhole()).isTrue();
        assertThat(CaptureVerifier.verify(directory.resolve("x.lanner")).verdict())
                .isEqualTo(CaptureVerifier.Verdict.INTACT);
    }

    @Test
    void aScriptHasTheArgumentsThatItsInterpreterSees() throws Exception {
        Path script = ExecutableFile.write(directory.resolve("script"), "#!/bin/sh -u\n:\n");
        record("", script.toString(), "one", "two words");
        List<String> arguments = new ArrayList<>();
        read(event -> {
            if (event.type() == EventType.EXECVE && event.result() == 0) {
                arguments.add(event.text(ImageParams.EXE));
                arguments.addAll(List.of(event.text(ImageParams.ARGS).split("\0")));
            }
        });
        assertThat(arguments).containsExactly("/bin/sh", "-u", script.toString(), "one", "two words");
    }

    @Test
    void aChildIsIntroducedBeforeAnythingItDoes() throws Exception {
        record("", "sh", "-c", "for i in 1 2 3 4 5; do (cd /; /bin/true) & done; wait");
        List<Integer> known = new ArrayList<>();
        read(event -> {
            boolean birth = event.type() == EventType.CLONE
                    || event.type() == EventType.CLONE3
                    || event.type() == EventType.VFORK
                    || event.type() == EventType.FORK;
            if (event.type().kind() != EventType.Kind.SEGMENT) {
                if (birth && event.result() == 0 || known.isEmpty()) {
                    known.add(event.tid());
                }
                assertThat(known).as("%s of %d", event.name(), event.tid()).contains(event.tid());
            }
        });
        assertThat(known.size()).isGreaterThan(5);
    }

    @Test
    void twoHundredChildrenAllEnd() throws Exception {
        assertThat(record("", "sh", "-c", "for i in $(seq 200); do sh -c : & done; wait; echo all")
                        .out())
                .isEqualTo("all\n");
        int[] ends = new int[1];
        read(event -> ends[0] += event.type() == EventType.PROCEXIT ? 1 : 0);
        assertThat(ends[0]).isGreaterThanOrEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"/nowhere/at/all, 127", "no-such-command-anywhere, 127", "/etc/passwd, 126", "/tmp, 126"})
    void aCommandThatCannotRunSaysSoAsAShellDoes(String command, int status) throws Exception {
        Run run = record("", command);
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.err()).startsWith("lanner: " + command).hasLineCount(1);
    }

    @Test
    void threadsThatRunForThemselvesAreFollowedAndAnExecByOneOfThemIsTheProcesss() throws Exception {
        Path source = Files.writeString(directory.resolve("t.c"), """
            #include <pthread.h>
            #include <unistd.h>
            #include <fcntl.h>
            static void *work(void *p) { for (int i = 0; i < 50; i++) close(open("/etc/passwd", O_RDONLY)); return p; }
            static void *become(void *p) { execl("/bin/echo", "echo", "from a thread", (char *) 0); return p; }
            int main(void) {
                pthread_t t[4];
                for (int i = 0; i < 4; i++) pthread_create(&t[i], 0, work, 0);
                for (int i = 0; i < 4; i++) pthread_join(t[i], 0);
                pthread_create(&t[0], 0, become, 0);
                pause();
            }
            """);
        compile(source, "-pthread");
        Run run = record("", directory.resolve("t").toString());
        assertThat(run.out()).isEqualTo("from a thread\n");
        assertThat(run.status()).isZero();
        int[] opens = new int[1];
        List<Integer> execs = new ArrayList<>();
        read(event -> {
            opens[0] += event.type() == EventType.OPENAT && "/etc/passwd".equals(event.text(OpenatParams.NAME)) ? 1 : 0;
            if (event.type() == EventType.EXECVE && event.result() == 0) {
                execs.add(event.tid());
            }
        });
        assertThat(opens[0]).isEqualTo(200);
        assertThat(execs).hasSize(2);
        assertThat(execs.get(1)).isEqualTo(execs.get(0));
    }

    @Test
    void anUntracedCloneA32BitCallAndAnEarlyLeaderAreNoHoles() throws Exception {
        Path source = Files.writeString(directory.resolve("t.c"), """
            #define _GNU_SOURCE
            #include <sched.h>
            #include <signal.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>
            #include <fcntl.h>
            #include <pthread.h>
            #include <sys/syscall.h>
            #include <sys/wait.h>
            static void *late(void *p) { usleep(100000); close(open("/etc/hostname", O_RDONLY)); puts("late"); fflush(stdout); return p; }
            int main(int count, char **words) {
                (void) words;
                long pid = syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
                if (pid == 0) _exit(open("/etc/passwd", O_RDONLY) >= 0 ? 0 : 1);
                int status; waitpid(pid, &status, 0);
                int pid32 = getpid();
                if (count > 1) __asm__ volatile("int $0x80" : "=a"(pid32) : "a"(20) : "memory", "r8", "r9", "r10", "r11");
                printf("%d %d\\n", WEXITSTATUS(status), pid32 == getpid());
                fflush(stdout);
                pthread_t t; pthread_create(&t, 0, late, 0);
                pthread_exit(0);
            }
            """);
        compile(source, "-pthread");
        String program = directory.resolve("t").toString();
        Run run = Machine.has32BitCalls() ? record("", program, "i386") : record("", program);
        assertThat(run.out()).isEqualTo("0 1\nlate\n");
        assertThat(run.status()).isZero();
        List<String> opened = new ArrayList<>();
        read(event -> {
            if (event.type() == EventType.OPENAT) {
                opened.add(event.text(OpenatParams.NAME));
            }
        });
        assertThat(opened).contains("/etc/passwd", "/etc/hostname");
    }

    @Test
    void aReadThatASignalInterruptsAndTheKernelRestartsIsOneEvent() throws Exception {
        Path source = Files.writeString(directory.resolve("t.c"), """
            #include <signal.h>
            #include <unistd.h>
            #include <sys/socket.h>
            static int other;
            static void on(int s) { (void) s; access("/in-the-handler", F_OK); if (write(other, "x", 1) != 1) _exit(3); }
            int main(void) {
                int pair[2]; socketpair(AF_UNIX, SOCK_STREAM, 0, pair); other = pair[1];
                struct sigaction a = {0}; a.sa_handler = on; a.sa_flags = SA_RESTART; sigaction(SIGALRM, &a, 0);
                alarm(1); char c;
                return recv(pair[0], &c, 1, 0) == 1 ? 0 : 1;
            }
            """);
        compile(source);
        assertThat(record("", directory.resolve("t").toString()).status()).isZero();
        List<String> calls = new ArrayList<>();
        read(event -> {
            if (event.type() == EventType.RECVFROM || event.type() == EventType.ACCESS) {
                calls.add(event.name() + " " + event.result());
            }
        });
        assertThat(calls).filteredOn(call -> call.startsWith("recvfrom")).containsExactly("recvfrom 1");
    }

    /**
     * The program counts its calls in a shared page, each once it has returned. By a stop its event was then written, and
     * however the recorder ends, it must be read back; of those recorded inside the ones that were not taken out are lost,
     * at most what a thread's memory for them holds. {@code -Dlanner.kills=50} for the long run.
     */
    @ParameterizedTest
    @CsvSource({"off, 0", "look, 1500"})
    void aRecorderKilledAtAnyMomentLosesNoWrittenEvent(String level, int bound) throws Exception {
        makeTheCountingProgram();
        long seed = Long.getLong("lanner.seed", System.nanoTime());
        Random random = new Random(seed);
        long written = 0;
        for (int kill = 0; kill < Integer.getInteger("lanner.kills", 4); kill++) {
            Files.deleteIfExists(directory.resolve("page"));
            Process recorder = start(
                    recorder(List.of("--inline", level), directory.resolve("t").toString()));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
            while (callsDone() == 0 && System.nanoTime() < deadline && recorder.isAlive()) {
                Thread.sleep(1);
            }
            Machine.needTracing(Files.readString(directory.resolve("err")));
            TimeUnit.MICROSECONDS.sleep(random.nextInt(700_000));
            recorder.destroyForcibly().waitFor();
            long done = callsDone();
            List<String> names = new ArrayList<>();
            CaptureReport report = read(event -> {
                if (event.type() == EventType.ACCESS) {
                    String name = event.text(event.type().indexOf("name"));
                    if (name.startsWith("/call/")) {
                        names.add(name);
                    }
                }
            });
            for (int i = 0; i < names.size(); i++) {
                assertThat(names.get(i)).as("seed %d, kill %d", seed, kill).isEqualTo("/call/" + (i + 1));
            }
            assertThat((long) names.size())
                    .as("%s, seed %d, kill %d: the program saw %d calls return", level, seed, kill, done)
                    .isGreaterThanOrEqualTo(done - bound)
                    .isPositive();
            assertThat(report.missing()).isZero();
            assertThat(CaptureVerifier.verify(directory.resolve("x.lanner")).verdict())
                    .as("seed %d, kill %d: %s", seed, kill, report.damages())
                    .isEqualTo(CaptureVerifier.Verdict.NO_FOOTER);
            written += names.size();
        }
        assertThat(written).isPositive();
        System.out.printf(
                "%s: killed %d times, %,d events read back, seed %d%n",
                level, Integer.getInteger("lanner.kills", 4), written, seed);
    }

    private void makeTheCountingProgram() throws Exception {
        Path source = directory.resolve("t.c");
        Files.writeString(source, """
            #include <fcntl.h>
            #include <stdio.h>
            #include <sys/mman.h>
            #include <unistd.h>
            int main(void) {
                int fd = open("page", O_RDWR | O_CREAT | O_TRUNC, 0600);
                if (fd < 0) { perror("page is not opened"); return 2; }
                if (ftruncate(fd, 4096)) { perror("page is not made"); return 3; }
                volatile long *done = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
                for (long n = 1; ; n++) {
                    char name[32];
                    sprintf(name, "/call/%ld", n);
                    access(name, F_OK);
                    *done = n;
                }
            }
            """);
        compile(source);
    }

    /** At once, when little of the recorder is compiled, and later. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 300, 2000})
    void aProgramThatCutsTheCaptureShortGoesOn(int opens) throws Exception {
        Path source = directory.resolve("t.c");
        Files.writeString(source, """
            #include <fcntl.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>
            int main(int argc, char **argv) {
                for (int n = atoi(argv[1]); n > 0; n--)
                    close(open("/etc/passwd", O_RDONLY));
                for (int file = 2; file < argc; file++)
                    if (truncate(argv[file], 0)) { perror(argv[file]); return 2; }
                for (int n = 0; n < 3000; n++)
                    close(open("/etc/passwd", O_RDONLY));
                puts("went on");
                return 7;
            }
            """);
        compile(source);
        String program = directory.resolve("t").toString();
        Run run = record(
                "", "sh", "-c", "exec " + program + " " + opens + " " + directory.resolve("x.lanner") + "/*.cq4");
        assertThat(run.out()).contains("went on");
        assertThat(run.status()).as(run.err()).isEqualTo(7);
        assertThat(run.err()).contains("was cut short").doesNotContain("SIGBUS");
    }

    /**
     * A signal that ends the recorder is the program's: however early or late it comes, what is there afterwards is a
     * whole capture or nothing. {@code -Dlanner.terms=50} for the long run.
     */
    @Test
    void aRecorderAskedToEndAtAnyMomentLeavesAWholeCaptureOrNone() throws Exception {
        makeTheCountingProgram();
        long seed = Long.getLong("lanner.seed", System.nanoTime());
        Random random = new Random(seed);
        int whole = 0;
        int terms = Integer.getInteger("lanner.terms", 8);
        for (int term = 0; term < terms; term++) {
            Files.deleteIfExists(directory.resolve("page"));
            Process recorder = start(recorder(directory.resolve("t").toString()));
            // At its start, or once the program runs: however long a recorder takes to start here.
            boolean early = term % 2 == 0;
            assertThat(early || Machine.await(() -> callsDone() > 0 || !recorder.isAlive()))
                    .isTrue();
            TimeUnit.MICROSECONDS.sleep(random.nextInt(500_000));
            recorder.destroy();
            assertThat(recorder.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            String said = Files.readString(directory.resolve("err"));
            Machine.needTracing(said);
            assertThat(recorder.exitValue())
                    .as("seed %d, term %d: %s", seed, term, said)
                    .isEqualTo(143);
            Path capture = directory.resolve("x.lanner");
            if (Files.exists(capture)) {
                whole++;
                assertThat(CaptureVerifier.verify(capture).verdict())
                        .as("seed %d, term %d", seed, term)
                        .isEqualTo(CaptureVerifier.Verdict.INTACT);
                long[] calls = new long[1];
                read(event -> {
                    if (event.type() == EventType.ACCESS
                            && event.text(event.type().indexOf("name")).startsWith("/call/")) {
                        calls[0]++;
                    }
                });
                assertThat(calls[0]).as("seed %d, term %d", seed, term).isGreaterThanOrEqualTo(callsDone());
                try (Stream<Path> entries = Files.list(capture)) {
                    for (Path entry : entries.toList()) {
                        Files.delete(entry);
                    }
                }
                Files.delete(capture);
            } else {
                assertThat(directory.resolve("page"))
                        .as("seed %d, term %d", seed, term)
                        .doesNotExist();
            }
        }
        System.out.printf("ended %d times, %d whole captures, seed %d%n", terms, whole, seed);
        assertThat(whole).isPositive();
    }

    private long callsDone() throws IOException {
        Path page = directory.resolve("page");
        if (!Files.exists(page) || Files.size(page) < 8) {
            return 0;
        }
        return ByteBuffer.wrap(Files.readAllBytes(page))
                .order(ByteOrder.nativeOrder())
                .getLong(0);
    }
}
