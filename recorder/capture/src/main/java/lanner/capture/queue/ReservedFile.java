package lanner.capture.queue;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * A file whose space is reserved before it is mapped and written: a write to a mapped page that the disk has no room for
 * ends the process (SIGBUS). That is fallocate(2), which Java does not offer; a file system without it is made to find the
 * room by zeros that are written there. The file has a descriptor of its own. The C library is called without the interface
 * that Chronicle Queue's posix library would make at each start.
 */
final class ReservedFile {
    private static final int FALLOC_FL_KEEP_SIZE = 1;
    private static final int O_RDWR_CLOEXEC = 0x80002;
    private static final int SEEK_END = 2;

    /** How many are written at a time. */
    private static final long ZEROS = 256L << 10;

    private static final int EINTR = 4;
    private static final int EINVAL = 22;
    private static final int ENOSPC = 28;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;
    private static final int EDQUOT = 122;

    private static final Library LIBRARY = Library.getCachedInstance("libc.so.6", Library.LAZY);
    private static final long OPEN = LIBRARY.getSymbolAddress("open");
    private static final long FALLOCATE = LIBRARY.getSymbolAddress("fallocate");
    private static final long PWRITE = LIBRARY.getSymbolAddress("pwrite");
    private static final long LSEEK = LIBRARY.getSymbolAddress("lseek");
    private static final long CLOSE = LIBRARY.getSymbolAddress("close");
    private static final CallContext ONE = taking(1);
    private static final CallContext THREE = taking(3);
    private static final CallContext FOUR = taking(4);

    private final Invoker invoker = Invoker.getInstance();
    private final int descriptor;

    /** Holds the byte that {@link #awaitDisk} writes. */
    private final long one = MemoryIO.getInstance().allocateMemory(1, true);

    private long reserved;

    /** What came of asking for space. */
    enum Reserved {
        DONE,
        FULL,
        FAILED
    }

    /** Creates a file that its owner alone may read. */
    static ReservedFile create(Path path) throws IOException {
        Files.createFile(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return new ReservedFile(path);
    }

    private ReservedFile(Path path) throws IOException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        MemoryIO memory = MemoryIO.getInstance();
        long copy = memory.allocateMemory(name.length + 1L, true);
        try {
            memory.putByteArray(copy, name, 0, name.length);
            descriptor = (int) invoker.invokeN3(THREE, OPEN, copy, O_RDWR_CLOEXEC, 0);
        } finally {
            memory.freeMemory(copy);
        }
        if (descriptor < 0) {
            throw new IOException("open of " + path + " failed, errno "
                    + LastError.getInstance().get());
        }
    }

    /** So many arguments, each a long; the result's low half is the function's. */
    private static CallContext taking(int arguments) {
        Type[] types = new Type[arguments];
        Arrays.fill(types, Type.SINT64);
        return CallContext.getCallContext(Type.SINT64, types, CallingConvention.DEFAULT, true);
    }

    /**
     * Reserves the file's space from its beginning to here. Nothing may have been written behind what is reserved so far:
     * where the file system has no reservations that is overwritten, and the file grows.
     */
    Reserved reserve(long end) {
        long missing = end - reserved;
        int error = missing <= 0 ? 0 : allocate(reserved, missing);
        error = error == EOPNOTSUPP || error == EINVAL || error == ENOSYS ? fill(reserved, end) : error;
        if (error == 0) {
            reserved = Math.max(reserved, end);
            return Reserved.DONE;
        }
        return error == ENOSPC || error == EDQUOT ? Reserved.FULL : Reserved.FAILED;
    }

    /** So far the file's space is reserved. */
    long reserved() {
        return reserved;
    }

    /** Has the file system promise this space; the file does not grow. Answers 0, or the error's number. */
    private int allocate(long from, long length) {
        int answer = (int) invoker.invokeN4(FOUR, FALLOCATE, descriptor, FALLOC_FL_KEEP_SIZE, from, length);
        return answer == 0 ? 0 : LastError.getInstance().get();
    }

    /** Writes zeros there. Answers 0, or the error's number. */
    private int fill(long from, long end) {
        MemoryIO memory = MemoryIO.getInstance();
        long most = Math.min(ZEROS, end - from);
        long zeros = memory.allocateMemory(most, true);
        try {
            long at = from;
            while (at < end) {
                long done = invoker.invokeN4(FOUR, PWRITE, descriptor, zeros, Math.min(most, end - at), at);
                int error = done > 0 ? 0 : LastError.getInstance().get();
                if (error != 0 && error != EINTR) {
                    return error;
                }
                at += Math.max(0, done);
            }
            return 0;
        } finally {
            memory.freeMemory(zeros);
        }
    }

    /**
     * Writes a byte that the file has there already, and so waits for as long as the disk takes nothing. Who touches the
     * mapped file first waits as well, but in a page fault: there a thread in the midst of Java holds the others at their
     * next safepoint, and one in madvise(2) all who map or unmap memory. An error is left to the write that follows.
     */
    void awaitDisk(long at, byte same) {
        MemoryIO.getInstance().putByte(one, same);
        invoker.invokeN4(FOUR, PWRITE, descriptor, one, 1, at);
    }

    /** How long the file is now; negative if that cannot be told. */
    long size() {
        return invoker.invokeN3(THREE, LSEEK, descriptor, 0, SEEK_END);
    }

    void close() {
        invoker.invokeN1(ONE, CLOSE, descriptor);
        MemoryIO.getInstance().freeMemory(one);
    }
}
