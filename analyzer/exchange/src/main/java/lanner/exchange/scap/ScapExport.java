package lanner.exchange.scap;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.GenericParams;
import lanner.capture.event.GroupRecord;
import lanner.capture.event.InterfaceRecord;
import lanner.capture.event.Mark;
import lanner.capture.event.ParamType;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.SegmentHeaderRecord;
import lanner.capture.event.Tuple;
import lanner.capture.event.UserRecord;
import lanner.engine.state.ProcessInfo;
import lanner.engine.state.SystemState;

/**
 * Writes a scap file that sysdig 0.29, Falco and Stratoshark read: the snapshot as lists, then the events. It is given
 * every record of a capture in order, with the state behind it and whether the event is wanted; of those that are not
 * wanted it keeps, hidden, what changes the state.
 */
public final class ScapExport implements Closeable {
    private static final int LIST_LIMIT = 1 << 20;
    private static final int MAX_TEXT = 1024;
    private static final int MAX_LIST = 4096;
    private static final int MAX_NAME = 255;
    private static final int HEADER = 26;

    /** A block that is not a large one holds no more. */
    private static final int MAX_EVENT = 65_000;

    private static final long NOBODY = 0xFFFFFFFFL;
    private static final int STATE_ONLY = 1;

    private static final Map<String, Integer> KINDS = Map.ofEntries(
            Map.entry("file", 16),
            Map.entry("directory", 2),
            Map.entry("pipe", 7),
            Map.entry("event", 9),
            Map.entry("signalfd", 11),
            Map.entry("eventpoll", 12),
            Map.entry("inotify", 13),
            Map.entry("timerfd", 14),
            Map.entry("netlink", 15));
    private static final int UNSUPPORTED = 10;
    private static final Map<String, Integer> PROTOCOLS = Map.of("tcp", 2, "udp", 3, "icmp", 4, "raw", 5);

    private final ScapDialect dialect;
    private final ScapOutput out;
    private final Map<String, Long> remarks = new TreeMap<>();
    private Listed list = Listed.NONE;
    private long listOwner;
    private boolean begun;
    private boolean inEvents;
    private long written;
    private long lastTime;

    /** The list that is being put together. */
    private enum Listed {
        NONE,
        INTERFACES,
        USERS,
        PROCESSES,
        DESCRIPTORS
    }

    /** @param zipped whether the file is compressed with gzip */
    public ScapExport(OutputStream to, ScapDialect dialect, boolean zipped) throws IOException {
        this.dialect = dialect;
        this.out = new ScapOutput(to, zipped);
    }

    /** Events written that a reader shows. */
    public long written() {
        return written;
    }

    /** What could not be expressed, for people, each with how often. */
    public Map<String, Long> remarks() {
        return new TreeMap<>(remarks);
    }

    private void remark(String what) {
        remarks.merge(what, 1L, Long::sum);
    }

    /** Takes a record of the frame. */
    public void frame(Event event, SystemState state) throws IOException {
        if (event.type() == EventType.SEGMENT_HEADER) {
            header(event);
            return;
        }
        if (event.type() == EventType.SEGMENT_FOOTER) {
            return;
        }
        if (inEvents) {
            // A later segment repeats what is known. What was looked up for one event has no place behind events.
            if (event.tid() != 0) {
                remark((event.type() == EventType.DESCRIPTOR ? "descriptors" : "facts of threads")
                        + " that were looked up while recording: a scap file lists them at its start only");
            }
            return;
        }
        switch (event.type()) {
            case USER, GROUP -> user(event);
            case INTERFACE -> address(event);
            case PROCESS -> process(event, state);
            case DESCRIPTOR -> descriptor(event);
            default -> remark("records of type " + event.type().label() + ", for which scap has no place");
        }
    }

