package lanner.recorder.recording;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.Tuple;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.syscall.SocketEnds;
import lanner.recorder.syscall.SocketEnds.Direction;

/** What an open descriptor leads to, as {@code /proc} and the descriptor itself tell. */
final class DescriptorFacts {
    private static final int S_IFMT = 0170000;
    private static final int S_IFDIR = 0040000;
    private static final int S_IFIFO = 0010000;
    private static final int S_IFSOCK = 0140000;

    private final ProcFiles files;
    private final NativeFacts facts;
    private final SocketEnds ends;
    private int pid;
    private int tid;
    private int fd;
    private String name = "";

    DescriptorFacts(ProcFiles files, NativeFacts facts, SocketEnds ends) {
        this.files = files;
        this.facts = facts;
        this.ends = ends;
    }

    /**
     * Looks at a descriptor; false if it is not open.
     *
     * @param thread one of the process's threads that has not ended, the one whose descriptor it is
     */
    boolean find(int process, int thread, int descriptor) {
        pid = process;
        tid = thread;
        fd = descriptor;
        name = files.link(thread, "fd/" + descriptor);
        return !name.isEmpty();
    }

    /** Whether what {@link #find} found has a path. */
    boolean hasPath() {
        return name.startsWith("/");
    }

    /** Fills a record that has begun in with what {@link #find} found. */
    EventEncoder describe(EventEncoder out) {
        boolean known = facts.statDescriptor(tid, fd);
        int type = known ? facts.mode() & S_IFMT : 0;
        long device = known ? facts.device() : 0;
        long inode = known ? facts.inode() : 0;
        String kind = kind(name, type);
        Optional<byte[]> tuple = type == S_IFSOCK ? tuple() : Optional.empty();
        if (type == S_IFSOCK) {
            kind = tuple.map(bytes -> bytes[0] == Tuple.INET ? "ipv4" : bytes[0] == Tuple.INET6 ? "ipv6" : "unix")
                    .orElse("unix");
        }
        out.number(DescriptorRecord.PID, pid)
                .number(DescriptorRecord.FD, fd)
                .text(DescriptorRecord.KIND, kind)
                .bytes(DescriptorRecord.NAME, name.getBytes(StandardCharsets.ISO_8859_1))
                .number(DescriptorRecord.DEV, device)
                .number(DescriptorRecord.INO, inode);
        tuple.ifPresent(bytes -> out.bytes(DescriptorRecord.TUPLE, bytes));
        return out;
    }

    private Optional<byte[]> tuple() {
        if (!ends.find(tid, pid, fd)) {
            return Optional.empty();
        }
        byte[] buffer = new byte[512];
        int end = ends.tuple(buffer, Direction.OUTGOING);
        return end == 0 ? Optional.empty() : Optional.of(Arrays.copyOf(buffer, end));
    }

    private static String kind(String name, int type) {
        if (type == S_IFDIR) {
            return "directory";
        }
        if (type == S_IFIFO && name.startsWith("pipe:")) {
            return "pipe";
        }
        if (name.startsWith("anon_inode:")) {
            String inode = name.substring("anon_inode:".length());
            if (inode.contains("eventfd")) {
                return "event";
            }
            if (inode.contains("eventpoll")) {
                return "eventpoll";
            }
            if (inode.contains("inotify")) {
                return "inotify";
            }
            if (inode.contains("signalfd")) {
                return "signalfd";
            }
            if (inode.contains("timerfd")) {
                return "timerfd";
            }
            if (inode.contains("pidfd")) {
                return "pidfd";
            }
            return "other";
        }
        return "file";
    }
}
