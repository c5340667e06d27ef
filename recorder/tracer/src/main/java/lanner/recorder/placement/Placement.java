package lanner.recorder.placement;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.CallNumber;
import lanner.recorder.os.Processors;
import lanner.recorder.os.Ptrace;
import lanner.recorder.os.TraceeMemory;
import org.jspecify.annotations.Nullable;

/**
 * Places the tracer and the traced threads, and hides it from them. The tracer's thread starts and closes it and tells it
 * what happens; a thread of its own looks on and moves the others.
 *
 * <p>Hidden is what sched_getaffinity(2) and sched_setaffinity(2) say, and so what nproc, a Java virtual machine or Go
 * see. Not hidden are {@code Cpus_allowed} in {@code /proc/PID/status} and sched_getcpu(3).
 */
public final class Placement {
    /** The calls that must stop, whatever is recorded. */
    public static final Set<String> CALLS = Set.of("sched_setaffinity", "sched_getaffinity", "sched_setattr");

    private static final CallNumber SET = CallNumber.of("sched_setaffinity");
    private static final CallNumber GET = CallNumber.of("sched_getaffinity");
    private static final CallNumber SET_ATTRIBUTES = CallNumber.of("sched_setattr");
    private static final int MASK_BYTES = 1024;
    private static final long LOOK_EVERY = 4_000_000L;
    private static final long LOOK_WHEN_QUIET = 20_000_000L;
    private static final int EAGER = -20;
    /** Asking costs some microseconds a thread. */
    private static final int MOST_THREADS_ASKED = 32;

    private final PlacementMode mode;
    private final Ptrace ptrace;
    private final TraceeMemory memory;
    private final Processors processors = new Processors();
    private final Set<Integer> threads = ConcurrentHashMap.newKeySet();
    /** Processor time of the traced processes as last looked at. */
    private final Map<Integer, Long> computed = new ConcurrentHashMap<>();
    /** What threads of the program believe; those that are not in it believe what the recorder was given. */
    private final Map<Integer, BitSet> believed = new ConcurrentHashMap<>();

    private final AtomicLong endedNanos = new AtomicLong();
    private final byte[] bytes = new byte[MASK_BYTES];

    private volatile boolean gathered;
    private volatile boolean moved;
    private volatile boolean closed;
    private volatile long stops;
    private volatile long takenOut;
    private BitSet given = new BitSet();
    private BitSet one = new BitSet();
    private int tracer;
    private @Nullable Thread looker;

    public Placement(PlacementMode mode, Ptrace ptrace, TraceeMemory memory) {
        this.mode = mode;
        this.ptrace = ptrace;
        this.memory = memory;
    }

    /** Takes the calling thread, the tracer, to one processor; the program it starts next inherits that. */
    public void start() {
        given = processors.affinity(0);
        if (mode == PlacementMode.OFF || given.cardinality() < 2) {
            return;
        }
        tracer = processors.ownTid();
        one.set(processors.current());
        if (mode == PlacementMode.GOVERNOR) {
            // Made before this thread is confined: a new thread runs where its maker may.
            looker = new Thread(this::look, "lanner-placement");
            looker.setDaemon(true);
            looker.start();
        }
        gathered = processors.setAffinity(0, one);
    }

    /** Whether the tracer shares its processor with the program, so that yielding lets it run. */
    public boolean gathered() {
        return gathered;
    }

    /** One more stop was served. */
    public void stop(long count) {
        stops = count;
    }

    /**
     * How long the tracer has read so far what processes recorded themselves, in nanoseconds: work that can be done beside
     * theirs, unlike a stop.
     */
    public void tookOut(long nanos) {
        takenOut = nanos;
    }

