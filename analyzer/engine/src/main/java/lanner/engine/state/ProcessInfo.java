package lanner.engine.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.capture.ContainerId;
import org.jspecify.annotations.Nullable;

/**
 * A process: one image and what it runs as. Texts are bytes, one character each, and are made ready once for each image.
 * Written by the handlers of this package only.
 */
public final class ProcessInfo {
    private static final int MAX_ARGUMENTS = 4096;
    private static final int MAX_UNANNOUNCED = 1024;

    /** The id of a session or group that is unknown, as in Falco. */
    static final int UNKNOWN = -1;

    /** No chain of parents is followed further: a capture may make them up in a circle. */
    static final int MAX_ANCESTORS = 1000;

    final int pid;
    /** Whether the capture never said how it came to be. */
    boolean inferred;
    /** Whether only a thread of it has been listed so far. */
    boolean provisional;

    /** Who made it, or had it when the capture began. */
    @Nullable
    ProcessInfo parent;

    int ppid;
    /** Who took its children over when it ended; null where they keep it as their parent. */
    @Nullable
    ProcessInfo adopter;
    /** Whether it takes over the children that its descendants leave behind. */
    boolean subreaper;

    int sid = UNKNOWN;
    int pgid = UNKNOWN;
    int vpid;
    int vpgid = UNKNOWN;
    String comm = "";
    String exe = "";
    String exepath = "";
    List<String> arguments = List.of();
    List<String> environment = List.of();
    List<String> cgroups = List.of();

    @Nullable
    ContainerId container;

    long loginuid = 0xFFFFFFFFL;
    long tty;
    long fdlimit;
    long startTime;
    long pidNamespaceStart;
    long exeIno;
    long exeCtime;
    long exeMtime;
    long flags;
    long vmSize;
    long vmRss;
    long vmSwap;
    long majorFaults;
    long minorFaults;
    int threads;
    /** The thread whose id is the process's: alive or not, what it had stays readable. */
    final ThreadInfo leader;
    /** Whether its threads may differ in directories or credentials. */
    boolean divided;
    /** Threads that it made and whose own event came first. An id may have been used twice by then. */
    final List<Integer> unannounced = new ArrayList<>(0);

    private @Nullable String joinedArguments;
    private @Nullable String commandLine;
    private @Nullable String exeLine;

    ProcessInfo(int pid) {
        this.pid = pid;
        this.vpid = pid;
        this.leader = new ThreadInfo(pid, this);
    }

    /** Remembers that it made a thread, and that the event of the call which did is still to come. */
    void awaitAnnouncement(int tid) {
        if (unannounced.size() >= MAX_UNANNOUNCED) {
            // Threads of it died in the call, again and again: their events do not come.
            unannounced.clear();
        }
        unannounced.add(tid);
    }

    /** Whether an event of it tells of a thread that began before, and may have ended; asked once for each. */
    boolean announcesLate(int tid) {
        return unannounced.remove((Integer) tid);
    }

    /** Remembers that a thread changed what others may have otherwise. */
    void noteDifference(ThreadInfo thread) {
        divided |= thread == leader
                ? threads > 1
                : thread.fs != leader.fs || !thread.credentials.equals(leader.credentials);
    }

    /** Takes over what a child has of its maker. */
    void inherit(ProcessInfo maker) {
        sid = maker.sid;
        pgid = maker.pgid;
        vpgid = maker.vpgid;
        comm = maker.comm;
        exe = maker.exe;
        exepath = maker.exepath;
        arguments = maker.arguments;
        environment = maker.environment;
        cgroups = maker.cgroups;
        container = maker.container;
        loginuid = maker.loginuid;
        tty = maker.tty;
        fdlimit = maker.fdlimit;
        pidNamespaceStart = maker.pidNamespaceStart;
        exeIno = maker.exeIno;
        exeCtime = maker.exeCtime;
        exeMtime = maker.exeMtime;
        flags = maker.flags;
        forgetTexts();
    }

    /** Copies everything but what its threads have; whom it descends from is given, as the copy's are copies. */
    void copyTo(ProcessInfo copy, @Nullable ProcessInfo copiedParent, @Nullable ProcessInfo copiedAdopter) {
        copy.inherit(this);
        copy.parent = copiedParent;
        copy.adopter = copiedAdopter;
        copy.inferred = inferred;
        copy.provisional = provisional;
        copy.ppid = ppid;
        copy.subreaper = subreaper;
        copy.vpid = vpid;
        copy.startTime = startTime;
        copy.vmSize = vmSize;
        copy.vmRss = vmRss;
        copy.vmSwap = vmSwap;
        copy.majorFaults = majorFaults;
        copy.minorFaults = minorFaults;
        copy.threads = threads;
        copy.divided = divided;
        copy.unannounced.addAll(unannounced);
    }

