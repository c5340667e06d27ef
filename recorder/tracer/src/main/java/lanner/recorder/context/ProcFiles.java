package lanner.recorder.context;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.recorder.os.NativeFacts;

/** Reads {@code /proc}. A process that ends meanwhile is simply not there; what may not be read is empty. */
public final class ProcFiles {
    private static final int MAX_TEXT = 64 * 1024;
    private static final int MAX_MAPS = 4 * 1024 * 1024;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_TICK = 10_000_000L;
    private static final long NO_LOGIN = 0xFFFFFFFFL;
    private static final int STAT_FIELDS = 22;
    private static final String[] NOTHING = {};

    private final Path proc;
    private final NativeFacts facts;
    private final byte[] link = new byte[4096];
    /** What starts of processes count from: to the second it would be up to a second too early. */
    private final long bootTime;

    public ProcFiles(NativeFacts facts) {
        this(Path.of("/proc"), facts);
    }

    /** @param proc where the files are that name no thread */
    public ProcFiles(Path proc, NativeFacts facts) {
        this.proc = proc;
        this.facts = facts;
        Instant now = Instant.now();
        this.bootTime = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano() - facts.sinceBootNanos();
    }

    /** A process as its first thread shows it; empty when it is gone. */
    public Optional<ProcessFacts> process(int pid) {
        return process(pid, pid);
    }

    /**
     * A process as one of its threads sees and shows it: users, rights, name, directory and root are the thread's own,
     * and of a process whose first thread has ended only the others show anything. Empty when it is gone.
     */
    public Optional<ProcessFacts> process(int pid, int tid) {
        Optional<String> status = text(tid, "status");
        Optional<String> stat = text(tid, "stat");
        // pid (comm) state ppid pgrp session tty ...: the name may hold blanks and parentheses, so count from its end.
        String[] rest = stat.map(ProcFiles::afterName).orElse(NOTHING);
        String[] leader =
                pid == tid ? rest : text(pid, "stat").map(ProcFiles::afterName).orElse(NOTHING);
        if (status.isEmpty() || rest.length < STAT_FIELDS || leader.length < STAT_FIELDS) {
            return Optional.empty();
        }
        String line = stat.get();
        String lines = status.get();
        return Optional.of(new ProcessFacts(
                ids(pid, tid, rest, lines),
                program(tid, line),
                surroundings(tid, rest),
                rightsIn(lines),
                usage(rest, lines),
                bootTime + number(leader[19]) * NANOS_PER_TICK));
    }

    private static ProcessFacts.Ids ids(int pid, int tid, String[] stat, String status) {
        int pgid = (int) number(stat[2]);
        return new ProcessFacts.Ids(
                pid,
                (int) number(stat[1]),
                (int) number(stat[3]),
                pgid,
                last(value(status, "NSpid:"), tid),
                last(value(status, "NStgid:"), pid),
                last(value(status, "NSpgid:"), pgid));
    }

    private ProcessFacts.Program program(int tid, String stat) {
        return new ProcessFacts.Program(
                stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
                link(tid, "exe"),
                facts.read(tid, "cmdline", MAX_TEXT));
    }

    /** The environment that a thread's program was started with: {@code NAME=value}, each ending with a NUL. */
    public byte[] environment(int tid) {
        return facts.read(tid, "environ", MAX_TEXT);
    }

    private ProcessFacts.Surroundings surroundings(int tid, String[] stat) {
        return new ProcessFacts.Surroundings(
                link(tid, "cwd"),
                link(tid, "root"),
                cgroups(text(tid, "cgroup").orElse("")),
                number(stat[4]) & 0xFFFFFFFFL,
                text(tid, "loginuid").map(ProcFiles::number).orElse(NO_LOGIN),
                openFilesLimit(tid));
    }

