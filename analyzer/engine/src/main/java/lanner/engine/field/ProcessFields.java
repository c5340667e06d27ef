package lanner.engine.field;

import static lanner.engine.field.Field.Scope.EVENT;
import static lanner.engine.field.Field.Scope.PROCESS;
import static lanner.engine.field.Field.Scope.THREAD;
import static lanner.engine.field.FieldRows.absent;
import static lanner.engine.field.FieldRows.ancestorNumber;
import static lanner.engine.field.FieldRows.ancestorText;
import static lanner.engine.field.FieldRows.bool;
import static lanner.engine.field.FieldRows.nonZero;
import static lanner.engine.field.FieldRows.number;
import static lanner.engine.field.FieldRows.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.capture.event.FlagSets;
import lanner.engine.state.EventContext;
import lanner.engine.state.FdInfo;
import lanner.engine.state.ProcessInfo;
import lanner.engine.text.Characters;
import org.jspecify.annotations.Nullable;

/** {@code proc.*} and {@code thread.*}: who made the call. */
final class ProcessFields {
    private static final long WRITABLE = FlagSets.EXECVE_FLAGS.value("EXE_WRITABLE");
    private static final long UPPER = FlagSets.EXECVE_FLAGS.value("EXE_UPPER_LAYER");
    private static final long LOWER = FlagSets.EXECVE_FLAGS.value("EXE_LOWER_LAYER");
    private static final long MEMFD = FlagSets.EXECVE_FLAGS.value("EXE_FROM_MEMFD");

    // spotless:off
    static final List<String> NAMES = List.of(
            "proc.exe", "proc.pexe", "proc.aexe", "proc.exepath", "proc.pexepath", "proc.aexepath", "proc.name", "proc.pname",
            "proc.aname", "proc.args", "proc.aargs", "proc.cmdline", "proc.pcmdline", "proc.acmdline", "proc.cmdnargs",
            "proc.cmdlenargs", "proc.exeline", "proc.env", "proc.aenv", "proc.cwd", "proc.loginshellid", "proc.tty",
            "proc.pid", "proc.ppid", "proc.apid", "proc.vpid", "proc.pvpid", "proc.sid", "proc.sname", "proc.sid.exe",
            "proc.sid.exepath", "proc.vpgid", "proc.vpgid.name", "proc.vpgid.exe", "proc.vpgid.exepath", "proc.pgid",
            "proc.pgid.name", "proc.pgid.exe", "proc.pgid.exepath", "proc.duration", "proc.ppid.duration", "proc.pid.ts",
            "proc.ppid.ts", "proc.is_exe_writable", "proc.is_exe_upper_layer", "proc.is_exe_lower_layer",
            "proc.is_exe_from_memfd", "proc.is_sid_leader", "proc.is_vpgid_leader", "proc.is_pgid_leader", "proc.exe_ino",
            "proc.exe_ino.ctime", "proc.exe_ino.mtime", "proc.exe_ino.ctime_duration_proc_start",
            "proc.exe_ino.ctime_duration_pidns_start", "proc.pidns_init_start_ts", "thread.cap_permitted",
            "thread.cap_inheritable", "thread.cap_effective", "proc.fdopencount", "proc.fdlimit", "proc.fdusage",
            "proc.vmsize", "proc.vmrss", "proc.vmswap", "thread.pfmajor", "thread.pfminor", "thread.tid", "thread.ismain",
            "thread.vtid", "thread.nametid", "thread.exectime", "thread.totexectime", "thread.cgroups", "thread.cgroup",
            "proc.nthreads", "proc.nchilds", "thread.cpu", "thread.cpu.user", "thread.cpu.system", "thread.vmsize",
            "thread.vmrss", "thread.vmsize.b", "thread.vmrss.b", "proc.stdin.type", "proc.stdout.type", "proc.stderr.type",
            "proc.stdin.name", "proc.stdout.name", "proc.stderr.name");
    // spotless:on

