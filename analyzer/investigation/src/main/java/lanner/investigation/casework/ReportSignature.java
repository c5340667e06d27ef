package lanner.investigation.casework;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PublicKey;
import lanner.capture.CaptureSigner;

/**
 * A signature over a report by a key of the analyst's, in a file beside it: Ed25519 (RFC 8032) over the report's bytes, 64
 * bytes, as {@code openssl pkeyutl -verify -rawin} checks it too.
 */
public final class ReportSignature {
    private static final String ENDING = ".sig";
    private static final int BYTES = 64;
    /** A signature is made, and checked, of a whole report in memory. */
    private static final int LONGEST = 64 << 20;

    private final CaptureSigner signer;

    private ReportSignature(CaptureSigner signer) {
        this.signer = signer;
    }

    /**
     * That of a private key.
     *
     * @param key a PEM file, as {@code openssl genpkey -algorithm ed25519} writes it
     * @throws IOException when the file cannot be read or holds no such key; the message names it
     */
    public static ReportSignature by(Path key) throws IOException {
        return new ReportSignature(CaptureSigner.read(key));
    }

    /** The signature's file: the report's name with {@code .sig}. */
    public static Path besides(Path report) {
        return report.resolveSibling(report.getFileName() + ENDING);
    }

    /** What a report says about it. */
    String words() {
        return "Signed with the Ed25519 key " + signer.fingerprint()
                + "; the signature is in the file of this name with " + ENDING
                + " behind it. lanner verify --key KEY.pub FILE checks it.";
    }

    /** @throws IOException for a report that is too long to be checked */
    byte[] sign(String report) throws IOException {
        byte[] bytes = report.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            throw new IOException("a report of more than " + (LONGEST >> 20) + " MB cannot be signed");
        }
        return signer.sign(bytes);
    }

    /** Whether there is a signature beside a file. */
    public static boolean isThere(Path report) {
        return report.getFileName() != null
                && Files.isRegularFile(report)
                && Files.isRegularFile(besides(report), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether a report is as the owner of a key signed it.
     *
     * @throws IOException when it, or its signature, cannot be read
     */
    public static boolean isValid(Path report, PublicKey key) throws IOException {
        byte[] bytes = beginning(report, LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new IOException(report + ": longer than " + (LONGEST >> 20) + " MB: no report");
        }
        byte[] signature = beginning(besides(report), BYTES + 1);
        return signature.length == BYTES && CaptureSigner.isValid(key, bytes, signature);
    }

    private static byte[] beginning(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        }
    }
}
