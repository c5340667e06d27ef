package lanner.recorder.os;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import jnr.ffi.LastError;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** The loaded C library and memory outside the heap. One for the process. */
final class Native {
    static final LibC LIBC = new LibC();
    private static final Runtime RUNTIME = Runtime.getSystemRuntime();

    private Native() {}

    /** Memory outside the heap, zeroed; freed when the answer is collected. */
    static Pointer allocate(int size) {
        return RUNTIME.getMemoryManager().allocateDirect(size, true);
    }

    /** A copy of these bytes outside the heap, with a NUL behind. */
    static Pointer allocate(byte[] bytes) {
        Pointer memory = allocate(bytes.length + 1);
        memory.put(0, bytes, 0, bytes.length);
        return memory;
    }

    /** Where the bytes of a direct buffer lie. */
    static long address(ByteBuffer direct) {
        return Pointer.wrap(RUNTIME, direct).address();
    }

    static Pointer allocate(String text) {
        return allocate(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The error of this thread's last call. */
    static int errno() {
        return LastError.getLastError(RUNTIME);
    }

    static OsException failure(String operation) {
        return new OsException(operation, errno());
    }
}
