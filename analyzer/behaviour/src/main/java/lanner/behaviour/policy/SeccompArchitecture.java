package lanner.behaviour.policy;

import java.util.Map;
import lanner.behaviour.fact.Abi;

/** The names that libseccomp has for tables of system calls (seccomp_arch_add(3)). */
final class SeccompArchitecture {
    private static final Map<Abi, String> NAMES = Map.of(
            Abi.X86_64, "SCMP_ARCH_X86_64",
            Abi.X32, "SCMP_ARCH_X32",
            Abi.I386, "SCMP_ARCH_X86",
            Abi.ARM64, "SCMP_ARCH_AARCH64",
            Abi.ARM, "SCMP_ARCH_ARM");

    private SeccompArchitecture() {}

    static String of(Abi abi) {
        String name = NAMES.get(abi);
        if (name == null) {
            throw new IllegalArgumentException(abi + " has no name in libseccomp");
        }
        return name;
    }
}