    private static ProcessFacts.Usage usage(String[] stat, String status) {
        return new ProcessFacts.Usage(
                number(stat[9]),
                number(stat[7]),
                kilobytes(status, "VmSize:"),
                kilobytes(status, "VmRSS:"),
                kilobytes(status, "VmSwap:"));
    }

    private static long kilobytes(String status, String key) {
        return number(value(status, key).replace("kB", ""));
    }

    /** What stands behind the name in a line of {@code stat}: state, parent and so on; nothing for a line that is none. */
    private static String[] afterName(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        return open < 0 || close < open
                ? NOTHING
                : line.substring(close + 1).strip().split(" ");
    }

    /** A thread; empty when it is gone. */
    public Optional<ThreadFacts> thread(int tid) {
        return rights(tid).map(rights -> new ThreadFacts(link(tid, "cwd"), link(tid, "root"), rights));
    }

    /** What a thread may do; empty when it is gone. */
    public Optional<ThreadRights> rights(int tid) {
        return text(tid, "status").map(ProcFiles::rightsIn);
    }

    private static ThreadRights rightsIn(String status) {
        return new ThreadRights(
                effective(value(status, "Uid:")),
                effective(value(status, "Gid:")),
                hex(value(status, "CapInh:")),
                hex(value(status, "CapPrm:")),
                hex(value(status, "CapEff:")));
    }

    /** The open descriptors of a thread. */
    public List<Integer> descriptors(int tid) {
        return numbersIn(tid + "/fd");
    }

    /** The threads of a process. */
    public List<Integer> threads(int pid) {
        return numbersIn(pid + "/task");
    }

    /** Each process's parent. */
    public Map<Integer, Integer> parents() {
        Map<Integer, Integer> parents = new HashMap<>();
        for (int pid : numbersIn("")) {
            text(pid, "stat").ifPresent(line -> {
                String[] rest =
                        line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
                if (rest.length > 1) {
                    parents.put(pid, (int) number(rest[1]));
                }
            });
        }
        return parents;
    }

    /** Children of a process that have ended, nobody has waited for and nobody traces. */
    public List<Integer> deadChildren(int parent) {
        List<Integer> dead = new ArrayList<>();
        parents().forEach((pid, itsParent) -> {
            if (itsParent == parent && isEnded(pid) && tracer(pid) == 0) {
                dead.add(pid);
            }
        });
        return dead;
    }

    /** The process that traces a thread; 0 for none. */
    public int tracer(int tid) {
        return (int) number(value(text(tid, "status").orElse(""), "TracerPid:"));
    }

    /** Whether a thread's process ignores a signal, 1 to 64; false when it is gone. */
    public boolean ignores(int tid, int signal) {
        String mask = value(text(tid, "status").orElse(""), "SigIgn:");
        return !mask.isEmpty() && (Long.parseUnsignedLong(mask, 16) >>> signal - 1 & 1) != 0;
    }

    /** The process that a thread belongs to; empty when it is gone. */
    public Optional<Integer> threadGroup(int tid) {
        return text(tid, "status").map(status -> (int) number(value(status, "Tgid:")));
    }

    /** Whether a process is the first of its PID namespace (pid_namespaces(7)). */
    public boolean isFirstOfNamespace(int pid) {
        return last(value(text(pid, "status").orElse(""), "NStgid:"), 0) == 1;
    }

    /** A thread's id in its own PID namespace; the one given when it is gone. */
    public int innermostId(int tid) {
        return last(value(text(tid, "status").orElse(""), "NSpid:"), tid);
    }

    /** The seccomp filters of a thread; -1 where the kernel does not say (before Linux 5.9), and of one that is gone. */
    public int seccompFilters(int tid) {
        String count = value(text(tid, "status").orElse(""), "Seccomp_filters:");
        return count.isEmpty() ? -1 : (int) number(count);
    }

    /** Whether a thread's process has a handler for a signal. */
    public boolean catches(int tid, int signal) {
        String caught = value(text(tid, "status").orElse(""), "SigCgt:");
        return (hex(caught) >>> signal - 1 & 1) != 0;
    }

