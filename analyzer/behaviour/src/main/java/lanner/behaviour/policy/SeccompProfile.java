package lanner.behaviour.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import lanner.behaviour.fact.Abi;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.fact.Fact;
import lanner.engine.json.JsonText;

/**
 * The system calls that recordings made, as a seccomp profile of the OCI runtime specification (config-linux.md, "Seccomp"),
 * which runc, crun, containerd, Docker, Podman and Kubernetes take.
 */
public final class SeccompProfile {
    /** What becomes of a call that is not allowed. */
    public enum Denial {
        /** It fails with ENOSYS, as on a kernel without it: libraries then do without where they can. */
        ERRNO("SCMP_ACT_ERRNO"),
        /** It ends the process. */
        KILL("SCMP_ACT_KILL_PROCESS"),
        /** It is made, and the kernel's log says so: to try a profile. */
        LOG("SCMP_ACT_LOG");

        private final String action;

        Denial(String action) {
            this.action = action;
        }
    }

    private static final int ENOSYS = 38;

    /**
     * What a program does without a line of its own: it ends, returns from handlers, resumes what a stop interrupted; and
     * what a time source of another machine makes a call of that is none here (vdso(7)).
     */
    private static final List<String> ALWAYS = List.of(
            "clock_getres",
            "clock_gettime",
            "exit",
            "exit_group",
            "getcpu",
            "gettimeofday",
            "restart_syscall",
            "rt_sigreturn",
            "sigreturn",
            "time");

    /** What a container's runtime still does when the profile is in force already: up to its execve(2). */
    private static final List<String> RUNTIME = List.of(
            "capget",
            "capset",
            "chdir",
            "close",
            "close_range",
            "dup3",
            "epoll_ctl",
            "epoll_pwait",
            "execve",
            "faccessat2",
            "fchdir",
            "fcntl",
            "fstat",
            "fstatfs",
            "futex",
            "getdents64",
            "getpid",
            "getppid",
            "newfstatat",
            "openat",
            "prctl",
            "read",
            "readlinkat",
            "sched_yield",
            "setgid",
            "setgroups",
            "setuid",
            "tgkill",
            "write");

    private final Set<Abi> abis = EnumSet.noneOf(Abi.class);
    private final SortedMap<String, Need> calls = new TreeMap<>();

    private SeccompProfile() {}

    /** The calls that these recordings made, whatever came of them. */
    public static SeccompProfile of(Collection<Behaviour> behaviours) {
        SeccompProfile profile = new SeccompProfile();
        for (Behaviour behaviour : behaviours) {
            for (Fact fact : behaviour.facts()) {
                if (fact instanceof Fact.Call call) {
                    profile.abis.add(call.abi());
                    Need need = Need.of(call.seen(), behaviour.recording().capture());
                    call.kernelNames().forEach(name -> profile.calls.merge(name, need, Need::and));
                }
            }
        }
        return profile;
    }

    /** Each call that was made, by its name, and where it was. */
    public SortedMap<String, Need> calls() {
        return Collections.unmodifiableSortedMap(calls);
    }

    /** The calls that are allowed beside those that were made: for every program, and for a container's runtime. */
    public Set<String> others() {
        Set<String> others = new TreeSet<>(ALWAYS);
        others.addAll(RUNTIME);
        others.removeAll(calls.keySet());
        return others;
    }

    /** The profile's text: JSON, a call a line, in the order of the alphabet. */
    public String json(Denial denial) {
        StringBuilder text = new StringBuilder("{\n");
        text.append("  \"defaultAction\": \"").append(denial.action).append("\",\n");
        if (denial == Denial.ERRNO) {
            text.append("  \"defaultErrnoRet\": ").append(ENOSYS).append(",\n");
        }
        text.append("  \"architectures\": ")
                .append(list(architectures(), "    "))
                .append(",\n");
        text.append("  \"syscalls\": [\n");
        Set<String> others = others();
        allow(calls.keySet(), text);
        if (!others.isEmpty()) {
            text.append(",\n");
            allow(others, text);
        }
        return text.append("\n  ]\n}\n").toString();
    }

    private List<String> architectures() {
        return abis.stream().map(SeccompArchitecture::of).toList();
    }

    private static void allow(Collection<String> names, StringBuilder text) {
        text.append("    {\n      \"names\": ").append(list(names, "        "));
        text.append(",\n      \"action\": \"SCMP_ACT_ALLOW\"\n    }");
    }

    private static String list(Collection<String> words, String indent) {
        StringBuilder text = new StringBuilder("[");
        String between = "\n";
        for (String word : words) {
            text.append(between).append(indent).append(JsonText.write(word));
            between = ",\n";
        }
        return text.append('\n')
                .append(indent, 0, indent.length() - 2)
                .append(']')
                .toString();
    }

    /** What each call is allowed for, in the order of the alphabet. */
    public Map<String, String> reasons() {
        SortedMap<String, String> reasons = new TreeMap<>();
        calls.forEach((name, need) -> reasons.put(name, need.words()));
        for (String name : others()) {
            reasons.put(
                    name,
                    ALWAYS.contains(name) ? "not recorded: every program" : "not recorded: a container's runtime");
        }
        return new LinkedHashMap<>(reasons);
    }
}
