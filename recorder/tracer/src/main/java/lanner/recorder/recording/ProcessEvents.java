package lanner.recorder.recording;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.capture.event.CloneParams;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.ExecParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.ImageParams;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.context.ProcessFacts;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.TraceeMemory;
import lanner.recorder.syscall.Decoding;
import lanner.recorder.syscall.EnvironmentPolicy;
import lanner.recorder.syscall.KernelFlags;
import lanner.recorder.trace.Call;
import org.jspecify.annotations.Nullable;

/**
 * Births and images: the clone and execve families record the process, not just the call. What a process is, is read
 * from /proc once for each image and remembered, so that a birth costs no reading.
 */
final class ProcessEvents {
    private static final int MAX_ARGUMENTS = 4096;
    private static final long O_ANY_WRITE = 0222;
    private static final long EXE_WRITABLE = FlagSets.EXECVE_FLAGS.value("EXE_WRITABLE");
    private static final long EXE_FROM_MEMFD = FlagSets.EXECVE_FLAGS.value("EXE_FROM_MEMFD");
    private static final int MAX_REMEMBERED = 100_000;
    private static final byte[] NONE = {};

    private final TraceeMemory memory;
    private static final int SET_USER_ID = 04000;

    /** With the group's right to execute: without it the bit means something else (inode(7)). */
    private static final int SET_GROUP_ID = 02010;

    private final NativeFacts facts;
    private final ProcFiles files;
    private final RecordingOptions options;
    /** By thread: users, rights and directory are a thread's own. */
    private final Map<Integer, ProcessFacts> remembered = new HashMap<>();

    /** Processes whose pid namespace is the recorder's. A process, with all its threads, stays in the one it was born in. */
    private final Set<Integer> inOwnPidNamespace = new HashSet<>();

    private boolean directoriesAreShared;
    private long withoutFacts;
    private long withoutRights;
    private final byte[] pointers = new byte[4096];

    ProcessEvents(TraceeMemory memory, NativeFacts facts, ProcFiles files, RecordingOptions options) {
        this.memory = memory;
        this.facts = facts;
        this.files = files;
        this.options = options;
    }

    /** How often a process was gone when it was to be described. */
    long withoutFacts() {
        return withoutFacts;
    }

    /**
     * How often a program did not get the rights that its file gives: none are given to whom an ordinary user traces
     * (ptrace(2)), or who has the no_new_privs that an ordinary user's filter takes (prctl(2)).
     */
    long withoutRights() {
        return withoutRights;
    }

    /** Nothing that is remembered may be so any more. */
    void forgetAll() {
        remembered.clear();
    }

    /** Forgets a thread that has ended. */
    void ended(int tid) {
        remembered.remove(tid);
    }

    /** Forgets a process whose last thread has ended. */
    void processEnded(int pid) {
        inOwnPidNamespace.remove(pid);
    }

    /** Keeps the file name, the arguments and the environment: a successful call takes them away. */
    void enterExec(Call call, boolean at, Decoding decoding) {
        call.scratchUsed = 0;
        call.scratchTaken = 0;
        int shift = at ? 1 : 0;
        decoding.keepText(call, call.args[shift], options.snaplenPath());
        keepList(call, call.args[shift + 1], decoding);
        if (options.environment() == EnvironmentPolicy.NONE) {
            decoding.keepNothing(call);
        } else {
            keepList(call, call.args[shift + 2], decoding);
        }
    }

    /**
     * Keeps the texts that an array of pointers leads to, each with a NUL behind, up to the path snap length. No array
     * at all is an empty list, as it is to execve(2).
     */
    private void keepList(Call call, long array, Decoding decoding) {
        int width = call.abi.pointerBytes();
        int limit = options.snaplenPath();
        byte[] list = new byte[Math.min(limit, 256)];
        int used = 0;
        boolean cut = false;
        boolean unreadable = false;
        long at = array;
        int count = 0;
        scan:
        while (array != 0 && !unreadable && !cut) {
            int got = memory.read(call.tid, at, pointers, 0, Math.min(pointers.length, 64 * width));
            if (got < width) {
                unreadable = count == 0;
                break;
            }
            for (int i = 0; i + width <= got; i += width) {
                long pointer = 0;
                for (int b = width - 1; b >= 0; b--) {
                    pointer = pointer << 8 | pointers[i + b] & 0xFF;
                }
                if (pointer == 0) {
                    break scan;
                }
                int room = limit - used - 1;
                if (room <= 0 || count >= MAX_ARGUMENTS) {
                    cut = true;
                    break scan;
                }
                if (used + Math.min(room, 512) + 1 > list.length) {
                    list = Arrays.copyOf(list, Math.min(limit, Math.max(list.length * 2, used + 1024)));
                }
                int space = Math.min(room, list.length - used - 1);
                int length = memory.readText(call.tid, pointer, list, used, space);
                if (length == space && space < room) {
                    list = Arrays.copyOf(list, limit);
                    space = room;
                    length = memory.readText(call.tid, pointer, list, used, space);
                }
                if (length < 0) {
                    length = 0;
                }
                cut = length == room;
                used += length;
                list[used++] = 0;
                count++;
            }
            at += got / width * (long) width;
        }
        decoding.keep(call, unreadable ? null : list, used, cut);
    }

