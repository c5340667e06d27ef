package lanner.capture.json;

import java.io.IOException;
import java.io.Reader;

/**
 * A text that is read in parts, each of which has a greatest length. Whoever reads ahead, as a parser does, has a part begin
 * a little later than it does.
 */
final class PartReader extends Reader {
    /** A part is longer than it may be. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        private final int line;

        private TooLongException(int line) {
            this.line = line;
        }

        /** The line that was read last, from 1. */
        int line() {
            return line;
        }
    }

    private final Reader text;
    private final int longest;
    private long length;
    private int line = 1;

    PartReader(Reader text, int longest) {
        this.text = text;
        this.longest = longest;
    }

    /** What comes from now on is another part. */
    void begin() {
        length = 0;
    }

    @Override
    public int read(char[] into, int offset, int count) throws IOException {
        if (length > longest) {
            throw new TooLongException(line);
        }
        int read = text.read(into, offset, count);
        for (int i = offset; i < offset + read; i++) {
            line += into[i] == '\n' ? 1 : 0;
        }
        length += Math.max(0, read);
        return read;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
