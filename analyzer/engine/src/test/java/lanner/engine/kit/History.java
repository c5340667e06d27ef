package lanner.engine.kit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.lang.Conditions;
import lanner.engine.state.FdInfo;
import lanner.engine.state.Parents;
import lanner.engine.state.SystemState;
import lanner.engine.state.ThreadInfo;

/** Records as a recorder writes them, applied to a state one by one; what state, fields and conditions say after the last. */
public final class History {
    public static final long FS = flag("CLONE_FS");
    public static final long FILES = flag("CLONE_FILES");
    public static final long THREAD = flag("CLONE_THREAD");
    public static final long PARENT = flag("CLONE_PARENT");
    public static final long NEWUSER = flag("CLONE_NEWUSER");
    public static final long NEWNS = flag("CLONE_NEWNS");
    /** What pthread_create(3) passes, as far as it matters here. */
    public static final long PTHREAD = FS | FILES | THREAD;

    private static final int AT_FDCWD = -100;
    private static final int FROM_TID = EventType.PROCESS.indexOf("from_tid");

    private final SystemState state;
    private final StandardFields fields = new StandardFields();
    private EventEncoder begun;
    private long number;
    private Event last;

    public History() {
        this(Parents.AT_BIRTH);
    }

    public History(Parents parents) {
        this.state = new SystemState(parents);
    }

    private static long flag(String name) {
        return FlagSets.CLONE_FLAGS.value(name);
    }

    public SystemState state() {
        return state;
    }

    /** The thread of the last event. */
    public ThreadInfo thread() {
        return state.context().thread();
    }

    /** The name of what the last event's descriptor leads to. */
    public String fdName() {
        FdInfo fd = state.context().fd();
        return fd == null ? null : fd.name();
    }

    /** A field as templates print it, {@code name} or {@code name[argument]}; null when it is missing. */
    public String print(String field) {
        return resolve(field).print(state.context());
    }

    /** A field as JSON has it. */
    public Object json(String field) {
        return resolve(field).json(state.context());
    }