    /** After comm or arguments changed. */
    void forgetTexts() {
        joinedArguments = null;
        commandLine = null;
        exeLine = null;
    }

    /** The items of a list that ends each with a NUL. */
    static List<String> items(String list) {
        if (list.isEmpty()) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        int start = 0;
        while (start < list.length() && items.size() < MAX_ARGUMENTS) {
            int end = list.indexOf('\0', start);
            if (end < 0) {
                end = list.length();
            }
            items.add(list.substring(start, end));
            start = end + 1;
        }
        return List.copyOf(items);
    }

    public int pid() {
        return pid;
    }

    /** The id of {@link #parent}, known also where the capture has no more of it. */
    public int ppid() {
        ProcessInfo now = parent();
        return now == null || now == parent ? ppid : now.pid;
    }

    /** The process that is this one's parent, as {@link Parents} has it; null when the capture does not say. */
    public @Nullable ProcessInfo parent() {
        return parent == null || parent.adopter == null ? parent : parent.heir();
    }

    /** The end of the chain of adopters, which is made short on the way. */
    private ProcessInfo heir() {
        ProcessInfo heir = this;
        while (heir.adopter != null) {
            heir = heir.adopter;
        }
        ProcessInfo at = this;
        while (at.adopter != null && at.adopter != heir) {
            ProcessInfo next = at.adopter;
            at.adopter = heir;
            at = next;
        }
        return heir;
    }

    /** The n-th ancestor: 0 is the process itself; null beyond the root. */
    public @Nullable ProcessInfo ancestor(int level) {
        ProcessInfo at = level > MAX_ANCESTORS ? null : this;
        for (int i = 0; i < level && at != null; i++) {
            at = at.parent();
        }
        return at;
    }

    public boolean isInferred() {
        return inferred;
    }

    public int sid() {
        return sid;
    }

    public int pgid() {
        return pgid;
    }

    public int vpid() {
        return vpid;
    }

    public int vpgid() {
        return vpgid;
    }

    public String comm() {
        return comm;
    }

    /** The first argument as given to exec. */
    public String exe() {
        return exe;
    }

    public String exepath() {
        return exepath;
    }

    /** The arguments behind the first. */
    public List<String> arguments() {
        return arguments;
    }

    /** The arguments behind the first, joined with blanks. */
    public String joinedArguments() {
        if (joinedArguments == null) {
            joinedArguments = String.join(" ", arguments);
        }
        return joinedArguments;
    }

    /** The name, then the arguments. */
    public String commandLine() {
        if (commandLine == null) {
            commandLine = arguments.isEmpty() ? comm : comm + " " + joinedArguments();
        }
        return commandLine;
    }

    /** The first argument, then the others. */
    public String exeLine() {
        if (exeLine == null) {
            exeLine = arguments.isEmpty() ? exe : exe + " " + joinedArguments();
        }
        return exeLine;
    }

    public List<String> environment() {
        return environment;
    }

    /** The thread whose id is the process's. Another thread may have directories, users and descriptors of its own. */
    public ThreadInfo leader() {
        return leader;
    }

    /** {@code subsystem=path} items. */
    public List<String> cgroups() {
        return cgroups;
    }

    /** Cgroup paths by subsystem. */
    public Map<String, String> cgroupPaths() {
        Map<String, String> paths = new TreeMap<>();
        for (String item : cgroups) {
            int equals = item.indexOf('=');
            if (equals > 0) {
                paths.put(item.substring(0, equals), item.substring(equals + 1));
            }
        }
        return paths;
    }

    /** The container that its control groups name, or null. */
    public @Nullable ContainerId container() {
        return container;
    }

    public long loginuid() {
        return loginuid;
    }

    public long tty() {
        return tty;
    }

    public long fdlimit() {
        return fdlimit;
    }

    /** Nanoseconds since the epoch; 0 when unknown. */
    public long startTime() {
        return startTime;
    }

    public long pidNamespaceStart() {
        return pidNamespaceStart;
    }

    public long exeIno() {
        return exeIno;
    }

    public long exeCtime() {
        return exeCtime;
    }

    public long exeMtime() {
        return exeMtime;
    }

    /** The flags of the execution, {@code EXE_*}. */
    public long flags() {
        return flags;
    }

    public long vmSize() {
        return vmSize;
    }

    public long vmRss() {
        return vmRss;
    }

    public long vmSwap() {
        return vmSwap;
    }

    public long majorFaults() {
        return majorFaults;
    }

    public long minorFaults() {
        return minorFaults;
    }

    public int threads() {
        return threads;
    }
}
