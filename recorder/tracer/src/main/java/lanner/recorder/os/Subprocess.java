package lanner.recorder.os;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jnr.ffi.Pointer;

/**
 * A program that the recorder starts for itself. It has nothing of the recorded program's: a session of its own, so no
 * terminal and none of its signals, the default action for each signal, {@code /dev/null} as input, a pipe for what it
 * prints, and no other descriptor. It is not traced. Owned by one thread, whose priority and processors it inherits.
 */
public final class Subprocess implements AutoCloseable {
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_NONBLOCK = 0x800;
    private static final int F_SETFL = 4;
    private static final int SPAWN_SETSIGDEF = 4;
    private static final int SPAWN_SETSIGMASK = 8;
    private static final int SPAWN_SETSID = 0x80;
    private static final int ATTRIBUTES_BYTES = 512;
    private static final int SIGNAL_SET_BYTES = 128;
    private static final int WNOHANG = 1;
    private static final int SIGKILL = 9;
    private static final int UNKNOWN_STATUS = 255;
    private static final int PIPE_BYTES = 1 << 16;
    private static final int KEPT_BYTES = 1024;
    /** One look at what it prints reads no more than this many times: somebody may print faster than we read. */
    private static final int MOST_READS = 16;

    /** Those that have not been waited for. */
    private static final Set<Integer> OURS = ConcurrentHashMap.newKeySet();

    /** Those of them that did not die when they were left alone. */
    private static final Set<Integer> LEFT = ConcurrentHashMap.newKeySet();

    private final LibC libc = Native.LIBC;
    private final Pointer status = Native.allocate(8);
    private final Pointer buffer = Native.allocate(PIPE_BYTES);
    /** The end of what it has printed, one character a byte. */
    private String printed = "";

    private final int output;
    private final int pid;
    private boolean ended;
    private boolean printsMuch;

    private Subprocess(int pid, int output) {
        this.pid = pid;
        this.output = output;
    }

    /** Whether somebody waits for the end of this child of ours. */
    static boolean isOurs(int pid) {
        synchronized (OURS) {
            return OURS.contains(pid);
        }
    }

    /**
     * Starts a program.
     *
     * @param path its file, as execve(2) takes it
     * @param arguments its arguments, the first included
     * @param environment {@code NAME=value} items
     * @throws IOException when it cannot be found out which descriptors it must not get
     */
    public static Subprocess start(byte[] path, List<byte[]> arguments, List<byte[]> environment)
            throws OsException, IOException {
        LibC libc = Native.LIBC;
        buryLeft();
        Pointer pipe = Native.allocate(8);
        if (libc.pipe2(pipe.address(), O_CLOEXEC) != 0) {
            throw Native.failure("pipe2");
        }
        int reading = pipe.getInt(0);
        int writing = pipe.getInt(4);
        // Our end alone: the program may count on its own.
        libc.fcntl(reading, F_SETFL, O_NONBLOCK);
        try {
            // Under this lock: whoever reaps dead children of unknown origin must know this one before it can be dead.
            synchronized (OURS) {
                int pid = spawn(path, arguments, environment, writing);
                OURS.add(pid);
                return new Subprocess(pid, reading);
            }
        } catch (OsException | IOException | RuntimeException e) {
            libc.close(reading);
            throw e;
        } finally {
            libc.close(writing);
        }
    }

    private static int spawn(byte[] path, List<byte[]> arguments, List<byte[]> environment, int writing)
            throws OsException, IOException {
        LibC libc = Native.LIBC;
        List<Integer> inheritable = inheritable();
        List<Pointer> alive = new ArrayList<>();
        Pointer argv = Launcher.strings(arguments, alive);
        Pointer envp = Launcher.strings(environment, alive);
        Pointer file = Native.allocate(path);
        Pointer pid = Native.allocate(8);
        Pointer attributes = attributes();
        Pointer actions = Native.allocate(ATTRIBUTES_BYTES);
        Pointer nothing = Native.allocate("/dev/null");
        libc.posix_spawn_file_actions_init(actions.address());
        libc.posix_spawn_file_actions_addopen(actions.address(), 0, nothing.address(), 0, 0);
        libc.posix_spawn_file_actions_adddup2(actions.address(), writing, 1);
        libc.posix_spawn_file_actions_adddup2(actions.address(), writing, 2);
        for (int descriptor : inheritable) {
            libc.posix_spawn_file_actions_addclose(actions.address(), descriptor);
        }
        int error;
        try {
            error = libc.posix_spawn(
                    pid.address(),
                    file.address(),
                    actions.address(),
                    attributes.address(),
                    argv.address(),
                    envp.address());
        } finally {
            // The memory must outlive the call.
            Reference.reachabilityFence(alive);
            Reference.reachabilityFence(nothing);
            Reference.reachabilityFence(file);
            libc.posix_spawn_file_actions_destroy(actions.address());
            libc.posix_spawnattr_destroy(attributes.address());
        }
        if (error != 0) {
            throw new OsException("posix_spawn", error);
        }
        return pid.getInt(0);
    }