    /** The signals that a thread blocks, a bit each; none when it is gone. */
    public long blockedSignals(int tid) {
        return hex(value(text(tid, "status").orElse(""), "SigBlk:"));
    }

    /** Whether a signal waits to be delivered to a thread itself, which does not block it; false when it is gone. */
    public boolean isDue(int tid, int signal) {
        String status = text(tid, "status").orElse("");
        long due = hex(value(status, "SigPnd:")) & ~hex(value(status, "SigBlk:"));
        return (due >>> signal - 1 & 1) != 0;
    }

    /** The parent of the process that a thread belongs to; empty when it is gone. */
    public Optional<Integer> parent(int tid) {
        return text(tid, "status").map(status -> (int) number(value(status, "PPid:")));
    }

    /** Whether a process has ended and is only remembered until its parent asks. */
    public boolean isEnded(int pid) {
        String state = state(pid);
        return state.startsWith("Z") || state.startsWith("X");
    }

    /** Whether a thread does not stop for anybody now: it is gone, has ended, or stands in the kernel. */
    public boolean cannotStop(int tid) {
        String state = state(tid);
        return state.isEmpty() || "ZXD".indexOf(state.charAt(0)) >= 0;
    }

    private String state(int tid) {
        return value(text(tid, "status").orElse(""), "State:");
    }

    /** A piece of a process's memory that shows a file: where it starts, and what of the file it shows. */
    public record Mapping(long start, long offset) {}

