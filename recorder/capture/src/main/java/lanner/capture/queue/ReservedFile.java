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
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that space can be reserved for, fallocate(2), which Java does not offer. It has a descriptor of its own. The C library
 * is called without the interface that Chronicle Queue's posix library would make at each start.
 */
final class ReservedFile {
    private static final int FALLOC_FL_KEEP_SIZE = 1;
    private static final int O_RDWR_CLOEXEC = 0x80002;
    private static final int SEEK_END = 2;

    private static final Library LIBRARY = Library.getCachedInstance("libc.so.6", Library.LAZY);
    private static final long OPEN = LIBRARY.getSymbolAddress("open");
    private static final long FALLOCATE = LIBRARY.getSymbolAddress("fallocate");
    private static final long LSEEK = LIBRARY.getSymbolAddress("lseek");
    private static final long CLOSE = LIBRARY.getSymbolAddress("close");
    private static final CallContext ONE = taking(1);
    private static final CallContext THREE = taking(3);
    private static final CallContext FOUR = taking(4);

    private final Invoker invoker = Invoker.getInstance();
    private final int descriptor;

    /** @param path a file that is there */
    ReservedFile(Path path) throws IOException {
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

    /** Has the file system promise this space; the file does not grow. Answers 0, or the error's number. */
    int reserve(long from, long length) {
        int answer = (int) invoker.invokeN4(FOUR, FALLOCATE, descriptor, FALLOC_FL_KEEP_SIZE, from, length);
        return answer == 0 ? 0 : LastError.getInstance().get();
    }

    /** How long the file is now; negative if that cannot be told. */
    long size() {
        return invoker.invokeN3(THREE, LSEEK, descriptor, 0, SEEK_END);
    }

    void close() {
        invoker.invokeN1(ONE, CLOSE, descriptor);
    }
}
