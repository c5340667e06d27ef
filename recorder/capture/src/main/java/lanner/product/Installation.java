package lanner.product;

import java.nio.file.Path;

/** Where Lanner lies: its launcher says so to the JVM by {@code -Dlanner.home} and {@code -Dlanner.launcher}. */
public final class Installation {
    private Installation() {}

    /** The directory of the rules that come with Lanner; it need not be there. */
    public static Path rules() {
        return home().resolve("rules");
    }

    /** The directory of captures to try things with; it need not be there. */
    public static Path samples() {
        return home().resolve("sample-captures");
    }

    /** The program {@code lanner}; it need not be there. */
    public static Path launcher() {
        String launcher = System.getProperty("lanner.launcher", "");
        return launcher.isEmpty() ? home().resolve("lanner") : Path.of(launcher);
    }

    private static Path home() {
        return Path.of(System.getProperty("lanner.home", "."));
    }
}
