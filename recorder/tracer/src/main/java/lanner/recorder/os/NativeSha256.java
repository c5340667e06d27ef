package lanner.recorder.os;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import jnr.ffi.Pointer;
import lanner.capture.CaptureManifest;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 that keeps the first bytes until it is known that many will come: a short text is hashed by Java, which costs
 * nothing to load; a long one by {@link LibCrypto}, or by Java where there is none.
 */
public final class NativeSha256 extends MessageDigest {
    /** So many bytes take Java about as long as loading the library. */
    static final int SHORT = 256 << 10;

    private static final byte[] NOTHING = {};
    private static final int FIRST_KEPT = 4096;
    private static final int STRETCH = 64 << 10;

    private final Supplier<MessageDigest> java;
    private final Supplier<Optional<LibCrypto>> library;
    private byte[] kept = new byte[FIRST_KEPT];
    private int keptLength;
    private @Nullable ByLibrary byLibrary;
    private @Nullable MessageDigest byJava;

    /** The machine's library, looked for when the first long text comes. */
    private static final class Loaded {
        private static final Optional<LibCrypto> LIBRARY = LibCrypto.load(CaptureManifest.sha256());

        private Loaded() {}
    }

    public NativeSha256() {
        this(CaptureManifest::sha256, () -> Loaded.LIBRARY);
    }

    /**
     * @param java for short texts, and for long ones where there is no library
     * @param library asked when the text is long
     */
    NativeSha256(Supplier<MessageDigest> java, Supplier<Optional<LibCrypto>> library) {
        super("SHA-256");
        this.java = java;
        this.library = library;
    }

    /** A hash by the library, and the memory by which it is told of what to hash. */
    private static final class ByLibrary {
        private final LibCrypto crypto;
        private final Pointer state;
        private final Pointer stretch = Native.allocate(STRETCH);
        private int length;

        private ByLibrary(LibCrypto crypto) {
            this.crypto = crypto;
            state = crypto.begin();
        }

        private void take(byte[] bytes, int offset, int count) {
            int at = offset;
            int left = count;
            while (left > 0) {
                int now = Math.min(left, STRETCH - length);
                stretch.put(length, bytes, at, now);
                length += now;
                at += now;
                left -= now;
                if (length == STRETCH) {
                    hand();
                }
            }
        }

        private void hand() {
            crypto.update(state, stretch.address(), length);
            length = 0;
        }

        private byte[] finish() {
            hand();
            return crypto.finish(state);
        }
    }

    @Override
    protected void engineUpdate(byte input) {
        engineUpdate(new byte[] {input}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        if (byLibrary != null) {
            byLibrary.take(input, offset, length);
        } else if (byJava != null) {
            byJava.update(input, offset, length);
        } else if (length <= SHORT - keptLength) {
            keep(input, offset, length);
        } else {
            choose();
            engineUpdate(input, offset, length);
        }
    }

    private void keep(byte[] input, int offset, int length) {
        if (length > kept.length - keptLength) {
            kept = Arrays.copyOf(kept, Math.max(keptLength + length, Math.min(SHORT, 2 * kept.length)));
        }
        System.arraycopy(input, offset, kept, keptLength, length);
        keptLength += length;
    }

    /** It is a long one. */
    private void choose() {
        Optional<LibCrypto> crypto = library.get();
        if (crypto.isPresent()) {
            byLibrary = new ByLibrary(crypto.get());
            byLibrary.take(kept, 0, keptLength);
        } else {
            byJava = java.get();
            byJava.update(kept, 0, keptLength);
        }
        kept = NOTHING;
        keptLength = 0;
    }

    @Override
    protected int engineGetDigestLength() {
        return LibCrypto.HASH_BYTES;
    }

    @Override
    protected byte[] engineDigest() {
        byte[] hash = made();
        engineReset();
        return hash;
    }

    private byte[] made() {
        if (byLibrary != null) {
            return byLibrary.finish();
        }
        if (byJava != null) {
            return byJava.digest();
        }
        MessageDigest digest = java.get();
        digest.update(kept, 0, keptLength);
        return digest.digest();
    }

    @Override
    protected void engineReset() {
        byLibrary = null;
        byJava = null;
        kept = new byte[FIRST_KEPT];
        keptLength = 0;
    }
}
