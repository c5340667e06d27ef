package lanner.capture.event;

import java.util.Arrays;
import java.util.List;

/**
 * Commands of fcntl(2), ioctl(2) and prctl(2) that change what is known of a process and its descriptors. All others
 * change nothing that a later event depends on. The names are the kernel's.
 */
public enum StateCommand {
    F_DUPFD(EventType.FCNTL, 1, 0),
    F_SETFD(EventType.FCNTL, 1, 2),
    F_DUPFD_CLOEXEC(EventType.FCNTL, 1, 1030),
    FIONCLEX(EventType.IOCTL, 1, 0x5450),
    FIOCLEX(EventType.IOCTL, 1, 0x5451),
    PR_SET_KEEPCAPS(EventType.PRCTL, 0, 8),
    PR_SET_NAME(EventType.PRCTL, 0, 15),
    PR_CAPBSET_DROP(EventType.PRCTL, 0, 24),
    PR_SET_SECUREBITS(EventType.PRCTL, 0, 28),
    PR_SET_CHILD_SUBREAPER(EventType.PRCTL, 0, 36),
    PR_CAP_AMBIENT(EventType.PRCTL, 0, 47);

    private final EventType call;
    private final int argument;
    private final int number;

    StateCommand(EventType call, int argument, int number) {
        this.call = call;
        this.argument = argument;
        this.number = number;
    }

    /** Which argument of the call it is, from 0. */
    public int argument() {
        return argument;
    }

    /** The kernel's number; a record has that of {@link FlagSets} where it has names for them. */
    public int number() {
        return number;
    }

    /** Those of a call, in the order of their numbers; none for a call that has no commands. */
    public static List<StateCommand> of(EventType call) {
        return Arrays.stream(values()).filter(command -> command.call == call).toList();
    }
}
