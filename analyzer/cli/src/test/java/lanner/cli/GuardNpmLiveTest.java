package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lanner.cli.sarif.SarifSchema;
import lanner.recorder.Machine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code guard -- npm install} of a clean package and of one whose post-install script takes more than it should. */
@Tag("ptrace")
@Order(1)
class GuardNpmLiveTest {
    @TempDir
    Path directory;

    private StartedGuard guard;
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        Machine.need("npm");
        guard = new StartedGuard(directory);
        home = Files.createDirectory(directory.resolve("home"));
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), "[default]\naws_secret_access_key = made-up\n");
        Files.writeString(guard.work().resolve("package.json"), "{\"name\":\"app\",\"version\":\"1.0.0\"}\n");
    }

    /** A package as a file, with this post-install script. */
    private Path pack(String name, String script) throws Exception {
        Path place = Files.createDirectories(directory.resolve(name).resolve("package"));
        Files.writeString(
                place.resolve("package.json"),
                "{\"name\":\"" + name + "\",\"version\":\"1.0.3\",\"main\":\"index.js\","
                        + "\"scripts\":{\"postinstall\":\"sh ./setup.sh\"}}\n");
        Files.writeString(place.resolve("index.js"), "module.exports = text => text\n");
        Files.writeString(place.resolve("setup.sh"), script);
        Path archive = directory.resolve(name + "-1.0.3.tgz");
        Process tar = new ProcessBuilder(
                        "tar",
                        "-czf",
                        archive.toString(),
                        "-C",
                        place.getParent().toString(),
                        "package")
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        return archive;
    }

    private StartedGuard.Ended install(Path archive) throws Exception {
        return guard.run(
                Map.of(
                        "HOME",
                        home.toString(),
                        "npm_config_cache",
                        home.resolve("cache").toString()),
                new byte[0],
                "--sarif",
                "x.sarif",
                "--summary",
                "x.md",
                "--",
                "npm",
                "install",
                "--offline",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts=false",
                archive.toString());
    }

    @Test
    void aCleanInstallationEndsAsNpmDoesAndLeavesNoRecording() throws Exception {
        StartedGuard.Ended ended = install(pack("colour-strings", "echo ready >ready\n"));
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.text()).contains("added 1 package");
        assertThat(guard.work().resolve("node_modules/colour-strings/ready")).exists();
        assertThat(SarifSchema.run(Files.readString(guard.work().resolve("x.sarif"))))
                .satisfies(run -> assertThat(SarifSchema.at(run, "invocations/0/executionSuccessful"))
                        .isEqualTo(true));
        assertThat(Files.readString(guard.work().resolve("x.md")))
                .startsWith("### Lanner guard: no alert at or above Warning");
        try (Stream<Path> left = Files.list(guard.temporary())) {
            assertThat(left.filter(each -> each.getFileName().toString().startsWith("lanner-")))
                    .isEmpty();
        }
    }

    @Test
    void aTheftOfCredentialsAndADroppedProgramAreFoundThoughNpmSucceeded() throws Exception {
        StartedGuard.Ended ended = install(pack("colour-string", """
                cat "$HOME/.aws/credentials" >loot
                mkdir -p "$HOME/.cache/fontconfig"
                cp "$(command -v env)" "$HOME/.cache/fontconfig/updater"
                chmod 755 "$HOME/.cache/fontconfig/updater"
                "$HOME/.cache/fontconfig/updater"
                """));
        assertThat(ended.status()).as(ended.err()).isEqualTo(110);
        assertThat(ended.text()).contains("added 1 package");
        assertThat(ended.err()).contains(".aws/credentials", "fontconfig/updater", "lanner: status 110: ");
        List<Map<?, ?>> results =
                SarifSchema.results(Files.readString(guard.work().resolve("x.sarif")));
        assertThat(results)
                .extracting(each -> String.valueOf(SarifSchema.at(each, "properties/subject")))
                .anyMatch(subject -> subject.endsWith("/.aws/credentials"))
                .anyMatch(subject -> subject.endsWith("/.cache/fontconfig/updater"));
        assertThat(Files.readString(guard.work().resolve("x.md"))).contains("| yes |");
    }
}
