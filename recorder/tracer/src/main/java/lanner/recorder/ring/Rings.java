package lanner.recorder.ring;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.syscall.Decoding;
import lanner.recorder.syscall.SyscallRow;
import lanner.recorder.syscall.SyscallTable;
import lanner.recorder.trace.Call;
import org.jspecify.annotations.Nullable;

/**
 * The io_uring(7) rings of the recorded processes. What a program submits is read from its ring when it enters it, and
 * how it ended when it leaves, if it has ended by then.
 *
 * <p>Not seen are rings that the kernel polls (IORING_SETUP_SQPOLL) and those that were there before us; their
 * submissions cannot be counted, but each enter of one is. Kernels before 6.10 map rings so that nobody else can read
 * them: then the same holds for all.
 */
public final class Rings {
    private static final int SETUP_SQPOLL = 1 << 1;
    private static final int SETUP_SQE128 = 1 << 10;
    private static final int SETUP_CQE32 = 1 << 11;
    private static final Abi NATIVE = Architecture.current().abi();
    private static final int SETUP_NO_MMAP = 1 << 14;
    private static final int SETUP_NO_SQARRAY = 1 << 16;
    private static final int ENTER_REGISTERED_RING = 1 << 4;
    private static final int PARAMETERS = 120;
    private static final int MAX_OPERATIONS = 4096;
    private static final int MAX_COMPLETIONS = 65_536;
    private static final int COMPLETION = 16;
    private static final long EINPROGRESS = 115;
    private static final String RING = "anon_inode:[io_uring]";

    private final Decoding decoding;
    private final ProcFiles files;
    private final SyscallTable table;
    private final Selection selection;
    private final BitSet selected;

    /** By process, then descriptor. */
    private final Map<Integer, Map<Integer, Ring>> rings = new HashMap<>();

    /** What each thread submits with the enter that it is in. */
    private final Map<Integer, Submission> submissions = new HashMap<>();

    private long operations;
    private long unread;

    private static final class Ring {
        int entries;
        int completions;
        int flags;
        int head;
        int tail;
        int array;
        int completionTail;
        int completionsAt;
        /** Where it is mapped; 0 while that is not known. */
        long submissionRing;

        long completionRing;
        long submissionEntries;

        boolean isMapped() {
            return submissionRing != 0 && submissionEntries != 0;
        }

        boolean mayBeAt(long address) {
            return submissionRing == address || completionRing == address || submissionEntries == address;
        }
    }

    private static final class Submission {
        final Ring ring;
        final List<Operation> operations = new ArrayList<>();
        int completionTail;

        Submission(Ring ring) {
            this.ring = ring;
        }
    }

    /** One operation, as the call that does the same, and its place among those submitted with it. */
    private record Operation(Call call, int place, long userData, boolean makesFixedFile) {}

    public Rings(Decoding decoding, ProcFiles files, SyscallTable table, Selection selection) {
        this.decoding = decoding;
        this.files = files;
        this.table = table;
        this.selection = selection;
        this.selected = selection.calls(NATIVE.names());
    }

    /** Operations recorded so far. */
    public long operations() {
        return operations;
    }

    /** How often a ring was entered with submissions that could not be read. */
    public long unread() {
        return unread;
    }

    /** A ring was set up: the end of io_uring_setup(2). */
    public void setUp(Call call) {
        if (call.result < 0 || call.abi != NATIVE) {
            return;
        }
        Map<Integer, Ring> own = rings.computeIfAbsent(call.pid, pid -> new HashMap<>());
        own.remove((int) call.result);
        // Whatever is mapped now belongs to the rings before this one.
        locate(call.tid, own);
        if (!decoding.structure(call, call.args[1], PARAMETERS)) {
            return;
        }
        Ring ring = new Ring();
        ring.entries = decoding.int32(0);
        ring.completions = decoding.int32(4);
        ring.flags = decoding.int32(8);
        ring.head = decoding.int32(40);
        ring.tail = decoding.int32(44);
        ring.array = decoding.int32(64);
        ring.completionTail = decoding.int32(84);
        ring.completionsAt = decoding.int32(100);
        if ((ring.flags & SETUP_NO_MMAP) != 0) {
            ring.submissionEntries = decoding.int64(72);
            ring.completionRing = decoding.int64(112);
            ring.submissionRing = ring.completionRing;
        }
        boolean sane = ring.entries > 0
                && ring.entries <= MAX_OPERATIONS * 8
                && Integer.bitCount(ring.entries) == 1
                && ring.completions > 0
                && ring.completions <= MAX_COMPLETIONS
                && Integer.bitCount(ring.completions) == 1;
        if (sane) {
            own.put((int) call.result, ring);
        }
    }

