package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.kit.ExecutableFile;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The corpus run tells programs that end otherwise when they are recorded, and how; here by recorders that spoil them. */
@Order(3)
class CorpusTest extends LiveTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent().getParent();

    record Told(int status, String text) {
        String lineOf(String program) {
            return text.lines()
                    .filter(line -> line.startsWith("- " + program + ":"))
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void tellsHowEachProgramDiffers() throws Exception {
        script("programs/same", "echo out; echo err >&2; exit 3");
        script("programs/status", "exit 3");
        script("programs/output", "echo one; echo two");
        script("programs/errors", "echo one >&2");
        script("programs/recorder", "exit 0");
        script("programs/late", "exit 0");
        script("programs/unstable", "echo $$");
        script("programs/lacks", "echo no such thing here; exit 77");
        script("programs/left", "sleep 100 & exit 0");
        Path recorder = script("recorder", """
            while [ "$1" != -- ]; do shift; done
            shift
            case $1 in
                */status) exit 4 ;;
                */output) "$@" | sed s/two/three/ ;;
                */errors) "$@" 2> /dev/null ;;
                */recorder) echo 'lanner: internal error: none' >&2; "$@" ;;
                */late) sleep 12; "$@" ;;
                *) "$@" ;;
            esac\
            """);
        Told told = corpus(
                "--recorder",
                recorder.toString(),
                "--verify",
                "",
                "--allowance",
                "4",
                "--jobs",
                "3",
                directory.resolve("programs").toString());
        assertThat(told.lineOf("status")).endsWith("status: status 3 bare, status 4 otherwise");
        assertThat(told.lineOf("output")).endsWith("output: `two` bare, `three` otherwise");
        assertThat(told.lineOf("errors")).contains("error output: `one` bare");
        assertThat(told.lineOf("recorder")).contains("recorder: lanner: internal error: none");
        assertThat(told.lineOf("late")).contains("time: ");
        assertThat(told.lineOf("unstable")).endsWith("differs from itself");
        assertThat(told.lineOf("lacks")).endsWith("no such thing here");
        assertThat(told.text()).contains("| . | 9 | 2 | 5 | 0 | 1 | 1 | 0 |");
        assertThat(told.status()).isEqualTo(1);
    }

    @Test
    void aFailedVerificationIsADifference() throws Exception {
        Path program = script("program", "exit 0");
        Path recorder = script("recorder", "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");
        Path verify = script("verify", "echo damaged; exit 1");
        Told told = corpus("--recorder", recorder.toString(), "--verify", verify.toString(), program.toString());
        assertThat(told.lineOf("program")).endsWith("capture: status 1: damaged");
        assertThat(told.status()).isEqualTo(1);
    }

    /** {@code -Dlanner.corpus=all} runs them all, or the programs of any directory; without it a few of ours. */
    @Test
    @Tag("ptrace")
    @Tag("corpus")
    void programsEndTheSameWhenTheyAreRecorded() throws Exception {
        assumeTrue(installed("gcc"), "there is no gcc to make the programs with");
        record("", "true");
        List<String> line = recorder("true");
        StringBuilder words = new StringBuilder("exec");
        line.subList(0, line.indexOf("record") + 1)
                .forEach(word -> words.append(" '").append(word).append('\''));
        Path recorder = script("recorder", words + " \"$@\"");
        List<String> arguments = new ArrayList<>(List.of("--recorder", recorder.toString(), "--verify", ""));
        String wanted = System.getProperty("lanner.corpus", "");
        if (wanted.isEmpty()) {
            List.of("threads/exit-group-races", "exec/by-other-thread", "namespaces/init-", "waiting/at-once")
                    .forEach(name -> arguments.addAll(List.of("--only", name)));
        } else if (!wanted.equals("all")) {
            arguments.add(wanted);
        }
        Told told = corpus(arguments.toArray(String[]::new));
        System.out.print(told.text());
        assertThat(told.status()).as(told.text()).isZero();
    }

    private boolean installed(String tool) throws Exception {
        return run(List.of("sh", "-c", "command -v " + tool), "").status() == 0;
    }

    private static Told corpus(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "recorder/corpus/Corpus.java"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Told(process.waitFor(), text);
    }

    private Path script(String name, String text) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return ExecutableFile.write(file, "#!/bin/sh\n" + text + "\n");
    }
}
