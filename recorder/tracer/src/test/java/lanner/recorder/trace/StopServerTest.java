package lanner.recorder.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.capture.InlineLevel;
import lanner.capture.event.SyscallNames;
import lanner.recorder.arch.Abi;
import lanner.recorder.inline.InlineRecord;
import lanner.recorder.os.Ptrace;
import lanner.recorder.os.TraceeMemory;
import lanner.recorder.os.Waker;
import lanner.recorder.placement.Placement;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.seccomp.Filter;
import lanner.recorder.seccomp.Profile;
import lanner.recorder.seccomp.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * State and stop make step and report: each row is a story of the stops of one thread that the kernel does not know, so that
 * every request to it fails as it does for a thread that was killed.
 */
class StopServerTest {
    /** More than the kernel's greatest id. */
    private static final int TID = 0x3FFF_0000;

    private static final int CHILD = TID + 1;

    private static final TracePolicy POLICY = new TracePolicy(Selection.of(Profile.FORENSIC), Denied.NOTHING, false);

    private static final TraceeMemory NO_MEMORY = new TraceeMemory() {
        @Override
        public int read(int tid, long address, byte[] into, int offset, int length) {
            return UNREADABLE;
        }

        @Override
        public int readText(int tid, long address, byte[] into, int offset, int max) {
            return UNREADABLE;
        }

        @Override
        public void waitForNobody() {}
    };

    /** Writes down what it is told; wants the exit of every call but those named. */
    private static final class Log implements TraceObserver {
        final List<String> told = new ArrayList<>();
        final Set<String> exitNotWanted = new HashSet<>(Set.of("close"));

        @Override
        public void started(int tid) {
            told.add("started");
        }

        @Override
        public void attached(Map<Integer, Set<Integer>> threads) {
            told.add("attached");
        }

        @Override
        public boolean enter(Call call) {
            told.add("enter-" + name(call));
            return !exitNotWanted.contains(name(call));
        }

        @Override
        public void interrupted(Call call) {
            told.add("interrupted-" + name(call));
        }

        @Override
        public void exit(Call call) {
            told.add("exit-" + name(call) + "=" + call.result);
        }

        @Override
        public void abandoned(Call call) {
            told.add("abandoned-" + name(call));
        }

        @Override
        public void inline(Call call, InlineRecord record) {}

        @Override
        public void inlineAbandoned(Call call, InlineRecord record) {}

        @Override
        public void inlineBegan(int tid, int pid, InlineLevel level) {}

        @Override
        public void inlineEnded(int tid, int pid, String reason, long calls) {}

        @Override
        public void born(int parent, int child, int childPid, Call parentCall) {
            told.add("born-" + (parent == TID ? "of-" + name(parentCall) : "of-nobody"));
        }

        @Override
        public void executed(int pid, int formerTid, Call call) {
            told.add("executed");
        }

        @Override
        public void exiting(int tid, int pid, int status) {
            told.add((tid == CHILD ? "child-" : "") + "exiting=" + status);
        }

        @Override
        public void signal(int tid, int signal, int sender) {
            told.add("signal=" + signal);
        }

        private static String name(Call call) {
            return SyscallNames.X86_64.name(call.number);
        }
    }

    private final Log log = new Log();
    private final Kernel kernel = Kernel.of(new Ptrace(), NO_MEMORY);
    private final TraceeTable tracees = new TraceeTable();
    private StopServer server;
    private Followed followed;
    private LettingGo lettingGo;