    /** Finds where rings are mapped whose place is not known yet: if there is just one, it owns what nobody else does. */
    private void locate(int tid, Map<Integer, Ring> own) {
        if (own.values().stream().allMatch(Ring::isMapped)) {
            return;
        }
        Iterator<Map.Entry<Integer, Ring>> each = own.entrySet().iterator();
        while (each.hasNext()) {
            if (!files.link(tid, "fd/" + each.next().getKey()).equals(RING)) {
                each.remove();
            }
        }
        List<Ring> searching =
                own.values().stream().filter(ring -> !ring.isMapped()).toList();
        if (searching.size() != 1) {
            return;
        }
        Ring ring = searching.get(0);
        Set<Integer> found = new HashSet<>();
        for (ProcFiles.Mapping mapping : files.mappings(tid, RING)) {
            boolean taken = own.values().stream().anyMatch(other -> other != ring && other.mayBeAt(mapping.start()));
            int kind = (int) (mapping.offset() >>> 27);
            if (!taken && found.add(kind)) {
                // IORING_OFF_SQ_RING, IORING_OFF_CQ_RING, IORING_OFF_SQES
                switch (kind) {
                    case 0 -> ring.submissionRing = mapping.start();
                    case 1 -> ring.completionRing = mapping.start();
                    case 2 -> ring.submissionEntries = mapping.start();
                    default -> {
                        // A ring of provided buffers: it holds no operations.
                    }
                }
            }
        }
        if (ring.completionRing == 0) {
            ring.completionRing = ring.submissionRing;
        }
        if (ring.submissionRing == 0) {
            ring.submissionRing = ring.completionRing;
        }
    }

    /** A ring is entered: the entry of io_uring_enter(2). Reads what is submitted with it. */
    public void enter(Call call) {
        int wanted = (int) call.args[1];
        if (wanted == 0 || call.refused) {
            return;
        }
        Ring ring = ring(call);
        if (ring == null || !ring.isMapped() || (ring.flags & SETUP_SQPOLL) != 0) {
            unread++;
            return;
        }
        if (!decoding.structure(call, ring.submissionRing + ring.head, 4)) {
            unread++;
            return;
        }
        int head = decoding.int32(0);
        if (!decoding.structure(call, ring.submissionRing + ring.tail, 4)) {
            unread++;
            return;
        }
        int waiting = decoding.int32(0) - head;
        int count = Math.min(
                Math.min(wanted < 0 ? Integer.MAX_VALUE : wanted, Math.max(waiting, 0)),
                Math.min(ring.entries, MAX_OPERATIONS));
        Submission submission = new Submission(ring);
        submission.completionTail =
                decoding.structure(call, ring.completionRing + ring.completionTail, 4) ? decoding.int32(0) : 0;
        for (int i = 0; i < count; i++) {
            if (!submitted(call, submission, head, i)) {
                unread++;
                break;
            }
        }
        if (!submission.operations.isEmpty()) {
            submissions.put(call.tid, submission);
        }
    }

    private @Nullable Ring ring(Call call) {
        Map<Integer, Ring> own = rings.get(call.pid);
        if (own == null) {
            return null;
        }
        locate(call.tid, own);
        if ((call.args[3] & ENTER_REGISTERED_RING) != 0) {
            // The number is one of the thread's own table, which is not known: that does no harm where there is one
            // ring.
            return own.size() == 1 ? own.values().iterator().next() : null;
        }
        return own.get((int) call.args[0]);
    }

