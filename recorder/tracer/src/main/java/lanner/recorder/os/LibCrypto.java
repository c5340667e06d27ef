package lanner.recorder.os;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import jnr.ffi.Pointer;

/**
 * SHA-256 of OpenSSL's library, where the machine has it. The recorder's virtual machine has the quick compiler alone, which
 * knows no instruction for it: there Java's own takes ten times as long.
 *
 * <p>The functions SHA256_Init(3), SHA256_Update(3) and SHA256_Final(3) are those that read no configuration, leave nothing
 * to be done at the exit and keep their state in memory of ours. OpenSSL 3 advises against them for what it offers in
 * their place: algorithms of other providers. A library without them is not used.
 */
final class LibCrypto {
    static final int HASH_BYTES = 32;

    /** SHA256_CTX is 112 bytes; room is left for a library that has more. */
    private static final int STATE_BYTES = 512;

    private static final String[] NAMES = {"libcrypto.so.3", "libcrypto.so.1.1"};

    private final Invoker invoker = Invoker.getInstance();
    /** It stays loaded as long as this is reachable. */
    private final Library library;

    private final CallContext one = context(1);
    private final CallContext two = context(2);
    private final CallContext three = context(3);
    private final long init;
    private final long update;
    private final long finish;

    private LibCrypto(Library library) {
        this.library = library;
        init = find("SHA256_Init");
        update = find("SHA256_Update");
        finish = find("SHA256_Final");
    }

    /** Where a function is; 0 where the library has none of this name. */
    private long find(String function) {
        return library.getSymbolAddress(function);
    }

    /**
     * The machine's library.
     *
     * @param java what it is held against
     * @return empty if there is none, or one whose hash is not Java's
     */
    static Optional<LibCrypto> load(MessageDigest java) {
        for (String name : NAMES) {
            Library library = Library.getCachedInstance(name, Library.LAZY | Library.LOCAL);
            if (library != null) {
                LibCrypto crypto = new LibCrypto(library);
                return crypto.isRight(java) ? Optional.of(crypto) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isRight(MessageDigest java) {
        if (init == 0 || update == 0 || finish == 0) {
            return false;
        }
        byte[] text = new byte[1000];
        Pointer memory = Native.allocate(text);
        Pointer state = begin();
        update(state, memory.address(), text.length);
        return Arrays.equals(finish(state), java.digest(text));
    }

    private static CallContext context(int count) {
        Type[] arguments = new Type[count];
        Arrays.fill(arguments, Type.SINT64);
        return CallContext.getCallContext(Type.SINT64, arguments, CallingConvention.DEFAULT, false);
    }

    /** The state of a new hash. */
    Pointer begin() {
        Pointer state = Native.allocate(STATE_BYTES);
        check(invoker.invokeN1(one, init, state.address()));
        return state;
    }

    /** Takes in so many bytes from an address. */
    void update(Pointer state, long address, long length) {
        check(invoker.invokeN3(three, update, state.address(), address, length));
    }

    /** The hash of what was taken in. The state is of no use any more. */
    byte[] finish(Pointer state) {
        Pointer hash = Native.allocate(HASH_BYTES);
        check(invoker.invokeN2(two, finish, hash.address(), state.address()));
        byte[] bytes = new byte[HASH_BYTES];
        hash.get(0, bytes, 0, HASH_BYTES);
        return bytes;
    }

    /** They answer 1, always: an int, whose upper half is not told. */
    private static void check(long answer) {
        if ((int) answer != 1) {
            throw new IllegalStateException("SHA-256 of libcrypto failed");
        }
    }
}