    private Field resolve(String field) {
        int bracket = field.indexOf('[');
        try {
            return fields.resolve(
                    bracket < 0 ? field : field.substring(0, bracket),
                    bracket < 0 ? Optional.empty() : Optional.of(field.substring(bracket + 1, field.length() - 1)));
        } catch (UnknownFieldException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public boolean matches(String condition) throws Exception {
        return Conditions.compile(Conditions.parse(condition), fields)
                .predicate()
                .test(state.context());
    }

    /** An event to be filled, for {@link #then} or {@link #apply}. */
    public EventEncoder begin(EventType type, int tid) {
        begun = new EventEncoder().begin(type, tid, 1_000 + number, 1_000 + number);
        return begun;
    }

    /** Applies what was begun last. */
    public History apply() {
        return then(begun);
    }

    public History then(EventEncoder encoder) {
        if (last != null) {
            state.settle(last);
        }
        number++;
        last = new Event().wrap(encoder, number);
        last.number(number);
        state.apply(last);
        return this;
    }

    /** A process that is there from the beginning, to be filled. */
    public EventEncoder process(int pid, int parent, String comm) {
        return begin(EventType.PROCESS, 0)
                .number(0, pid)
                .number(1, pid)
                .number(2, parent)
                .text(8, comm)
                .text(9, comm)
                .text(10, "/usr/bin/" + comm)
                .text(13, "/");
    }

    public History listed(int pid, int parent, String comm, String cwd, String root) {
        begin(EventType.PROCESS, 0)
                .number(0, pid)
                .number(1, pid)
                .number(2, parent)
                .text(8, comm)
                .text(13, cwd)
                .text(14, root)
                .number(16, 0)
                .number(17, 0)
                .number(20, 0)
                .number(21, 0x1ff)
                .number(22, 0x1ff);
        return apply();
    }

    public History listed(int pid, int parent, String comm) {
        return listed(pid, parent, comm, "/", "/");
    }

    /** What was looked up of a thread for its next event. */
    public History told(int tid, int pid, long uid, long gid, long capabilities) {
        begin(EventType.PROCESS, tid)
                .number(0, tid)
                .number(1, pid)
                .number(16, uid)
                .number(17, gid)
                .number(20, 0)
                .number(21, capabilities)
                .number(22, capabilities);
        return apply();
    }

    /** Which thread the next event's thread comes from. */
    public History from(int tid, int pid, int maker) {
        begin(EventType.PROCESS, tid).number(0, tid).number(1, pid).number(FROM_TID, maker);
        return apply();
    }

    /** A new thread's own event. */
    public History born(int tid, int pid, int ptid, long flags, long uid) {
        begin(EventType.CLONE, tid)
                .number(3, tid)
                .number(4, pid)
                .number(5, ptid)
                .number(15, flags)
                .number(16, uid)
                .number(17, 0)
                .number(18, tid)
                .number(19, pid)
                .result(0);
        return apply();
    }

    /** The event of the thread that made it. */
    public History made(int maker, int makerPid, int tid, long flags) {
        begin(EventType.CLONE, maker)
                .number(3, maker)
                .number(4, makerPid)
                .number(15, flags)
                .result(tid);
        return apply();
    }

    public History exec(int pid, int ptid, String comm, String cwd, long uid) {
        begin(EventType.EXECVE, pid)
                .text(1, comm)
                .number(3, pid)
                .number(4, pid)
                .number(5, ptid)
                .text(6, cwd)
                .text(13, comm)
                .number(26, uid)
                .result(0);
        return apply();
    }

    public History exit(int tid) {
        begin(EventType.PROCEXIT, tid).number(0, 0);
        return apply();
    }

    public History chdir(int tid, String path) {
        begin(EventType.CHDIR, tid).text(1, path).result(0);
        return apply();
    }

    public History chroot(int tid, String path) {
        begin(EventType.CHROOT, tid).text(1, path).result(0);
        return apply();
    }

    public History setresuid(int tid, long uid) {
        begin(EventType.SETRESUID, tid)
                .number(1, 0xFFFFFFFFL)
                .number(2, uid)
                .number(3, 0xFFFFFFFFL)
                .result(0);
        return apply();
    }

    public History unshare(int tid, long flags) {
        begin(EventType.UNSHARE, tid).number(1, flags).result(0);
        return apply();
    }

    public History openat(int tid, String path, int fd) {
        return openat(tid, AT_FDCWD, path, fd);
    }

    public History openat(int tid, int dirfd, String path, int fd) {
        begin(EventType.OPENAT, tid).number(1, dirfd).text(2, path).number(3, 1).result(fd);
        return apply();
    }

    public History openat2(int tid, int dirfd, String path, long resolve, int fd) {
        begin(EventType.OPENAT2, tid)
                .number(1, dirfd)
                .text(2, path)
                .number(3, 1)
                .number(5, resolve)
                .result(fd);
        return apply();
    }

    public History dup2(int tid, int from, int to) {
        begin(EventType.DUP2, tid).number(1, from).number(2, to).result(to);
        return apply();
    }

    public History close(int tid, int fd) {
        begin(EventType.CLOSE, tid).number(1, fd).result(0);
        return apply();
    }

    public History closeRange(int tid, long first, long last, long flags) {
        begin(EventType.CLOSE_RANGE, tid)
                .number(1, first)
                .number(2, last)
                .number(3, flags)
                .result(0);
        return apply();
    }

    /** Any event that uses a descriptor. */
    public History fchmod(int tid, int fd) {
        begin(EventType.FCHMOD, tid).number(1, fd).number(2, 0644).result(0);
        return apply();
    }

    /** Texts that end each with a NUL. */
    public static byte[] items(String... items) {
        return (String.join("\0", items) + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** An address of a socket, {@code 10.0.0.1:80} or {@code [::1]:80}; the empty text for AF_UNSPEC. */
    public static byte[] address(String text) throws Exception {
        if (text.isEmpty()) {
            return new byte[1];
        }
        byte[] end = end(text);
        byte[] address = new byte[1 + end.length];
        address[0] = (byte) (end.length == 6 ? 2 : 10);
        System.arraycopy(end, 0, address, 1, end.length);
        return address;
    }

    /** Both ends of a connection. */
    public static byte[] tuple(String source, String destination) throws Exception {
        byte[] first = end(source);
        byte[] second = end(destination);
        byte[] tuple = new byte[1 + first.length + second.length];
        tuple[0] = (byte) (first.length == 6 ? 2 : 10);
        System.arraycopy(first, 0, tuple, 1, first.length);
        System.arraycopy(second, 0, tuple, 1 + first.length, second.length);
        return tuple;
    }

    private static byte[] end(String text) throws Exception {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        byte[] address = host.startsWith("[")
                ? inet6(host.substring(1, host.length() - 1))
                : InetAddress.getByName(host).getAddress();
        int port = Integer.parseInt(text.substring(colon + 1));
        byte[] end = Arrays.copyOf(address, address.length + 2);
        end[address.length] = (byte) port;
        end[address.length + 1] = (byte) (port >> 8);
        return end;
    }

    /** InetAddress turns a mapped address into IPv4 by itself. */
    private static byte[] inet6(String host) throws UnknownHostException {
        byte[] address = InetAddress.getByName(host).getAddress();
        if (address.length == 16) {
            return address;
        }
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(address, 0, mapped, 12, 4);
        return mapped;
    }
}
