package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureVerifier;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.EventType;
import lanner.capture.event.ProcessRecord;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes that run already, attached to and let go again: they must not notice. */
@Tag("ptrace")
class AttachLiveTest extends LiveTest {
    /**
     * Eight threads, each naming its calls one by one; one of them in epoll_wait, which an attaching tracer makes return
     * EINTR unless it takes care; one making children. It ends by itself when told, and says what it saw go wrong.
     *
     * <p>Its children are not fork(3)'s: from glibc 2.41 on that blocks all signals, and a SIGCHLD that comes meanwhile
     * makes the wait of another thread return EINTR, traced or not.
     */
    private static final String BUSY = """
        #define _GNU_SOURCE
        #include <errno.h>
        #include <fcntl.h>
        #include <pthread.h>
        #include <signal.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/epoll.h>
        #include <sys/syscall.h>
        #include <sys/wait.h>
        #include <time.h>
        #include <unistd.h>
        static volatile int stop, bad;
        static long counts[8];
        static void on(int s) { (void) s; stop = 1; }
        static void *work(void *p) {
            long id = (long) p;
            int ep = epoll_create1(0);
            while (!stop) {
                char name[64];
                sprintf(name, "/busy/%ld/%ld", id, counts[id]);
                if (access(name, F_OK) != -1 || errno != ENOENT) bad |= 1;
                counts[id]++;
                struct epoll_event e;
                if (id == 7 && epoll_wait(ep, &e, 1, 20) != 0 && !stop) bad |= 2;
                struct timespec t = {0, 2000000};
                if (id < 6 && nanosleep(&t, 0) != 0 && !stop) bad |= 4;
                if (id == 6) {
                    int pid = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0), status;
                    if (pid == 0) _exit(access("/busy/child", F_OK) == -1 ? 7 : 8);
                    if (waitpid(pid, &status, 0) != pid || status != 7 << 8) bad |= 8;
                    usleep(20000);
                }
            }
            return 0;
        }
        int main(void) {
            pthread_t t[8];
            for (long i = 0; i < 8; i++) pthread_create(&t[i], 0, work, (void *) i);
            signal(SIGUSR2, on);
            FILE *ready = fopen("ready", "w");
            fclose(ready);
            while (!stop) usleep(1000); /* the handler may run in another thread */
            for (int i = 0; i < 8; i++) pthread_join(t[i], 0);
            return bad;
        }
        """;

