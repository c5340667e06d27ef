package lanner.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Signs a capture's segments, and reports about captures, with Ed25519 (RFC 8032), and checks such signatures. Keys are PEM files as OpenSSL writes
 * them: {@code openssl genpkey -algorithm ed25519 -out KEY}, {@code openssl pkey -in KEY -pubout -out KEY.pub}.
 */
public final class CaptureSigner {
    private static final String ALGORITHM = "Ed25519";
    private static final int MAX_KEY_FILE = 16 * 1024;

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private CaptureSigner(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * The signer for a private key's file (PKCS#8).
     *
     * @throws IOException when the file cannot be read or holds no such key; the message names it
     */
    public static CaptureSigner read(Path file) throws IOException {
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(pem(file, "PRIVATE KEY")));
            if (!(key instanceof EdECPrivateKey secret)) {
                throw new IOException(file + ": no Ed25519 key");
            }
            PublicKey derived = publicOf(secret);
            CaptureSigner signer = new CaptureSigner(key, derived);
            if (!isValid(derived, "lanner", signer.sign("lanner"))) {
                throw new IOException(file + ": the key does not sign");
            }
            return signer;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + ": no Ed25519 private key: " + e.getMessage(), e);
        }
    }

    /**
     * The key in a public key's file (X.509 SubjectPublicKeyInfo).
     *
     * @throws IOException when the file cannot be read or holds no such key; the message names it
     */
    public static PublicKey readPublic(Path file) throws IOException {
        try {
            return decode(pem(file, "PUBLIC KEY"));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + ": no Ed25519 public key: " + e.getMessage(), e);
        }
    }

    /** The key that a header carries ({@link SegmentHeader#PUBLIC_KEY}). */
    static PublicKey decode(String base64) throws GeneralSecurityException {
        return decode(Base64.getDecoder().decode(base64));
    }

    private static PublicKey decode(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static byte[] pem(Path file, String kind) throws IOException {
        if (Files.size(file) > MAX_KEY_FILE) {
            throw new IOException(file + ": too long for a key");
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf("-----BEGIN " + kind + "-----");
        int end = text.indexOf("-----END " + kind + "-----");
        if (begin < 0 || end < begin) {
            throw new IOException(file + ": holds no PEM block '" + kind + "'");
        }
        String body = text.substring(begin + kind.length() + 16, end).replaceAll("\\s", "");
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": its PEM block is no Base64", e);
        }
    }

    /** The public half: the platform has no way to derive it but to generate a pair from the private bytes as seed. */
    private static PublicKey publicOf(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow(() -> new GeneralSecurityException("its bytes are not accessible"));
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new FixedRandom(seed));
        PublicKey derived = generator.generateKeyPair().getPublic();
        if (!(derived instanceof EdECPublicKey)) {
            throw new GeneralSecurityException("no public half");
        }
        return derived;
    }

    /** Hands out the seed where the generator asks for chance. */
    private static final class FixedRandom extends java.security.SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        FixedRandom(byte[] seed) {
            super(null, null);
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
        }
    }

    /** What the header carries for whoever checks. */
    public String publicKeyBase64() {
        return Base64.getEncoder().encodeToString(publicKey.getEncoded());
    }

    /** The name of its key for people, see {@link #fingerprint(PublicKey)}. */
    public String fingerprint() {
        return fingerprint(publicKey);
    }

    /** Signs a text; the signature in hexadecimal. */
    public String sign(String text) {
        return HexFormat.of().formatHex(sign(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Signs bytes; the signature has 64 bytes. */
    public byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key signed once and now does not", e);
        }
    }

    /** Whether this key made that signature of that text. */
    static boolean isValid(PublicKey key, String text, String signatureHex) {
        try {
            return isValid(
                    key,
                    text.getBytes(StandardCharsets.US_ASCII),
                    HexFormat.of().parseHex(signatureHex));
        } catch (IllegalArgumentException e) {
            // Text that is no hexadecimal number is no signature.
            return false;
        }
    }

    /** Whether this key made that signature of these bytes. */
    public static boolean isValid(PublicKey key, byte[] signed, byte[] signatureBytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(signed);
            return signature.verify(signatureBytes);
        } catch (GeneralSecurityException e) {
            // Bytes that are no signature are no valid one.
            return false;
        }
    }

    /** A key's name for people: the SHA-256 of its encoding, in Base64, as SSH shows keys. */
    public static String fingerprint(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
