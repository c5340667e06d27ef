package lanner.recorder.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.ImageParams;
import lanner.capture.event.Mark;
import lanner.capture.event.SignalParams;
import lanner.recorder.Machine;
import lanner.recorder.arch.Architecture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The known hazards of a tracer, each provoked by a small program: it must behave as it does without us, and the capture
 * must hold what it did. The number in a test's name is the hazard's.
 */
@Tag("ptrace")
@Order(5)
class HazardTest {
    static final EventType[] BIRTHS = {EventType.CLONE, EventType.CLONE3, EventType.FORK, EventType.VFORK};

    private static final String WAIT = Integer.toString(Architecture.current().number("wait4"));
    private static final String YIELD = Integer.toString(Architecture.current().number("sched_yield"));

    @TempDir
    Path directory;

    private Recorded program(String name) throws Exception {
        return Recorded.program(directory, name);
    }

    /** The maker's event and the child's come in either order, and the maker may be gone before its child stops. */
    @Test
    void t01_aChildThatStopsBeforeItsMakerDoesIsStillItsMakersChild() throws Exception {
        Recorded program = program("t01").with("--placement", "off");
        assertThat(program.sameAsAlone().out()).isEqualTo("100\n");
        assertThat(program.calls(EventType.CHDIR, "path", "/thread")).hasSize(100);
        assertThat(program.calls(EventType.CHDIR, "path", "/grandchild")).hasSize(100);
        assertThat(program.calls(EventType.CHDIR, "path", "/outlives")).hasSize(1);
        assertEveryBirthHasBothSides(program, 301);
    }

    /** One event of the maker's, one of the child's; both say what kind of birth it was, and the child's who made it. */
    static void assertEveryBirthHasBothSides(Recorded program, int births) throws Exception {
        Map<Integer, Event> children = new HashMap<>();
        Map<Integer, Event> makers = new HashMap<>();
        for (Event event : program.events(BIRTHS)) {
            int child = event.result() == 0 ? event.tid() : (int) event.result();
            assertThat((event.result() == 0 ? children : makers).put(child, event))
                    .as("a second birth of %d", child)
                    .isNull();
        }
        assertThat(children).hasSize(births);
        assertThat(makers.keySet()).isEqualTo(children.keySet());
        makers.forEach((child, maker) -> {
            Event own = children.get(child);
            int flags = maker.type().indexOf("flags");
            assertThat(own.type()).isEqualTo(maker.type());
            assertThat(own.param(flags, -1)).as("flags of %d", child).isEqualTo(maker.param(flags, -2));
            boolean thread = own.param(own.type().indexOf("pid"), -1) != child;
            assertThat(own.param(own.type().indexOf(thread ? "pid" : "ptid"), -1))
                    .as("maker of %d", child)
                    .isEqualTo(maker.param(maker.type().indexOf("pid"), -2));
        });
    }

