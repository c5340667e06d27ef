package lanner.recorder.syscall;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lanner.capture.event.EventEncoder;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.syscall.Sources.Direction;

/** What an open descriptor leads to, as {@code /proc} and the descriptor itself tell. */
final class DescriptorFacts {
    private static final int S_IFMT = 0170000;
    private static final int S_IFDIR = 0040000;
    private static final int S_IFIFO = 0010000;
    private static final int S_IFSOCK = 0140000;

    private final ProcFiles files;
    private final NativeFacts facts;
    private int pid;
    private int fd;
    private String name = "";

    DescriptorFacts(ProcFiles files, NativeFacts facts) {
        this.files = files;
        this.facts = facts;
    }

    /** Looks at a descriptor; false if it is not open. */
    boolean find(int process, int descriptor) {
        pid = process;
        fd = descriptor;
        name = files.link(process, "fd/" + descriptor);
        return !name.isEmpty();
    }

    /** Whether what {@link #find} found has a path. */
    boolean hasPath() {
        return name.startsWith("/");
    }

    /** Fills a record that has begun in with what {@link #find} found. */
    EventEncoder describe(EventEncoder out) {
        boolean known = facts.statDescriptor(pid, fd);
        int type = known ? facts.mode() & S_IFMT : 0;
        long device = known ? facts.device() : 0;
        long inode = known ? facts.inode() : 0;
        byte[][] tuple = new byte[1][];
        String kind = kind(name, type);
        if (type == S_IFSOCK) {
            kind = "unix";
            byte[] buffer = new byte[512];
            facts.socketEnds(pid, fd, (local, localLength, remote, remoteLength) -> {
                int end = Sources.ends(buffer, local, localLength, remote, remoteLength, Direction.OUTGOING);
                if (end > 0) {
                    tuple[0] = Arrays.copyOf(buffer, end);
                }
            });
            if (tuple[0] != null) {
                kind = tuple[0][0] == 2 ? "ipv4" : tuple[0][0] == 10 ? "ipv6" : "unix";
            }
        }
        out.number(0, pid)
                .number(1, fd)
                .text(2, kind)
                .bytes(3, name.getBytes(StandardCharsets.ISO_8859_1))
                .number(5, device)
                .number(6, inode);
        if (tuple[0] != null) {
            out.bytes(7, tuple[0]);
        }
        return out;
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
