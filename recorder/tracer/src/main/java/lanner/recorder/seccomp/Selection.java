package lanner.recorder.seccomp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lanner.capture.event.CallNames;
import lanner.capture.event.EventType;
import lanner.capture.event.SyscallNames;
import lanner.recorder.arch.Architecture;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a recording traces: those of a {@link Profile}, or a list of calls from a file, where a call may be
 * wanted only if one of several tests on its arguments holds.
 */
public final class Selection {
    /** The name of a selection that came from a file. */
    public static final String FROM_FILE = "calls";

    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_TESTS = 64;
    private static final String SOCKETCALL = "socketcall";
    /** The calls that 32-bit programs make through {@code socketcall}. */
    private static final Set<String> SOCKET_CALLS = Set.of(
            "socket",
            "bind",
            "connect",
            "listen",
            "accept",
            "accept4",
            "socketpair",
            "sendto",
            "sendmsg",
            "sendmmsg",
            "recvfrom",
            "recvmsg",
            "recvmmsg",
            "shutdown",
            "getsockopt",
            "setsockopt",
            "getsockname",
            "getpeername");

    private final String name;
    private final @Nullable Profile profile;
    private final Map<String, List<ArgumentTest>> calls;
    private final Map<String, String> reasons;

    private Selection(
            String name,
            @Nullable Profile profile,
            Map<String, List<ArgumentTest>> calls,
            Map<String, String> reasons) {
        this.name = name;
        this.profile = profile;
        this.calls = calls;
        this.reasons = reasons;
    }

    /** The calls of a profile. */
    public static Selection of(Profile profile) {
        return new Selection(profile.name().toLowerCase(Locale.ROOT), profile, profile.tests(), Map.of());
    }

    /**
     * Reads a list of calls: {@code NAME [TEST...] [# WHY]} a line, lines that begin with {@code #} say nothing. What the
     * tracer itself lives on is added.
     *
     * @throws IOException with the place and the fault, for a file that is none
     */
    public static Selection read(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException(file + ": a list of calls is not longer than a megabyte");
        }
        return parse(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    static Selection parse(String source, String text) throws IOException {
        Map<String, List<ArgumentTest>> calls = new TreeMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            int comment = line.indexOf('#');
            String content = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!content.isEmpty()) {
                try {
                    String call = read(content, calls);
                    reasons.put(
                            call, comment < 0 ? "" : line.substring(comment + 1).strip());
                } catch (IllegalArgumentException e) {
                    throw new IOException(source + ":" + number + ": " + e.getMessage(), e);
                }
            }
        }
        if (calls.isEmpty()) {
            throw new IOException(source + ": names no system call");
        }
        for (String needed : Profile.NEEDED_BY_THE_TRACER) {
            calls.put(needed, List.of());
        }
        return new Selection(FROM_FILE, null, calls, reasons);
    }

    private static String read(String content, Map<String, List<ArgumentTest>> calls) {
        String[] words = content.split("\\s+");
        String call = words[0];
        List<String> names = CallNames.isCall(call) ? List.of(call) : CallNames.kernelNames(call);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("'"
                    + call.codePoints()
                            .limit(60)
                            .mapToObj(each -> each < 0x20 || each > 0x7E ? "?" : Character.toString(each))
                            .collect(Collectors.joining())
                    + "' is not a system call of this machine");
        }
        if (words.length > MAX_TESTS + 1) {
            throw new IllegalArgumentException("more than " + MAX_TESTS + " tests");
        }
        List<ArgumentTest> tests = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            tests.add(ArgumentTest.parse(words[i]));
        }
        for (String name : names) {
            if (calls.putIfAbsent(name, List.copyOf(tests)) != null) {
                throw new IllegalArgumentException(name + " is there twice");
            }
        }
        return call;
    }

    /** Whether it is a profile with the questions about files and descriptors that programs ask most. */
    public boolean holdsQuestions() {
        return profile == Profile.FORENSIC || profile == Profile.ALL;
    }

    /** What a capture's header calls it: the profile's name, or {@link #FROM_FILE}. */
    public String name() {
        return name;
    }

    /** Why each call is traced, in the file's words and order; empty for a profile. */
    public Map<String, String> reasons() {
        return Map.copyOf(reasons);
    }

    /** The names of the calls that are traced only in part. */
    public List<String> inPart() {
        return calls.entrySet().stream()
                .filter(call -> !call.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether files may be opened that nothing is recorded of: then what a descriptor leads to has to be looked up. */
    public boolean missesOpens() {
        return profile == null
                && !List.of("open", "openat", "openat2", "creat").stream()
                        .allMatch(
                                call -> calls.getOrDefault(call, List.of(NEVER)).isEmpty());
    }

    private static final ArgumentTest NEVER = new ArgumentTest(0, 0, 1);

    /** Whether it is every call there is. */
    boolean isEverything() {
        return profile == Profile.ALL;
    }

    /** The numbers of the calls that are traced, if only in part, in one architecture's table. */
    public BitSet calls(SyscallNames table) {
        if (profile != null) {
            return profile.calls(table);
        }
        BitSet numbers = new BitSet();
        for (int number : table.numbers()) {
            // A list names what it traces, if only with an empty list of tests.
            if (tests(table, number) != null) {
                numbers.set(number);
            }
        }
        return numbers;
    }

    /** Whether a call with these arguments is traced, when its number is. */
    public boolean wants(SyscallNames table, int number, long[] arguments) {
        List<ArgumentTest> tests = tests(table, number);
        if (tests == null || tests.isEmpty()) {
            return true;
        }
        for (ArgumentTest test : tests) {
            if (test.holds(arguments)) {
                return true;
            }
        }
        return false;
    }

    /** The tests of a call, one of which has to hold; none or null when there are none, null too for one not traced. */
    @Nullable
    List<ArgumentTest> tests(SyscallNames table, int number) {
        String call = table.name(number);
        List<ArgumentTest> tests = calls.get(call);
        if (tests == null && table != Architecture.current().abi().names()) {
            EventType event = table.event(number);
            if (call.equals(SOCKETCALL)) {
                // Its arguments lie in memory, where no filter sees them.
                tests = SOCKET_CALLS.stream().anyMatch(calls::containsKey) ? List.of() : null;
            } else if (event != EventType.GENERIC) {
                tests = calls.get(event.label());
            }
        }
        return tests;
    }

    /** The calls for people: their names, those that are traced in part with a star. */
    public String listing() {
        return profile != null
                ? profile.listing()
                : calls.entrySet().stream()
                        .map(call -> call.getValue().isEmpty() ? call.getKey() : call.getKey() + "*")
                        .collect(Collectors.joining(" "));
    }
}