    /** The row of this name; null for none. */
    static @Nullable FieldSpec row(String name) {
        return switch (name) {
            case "proc.exe" ->
                text(
                        name,
                        PROCESS,
                        "The first argument as given to exec.",
                        c -> c.process().exe());
            case "proc.pexe" -> text(name, PROCESS, "The parent's first argument.", c -> ofParent(c, ProcessInfo::exe));
            case "proc.aexe" -> ancestorText(name, "An ancestor's first argument.", ProcessInfo::exe);
            case "proc.exepath" ->
                text(
                                name,
                                PROCESS,
                                "The path of the running program.",
                                c -> c.process().exepath())
                        .values(Domain.Form.ABSOLUTE_PATH);
            case "proc.pexepath" ->
                text(name, PROCESS, "The parent's program.", c -> ofParent(c, ProcessInfo::exepath))
                        .values(Domain.Form.ABSOLUTE_PATH);
            case "proc.aexepath" ->
                ancestorText(name, "An ancestor's program.", ProcessInfo::exepath)
                        .values(Domain.Form.ABSOLUTE_PATH);
            case "proc.name" ->
                text(
                                name,
                                PROCESS,
                                "The process's name, at most 15 bytes.",
                                c -> c.process().comm())
                        .values(Domain.Form.PROGRAM_NAME);
            case "proc.pname" ->
                text(name, PROCESS, "The parent's name.", c -> ofParent(c, ProcessInfo::comm))
                        .values(Domain.Form.PROGRAM_NAME);
            case "proc.aname" ->
                ancestorText(name, "An ancestor's name.", ProcessInfo::comm).values(Domain.Form.PROGRAM_NAME);
            case "proc.args" ->
                new FieldSpec(
                        name,
                        FieldType.TEXT,
                        FieldSpec.Argument.OPTIONAL,
                        Multiplicity.ONE,
                        PROCESS,
                        "The arguments behind the first, or one of them from 0.",
                        ProcessFields::arguments);
            case "proc.aargs" ->
                new FieldSpec(
                        name,
                        FieldType.TEXT,
                        FieldSpec.Argument.OPTIONAL,
                        Multiplicity.ONE,
                        PROCESS,
                        "An ancestor's arguments, or those of all joined with blanks.",
                        ProcessFields::ancestorArguments);
            case "proc.cmdline" ->
                text(
                        name,
                        PROCESS,
                        "The name and the arguments.",
                        c -> c.process().commandLine());
            case "proc.pcmdline" ->
                text(name, PROCESS, "The parent's name and arguments.", c -> ofParent(c, ProcessInfo::commandLine));
            case "proc.acmdline" -> ancestorText(name, "An ancestor's name and arguments.", ProcessInfo::commandLine);
            case "proc.cmdnargs" ->
                number(
                        name,
                        FieldType.UINT64,
                        PROCESS,
                        "How many arguments there are behind the first.",
                        c -> c.process().arguments().size());
            case "proc.cmdlenargs" ->
                number(
                        name,
                        FieldType.UINT64,
                        PROCESS,
                        "How long they are together.",
                        c -> c.process().arguments().stream()
                                .mapToLong(String::length)
                                .sum());
            case "proc.exeline" ->
                text(
                        name,
                        PROCESS,
                        "All arguments, the first included.",
                        c -> c.process().exeLine());
            case "proc.env" ->
                new FieldSpec(
                        name,
                        FieldType.TEXT,
                        FieldSpec.Argument.OPTIONAL,
                        Multiplicity.ONE,
                        PROCESS,
                        "The environment, or one variable. Empty unless it was recorded (record --env).",
                        argument -> environment(argument));
            case "proc.aenv" ->
                new FieldSpec(
                                name,
                                FieldType.TEXT,
                                FieldSpec.Argument.OPTIONAL,
                                Multiplicity.ANY_ANCESTOR,
                                PROCESS,
                                "An ancestor's environment, or a variable of the nearest that has it.",
                                ProcessFields::ancestorEnvironment)
                        .with(Field.Trait.NO_RHS, Field.Trait.NO_TRANSFORMER);
            case "proc.cwd" ->
                text(
                                name,
                                PROCESS,
                                "The working directory; ends with a slash.",
                                c -> c.thread().cwd())
                        .values(Domain.Form.DIRECTORY_WITH_SLASH);
            case "proc.loginshellid" ->
                number(name, FieldType.INT64, PROCESS, "The eldest shell among the ancestors.", c -> {
                    long eldest = Extractor.MISSING;
                    int steps = 0;
                    for (ProcessInfo at = c.process();
                            at != null && steps++ < FieldRows.MAX_ANCESTORS;
                            at = at.parent()) {
                        if (at.comm().endsWith("sh")) {
                            eldest = at.pid();
                        }
                    }
                    return eldest;
                });
            case "proc.tty" ->
                number(
                        name,
                        FieldType.UINT32,
                        PROCESS,
                        "The terminal's device number; 0 for none.",
                        c -> c.process().tty());
            case "proc.pid" ->
                number(
                                name,
                                FieldType.INT64,
                                PROCESS,
                                "The process.",
                                c -> c.process().pid())
                        .values(Domain.IDS);
            case "proc.ppid" ->
                number(
                                name,
                                FieldType.INT64,
                                PROCESS,
                                "The parent process.",
                                c -> c.process().ppid())
                        .values(Domain.IDS);
            case "proc.apid" ->
                ancestorNumber(name, "An ancestor's id.", process -> (long) process.pid())
                        .values(Domain.IDS);
            case "proc.vpid" ->
                number(
                                name,
                                FieldType.INT64,
                                PROCESS,
                                "The process in its own namespace.",
                                c -> c.process().vpid())
                        .values(Domain.IDS);
            case "proc.pvpid" ->
                number(
                                name,
                                FieldType.INT64,
                                PROCESS,
                                "The parent in its own namespace.",
                                c -> c.process().parent() == null
                                        ? Extractor.MISSING
                                        : c.process().parent().vpid())
                        .values(Domain.IDS);
            case "proc.sid" ->
                number(
                                name,
                                FieldType.INT64,
                                PROCESS,
                                "The session.",
                                c -> c.process().sid())
                        .values(Domain.IDS);
            case "proc.sname" ->
                text(name, PROCESS, "The session leader's name.", c -> ofSession(c, ProcessInfo::comm))
                        .values(Domain.Form.PROGRAM_NAME);
            case "proc.sid.exe" ->
                text(name, PROCESS, "The session leader's first argument.", c -> ofSession(c, ProcessInfo::exe));
            case "proc.sid.exepath" ->
                text(name, PROCESS, "The session leader's program.", c -> ofSession(c, ProcessInfo::exepath))
                        .values(Domain.Form.ABSOLUTE_PATH);
            case "proc.vpgid" ->
                number(
                                name,
                                FieldType.INT64,
                                PROCESS,
                                "The process group in its own namespace.",
                                c -> c.process().vpgid())
                        .values(Domain.IDS);
            case "proc.vpgid.name" ->
                text(name, PROCESS, "The group leader's name.", c -> ofGroup(c, ProcessInfo::comm))
                        .values(Domain.Form.PROGRAM_NAME);
            case "proc.vpgid.exe" ->
                text(name, PROCESS, "The group leader's first argument.", c -> ofGroup(c, ProcessInfo::exe));
            case "proc.vpgid.exepath" ->
                text(name, PROCESS, "The group leader's program.", c -> ofGroup(c, ProcessInfo::exepath))
                        .values(Domain.Form.ABSOLUTE_PATH);
            case "proc.pgid" ->
                number(
                        name,
                        FieldType.INT64,
                        PROCESS,
                        "The process group.",
                        c -> c.process().pgid());
            case "proc.pgid.name" ->
                text(name, PROCESS, "The group leader's name.", c -> ofGroup(c, ProcessInfo::comm))
                        .values(Domain.Form.PROGRAM_NAME);
            case "proc.pgid.exe" ->
                text(name, PROCESS, "The group leader's first argument.", c -> ofGroup(c, ProcessInfo::exe));
            case "proc.pgid.exepath" ->
                text(name, PROCESS, "The group leader's program.", c -> ofGroup(c, ProcessInfo::exepath))
                        .values(Domain.Form.ABSOLUTE_PATH);
            case "proc.duration" ->
                number(
                        name,
                        FieldType.RELTIME,
                        THREAD,
                        "Nanoseconds since the process began.",
                        c -> since(c, c.process()));
            case "proc.ppid.duration" ->
                number(
                        name,
                        FieldType.RELTIME,
                        THREAD,
                        "Nanoseconds since the parent began.",
                        c -> c.process().parent() == null
                                ? Extractor.MISSING
                                : since(c, c.process().parent()));
            case "proc.pid.ts" ->
                nonZero(
                        name,
                        FieldType.RELTIME,
                        PROCESS,
                        "When the process began, nanoseconds since 1970.",
                        c -> c.process().startTime());
            case "proc.ppid.ts" ->
                nonZero(
                        name,
                        FieldType.RELTIME,
                        PROCESS,
                        "When the parent began.",
                        c -> c.process().parent() == null
                                ? 0
                                : c.process().parent().startTime());
            case "proc.is_exe_writable" -> flag(name, WRITABLE, "Whether its user may write the program's file.");
            case "proc.is_exe_upper_layer" ->
                flag(name, UPPER, "Whether the program was added to its container's image.");
            case "proc.is_exe_lower_layer" ->
                flag(name, LOWER, "Whether the program is part of its container's image.");
            case "proc.is_exe_from_memfd" -> flag(name, MEMFD, "Whether the program lies in memory only.");
            case "proc.is_sid_leader" ->
                bool(
                        name,
                        PROCESS,
                        "Whether it leads its session.",
                        c -> c.process().sid() == c.process().vpid());
            case "proc.is_vpgid_leader" ->
                bool(
                        name,
                        PROCESS,
                        "Whether it leads its group, by the ids of its namespace.",
                        c -> c.process().vpgid() == c.process().vpid());
            case "proc.is_pgid_leader" ->
                bool(
                        name,
                        PROCESS,
                        "Whether it leads its group.",
                        c -> c.process().pgid() == c.process().pid());
            case "proc.exe_ino" ->
                nonZero(
                        name,
                        FieldType.INT64,
                        PROCESS,
                        "The inode of the program's file.",
                        c -> c.process().exeIno());
            case "proc.exe_ino.ctime" ->
                nonZero(
                        name,
                        FieldType.ABSTIME,
                        PROCESS,
                        "When that inode last changed.",
                        c -> c.process().exeCtime());
            case "proc.exe_ino.mtime" ->
                nonZero(
                        name,
                        FieldType.ABSTIME,
                        PROCESS,
                        "When that file was last written.",
                        c -> c.process().exeMtime());
            case "proc.exe_ino.ctime_duration_proc_start" ->
                nonZero(
                        name,
                        FieldType.ABSTIME,
                        PROCESS,
                        "From that change to the process's begin.",
                        c -> c.process().exeCtime() == 0 || c.process().startTime() == 0
                                ? 0
                                : c.process().startTime() - c.process().exeCtime());
            case "proc.exe_ino.ctime_duration_pidns_start" ->
                nonZero(
                        name,
                        FieldType.ABSTIME,
                        PROCESS,
                        "From the begin of the namespace to that change.",
                        c -> c.process().exeCtime() == 0 || c.process().pidNamespaceStart() == 0
                                ? 0
                                : c.process().exeCtime() - c.process().pidNamespaceStart());
            case "proc.pidns_init_start_ts" ->
                nonZero(
                        name,
                        FieldType.UINT64,
                        PROCESS,
                        "When the process's namespace began.",
                        c -> c.process().pidNamespaceStart());
            case "thread.cap_permitted" ->
                text(
                                name,
                                PROCESS,
                                "The permitted capabilities.",
                                c -> capabilities(c.thread().capPermitted()))
                        .values(Domain.Form.CAPABILITIES);
            case "thread.cap_inheritable" ->
                text(
                                name,
                                PROCESS,
                                "The inheritable capabilities.",
                                c -> capabilities(c.thread().capInheritable()))
                        .values(Domain.Form.CAPABILITIES);
            case "thread.cap_effective" ->
                text(
                                name,
                                PROCESS,
                                "The effective capabilities.",
                                c -> capabilities(c.thread().capEffective()))
                        .values(Domain.Form.CAPABILITIES);
            case "proc.fdopencount" ->
                number(
                        name,
                        FieldType.UINT64,
                        EVENT,
                        "How many descriptors are open.",
                        c -> c.thread().descriptors().size());
            case "proc.fdlimit" ->
                number(
                        name,
                        FieldType.INT64,
                        EVENT,
                        "How many may be.",
                        c -> c.process().fdlimit());
            case "proc.fdusage" ->
                FieldRows.plain(name, FieldType.DOUBLE, EVENT, "The one in percent of the other.", (Extractor.OfDouble)
                        c -> c.process().fdlimit() <= 0
                                ? 0
                                : 100.0
                                        * c.thread().descriptors().size()
                                        / c.process().fdlimit());
            case "proc.vmsize" ->
                number(
                        name,
                        FieldType.UINT64,
                        THREAD,
                        "Virtual memory at the last exec, KiB.",
                        c -> c.process().vmSize());
            case "proc.vmrss" ->
                number(
                        name,
                        FieldType.UINT64,
                        THREAD,
                        "Resident memory at the last exec, KiB.",
                        c -> c.process().vmRss());
            case "proc.vmswap" ->
                number(
                        name,
                        FieldType.UINT64,
                        THREAD,
                        "Swapped memory at the last exec, KiB.",
                        c -> c.process().vmSwap());
            case "thread.pfmajor" ->
                number(
                        name,
                        FieldType.UINT64,
                        THREAD,
                        "Major page faults at the last exec.",
                        c -> c.process().majorFaults());
            case "thread.pfminor" ->
                number(
                        name,
                        FieldType.UINT64,
                        THREAD,
                        "Minor page faults at the last exec.",
                        c -> c.process().minorFaults());
            case "thread.tid" ->
                number(
                                name,
                                FieldType.INT64,
                                THREAD,
                                "The thread.",
                                c -> c.thread().tid())
                        .values(Domain.IDS);
            case "thread.ismain" ->
                bool(
                        name,
                        THREAD,
                        "Whether it is its process's first.",
                        c -> c.thread().isMain());
            case "thread.vtid" ->
                number(
                                name,
                                FieldType.INT64,
                                THREAD,
                                "The thread in its own namespace.",
                                c -> c.thread().vtid())
                        .values(Domain.IDS);
            case "thread.nametid" ->
                text(
                                name,
                                THREAD,
                                "The name and the thread's number.",
                                c -> c.process().comm() + c.thread().tid())
                        .with(Field.Trait.UNLISTED);
            case "thread.exectime" -> absent(name, FieldType.RELTIME, "Time slices are not recorded.");
            case "thread.totexectime" -> absent(name, FieldType.RELTIME, "Time slices are not recorded.");
            case "thread.cgroups" ->
                text(
                        name,
                        PROCESS,
                        "The control groups as subsystem=path.",
                        c -> c.process().cgroups().isEmpty()
                                ? null
                                : String.join(" ", c.process().cgroups()));
            case "thread.cgroup" ->
                new FieldSpec(
                        name,
                        FieldType.TEXT,
                        FieldSpec.Argument.AFTER_DOT,
                        Multiplicity.ONE,
                        PROCESS,
                        "The control group of one subsystem.",
                        argument -> {
                            String subsystem = argument.orElseThrow();
                            return reading(c -> c.process().cgroupPaths().get(subsystem));
                        });
            case "proc.nthreads" ->
                number(
                        name,
                        FieldType.UINT64,
                        THREAD,
                        "How many threads the process has.",
                        c -> c.process().threads());
            case "proc.nchilds" ->
                number(
                        name,
                        FieldType.UINT64,
                        THREAD,
                        "The same without the first.",
                        c -> Math.max(0, c.process().threads() - 1));
            case "thread.cpu" -> absent(name, FieldType.DOUBLE, "Processor use is not recorded.");
            case "thread.cpu.user" -> absent(name, FieldType.DOUBLE, "Processor use is not recorded.");
            case "thread.cpu.system" -> absent(name, FieldType.DOUBLE, "Processor use is not recorded.");
            case "thread.vmsize" ->
                number(
                        name,
                        FieldType.UINT64,
                        THREAD,
                        "Virtual memory, KiB; 0 but for the first thread.",
                        c -> c.thread().isMain() ? c.process().vmSize() : 0);
            case "thread.vmrss" ->
                number(
                        name,
                        FieldType.UINT64,
                        THREAD,
                        "Resident memory, KiB; 0 but for the first thread.",
                        c -> c.thread().isMain() ? c.process().vmRss() : 0);
            case "thread.vmsize.b" ->
                number(
                                name,
                                FieldType.UINT64,
                                THREAD,
                                "thread.vmsize in bytes.",
                                c -> c.thread().isMain() ? c.process().vmSize() * 1024 : 0)
                        .with(Field.Trait.UNLISTED);
            case "thread.vmrss.b" ->
                number(
                                name,
                                FieldType.UINT64,
                                THREAD,
                                "thread.vmrss in bytes.",
                                c -> c.thread().isMain() ? c.process().vmRss() * 1024 : 0)
                        .with(Field.Trait.UNLISTED);
            case "proc.stdin.type" ->
                text(name, EVENT, "What descriptor 0 leads to.", c -> standard(c, 0, true))
                        .values(Domain.descriptorKinds());
            case "proc.stdout.type" ->
                text(name, EVENT, "What descriptor 1 leads to.", c -> standard(c, 1, true))
                        .values(Domain.descriptorKinds());
            case "proc.stderr.type" ->
                text(name, EVENT, "What descriptor 2 leads to.", c -> standard(c, 2, true))
                        .values(Domain.descriptorKinds());
            case "proc.stdin.name" -> text(name, EVENT, "The name of descriptor 0.", c -> standard(c, 0, false));
            case "proc.stdout.name" -> text(name, EVENT, "The name of descriptor 1.", c -> standard(c, 1, false));
            case "proc.stderr.name" -> text(name, EVENT, "The name of descriptor 2.", c -> standard(c, 2, false));
            default -> null;
        };
    }

