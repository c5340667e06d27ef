package lanner.capture.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The system calls of one architecture: number, name, and the event each is recorded as. */
public final class SyscallNames {
    public static final SyscallNames X86_64 = new SyscallNames(SyscallTables.x86_64());

    /** Read when they are asked for: most programs have 64 bits. */
    private static final class Compat {
        static final SyscallNames I386 = new SyscallNames(SyscallTables.i386());
    }

    /** Read when they are asked for: most machines never do. */
    private static final class Arm {
        static final SyscallNames ARM64 = new SyscallNames(SyscallTables.arm64());
        static final SyscallNames ARM = new SyscallNames(SyscallTables.arm());
    }

    /** Stands for a call that has no name: it is called by its number on its machine. */
    public static final int NAMELESS = 0xFFFF;

    private final String[] names = new String[512];
    private final EventType[] events = new EventType[512];
    private final Map<String, Integer> numbers = new HashMap<>(1024);

    private SyscallNames(String table) {
        for (int start = 0; start < table.length(); ) {
            int end = table.indexOf('\n', start);
            read(table, start, end);
            start = end + 1;
        }
    }

    /** Takes {@code NUMBER NAME [EVENT]} in. */
    private void read(String table, int start, int end) {
        int first = table.indexOf(' ', start);
        int second = table.indexOf(' ', first + 1);
        boolean hasEvent = second >= 0 && second < end;
        int number = Integer.parseInt(table, start, first, 10);
        String name = table.substring(first + 1, hasEvent ? second : end);
        names[number] = name;
        numbers.put(name, number);
        if (hasEvent) {
            events[number] = EventType.byName(table.substring(second + 1, end)).orElseThrow();
        }
    }

    /** The calls of 32-bit programs and of {@code int 0x80}. */
    public static SyscallNames i386() {
        return Compat.I386;
    }

    /** The calls of arm64, the kernel's generic table. */
    public static SyscallNames arm64() {
        return Arm.ARM64;
    }

    /** The calls of 32-bit ARM programs, as the EABI numbers them. */
    public static SyscallNames arm() {
        return Arm.ARM;
    }

    /** The call's name, or {@code syscall_N} for a number that this version does not know. */
    public String name(int number) {
        return has(number) ? names[number] : "syscall_" + number;
    }

    /** Whether this version knows a call of this number. */
    public boolean has(int number) {
        return number >= 0 && number < names.length && names[number] != null;
    }

    /** The event that decodes this call; {@link EventType#GENERIC} if none does. */
    public EventType event(int number) {
        EventType event = number >= 0 && number < events.length ? events[number] : null;
        return event == null ? EventType.GENERIC : event;
    }

    /** The number of a call by name. */
    public Optional<Integer> number(String name) {
        return Optional.ofNullable(numbers.get(name));
    }

    /** All numbers that have a name, ascending. */
    public List<Integer> numbers() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i] != null) {
                all.add(i);
            }
        }
        return all;
    }
}
