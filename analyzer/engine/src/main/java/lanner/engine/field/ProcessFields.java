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
import org.jspecify.annotations.Nullable;

/** {@code proc.*} and {@code thread.*}: who made the call. */
final class ProcessFields {
    private static final long WRITABLE = FlagSets.EXECVE_FLAGS.value("EXE_WRITABLE");
    private static final long UPPER = FlagSets.EXECVE_FLAGS.value("EXE_UPPER_LAYER");
    private static final long LOWER = FlagSets.EXECVE_FLAGS.value("EXE_LOWER_LAYER");
    private static final long MEMFD = FlagSets.EXECVE_FLAGS.value("EXE_FROM_MEMFD");

    static final List<FieldSpec> ROWS = List.of(
            text(
                    "proc.exe",
                    PROCESS,
                    "The first argument as given to exec.",
                    c -> c.process().exe()),
            text("proc.pexe", PROCESS, "The parent's first argument.", c -> ofParent(c, ProcessInfo::exe)),
            ancestorText("proc.aexe", "An ancestor's first argument.", ProcessInfo::exe),
            text(
                            "proc.exepath",
                            PROCESS,
                            "The path of the running program.",
                            c -> c.process().exepath())
                    .values(Domain.Form.ABSOLUTE_PATH),
            text("proc.pexepath", PROCESS, "The parent's program.", c -> ofParent(c, ProcessInfo::exepath))
                    .values(Domain.Form.ABSOLUTE_PATH),
            ancestorText("proc.aexepath", "An ancestor's program.", ProcessInfo::exepath)
                    .values(Domain.Form.ABSOLUTE_PATH),
            text(
                            "proc.name",
                            PROCESS,
                            "The process's name, at most 15 bytes.",
                            c -> c.process().comm())
                    .values(Domain.Form.PROGRAM_NAME),
            text("proc.pname", PROCESS, "The parent's name.", c -> ofParent(c, ProcessInfo::comm))
                    .values(Domain.Form.PROGRAM_NAME),
            ancestorText("proc.aname", "An ancestor's name.", ProcessInfo::comm).values(Domain.Form.PROGRAM_NAME),
            new FieldSpec(
                    "proc.args",
                    FieldType.TEXT,
                    FieldSpec.Argument.OPTIONAL,
                    Multiplicity.ONE,
                    PROCESS,
                    "The arguments behind the first, or one of them from 0.",
                    ProcessFields::arguments),
            new FieldSpec(
                    "proc.aargs",
                    FieldType.TEXT,
                    FieldSpec.Argument.OPTIONAL,
                    Multiplicity.ONE,
                    PROCESS,
                    "An ancestor's arguments, or those of all joined with blanks.",
                    ProcessFields::ancestorArguments),
            text(
                    "proc.cmdline",
                    PROCESS,
                    "The name and the arguments.",
                    c -> c.process().commandLine()),
            text(
                    "proc.pcmdline",
                    PROCESS,
                    "The parent's name and arguments.",
                    c -> ofParent(c, ProcessInfo::commandLine)),
            ancestorText("proc.acmdline", "An ancestor's name and arguments.", ProcessInfo::commandLine),
            number(
                    "proc.cmdnargs",
                    FieldType.UINT64,
                    PROCESS,
                    "How many arguments there are behind the first.",
                    c -> c.process().arguments().size()),
            number(
                    "proc.cmdlenargs",
                    FieldType.UINT64,
                    PROCESS,
                    "How long they are together.",
                    c -> c.process().arguments().stream()
                            .mapToLong(String::length)
                            .sum()),
            text(
                    "proc.exeline",
                    PROCESS,
                    "All arguments, the first included.",
                    c -> c.process().exeLine()),
            new FieldSpec(
                    "proc.env",
                    FieldType.TEXT,
                    FieldSpec.Argument.OPTIONAL,
                    Multiplicity.ONE,
                    PROCESS,
                    "The environment, or one variable. Empty unless it was recorded (record --env).",
                    argument -> environment(argument)),
            new FieldSpec(
                            "proc.aenv",
                            FieldType.TEXT,
                            FieldSpec.Argument.OPTIONAL,
                            Multiplicity.ANY_ANCESTOR,
                            PROCESS,
                            "An ancestor's environment, or a variable of the nearest that has it.",
                            ProcessFields::ancestorEnvironment)
                    .with(Field.Trait.NO_RHS, Field.Trait.NO_TRANSFORMER),
            text(
                            "proc.cwd",
                            PROCESS,
                            "The working directory; ends with a slash.",
                            c -> c.thread().cwd())
                    .values(Domain.Form.DIRECTORY_WITH_SLASH),
            number("proc.loginshellid", FieldType.INT64, PROCESS, "The eldest shell among the ancestors.", c -> {
                long eldest = Extractor.MISSING;
                int steps = 0;
                for (ProcessInfo at = c.process(); at != null && steps++ < FieldRows.MAX_ANCESTORS; at = at.parent()) {
                    if (at.comm().endsWith("sh")) {
                        eldest = at.pid();
                    }
                }
                return eldest;
            }),
            number(
                    "proc.tty",
                    FieldType.UINT32,
                    PROCESS,
                    "The terminal's device number; 0 for none.",
                    c -> c.process().tty()),
            number(
                            "proc.pid",
                            FieldType.INT64,
                            PROCESS,
                            "The process.",
                            c -> c.process().pid())
                    .values(Domain.IDS),
            number(
                            "proc.ppid",
                            FieldType.INT64,
                            PROCESS,
                            "The parent process.",
                            c -> c.process().ppid())
                    .values(Domain.IDS),
            ancestorNumber("proc.apid", "An ancestor's id.", process -> (long) process.pid())
                    .values(Domain.IDS),
            number(
                            "proc.vpid",
                            FieldType.INT64,
                            PROCESS,
                            "The process in its own namespace.",
                            c -> c.process().vpid())
                    .values(Domain.IDS),
            number(
                            "proc.pvpid",
                            FieldType.INT64,
                            PROCESS,
                            "The parent in its own namespace.",
                            c -> c.process().parent() == null
                                    ? Extractor.MISSING
                                    : c.process().parent().vpid())
                    .values(Domain.IDS),
            number(
                            "proc.sid",
                            FieldType.INT64,
                            PROCESS,
                            "The session.",
                            c -> c.process().sid())
                    .values(Domain.IDS),
            text("proc.sname", PROCESS, "The session leader's name.", c -> ofSession(c, ProcessInfo::comm))
                    .values(Domain.Form.PROGRAM_NAME),
            text("proc.sid.exe", PROCESS, "The session leader's first argument.", c -> ofSession(c, ProcessInfo::exe)),
            text("proc.sid.exepath", PROCESS, "The session leader's program.", c -> ofSession(c, ProcessInfo::exepath))
                    .values(Domain.Form.ABSOLUTE_PATH),
            number(
                            "proc.vpgid",
                            FieldType.INT64,
                            PROCESS,
                            "The process group in its own namespace.",
                            c -> c.process().vpgid())
                    .values(Domain.IDS),
            text("proc.vpgid.name", PROCESS, "The group leader's name.", c -> ofGroup(c, ProcessInfo::comm))
                    .values(Domain.Form.PROGRAM_NAME),
            text("proc.vpgid.exe", PROCESS, "The group leader's first argument.", c -> ofGroup(c, ProcessInfo::exe)),
            text("proc.vpgid.exepath", PROCESS, "The group leader's program.", c -> ofGroup(c, ProcessInfo::exepath))
                    .values(Domain.Form.ABSOLUTE_PATH),
            number(
                    "proc.pgid",
                    FieldType.INT64,
                    PROCESS,
                    "The process group.",
                    c -> c.process().pgid()),
            text("proc.pgid.name", PROCESS, "The group leader's name.", c -> ofGroup(c, ProcessInfo::comm))
                    .values(Domain.Form.PROGRAM_NAME),
            text("proc.pgid.exe", PROCESS, "The group leader's first argument.", c -> ofGroup(c, ProcessInfo::exe)),
            text("proc.pgid.exepath", PROCESS, "The group leader's program.", c -> ofGroup(c, ProcessInfo::exepath))
                    .values(Domain.Form.ABSOLUTE_PATH),
            number(
                    "proc.duration",
                    FieldType.RELTIME,
                    THREAD,
                    "Nanoseconds since the process began.",
                    c -> since(c, c.process())),
            number(
                    "proc.ppid.duration",
                    FieldType.RELTIME,
                    THREAD,
                    "Nanoseconds since the parent began.",
                    c -> c.process().parent() == null
                            ? Extractor.MISSING
                            : since(c, c.process().parent())),
            nonZero(
                    "proc.pid.ts",
                    FieldType.RELTIME,
                    PROCESS,
                    "When the process began, nanoseconds since 1970.",
                    c -> c.process().startTime()),
            nonZero(
                    "proc.ppid.ts",
                    FieldType.RELTIME,
                    PROCESS,
                    "When the parent began.",
                    c -> c.process().parent() == null ? 0 : c.process().parent().startTime()),
            flag("proc.is_exe_writable", WRITABLE, "Whether its user may write the program's file."),
            flag("proc.is_exe_upper_layer", UPPER, "Whether the program was added to its container's image."),
            flag("proc.is_exe_lower_layer", LOWER, "Whether the program is part of its container's image."),
            flag("proc.is_exe_from_memfd", MEMFD, "Whether the program lies in memory only."),
            bool(
                    "proc.is_sid_leader",
                    PROCESS,
                    "Whether it leads its session.",
                    c -> c.process().sid() == c.process().vpid()),
            bool(
                    "proc.is_vpgid_leader",
                    PROCESS,
                    "Whether it leads its group, by the ids of its namespace.",
                    c -> c.process().vpgid() == c.process().vpid()),
            bool(
                    "proc.is_pgid_leader",
                    PROCESS,
                    "Whether it leads its group.",
                    c -> c.process().pgid() == c.process().pid()),
            nonZero(
                    "proc.exe_ino",
                    FieldType.INT64,
                    PROCESS,
                    "The inode of the program's file.",
                    c -> c.process().exeIno()),
            nonZero(
                    "proc.exe_ino.ctime",
                    FieldType.ABSTIME,
                    PROCESS,
                    "When that inode last changed.",
                    c -> c.process().exeCtime()),
            nonZero(
                    "proc.exe_ino.mtime",
                    FieldType.ABSTIME,
                    PROCESS,
                    "When that file was last written.",
                    c -> c.process().exeMtime()),
            nonZero(
                    "proc.exe_ino.ctime_duration_proc_start",
                    FieldType.ABSTIME,
                    PROCESS,
                    "From that change to the process's begin.",
                    c -> c.process().exeCtime() == 0 || c.process().startTime() == 0
                            ? 0
                            : c.process().startTime() - c.process().exeCtime()),
            nonZero(
                    "proc.exe_ino.ctime_duration_pidns_start",
                    FieldType.ABSTIME,
                    PROCESS,
                    "From the begin of the namespace to that change.",
                    c -> c.process().exeCtime() == 0 || c.process().pidNamespaceStart() == 0
                            ? 0
                            : c.process().exeCtime() - c.process().pidNamespaceStart()),
            nonZero(
                    "proc.pidns_init_start_ts",
                    FieldType.UINT64,
                    PROCESS,
                    "When the process's namespace began.",
                    c -> c.process().pidNamespaceStart()),
            text(
                            "thread.cap_permitted",
                            PROCESS,
                            "The permitted capabilities.",
                            c -> capabilities(c.thread().capPermitted()))
                    .values(Domain.Form.CAPABILITIES),
            text(
                            "thread.cap_inheritable",
                            PROCESS,
                            "The inheritable capabilities.",
                            c -> capabilities(c.thread().capInheritable()))
                    .values(Domain.Form.CAPABILITIES),
            text(
                            "thread.cap_effective",
                            PROCESS,
                            "The effective capabilities.",
                            c -> capabilities(c.thread().capEffective()))
                    .values(Domain.Form.CAPABILITIES),
            number(
                    "proc.fdopencount",
                    FieldType.UINT64,
                    EVENT,
                    "How many descriptors are open.",
                    c -> c.thread().descriptors().size()),
            number(
                    "proc.fdlimit",
                    FieldType.INT64,
                    EVENT,
                    "How many may be.",
                    c -> c.process().fdlimit()),
            FieldRows.plain(
                    "proc.fdusage", FieldType.DOUBLE, EVENT, "The one in percent of the other.", (Extractor.OfDouble)
                            c -> c.process().fdlimit() <= 0
                                    ? 0
                                    : 100.0
                                            * c.thread().descriptors().size()
                                            / c.process().fdlimit()),
            number(
                    "proc.vmsize",
                    FieldType.UINT64,
                    THREAD,
                    "Virtual memory at the last exec, KiB.",
                    c -> c.process().vmSize()),
            number(
                    "proc.vmrss",
                    FieldType.UINT64,
                    THREAD,
                    "Resident memory at the last exec, KiB.",
                    c -> c.process().vmRss()),
            number(
                    "proc.vmswap",
                    FieldType.UINT64,
                    THREAD,
                    "Swapped memory at the last exec, KiB.",
                    c -> c.process().vmSwap()),
            number(
                    "thread.pfmajor",
                    FieldType.UINT64,
                    THREAD,
                    "Major page faults at the last exec.",
                    c -> c.process().majorFaults()),
            number(
                    "thread.pfminor",
                    FieldType.UINT64,
                    THREAD,
                    "Minor page faults at the last exec.",
                    c -> c.process().minorFaults()),
            number(
                            "thread.tid",
                            FieldType.INT64,
                            THREAD,
                            "The thread.",
                            c -> c.thread().tid())
                    .values(Domain.IDS),
            bool(
                    "thread.ismain",
                    THREAD,
                    "Whether it is its process's first.",
                    c -> c.thread().isMain()),
            number(
                            "thread.vtid",
                            FieldType.INT64,
                            THREAD,
                            "The thread in its own namespace.",
                            c -> c.thread().vtid())
                    .values(Domain.IDS),
            text(
                            "thread.nametid",
                            THREAD,
                            "The name and the thread's number.",
                            c -> c.process().comm() + c.thread().tid())
                    .with(Field.Trait.UNLISTED),
            absent("thread.exectime", FieldType.RELTIME, "Time slices are not recorded."),
            absent("thread.totexectime", FieldType.RELTIME, "Time slices are not recorded."),
            text(
                    "thread.cgroups",
                    PROCESS,
                    "The control groups as subsystem=path.",
                    c -> c.process().cgroups().isEmpty()
                            ? null
                            : String.join(" ", c.process().cgroups())),
            new FieldSpec(
                    "thread.cgroup",
                    FieldType.TEXT,
                    FieldSpec.Argument.AFTER_DOT,
                    Multiplicity.ONE,
                    PROCESS,
                    "The control group of one subsystem.",
                    argument -> {
                        String subsystem = argument.orElseThrow();
                        return reading(c -> c.process().cgroupPaths().get(subsystem));
                    }),
            number(
                    "proc.nthreads",
                    FieldType.UINT64,
                    THREAD,
                    "How many threads the process has.",
                    c -> c.process().threads()),
            number(
                    "proc.nchilds",
                    FieldType.UINT64,
                    THREAD,
                    "The same without the first.",
                    c -> Math.max(0, c.process().threads() - 1)),
            absent("thread.cpu", FieldType.DOUBLE, "Processor use is not recorded."),
            absent("thread.cpu.user", FieldType.DOUBLE, "Processor use is not recorded."),
            absent("thread.cpu.system", FieldType.DOUBLE, "Processor use is not recorded."),
            number(
                    "thread.vmsize",
                    FieldType.UINT64,
                    THREAD,
                    "Virtual memory, KiB; 0 but for the first thread.",
                    c -> c.thread().isMain() ? c.process().vmSize() : 0),
            number(
                    "thread.vmrss",
                    FieldType.UINT64,
                    THREAD,
                    "Resident memory, KiB; 0 but for the first thread.",
                    c -> c.thread().isMain() ? c.process().vmRss() : 0),
            number(
                            "thread.vmsize.b",
                            FieldType.UINT64,
                            THREAD,
                            "thread.vmsize in bytes.",
                            c -> c.thread().isMain() ? c.process().vmSize() * 1024 : 0)
                    .with(Field.Trait.UNLISTED),
            number(
                            "thread.vmrss.b",
                            FieldType.UINT64,
                            THREAD,
                            "thread.vmrss in bytes.",
                            c -> c.thread().isMain() ? c.process().vmRss() * 1024 : 0)
                    .with(Field.Trait.UNLISTED),
            text("proc.stdin.type", EVENT, "What descriptor 0 leads to.", c -> standard(c, 0, true))
                    .values(Domain.DESCRIPTOR_KINDS),
            text("proc.stdout.type", EVENT, "What descriptor 1 leads to.", c -> standard(c, 1, true))
                    .values(Domain.DESCRIPTOR_KINDS),
            text("proc.stderr.type", EVENT, "What descriptor 2 leads to.", c -> standard(c, 2, true))
                    .values(Domain.DESCRIPTOR_KINDS),
            text("proc.stdin.name", EVENT, "The name of descriptor 0.", c -> standard(c, 0, false)),
            text("proc.stdout.name", EVENT, "The name of descriptor 1.", c -> standard(c, 1, false)),
            text("proc.stderr.name", EVENT, "The name of descriptor 2.", c -> standard(c, 2, false)));

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
        if (argument.get().matches("[0-9]{1,9}")) {
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