    private ProcessFields() {}

    private static FieldSpec flag(String name, long bit, String documentation) {
        return bool(name, PROCESS, documentation, c -> (c.process().flags() & bit) != 0);
    }

    private static FieldSpec.Reading reading(FieldRows.ToText get) {
        Extractor.OfText extractor = get::get;
        return new FieldSpec.Reading(extractor, FieldType.TEXT, Multiplicity.ONE, null);
    }

    private static FieldSpec.Reading arguments(Optional<String> argument) throws UnknownFieldException {
        if (argument.isEmpty()) {
            return reading(c -> c.process().joinedArguments());
        }
        int index = FieldRows.level("proc.args", argument);
        return reading(c ->
                index < c.process().arguments().size() ? c.process().arguments().get(index) : "");
    }

    private static FieldSpec.Reading ancestorArguments(Optional<String> argument) throws UnknownFieldException {
        if (argument.isPresent()) {
            int level = FieldRows.level("proc.aargs", argument);
            return reading(c -> {
                ProcessInfo process = c.process().ancestor(level);
                return process == null ? null : process.joinedArguments();
            });
        }
        return reading(c -> {
            List<String> all = new ArrayList<>();
            for (ProcessInfo at = c.process().parent();
                    at != null && all.size() < FieldRows.MAX_ANCESTORS;
                    at = at.parent()) {
                all.add(at.joinedArguments());
            }
            return all.isEmpty() ? null : String.join(" ", all);
        });
    }

