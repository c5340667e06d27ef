package lanner.recorder.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jnr.ffi.Pointer;

/**
 * Starts the command to record, already seized and filtered, without ever forking the virtual machine. The command gets
 * the caller's signal mask and dispositions, environment, terminal, working directory and process group.
 */
public final class Launcher {
    private static final int MFD_CLOEXEC = 1;
    private static final int O_CLOEXEC = 0x80000;
    private static final int SPAWN_SETSIGMASK = 8;

    /** Signal 32, as a bit; 33 is the other one. */
    private static final long C_LIBRARY_SIGNAL = 1L << 31;

    private final LibC libc = Native.LIBC;

    /**
     * A command to start.
     *
     * @param path the file to execute, as execve(2) takes it
     * @param arguments its arguments, the first included
     * @param environment {@code NAME=value} items
     * @param filter the filter's instructions, eight bytes each
     * @param keptDescriptors the descriptors it inherits, ascending
     */
    public record Command(
            byte[] path, List<byte[]> arguments, List<byte[]> environment, long[] filter, int[] keptDescriptors) {
        public Command {
            arguments = List.copyOf(arguments);
            environment = List.copyOf(environment);
        }
    }

    /** A limit as in getrlimit(2). */
    public record Limit(long soft, long hard) {}

    /**
     * What the program starts with, as its caller has it, and not as this virtual machine changed it.
     *
     * @param blocked a bit for each blocked signal, as SigBlk in proc_pid_status(5)
     * @param ignored a bit for each ignored signal
     * @param openFiles RLIMIT_NOFILE; empty where it is this process's own
     */
    public record CallerState(long blocked, long ignored, Optional<Limit> openFiles) {
        /**
         * What this process was started with. HotSpot blocks signals in its threads: the first thread's mask counts.
         * The C library has two signals for itself and takes the second for each process with threads: what starts
         * programs ignores both or neither, so the first tells of both.
         */
        public static CallerState inherited() {
            long pid = ProcessHandle.current().pid();
            long ignored = mask(Path.of("/proc/self/status"), "SigIgn:");
            return new CallerState(
                    mask(Path.of("/proc/self/task/" + pid + "/status"), "SigBlk:"),
                    ignored | (ignored & C_LIBRARY_SIGNAL) << 1,
                    Optional.empty());
        }

        /** The same with other signals ignored: HotSpot catches some that it was started with ignored. */
        public CallerState ignoring(long signals) {
            return new CallerState(blocked, signals, openFiles);
        }

        /** The same with a limit of open files: HotSpot raises its own. */
        public CallerState withOpenFiles(Limit limit) {
            return new CallerState(blocked, ignored, Optional.of(limit));
        }

        boolean ignores(int signal) {
            return (ignored & 1L << signal - 1) != 0;
        }

        private static long mask(Path status, String key) {
            try {
                for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
                    if (line.startsWith(key)) {
                        return Long.parseUnsignedLong(
                                line.substring(key.length()).strip(), 16);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException(status + " has no " + key);
        }
    }

    /**
     * Spawns the command's launcher, seizes it and sends it on its way. From here on it is the tracer's: its next stop
     * is the command's own execve.
     *
     * @return the process id
     */
    public int launch(Ptrace ptrace, Command command, CallerState caller) throws OsException {
        LaunchImage image = new LaunchImage(
                command.path(), command.filter(), command.arguments().size(), command.keptDescriptors(), caller);
        byte[] bytes = image.build();
        int fd = publish(bytes);
        int pid;
        try {
            pid = spawn("/proc/self/fd/" + fd, command, caller);
        } finally {
            libc.close(fd);
        }
        try {
            ptrace.seize(pid);
            ptrace.interrupt(pid);
            // The stop may be the one asked for or the launcher's own exec, which swallows the request.
            if (ptrace.await(pid) != pid) {
                throw Native.failure("wait4");
            }
            if ((ptrace.waitStatus() & 0xFF) != 0x7F) {
                throw new OsException("starting the launcher", OsException.ESRCH);
            }
            if (!ptrace.registers().jump(pid, image.stageTwo())) {
                throw Native.failure("ptrace");
            }
            ptrace.resume(pid, 0);
        } catch (OsException e) {
            libc.kill(pid, 9);
            ptrace.await(pid);
            throw e;
        }
        return pid;
    }

    /** Writes the image to memory and opens it again for reading: a file open for writing cannot be executed. */
    private int publish(byte[] image) throws OsException {
        Pointer name = Native.allocate("lanner");
        int writable = libc.memfd_create(name.address(), MFD_CLOEXEC);
        if (writable < 0) {
            throw Native.failure("memfd_create");
        }
        Pointer content = Native.allocate(image);
        for (long done = 0; done < image.length; ) {
            // Short where a limit on the size of files is in the way: the next one says so.
            long written = libc.write(writable, content.address() + done, image.length - done);
            if (written <= 0) {
                OsException failure = Native.failure("write");
                libc.close(writable);
                throw failure;
            }
            done += written;
        }
        Pointer path = Native.allocate("/proc/self/fd/" + writable);
        int readable = libc.open(path.address(), O_CLOEXEC, 0);
        OsException failure = readable < 0 ? Native.failure("open /proc/self/fd") : null;
        libc.close(writable);
        if (failure != null) {
            throw failure;
        }
        return readable;
    }

    private int spawn(String file, Command command, CallerState caller) throws OsException {
        List<Pointer> alive = new ArrayList<>();
        Pointer argv = strings(command.arguments(), alive);
        Pointer envp = strings(command.environment(), alive);
        Pointer path = Native.allocate(file);
        Pointer pid = Native.allocate(8);
        Pointer attributes = Native.allocate(512);
        Pointer mask = Native.allocate(128);
        mask.putLong(0, caller.blocked());
        libc.posix_spawnattr_init(attributes.address());
        libc.posix_spawnattr_setflags(attributes.address(), SPAWN_SETSIGMASK);
        libc.posix_spawnattr_setsigmask(attributes.address(), mask.address());
        int error;
        try {
            error = libc.posix_spawn(
                    pid.address(), path.address(), 0, attributes.address(), argv.address(), envp.address());
        } finally {
            // The memory must outlive the call.
            Reference.reachabilityFence(alive);
        }
        libc.posix_spawnattr_destroy(attributes.address());
        if (error != 0) {
            throw new OsException("posix_spawn", error);
        }
        return pid.getInt(0);
    }

    static Pointer strings(List<byte[]> items, List<Pointer> alive) {
        Pointer array = Native.allocate((items.size() + 1) * 8);
        for (int i = 0; i < items.size(); i++) {
            Pointer item = Native.allocate(items.get(i));
            alive.add(item);
            array.putLong(i * 8L, item.address());
        }
        array.putLong(items.size() * 8L, 0);
        return array;
    }
}
