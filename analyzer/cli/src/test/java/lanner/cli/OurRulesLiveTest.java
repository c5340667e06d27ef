package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Our rules pass their own tests, recorded for real. */
class OurRulesLiveTest {
    @TempDir
    Path directory;

    @Test
    void ourRulesPassTheirTests() throws Exception {
        makeLauncher();
        String before = System.getProperty("lanner.home", "");
        System.setProperty("lanner.home", directory.toString());
        try {
            StringWriter out = new StringWriter();
            CommandLine commandLine = Lanner.commandLine(new PrintWriter(out));
            StringWriter err = new StringWriter();
            commandLine.setErr(new PrintWriter(err));
            int status = commandLine.execute("test", "../../rules");
            assumeTrue(!out.toString().contains("forbids tracing"), "this machine forbids ptrace");
            assertThat(status).as(out + "\n" + err).isZero();
            assertThat(out.toString()
                            .lines()
                            .filter(line -> line.startsWith("ok "))
                            .count())
                    .isGreaterThanOrEqualTo(10);
        } finally {
            if (before.isEmpty()) {
                System.clearProperty("lanner.home");
            } else {
                System.setProperty("lanner.home", before);
            }
        }
    }

    /** What the launcher does, with the classes under test. */
    private void makeLauncher() throws Exception {
        String flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-Dchronicle"))
                .collect(Collectors.joining(" "));
        Path launcher = directory.resolve("lanner");
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' " + flags
                        + " -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        + "' lanner.cli.Lanner \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }
}
