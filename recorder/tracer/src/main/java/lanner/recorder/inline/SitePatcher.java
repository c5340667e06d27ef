package lanner.recorder.inline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lanner.recorder.arch.AllRegisters;

/**
 * Has places in a program's code jump to the stub, and gives the program its own code again. Where other threads may be
 * running the code, a thread does it as its {@link Work}, with a barrier behind each write.
 */
final class SitePatcher {
    private static final int MMAP = 9;
    private static final int MEMBARRIER = 324;
    private static final int PRIVATE_EXPEDITED_SYNC_CORE = 1 << 5;
    private static final int REGISTER_PRIVATE_EXPEDITED_SYNC_CORE = 1 << 6;
    private static final int SYSCALL_BYTES = 2;

    private final StubImage image;
    private final Hands hands;
    private final Peek peek;
    private final ThreadsAtWork atWork;
    private final TrapSettings traps;
    private final AllRegisters registers = new AllRegisters();

    SitePatcher(StubImage image, Hands hands, Peek peek, ThreadsAtWork atWork, TrapSettings traps) {
        this.image = image;
        this.hands = hands;
        this.peek = peek;
        this.atWork = atWork;
        this.traps = traps;
    }

    /**
     * Patches the place where a thread has made a call, at the end of that call.
     *
     * @return whether the thread was let go on, to work for us
     */
    boolean patch(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        if (!space.hasRoom(behind)) {
            return mapArea(thread, behind, number);
        }
        if (!space.isShared()) {
            patchAlone(thread, behind, number);
            return false;
        }
        return space.mayBarrier() && patchRunning(thread, behind, number);
    }

    private boolean mapArea(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        if (!hands.readRegisters(thread.tid(), registers)) {
            return false;
        }
        long[] arguments = {TrampolineAreas.near(behind), AddressSpace.AREA_BYTES, 5, 0x22, -1, 0};
        atWork.begin(
                thread,
                registers,
                Work.Stage.TO_MARK,
                List.of(new Work.Invoke(
                        call -> ThreadsAtWork.setCall(call, image.remoteCall(), MMAP, arguments), done -> {
                            if (done.rbx() > 0) {
                                space.addArea(done.rbx());
                            }
                            return space.hasRoom(behind);
                        })),
                () -> {
                    if (!space.hasRoom(behind)) {
                        space.refuse(behind);
                    } else if (!space.isShared()) {
                        patchAlone(thread, behind, number);
                    }
                });
        return true;
    }

    /** The site for a call, if its code can be patched; refused for ever if not. */
    private Optional<Site> site(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        long call = behind - SYSCALL_BYTES;
        byte[] code = new byte[Patching.BEFORE + SYSCALL_BYTES + Patching.BEHIND];
        int got = hands.read(thread.tid(), call - Patching.BEFORE, code, code.length);
        for (Site site : space.allSites()) {
            site.undoIn(code, call - Patching.BEFORE);
        }
        Optional<Patching.Place> place = got < Patching.BEFORE + SYSCALL_BYTES
                ? Optional.empty()
                : Patching.find(Arrays.copyOf(code, got), call, number, space::isPadTaken);
        boolean possible = place.isPresent() && isCodeOfAFile(thread, call, code[Patching.BEFORE]);
        long cell = possible ? space.takeCell(place.get().start()) : -1;
        if (cell < 0) {
            space.refuse(behind);
            return Optional.empty();
        }
        Site site = place.get().site(call, number, cell);
        if (!hands.write(thread.tid(), cell, Trampoline.of(site))) {
            space.refuse(behind);
            return Optional.empty();
        }
        return Optional.of(site);
    }

    /** Code that the program makes or changes itself is not touched. Where a file's code lies is asked once a file. */
    private boolean isCodeOfAFile(InlineThread thread, long address, byte there) {
        AddressSpace space = thread.space();
        if (!space.isKnownCode(address)) {
            hands.fileCode(thread.tid(), address).ifPresent(space::addCode);
        }
        return space.isKnownCode(address) && !hands.isWritable(thread.tid(), address, there);
    }

    /** The same where nobody else can be running the code: at once. */
    void patchAlone(InlineThread thread, long behind, int number) {
        Optional<Site> site = site(thread, behind, number);
        if (site.isPresent()) {
            for (Site.Write write : site.get().writes(false)) {
                if (!hands.write(thread.tid(), write.address(), write.bytes())) {
                    thread.space().refuse(behind);
                    return;
                }
            }
            thread.space().add(site.get());
        }
    }

