package lanner.product;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names of files as a command line gives them. */
public final class PathText {
    /** What the virtual machine makes of bytes that are no text. */
    private static final char NO_TEXT = '\uFFFD';

    private PathText() {}

    /**
     * The path of this name.
     *
     * @throws InvalidPathException where its bytes were no text: a file made or read under what is left of it would be another
     */
    public static Path of(String name) {
        if (name.indexOf(NO_TEXT) >= 0) {
            throw new InvalidPathException(name, "its bytes are not UTF-8, and Lanner's own files need names that are");
        }
        return Path.of(name);
    }
}