    /** Ends all moving about and gives the calling thread its processors back. */
    public void close() {
        closed = true;
        if (looker != null) {
            LockSupport.unpark(looker);
            try {
                looker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (tracer != 0) {
            processors.setAffinity(0, given);
        }
    }

    /** A thread was born; it believes what its parent believes. */
    public void born(int parent, int tid, int pid) {
        if (tracer == 0) {
            return;
        }
        BitSet inherited = believed.get(parent);
        if (inherited != null) {
            believed.put(tid, inherited);
        }
        threads.add(tid);
        computed.putIfAbsent(pid, 0L);
        if (moved) {
            // It may have been made just before all others were moved.
            processors.setAffinity(tid, wanted(tid));
        }
    }

    /** A thread is about to end, or has ended. */
    public void ending(int tid) {
        threads.remove(tid);
        believed.remove(tid);
        // The first thread of a process ends last, but for programs that want it otherwise.
        Long seen = computed.remove(tid);
        if (seen != null) {
            endedNanos.addAndGet(Math.max(0, processors.cpuNanos(tid) - seen));
        }
    }

    /** A thread goes on under its process's id; all others of the process are gone. */
    public void renamed(int from, int to) {
        threads.remove(from);
        if (tracer != 0) {
            threads.add(to);
            computed.putIfAbsent(to, Math.max(0, processors.cpuNanos(to)));
        }
        BitSet belief = believed.remove(from);
        if (belief != null) {
            believed.put(to, belief);
        } else {
            believed.remove(to);
        }
    }

    private BitSet wanted(int tid) {
        BitSet belief = believed.getOrDefault(tid, given);
        return gathered && belief.intersects(one) ? one : belief;
    }

    /** Whether a call must be seen to its end. */
    public boolean concerns(Abi abi, int number) {
        return tracer != 0 && (SET.is(abi, number) || GET.is(abi, number) || SET_ATTRIBUTES.is(abi, number));
    }

    /**
     * A call that {@link #concerns} answered true for is about to be made. Only a thread that may run on every processor can
     * take the policy SCHED_DEADLINE (sched(7)), so one is not confined while its policy changes.
     *
     * @param target the thread it is about, 0 for the caller
     */
    public void entered(int tid, Abi abi, int number, int target) {
        int about = target == 0 ? tid : target;
        if (gathered && SET_ATTRIBUTES.is(abi, number) && threads.contains(about)) {
            processors.setAffinity(about, believed.getOrDefault(about, given));
        }
    }

    /**
     * A call that {@link #concerns} answered true for has ended.
     *
     * @param target the thread it is about, 0 for the caller
     * @param size the size of the mask in bytes
     * @param address where the mask is in the caller's memory
     */
    public void ended(int tid, Abi abi, int number, int target, long size, long address, long result) {
        int about = target == 0 ? tid : target;
        if (SET_ATTRIBUTES.is(abi, number)) {
            if (threads.contains(about)) {
                // Refused for a thread that has the policy now: it stays free.
                processors.setAffinity(about, wanted(about));
            }
        } else if (GET.is(abi, number)) {
            if (result > 0 && threads.contains(about)) {
                answer(tid, address, (int) Math.min(result, MASK_BYTES), believed.getOrDefault(about, given));
            }
        } else if (result == 0 && threads.contains(about)) {
            int length = (int) Math.min(Math.max(size, 0), MASK_BYTES);
            int read = memory.read(tid, address, bytes, 0, length);
            if (read > 0) {
                BitSet said = BitSet.valueOf(Arrays.copyOf(bytes, read));
                // The kernel leaves out what the machine does not have.
                said.and(processors.affinity(about));
                if (!said.isEmpty()) {
                    believed.put(about, said);
                    processors.setAffinity(about, wanted(about));
                }
            }
        }
    }

    private void answer(int tid, long address, int length, BitSet belief) {
        byte[] mask = new byte[length];
        byte[] set = belief.toByteArray();
        System.arraycopy(set, 0, mask, 0, Math.min(set.length, length));
        for (int at = 0; at + 8 <= length; at += 8) {
            long word = 0;
            for (int i = 7; i >= 0; i--) {
                word = word << 8 | (mask[at + i] & 0xFF);
            }
            if (!ptrace.poke(tid, address + at, word)) {
                return;
            }
        }
    }

    private void look() {
        Processors own = new Processors();
        Governor governor = new Governor();
        Map<Integer, Long> waits = new HashMap<>();
        int awake = -1;
        long then = System.nanoTime();
        long lastStops = 0;
        long lastEnded = 0;
        long lastTaken = 0;
        boolean quiet = false;
        while (!closed) {
            LockSupport.parkNanos(quiet ? LOOK_WHEN_QUIET : LOOK_EVERY);
            long now = System.nanoTime();
            long wall = Math.max(1, now - then);
            then = now;
            long servedNow = stops;
            long ended = endedNanos.get();
            long takenSoFar = takenOut;
            long taken = takenSoFar - lastTaken;
            long used = ended - lastEnded + taken;
            // A copy: processes come and go meanwhile.
            for (int pid : Set.copyOf(computed.keySet())) {
                used += computedSince(own, pid);
            }
            long waited = 0;
            if (!governor.spread() && Governor.mayGainBySpreading(wall, servedNow - lastStops, used)) {
                waited = waitedSince(own, waits);
                if (waited == 0 && servedNow == lastStops && own.isReady(tracer)) {
                    // The kernel counts a wait when it ends.
                    waited = wall;
                }
            } else {
                waits.clear();
            }
            Governor.Look look = new Governor.Look(wall, servedNow - lastStops, used, taken, waited);
            lastStops = servedNow;
            lastEnded = ended;
            lastTaken = takenSoFar;
            quiet = used < wall / 20 && !governor.spread();
            if (governor.changedBy(look)) {
                if (governor.spread()) {
                    awake = own.keepAwake();
                    own.setPriority(tracer, EAGER);
                } else {
                    own.setPriority(tracer, 0);
                    awake = letSleep(own, awake);
                }
                move(own, !governor.spread());
            }
        }
        letSleep(own, awake);
        if (governor.spread()) {
            own.setPriority(tracer, 0);
        }
    }

    private static int letSleep(Processors own, int awake) {
        if (awake >= 0) {
            own.close(awake);
        }
        return -1;
    }

    private long computedSince(Processors own, int pid) {
        Long before = computed.get(pid);
        long total = own.cpuNanos(pid);
        if (before == null) {
            return 0;
        }
        if (total == Processors.GONE) {
            computed.remove(pid);
            return 0;
        }
        return computed.replace(pid, before, total) ? total - before : 0;
    }

    /**
     * How long threads were ready without running since the last look, as far as they were looked at then. The tracer is one
     * of them: where a thread of a real-time policy keeps the processor, the others wait in their stops for the tracer.
     */
    private long waitedSince(Processors own, Map<Integer, Long> waits) {
        long waited = waitedSince(own, waits, tracer);
        int asked = 0;
        for (int tid : threads) {
            if (++asked > MOST_THREADS_ASKED) {
                break;
            }
            waited += waitedSince(own, waits, tid);
        }
        waits.keySet().removeIf(tid -> tid != tracer && !threads.contains(tid));
        return waited;
    }

    private static long waitedSince(Processors own, Map<Integer, Long> waits, int tid) {
        long total = own.waitedNanos(tid);
        Long before = total == Processors.GONE ? null : waits.put(tid, total);
        return before == null ? 0 : total - before;
    }

    private void move(Processors own, boolean together) {
        moved = true;
        gathered = together;
        own.setAffinity(tracer, together ? one : given);
        for (int tid : threads) {
            own.setAffinity(tid, wanted(tid));
        }
    }
}
