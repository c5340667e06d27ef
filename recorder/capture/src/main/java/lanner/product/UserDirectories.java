package lanner.product;

import java.nio.file.Path;

/** Where Lanner keeps what is a user's own (XDG Base Directory Specification). They need not be there. */
public final class UserDirectories {
    private UserDirectories() {}

    /** What can be made anew. */
    public static Path cache() {
        return of("XDG_CACHE_HOME", Path.of(".cache"));
    }

    /** What a person has done and may want again. */
    public static Path state() {
        return of("XDG_STATE_HOME", Path.of(".local", "state"));
    }

    /** What a person has made. */
    public static Path data() {
        return of("XDG_DATA_HOME", Path.of(".local", "share"));
    }

    /** A path that is not absolute counts as none, as the specification has it. */
    private static Path of(String variable, Path otherwise) {
        String given = System.getenv(variable);
        Path base = given != null && given.startsWith("/")
                ? Path.of(given)
                : Path.of(System.getProperty("user.home")).resolve(otherwise);
        return base.resolve("lanner");
    }
}
