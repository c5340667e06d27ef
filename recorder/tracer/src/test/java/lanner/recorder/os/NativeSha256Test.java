package lanner.recorder.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import lanner.capture.CaptureManifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeSha256Test {
    private static final int SHORT = NativeSha256.SHORT;

    private final Random random = new Random(1);

    private static LibCrypto library() {
        Optional<LibCrypto> library = LibCrypto.load(CaptureManifest.sha256());
        assumeThat(library).as("libcrypto of OpenSSL 1.1 or 3 is installed").isPresent();
        return library.orElseThrow();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] hashInStretches(NativeSha256 sha256, byte[] text, int longest) {
        int at = 0;
        while (at < text.length) {
            int now = Math.min(text.length - at, random.nextInt(longest));
            sha256.engineUpdate(text, at, now);
            at += now;
        }
        return sha256.engineDigest();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 4096, 4097, SHORT - 1, SHORT, SHORT + 1, SHORT + 65_536, 3_000_000})
    void aTextOfAnyLengthHasJavasHashWithAndWithoutTheLibrary(int length) {
        byte[] text = bytes(length);
        byte[] expected = CaptureManifest.sha256().digest(text);
        NativeSha256 without = new NativeSha256(CaptureManifest::sha256, Optional::empty);
        assertThat(hashInStretches(without, text, 700)).isEqualTo(expected);
        assertThat(hashInStretches(without, text, 1_000_000))
                .as("the second text of the same")
                .isEqualTo(expected);
        LibCrypto crypto = library();
        NativeSha256 with = new NativeSha256(CaptureManifest::sha256, () -> Optional.of(crypto));
        assertThat(hashInStretches(with, text, 700)).isEqualTo(expected);
        assertThat(hashInStretches(with, text, 1_000_000))
                .as("the second text of the same")
                .isEqualTo(expected);
    }

    @Test
    void theLibraryIsLookedForWhenATextIsLong() {
        AtomicInteger asked = new AtomicInteger();
        NativeSha256 sha256 = new NativeSha256(CaptureManifest::sha256, () -> {
            asked.incrementAndGet();
            return Optional.empty();
        });
        sha256.engineUpdate(bytes(SHORT), 0, SHORT);
        sha256.engineDigest();
        assertThat(asked).hasValue(0);
        sha256.engineUpdate(bytes(SHORT), 0, SHORT);
        sha256.engineUpdate((byte) 1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void itIsAMessageDigestAsAnyOther() {
        byte[] text = bytes(2 * SHORT);
        MessageDigest digest = new NativeSha256();
        assertThat(digest.getDigestLength()).isEqualTo(32);
        digest.update(ByteBuffer.wrap(text));
        assertThat(digest.digest()).isEqualTo(CaptureManifest.sha256().digest(text));
        digest.update(text[0]);
        digest.reset();
        assertThat(digest.digest(text)).isEqualTo(CaptureManifest.sha256().digest(text));
    }
}
