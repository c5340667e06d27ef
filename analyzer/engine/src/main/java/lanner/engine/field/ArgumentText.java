package lanner.engine.field;

import java.util.List;
import java.util.Locale;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSet;
import lanner.capture.event.GenericParams;
import lanner.capture.event.Mark;
import lanner.capture.event.ParamSpec;
import lanner.capture.event.ParamType;
import lanner.capture.event.SocketOptions;
import lanner.capture.event.SockoptParams;
import lanner.capture.event.Tuple;
import lanner.engine.state.EventContext;
import lanner.engine.state.FdInfo;
import lanner.engine.state.Paths;
import lanner.engine.state.ProcessInfo;
import lanner.engine.state.SystemState;
import lanner.engine.state.ThreadInfo;
import lanner.engine.text.ShellWords;
import org.jspecify.annotations.Nullable;

/**
 * An event's parameter as text, as Falco prints it. There are two forms: as recorded, and resolved (a name for a number,
 * an absolute path for a relative one); {@code evt.arg} prints the resolved one where there is one, {@code evt.args} both.
 */
public final class ArgumentText {
    private static final int AT_FDCWD = -100;
    private static final long NO_ID = 0xFFFFFFFFL;

    private ArgumentText() {}

    /** What {@code evt.arg.NAME} prints; null if the event lacks the parameter. Bytes, one character each. */
    public static @Nullable String of(EventContext context, int param) {
        Event event = context.event();
        if (!event.has(param)) {
            return null;
        }
        String resolved = resolved(context, param);
        return resolved.isEmpty() ? recorded(context, param) : resolved;
    }

    /** What {@code evt.args} prints. */
    static String all(EventContext context) {
        return all(context, false);
    }

    /**
     * The same with arguments and environments as words, {@code args=[-C, 'my dir']}, and at the end the table of calls
     * where it is not the machine's own, {@code [i386]}, {@code [arm]}, {@code [x32]}, {@code [inline]} if the process itself
     * recorded it, and {@code [never returned]} where its thread ended inside the call.
     */
    static String inWords(EventContext context) {
        Event event = context.event();
        String compat = context.state().isOnArm() ? " [arm]" : " [i386]";
        String table = event.has(Mark.COMPAT) ? compat : event.has(Mark.X32) ? " [x32]" : "";
        String way = event.has(Mark.INLINE) ? " [inline]" : "";
        String end = event.has(Mark.INCOMPLETE) ? " [never returned]" : "";
        return (all(context, true) + table + way + end).stripLeading();
    }

    private static String all(EventContext context, boolean words) {
        Event event = context.event();
        if (event.type() == EventType.GENERIC) {
            return arguments(event);
        }
        StringBuilder text = new StringBuilder();
        List<ParamSpec> params = event.type().params();
        for (int i = 0; i < params.size(); i++) {
            if (event.has(i)) {
                text.append(text.length() == 0 ? "" : " ")
                        .append(params.get(i).name())
                        .append('=');
                both(context, i, words, text);
            }
        }
        return text.toString();
    }

    /**
     * One parameter for people: as recorded and, in parentheses, resolved, {@code 140(sh)}; arguments and environments as
     * words.
     *
     * @param param a parameter that the event has
     */
    public static String inWords(EventContext context, int param) {
        StringBuilder text = new StringBuilder();
        both(context, param, true, text);
        return text.toString();
    }

    private static void both(EventContext context, int param, boolean words, StringBuilder text) {
        Event event = context.event();
        boolean list = words && isWords(event.type().params().get(param));
        text.append(list ? words(event, param) : recorded(context, param));
        String resolved = resolved(context, param);
        if (!resolved.isEmpty()) {
            text.append('(').append(resolved).append(')');
        }
    }

    private static boolean isWords(ParamSpec param) {
        return param.type() == ParamType.BYTES
                && (param.name().equals("args") || param.name().equals("env"));
    }

    private static String words(Event event, int param) {
        return ShellWords.list(event.text(param, "")) + (event.isCut(param) ? "..." : "");
    }

