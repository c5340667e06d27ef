package lanner.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Directories with all that is below them. */
public final class Trees {
    private Trees() {}

    /**
     * Deletes a file, or a directory with all below it, directories that were shut included; what is not there is no
     * failure. Symbolic links are deleted, never followed.
     *
     * @throws IOException when something cannot be deleted; what comes after it stays
     */
    public static void delete(Path tree) throws IOException {
        if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            if (!isOpen(tree)) {
                Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwx------"));
            }
            for (Path entry : entries(tree)) {
                delete(entry);
            }
        }
        Files.deleteIfExists(tree);
    }

    private static boolean isOpen(Path directory) {
        return Files.isReadable(directory) && Files.isWritable(directory) && Files.isExecutable(directory);
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