    private void header(Event event) throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        lastTime = event.time();
        out.u32(Blocks.SECTION_MAGIC).u16(1).u16(2).u64(-1);
        out.block(Blocks.SECTION);
        byte[] host = event.bytes(SegmentHeaderRecord.HOSTNAME);
        int length = Math.min(host.length, 127);
        out.u32(event.param(SegmentHeaderRecord.CPUS, 1))
                .u64(0)
                .u64(4 << 20)
                .bytes(host, 0, length)
                .zeros(128 - length)
                .u64(event.param(SegmentHeaderRecord.BOOT_TIME, 0))
                .u64(0)
                .u64(0)
                .u64(0);
        out.block(Blocks.MACHINE);
    }

    private void begin(Listed wanted, long owner) throws IOException {
        if (list != wanted || listOwner != owner || out.length() > LIST_LIMIT) {
            endList();
            list = wanted;
            listOwner = owner;
            if (wanted == Listed.DESCRIPTORS) {
                out.u64(owner);
            }
        }
    }

    private void endList() throws IOException {
        switch (list) {
            case INTERFACES -> out.block(Blocks.INTERFACES);
            case USERS -> out.block(Blocks.USERS);
            case PROCESSES -> out.block(Blocks.PROCESSES);
            case DESCRIPTORS -> out.block(Blocks.DESCRIPTORS);
            case NONE -> {
                // Nothing was begun.
            }
        }
        list = Listed.NONE;
    }

    private void user(Event event) throws IOException {
        begin(Listed.USERS, 0);
        int start = out.length();
        out.u32(0);
        if (event.type() == EventType.USER) {
            out.u8(0).u32(event.param(UserRecord.UID, 0)).u32(event.param(UserRecord.GID, 0));
            for (int param = UserRecord.NAME; param <= UserRecord.SHELL; param++) {
                out.text(event.bytes(param), MAX_NAME);
            }
        } else {
            out.u8(1).u32(event.param(GroupRecord.GID, 0)).text(event.bytes(GroupRecord.NAME), MAX_NAME);
        }
        out.set(start, out.length() - start, 4);
    }

    private void address(Event event) throws IOException {
        byte[] address = event.bytes(InterfaceRecord.ADDR);
        byte[] netmask = event.bytes(InterfaceRecord.NETMASK);
        byte[] name = event.bytes(InterfaceRecord.NAME);
        int size = address.length - 3;
        if (size != 4 && size != 16) {
            return;
        }
        begin(Listed.INTERFACES, 0);
        int start = out.length();
        out.u32(0).u16(size == 4 ? 1 : 2).u16(Math.min(name.length, MAX_NAME)).bytes(address, 1, size);
        if (netmask.length == address.length) {
            out.bytes(netmask, 1, size);
        } else {
            out.zeros(size);
        }
        out.zeros(size).u64(0).bytes(name, 0, Math.min(name.length, MAX_NAME));
        out.set(start, out.length() - start - 4L, 4);
    }

    private void process(Event event, SystemState state) throws IOException {
        begin(Listed.PROCESSES, 0);
        int start = out.length();
        long tid = event.param(ProcessRecord.TID, 0);
        long pid = event.param(ProcessRecord.PID, tid);
        // A further thread says no more than whose it is: the rest is its process's.
        ProcessInfo known = state.process((int) pid);
        out.u32(0)
                .u64(tid)
                .u64(pid)
                .u64(event.param(ProcessRecord.PTID, known == null ? 0 : known.ppid()))
                .u64(event.param(ProcessRecord.SID, known == null ? -1 : known.sid()))
                .u64(event.param(ProcessRecord.VPGID, known == null ? -1 : known.vpgid()));
        text(event, ProcessRecord.COMM, known == null ? "" : known.comm(), MAX_TEXT);
        text(event, ProcessRecord.EXE, known == null ? "" : known.exe(), MAX_TEXT);
        text(event, ProcessRecord.EXEPATH, known == null ? "" : known.exepath(), MAX_TEXT);
        text(event, ProcessRecord.ARGS, known == null ? "" : items(known.arguments()), MAX_LIST);
        text(event, ProcessRecord.CWD, known == null ? "" : known.leader().cwd(), MAX_TEXT);
        out.u64(event.param(ProcessRecord.FDLIMIT, known == null ? 0 : known.fdlimit()))
                .u32(0)
                .u32(event.param(
                        ProcessRecord.UID,
                        known == null ? NOBODY : known.leader().uid()))
                .u32(event.param(
                        ProcessRecord.GID,
                        known == null ? NOBODY : known.leader().gid()))
                .u32(0)
                .u32(0)
                .u32(0)
                .u64(0)
                .u64(0);
        text(event, ProcessRecord.ENV, known == null ? "" : items(known.environment()), MAX_LIST);
        out.u64(event.param(ProcessRecord.VTID, tid))
                .u64(event.param(ProcessRecord.VPID, known == null ? pid : known.vpid()));
        text(event, ProcessRecord.CGROUPS, known == null ? "" : items(known.cgroups()), MAX_LIST);
        text(event, ProcessRecord.ROOT, known == null ? "" : known.leader().root(), MAX_TEXT);
        if (event.param(ProcessRecord.START_TIME, 0) != 0) {
            remark("start times of processes that were there from the beginning (proc.duration, proc.pid.ts)");
        }
        long flags = event.param(ProcessRecord.FLAGS, known == null ? 0 : known.flags());
        out.u64(event.param(ProcessRecord.PIDNS_INIT_START_TS, 0))
                .u32(event.param(ProcessRecord.TTY, known == null ? 0 : known.tty()))
                .u32(event.param(ProcessRecord.LOGINUID, known == null ? NOBODY : known.loginuid()))
                .u8(flags & 1)
                .u64(event.param(
                        ProcessRecord.CAP_INHERITABLE,
                        known == null ? 0 : known.leader().capInheritable()))
                .u64(event.param(
                        ProcessRecord.CAP_PERMITTED,
                        known == null ? 0 : known.leader().capPermitted()))
                .u64(event.param(
                        ProcessRecord.CAP_EFFECTIVE,
                        known == null ? 0 : known.leader().capEffective()))
                .u8(flags >> 1 & 1)
                .u64(event.param(ProcessRecord.EXE_INO, known == null ? 0 : known.exeIno()))
                .u64(event.param(ProcessRecord.EXE_INO_CTIME, known == null ? 0 : known.exeCtime()))
                .u64(event.param(ProcessRecord.EXE_INO_MTIME, known == null ? 0 : known.exeMtime()))
                .u8(flags >> 2 & 1)
                .u8(flags >> 3 & 1)
                .u64(event.param(ProcessRecord.PGID, known == null ? -1 : known.pgid()));
        out.set(start, out.length() - start, 4);
    }

    private void text(Event event, int param, String otherwise, int most) {
        if (event.has(param)) {
            out.text(event.bytes(param), most);
        } else {
            out.text(otherwise, most);
        }
    }

    private static String items(List<String> items) {
        return items.isEmpty() ? "" : String.join("\0", items) + "\0";
    }

    private void descriptor(Event event) throws IOException {
        begin(Listed.DESCRIPTORS, event.param(DescriptorRecord.PID, 0));
        int start = out.length();
        out.u32(0).u64(event.param(DescriptorRecord.FD, 0)).u64(event.param(DescriptorRecord.INO, 0));
        byte[] name = event.bytes(DescriptorRecord.NAME);
        byte[] tuple = event.bytes(DescriptorRecord.TUPLE);
        int family = tuple.length > 0 ? tuple[0] : 0;
        int size = Tuple.addressSize(family);
        int second = Tuple.second(size);
        if (size > 0 && tuple.length >= Tuple.length(size)) {
            boolean listening = event.param(DescriptorRecord.LISTENING, 0) != 0;
            out.u8((family == Tuple.INET ? 3 : 4) + (listening ? 2 : 0)).bytes(tuple, Tuple.FIRST, size);
            if (listening) {
                out.bytes(tuple, Tuple.FIRST + size, 2);
            } else {
                out.bytes(tuple, second, size)
                        .bytes(tuple, Tuple.FIRST + size, 2)
                        .bytes(tuple, second + size, 2);
            }
            String protocol = event.text(DescriptorRecord.L4PROTO, "");
            out.u8(PROTOCOLS.getOrDefault(protocol, 0));
        } else if (family == Tuple.UNIX && tuple.length >= Tuple.PATH) {
            byte[] path = new byte[tuple.length - Tuple.PATH];
            System.arraycopy(tuple, Tuple.PATH, path, 0, path.length);
            out.u8(8).bytes(tuple, Tuple.FIRST, 16).text(path, MAX_TEXT);
        } else {
            int type = KINDS.getOrDefault(event.text(DescriptorRecord.KIND, ""), UNSUPPORTED);
            out.u8(type);
            if (type == 16) {
                out.u32(event.param(DescriptorRecord.FLAGS, 0))
                        .text(name, MAX_TEXT)
                        .u32(event.param(DescriptorRecord.DEV, 0));
            } else {
                out.text(name, MAX_TEXT);
            }
        }
        out.set(start, out.length() - start, 4);
    }

    /** Takes an event. */
    public void event(Event event, boolean wanted) throws IOException {
        boolean hidden = !wanted || event.has(Mark.STATE_ONLY);
        if (hidden && !event.type().is(EventType.Trait.CHANGES_STATE)) {
            return;
        }
        ScapDialect.Encoding encoding = dialect.encoding(event.type());
        if (encoding == null) {
            if (!hidden) {
                remark("events of type " + event.name() + ", for which scap has none");
            }
            return;
        }
        if (!inEvents) {
            endList();
            inEvents = true;
        }
        lastTime = event.time();
        if (encoding.row.id() == 1) {
            call(event, hidden);
        } else {
            if (encoding.enter != null) {
                // A call cannot have begun before the epoch; one of unknown duration began when it ended.
                boolean known = event.duration() > 0 && event.duration() <= event.time();
                write(
                        event,
                        known ? event.time() - event.duration() : event.time(),
                        encoding.enter,
                        encoding.enterParams,
                        hidden);
            }
            if (event.has(Mark.INCOMPLETE)) {
                remark("calls that never returned: written with a result that means nothing");
            }
            write(event, event.time(), encoding.row, encoding.params, hidden);
        }
        marks(event, hidden);
        if (!hidden) {
            written++;
        }
    }

    private void marks(Event event, boolean hidden) {
        if (hidden) {
            return;
        }
        for (Mark mark :
                List.of(Mark.TRUNCATED, Mark.UNREADABLE, Mark.RACED, Mark.ENTER_ONLY, Mark.FROM_RING, Mark.INLINE)) {
            if (event.has(mark)) {
                remark("events marked " + mark.name().toLowerCase(java.util.Locale.ROOT) + ", which scap cannot say");
            }
        }
    }

    private void start(Event event, long time, int id, int params, boolean hidden) {
        out.u16(0);
        if (hidden) {
            out.u32(STATE_ONLY);
        }
        out.u64(time).u64(event.tid()).u32(0).u16(id).u32(params);
    }

    private void finish(int start, boolean large, boolean hidden) throws IOException {
        int header = hidden ? 6 : 2;
        out.set(start + header + 16, out.length() - start - header, 4);
        out.block(
                large
                        ? hidden ? Blocks.EVENT_FLAGS_LARGE : Blocks.EVENT_LARGE
                        : hidden ? Blocks.EVENT_FLAGS : Blocks.EVENT);
    }

    /** A call by name alone. */
    private void call(Event event, boolean hidden) throws IOException {
        int start = out.length();
        start(event, event.time(), 1, 2, hidden);
        int number = event.type() == EventType.GENERIC
                ? (int) event.param(GenericParams.NATIVE_ID, 0)
                : lanner.capture.event.SyscallNames.X86_64.number(event.name()).orElse(0);
        int code = ScapEvents.callNumber(event.name());
        out.u16(2).u16(2).u16(code).u16(number);
        if (event.type() != EventType.GENERIC) {
            remark("events of type " + event.name() + ", written as calls without parameters");
        }
        finish(start, false, hidden);
    }

    private void write(Event event, long time, ScapEvents.Row row, int[] params, boolean hidden) throws IOException {
        int start = out.length();
        int count = params.length;
        int width = row.isLarge() ? 4 : 2;
        start(event, time, row.id(), count, hidden);
        int lengths = out.length();
        out.zeros(count * width);
        for (int i = 0; i < count; i++) {
            int before = out.length();
            put(
                    event,
                    row.params().get(i),
                    params[i],
                    row.isLarge() ? Integer.MAX_VALUE : MAX_EVENT - (before - start));
            out.set(lengths + i * width, out.length() - before, width);
        }
        finish(start, row.isLarge(), hidden);
    }

    private void put(Event event, ScapEvents.Param param, int ours, int room) {
        ScapType type = param.type();
        if (type.isNumber()) {
            if (ours == 0 && event.type().resultIsFirst()) {
                out.number(event.result(), type.size());
                return;
            }
            boolean there = ours >= 0 && event.has(ours);
            long missing = type == ScapType.UID || type == ScapType.GID || type == ScapType.FD || type == ScapType.PID
                    ? -1
                    : 0;
            out.number(there ? event.param(ours, 0) : missing, type.size());
            return;
        }
        if (ours < 0 || !event.has(ours)) {
            return;
        }
        int length = event.length(ours);
        boolean terminated = type.isText() || endsWithPath(event, ours);
        int most = Math.max(0, room - (terminated ? 1 : 0));
        if (length > most) {
            remark("parameters cut to what an event can hold");
            length = most;
        }
        out.bytes(event.buffer(), event.offset(ours), length);
        if (terminated) {
            out.u8(0);
        }
    }

    private static boolean endsWithPath(Event event, int param) {
        ParamType type = event.type().params().get(param).type();
        return (type == ParamType.SOCKADDR || type == ParamType.TUPLE)
                && event.length(param) > 0
                && event.buffer()[event.offset(param)] == 1;
    }

    /** Completes the file. A reader wants at least one event: an empty capture gets one that says nothing. */
    @Override
    public void close() throws IOException {
        try (out) {
            if (begun && !inEvents) {
                endList();
                out.u16(0)
                        .u64(lastTime)
                        .u64(-1)
                        .u32(HEADER + 2 * 2 + 2 * 8)
                        .u16(234)
                        .u32(2);
                out.u16(8).u16(8).u64(0).u64(0);
                out.block(Blocks.EVENT);
            }
        }
    }
}