    /** The result and the registers of a call by number alone; nothing for an imported one. */
    private static String arguments(Event event) {
        List<ParamSpec> params = event.type().params();
        StringBuilder text = new StringBuilder();
        if (EventFields.isSeenToItsEnd(event)) {
            text.append("res=").append(event.result());
            if (event.result() < 0 && event.result() >= -KernelNames.LARGEST_ERROR) {
                text.append('(').append(KernelNames.error(-event.result())).append(')');
            }
        }
        for (int i = GenericParams.A0; i < params.size(); i++) {
            if (event.has(i)) {
                text.append(text.length() == 0 ? "" : " ")
                        .append(params.get(i).name())
                        .append("=0x")
                        .append(Long.toHexString(event.param(i, 0)));
            }
        }
        return text.toString();
    }

    private static @Nullable String recorded(EventContext context, int param) {
        Event event = context.event();
        ParamSpec spec = event.type().params().get(param);
        long value = spec.type().isNumber() ? event.param(param, 0) : 0;
        return switch (spec.type()) {
            case TEXT, PATH, RELPATH -> event.length(param) == 0 ? "<NA>" : event.text(param, "");
            case BYTES -> event.length(param) == 0 ? "NULL" : printable(event.text(param, ""));
            case SOCKADDR -> orNull(Tuple.addressText(event, param));
            case TUPLE -> orNull(Tuple.text(event, param));
            case FDLIST -> orNull(fdList(context, param));
            case DYNAMIC -> dynamic(event, param, spec.base());
            case UINT64, RELTIME -> number(value, spec.base(), true);
            case INT8, INT16, INT32 ->
                spec.base() == 10 ? Long.toString(value) : number(value & 0xFFFFFFFFL, spec.base(), true);
            default -> number(value, spec.base(), false);
        };
    }

    static String number(long value, int base, boolean unsigned) {
        return switch (base) {
            case 16 -> Long.toHexString(value).toUpperCase(Locale.ROOT);
            case 8 -> value == 0 ? "0" : "0" + Long.toOctalString(value);
            default -> unsigned ? Long.toUnsignedString(value) : Long.toString(value);
        };
    }

    /** The resolved form; empty if there is none. */
    private static String resolved(EventContext context, int param) {
        Event event = context.event();
        ParamSpec spec = event.type().params().get(param);
        long value = spec.type().isNumber() ? event.param(param, 0) : 0;
        return switch (spec.type()) {
            case ERRNO -> value < 0 ? KernelNames.error(-value) : "";
            case FD ->
                event.type() == EventType.FCNTL && param == 0
                        ? FcntlText.result(context, value)
                        : descriptor(context, value);
            case PID -> process(context, value);
            case UID -> user(context, value);
            case GID -> group(context, value);
            case FLAGS8, FLAGS16, FLAGS32, MODE -> flags(spec.flagSet().orElseThrow(), value);
            case ENUM8, ENUM16, ENUM32 -> enumeration(names(event, param), value);
            case PATH -> path(context.thread().cwd(), event.text(param, ""));
            case RELPATH -> relativePath(context, event, spec, param);
            case SIGNAL -> value == 0 ? "" : KernelNames.signal(value);
            case RELTIME -> relativeTime(value);
            default -> "";
        };
    }

    /** The names of an enumeration: an option's depend on its level. */
    private static FlagSet names(Event event, int param) {
        return isSocketOption(event) && param == SockoptParams.OPTNAME
                ? SocketOptions.of(event.type(), event.param(SockoptParams.LEVEL, 0))
                : event.type().params().get(param).flagSet().orElseThrow();
    }

    private static boolean isSocketOption(Event event) {
        return event.type() == EventType.SETSOCKOPT || event.type() == EventType.GETSOCKOPT;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? "NULL" : text;
    }

    static String descriptor(EventContext context, long number) {
        if (number == AT_FDCWD) {
            return "AT_FDCWD";
        }
        if (number < 0) {
            return KernelNames.error(-number);
        }
        FdInfo fd = context.thread().descriptors().get((int) number);
        return fd == null ? "" : "<" + typeCharacters(fd) + ">" + fd.name();
    }

    private static String typeCharacters(FdInfo fd) {
        return switch (fd.layerFour()) {
            case "tcp" -> fd.kind().letter() + "t";
            case "udp" -> fd.kind().letter() + "u";
            default -> fd.kind().letter();
        };
    }

