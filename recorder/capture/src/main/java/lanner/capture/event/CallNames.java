package lanner.capture.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The two names of a call: the kernel's, in its table of system calls, and the event's, which is Falco's. They differ for
 * {@code pread64} (pread) and its like, and for the wider variants that 32-bit programs use ({@code setuid32}).
 */
public final class CallNames {
    /** Variants whose name does not follow from the call's. */
    private static final Map<String, String> IRREGULAR = Map.of(
            "_newselect", "select",
            "fstatat", "newfstatat",
            "fstatat64", "newfstatat",
            "ugetrlimit", "getrlimit");

    private static final List<String> WIDER = List.of("_time64", "_64", "64", "32");

    private CallNames() {}

    /** Whether the kernel has a call of this name. x86-64 and i386 together have every name that arm64 has. */
    public static boolean isCall(String name) {
        return SyscallNames.X86_64.number(name).isPresent()
                || SyscallNames.i386().number(name).isPresent();
    }

    /** Whether events are called so. */
    public static boolean isEvent(String name) {
        return EventType.byName(name)
                        .filter(type -> type.kind() != EventType.Kind.SEGMENT && type.kind() != EventType.Kind.GENERIC)
                        .isPresent()
                || SyscallNames.X86_64
                        .number(name)
                        .filter(number -> SyscallNames.X86_64.event(number) == EventType.GENERIC)
                        .isPresent();
    }

    /**
     * The event that a kernel's name stands for; empty for a name of an event and for a name that is neither.
     *
     * @param name a system call as the kernel, strace or a manual page calls it
     */
    public static Optional<String> eventOf(String name) {
        if (isEvent(name)) {
            return Optional.empty();
        }
        return row(SyscallNames.X86_64, name)
                .or(() -> row(SyscallNames.i386(), name))
                .or(() -> Optional.ofNullable(IRREGULAR.get(name)))
                .or(() -> ofWider(name));
    }

    private static Optional<String> row(SyscallNames table, String name) {
        return table.number(name)
                .map(table::event)
                .filter(event -> event != EventType.GENERIC)
                .map(EventType::label);
    }

    private static Optional<String> ofWider(String name) {
        if (SyscallNames.i386().number(name).isEmpty()) {
            return Optional.empty();
        }
        return WIDER.stream()
                .filter(name::endsWith)
                .map(end -> name.substring(0, name.length() - end.length()))
                .filter(CallNames::isEvent)
                .findFirst();
    }

    /** The kernel's names of the calls that are recorded as this event; empty if the name is none. */
    public static List<String> kernelNames(String event) {
        TreeSet<String> names = new TreeSet<>();
        for (SyscallNames table : List.of(SyscallNames.X86_64, SyscallNames.i386())) {
            for (int number : table.numbers()) {
                if (table.event(number) != EventType.GENERIC
                        && table.event(number).label().equals(event)) {
                    names.add(table.name(number));
                }
            }
        }
        return new ArrayList<>(names);
    }
}