    private static Pointer attributes() {
        LibC libc = Native.LIBC;
        Pointer attributes = Native.allocate(ATTRIBUTES_BYTES);
        Pointer none = Native.allocate(SIGNAL_SET_BYTES);
        Pointer all = Native.allocate(SIGNAL_SET_BYTES);
        all.putLong(0, -1);
        try {
            libc.posix_spawnattr_init(attributes.address());
            libc.posix_spawnattr_setflags(attributes.address(), SPAWN_SETSIGDEF | SPAWN_SETSIGMASK | SPAWN_SETSID);
            libc.posix_spawnattr_setsigmask(attributes.address(), none.address());
            libc.posix_spawnattr_setsigdefault(attributes.address(), all.address());
        } finally {
            Reference.reachabilityFence(none);
            Reference.reachabilityFence(all);
        }
        return attributes;
    }

    /** Descriptors beyond the first three that a new program would have: our caller's, which may be waiting for their end. */
    private static List<Integer> inheritable() throws IOException {
        List<Integer> open = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc/self/fdinfo"))) {
            for (Path entry : entries) {
                int fd = Integer.parseInt(entry.getFileName().toString());
                if (fd > 2 && staysOpen(entry)) {
                    open.add(fd);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return open;
    }

    private static boolean staysOpen(Path fdinfo) throws IOException {
        try {
            return Files.readAllLines(fdinfo, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("flags:"))
                    .anyMatch(line ->
                            (Long.parseLong(line.substring("flags:".length()).strip(), 8) & O_CLOEXEC) == 0);
        } catch (NoSuchFileException e) {
            // It was closed meanwhile.
            return false;
        }
    }

    /** Waits for those that have died since they were left alone: they would stay zombies for as long as we live. */
    private static void buryLeft() {
        long nothing = Native.allocate(8).address();
        LEFT.removeIf(pid -> {
            boolean dead = Native.LIBC.wait4(pid, nothing, WNOHANG, 0) != 0;
            if (dead) {
                OURS.remove(pid);
            }
            return dead;
        });
    }

    /** Whether it has ended. Of what it has printed meanwhile the pipe's content is read, several times over at most. */
    public boolean hasEnded() {
        readOutput();
        int waited = ended ? 0 : libc.wait4(pid, status.address(), WNOHANG, 0);
        if (waited != 0) {
            ended = true;
            if (waited < 0) {
                // Nobody can tell how it ended: that is no success.
                status.putInt(0, UNKNOWN_STATUS << 8);
            }
            OURS.remove(pid);
            readOutput();
        }
        return ended;
    }

    private void readOutput() {
        for (int i = 0; i < MOST_READS; i++) {
            long read = libc.read(output, buffer.address(), PIPE_BYTES);
            printsMuch = read > 0;
            if (!printsMuch) {
                return;
            }
            int last = (int) Math.min(read, KEPT_BYTES);
            byte[] bytes = new byte[last];
            buffer.get(read - last, bytes, 0, last);
            String all = printed + new String(bytes, StandardCharsets.ISO_8859_1);
            printed = all.substring(Math.max(0, all.length() - KEPT_BYTES));
        }
    }

    /** Whether the last look did not see the end of what it prints: the next had better come soon. */
    public boolean printsMuch() {
        return printsMuch;
    }

    /** The last line that is not blank of what it has printed; at most {@value #KEPT_BYTES} bytes, read as UTF-8. */
    public String lastLine() {
        String[] lines = printed.stripTrailing().split("\n", -1);
        byte[] last = lines[lines.length - 1].getBytes(StandardCharsets.ISO_8859_1);
        int begin = 0;
        while (lines.length == 1 && begin < last.length && (last[begin] & 0xC0) == 0x80) {
            // The rest of a character whose beginning is not kept.
            begin++;
        }
        return new String(last, begin, last.length - begin, StandardCharsets.UTF_8).strip();
    }

    /** Its status once it has ended, as a shell tells it: 128 + n if signal n ended it. */
    public int status() {
        int wait = status.getInt(0);
        int signal = wait & 0x7F;
        return signal == 0 ? wait >> 8 & 0xFF : 128 + signal;
    }

    /** Kills it with all that it has started and that has not left its process group. */
    public void kill() {
        libc.kill(-pid, SIGKILL);
        libc.kill(pid, SIGKILL);
    }

    /** Leaves it alone from now on: it gets SIGPIPE if it prints more. */
    @Override
    public void close() {
        if (!hasEnded()) {
            LEFT.add(pid);
        }
        libc.close(output);
    }
}
