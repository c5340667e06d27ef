package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lanner.recorder.Machine;
import lanner.recorder.StartedRecorder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our own rules against things done for real and recorded. */
@Tag("ptrace")
@Timeout(600)
class OwnRulesTest {
    private static final String CONTAINER = "3f1c5a7e9b2d4c6f".repeat(4);

    @TempDir
    Path directory;

    /** Records a script and answers the alerts of our rules, one a line; skips where something is not permitted. */
    private List<String> alertsOf(String script, String... arguments) throws Exception {
        Path capture = directory.resolve("x.lanner");
        List<String> line = StartedRecorder.line();
        line.addAll(List.of("record", "-q", "-o", capture.toString(), "--", "/bin/bash", "-c", script, "script"));
        line.addAll(List.of(arguments));
        Process recorder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        assertThat(recorder.waitFor(300, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(directory.resolve("out"));
        Machine.needTracing(said);
        assumeTrue(recorder.exitValue() == 0, "this machine forbids what the script does: " + said);
        Answer answer = Answer.of("analyze", capture, "-r", "../../rules", "--match", "all", "--json");
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out().lines().toList();
    }

    private static void assertRaised(List<String> alerts, String rule, String detail) {
        assertThat(alerts)
                .anySatisfy(alert ->
                        assertThat(alert).contains("\"rule\":\"" + rule + "\"").contains(detail));
    }

    @Test
    void aShellInAContainer() throws Exception {
        Path group = Path.of("/sys/fs/cgroup/pids/docker/" + CONTAINER);
        if (!Files.isDirectory(Path.of("/sys/fs/cgroup/pids"))) {
            group = Path.of("/sys/fs/cgroup/docker/" + CONTAINER);
        }
        try {
            Files.createDirectories(group);
        } catch (IOException e) {
            assumeTrue(false, "no control group can be made here");
        }
        try {
            List<String> alerts = alertsOf("echo $$ > " + group + "/cgroup.procs && sh -c 'echo hello; true'");
            assertRaised(alerts, "Shell started in a container", "\"container.id\":\"3f1c5a7e9b2d\"");
        } finally {
            Files.deleteIfExists(group);
        }
    }

    @Test
    void aSystemBinaryOverwrittenAndANamespaceEntered() throws Exception {
        List<String> alerts =
                alertsOf("unshare -rm sh -c 'mount -t tmpfs none /usr/local/sbin && echo evil > /usr/local/sbin/tool'");
        assertRaised(alerts, "System binary overwritten", "/usr/local/sbin/tool");
        assertRaised(alerts, "Namespace changed by an unexpected program", "\"evt.type\":\"unshare\"");
    }

    @Test
    void aSensitiveFileRead() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/etc/shadow")), "this user may not read /etc/shadow");
        assertRaised(alertsOf("cat /etc/shadow"), "Credential file read", "\"fd.name\":\"/etc/shadow\"");
    }

    @Test
    void anOutboundConnectionFromAnUnexpectedProgram() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            List<String> alerts = alertsOf(
                    "cp /bin/bash tar && ./tar -c 'exec 3<>/dev/tcp/127.0.0.1/'$1",
                    Integer.toString(server.getLocalPort()));
            assertRaised(
                    alerts, "Outbound connection from an unexpected program", "->127.0.0.1:" + server.getLocalPort());
        }
    }

    @Test
    void aQuietProgramRaisesNothing() throws Exception {
        assertThat(alertsOf("ls / > /dev/null; echo done | cat")).isEmpty();
    }
}