    /** {@code -Dlanner.attaches=100} for the long run. */
    @Test
    void aBusyProgramNeverNoticesAndEveryCallMadeMeanwhileIsRecorded() throws Exception {
        compile(Files.writeString(directory.resolve("t.c"), BUSY), "-pthread");
        Process busy = new ProcessBuilder(directory.resolve("t").toString())
                .directory(directory.toFile())
                .inheritIO()
                .start();
        try {
            waitFor(directory.resolve("ready"));
            long total = 0;
            for (int attach = 0; attach < Integer.getInteger("lanner.attaches", 3); attach++) {
                CaptureReport report = attachUntil(() -> busyInAllParts(), busy.pid());
                assertThat(report.isWhole()).as(report.damages().toString()).isTrue();
                total += checkContinuity();
                assertThat(busy.isAlive()).isTrue();
            }
            System.out.printf(
                    "attached %d times, %,d calls in unbroken rows%n", Integer.getInteger("lanner.attaches", 3), total);
        } finally {
            new ProcessBuilder("kill", "-USR2", Long.toString(busy.pid()))
                    .start()
                    .waitFor();
            assertThat(busy.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(busy.exitValue()).as("what the program saw go wrong").isZero();
    }

    private static final String WITHOUT_FIRST_THREAD = """
        #include <fcntl.h>
        #include <pthread.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/syscall.h>
        #include <unistd.h>
        static int status_has(int id, const char *words) {
            char name[64], text[4096];
            sprintf(name, "/proc/%d/status", id);
            FILE *status = fopen(name, "r");
            text[fread(text, 1, sizeof text - 1, status)] = 0;
            fclose(status);
            return strstr(text, words) != 0;
        }
        static void *work(void *unused) {
            int self = syscall(SYS_gettid);
            while (!status_has(getpid(), "State:\tZ")) usleep(1000);
            close(open("ready", O_CREAT, 0600));
            chdir("/usr");
            while (status_has(self, "TracerPid:\t0")) usleep(1000);
            usleep(100000);
            access("late", F_OK);
            exit(0);
        }
        int main(void) {
            pthread_t t;
            dup2(open("/etc/passwd", O_RDONLY), 9);
            pthread_create(&t, 0, work, 0);
            pthread_exit(0);
        }
        """;

    @Test
    void aProcessWhoseFirstThreadHasEndedIsAttachedToAndKnown() throws Exception {
        compile(Files.writeString(directory.resolve("t.c"), WITHOUT_FIRST_THREAD), "-pthread", "-w");
        Process program = new ProcessBuilder(directory.resolve("t").toString())
                .directory(directory.toFile())
                .inheritIO()
                .start();
        try {
            waitFor(directory.resolve("ready"));
            Run run = run(recorderOf(program.pid()), "");
            assumeTrue(!run.err().contains("that takes the same user"), "this machine forbids attaching: " + run.err());
            assertThat(run.status()).as(run.err()).isZero();
        } finally {
            program.destroyForcibly();
        }
        List<String> facts = new ArrayList<>();
        read(event -> {
            if (event.type() == EventType.PROCESS && event.param(ProcessRecord.TID, 0) == program.pid()) {
                facts.add(event.text(ProcessRecord.EXEPATH) + " in " + event.text(ProcessRecord.CWD));
            } else if (event.type() == EventType.DESCRIPTOR && event.param(DescriptorRecord.FD, 0) == 9) {
                facts.add(
                        event.param(DescriptorRecord.PID, 0) == program.pid()
                                ? event.text(DescriptorRecord.NAME)
                                : "of another");
            } else if (event.type() == EventType.ACCESS) {
                facts.add(event.text(EventType.ACCESS.indexOf("name")));
            }
        });
        assertThat(facts).containsExactly(directory.resolve("t") + " in /usr", "/etc/passwd", "late");
    }

    private CaptureReport attachUntil(Machine.Condition seen, long pid) throws Exception {
        Process recorder = start(recorderOf(pid));
        Path capture = directory.resolve("x.lanner");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        // Attached once it has written more than its header.
        while (recorder.isAlive()
                && System.nanoTime() < deadline
                && (!Files.isDirectory(capture) || traced(pid) == 0)) {
            Thread.sleep(5);
        }
        // What it waits for is read from the capture that is being written.
        boolean enough = !recorder.isAlive() || Machine.await(() -> !recorder.isAlive() || seen.holds());
        new ProcessBuilder("kill", "-TERM", Long.toString(recorder.pid()))
                .start()
                .waitFor();
        assertThat(recorder.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("it lets go")
                .isTrue();
        String err = Files.readString(directory.resolve("err"));
        assumeTrue(!err.contains("cannot be attached to"), "this machine forbids attaching: " + err);
        assertThat(err).isEmpty();
        assertThat(enough).as("what was waited for was recorded").isTrue();
        assertThat(recorder.exitValue()).isZero();
        assertThat(traced(pid)).as("nobody traces it any more").isZero();
        assertThat(CaptureVerifier.verify(capture).verdict()).isEqualTo(CaptureVerifier.Verdict.INTACT);
        return read(event -> {});
    }

    private List<String> recorderOf(long pid) {
        List<String> line = recorder(List.of("-p", Long.toString(pid)));
        line.remove("--");
        return line;
    }

    private static int traced(long pid) throws Exception {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("TracerPid:"))
                .mapToInt(line -> Integer.parseInt(line.substring(10).strip()))
                .sum();
    }

    private static void waitFor(Path file) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (!Files.exists(file) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }

    /** Each thread numbers its calls: from the first recorded to the last none may be missing. */
    private long checkContinuity() throws Exception {
        Map<String, List<Long>> numbers = new HashMap<>();
        int[] children = new int[1];
        TreeSet<String> names = new TreeSet<>();
        read(event -> {
            if (event.type() == EventType.ACCESS) {
                String[] parts = event.text(EventType.ACCESS.indexOf("name")).split("/");
                if (parts.length == 4) {
                    numbers.computeIfAbsent(parts[2], thread -> new ArrayList<>())
                            .add(Long.parseLong(parts[3]));
                } else {
                    children[0]++;
                }
            }
            names.add(event.name());
        });
        long total = 0;
        for (List<Long> row : numbers.values()) {
            for (int i = 1; i < row.size(); i++) {
                assertThat(row.get(i)).isEqualTo(row.get(i - 1) + 1);
            }
            total += row.size();
        }
        assertThat(numbers.keySet()).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7");
        assertThat(children[0]).isPositive();
        assertThat(names).contains("process", "descriptor", "procexit");
        return total;
    }

    /** What the capture at hand has of paths. */
    private List<String> paths() throws Exception {
        List<String> paths = new ArrayList<>();
        read(event -> {
            for (int i = 0; i < event.type().params().size(); i++) {
                if (Set.of("path", "name").contains(event.type().params().get(i).name())) {
                    paths.add(event.text(i));
                }
            }
        });
        return paths;
    }

    /** Whether calls of each thread and of a child are recorded. */
    private boolean busyInAllParts() throws Exception {
        Set<String> parts = new HashSet<>();
        read(event -> {
            if (event.type() == EventType.ACCESS) {
                String[] words = event.text(EventType.ACCESS.indexOf("name")).split("/");
                parts.add(words.length == 4 ? words[2] : "child");
            }
        });
        return parts.size() >= 9;
    }

    @Test
    void descendantsAreAttachedToAsWell() throws Exception {
        Process shell = new ProcessBuilder(
                        "sh", "-c", "sh -c 'while :; do test -e /nowhere/grandchild; sleep 0.05; done' & wait")
                .start();
        try {
            assertThat(Machine.await(() -> shell.descendants().findAny().isPresent()))
                    .isTrue();
            attachUntil(() -> paths().contains("/nowhere/grandchild"), shell.pid());
            assertThat(paths()).contains("/nowhere/grandchild");
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
    }

    @Test
    void theHeaderHasTheArgumentsOfTheProcessByteForByte() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "read x; exit 0", "s\u00e9").start();
        Process recorder = start(recorderOf(shell.pid()));
        Machine.await(() -> traced(shell.pid()) != 0 || !recorder.isAlive());
        String given = Files.readString(Path.of("/proc/" + shell.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        shell.getOutputStream().close();
        Run run = end(recorder);
        assumeTrue(!run.err().contains("cannot be attached to"), "this machine forbids attaching: " + run.err());
        List<String> command = read(event -> {}).headers().get(0).origin().command();
        assertThat(String.join("\0", command) + "\0").isEqualTo(given);
    }

    @Test
    void itEndsWhenTheProcessEnds() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "while read x; do test -e /nowhere/$x; done; exit 0").start();
        Process recorder = start(recorderOf(shell.pid()));
        Machine.await(() -> traced(shell.pid()) != 0 || !recorder.isAlive());
        // It is traced a moment before it stops at its calls.
        Machine.await(() -> !recorder.isAlive() || isSeenToAsk(shell));
        shell.getOutputStream().close();
        Run run = end(recorder);
        assumeTrue(!run.err().contains("cannot be attached to"), "this machine forbids attaching: " + run.err());
        assertThat(run.status()).isZero();
        List<String> names = new ArrayList<>();
        read(event -> names.add(event.name()));
        assertThat(names).contains("exit_group", "procexit");
        assertThat(shell.waitFor()).isZero();
    }

    /** Has a shell that reads lines look for a file, and asks whether that was recorded by now. */
    private boolean isSeenToAsk(Process shell) throws Exception {
        shell.getOutputStream().write("line\n".getBytes(StandardCharsets.US_ASCII));
        shell.getOutputStream().flush();
        return Files.isDirectory(directory.resolve("x.lanner")) && paths().contains("/nowhere/line");
    }

    @Test
    void whatCannotBeAttachedToIsRefusedInOneSentence() throws Exception {
        Run nobody = run(recorderOf(4_000_000), "");
        assertThat(nobody.status()).isEqualTo(4);
        assertThat(nobody.err()).isEqualTo("lanner: there is no process 4000000\n");
        assertThat(directory.resolve("x.lanner")).doesNotExist();
        List<String> both = recorder(List.of("-p", "1"), "true");
        Run run = run(both, "");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("either a command or -p");
    }
}