    private void start(Mode mode) {
        Placement placement = new Placement(PlacementMode.OFF, kernel.ptrace(), NO_MEMORY);
        GuardedObserver observer = new GuardedObserver(log, () -> {});
        Births births = new Births();
        UntracedClones untraced = new UntracedClones(kernel.ptrace(), NO_MEMORY);
        followed = new Followed(tracees, placement, untraced, kernel.ptrace().registers());
        Interrupts interrupts = new Interrupts(kernel.ptrace(), tracees);
        StopQueue nobody = new StopQueue(new StopQueue.Kernel() {
            @Override
            public int await(boolean block) {
                return 0;
            }

            @Override
            public int status() {
                return 0;
            }
        });
        lettingGo = new LettingGo(nobody, tracees, tracee -> false, tracee -> false, tid -> {});
        Program program = new Program(mode.root(), mode.stopsAtEveryCall(), tracees, kernel.signals());
        Waits waits = new Waits(kernel, new Waker(), interrupts);
        Ends ends = new Ends(observer, followed, births, program);
        CloneCalls clones = new CloneCalls(NO_MEMORY, births, untraced);
        PageFillers pageFillers = new PageFillers(NO_MEMORY, kernel.files());
        SeccompMode seccomp = new SeccompMode(kernel, tracees, interrupts);
        Wanted wanted = new Wanted(POLICY);
        Precautions precautions =
                new Precautions(new Refusals(kernel.ptrace(), Denied.NOTHING), seccomp, clones, pageFillers);
        Resumer resumer = new Resumer(kernel.ptrace(), mode, lettingGo, followed);
        server = new StopServer(
                program,
                followed,
                births,
                lettingGo,
                interrupts,
                new CallStops(
                        observer,
                        placement,
                        mode,
                        wanted,
                        lettingGo,
                        interrupts,
                        waits,
                        untraced,
                        precautions,
                        seccomp,
                        new Traps(kernel)),
                new Family(kernel, observer, followed, births, clones, untraced, ends, resumer),
                ends,
                new SignalStops(kernel, observer, program, waits, new FatalFaults(kernel), untraced, ends));
        mode.follow(followed, births, pageFillers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # stops of a thread that was started with a filter | steps | told
              filter:openat exit:3                 | TO_CALL_END RUN         | enter-openat exit-openat=3
              filter:close                         | ON                      | enter-close
              silent:epoll_wait exit:3             | ON ON                   |
              silent:openat exit:3                 | TO_CALL_END RUN         | enter-openat exit-openat=3
              filter:openat entry:openat exit:3    | TO_CALL_END ON RUN      | enter-openat exit-openat=3
              filter:openat other exit:3           | TO_CALL_END ON RUN      | enter-openat exit-openat=3
              entry:openat                         | ON                      |
              exit:3                               | ON                      |
              filter:read exit:-512 filter:read exit:1 | TO_CALL_END RUN TO_CALL_END RUN | enter-read interrupted-read exit-read=1
              filter:read exit:-4                  | TO_CALL_END RUN         | enter-read interrupted-read
              filter:close exit:-4                 | ON ON                   | enter-close
              filter:read exit:-512 filter:write@8 exit:1 | TO_CALL_END RUN TO_CALL_END RUN | enter-read interrupted-read exit-read=-4 enter-write exit-write=1
              filter:read exit:-512 filter:write@-64 exit:1 filter:read | TO_CALL_END RUN TO_CALL_END RUN TO_CALL_END | enter-read interrupted-read enter-write exit-write=1
              filter:read exit:-512 filter:write@-64 exit:-512 | TO_CALL_END RUN TO_CALL_END RUN | enter-read interrupted-read enter-write interrupted-write exit-read=-4
              filter:openat signal:10 exit:3       | TO_CALL_END ON+10 RUN   | enter-openat exit-openat=3
              halt                                 | ON                      |
              group                                | LISTEN                  |
              exec                                 | ON                      | started executed
              exec signal:10                       | ON ON+10                | started executed signal=10
              exec signal:19                       | ON ON+19                | started executed signal=19
              exec exec                            | ON ON                   | started executed executed
              exec filter:openat last:256          | ON TO_CALL_END LET_GO   | started executed enter-openat abandoned-openat exiting=256
              exec last:256 ended:256              | ON LET_GO STAY          | started executed exiting=256
              exec ended:9                         | ON STAY                 | started executed exiting=9
              exec filter:read exit:-512 ended:9   | ON TO_CALL_END RUN STAY | started executed enter-read interrupted-read abandoned-read exiting=9
              last:256                             | LET_GO                  |
              lastgone                             | STAY                    |
              exec filter:fork birth exit:5        | ON TO_CALL_END ON RUN   | started executed enter-fork born-of-fork child-exiting=9 exit-fork=5
              filter:fork birthgone exit:-512      | TO_CALL_END ON RUN      | enter-fork interrupted-fork
              other                                | ON                      |
              ended:9 halt                         | STAY STAY               |
              ended:9 last:9                       | STAY RUN                |
              ended:9 ended:9                      | STAY STAY               |
              ended:9 filter:openat                | STAY STAY               | born-of-nobody
            """)
    void aThreadWithAFilter(String stops, String steps, String told) {
        start(new Mode.Launched(TID));
        assertThat(steps(stops)).isEqualTo(steps);
        assertThat(String.join(" ", log.told)).isEqualTo(told == null ? "" : told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # stops of a thread in strict mode | steps | told
              entry:read exit:1                      | ON ON              |
              entry:read filter:read exit:1          | ON TO_CALL_END TO_CALL_END | enter-read exit-read=1
              entry:write entry:rt_sigreturn         | ON ON              |
              entry:exit filter:exit                 | ON TO_CALL_END     | enter-exit
              entry:getppid                          | ON+9               | enter-getppid
              entry:getppid last:9                   | ON+9 LET_GO        | enter-getppid
              entry:exit_group                       | ON+9               | enter-exit_group
              entry:sched_yield filter:exit          | ON+9 ON            | enter-sched_yield
              signal:10 entry:read                   | ON+10 ON           |
              exec entry:openat last:0               | ON ON+9 LET_GO     | started executed enter-openat abandoned-openat exiting=9
            """)
    void aThreadInStrictMode(String stops, String steps, String told) {
        start(new Mode.Launched(TID));
        tracees.get(TID).strictness().begins(Abi.X86_64, List.of());
        tracees.get(TID).strictness().begun(true);
        assertThat(tracees.get(TID).isWantedAtCallEnd()).isTrue();
        assertThat(steps(stops)).isEqualTo(steps);
        assertThat(String.join(" ", log.told)).isEqualTo(told == null ? "" : told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # stops of a thread whose calls a supervisor may answer | steps | told
              entry:openat filter:openat exit:3            | TO_CALL_END ON TO_CALL_END    | enter-openat exit-openat=3
              entry:openat exit:-18                        | TO_CALL_END TO_CALL_END       | enter-openat exit-openat=-18
              entry:openat exit:257                        | TO_CALL_END TO_CALL_END       | enter-openat abandoned-openat
              entry:openat filter:openat exit:257          | TO_CALL_END ON TO_CALL_END    | enter-openat exit-openat=257
              entry:openat exit:-512 entry:openat exit:3   | TO_CALL_END TO_CALL_END TO_CALL_END TO_CALL_END | enter-openat interrupted-openat exit-openat=3
              entry:close filter:close exit:0              | ON ON ON                      | enter-close
              entry:close exit:0 filter:openat             | ON ON TO_CALL_END             | enter-close enter-openat
              entry:getppid exit:3 entry:openat            | ON ON TO_CALL_END             | enter-openat
              filter:openat exit:3                         | TO_CALL_END TO_CALL_END       | enter-openat exit-openat=3
              entry:fork birth exit:5                      | TO_CALL_END ON TO_CALL_END    | enter-fork exit-fork=5
            """)
    void aThreadThatIsSupervised(String stops, String steps, String told) {
        start(new Mode.Launched(TID));
        tracees.get(TID).supervise();
        tracees.put(new Tracee(CHILD, CHILD));
        assertThat(steps(stops)).isEqualTo(steps);
        assertThat(String.join(" ", log.told)).isEqualTo(told == null ? "" : told);
    }

    @Test
    void theChildrenOfAThreadThatIsSupervisedAreSupervised() {
        start(new Mode.Launched(TID));
        tracees.get(TID).supervise();
        assertThat(followed.begin(TID, CHILD, CHILD).isSupervised()).isTrue();
        assertThat(followed.begin(0, CHILD + 1, CHILD + 1).isSupervised()).isFalse();
    }

    @Test
    void aThreadInStrictModeIsEndedAloneWhereOthersGoOn() {
        start(new Mode.Launched(TID));
        tracees.put(new Tracee(CHILD, TID));
        tracees.get(TID).strictness().begins(Abi.X86_64, List.of());
        tracees.get(TID).strictness().begun(true);
        assertThat(steps("exec entry:openat filter:exit last:512")).isEqualTo("ON ON ON LET_GO");
        assertThat(log.told).containsExactly("started", "executed", "enter-openat", "abandoned-openat", "exiting=9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # stops of a thread that was there before us | steps | told
              entry:openat exit:3        | TO_CALL_END RUN | enter-openat exit-openat=3
              entry:getppid exit:3       | ON ON           |
              exit:3 entry:openat        | ON TO_CALL_END  | enter-openat
              entry:openat entry:getppid exit:3 | TO_CALL_END ON ON | enter-openat
              signal:10                  | ON+10           | signal=10
              group                      | LISTEN          |
              halt                       | ON              |
              last:256                   | LET_GO          | exiting=256
              ended:9                    | STAY            | exiting=9
              exec                       | ON              | executed
            """)
    void aThreadWithoutAFilter(String stops, String steps, String told) {
        start(attached());
        assertThat(steps(stops)).isEqualTo(steps);
        assertThat(String.join(" ", log.told)).isEqualTo(told == null ? "" : told);
    }

    @Test
    void aThreadThatIsToBeLetGoBeginsNoRecordAndEndsWhatItBegan() {
        start(attached());
        assertThat(steps("entry:openat")).isEqualTo("TO_CALL_END");
        assertThat(lettingGo.isDone()).isTrue();
        assertThat(steps("exit:3 entry:openat")).isEqualTo("RUN ON");
        assertThat(log.told).containsExactly("enter-openat", "exit-openat=3");
        assertThat(tracees.get(TID).stopsAtNextCall()).isFalse();
    }

    @Test
    void aThreadThatBecomesItsProcessIsFoundUnderItsNewId() {
        start(new Mode.Launched(TID));
        Tracee thread = new Tracee(CHILD, TID);
        tracees.put(thread);
        Stop.Exec stop = new Stop.Exec();
        stop.set(CHILD);
        assertThat(server.answer(stop.of(TID, true))).isEqualTo(Step.ON);
        assertThat(tracees.get(TID)).isSameAs(thread);
        assertThat(tracees.get(CHILD)).isNull();
        assertThat(log.told).containsExactly("started", "executed");
    }

    private static Mode attached() {
        return new Mode.Attached(Map.of(TID, Set.of(TID)));
    }

    private String steps(String stops) {
        List<String> steps = new ArrayList<>();
        for (String each : stops.split(" ")) {
            Step step = server.answer(stop(each));
            steps.add(step.how() + (step.signal() == 0 ? "" : "+" + step.signal()));
        }
        return String.join(" ", steps);
    }

    private static Stop stop(String text) {
        String[] parts = text.split("[:@]");
        String what = parts.length > 1 ? parts[1] : "";
        long stack = 0x7fff_0000L + (parts.length > 2 ? Long.parseLong(parts[2]) : 0);
        return switch (parts[0]) {
            case "filter" -> filter(what, Filter.DATUM, stack);
            case "silent" -> filter(what, Filter.SILENT_DATUM, stack);
            case "entry" -> {
                Stop.Entry stop = new Stop.Entry();
                at(stop, what, stack);
                yield stop.of(TID, false);
            }
            case "exit" -> {
                Stop.Exit stop = new Stop.Exit();
                stop.set(Long.parseLong(what));
                yield stop.of(TID, false);
            }
            case "birth", "birthgone" -> {
                Stop.Birth stop = new Stop.Birth();
                stop.set(parts[0].equals("birth") ? CHILD : -1);
                yield stop.of(TID, true);
            }
            case "exec" -> {
                Stop.Exec stop = new Stop.Exec();
                stop.set(TID);
                yield stop.of(TID, true);
            }
            case "last" -> {
                Stop.Last stop = new Stop.Last();
                stop.set(true, Long.parseLong(what));
                yield stop.of(TID, true);
            }
            case "lastgone" -> {
                Stop.Last stop = new Stop.Last();
                stop.set(false, -1);
                yield stop.of(TID, true);
            }
            case "halt", "group" -> {
                Stop.Halt stop = new Stop.Halt();
                stop.set(parts[0].equals("group"));
                yield stop.of(TID, true);
            }
            case "signal" -> {
                Stop.Signal stop = new Stop.Signal();
                stop.set(Integer.parseInt(what));
                yield stop.of(TID, false);
            }
            case "ended" -> {
                Stop.Ended stop = new Stop.Ended();
                stop.set(Integer.parseInt(what));
                yield stop.of(TID, true);
            }
            case "other" -> new Stop.Other().of(TID, true);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Stop filter(String call, int datum, long stack) {
        Stop.Filter stop = new Stop.Filter();
        at(stop, call, stack);
        stop.set(datum);
        return stop.of(TID, true);
    }

    private static void at(Stop.AtCall stop, String call, long stack) {
        int number = SyscallNames.X86_64.number(call).orElseThrow();
        stop.set(Abi.X86_64, number, 0x401000, stack);
    }
}