    /** Reads one submission; false if it cannot be read. */
    private boolean submitted(Call call, Submission submission, int head, int place) {
        Ring ring = submission.ring;
        int index = head + place & ring.entries - 1;
        if ((ring.flags & SETUP_NO_SQARRAY) == 0) {
            if (!decoding.structure(call, ring.submissionRing + ring.array + 4L * index, 4)) {
                return false;
            }
            index = decoding.int32(0);
            if (index < 0 || index >= ring.entries) {
                // The kernel drops it.
                return true;
            }
        }
        int size = (ring.flags & SETUP_SQE128) != 0 ? 2 * RingOperation.SIZE : RingOperation.SIZE;
        if (!decoding.structure(call, ring.submissionEntries + (long) size * index, RingOperation.SIZE)) {
            return false;
        }
        RingOperation operation = RingOperation.in(decoding);
        if (operation == null || !selected.get(operation.number())) {
            return true;
        }
        Call own = new Call();
        own.tid = call.tid;
        own.pid = call.pid;
        own.enterTime = call.enterTime;
        own.enterMonotonic = call.enterMonotonic;
        own.fromRing = true;
        operation.fill(own, decoding);
        Operation entry =
                new Operation(own, place, RingOperation.userData(decoding), operation.makesFixedFile(decoding));
        if (selection.wants(NATIVE.names(), own.number, own.args)) {
            SyscallRow row = table.row(own);
            if (row != null) {
                row.enter(own, decoding);
            }
            submission.operations.add(entry);
        }
        return true;
    }

    /**
     * A ring is left: the end of io_uring_enter(2), or of its thread within. Answers the operations that the kernel has
     * taken. One that has not ended yet, or whose end cannot be told from another's, has the result
     * {@code -EINPROGRESS}.
     */
    public List<Call> leave(Call call, boolean abandoned) {
        Submission submission = submissions.remove(call.tid);
        if (submission == null || !abandoned && call.result < 0) {
            return List.of();
        }
        List<Call> taken = new ArrayList<>();
        Map<Long, Long> results = abandoned ? Map.of() : results(call, submission);
        Map<Long, Integer> names = new HashMap<>();
        submission.operations.forEach(operation -> names.merge(operation.userData, 1, Integer::sum));
        for (Operation operation : submission.operations) {
            if (!abandoned && operation.place >= call.result) {
                // The kernel has stopped before it.
                break;
            }
            Long result = results.get(operation.userData);
            boolean known = names.getOrDefault(operation.userData, 0) == 1 && !operation.makesFixedFile;
            operation.call.result = known && result != null ? result : -EINPROGRESS;
            taken.add(operation.call);
        }
        operations += taken.size();
        return taken;
    }

    /** Results of what has ended since the enter, by the program's own mark. */
    private Map<Long, Long> results(Call call, Submission submission) {
        Ring ring = submission.ring;
        Map<Long, Long> results = new HashMap<>();
        if (!decoding.structure(call, ring.completionRing + ring.completionTail, 4)) {
            return results;
        }
        int ended = Math.min(decoding.int32(0) - submission.completionTail, ring.completions);
        int size = (ring.flags & SETUP_CQE32) != 0 ? 2 * COMPLETION : COMPLETION;
        for (int i = 0; i < ended; i++) {
            int index = submission.completionTail + i & ring.completions - 1;
            long at = ring.completionRing + ring.completionsAt + (long) size * index;
            if (!decoding.structure(call, at, COMPLETION)) {
                return results;
            }
            results.putIfAbsent(decoding.int64(0), (long) decoding.int32(8));
        }
        return results;
    }

    /** A process has ended, or has a new image. */
    public void forget(int pid) {
        rings.remove(pid);
    }

    /** A thread has ended. */
    public void forgetThread(int tid) {
        submissions.remove(tid);
    }
}
