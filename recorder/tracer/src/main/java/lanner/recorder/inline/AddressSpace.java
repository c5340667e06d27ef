package lanner.recorder.inline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lanner.recorder.context.ProcFiles;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a process, or of several that share it, as far as we have put something there. Owned by the trace loop's
 * thread; asks nobody.
 */
final class AddressSpace {
    enum State {
        /** Calls are counted. */
        WATCHED,
        /** A thread is at work to prepare it. */
        PREPARING,
        /** Stub and ring are there. */
        PREPARED,
        /** No call is recorded inside it any more, or ever. */
        GIVEN_UP
    }

    /** Room for trampolines near some code. */
    private static final class Area {
        private final long base;
        private int used;

        Area(long base, int used) {
            this.base = base;
            this.used = used;
        }

        boolean holds(long address) {
            return address >= base && address < base + AREA_BYTES;
        }
    }

    static final int AREA_BYTES = 128 * 1024;
    private static final int CELLS = AREA_BYTES / Site.CELL_BYTES;
    /** A thread that is made may take so long to run, on a machine that has much to do. */
    private static final long LONGEST_POSTPONED = 2_000_000_000L;

    static final int REFUSED = -1;

    /** Calls of any program come from fewer places; what a program makes more of is refused. */
    static final int MOST_PLACES = 4096;

    private final @Nullable InlineThread[] slots = new InlineThread[SlotLayout.SLOTS];
    private final long[] readUpTo = new long[SlotLayout.SLOTS];
    private final List<Area> areas = new ArrayList<>();
    private final Map<Long, Site> sites = new HashMap<>();
    private final List<Site> former = new ArrayList<>();
    private final Map<Long, Integer> hits = new HashMap<>();
    private final List<InlineThread> threads = new ArrayList<>();
    private final List<InlineThread> executing = new ArrayList<>();
    private final List<ProcFiles.FileCode> code = new ArrayList<>();
    private State state = State.WATCHED;
    private boolean codeIsThere;
    private boolean ringIsThere;
    private boolean isUnseen;
    private boolean mayBarrier = true;
    private boolean barrierIsRegistered;
    private int calls;
    private int faults;
    private long recorded;
    private boolean rests;
    private long heard;
    private long heardAt;
    private @Nullable CounterClock clock;
    private TrapSettings.Handler trapHandler = TrapSettings.Handler.NONE;
    private boolean isPostponed;
    private long postponedSince;

    /**
     * The memory of a child that has a copy of this, without a ring. The kernel copied it some time before we learn of it:
     * other threads may have been prepared or patched between. So this only says what may be there, and
     * {@link #takeUnseen()} that nobody has looked yet.
     */
    AddressSpace copy() {
        AddressSpace copy = new AddressSpace();
        copy.codeIsThere = codeIsThere || state == State.PREPARING;
        copy.isUnseen = copy.codeIsThere;
        copy.sites.putAll(sites);
        copy.former.addAll(former);
        areas.forEach(area -> copy.areas.add(new Area(area.base, area.used)));
        copy.mayBarrier = mayBarrier;
        copy.code.addAll(code);
        copy.state = state == State.GIVEN_UP ? State.GIVEN_UP : State.WATCHED;
        return copy;
    }

    /** Whether this is a copy of which it is not known what is there: true once. */
    boolean takeUnseen() {
        boolean unseen = isUnseen;
        isUnseen = false;
        return unseen;
    }

    /** Forgets what is not there: all sites but these, and areas without any trampoline. */
    void keepOnly(Set<Site> there) {
        sites.values().retainAll(there);
        areas.removeIf(
                area -> Stream.concat(there.stream(), former.stream()).noneMatch(site -> area.holds(site.cell())));
    }

    /** Whether a thread does something here for us: one at a time. */
    boolean isBusy() {
        for (InlineThread thread : threads) {
            if (thread.isAtWork()) {
                return true;
            }
        }
        return false;
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
    }

    boolean isPrepared() {
        return state == State.PREPARED;
    }

    /** Whether the stub's page is mapped, so that a thread may not have another's slot in gs. */
    boolean codeIsThere() {
        return codeIsThere;
    }

    void codeIsThere(boolean there) {
        codeIsThere = there;
    }

    /** Whether the ring is mapped; a child has none. */
    boolean ringIsThere() {
        return ringIsThere;
    }

    void ringIsThere(boolean there) {
        ringIsThere = there;
    }