    private boolean patchRunning(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        if (space.postpones(traps.look(thread), hands.now()) || !hands.readRegisters(thread.tid(), registers)) {
            return false;
        }
        Optional<Site> site = site(thread, behind, number);
        if (site.isEmpty()) {
            return false;
        }
        space.add(site.get());
        List<Work.Step> steps = new ArrayList<>();
        if (!space.barrierIsRegistered()) {
            steps.add(register(space, () -> space.remove(site.get())));
        }
        addWrites(steps, site.get().writes(true));
        traps.keep(thread, steps);
        atWork.begin(thread, registers, Work.Stage.TO_MARK, steps, () -> {});
        return true;
    }

    private Work.Step register(AddressSpace space, Runnable refused) {
        return barrier(REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, done -> {
            space.barrierIsRegistered(done.rbx() == 0);
            if (done.rbx() != 0) {
                space.barrierIsRefused();
                refused.run();
            }
            return done.rbx() == 0;
        });
    }

    private void addWrites(List<Work.Step> steps, List<Site.Write> writes) {
        for (Site.Write write : writes) {
            steps.add(new Work.Write(write.address(), write.bytes()));
            // Once a trap is set, it is taken away again whatever comes.
            steps.add(barrier(PRIVATE_EXPEDITED_SYNC_CORE, done -> true));
        }
    }

    private Work.Step barrier(int command, Predicate<AllRegisters> then) {
        return new Work.Invoke(
                call -> ThreadsAtWork.setCall(call, image.remoteCall(), MEMBARRIER, new long[] {command, 0, 0}), then);
    }

    /**
     * Gives the program its own code again, before a call that needs it is made. Where other threads may be running the code,
     * the thread does it now and makes its call then.
     *
     * @return whether it was let go on for that
     */
    boolean restore(InlineThread thread) {
        AddressSpace space = thread.space();
        if (space.allSites().isEmpty()) {
            return false;
        }
        if (!space.isShared()) {
            restoreAtOnce(thread);
            return false;
        }
        if (!space.mayBarrier() || !space.codeIsThere() || !hands.readRegisters(thread.tid(), registers)) {
            return false;
        }
        List<Work.Step> steps = new ArrayList<>();
        // Of what another thread is about to patch the rest is waited for.
        if (!space.isBusy()) {
            if (!space.barrierIsRegistered()) {
                steps.add(register(space, () -> {}));
            }
            for (Site site : space.allSites()) {
                addWrites(steps, site.undo(true));
                space.retire(site);
            }
            traps.look(thread);
            traps.keep(thread, steps);
        }
        ThreadsAtWork.repeatCall(registers);
        atWork.begin(thread, registers, Work.Stage.TO_MARK, steps, () -> {});
        return true;
    }

    /** The same where no thread can get to what is to be restored: without barriers. */
    void restoreAtOnce(InlineThread thread) {
        AddressSpace space = thread.space();
        for (Site site : space.allSites()) {
            for (Site.Write write : site.undo(space.isShared())) {
                hands.write(thread.tid(), write.address(), write.bytes());
            }
            space.retire(site);
        }
    }

    /**
     * What is left of us in the copy of a process that has not run yet. A patch that was being written when the kernel copied
     * it is completed; of what was written later we know nothing here.
     */
    void keepWhatIsThere(InlineThread thread, boolean hasCode) {
        AddressSpace space = thread.space();
        space.keepOnly(space.allSites().stream()
                .filter(site -> hasCode && isPatched(thread, site))
                .collect(Collectors.toSet()));
    }

    /** Forgets a site whose code is other code by now. */
    void forgetIfReplaced(InlineThread thread, Site site) {
        byte[] there = new byte[site.patched().length];
        if (hands.read(thread.tid(), site.again(), there, there.length) == there.length
                && !Arrays.equals(site.patched(), there)) {
            thread.space().retire(site);
            thread.space().forgetHits(site.behind());
        }
    }

    /** Whether a site's patch is there, in a process that does not run. */
    private boolean isPatched(InlineThread thread, Site site) {
        if (!peek.holds(thread, site.cell(), Trampoline.of(site))
                || site.form() == Site.Form.PADDING && !peek.holds(thread, site.start(), site.jump())) {
            return false;
        }
        byte[] patched = site.patched();
        byte[] there = new byte[patched.length];
        if (hands.read(thread.tid(), site.again(), there, there.length) != there.length) {
            return false;
        }
        return Arrays.equals(there, patched)
                || site.isHalfWritten(there) && hands.write(thread.tid(), site.again(), patched);
    }
}
