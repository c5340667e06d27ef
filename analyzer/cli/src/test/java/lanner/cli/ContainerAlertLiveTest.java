package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import lanner.recorder.container.ContainerImage;
import lanner.recorder.container.OciContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a container that an OCI runtime starts to the alert of a rule. */
@Tag("ptrace")
class ContainerAlertLiveTest {
    private static final String HEX = "feed".repeat(16);

    @TempDir
    Path directory;

    @Test
    void anAlertNamesTheContainerThatItsRuntimeTellsOf() throws Exception {
        ContainerImage.need();
        ContainerImage image = ContainerImage.make(Files.createDirectory(directory.resolve("image")));
        Path captures = Files.createDirectory(directory.resolve("captures"));
        Path hostname = directory.resolve("docker/containers").resolve(HEX).resolve("hostname");
        Files.createDirectories(hostname.getParent());
        Files.writeString(hostname, HEX.substring(0, 12) + "\n");
        OciContainer.Ended ended = new OciContainer(
                        image,
                        captures,
                        "cgroup-namespace mount=" + hostname
                                + ":/etc/hostname env=CONTAINER_NAME:web env=CONTAINER_IMAGE:r.example:5000/web:1.4")
                .run(ContainerImage.recorder("/captures/x.lanner", "cat", "/etc/passwd"));
        assertThat(ended.status()).as(ended.err()).isZero();
        Path rules = Files.writeString(directory.resolve("accounts.yaml"), """
            - rule: Accounts read
              desc: A program read the list of accounts.
              condition: evt.type = openat and fd.name = /etc/passwd
              output: Accounts were read (program=%proc.name)
              priority: WARNING
            """);
        Path capture = captures.resolve("x.lanner");
        assertThat(Answer.of("analyze", capture, "-r", rules, "--append-output", "suggested")
                        .out())
                .contains("Accounts were read (program=cat)", "container_id=feedfeedfeed", "container_name=web")
                .contains("container_image_repository=r.example:5000/web", "container_image_tag=1.4");
        assertThat(Answer.of("info", capture).out()).contains("feedfeedfeed (docker)");
    }
}