    boolean mayBarrier() {
        return mayBarrier;
    }

    void barrierIsRefused() {
        mayBarrier = false;
    }

    /**
     * A patch is to be made.
     *
     * @param isBadMoment whether it had better wait
     * @param now nanoseconds on the monotonic clock
     * @return whether it waits: where no moment is a good one it does not, after a while
     */
    boolean postpones(boolean isBadMoment, long now) {
        if (isBadMoment && !isPostponed) {
            postponedSince = now;
        }
        isPostponed = isBadMoment;
        return isBadMoment && now - postponedSince < LONGEST_POSTPONED;
    }

    /** What became of the handler for SIGTRAP since traps were last set. */
    TrapSettings.Handler trapHandler() {
        return trapHandler;
    }

    void trapHandler(TrapSettings.Handler handler) {
        trapHandler = handler;
    }

    boolean barrierIsRegistered() {
        return barrierIsRegistered;
    }

    void barrierIsRegistered(boolean registered) {
        barrierIsRegistered = registered;
    }

    CounterClock clock() {
        return Objects.requireNonNull(clock, "measured when it was prepared");
    }

    void clock(CounterClock measured) {
        clock = measured;
    }

    long recorded() {
        return recorded;
    }

    void countRecorded() {
        recorded++;
    }

    /** Whether its slots take no record, so that nobody needs to look for one. */
    boolean rests() {
        return rests;
    }

    void rests(boolean resting) {
        rests = resting;
    }

    /** From now on it is silent. */
    void heard(long now) {
        heard = recorded;
        heardAt = now;
    }

    /** How long nothing has been recorded in it, in nanoseconds, as far as was asked. */
    long silentFor(long now) {
        if (recorded != heard) {
            heard(now);
        }
        return now - heardAt;
    }

    int countFault() {
        return ++faults;
    }

    // --- threads and slots -------------------------------------------------------------------------------------------

    void join(InlineThread thread) {
        threads.add(thread);
    }

    void leave(InlineThread thread) {
        threads.remove(thread);
        executing.remove(thread);
        freeSlot(thread);
    }

    /** A thread is about to execute a program. Once it does, its process's other threads and this memory are gone for it. */
    void executes(InlineThread thread) {
        if (!executing.contains(thread)) {
            executing.add(thread);
        }
    }

    /** A thread is not about to execute a program any more, if it was. */
    void executesNothing(InlineThread thread) {
        executing.remove(thread);
    }

    /** Whether threads of a process may have other memory by now, and others have their ids. */
    boolean mayBeReplaced(int pid) {
        return !executing.isEmpty() && executing.stream().anyMatch(thread -> thread.pid() == pid);
    }

    void freeSlot(InlineThread thread) {
        if (thread.slot() != InlineThread.NO_SLOT) {
            slots[thread.slot()] = null;
            thread.slot(InlineThread.NO_SLOT);
        }
    }

    /** Whether any record may be there that was not read. */
    boolean hasSlots() {
        for (InlineThread thread : slots) {
            if (thread != null) {
                return true;
            }
        }
        return false;
    }

    /** All, of whichever process. */
    List<InlineThread> threads() {
        return threads;
    }

    /** The threads through which it can be read while they run. Some may have ended without our knowing yet. */
    List<InlineThread> readers() {
        return executing.isEmpty()
                ? threads
                : threads.stream()
                        .filter(thread -> !mayBeReplaced(thread.pid()))
                        .toList();
    }

    /** Whether threads of several processes use it: between vfork(2) and execve(2). */
    boolean isOfSeveralProcesses() {
        return threads.stream().mapToInt(InlineThread::pid).distinct().count() > 1;
    }

    Optional<InlineThread> ofAnotherProcess(int pid) {
        return readers().stream().filter(thread -> thread.pid() != pid).findAny();
    }

    boolean isShared() {
        return threads.size() > 1;
    }