    private static FieldSpec.Reading environment(Optional<String> argument) {
        if (argument.isEmpty()) {
            return reading(c -> String.join(" ", c.process().environment()));
        }
        String name = argument.get();
        return reading(c -> {
            String value = variable(c.process(), name);
            return value == null ? "" : value;
        });
    }

    private static FieldSpec.Reading ancestorEnvironment(Optional<String> argument) throws UnknownFieldException {
        if (argument.isEmpty()) {
            Extractor.OfMany all = (c, values) -> {
                for (ProcessInfo at = c.process().parent();
                        at != null && values.size() < FieldRows.MAX_ANCESTORS;
                        at = at.parent()) {
                    values.add(String.join(" ", at.environment()));
                }
                return values.size() > 0;
            };
            return new FieldSpec.Reading(all, FieldType.TEXT, Multiplicity.ANY_ANCESTOR, null);
        }
        if (Characters.areDigits(argument.get(), 9)) {
            int level = FieldRows.level("proc.aenv", argument);
            return reading(c -> {
                ProcessInfo process = c.process().ancestor(level);
                return process == null ? null : String.join(" ", process.environment());
            });
        }
        String name = argument.get();
        return reading(c -> {
            int steps = 0;
            for (ProcessInfo at = c.process().parent();
                    at != null && steps++ < FieldRows.MAX_ANCESTORS;
                    at = at.parent()) {
                String value = variable(at, name);
                if (value != null) {
                    return value;
                }
            }
            return "";
        });
    }

