package lanner.recorder.context;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What is known of the machine: its name, kernel, users, groups, addresses. */
public final class HostFacts {
    private static final int MAX_ENTRIES = 10_000;

    /** Clocks of the kernel that are the time stamp counter, perhaps corrected by a hypervisor. */
    private static final Set<String> STEADY_CLOCKS = Set.of("tsc", "kvm-clock", "hyperv_clocksource_tsc_page");

    /** A user of the machine, passwd(5). */
    public record User(long uid, long gid, String name, String home, String shell) {}

    /** A group of the machine, group(5). */
    public record Group(long gid, String name) {}

    /** An address of the machine: 4 or 16 bytes in network order. */
    public record Interface(String name, byte[] address) {}

    private HostFacts() {}

    public static String hostname() {
        return line("/proc/sys/kernel/hostname");
    }

    public static String kernel() {
        return line("/proc/sys/kernel/osrelease");
    }

    public static String bootId() {
        return line("/proc/sys/kernel/random/boot_id");
    }

    /**
     * Whether the processor's time stamp counter counts at one rate, on all processors alike: the kernel then takes its own
     * time from it.
     */
    public static boolean countsSteadily() {
        String flags = " " + cpuFlags() + " ";
        return flags.contains(" constant_tsc ")
                && flags.contains(" nonstop_tsc ")
                && STEADY_CLOCKS.contains(line("/sys/devices/system/clocksource/clocksource0/current_clocksource"));
    }

    /** Whether a program may ask where gs points to: the processor has the instruction, and the kernel allows it (since Linux 5.9). */
    public static boolean showsGs() {
        return (" " + cpuFlags() + " ").contains(" fsgsbase ");
    }

    private static String cpuFlags() {
        return lines("/proc/cpuinfo").stream()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .orElse("");
    }

    public static List<User> users() {
        List<User> users = new ArrayList<>();
        for (String line : lines("/etc/passwd")) {
            String[] parts = line.split(":", -1);
            if (parts.length >= 7 && isId(parts[2]) && isId(parts[3])) {
                users.add(new User(Long.parseLong(parts[2]), Long.parseLong(parts[3]), parts[0], parts[5], parts[6]));
            }
        }
        return users;
    }

    public static List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (String line : lines("/etc/group")) {
            String[] parts = line.split(":", -1);
            if (parts.length >= 3 && isId(parts[2])) {
                groups.add(new Group(Long.parseLong(parts[2]), parts[0]));
            }
        }
        return groups;
    }

    /** One to ten digits. */
    private static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 10;
    }

    /** The machine's own addresses, from the kernel's routing table. */
    public static List<Interface> interfaces() {
        List<Interface> found = new ArrayList<>();
        String candidate = "";
        for (String line : lines("/proc/net/fib_trie")) {
            String text = line.strip();
            if (text.startsWith("|-- ")) {
                candidate = text.substring(4);
            } else if (text.equals("/32 host LOCAL")) {
                String[] parts = candidate.split("\\.");
                byte[] address = new byte[4];
                for (int i = 0; i < 4 && parts.length == 4; i++) {
                    address[i] = (byte) Integer.parseInt(parts[i]);
                }
                if (found.stream().noneMatch(other -> java.util.Arrays.equals(other.address(), address))) {
                    found.add(new Interface("", address));
                }
            }
        }
        for (String line : lines("/proc/net/if_inet6")) {
            String[] parts = line.strip().split("\\s+");
            if (parts.length == 6 && parts[0].length() == 32) {
                found.add(new Interface(parts[5], HexFormat.of().parseHex(parts[0])));
            }
        }
        return found;
    }

    private static String line(String file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.get(0);
    }

    private static List<String> lines(String file) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
            return lines.size() > MAX_ENTRIES ? lines.subList(0, MAX_ENTRIES) : lines;
        } catch (IOException e) {
            // A machine without this file, or one that hides it: then nothing is known.
            return List.of();
        }
    }
}
