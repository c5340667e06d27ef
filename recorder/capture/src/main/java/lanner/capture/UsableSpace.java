package lanner.capture;

import java.nio.file.Path;

/** Room on the disk. */
public final class UsableSpace {
    private UsableSpace() {}

    /**
     * Bytes that this user may still write to a directory; 0 where nobody can say. A {@code FileStore} would look for the mount
     * point, which a changed root (chroot(2)) does not show.
     */
    public static long of(Path directory) {
        return directory.toFile().getUsableSpace();
    }
}