    /** The pieces of a thread's memory that show a file of this name, lowest first. */
    public List<Mapping> mappings(int tid, String name) {
        List<Mapping> found = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Files.newInputStream(proc.resolve(tid + "/maps")), StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.endsWith(name)) {
                    String[] parts = line.split(" +", 4);
                    found.add(new Mapping(hex(parts[0].substring(0, parts[0].indexOf('-'))), hex(parts[2])));
                }
            }
        } catch (IOException e) {
            // Gone, or not ours to read: both mean that nothing is known.
            return List.of();
        }
        return found;
    }

    /** Code that a thread's memory shows of a file, from one address to before another. */
    public record FileCode(long start, long end) {
        public boolean contains(long address) {
            return address >= start && address < end;
        }

        /**
         * The code of a file at an address.
         *
         * @param maps {@code /proc/TID/maps}, or its beginning: a last line that is cut counts for nothing
         */
        static Optional<FileCode> in(String maps, long address) {
            int at = 0;
            for (int end = maps.indexOf('\n'); end >= 0; end = maps.indexOf('\n', at)) {
                int dash = maps.indexOf('-', at);
                long behind = Long.parseUnsignedLong(maps, dash + 1, maps.indexOf(' ', at), 16);
                if (Long.compareUnsigned(behind, address) > 0) {
                    // start-end r-xp offset device inode path
                    String[] parts = maps.substring(at, end).split(" +", 6);
                    FileCode code = new FileCode(Long.parseUnsignedLong(maps, at, dash, 16), behind);
                    boolean isCode = parts[1].equals("r-xp") && !parts[4].equals("0");
                    return isCode && code.contains(address) ? Optional.of(code) : Optional.empty();
                }
                at = end + 1;
            }
            return Optional.empty();
        }
    }

    /**
     * The code of a file at an address, which the thread's process may not write; empty where there is none, and where so
     * much memory is mapped below that it is not looked at to the end.
     */
    public Optional<FileCode> fileCode(int tid, long address) {
        return FileCode.in(text(facts.read(tid, "maps", MAX_MAPS)).orElse(""), address);
    }

    private List<Integer> numbersIn(String directory) {
        List<Integer> found = new ArrayList<>();
        String[] names = proc.resolve(directory).toFile().list();
        if (names != null) {
            for (String name : names) {
                if (Character.isDigit(name.charAt(0))) {
                    found.add((int) number(name));
                }
            }
        }
        found.sort(null);
        return found;
    }

    /** Where a link of a thread leads, as bytes; empty when it cannot be read. */
    public String link(int tid, String what) {
        int length = facts.readLink(tid, what, link);
        return length < 0 ? "" : new String(link, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** A file of a thread as text; empty when it cannot be read. */
    private Optional<String> text(int tid, String name) {
        return text(facts.read(tid, name, MAX_TEXT));
    }

    /** A file under {@code /proc} as text; empty when it cannot be read. */
    public Optional<String> text(String name) {
        return text(bytes(name));
    }

    private static Optional<String> text(byte[] bytes) {
        return bytes.length == 0 ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private byte[] bytes(String name) {
        try (InputStream in = Files.newInputStream(proc.resolve(name))) {
            return in.readNBytes(MAX_TEXT);
        } catch (IOException e) {
            // Gone, or not ours to read: both mean that nothing is known.
            return new byte[0];
        }
    }

    /** When the machine started, to the second, in nanoseconds since the epoch: the same whenever it is asked. */
    public final long bootTimeNanos() {
        return text("stat").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("btime "))
                .mapToLong(line -> number(line.substring(6)) * NANOS_PER_SECOND)
                .findFirst()
                .orElse(0);
    }

    /** {@code subsystem=path} items; the unified hierarchy's subsystem is empty in /proc and named {@code unified} here. */
    static byte[] cgroups(String text) {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        for (String line : text.split("\n")) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3) {
                String subsystem = parts[1].isEmpty() ? "unified" : parts[1];
                items.writeBytes((subsystem + "=" + parts[2] + "\0").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return items.toByteArray();
    }

    /** How many descriptors a thread may have; 0 for any number. Another user's threads tell only the file. */
    private long openFilesLimit(int tid) {
        return facts.openFilesLimit(tid)
                .orElseGet(() -> openFilesLimit(text(tid, "limits").orElse("")));
    }

    private static long openFilesLimit(String limits) {
        for (String line : limits.split("\n")) {
            if (line.startsWith("Max open files")) {
                return number(line.substring(14).strip().split("\\s+")[0]);
            }
        }
        return 0;
    }

    /** What stands behind a key at the beginning of a line; empty when there is none. */
    private static String value(String text, String key) {
        int line = text.startsWith(key) ? 0 : text.indexOf('\n' + key) + 1;
        if (line == 0 && !text.startsWith(key)) {
            return "";
        }
        int end = text.indexOf('\n', line);
        return text.substring(line + key.length(), end < 0 ? text.length() : end)
                .strip();
    }

    /** The ids of a thread in its own pid namespace: its own, its process's; empty when it is gone. */
    public Optional<int[]> innerIds(int tid) {
        return text(tid, "status").map(status -> new int[] {
            last(value(status, "NSpid:"), tid), last(value(status, "NStgid:"), (int) number(value(status, "Tgid:")))
        });
    }

    /** The last of several: the id in the innermost namespace. */
    private static int last(String ids, int otherwise) {
        String[] each = ids.split("\t");
        String id = each[each.length - 1];
        return id.isEmpty() ? otherwise : (int) number(id);
    }

    /** The second of real, effective, saved, file system. */
    private static long effective(String ids) {
        String[] each = ids.split("\t");
        return each.length > 1 ? number(each[1]) & 0xFFFFFFFFL : NO_LOGIN;
    }

    private static long hex(String text) {
        return text.isEmpty() ? 0 : Long.parseUnsignedLong(text, 16);
    }

    /** A decimal number; 0 for text that is none, as for a figure the kernel does not give. */
    private static long number(String text) {
        String digits = text.strip();
        int first = digits.length() > 1 && digits.charAt(0) == '-' ? 1 : 0;
        for (int i = first; i < digits.length(); i++) {
            if (!Character.isDigit(digits.charAt(i))) {
                return 0;
            }
        }
        return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
    }
}