    /** Writes an execve or execveat that has ended, well or not. */
    void writeExec(Call call, EventType event, Decoding decoding, EventEncoder out) {
        call.scratchTaken = 0;
        int filename = decoding.mark(call);
        int arguments = decoding.mark(call);
        int environment = decoding.mark(call);
        boolean done = call.result == 0;
        if (done) {
            remembered.remove(call.tid);
        }
        Optional<ProcessFacts> process = facts(call.pid, call.tid);
        byte[] seen = done ? process.map(p -> p.program().commandLine()).orElse(NONE) : NONE;
        if (seen.length > 0) {
            // A script's arguments are not those of the call: the kernel puts the interpreter and the path in front.
            decoding.writeList(seen, ImageParams.EXE, ImageParams.ARGS, out);
        } else {
            decoding.writeFirstOfList(call, arguments, ImageParams.EXE, out);
            decoding.writeRestOfList(call, arguments, ImageParams.ARGS, out);
        }
        out.number(ImageParams.TID, call.tid)
                .number(ImageParams.PID, call.pid)
                .number(ImageParams.PTID, process.map(p -> p.ids().ppid()).orElse(0));
        process.ifPresent(p -> writeFacts(p, out));
        if (options.environment() != EnvironmentPolicy.NONE) {
            decoding.writeEnvironment(call, environment, ExecParams.ENV, options.environment(), out);
        }
        process.ifPresent(p -> out.number(ExecParams.TTY, p.surroundings().tty())
                .number(ExecParams.VPGID, p.ids().vpgid())
                .number(ExecParams.LOGINUID, p.surroundings().loginuid()));
        long flags = 0;
        boolean known = facts.statExecutable(call.tid);
        String exepath = process.map(p -> p.program().exepath()).orElse("");
        if (known && process.isPresent() && writable(process.get())) {
            flags |= EXE_WRITABLE;
        }
        if (exepath.startsWith("/memfd:") || exepath.startsWith("memfd:")) {
            flags |= EXE_FROM_MEMFD;
        }
        if (done && known && process.isPresent() && lacksRights(call.tid, process.get())) {
            withoutRights++;
        }
        out.number(ExecParams.FLAGS, flags);
        process.ifPresent(p -> out.number(ExecParams.CAP_INHERITABLE, p.rights().capInheritable())
                .number(ExecParams.CAP_PERMITTED, p.rights().capPermitted())
                .number(ExecParams.CAP_EFFECTIVE, p.rights().capEffective()));
        if (known) {
            out.number(ExecParams.EXE_INO, facts.inode())
                    .number(ExecParams.EXE_INO_CTIME, facts.changeTime())
                    .number(ExecParams.EXE_INO_MTIME, facts.modificationTime());
        }
        process.ifPresent(p -> out.number(ExecParams.UID, p.rights().uid()));
        if (!exepath.isEmpty()) {
            out.text(ExecParams.TRUSTED_EXEPATH, exepath);
        }
        process.ifPresent(p -> out.number(ExecParams.PGID, p.ids().pgid())
                .number(ExecParams.GID, p.rights().gid()));
        if (event == EventType.EXECVE) {
            decoding.writeMarked(call, filename, ExecParams.FILENAME, out);
        }
    }

    private boolean lacksRights(int tid, ProcessFacts process) {
        if (process.rights().capEffective() != 0) {
            return false;
        }
        int mode = facts.mode();
        boolean user = (mode & SET_USER_ID) != 0 && process.rights().uid() != facts.owner();
        boolean group =
                (mode & SET_GROUP_ID) == SET_GROUP_ID && process.rights().gid() != facts.group();
        return user || group || process.rights().capPermitted() == 0 && facts.executableHasCapabilities(tid);
    }

    /** Whether the user that runs the program could write its file: by the owner, group and other bits. */
    private boolean writable(ProcessFacts process) {
        int mode = facts.mode();
        if ((mode & O_ANY_WRITE) == 0) {
            return process.rights().uid() == 0;
        }
        if (process.rights().uid() == 0) {
            return true;
        }
        if (process.rights().uid() == facts.owner()) {
            return (mode & 0200) != 0;
        }
        return process.rights().gid() == facts.group() ? (mode & 0020) != 0 : (mode & 0002) != 0;
    }

