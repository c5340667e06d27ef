package lanner.investigation.index;

import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.GenericParams;
import lanner.capture.event.Mark;
import lanner.capture.event.SyscallNames;

/** A call as a number of 16 bits: the event's code, or for one that has no event of its own the call's number. */
public final class Calls {
    private static final int GENERIC = 0x8000;
    private static final int COMPAT = 0x4000;
    private static final int NUMBER = 0x3FFF;

    private Calls() {}

    static int of(Event event) {
        if (event.type() != EventType.GENERIC) {
            return event.type().code();
        }
        int number = (int) event.param(GenericParams.NATIVE_ID, NUMBER) & NUMBER;
        return GENERIC | (event.has(Mark.COMPAT) ? COMPAT : 0) | number;
    }

    /** The name as {@code evt.type} has it. */
    public static String name(int call) {
        if ((call & GENERIC) == 0) {
            return EventType.byCode(call).map(EventType::label).orElse("?");
        }
        return (call & COMPAT) != 0 ? SyscallNames.I386.name(call & NUMBER) : SyscallNames.X86_64.name(call & NUMBER);
    }

    /** What kind of call it is, as {@code evt.category} has it where no descriptor says more. */
    public static String kind(int call) {
        EventType type = (call & GENERIC) == 0 ? EventType.byCode(call).orElse(EventType.GENERIC) : EventType.GENERIC;
        return type.category().label();
    }
}
