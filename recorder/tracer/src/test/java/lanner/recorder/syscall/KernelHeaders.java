package lanner.recorder.syscall;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values that this machine's headers give to names: asked of a compiled program. */
final class KernelHeaders {
    /** The kernel's own, which know nothing of the C library. */
    private static final List<String> KERNEL = List.of(
            "asm/errno.h asm/fcntl.h asm/ioctls.h asm/mman.h asm/poll.h asm/ptrace.h asm/ptrace-abi.h asm/resource.h",
            "asm/signal.h asm/socket.h asm/stat.h asm/unistd.h linux/audit.h linux/bpf.h linux/capability.h",
            "linux/close_range.h linux/eventpoll.h linux/falloc.h linux/fcntl.h linux/fs.h",
            "linux/futex.h linux/if_packet.h linux/if_xdp.h ",
            "linux/io_uring.h linux/ipc.h linux/keyctl.h linux/magic.h linux/memfd.h linux/module.h",
            "linux/mount.h ",
            "linux/netlink.h linux/openat2.h linux/pidfd.h linux/prctl.h",
            "linux/ptrace.h linux/sched.h linux/seccomp.h linux/sem.h linux/stat.h",
            "linux/tls.h linux/wait.h linux/limits.h");

    /** The C library's, for what the kernel's do not export. */
    private static final List<String> LIBRARY = List.of(
            "errno.h fcntl.h poll.h signal.h spawn.h sys/epoll.h sys/file.h sys/ipc.h sys/mman.h sys/mount.h",
            "sys/prctl.h sys/ptrace.h sys/quota.h sys/resource.h sys/sem.h sys/socket.h sys/stat.h sys/syscall.h",
            "sys/wait.h unistd.h netinet/in.h linux/icmp.h linux/icmpv6.h linux/if_alg.h linux/mptcp.h",
            "linux/in.h linux/in6.h linux/netfilter_ipv4.h linux/netfilter_ipv4/ip_tables.h",
            "linux/netfilter_ipv6/ip6_tables.h linux/dqblk_xfs.h linux/tcp.h linux/udp.h linux/if_packet.h");

    private static final String PROGRAM = "values";
    private static final Pattern UNKNOWN = Pattern.compile("'(\\w+)' undeclared");
    private static final Pattern CALL = Pattern.compile("(?m)^#define __NR_(\\w+) (\\d+)$");

    private static final Pattern NAME = Pattern.compile("(?m)^#define (__NR_[a-z_][a-z0-9_]*) ");
    private static final Pattern NUMBER = Pattern.compile("(?m)^ ?=\"(\\w+)\" \\(?(?:0 ?\\+ ?)?(\\d+)\\)?$");

    private KernelHeaders() {}

    /**
     * The names that the headers know and their values: the kernel's where they know it, else the C library's.
     *
     * @throws IllegalStateException if no program with these headers can be made, with what the compiler said
     */
    static Map<String, Long> values(Collection<String> names) throws IOException, InterruptedException {
        Map<String, Long> values = ask(LIBRARY, names);
        values.putAll(ask(KERNEL, names));
        return values;
    }

    /** The numbers and names of the calls in a header: {@code asm/unistd_64.h} or {@code asm/unistd_32.h}. */
    static Map<Integer, String> calls(String header) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("lanner-calls");
        try {
            Path source = Files.writeString(directory.resolve("calls.c"), "#include <" + header + ">\n");
            Map<Integer, String> calls = new HashMap<>();
            Matcher line = CALL.matcher(run(directory, "gcc", "-E", "-dM", source.toString()));
            while (line.find()) {
                calls.put(Integer.parseInt(line.group(2)), line.group(1));
            }
            return calls;
        } finally {
            delete(directory);
        }
    }

    /**
     * The same of another machine's {@code asm/unistd.h}.
     *
     * @param headers the directory that its headers are in
     */
    static Map<Integer, String> callsOf(Path headers) throws IOException, InterruptedException {
        List<String> names = NAME.matcher(preprocessed(headers, "-dM", "#include <asm/unistd.h>\n"))
                .results()
                .map(each -> each.group(1))
                .distinct()
                .toList();
        Map<Integer, String> calls = new HashMap<>();
        numbers(headers, "asm/unistd.h", names)
                .forEach((name, number) -> calls.put(number.intValue(), name.substring(5)));
        return calls;
    }

    /** What another machine's header makes of names: numbers are written as sums and as other names. */
    static Map<String, Long> numbers(Path headers, String header, Collection<String> names)
            throws IOException, InterruptedException {
        String source = names.stream()
                .map(each -> "=\"" + each + "\" " + each + "\n")
                .collect(Collectors.joining("", "#include <" + header + ">\n", ""));
        Map<String, Long> numbers = new HashMap<>();
        NUMBER.matcher(preprocessed(headers, "-P", source))
                .results()
                .forEach(each -> numbers.put(each.group(1), Long.decode(each.group(2))));
        return numbers;
    }

    private static String preprocessed(Path headers, String option, String text)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("lanner-headers");
        try {
            Path source = Files.writeString(directory.resolve("source.c"), text);
            return run(
                    directory,
                    "gcc",
                    "-E",
                    option,
                    "-nostdinc",
                    "-D__ARM_EABI__",
                    "-isystem",
                    headers.toString(),
                    source.toString());
        } finally {
            delete(directory);
        }
    }

    private static Map<String, Long> ask(List<String> headers, Collection<String> names)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("lanner-headers");
        try {
            compile(directory, headers, new TreeSet<>(names));
            Map<String, Long> values = new HashMap<>();
            run(directory, directory.resolve(PROGRAM).toString()).lines().forEach(line -> {
                String[] words = line.split(" ");
                values.put(words[0], Long.parseLong(words[1]));
            });
            return values;
        } finally {
            delete(directory);
        }
    }

    /** Makes the program; the names that the compiler does not know are left out. */
    private static void compile(Path directory, List<String> headers, Set<String> names)
            throws IOException, InterruptedException {
        Path source = directory.resolve("values.c");
        Path program = directory.resolve(PROGRAM);
        String said;
        do {
            Files.writeString(source, text(headers, names));
            said = run(directory, "gcc", "-w", "-o", program.toString(), source.toString());
        } while (names.removeAll(unknown(said)));
        if (!Files.exists(program)) {
            throw new IllegalStateException(said);
        }
    }

    private static String text(List<String> headers, Collection<String> names) {
        String includes = headers.stream()
                .flatMap(line -> Stream.of(line.split(" ")))
                .map(each -> "#if __has_include(<" + each + ">)\n#include <" + each + ">\n#endif\n")
                .collect(Collectors.joining());
        String prints = names.stream()
                .map(each -> "printf(\"" + each + " %lld\\n\", (long long) (" + each + "));\n")
                .collect(Collectors.joining());
        return "#define _GNU_SOURCE\n" + includes + "int printf(const char *, ...);\nint main(void) {\n" + prints
                + "return 0;\n}\n";
    }

    private static Collection<String> unknown(String said) {
        return UNKNOWN.matcher(said).results().map(each -> each.group(1)).toList();
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        File said = directory.resolve("said").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said);
        builder.environment().put("LC_ALL", "C");
        builder.start().waitFor();
        return Files.readString(said.toPath());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