    /** Gives a thread a slot; false if there is none left. */
    boolean takeSlot(InlineThread thread) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == null) {
                slots[i] = thread;
                thread.slot(i);
                readUpTo[i] = SlotLayout.first(SlotLayout.slot(i));
                return true;
            }
        }
        return false;
    }

    boolean isTaken(int slot) {
        return slots[slot] != null;
    }

    /** Whose slot it is; it is taken. */
    InlineThread owner(int slot) {
        return Objects.requireNonNull(slots[slot], "taken");
    }

    long readUpTo(int slot) {
        return readUpTo[slot];
    }

    void readUpTo(int slot, long address) {
        readUpTo[slot] = address;
    }

    // --- sites -------------------------------------------------------------------------------------------------------

    int countCall() {
        return ++calls;
    }

    /** How often a call was made by a stop at the instruction before this address; {@link #REFUSED} where it cannot be patched. */
    int countHit(long behind) {
        if (isRefused(behind)) {
            return REFUSED;
        }
        return hits.merge(behind, 1, Integer::sum);
    }

    boolean isRefused(long behind) {
        return hits.getOrDefault(behind, hits.size() < MOST_PLACES ? 0 : REFUSED) == REFUSED;
    }

    /** How many places calls were made at, as far as it is remembered. */
    int places() {
        return hits.size();
    }

    void refuse(long behind) {
        hits.put(behind, REFUSED);
    }

    void forgetHits(long behind) {
        hits.remove(behind);
    }

    /** The site whose calls stop behind this address; null for none. */
    @Nullable
    Site siteBehind(long behind) {
        return sites.get(behind);
    }

    void add(Site site) {
        sites.put(site.behind(), site);
        if (site.form() == Site.Form.PADDING) {
            sites.put(site.returnAddress(), site);
        }
    }

    void remove(Site site) {
        sites.remove(site.behind());
        sites.remove(site.returnAddress());
    }

    /** Each once. */
    Set<Site> allSites() {
        return Set.copyOf(sites.values());
    }

    /** The program has its own code there again, or other code: no thread comes to the trampoline, but some may be in it. */
    void retire(Site site) {
        remove(site);
        former.add(site);
    }

    /** The address behind the program's own instruction, of a call that a trampoline makes for it. */
    long own(long behind) {
        if (!isInAreas(behind)) {
            return behind;
        }
        Site site = sites.get(behind);
        if (site != null) {
            return site.behind();
        }
        for (Site each : former) {
            if (each.returnAddress() == behind) {
                return each.behind();
            }
        }
        return behind;
    }

    /** The site whose trampoline an address is in. */
    Optional<Site> trampoline(long address) {
        return isInAreas(address)
                ? any(site -> address >= site.cell() && address < site.cell() + Site.CELL_BYTES)
                : Optional.empty();
    }

    /** Asked at every stop at a call. */
    private boolean isInAreas(long address) {
        for (int i = 0; i < areas.size(); i++) {
            if (areas.get(i).holds(address)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Site> any(Predicate<Site> wanted) {
        return Stream.concat(sites.values().stream(), former.stream())
                .filter(wanted)
                .findAny();
    }

    /** The site at whose trap a thread has stopped, which wanted to run what is being replaced. */
    Optional<Site> trap(long behindTrap) {
        return any(site -> site.behindTrap() == behindTrap);
    }

    boolean isKnownCode(long address) {
        return code.stream().anyMatch(each -> each.contains(address));
    }

    void addCode(ProcFiles.FileCode found) {
        code.add(found);
    }

    boolean isPadTaken(long address) {
        for (Site site : sites.values()) {
            if (site.form() == Site.Form.PADDING
                    && site.start() < address + Padding.BYTES
                    && site.start() + Padding.BYTES > address) {
                return true;
            }
        }
        return false;
    }

    // --- trampolines -------------------------------------------------------------------------------------------------

    void addArea(long base) {
        areas.add(new Area(base, 0));
    }

    /** Where the areas are, which are none of ours any more. */
    List<Long> takeAreas() {
        List<Long> bases = areas.stream().map(area -> area.base).toList();
        areas.clear();
        former.clear();
        return bases;
    }

    boolean hasRoom(long near) {
        return areas.stream().anyMatch(area -> fits(area, near));
    }

    /** Room for a trampoline that a jump at this address reaches; negative if there is none. */
    long takeCell(long near) {
        for (Area area : areas) {
            if (fits(area, near)) {
                return area.base + (long) area.used++ * Site.CELL_BYTES;
            }
        }
        return -1;
    }

    private static boolean fits(Area area, long near) {
        return area.used < CELLS
                && Trampoline.reaches(near, area.base)
                && Trampoline.reaches(near, area.base + AREA_BYTES);
    }

    boolean overlapsAreas(long start, long end) {
        return areas.stream().anyMatch(area -> start < area.base + AREA_BYTES && end > area.base);
    }
}