    private static @Nullable String variable(ProcessInfo process, String name) {
        for (String item : process.environment()) {
            if (item.length() > name.length() && item.startsWith(name) && item.charAt(name.length()) == '=') {
                return item.substring(name.length() + 1);
            }
        }
        return null;
    }

    private static @Nullable String ofParent(EventContext c, FieldRows.OfProcess<String> get) {
        ProcessInfo parent = c.process().parent();
        return parent == null ? null : get.get(parent);
    }

    private static String ofSession(EventContext c, FieldRows.OfProcess<String> get) {
        ProcessInfo process = c.process();
        ProcessInfo leader = c.state().process(process.sid());
        if (leader == null) {
            int steps = 0;
            for (ProcessInfo at = process;
                    at != null && at.sid() == process.sid() && steps++ < FieldRows.MAX_ANCESTORS;
                    at = at.parent()) {
                leader = at;
            }
        }
        return leader == null ? "" : get.get(leader);
    }

    private static String ofGroup(EventContext c, FieldRows.OfProcess<String> get) {
        ProcessInfo leader = c.state().process(c.process().pgid());
        return leader == null ? "" : get.get(leader);
    }

    private static long since(EventContext c, ProcessInfo process) {
        return process.startTime() == 0 ? Extractor.MISSING : c.event().time() - process.startTime();
    }

    private static String capabilities(long set) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < KernelNames.CAPABILITIES.size(); i++) {
            if ((set & 1L << i) != 0) {
                if (text.length() > 0) {
                    text.append(' ');
                }
                text.append(KernelNames.CAPABILITIES.get(i));
            }
        }
        return text.toString();
    }

    private static @Nullable String standard(EventContext c, int number, boolean type) {
        FdInfo fd = c.thread().descriptors().get(number);
        return fd == null ? null : type ? fd.kind().word() : fd.name();
    }
}
