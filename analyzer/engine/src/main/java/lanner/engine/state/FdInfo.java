package lanner.engine.state;

import lanner.capture.event.IpAddress;
import org.jspecify.annotations.Nullable;

/** An open descriptor: what it leads to. Written by the handlers of this package only. */
public final class FdInfo {
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
    String name = "";
    String rawName = "";
    long openFlags;
    long device;
    long inode;
    long domain;
    long socketType;
    long protocol;
    Role role = Role.UNKNOWN;
    boolean connected;
    boolean listening;
    boolean nameChanged;
    /** The process that a pidfd stands for; null if it is not known. */
    @Nullable
    ProcessInfo process;

    @Nullable
    IpAddress source;

    @Nullable
    IpAddress destination;

    int sourcePort;
    int destinationPort;

    /** @param origin the record that brought it into being, by its place in the capture */
    FdInfo(int number, Kind kind, long origin) {
        this.number = number;
        this.kind = kind;
        this.origin = origin;
    }

    /** The same under another number. */
    FdInfo as(int newNumber, boolean newCloseOnExec) {
        return as(newNumber, kind, newCloseOnExec);
    }

    FdInfo as(int newNumber, Kind newKind, boolean newCloseOnExec) {
        FdInfo copy = new FdInfo(newNumber, newKind, origin);
        copy.closeOnExec = newCloseOnExec;
        copy.name = name;
        copy.rawName = rawName;
        copy.openFlags = openFlags;
        copy.device = device;
        copy.inode = inode;
        copy.domain = domain;
        copy.socketType = socketType;
        copy.protocol = protocol;
        copy.role = role;
        copy.connected = connected;
        copy.listening = listening;
        copy.process = process;
        copy.source = source;
        copy.destination = destination;
        copy.sourcePort = sourcePort;
        copy.destinationPort = destinationPort;
        return copy;
    }

    /** Exchanges the ends: a server's answer names itself first, and the client stays the source. */
    void turnRound() {
        IpAddress address = source;
        int port = sourcePort;
        source = destination;
        sourcePort = destinationPort;
        destination = address;
        destinationPort = port;
        if (source != null && destination != null) {
            name = source.text() + ":" + sourcePort + "->" + destination.text() + ":" + destinationPort;
        }
    }

    /** Ends what connect(2) began: the socket has no other end again. */
    void dissolve() {
        connected = false;
        nameChanged = true;
        if (role == Role.CLIENT) {
            role = Role.UNKNOWN;
        }
        source = null;
        sourcePort = 0;
        destination = null;
        destinationPort = 0;
        name = "";
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
        return role;
    }

    public boolean isConnected() {
        return connected;
    }

    public boolean isListening() {
        return listening;
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
        if (!kind.isInternet()) {
            return "<NA>";
        }
        if (protocol == 1 || protocol == 58) {
            return "icmp";
        }
        return switch ((int) socketType) {
            case 1 -> "tcp";
            case 2 -> "udp";
            case 3 -> "raw";
            default -> "<NA>";
        };
    }

    /** The client's address; null while the roles are not known. */
    public @Nullable IpAddress clientAddress() {
        return role == Role.UNKNOWN || listening ? null : source;
    }

    public int clientPort() {
        return role == Role.UNKNOWN || listening || source == null ? -1 : sourcePort;
    }

    /** The server's address, or that which a listening socket is bound to; null while the roles are not known. */
    public @Nullable IpAddress serverAddress() {
        return role == Role.UNKNOWN ? null : destination;
    }

    public int serverPort() {
        return role == Role.UNKNOWN || destination == null ? -1 : destinationPort;
    }
}
