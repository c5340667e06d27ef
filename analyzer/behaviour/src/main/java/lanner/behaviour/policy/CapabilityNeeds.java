package lanner.behaviour.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.fact.Fact;
import lanner.engine.field.KernelNames;
import org.jspecify.annotations.Nullable;

/**
 * Which capabilities (capabilities(7)) the calls of recordings need, of those that their programs had: the kernel does not say
 * which it asked for.
 */
final class CapabilityNeeds {
    private static final int PRIVILEGED_PORTS = 1024;
    private static final String PREFIX = "CAP_";

    /** What a call that is recorded as a use of a privilege needs. */
    private static final Map<String, String> BY_PRIVILEGE = Map.ofEntries(
            // spotless:off
            Map.entry("setuid", "SETUID"), Map.entry("setreuid", "SETUID"), Map.entry("setresuid", "SETUID"),
            Map.entry("setfsuid", "SETUID"), Map.entry("setgid", "SETGID"), Map.entry("setregid", "SETGID"),
            Map.entry("setresgid", "SETGID"), Map.entry("setfsgid", "SETGID"), Map.entry("setgroups", "SETGID"),
            Map.entry("capset", "SETPCAP"), Map.entry("chroot", "SYS_CHROOT"), Map.entry("mount", "SYS_ADMIN"),
            Map.entry("umount", "SYS_ADMIN"), Map.entry("umount2", "SYS_ADMIN"), Map.entry("pivot_root", "SYS_ADMIN"),
            Map.entry("fsopen", "SYS_ADMIN"), Map.entry("fsmount", "SYS_ADMIN"), Map.entry("move_mount", "SYS_ADMIN"),
            Map.entry("open_tree", "SYS_ADMIN"), Map.entry("mount_setattr", "SYS_ADMIN"), Map.entry("fspick", "SYS_ADMIN"),
            Map.entry("unshare", "SYS_ADMIN"), Map.entry("setns", "SYS_ADMIN"), Map.entry("clone", "SYS_ADMIN"),
            Map.entry("clone3", "SYS_ADMIN"), Map.entry("sethostname", "SYS_ADMIN"), Map.entry("setdomainname", "SYS_ADMIN"),
            Map.entry("swapon", "SYS_ADMIN"), Map.entry("swapoff", "SYS_ADMIN"), Map.entry("fanotify_init", "SYS_ADMIN"),
            Map.entry("acct", "SYS_PACCT"), Map.entry("settimeofday", "SYS_TIME"), Map.entry("clock_settime", "SYS_TIME"),
            Map.entry("iopl", "SYS_RAWIO"), Map.entry("ioperm", "SYS_RAWIO"), Map.entry("reboot", "SYS_BOOT"),
            Map.entry("kexec_load", "SYS_BOOT"), Map.entry("kexec_file_load", "SYS_BOOT"), Map.entry("init_module", "SYS_MODULE"),
            Map.entry("finit_module", "SYS_MODULE"), Map.entry("delete_module", "SYS_MODULE"), Map.entry("ptrace", "SYS_PTRACE"),
            Map.entry("process_vm_readv", "SYS_PTRACE"), Map.entry("process_vm_writev", "SYS_PTRACE"),
            Map.entry("pidfd_getfd", "SYS_PTRACE"), Map.entry("perf_event_open", "PERFMON"), Map.entry("bpf", "BPF"),
            Map.entry("open_by_handle_at", "DAC_READ_SEARCH"), Map.entry("socket", "NET_RAW"));
            // spotless:on

    /** What other calls need, where they do to others' files or processes what their owner may. */
    private static final Map<String, String> BY_CALL = Map.ofEntries(
            // spotless:off
            Map.entry("chown", "CHOWN"), Map.entry("fchown", "CHOWN"), Map.entry("lchown", "CHOWN"), Map.entry("fchownat", "CHOWN"),
            Map.entry("kill", "KILL"), Map.entry("tkill", "KILL"), Map.entry("mknod", "MKNOD"), Map.entry("mknodat", "MKNOD"),
            Map.entry("setpriority", "SYS_NICE"), Map.entry("sched_setscheduler", "SYS_NICE"),
            Map.entry("prlimit64", "SYS_RESOURCE"), Map.entry("setrlimit", "SYS_RESOURCE"), Map.entry("mlock", "IPC_LOCK"),
            Map.entry("mlockall", "IPC_LOCK"));
            // spotless:on

    /** What root's access to files of others is by; no call names it. */
    private static final List<String> SILENT = List.of("DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID");

    /** Rules that a call needs beside its capability. */
    private static final Map<String, String> RULES = Map.of(
            "mount",
            "mount,",
            "umount",
            "umount,",
            "umount2",
            "umount,",
            "pivot_root",
            "pivot_root,",
            "ptrace",
            "ptrace,");

    private final SortedMap<String, Need> capabilities = new TreeMap<>();
    private final SortedMap<String, Need> rules = new TreeMap<>();
    private long effective;

    void take(Behaviour behaviour) {
        String capture = behaviour.recording().capture();
        for (Fact fact : behaviour.facts()) {
            if (fact instanceof Fact.User user) {
                effective |= user.capabilities();
            } else if (fact instanceof Fact.Privilege privilege) {
                add(BY_PRIVILEGE.get(privilege.call()), fact, capture);
                String rule = RULES.get(privilege.call());
                if (rule != null) {
                    rules.merge(rule, Need.of(fact.seen(), capture), Need::and);
                }
            } else if (fact instanceof Fact.Call call) {
                add(BY_CALL.get(call.name()), fact, capture);
            } else if (fact instanceof Fact.Listener listener) {
                boolean low = listener.port() > 0 && listener.port() < PRIVILEGED_PORTS;
                add(low ? "NET_BIND_SERVICE" : null, fact, capture);
            }
        }
    }

    private void add(@Nullable String capability, Fact fact, String capture) {
        if (capability != null && fact.seen().done() > 0) {
            capabilities.merge(capability, Need.of(fact.seen(), capture), Need::and);
        }
    }

    private boolean had(String capability) {
        int bit = KernelNames.CAPABILITIES.indexOf(PREFIX + capability);
        return bit >= 0 && (effective >>> bit & 1) != 0;
    }

    /** Lines of a profile. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        capabilities.forEach((name, need) -> {
            if (had(name)) {
                lines.add("capability " + name.toLowerCase(Locale.ROOT) + ", # " + need.words());
            }
        });
        List<String> silent = SILENT.stream().filter(this::had).toList();
        if (!silent.isEmpty()) {
            lines.add("# The programs had these; whether they needed them no recording shows.");
            silent.forEach(name -> lines.add("capability " + name.toLowerCase(Locale.ROOT) + ","));
        }
        rules.forEach((rule, need) -> lines.add(rule + " # " + need.words()));
        return lines;
    }
}
