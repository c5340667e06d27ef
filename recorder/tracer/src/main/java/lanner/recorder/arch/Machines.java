package lanner.recorder.arch;

import java.util.Map;
import java.util.Optional;

/** The machines by the name that Java has for them. */
final class Machines {
    static final Architecture X86_64 = new X86();
    static final Architecture ARM64 = new Arm();

    private static final Map<String, Architecture> BY_JAVA_NAME =
            Map.of("amd64", X86_64, "x86_64", X86_64, "aarch64", ARM64);

    static final Architecture CURRENT = of(System.getProperty("os.arch"))
            .orElseThrow(() -> new UnsupportedOperationException(
                    "programs are recorded on x86-64 and arm64, not on " + System.getProperty("os.arch")));

    private Machines() {}

    static Optional<Architecture> of(String javaName) {
        return Optional.ofNullable(BY_JAVA_NAME.get(javaName));
    }
}