    private void writeFacts(ProcessFacts process, EventEncoder out) {
        out.text(ImageParams.CWD, process.surroundings().cwd())
                .number(ImageParams.FDLIMIT, process.surroundings().fdlimit())
                .number(ImageParams.PGFT_MAJ, process.usage().majorFaults())
                .number(ImageParams.PGFT_MIN, process.usage().minorFaults())
                .number(ImageParams.VM_SIZE, process.usage().vmSize())
                .number(ImageParams.VM_RSS, process.usage().vmRss())
                .number(ImageParams.VM_SWAP, process.usage().vmSwap())
                .text(ImageParams.COMM, process.program().comm())
                .bytes(ImageParams.CGROUPS, process.surroundings().cgroups());
    }

    /** Keeps the flags of a clone. */
    void enterClone(Call call, EventType event, Decoding decoding) {
        long flags;
        if (event == EventType.CLONE3) {
            flags = decoding.structure(call, call.args[0], 8) ? decoding.int64(0) : 0;
        } else if (event == EventType.CLONE) {
            flags = call.args[0];
        } else {
            flags = 0;
        }
        call.kept[0] = KernelFlags.CLONE_FLAGS.translate(flags & ~0xFFL);
    }

    /** Writes the maker's side of a birth: its result is the new thread's id, in the maker's own namespace. */
    void writeParent(Call call, EventEncoder out) {
        Optional<ProcessFacts> maker = facts(call.pid, call.tid);
        writeThread(call.tid, call.pid, call.kept[0], maker, Optional.empty(), out);
        maker.ifPresent(p -> out.number(CloneParams.VTID, p.ids().vtid())
                .number(CloneParams.VPID, p.ids().vpid()));
    }

    /**
     * Writes the new thread's own side: its result is 0.
     *
     * @param pid the process the new thread belongs to
     * @param makerCall its maker's call; null if unknown
     */
    void writeChild(int child, int pid, @Nullable Call makerCall, long flags, EventEncoder out) {
        // A maker that was killed in its call may be gone.
        Optional<ProcessFacts> maker =
                makerCall != null ? facts(makerCall.pid, makerCall.tid).or(() -> facts(pid, child)) : facts(pid, child);
        Optional<Integer> parent = makerCall == null || pid == makerCall.pid || (flags & CLONE_PARENT) != 0
                ? maker.map(p -> p.ids().ppid())
                : Optional.of(makerCall.pid);
        writeThread(child, pid, flags, maker, parent, out);
        if (sharesPidNamespace(child, pid)) {
            out.number(CloneParams.VTID, child).number(CloneParams.VPID, pid);
        } else {
            files.innerIds(child)
                    .ifPresent(ids -> out.number(CloneParams.VTID, ids[0]).number(CloneParams.VPID, ids[1]));
        }
        directoriesAreShared |= (flags & CLONE_FS) != 0 && (flags & CLONE_THREAD) == 0;
    }

    private boolean sharesPidNamespace(int tid, int pid) {
        if (inOwnPidNamespace.contains(pid)) {
            return true;
        }
        boolean shares = facts.sharesPidNamespace(tid);
        if (shares && inOwnPidNamespace.size() < MAX_REMEMBERED) {
            inOwnPidNamespace.add(pid);
        }
        return shares;
    }

    private static final long CLONE_PARENT = FlagSets.CLONE_FLAGS.value("CLONE_PARENT");
    private static final long CLONE_FS = FlagSets.CLONE_FLAGS.value("CLONE_FS");
    private static final long CLONE_THREAD = FlagSets.CLONE_FLAGS.value("CLONE_THREAD");

    private void writeThread(
            int tid, int pid, long flags, Optional<ProcessFacts> process, Optional<Integer> parent, EventEncoder out) {
        process.ifPresent(p -> out.text(ImageParams.EXE, p.program().exe())
                .bytes(ImageParams.ARGS, p.program().arguments()));
        out.number(ImageParams.TID, tid)
                .number(ImageParams.PID, pid)
                .number(
                        ImageParams.PTID,
                        parent.or(() -> process.map(p -> p.ids().ppid())).orElse(0));
        process.ifPresent(p -> writeFacts(p, out));
        out.number(CloneParams.FLAGS, flags);
        process.ifPresent(p -> out.number(CloneParams.UID, p.rights().uid())
                .number(CloneParams.GID, p.rights().gid()));
    }

    private Optional<ProcessFacts> facts(int pid, int tid) {
        ProcessFacts known = remembered.get(tid);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ProcessFacts> read = files.process(pid, tid);
        if (read.isEmpty()) {
            withoutFacts++;
        } else if (remembered.size() < MAX_REMEMBERED) {
            remembered.put(tid, read.get());
        }
        return read;
    }

    /**
     * What is remembered of a process is no longer so: one of its threads changed its directory, its users, its session.
     *
     * @param threads those of the process
     */
    void changed(Set<Integer> threads) {
        if (directoriesAreShared) {
            remembered.clear();
        } else {
            threads.forEach(remembered::remove);
        }
    }
}
