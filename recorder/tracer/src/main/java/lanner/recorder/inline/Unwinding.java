package lanner.recorder.inline;

import java.util.Optional;
import lanner.recorder.arch.AllRegisters;

/**
 * Takes a thread that stopped for a signal, or ends, out of the stub or a trampoline: its registers become those that it
 * would have at an instruction of its own, so that a signal's frame, a debugger and the kernel's restarting of calls know
 * nothing of us. Pure: registers and slot in, registers out.
 *
 * <pre>
 *   where                         the registers                                      goes on at
 *   trampoline                    as they are; form BEFORE: eax = the number         its own syscall
 *   entry ... returns             as they are                                        R-2, R in rcx
 *   returns ... kept              as they are                                        R-2, R in the slot
 *   kept ... untraced, restore    from the record                                    R-2
 *   after, interrupted            as they are; the kernel decides about a restart    R
 *   after ... published           result and rdx from the record                     R
 *   answer ... copied             result and rdx from the record                     R
 *   published, jump to R          as they are                                        R
 *   decline, declined             as they are                                        R-2
 * </pre>
 */
final class Unwinding {
    /** What became of the call. */
    enum Outcome {
        /** The thread is in code of its own, or in the kernel for it. Nothing was changed. */
        ELSEWHERE,
        /** It is not made yet: the thread will make it by a stop. */
        NOT_MADE,
        /** A signal interrupted it: the kernel starts it again, as one that stops, or has it return EINTR. */
        INTERRUPTED,
        /** It is made and its record is not published: that is to be taken from the slot now. */
        MADE,
        /** It is made and recorded. */
        PUBLISHED
    }

    private static final long ERESTARTSYS = -512;
    private static final long ERESTARTNOINTR = -513;
    private static final long ERESTARTNOHAND = -514;
    private static final long ERESTART_RESTARTBLOCK = -516;
    private static final int SYSCALL_BYTES = 2;
    private static final int DATA_ARGUMENT = 2;

    private final int entry;
    private final int returns;
    private final int kept;
    private final int after;
    private final int stored;
    private final int published;
    private final int arguments;
    private final int decline;
    private final int declined;
    private final int restore;
    private final int end;
    private final int returnKnown;
    private final int answer;

    Unwinding(StubImage image) {
        entry = image.entry();
        returns = image.at("returns");
        kept = image.at("kept");
        after = image.after();
        stored = image.at("stored");
        published = image.at("published");
        returnKnown = published + 9;
        answer = image.at("answer");
        arguments = image.at("arguments");
        decline = image.at("decline");
        declined = image.at("declined");
        restore = image.at("restore");
        end = image.at("end");
    }

    /** Whether an address is the stub's. */
    boolean isInStub(long rip) {
        return rip >= entry && rip < end;
    }

    /** Takes a thread out of the stub. */
    Outcome outOfStub(AllRegisters registers, InFlight flight) {
        long rip = registers.rip();
        if (!isInStub(rip)) {
            return Outcome.ELSEWHERE;
        }
        if (rip <= returns || rip >= arguments && rip <= decline) {
            return notMade(registers, registers.rcx() - SYSCALL_BYTES);
        }
        if (rip == declined) {
            return notMade(registers, registers.rcx());
        }
        if (rip <= kept) {
            return notMade(registers, flight.returnAddress() - SYSCALL_BYTES);
        }
        if (rip < after || rip >= restore) {
            for (int i = 0; i < 6; i++) {
                registers.argument(i, flight.argument(i));
            }
            registers.rax(flight.number() & 0xFFFFFFFFL);
            return notMade(registers, flight.returnAddress() - SYSCALL_BYTES);
        }
        return made(registers, flight);
    }

    private Outcome made(AllRegisters registers, InFlight flight) {
        long rip = registers.rip();
        long back = rip == returnKnown ? registers.rcx() : flight.returnAddress();
        if (rip == after && mayRestart(registers.rax())) {
            // What the kernel does next it decides by the number of the call and its result: both stay.
            registers.rip(back);
            registers.rcx(back);
            return Outcome.INTERRUPTED;
        }
        boolean isPublished = rip >= published && rip < answer;
        if (rip > stored && !isPublished) {
            registers.rax(flight.result());
        }
        if (!isPublished) {
            registers.argument(DATA_ARGUMENT, flight.argument(DATA_ARGUMENT));
        }
        registers.rip(back);
        registers.rcx(back);
        registers.inNoCall();
        return isPublished ? Outcome.PUBLISHED : Outcome.MADE;
    }

    private static Outcome notMade(AllRegisters registers, long call) {
        registers.rip(call);
        registers.inNoCall();
        return Outcome.NOT_MADE;
    }

    /** Takes a thread out of a trampoline. */
    static Outcome outOfTrampoline(AllRegisters registers, Optional<Site> found) {
        if (found.isEmpty()) {
            return Outcome.ELSEWHERE;
        }
        Site site = found.get();
        long offset = registers.rip() - site.cell();
        if (offset < 0 || offset >= Site.CELL_BYTES) {
            return Outcome.ELSEWHERE;
        }
        if (site.form() == Site.Form.PADDING && offset >= Trampoline.WAY_BACK) {
            // In the kernel for the call that stops, or behind it: the program's own is in its place.
            registers.rip(site.behind());
            registers.rcx(site.behind());
            return Outcome.ELSEWHERE;
        }
        if (site.form() == Site.Form.BEFORE) {
            registers.rax(site.number());
        }
        return notMade(registers, site.call());
    }

    static boolean mayRestart(long result) {
        return result == ERESTARTSYS
                || result == ERESTARTNOINTR
                || result == ERESTARTNOHAND
                || result == ERESTART_RESTARTBLOCK;
    }
}
