package lanner.product;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that are texts. How long one is says only its end: a device or a pipe has no length, and a file may grow. */
public final class BoundedText {
    /** A file is longer than may be read; the message says how long that is. */
    public static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        private TooLongException(int most) {
            super("longer than " + (most >> 20) + " MB");
        }
    }

    /** What a lenient decoder answers for what it cannot decode. */
    private static final char REPLACEMENT = '\uFFFD';

    private BoundedText() {}

    /**
     * The whole of a file.
     *
     * @param most so many bytes are read; a multiple of a mebibyte
     * @throws TooLongException if there are more
     * @throws CharacterCodingException if it is not UTF-8
     */
    public static String read(Path file, int most) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(most + 1);
        }
        if (bytes.length > most) {
            throw new TooLongException(most);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        // It stands for what is no UTF-8, or for itself.
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
