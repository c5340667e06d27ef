package lanner.behaviour.fact;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.capture.event.CloneParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.ExecParams;
import lanner.capture.event.FlagSet;
import lanner.capture.event.FlagSets;
import lanner.capture.event.SetnsParams;
import lanner.capture.event.SocketParams;
import lanner.capture.event.UnshareParams;
import lanner.engine.field.ArgumentText;
import lanner.engine.field.KernelNames;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/** Calls that use or change what only some may do, and what of their arguments matters: a row for each. */
final class PrivilegeUses {
    private static final int ROOT = 0;
    private static final int RAW = 3;
    private static final int TYPE_MASK = 0xF;
    private static final long SETUID_OR_SETGID =
            FlagSets.CHMOD_MODE.value("S_ISUID") | FlagSets.CHMOD_MODE.value("S_ISGID");
    private static final long PACKET = FlagSets.SOCKET_FAMILIES.value("AF_PACKET");
    private static final long INET = FlagSets.SOCKET_FAMILIES.value("AF_INET");
    private static final long INET6 = FlagSets.SOCKET_FAMILIES.value("AF_INET6");

    private static final List<FlagSet.Flag> NAMESPACES = FlagSets.CLONE_FLAGS.flags().stream()
            .filter(flag -> flag.name().startsWith("CLONE_NEW"))
            .toList();

    /** What a program does to another; what it lets its parent do, or asks of a tracee it has, is not told apart. */
    private static final Set<String> TRACING =
            Set.of("PTRACE_ATTACH", "PTRACE_SEIZE", "PTRACE_POKETEXT", "PTRACE_POKEDATA");

    private static final Set<String> PRCTL_OPTIONS =
            Set.of("PR_SET_KEEPCAPS", "PR_CAPBSET_DROP", "PR_CAP_AMBIENT", "PR_SET_SECUREBITS", "PR_SET_MM");

    /** Says what of a call matters; null where the call is none that does. */
    @FunctionalInterface
    private interface What {
        @Nullable
        String of(EventContext context);
    }

    private static final Map<EventType, What> ROWS = rows();

    private static Map<EventType, What> rows() {
        Map<EventType, What> rows = new EnumMap<>(EventType.class);
        // spotless:off
        named(rows, List.of(), EventType.MOUNT_SETATTR, EventType.OPEN_TREE, EventType.OPEN_TREE_ATTR, EventType.MOVE_MOUNT,
            EventType.FSMOUNT, EventType.FSPICK, EventType.PIVOT_ROOT, EventType.CHROOT, EventType.UMOUNT, EventType.UMOUNT2,
            EventType.SWAPON, EventType.SWAPOFF, EventType.ACCT, EventType.SETHOSTNAME, EventType.SETDOMAINNAME,
            EventType.SETTIMEOFDAY, EventType.CLOCK_SETTIME, EventType.IOPL, EventType.IOPERM, EventType.KEXEC_LOAD,
            EventType.KEXEC_FILE_LOAD, EventType.REBOOT, EventType.INIT_MODULE, EventType.FINIT_MODULE,
            EventType.DELETE_MODULE, EventType.PROCESS_VM_READV, EventType.PROCESS_VM_WRITEV, EventType.PERF_EVENT_OPEN,
            EventType.USERFAULTFD, EventType.PIDFD_GETFD, EventType.OPEN_BY_HANDLE_AT, EventType.FANOTIFY_INIT,
            EventType.SETGROUPS, EventType.MEMFD_SECRET);
        // spotless:on
        named(rows, List.of("type", "dir"), EventType.MOUNT);
        named(rows, List.of("fsname"), EventType.FSOPEN);
        named(rows, List.of("cmd"), EventType.BPF);
        named(rows, List.of("uid"), EventType.SETUID);
        named(rows, List.of("ruid", "euid"), EventType.SETREUID);
        named(rows, List.of("ruid", "euid", "suid"), EventType.SETRESUID);
        named(rows, List.of("gid"), EventType.SETGID);
        named(rows, List.of("rgid", "egid"), EventType.SETREGID);
        named(rows, List.of("rgid", "egid", "sgid"), EventType.SETRESGID);
        named(rows, List.of("uid"), EventType.SETFSUID);
        named(rows, List.of("gid"), EventType.SETFSGID);
        named(rows, List.of("cap_effective"), EventType.CAPSET);
        rows.put(EventType.UNSHARE, context -> namespaces(context, UnshareParams.FLAGS));
        rows.put(EventType.SETNS, context -> {
            String which = namespaces(context, SetnsParams.NSTYPE);
            return which == null ? EventType.SETNS.label() : which;
        });
        rows.put(EventType.CLONE, context -> namespaces(context, CloneParams.FLAGS));
        rows.put(EventType.CLONE3, context -> namespaces(context, CloneParams.FLAGS));
        chosen(rows, EventType.PTRACE, "request", TRACING);
        chosen(rows, EventType.PRCTL, "option", PRCTL_OPTIONS);
        rows.put(EventType.SOCKET, PrivilegeUses::socket);
        for (EventType type : List.of(EventType.CHMOD, EventType.FCHMOD, EventType.FCHMODAT, EventType.FCHMODAT2)) {
            int mode = type.indexOf("mode");
            rows.put(
                    type,
                    context -> mode >= 0 && (context.event().param(mode, 0) & SETUID_OR_SETGID) != 0
                            ? type.label() + " setuid or setgid"
                            : null);
        }
        rows.put(EventType.EXECVE, PrivilegeUses::capabilities);
        rows.put(EventType.EXECVEAT, PrivilegeUses::capabilities);
        return rows;
    }

