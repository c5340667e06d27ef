package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.kit.ExecutableFile;
import lanner.product.Trees;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as {@code bin/lanner} of an unpacked archive, with a java that says how it was started. */
class InstalledLauncherTest {
    /** As uname(1) names it. */
    private static final String MACHINE =
            System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");

    @TempDir
    Path directory;

    private Path home;
    private Path java;

    @BeforeEach
    void unpack() throws IOException {
        Path launcher = Path.of("../../lanner").toAbsolutePath().normalize();
        assumeTrue(Files.isExecutable(launcher), "the launcher is not where a checkout has it");
        home = Files.createDirectory(directory.resolve("lanner-1.2.3")).toRealPath();
        for (String part :
                List.of("recorder", "analyzer", "sql", "fleet", "viewer", "viewer/" + MACHINE, "viewer/vax")) {
            Path directory = Files.createDirectories(home.resolve("lib").resolve(part));
            Files.createFile(directory.resolve(directory.getFileName() + ".jar"));
        }
        Files.createDirectory(home.resolve("bin"));
        ExecutableFile.copy(launcher, home.resolve("bin/lanner"));
        java = program(directory.resolve("java"), "given");
    }

    private static Path program(Path file, String name) throws IOException {
        return ExecutableFile.write(file, "#!/bin/sh\nprintf '%s\\n' " + name + " \"$@\"\n");
    }

    private record Ended(int status, List<String> lines) {
        String after(String option) {
            return lines.get(lines.indexOf(option) + 1);
        }
    }

    private Ended start(Path launcher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("LANNER_") || name.equals("DISPLAY"));
        builder.environment().put("LANNER_JAVA", java.toString());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out.lines().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "record, lanner.recorder.cli.RecorderMain, recorder",
        "guard,  lanner.cli.Lanner,                recorder analyzer",
        "info,   lanner.cli.Lanner,                recorder analyzer",
        "compare, lanner.cli.Lanner,               recorder analyzer",
        "sql,    lanner.cli.Lanner,                recorder analyzer sql",
        "export, lanner.cli.Lanner,                recorder analyzer sql",
        "fleet,  lanner.cli.Lanner,                recorder analyzer fleet",
        "view,   lanner.viewer.app.Main,           recorder analyzer viewer",
    })
    void eachCommandHasTheJarsOfItsParts(String command, String main, String parts) throws Exception {
        Ended ended = start(home.resolve("bin/lanner"), command, "x");
        assertThat(ended.status()).isZero();
        assertThat(ended.lines()).contains(main, "@" + home + "/lib/jvm/lanner.options", "-Dlanner.home=" + home);
        assertThat(ended.lines()).contains("-Dlanner.launcher=" + home + "/bin/lanner");
        List<String> jars = new ArrayList<>();
        for (String part : parts.split(" ")) {
            jars.add(home + "/lib/" + part + "/" + part + ".jar");
        }
        if (command.equals("view")) {
            jars.add(home + "/lib/viewer/" + MACHINE + "/" + MACHINE + ".jar");
        }
        assertThat(ended.after("-cp")).isEqualTo(String.join(":", jars));
    }

    @Test
    void theViewerIsRefusedOnAMachineThatItHasNoWindowsFor() throws Exception {
        Trees.delete(home.resolve("lib/viewer/" + MACHINE));
        Ended ended = start(home.resolve("bin/lanner"), "view", "x");
        assertThat(ended.status()).isEqualTo(4);
        assertThat(ended.lines()).containsExactly("lanner: the viewer has no windows for this machine: " + MACHINE);
        assertThat(start(home.resolve("bin/lanner"), "info", "x").status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql", "fleet"})
    void whatIsPackedApartStartsWithoutItsPartToo(String command) throws Exception {
        Trees.delete(home.resolve("lib").resolve(command));
        Ended ended = start(home.resolve("bin/lanner"), command, "x");
        assertThat(ended.after("-cp"))
                .isEqualTo(home + "/lib/recorder/recorder.jar:" + home + "/lib/analyzer/analyzer.jar");
    }

    @Test
    void aFleetHasOptionsOfItsOwn() throws Exception {
        String options = "@"
                + Files.createFile(
                        Files.createDirectories(home.resolve("lib/jvm")).resolve("fleet.options"));
        assertThat(start(home.resolve("bin/lanner"), "fleet", "x").lines())
                .contains(options, "-Dlanner.fleet.job=" + home + "/lib/fleet/job/lanner-fleet-job.jar");
        assertThat(start(home.resolve("bin/lanner"), "info", "x").lines()).doesNotContain(options);
    }

    @Test
    void aLinkFromAnotherDirectoryStartsIt() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("lanner"), home.resolve("bin/lanner"));
        assertThat(start(link, "info", "x").lines()).contains("-Dlanner.home=" + home);
    }

    @Test
    void theRuntimeInTheArchiveIsTaken() throws Exception {
        Path runtime = Files.createDirectories(home.resolve("lib/runtime/bin"));
        program(runtime.resolve("java"), "own");
        java = Path.of("");
        assertThat(start(home.resolve("bin/lanner"), "record", "x").lines()).startsWith("own");
    }

    @Test
    void theRecorderAloneRecords() throws Exception {
        takeAwayTheAnalyzer();
        Ended ended = start(home.resolve("bin/lanner"), "record", "x");
        assertThat(ended.lines()).contains("lanner.recorder.cli.RecorderMain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "-h"})
    void theRecorderAloneSaysWhatItIs(String option) throws Exception {
        takeAwayTheAnalyzer();
        Ended ended = start(home.resolve("bin/lanner"), option);
        assertThat(ended.lines()).contains("lanner.recorder.cli.RecorderMain", option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyze", "view", "info"})
    void theRecorderAloneRefusesTheRest(String command) throws Exception {
        takeAwayTheAnalyzer();
        Ended ended = start(home.resolve("bin/lanner"), command, "x");
        assertThat(ended.status()).isEqualTo(4);
        assertThat(ended.lines())
                .containsExactly("lanner: this installation has the recorder alone: '" + command
                        + "' needs the whole of Lanner");
    }

    private void takeAwayTheAnalyzer() throws IOException {
        for (String part : List.of("analyzer", "viewer")) {
            Trees.delete(home.resolve("lib").resolve(part));
        }
    }
}
