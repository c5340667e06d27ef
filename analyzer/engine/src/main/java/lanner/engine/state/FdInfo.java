package lanner.engine.state;

import lanner.capture.event.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * An open descriptor: what it leads to. Sockets are a {@link SocketFd}; of others nothing is known of ends and roles.
 * Written by the handlers of this package only.
 */
public abstract sealed class FdInfo permits PlainFd, SocketFd {
    /** What a descriptor leads to, with the word and the letter that fields print. */
    public enum Kind {
        FILE("file", "f"),
        DIRECTORY("directory", "d"),
        IPV4("ipv4", "4"),
        IPV6("ipv6", "6"),
        UNIX("unix", "u"),
        PIPE("pipe", "p"),
        EVENT("event", "e"),
        SIGNALFD("signalfd", "s"),
        EVENTPOLL("eventpoll", "l"),
        INOTIFY("inotify", "i"),
        TIMERFD("timerfd", "t"),
        NETLINK("netlink", "n"),
        BPF("bpf", "b"),
        USERFAULTFD("userfaultfd", "u"),
        IO_URING("io_uring", "r"),
        MEMFD("memfd", "m"),
        PIDFD("pidfd", "P"),
        OTHER("<NA>", "?");

        private final String word;
        private final String letter;

        Kind(String word, String letter) {
            this.word = word;
            this.letter = letter;
        }

        public String word() {
            return word;
        }

        public String letter() {
            return letter;
        }

        public boolean isInternet() {
            return this == IPV4 || this == IPV6;
        }
    }

    /** Which end of a connection the owner is. */
    public enum Role {
        UNKNOWN,
        CLIENT,
        SERVER
    }

    private final int number;
    /** An IPv6 socket that speaks with IPv4 addresses is one of IPv4, as long as it does. */
    Kind kind;

    private final long origin;
    boolean closeOnExec;
    /** Only the process itself says that an exec closes it ({@code Mark.INLINE}). */
    boolean closeOnExecIsSaid;
    /** Only the process itself says that it is closed. */
    boolean closedIsSaid;

    String name = "";
    String rawName = "";
    long openFlags;
    long device;
    long inode;
    boolean nameChanged;
    /** The process that a pidfd stands for; null if it is not known. */
    @Nullable
    ProcessInfo process;

    /** A descriptor of a kind; one of a kind that is not known may be a socket. */
    static FdInfo of(int number, Kind kind, long origin) {
        return switch (kind) {
            case IPV4, IPV6, UNIX, NETLINK, OTHER -> new SocketFd(number, kind, origin);
            default -> new PlainFd(number, kind, origin);
        };
    }

    /** @param origin the record that brought it into being, by its place in the capture */
    FdInfo(int number, Kind kind, long origin) {
        this.number = number;
        this.kind = kind;
        this.origin = origin;
    }

    /** The same under another number. */
    abstract FdInfo as(int newNumber, boolean newCloseOnExec);

    /** Hands on what descriptors of every kind have; {@link #isNameChanged} is about one event alone. */
    final void copyTo(FdInfo copy, boolean newCloseOnExec) {
        copy.closeOnExec = newCloseOnExec;
        copy.name = name;
        copy.rawName = rawName;
        copy.openFlags = openFlags;
        copy.device = device;
        copy.inode = inode;
        copy.process = process;
    }

    public int number() {
        return number;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * What it leads to, as a number: descriptors with the same one lead to the same open file or socket, whether they
     * were duplicated or came with a fork, and so do both ends of a pipe or a socket pair. The same in each replay of a
     * capture from its beginning.
     */
    public long origin() {
        return origin;
    }

    /** The path, or both ends of a connection, or the name the kernel gives; empty if there is none. */
    public String name() {
        return name;
    }

    /** The path as it was passed. */
    public String rawName() {
        return rawName;
    }

    /** Portable open flags. */
    public long openFlags() {
        return openFlags;
    }

    public long device() {
        return device;
    }

    public long inode() {
        return inode;
    }

    public Role role() {
        return Role.UNKNOWN;
    }

    public boolean isConnected() {
        return false;
    }

    public boolean isListening() {
        return false;
    }

    /** Whether the event at hand changed the name. */
    public boolean isNameChanged() {
        return nameChanged;
    }

    public boolean isSocket() {
        return kind.isInternet() || kind == Kind.UNIX || kind == Kind.NETLINK;
    }

    public boolean isFile() {
        return kind == Kind.FILE || kind == Kind.DIRECTORY;
    }

    /** {@code tcp}, {@code udp}, {@code icmp}, {@code raw}, or {@code <NA>}. */
    public String layerFour() {
        return "<NA>";
    }

    /** The client's address; null while the roles are not known. */
    public @Nullable IpAddress clientAddress() {
        return null;
    }

    public int clientPort() {
        return -1;
    }

    /** The server's address, or that which a listening socket is bound to; null while the roles are not known. */
    public @Nullable IpAddress serverAddress() {
        return null;
    }

    public int serverPort() {
        return -1;
    }
}