    /** Calls of which each matters, with these arguments. */
    private static void named(Map<EventType, What> rows, List<String> arguments, EventType... types) {
        for (EventType type : types) {
            List<Integer> positions =
                    arguments.stream().map(type::indexOf).filter(at -> at >= 0).toList();
            rows.put(type, context -> {
                StringBuilder text = new StringBuilder(type.label());
                for (int at : positions) {
                    String value = ArgumentText.of(context, at);
                    text.append(' ').append(value == null ? "?" : value);
                }
                return text.toString();
            });
        }
    }

    /** Calls that matter where an argument has one of these values. */
    private static void chosen(Map<EventType, What> rows, EventType type, String argument, Set<String> values) {
        int at = type.indexOf(argument);
        rows.put(type, context -> {
            String value = ArgumentText.of(context, at);
            return value != null && values.contains(value) ? type.label() + " " + value : null;
        });
    }

    private static @Nullable String namespaces(EventContext context, int param) {
        Event event = context.event();
        long flags = event.param(param, 0);
        StringBuilder text = new StringBuilder();
        for (FlagSet.Flag flag : NAMESPACES) {
            if ((flags & flag.value()) != 0) {
                text.append(text.length() == 0 ? event.type().label() + " " : "|")
                        .append(flag.name());
            }
        }
        return text.length() == 0 ? null : text.toString();
    }

    private static @Nullable String socket(EventContext context) {
        Event event = context.event();
        long domain = event.param(SocketParams.DOMAIN, 0);
        if (domain == PACKET) {
            return "socket AF_PACKET";
        }
        boolean raw = (domain == INET || domain == INET6) && (event.param(SocketParams.TYPE, 0) & TYPE_MASK) == RAW;
        return raw ? "socket SOCK_RAW" : null;
    }

    /** A program that is not root's and has capabilities. */
    private static @Nullable String capabilities(EventContext context) {
        Event event = context.event();
        long effective = event.param(ExecParams.CAP_EFFECTIVE, 0);
        if (effective == 0 || event.result() < 0 || event.param(ExecParams.UID, ROOT) == ROOT) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < KernelNames.CAPABILITIES.size(); i++) {
            if ((effective >>> i & 1) != 0) {
                names.add(KernelNames.CAPABILITIES.get(i));
            }
        }
        return "run with " + String.join(" ", names);
    }

    /** All types that {@link #take} may do something with. */
    static Set<EventType> types() {
        return ROWS.keySet();
    }

    private final Tallies<String> uses;
    private final Map<String, String> calls = new HashMap<>();
    private final Scene scene;

    PrivilegeUses(Room room, Scene scene) {
        this.uses = new Tallies<>(room);
        this.scene = scene;
    }

    void take(EventContext context, EventType type, boolean done) {
        What row = ROWS.get(type);
        String what = row == null ? null : row.of(context);
        if (what != null) {
            String kept = what.length() <= Room.LONGEST ? what : what.substring(0, Room.LONGEST);
            Tally tally = uses.of(kept, kept.length());
            if (tally != null) {
                tally.count(done, scene);
                calls.putIfAbsent(kept, type.label());
            }
        }
    }

    void facts(List<Fact> to) {
        uses.forEach((what, tally) -> to.add(new Fact.Privilege(calls.getOrDefault(what, ""), what, tally.seen())));
    }
}
