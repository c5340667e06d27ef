package lanner.recorder.inline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.capture.InlineLevel;
import lanner.capture.event.SyscallNames;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;
import lanner.recorder.seccomp.ArgumentTest;
import lanner.recorder.seccomp.InlineRules;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.seccomp.Unstopped;
import lanner.recorder.seccomp.Watched;

/** Which calls of a recording are recorded inside its processes, and what the filter has to know for it. */
public final class InlinePlan {
    private static final int ALL_BITS = -1;
    private static final int FLAGS_OF_MAP = 3;
    private static final int FLAGS_OF_REMAP = 3;
    private static final int FLAGS_OF_ATTACH = 2;
    private static final int ADVICE = 2;
    private static final int RESOURCE_OF_LIMIT = 1;

    /** Where pages of ours may lie: at fixed addresses, and where {@link TrampolineAreas} puts trampolines. */
    private static final Watched.Reach OUR_PAGES = new Watched.Reach(
            0,
            1,
            SlotLayout.RING + SlotLayout.RING_BYTES,
            TrampolineAreas.MASK,
            TrampolineAreas.BITS,
            TrampolineAreas.LEAD);

    private final InlineLevel level;
    private final InlineCall[] calls;
    private final StubImage image;

    /**
     * @param selection the calls that are recorded: what is recorded only in part always stops
     * @param stopping calls that have to stop whatever the selection says
     */
    public InlinePlan(InlineLevel level, Selection selection, Set<String> stopping) {
        this.level = level;
        BitSet whole = selection.calls(SyscallNames.X86_64);
        for (String name : selection.inPart()) {
            SyscallNames.X86_64.number(name).ifPresent(whole::clear);
        }
        for (String name : stopping) {
            SyscallNames.X86_64.number(name).ifPresent(whole::clear);
        }
        calls = InlineCall.of(level, whole);
        image = new StubImage(calls);
    }

    /** The plan of a recording; empty where no call is recorded so. */
    public static Optional<InlinePlan> of(InlineLevel level, Selection selection, Set<String> stopping) {
        if (level == InlineLevel.OFF || !hasCodeFor(Architecture.current())) {
            return Optional.empty();
        }
        InlinePlan plan = new InlinePlan(level, selection, stopping);
        return plan.isEmpty() ? Optional.empty() : Optional.of(plan);
    }

    /** Whether there is a stub for a machine. */
    public static boolean hasCodeFor(Architecture machine) {
        return machine.abi() == Abi.X86_64;
    }

    public InlineLevel level() {
        return level;
    }

    /** Whether there is any call to record so. */
    public boolean isEmpty() {
        for (InlineCall call : calls) {
            if (call != null) {
                return false;
            }
        }
        return true;
    }

    InlineCall[] calls() {
        return calls.clone();
    }

    StubImage image() {
        return image;
    }

    /** What the filter has to let through, and what it has to stop for us. */
    public InlineRules rules() {
        if (isEmpty()) {
            return InlineRules.NONE;
        }
        Map<String, Unstopped> unstopped = new HashMap<>();
        for (InlineCall call : calls) {
            if (call != null) {
                unstopped.put(call.name(), new Unstopped(call.name(), image.after(), tests(call.condition())));
            }
        }
        return new InlineRules(List.copyOf(unstopped.values()), watched());
    }

    private static List<ArgumentTest> tests(InlineCall.Condition condition) {
        return switch (condition) {
            case NONE -> List.of();
            case READS_1 -> List.of(new ArgumentTest(1, InlineCall.WRITES, 0));
            case READS_2 -> List.of(new ArgumentTest(2, InlineCall.WRITES, 0));
            case COMMAND -> commands();
            case COMMAND_OR_DUPLICATE -> {
                List<ArgumentTest> tests = new ArrayList<>(commands());
                tests.add(new ArgumentTest(1, ALL_BITS, InlineCall.F_DUPFD));
                tests.add(new ArgumentTest(1, ALL_BITS, InlineCall.F_DUPFD_CLOEXEC));
                yield tests;
            }
        };
    }

    private static List<ArgumentTest> commands() {
        List<ArgumentTest> tests = new ArrayList<>();
        for (int command = InlineCall.F_GETFD; command <= InlineCall.F_SETFL; command++) {
            tests.add(new ArgumentTest(1, ALL_BITS, command));
        }
        return tests;
    }

    /** Calls after which what was prepared may be wrong ({@link Obstacles}). */
    private static List<Watched> watched() {
        return List.of(
                Watched.when("arch_prctl", first(Obstacles.ARCH_SET_GS), first(Obstacles.ARCH_GET_GS)),
                Watched.when(
                        "prctl",
                        first(Obstacles.PR_SET_SECCOMP),
                        first(Obstacles.PR_SET_TSC),
                        first(Obstacles.PR_SET_SYSCALL_USER_DISPATCH),
                        first(Obstacles.PR_SET_DUMPABLE)),
                Watched.when("seccomp", new ArgumentTest(0, 0, 0)),
                Watched.when(
                        "rt_sigaction", first(Obstacles.SIGTRAP), first(Obstacles.SIGBUS), first(Obstacles.SIGSEGV)),
                Watched.within(
                        "mmap", OUR_PAGES, new ArgumentTest(FLAGS_OF_MAP, Obstacles.MAP_FIXED, Obstacles.MAP_FIXED)),
                Watched.when("mlockall"),
                Watched.when("setrlimit", first(Obstacles.RLIMIT_AS), first(Obstacles.RLIMIT_DATA)),
                Watched.when("prlimit64", resource(Obstacles.RLIMIT_AS), resource(Obstacles.RLIMIT_DATA)),
                Watched.within("munmap", OUR_PAGES),
                Watched.within("mprotect", OUR_PAGES),
                Watched.within("pkey_mprotect", OUR_PAGES),
                Watched.within("madvise", OUR_PAGES, advices()),
                Watched.within("mremap", OUR_PAGES),
                Watched.when(
                        "mremap", new ArgumentTest(FLAGS_OF_REMAP, Obstacles.MREMAP_FIXED, Obstacles.MREMAP_FIXED)),
                Watched.when("shmat", new ArgumentTest(FLAGS_OF_ATTACH, Obstacles.SHM_REMAP, Obstacles.SHM_REMAP)));
    }

    private static ArgumentTest[] advices() {
        return Obstacles.ADVICES_THAT_TAKE.stream()
                .map(advice -> new ArgumentTest(ADVICE, ALL_BITS, advice))
                .toArray(ArgumentTest[]::new);
    }

    private static ArgumentTest resource(int value) {
        return new ArgumentTest(RESOURCE_OF_LIMIT, ALL_BITS, value);
    }

    private static ArgumentTest first(int value) {
        return new ArgumentTest(0, ALL_BITS, value);
    }
}
