package lanner.recorder.trace;

import java.util.Set;
import java.util.TreeSet;
import lanner.capture.event.CallNames;
import lanner.recorder.arch.Architecture;

/** Calls that the program asks in vain: they are recorded and fail with EPERM. */
public record Denied(Set<String> calls) {
    /** Nothing is denied. */
    public static final Denied NOTHING = new Denied(Set.of());

    private static final Set<String> IO_URING = Set.of("io_uring_setup", "io_uring_enter", "io_uring_register");

    public Denied {
        calls = Set.copyOf(calls);
    }

    /**
     * Reads what a user names: system calls, or {@code io_uring} for the three of it.
     *
     * @throws IllegalArgumentException with the name that is no call's
     */
    public static Denied of(Iterable<String> names) {
        Set<String> calls = new TreeSet<>();
        for (String name : names) {
            if (name.equals("io_uring")) {
                calls.addAll(IO_URING);
            } else if (Architecture.current().abi().names().number(name).isPresent()) {
                calls.add(name);
            } else if (!CallNames.kernelNames(name).isEmpty()) {
                calls.addAll(CallNames.kernelNames(name));
            } else {
                throw new IllegalArgumentException(name);
            }
        }
        return new Denied(calls);
    }
}
