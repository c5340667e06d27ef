package lanner.investigation.index;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.capture.event.GenericParams;
import lanner.capture.event.Mark;
import lanner.capture.event.SyscallNames;

/** A call as a number of 16 bits: the event's code, or for one that has no event of its own the call's number. */
public final class Calls {
    private static final int GENERIC = 0x8000;
    private static final int COMPAT = 0x4000;
    private static final int NUMBER = 0x3FFF;

    private static final Set<EventType> MOVE_BETWEEN =
            EnumSet.of(EventType.SENDFILE, EventType.COPY_FILE_RANGE, EventType.SPLICE);
    /** Their results are messages. */
    private static final Set<EventType> MOVE_MESSAGES = EnumSet.of(EventType.SENDMMSG, EventType.RECVMMSG);
    /** Calls whose results are bytes. */
    private static final BitSet MOVES = new BitSet();

    static {
        for (EventType type : EventType.values()) {
            boolean moves = MOVE_BETWEEN.contains(type)
                    || (type.is(Trait.READS_FD) || type.is(Trait.WRITES_FD)) && !MOVE_MESSAGES.contains(type);
            MOVES.set(type.code(), moves);
        }
    }

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
        return (call & COMPAT) != 0 ? SyscallNames.i386().name(call & NUMBER) : SyscallNames.X86_64.name(call & NUMBER);
    }

    /** Whether the call's result is how many bytes it read, wrote or copied. */
    static boolean movesBytes(int call) {
        return MOVES.get(call & 0xFFFF);
    }

    /** What kind of call it is, as {@code evt.category} has it where no descriptor says more. */
    public static String kind(int call) {
        EventType type = (call & GENERIC) == 0 ? EventType.byCode(call).orElse(EventType.GENERIC) : EventType.GENERIC;
        return type.category().label();
    }
}
