package lanner.engine.kit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import lanner.capture.event.CloneParams;
import lanner.capture.event.CloseRangeParams;
import lanner.capture.event.CredentialParams;
import lanner.capture.event.DupParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.ExecParams;
import lanner.capture.event.FdParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.ImageParams;
import lanner.capture.event.Openat2Params;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.PathParams;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.ProcexitParams;
import lanner.capture.event.UnshareParams;
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

    private SystemState state;
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

    /** Behind an event: goes on with a copy of the state, and forgets what the event was about. */
    public void goOnWithACopy() {
        if (last != null && last.type().kind() != EventType.Kind.SEGMENT) {
            state.settle(last);
            last = null;
            state = state.copy();
        }
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
                .number(ProcessRecord.TID, pid)
                .number(ProcessRecord.PID, pid)
                .number(ProcessRecord.PTID, parent)
                .text(ProcessRecord.COMM, comm)
                .text(ProcessRecord.EXE, comm)
                .text(ProcessRecord.EXEPATH, "/usr/bin/" + comm)
                .text(ProcessRecord.CWD, "/");
    }

    public History listed(int pid, int parent, String comm, String cwd, String root) {
        begin(EventType.PROCESS, 0)
                .number(ProcessRecord.TID, pid)
                .number(ProcessRecord.PID, pid)
                .number(ProcessRecord.PTID, parent)
                .text(ProcessRecord.COMM, comm)
                .text(ProcessRecord.CWD, cwd)
                .text(ProcessRecord.ROOT, root)
                .number(ProcessRecord.UID, 0)
                .number(ProcessRecord.GID, 0)
                .number(ProcessRecord.CAP_INHERITABLE, 0)
                .number(ProcessRecord.CAP_PERMITTED, 0x1ff)
                .number(ProcessRecord.CAP_EFFECTIVE, 0x1ff);
        return apply();
    }

    public History listed(int pid, int parent, String comm) {
        return listed(pid, parent, comm, "/", "/");
    }

    /** What was looked up of a thread for its next event. */
    public History told(int tid, int pid, long uid, long gid, long capabilities) {
        begin(EventType.PROCESS, tid)
                .number(ProcessRecord.TID, tid)
                .number(ProcessRecord.PID, pid)
                .number(ProcessRecord.UID, uid)
                .number(ProcessRecord.GID, gid)
                .number(ProcessRecord.CAP_INHERITABLE, 0)
                .number(ProcessRecord.CAP_PERMITTED, capabilities)
                .number(ProcessRecord.CAP_EFFECTIVE, capabilities);
        return apply();
    }

    /** Which thread the next event's thread comes from. */
    public History from(int tid, int pid, int maker) {
        begin(EventType.PROCESS, tid)
                .number(ProcessRecord.TID, tid)
                .number(ProcessRecord.PID, pid)
                .number(FROM_TID, maker);
        return apply();
    }

    /** A new thread's own event. */
    public History born(int tid, int pid, int ptid, long flags, long uid) {
        begin(EventType.CLONE, tid)
                .number(ImageParams.TID, tid)
                .number(ImageParams.PID, pid)
                .number(ImageParams.PTID, ptid)
                .number(CloneParams.FLAGS, flags)
                .number(CloneParams.UID, uid)
                .number(CloneParams.GID, 0)
                .number(CloneParams.VTID, tid)
                .number(CloneParams.VPID, pid)
                .result(0);
        return apply();
    }

    /** The event of the thread that made it. */
    public History made(int maker, int makerPid, int tid, long flags) {
        begin(EventType.CLONE, maker)
                .number(ImageParams.TID, maker)
                .number(ImageParams.PID, makerPid)
                .number(CloneParams.FLAGS, flags)
                .result(tid);
        return apply();
    }

    public History exec(int pid, int ptid, String comm, String cwd, long uid) {
        begin(EventType.EXECVE, pid)
                .text(ImageParams.EXE, comm)
                .number(ImageParams.TID, pid)
                .number(ImageParams.PID, pid)
                .number(ImageParams.PTID, ptid)
                .text(ImageParams.CWD, cwd)
                .text(ImageParams.COMM, comm)
                .number(ExecParams.UID, uid)
                .result(0);
        return apply();
    }

    public History exit(int tid) {
        begin(EventType.PROCEXIT, tid).number(ProcexitParams.STATUS, 0);
        return apply();
    }

    public History chdir(int tid, String path) {
        begin(EventType.CHDIR, tid).text(PathParams.PATH, path).result(0);
        return apply();
    }

    public History chroot(int tid, String path) {
        begin(EventType.CHROOT, tid).text(PathParams.PATH, path).result(0);
        return apply();
    }

    public History setresuid(int tid, long uid) {
        begin(EventType.SETRESUID, tid)
                .number(EventType.SETRESUID.indexOf("ruid"), 0xFFFFFFFFL)
                .number(CredentialParams.EUID, uid)
                .number(EventType.SETRESUID.indexOf("suid"), 0xFFFFFFFFL)
                .result(0);
        return apply();
    }

    public History unshare(int tid, long flags) {
        begin(EventType.UNSHARE, tid).number(UnshareParams.FLAGS, flags).result(0);
        return apply();
    }

    public History openat(int tid, String path, int fd) {
        return openat(tid, AT_FDCWD, path, fd);
    }

    public History openat(int tid, int dirfd, String path, int fd) {
        begin(EventType.OPENAT, tid)
                .number(OpenatParams.DIRFD, dirfd)
                .text(OpenatParams.NAME, path)
                .number(OpenatParams.FLAGS, 1)
                .result(fd);
        return apply();
    }

    public History openat2(int tid, int dirfd, String path, long resolve, int fd) {
        begin(EventType.OPENAT2, tid)
                .number(OpenatParams.DIRFD, dirfd)
                .text(OpenatParams.NAME, path)
                .number(OpenatParams.FLAGS, 1)
                .number(Openat2Params.RESOLVE, resolve)
                .result(fd);
        return apply();
    }

    public History dup2(int tid, int from, int to) {
        begin(EventType.DUP2, tid)
                .number(DupParams.OLDFD, from)
                .number(DupParams.NEWFD, to)
                .result(to);
        return apply();
    }

    public History close(int tid, int fd) {
        begin(EventType.CLOSE, tid).number(FdParams.FD, fd).result(0);
        return apply();
    }

    public History closeRange(int tid, long first, long last, long flags) {
        begin(EventType.CLOSE_RANGE, tid)
                .number(CloseRangeParams.FIRST, first)
                .number(CloseRangeParams.LAST, last)
                .number(CloseRangeParams.FLAGS, flags)
                .result(0);
        return apply();
    }

    /** Any event that uses a descriptor. */
    public History fchmod(int tid, int fd) {
        begin(EventType.FCHMOD, tid)
                .number(EventType.FCHMOD.indexOf("fd"), fd)
                .number(EventType.FCHMOD.indexOf("mode"), 0644)
                .result(0);
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
