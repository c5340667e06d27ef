package lanner.recorder.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** Default seccomp profiles of container engines ({@code profiles.txt}) as the runtime specification writes them. */
final class SeccompProfiles {
    private static final long NEW_NAMESPACES = 0x7E020000L;
    private static final long ENOSYS = 38;
    private static final long EPERM = 1;
    private static final long AF_VSOCK = 40;
    /** What personality(2) may be asked for: Linux, BSD, each with or without 32-bit uname, and which it is. */
    private static final long[] PERSONALITIES = {0, 8, 0x20000, 0x20008, 0xFFFFFFFFL};

    private final Map<String, List<String>> sets = new HashMap<>();
    private final Map<String, List<String>> profiles = new HashMap<>();

    private SeccompProfiles() {}

    static SeccompProfiles read() throws IOException {
        SeccompProfiles read = new SeccompProfiles();
        try (InputStream in = SeccompProfiles.class.getResourceAsStream("profiles.txt")) {
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(read::line);
        }
        return read;
    }

    private void line(String line) {
        boolean isSet = line.indexOf(':') > 0;
        String[] parts = line.split(isSet ? ":" : "=", 2);
        (isSet ? sets : profiles)
                .computeIfAbsent(parts[0].strip(), name -> new ArrayList<>())
                .addAll(List.of(parts[1].strip().split("\\s+")));
    }

    /** Whether there is a profile, or something that a capability adds, of this name. */
    boolean has(String name) {
        return profiles.containsKey(name);
    }

    /** A profile for a container with these capabilities. */
    Map<String, Object> of(String profile, List<String> capabilities) {
        List<String> names = new ArrayList<>(calls(profile));
        capabilities.stream().filter(this::has).map(this::calls).forEach(names::addAll);
        List<Object> rows = new ArrayList<>();
        rows.add(allow(names));
        rows.add(
                allow("clone", Map.of("index", 0, "value", NEW_NAMESPACES, "valueTwo", 0, "op", "SCMP_CMP_MASKED_EQ")));
        rows.add(allow("socket", Map.of("index", 0, "value", AF_VSOCK, "op", "SCMP_CMP_NE")));
        LongStream.of(PERSONALITIES)
                .mapToObj(value -> allow("personality", Map.of("index", 0, "value", value, "op", "SCMP_CMP_EQ")))
                .forEach(rows::add);
        rows.add(Map.of("names", List.of("clone3"), "action", "SCMP_ACT_ERRNO", "errnoRet", ENOSYS));
        return Map.of(
                "defaultAction",
                "SCMP_ACT_ERRNO",
                "defaultErrnoRet",
                EPERM,
                "architectures",
                List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"),
                "syscalls",
                rows);
    }

    private List<String> calls(String profile) {
        return Objects.requireNonNull(profiles.get(profile), profile).stream()
                .flatMap(set -> Objects.requireNonNull(sets.get(set), set).stream())
                .toList();
    }

    private static Map<String, Object> allow(List<String> names) {
        return Map.of("names", names, "action", "SCMP_ACT_ALLOW");
    }

    private static Map<String, Object> allow(String name, Map<String, Object> argument) {
        return Map.of("names", List.of(name), "action", "SCMP_ACT_ALLOW", "args", List.of(argument));
    }
}
