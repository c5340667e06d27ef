package lanner.recorder.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a machine is called, what its registers and its tables are called, stands in one room. */
class OneRoomTest {
    private static final Pattern MACHINE = Pattern.compile(
            "(?i)(?<!No)x86|amd64|i386|x32\\b|aarch|arm64|\\barm\\b|\\b(orig_)?rax\\b|\\br10\\b|user_regs|AUDIT_ARCH|os\\.arch");

    /** The first asks whether there is such a room at all; the second names a fault of a library's code for one machine. */
    private static final List<String> EXCEPT = List.of("session/Setup.java", "os/LibC.java");

    /** Our code in other processes is one machine's, and it runs there alone. */
    private static final String CODE_INSIDE = "inline/";

    @Test
    void noOtherRoomKnowsTheNameOfAMachine() throws IOException {
        Path root = Path.of("src/main/java/lanner/recorder");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String name = root.relativize(file).toString();
                if (!name.startsWith("arch/") && !name.startsWith(CODE_INSIDE) && !EXCEPT.contains(name)) {
                    List<String> lines = Files.readAllLines(file);
                    for (int at = 0; at < lines.size(); at++) {
                        if (MACHINE.matcher(lines.get(at)).find()) {
                            found.add(
                                    name + ":" + (at + 1) + ": " + lines.get(at).strip());
                        }
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
