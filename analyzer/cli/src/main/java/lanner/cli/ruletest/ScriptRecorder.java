package lanner.cli.ruletest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Records a script in an empty directory, as a user would: with this program's own launcher. */
public final class ScriptRecorder implements Recordings.Recorder {
    private static final long PATIENCE_SECONDS = 120;
    private static final String FORBIDDEN = "may not trace its own children";

    private final Path launcher;

    /** @param launcher the program {@code lanner} */
    public ScriptRecorder(Path launcher) {
        this.launcher = launcher.toAbsolutePath();
    }

    @Override
    public Path record(RuleTest.Script script, Path directory) throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path capture = directory.resolve("x.lanner");
        Path text = Files.writeString(directory.resolve("script.sh"), script.text());
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        launcher.toString(),
                        "record",
                        "-q",
                        "--profile",
                        script.profile(),
                        "-o",
                        capture.toString(),
                        "--",
                        "sh",
                        text.toString())
                .directory(home.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile());
        builder.environment().put("HOME", home.toString());
        await(builder.start());
        String said = Files.readString(err);
        if (said.contains(FORBIDDEN)) {
            throw new Recordings.SkipException("this machine forbids tracing");
        }
        if (!Files.isDirectory(capture)) {
            throw new IOException("the script was not recorded: " + said.strip());
        }
        return capture;
    }

    private static void await(Process process) throws IOException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the script did not end within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            // What it traces ends with it.
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