    static String process(EventContext context, long pid) {
        ProcessInfo process = context.state().process((int) pid);
        return pid < 0 ? KernelNames.error(-pid) : process == null ? "" : process.comm();
    }

    /** A user's name; the texts for an unknown one and for none. */
    static String user(EventContext context, long uid) {
        return uid == NO_ID
                ? "<NONE>"
                : context.state()
                        .user(context.process(), uid)
                        .map(SystemState.User::name)
                        .orElse("<NA>");
    }

    private static String group(EventContext context, long gid) {
        return gid == NO_ID
                ? "<NONE>"
                : context.state().group(context.process(), gid).orElse("<NA>");
    }

    /** Names joined with a bar; a name counts when all its bits are set and not yet taken by an earlier one. */
    static String flags(FlagSet set, long value) {
        StringBuilder text = new StringBuilder();
        long left = value;
        for (FlagSet.Flag flag : set.flags()) {
            boolean zero = flag.value() == 0 && value == 0;
            if (zero || flag.value() != 0 && (left & flag.value()) == flag.value()) {
                if (text.length() > 0) {
                    text.append('|');
                }
                text.append(flag.name());
                left &= ~flag.value();
            }
        }
        return text.toString();
    }

    /** Every name of exactly this value. */
    static String enumeration(FlagSet set, long value) {
        StringBuilder text = new StringBuilder();
        for (FlagSet.Flag flag : set.flags()) {
            if (flag.value() == value) {
                if (text.length() > 0) {
                    text.append('|');
                }
                text.append(flag.name());
            }
        }
        return text.toString();
    }

    private static String path(String directory, String path) {
        return path.isEmpty() || path.startsWith("/") ? "" : Paths.resolve(directory, path);
    }

    private static String relativePath(EventContext context, Event event, ParamSpec spec, int param) {
        String path = event.text(param, "");
        boolean fromRoot = path.startsWith("/") && !ThreadInfo.isRootedThere(event);
        return path.isEmpty() || fromRoot ? "" : context.path(param, spec.dirfd());
    }

    /** Bytes as text: what cannot be printed is a dot. */
    static String printable(String bytes) {
        StringBuilder text = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            text.append(c >= 32 && c < 127 ? c : '.');
        }
        return text.toString();
    }

    private static String relativeTime(long nanos) {
        if (nanos == -1) {
            return "none";
        }
        double seconds = nanos / 1e9;
        String text = seconds == Math.rint(seconds) && Math.abs(seconds) < 1e6
                ? Long.toString((long) seconds)
                : String.valueOf((float) seconds);
        return text + "s";
    }

    private static String dynamic(Event event, int param, int base) {
        if (event.length(param) < 2) {
            return "NULL";
        }
        if (isSocketOption(event)
                && param == SockoptParams.VAL
                && SocketOptions.isText(
                        event.type(), event.param(SockoptParams.LEVEL, 0), event.param(SockoptParams.OPTNAME, 0))) {
            String text = event.text(param, "").substring(1);
            int end = text.indexOf(0);
            return printable(end < 0 ? text : text.substring(0, end));
        }
        byte[] bytes = event.buffer();
        int at = event.offset(param) + 1;
        int length = Math.min(event.length(param) - 1, 8);
        if (bytes[at - 1] == 0 && event.length(param) > 9) {
            return printable(event.text(param, "").substring(1));
        }
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return number(value, base, true);
    }

    private static String fdList(EventContext context, int param) {
        Event event = context.event();
        byte[] bytes = event.buffer();
        int at = event.offset(param);
        int length = event.length(param);
        StringBuilder text = new StringBuilder();
        for (int entry = at + 2; entry + 10 <= at + length; entry += 10) {
            long fd = 0;
            for (int i = 7; i >= 0; i--) {
                fd = fd << 8 | bytes[entry + i] & 0xFF;
            }
            int flags = bytes[entry + 8] & 0xFF | (bytes[entry + 9] & 0xFF) << 8;
            FdInfo info = context.thread().descriptors().get((int) fd);
            if (text.length() > 0) {
                text.append(' ');
            }
            text.append(fd)
                    .append(':')
                    .append(info == null ? "" : typeCharacters(info))
                    .append(Integer.toHexString(flags));
        }
        return text.toString();
    }
}