    @Test
    void t02_aChildOfVforkExecutesWhileItsMakerStandsInTheCall() throws Exception {
        Recorded program = program("t02");
        program.sameAsAlone();
        List<String> order = new ArrayList<>();
        for (Event event : program.events(EventType.VFORK, EventType.CLONE, EventType.EXECVE, EventType.CHDIR)) {
            boolean start = event.type() == EventType.EXECVE && "t02".equals(fileName(event.text(ImageParams.EXE)));
            if (!start) {
                order.add(
                        switch (event.type()) {
                            case VFORK, CLONE -> event.result() == 0 ? "child" : "maker returns";
                            case EXECVE -> "exec " + event.result();
                            default -> event.text(EventType.CHDIR.indexOf("path"));
                        });
            }
        }
        assertThat(order).filteredOn(what -> what.equals("child")).hasSize(20);
        assertThat(order).filteredOn(what -> what.equals("exec 0")).hasSize(20);
        assertThat(order).filteredOn(what -> what.equals("maker returns")).hasSize(20);
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).equals("child")) {
                // The kernel lets the maker go in the midst of the exec: which of the two ends first is open.
                assertThat(order.get(i + 1)).isEqualTo("/in-the-child");
                assertThat(order.get(i + 2)).isIn("exec 0", "maker returns");
            }
        }
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void t03_anExecByAThreadThatIsNotTheFirstIsItsProcesssAndEndsTheOthers() throws Exception {
        Recorded program = program("t03");
        assertThat(program.sameAsAlone().out()).isEqualTo("second, 1\n");
        List<Event> execs = program.events(EventType.EXECVE);
        assertThat(execs).hasSize(2);
        int pid = execs.get(0).tid();
        assertThat(execs.get(1).tid()).isEqualTo(pid);
        assertThat(execs.get(1).result()).isZero();
        assertThat(execs.get(1).param(EventType.EXECVE.indexOf("pid"), 0)).isEqualTo(pid);
        Map<String, Integer> callers = new HashMap<>();
        for (Event event : program.events(EventType.CHDIR)) {
            callers.put(event.text(EventType.CHDIR.indexOf("path")), event.tid());
        }
        assertThat(callers.get("/before")).isNotEqualTo(pid);
        assertThat(callers.get("/after")).isEqualTo(pid);
        Set<Integer> born = new HashSet<>();
        Set<Integer> ended = new HashSet<>();
        for (Event event : program.events()) {
            if (List.of(BIRTHS).contains(event.type()) && event.result() == 0) {
                born.add(event.tid());
            } else if (event.type() == EventType.PROCEXIT) {
                ended.add(event.tid());
            }
        }
        assertThat(born).hasSize(3);
        // The caller's old id goes without an end: the thread lives on under the process's.
        born.remove(callers.get("/before"));
        assertThat(ended).containsAll(born).contains(pid);
        // The call that the leader slept in never returned.
        assertThat(program.events(EventType.RECVFROM)).hasSize(2).allMatch(event -> event.has(Mark.INCOMPLETE));
    }

    @Test
    void t04_aProcessGoesOnAfterTheEndOfItsFirstThread() throws Exception {
        Recorded program = program("t04");
        Recorded.Run run = program.sameAsAlone();
        assertThat(run.out()).isEqualTo("late, child 3\n");
        assertThat(run.status()).isEqualTo(7);
        assertThat(program.calls(EventType.CHDIR, "path", "/late")).containsExactly("/late -2");
        assertThat(program.calls(EventType.CHDIR, "path", "/child")).containsExactly("/child -2");
        int pid = program.events(EventType.EXECVE).get(0).tid();
        Event child = program.events(EventType.CLONE).stream()
                .filter(event -> event.result() == 0 && event.param(EventType.CLONE.indexOf("pid"), 0) == event.tid())
                .findFirst()
                .orElseThrow();
        assertThat(child.param(EventType.CLONE.indexOf("ptid"), 0)).isEqualTo(pid);
        // Nothing of this can be read from a process whose first thread is gone.
        assertThat(fileName(child.text(EventType.CLONE.indexOf("exe")))).isEqualTo("t04");
        assertThat(child.text(EventType.CLONE.indexOf("cwd")))
                .isEqualTo(directory.toRealPath().toString());
        assertThat(program.events(EventType.PROCEXIT)).hasSize(3);
    }

    @Test
    void t05_aStoppedProcessStandsStillUntilItIsContinued() throws Exception {
        Recorded program = program("t05");
        program.sameAsAlone();
        List<Long> signals = new ArrayList<>();
        for (Event event : program.events(EventType.SIGNALDELIVER)) {
            long signal = event.param(SignalParams.SIG, 0);
            if (signal >= 19 && signal <= 22) {
                signals.add(signal);
            }
        }
        assertThat(signals).containsExactly(19L, 20L, 21L, 22L);
    }

    /** The stop that was asked for may come, be swallowed by the launcher's exec, or come late: any will do. */
    @Test
    void t06_theLauncherTakesWhicheverStopComes() throws Exception {
        for (int i = 0; i < 100; i++) {
            InProcess.Told told = InProcess.run("/bin/true");
            assertThat(told.result().started()).isTrue();
            assertThat(told.result().shellStatus()).isZero();
            assertThat(told.starts()).isEqualTo(1);
            assertThat(told.signals()).isZero();
            assertThat(told.ends()).isEqualTo(1);
        }
    }

    @Test
    void t07_aProgramStartsWithoutAStopThatItMustBeWokenFrom() throws Exception {
        Recorded program = program("t07");
        assertThat(program.sameAsAlone().out()).endsWith("continued 0 times\n");
        assertThat(program.events(EventType.SIGNALDELIVER))
                .extracting(event -> event.param(SignalParams.SIG, 0))
                .containsOnly(17L);
    }

    @Test
    void t08_theFirstExecIsRecordedWithItsEntry() throws Exception {
        Recorded program = program("t08");
        assertThat(program.sameAsAlone("one", "two", "three").out()).isEqualTo("4 three\n");
        Event first = program.events().get(0);
        assertThat(first.type()).isEqualTo(EventType.EXECVE);
        assertThat(first.result()).isZero();
        assertThat(fileName(first.text(EventType.EXECVE.indexOf("filename")))).isEqualTo("t08");
        assertThat(first.text(EventType.EXECVE.indexOf("args"))).isEqualTo("one\0two\0three\0");
        assertThat(program.events(EventType.EXECVE)).hasSize(1);
    }

    @Test
    void t09_everySignalReachesItsHandlerWithWhatItCarries() throws Exception {
        Recorded program = program("t09");
        Recorded.Run run = program.sameAsAlone();
        assertThat(run.out()).isEqualTo("queued 10, sum 55, traps 2, children 1, alarms 1\n");
        assertThat(run.status()).isEqualTo(128 + 10);
        Map<Long, Integer> delivered = new HashMap<>();
        program.events(EventType.SIGNALDELIVER)
                .forEach(event -> delivered.merge(event.param(SignalParams.SIG, 0), 1, Integer::sum));
        assertThat(delivered).isEqualTo(Map.of(34L, 10, 5L, 2, 11L, 1, 17L, 1, 14L, 1, 10L, 1));
    }

    @Test
    void t10_aStopSentToAChildThatHasHardlyBegunIsNeitherLostNorDoubled() throws Exception {
        Recorded program = program("t10");
        assertThat(program.sameAsAlone().out()).isEqualTo("stopped 50, ended 50\n");
    }

    @Test
    void t11_aCallThatGoesOnAfterAnInterruptionIsOneEvent() throws Exception {
        Recorded program = program("t11").with("--profile", "all");
        program.sameAsAlone();
        assertThat(program.events(EventType.RECVFROM))
                .extracting(Event::result)
                .as("restarted until a byte came; given up")
                .containsExactly(1L, -4L);
        assertThat(program.calls(EventType.CHDIR, "path", "/in-the-handler")).hasSize(4);
        List<String> sleeps = program.events().stream()
                .map(event -> event.name() + " " + event.result())
                .filter(call -> call.startsWith("restart_syscall") || call.equals("clock_nanosleep 0"))
                .toList();
        // The other sleeps are usleep's of the maker, which nothing interrupts but the end of a child.
        assertThat(sleeps).containsOnly("clock_nanosleep 0").hasSize(4);
    }

    @Test
    void t12_threadsKilledAnywhereAreGoneAndRecordedAsSuch() throws Exception {
        Recorded program = program("t12").with("--placement", "off");
        assertThat(program.sameAsAlone().out()).isEqualTo("killed 300, 0\n");
        Map<Integer, Integer> births = new HashMap<>();
        Map<Integer, Integer> ends = new HashMap<>();
        for (Event event : program.events()) {
            if (List.of(BIRTHS).contains(event.type()) && event.result() == 0) {
                births.merge(event.tid(), 1, Integer::sum);
            } else if (event.type() == EventType.PROCEXIT) {
                ends.merge(event.tid(), 1, Integer::sum);
            }
        }
        // The program itself was not born here. Of its thousands of orphans some have an id that comes again.
        assertThat(ends).containsAllEntriesOf(births).hasSize(births.size() + 1);
    }

    /**
     * Two stops a call, entry and exit, and never one of another kind between two calls. Not at the other levels: there calls
     * about memory stop where the random addresses of a run may be those of the recorder's pages, before the first call.
     */
    @Test
    void t13_aCallStopsAtItsEntryAndAtItsExitAndNowhereElse() throws Exception {
        Recorded program = program("t13").with("--placement", "off", "--inline", "off");
        program.sameAsAlone("0");
        long without = program.stops();
        program.sameAsAlone("1000");
        assertThat(program.stops() - without).isEqualTo(2000);
        List<String> calls = program.calls(EventType.CHDIR, "path", "/");
        assertThat(calls).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(calls.get(i)).isEqualTo(i % 2 == 0 ? "/call/" + i + " -2" : "/ 0");
        }
    }

    /** Survivors would find every traced call failing with ENOSYS. */
    @Test
    void t14_nobodySurvivesARecorderThatIsKilled() throws Exception {
        Recorded program = program("t14");
        Process recorder = program.startRecorded();
        List<ProcessHandle> family = new ArrayList<>();
        try {
            program.await("ready", recorder);
            for (String word : program.text("out").replace("ready", "").strip().split(" ")) {
                family.add(ProcessHandle.of(Long.parseLong(word)).orElseThrow());
            }
            recorder.destroyForcibly().waitFor();
            assertThat(family).hasSize(4);
            for (ProcessHandle member : family) {
                assertThat(Recorded.endsSoon(member.pid()))
                        .as("the end of %s", member)
                        .isTrue();
            }
            assertThat(program.text("out")).doesNotContain("ENOSYS");
        } finally {
            family.forEach(ProcessHandle::destroyForcibly);
            recorder.destroyForcibly();
        }
    }

    @Test
    void t15_aChildThatIsToBeUntracedIsFollowedAllTheSame() throws Exception {
        Recorded program = program("t15");
        program.sameAsAlone();
        assertThat(program.calls(EventType.CHDIR, "path", "/by-")).containsExactly("/by-clone -2", "/by-clone3 -2");
        Machine.need32BitCalls();
        program.sameAsAlone("i386");
        assertThat(program.calls(EventType.CHDIR, "path", "/by-"))
                .containsExactly("/by-clone -2", "/by-clone3 -2", "/by-i386-clone -2");
    }

    /** What such a filter refuses by itself never stops: the capture holds the filter, not the call. */
    @Test
    void t16_aFilterOfTheProgramsOwnDoesWhatItDoesWithoutUs() throws Exception {
        Recorded program = program("t16");
        assertThat(program.sameAsAlone().out()).isEqualTo("mkdirat 38, linkat 99, fchmodat trapped 1, unlinkat 2\n");
        assertThat(program.events(EventType.MKDIRAT)).extracting(Event::result).containsExactly(-38L);
        assertThat(program.events(EventType.UNLINKAT)).extracting(Event::result).containsExactly(-2L);
        assertThat(program.events(EventType.SYMLINKAT))
                .as("asked with our datum")
                .hasSize(1);
        assertThat(program.events(EventType.SECCOMP)).extracting(Event::result).containsExactly(0L);
        assertThat(program.events(EventType.PRCTL)).isNotEmpty();
        assertThat(program.events(EventType.LINKAT, EventType.FCHMODAT)).isEmpty();
    }

    /** The one thing a recorded program cannot do: it is told so, and the capture says who tried. */
    @Test
    void t17_aTracerAmongTheTracedIsRefusedAndRecorded() throws Exception {
        Recorded program = program("t17");
        assertThat(program.recorded().out()).isEqualTo("Operation not permitted, Operation not permitted\n");
        program.assertIntact();
        assertThat(program.events(EventType.PTRACE)).extracting(Event::result).containsExactly(-1L, -1L);
    }

    /** Kernels before 5.16 slow down what has a filter, unless that is declined; newer ones may be told to. */
    @Test
    void t18_theFilterDeclinesThePenaltyOnSpeculation() throws Exception {
        Recorded program = program("t18");
        program.sameAsAlone();
        byte[] launcher = InProcess.run("/bin/true").launcher();
        List<Integer> flags =
                Architecture.current().number("seccomp") == 317 ? flagsOfX86(launcher) : flagsOfArm(launcher);
        assertThat(flags).as("SECCOMP_FILTER_FLAG_SPEC_ALLOW, at both tries").containsExactly(4, 4);
    }

    /** {@code mov esi, FLAGS; mov edx, PROGRAM; mov eax, SYS_seccomp; syscall}. */
    private static List<Integer> flagsOfX86(byte[] launcher) {
        List<Integer> flags = new ArrayList<>();
        for (int i = 10; i + 7 <= launcher.length; i++) {
            boolean call = launcher[i] == (byte) 0xB8
                    && launcher[i + 1] == 0x3D
                    && launcher[i + 2] == 0x01
                    && launcher[i + 5] == 0x0F
                    && launcher[i + 6] == 0x05;
            if (call && launcher[i - 10] == (byte) 0xBE && launcher[i - 5] == (byte) 0xBA) {
                flags.add((int) launcher[i - 9]);
            }
        }
        return flags;
    }

    /** Each by movz and movk: {@code w1, FLAGS; w2, PROGRAM; w8, SYS_seccomp; svc #0}. */
    private static List<Integer> flagsOfArm(byte[] launcher) {
        IntBuffer words =
                ByteBuffer.wrap(launcher).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        List<Integer> flags = new ArrayList<>();
        for (int i = 6; i < words.limit(); i++) {
            boolean call = words.get(i) == 0xD4000001 && words.get(i - 2) == (0x52800008 | 277 << 5);
            if (call && (words.get(i - 6) & 0xFFE0001F) == 0x52800001) {
                flags.add(words.get(i - 6) >>> 5 & 0xFFFF);
            }
        }
        return flags;
    }

    /** We never attach to what runs already: the filter is there before the first thread, and so in all of them. */
    @Test
    void t19_everyThreadHasTheFilterAndNoneHasLostARight() throws Exception {
        Recorded program = program("t19");
        Recorded.Run alone = program.alone();
        Recorded.Run recorded = program.recorded();
        program.assertIntact();
        // Without root the kernel takes a filter only with no_new_privs.
        String expected =
                Machine.isRoot() ? alone.out() : alone.out().replace("no new privileges 0", "no new privileges 1");
        assertThat(recorded).isEqualTo(new Recorded.Run(alone.status(), expected, alone.err()));
        assertThat(program.calls(EventType.CHDIR, "path", "/thread/"))
                .containsExactlyInAnyOrder("/thread/1 -2", "/thread/2 -2", "/thread/3 -2", "/thread/4 -2");
    }

    @Test
    void t20_thousandsOfProcessesAtOnceAreFollowed() throws Exception {
        Recorded program = program("t20");
        assertThat(program.sameAsAlone().out()).isEqualTo("2000 made, 2000 ended\n");
        assertThat(program.calls(EventType.CHDIR, "path", "/all-at-once")).hasSize(2000);
        assertThat(program.events(EventType.PROCEXIT)).hasSize(2001);
    }

    /** The kernel takes ptrace requests from the attaching thread only; and the wait must leave the machine's own be. */
    @Test
    void t21_oneThreadTracesAllAndWaitsForNobodyElsesChildren() throws Exception {
        Recorded program = program("t21");
        assertThat(program.sameAsAlone().out()).isEqualTo("one tracer, or none: 1\n");
        List<Integer> ends = new ArrayList<>();
        Thread other = new Thread(() -> {
            for (int i = 0; i < 60; i++) {
                try {
                    ends.add(new ProcessBuilder("sh", "-c", "exit 7").start().waitFor());
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        other.start();
        // It sleeps in wait4 while the others end.
        assertThat(InProcess.run("/bin/sleep", "1").result().shellStatus()).isZero();
        other.join();
        assertThat(ends).hasSize(60).containsOnly(7);
    }

    /** We use no user notification, which such a storm makes double; a call that is started again could be, too. */
    @Test
    void t22_aStormOfSignalsDoublesNoCall() throws Exception {
        Recorded program = program("t22");
        assertThat(program.sameAsAlone().out()).isEqualTo("100 received, stormy 1\n");
        assertThat(program.events(EventType.RECVFROM))
                .hasSize(100)
                .extracting(Event::result)
                .containsOnly(1L);
    }

    @Test
    void t23_aBirthCostsNoReadingInProc() throws Exception {
        Recorded program = program("t23").with("--placement", "off");
        long reads = Long.parseLong(program.recorded().out().strip());
        program.assertIntact();
        assertThat(program.events(BIRTHS)).hasSize(2 * 440);
        assumeTrue(reads >= 0, "this kernel does not count reads");
        assertThat(reads).as("of 400 births").isLessThan(200);
    }

    @Test
    void t24_aFirstThreadThatEndsEarlyIsNotHeldBack() throws Exception {
        Recorded program = program("t24");
        assertThat(program.sameAsAlone().out()).isEqualTo("20\n");
        assertThat(program.calls(EventType.CHDIR, "path", "/last")).hasSize(20);
        assertThat(program.events(EventType.PROCEXIT)).hasSize(41);
    }

    @Test
    void t25_theTracerSleepsInTheKernelAndYetPassesARequestOn() throws Exception {
        Recorded program = program("t25");
        Process recorder = program.startRecorded();
        try {
            program.await("ready", recorder);
            String tracer = program.text("out").split(" ")[0];
            Path call = Path.of("/proc", Long.toString(recorder.pid()), "task", tracer, "syscall");
            assertThat(Machine.await(() -> Files.readString(call).startsWith(WAIT + " ")))
                    .as("it waits in wait4")
                    .isTrue();
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                Thread.sleep(5);
                seen.add(Files.readString(call).split("\\s+")[0]);
            }
            assertThat(seen).as("wait4, and not a poll").contains(WAIT).doesNotContain(YIELD, "running");
            recorder.destroy();
            assertThat(program.end(recorder)).isEqualTo(new Recorded.Run(6, tracer + " ready\nasked\n", ""));
            program.assertIntact();
        } finally {
            recorder.destroyForcibly();
        }
    }
}
