package lanner.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lanner.recorder.Machine;

/** {@code lanner guard} as a program of its own, from the classes under test, in a directory of its own. */
final class StartedGuard {
    private final Path directory;
    private final List<String> java;

    /** What it did. */
    record Ended(int status, byte[] out, String err) {
        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    /** @param directory where its files are, and where it runs: in {@code work} */
    StartedGuard(Path directory) throws IOException {
        TestedHome.make();
        this.directory = directory;
        Files.createDirectories(work());
        Files.createDirectories(temporary());
        Path arguments = directory.resolve("arguments");
        Files.writeString(
                arguments,
                "-Dlanner.home=" + Path.of(System.getProperty("lanner.home")).toAbsolutePath() + "\n-cp\n"
                        + System.getProperty("java.class.path") + "\n");
        java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("../../recorder/jvm/lanner.options").toRealPath()));
        if (Runtime.version().feature() >= 24) {
            java.add("@" + Path.of("../../recorder/jvm/jdk24.options").toRealPath());
        }
        java.addAll(List.of("-XX:TieredStopAtLevel=1", "@" + arguments, "lanner.cli.Lanner", "guard"));
    }

    /** Where the command runs. */
    Path work() {
        return directory.resolve("work");
    }

    /** Where temporary files are. */
    Path temporary() {
        return directory.resolve("temporary");
    }

    /** Runs it; a test is skipped where tracing is forbidden. */
    Ended run(Map<String, String> environment, byte[] input, String... words) throws Exception {
        List<String> line = new ArrayList<>(java);
        line.addAll(List.of(words));
        File in = directory.resolve("in").toFile();
        File out = directory.resolve("out").toFile();
        File err = directory.resolve("err").toFile();
        Files.write(in.toPath(), input);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(work().toFile())
                .redirectInput(in)
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().keySet().removeAll(List.of("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI"));
        builder.environment().put("TMPDIR", temporary().toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("guard did not end: " + Files.readString(err.toPath()));
            }
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(err.toPath());
        Machine.needTracing(said);
        return new Ended(process.exitValue(), Files.readAllBytes(out.toPath()), said);
    }

    Ended run(String... words) throws Exception {
        return run(Map.of(), new byte[0], words);
    }
}
