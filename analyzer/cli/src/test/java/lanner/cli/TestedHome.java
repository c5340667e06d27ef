package lanner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import lanner.capture.kit.ExecutableFile;
import lanner.recorder.StartedRecorder;

/**
 * Where Lanner is at home in tests ({@code -Dlanner.home}, set by the build): the shipped rules, and a launcher that starts
 * the recorder under test.
 */
final class TestedHome {
    private static boolean made;

    private TestedHome() {}

    static synchronized void make() throws IOException {
        if (made) {
            return;
        }
        Path home = Files.createDirectories(Path.of(System.getProperty("lanner.home")));
        Path rules = home.resolve("rules");
        Files.deleteIfExists(rules);
        Files.createSymbolicLink(rules, Path.of("../../rules").toRealPath());
        String recorder = StartedRecorder.line().stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        ExecutableFile.write(home.resolve("lanner"), "#!/bin/sh\nexec " + recorder + " \"$@\"\n");
        made = true;
    }
}
