package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lanner.investigation.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lanner tui} on a real terminal: that of tmux, below a shell. */
class TuiLiveTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String TITLE = "lanner  " + Samples.INSTALL_SCRIPT + ".lanner  929 events, 6 alerts";

    @TempDir
    Path directory;

    private Path socket;
    private Path sample;

    @BeforeEach
    void startShell() throws IOException {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "tmux")));
        assumeThat(there).as("tmux is installed (apt-get install tmux)").isTrue();
        TestedHome.make();
        socket = directory.resolve("tmux");
        sample = Samples.copy(Samples.INSTALL_SCRIPT, directory);
        Path arguments = directory.resolve("arguments");
        Files.writeString(
                arguments,
                "-Dlanner.home=" + Path.of(System.getProperty("lanner.home")).toAbsolutePath() + "\n-cp\n"
                        + System.getProperty("java.class.path") + "\n");
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("../../recorder/jvm/lanner.options").toRealPath()));
        if (Runtime.version().feature() >= 24) {
            java.add("@" + Path.of("../../recorder/jvm/jdk24.options").toRealPath());
        }
        java.addAll(List.of("-XX:TieredStopAtLevel=1", "@" + arguments, "lanner.cli.Lanner", "tui"));
        Files.writeString(directory.resolve("tui"), "exec " + String.join(" ", java) + " \"$@\"\n");
        tmux(
                "new-session",
                "-d",
                "-s",
                "w",
                "-x",
                "80",
                "-y",
                "24",
                "env",
                "-u",
                "NO_COLOR",
                "PS1=$ ",
                "LC_ALL=C.UTF-8",
                "sh",
                "-m");
        // What tmux says of itself is terminfo that not every machine has.
        type("export TERM=screen");
    }

    @AfterEach
    void endShell() throws IOException {
        if (socket != null && Files.exists(socket)) {
            tmux("kill-server");
        }
    }

    private String tmux(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString(), "-f", "/dev/null"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor()).as(command + ": " + said).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return said;
    }

    private void type(String line) throws IOException {
        tmux("send-keys", "-t", "w", "-l", line);
        tmux("send-keys", "-t", "w", "Enter");
    }

    private void keys(String... keys) throws IOException {
        for (String key : keys) {
            tmux("send-keys", "-t", "w", key);
        }
    }

    private String screen() throws IOException {
        return tmux("capture-pane", "-p", "-t", "w");
    }

    private String await(String what, Predicate<String> holds) throws IOException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        String now = screen();
        while (!holds.test(now)) {
            assertThat(System.nanoTime()).as("%s does not come:%n%s", what, now).isLessThan(until);
            LockSupport.parkNanos(PAUSE_NANOS);
            now = screen();
        }
        return now;
    }

    private String awaitText(String text) throws IOException {
        return await("'" + text + "'", screen -> screen.contains(text));
    }

    private void open() throws IOException {
        type("stty -a >before; sh " + directory.resolve("tui") + " " + sample + "; echo status=$?; stty -a >after");
        awaitText(TITLE);
        awaitText("q leave");
    }

    private void assertGivenBack(String status) throws IOException {
        String screen = awaitText("status=" + status);
        assertThat(screen)
                .as("the page from before the window")
                .contains("stty -a >before")
                .doesNotContain("[Events");
        keys("Enter");
        type("cmp before after && echo same modes");
        awaitText("same modes\n");
    }

    @BeforeEach
    void inDirectory() throws IOException {
        type("cd " + directory);
    }

    @Test
    void anAlertItsReasonAndADecisionOverTheTerminal() throws IOException {
        open();
        keys("a", "a", "Enter", "4");
        awaitText("[Details  event 559]");
        keys("z");
        assertThat(awaitText("'Credential file read' matched")).contains("+* evt.is_open_read = true");
        keys("z", "3", "j", "Y");
        awaitText("accepted, because:");
        type("Sam's own key \u00e9");
        awaitText("\u2713");
        keys("1", "/");
        type("evt.type = connect and proc.name = updater");
        awaitText("of 929 events]");
        keys("q");
        assertGivenBack("0");
        assertThat(Files.readString(directory.resolve(Samples.INSTALL_SCRIPT + ".lanner-case")))
                .contains(
                        "\"verdict\":\"accepted\"",
                        "Sam's own key \u00e9",
                        "evt.type = connect and proc.name = updater");
    }

    @Test
    void theWindowFollowsTheTerminalsSizeThroughAStorm() throws IOException {
        open();
        for (int i = 0; i < 40; i++) {
            tmux("resize-window", "-t", "w", "-x", Integer.toString(20 + i * 3), "-y", Integer.toString(3 + i));
        }
        tmux("resize-window", "-t", "w", "-x", "130", "-y", "40");
        // A screen that is looked at may be half drawn.
        await(
                "the title, and both panes below",
                screen -> screen.lines().findFirst().orElse("").contains(TITLE)
                        && screen.contains("Alerts  6")
                        && screen.contains("\u250a Details"));
        tmux("resize-window", "-t", "w", "-x", "10", "-y", "3");
        await("three lines", screen -> screen.startsWith("/ no fil") && screen.contains("\n>"));
        tmux("resize-window", "-t", "w", "-x", "80", "-y", "24");
        awaitText("q leave");
        keys("q");
        awaitText("status=0");
    }

    @Test
    void ctrlCEndsIt() throws IOException {
        open();
        keys("C-c");
        assertGivenBack("130");
    }

    @Test
    void ctrlZSuspendsItAndTheShellGoesOnWithIt() throws IOException {
        open();
        keys("C-z");
        // What is typed before the shell has the terminal may reach the window.
        await("the shell", screen -> !screen.contains("[Events") && screen.contains("Stopped"));
        type("echo in the $(echo shell)");
        awaitText("in the shell");
        type("fg");
        awaitText(TITLE);
        keys("q");
        await("the shell again", screen -> !screen.contains("[Events"));
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void aSignalFromOutsideGivesTheTerminalBack(String signal, String status) throws IOException {
        open();
        long shell = Long.parseLong(
                tmux("display-message", "-p", "-t", "w", "#{pane_pid}").strip());
        ProcessHandle window =
                ProcessHandle.of(shell).orElseThrow().children().findFirst().orElseThrow();
        new ProcessBuilder("kill", "-" + signal, Long.toString(window.pid())).start();
        assertGivenBack(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vt100", "linux", "xterm", "xterm-256color", "screen"})
    void terminalsOfManyTypesShowIt(String type) throws IOException {
        type("export TERM=" + type);
        open();
        keys("Down", "Down", "G", "Tab", "?");
        awaitText("Everywhere");
        keys("Escape", "q");
        awaitText("status=0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TERM=dumb sh ./tui X           | a terminal of type 'dumb'
            TERM= sh ./tui X               | a terminal of type ''
            TERM=no-such sh ./tui X        | nothing is known of a terminal of type 'no-such'
            TERM=../../x sh ./tui X        | nothing is known of a terminal of type '../../x'
            sh ./tui X </dev/null          | the input is no terminal
            sh ./tui X >out; cat out       | the output is no terminal
            """)
    void withoutATerminalItSaysSoInASentence(String line, String why) throws IOException {
        type("clear; " + line.replace("X", sample.toString()) + "; echo status=$?");
        await("the end", now -> now.contains("status=4") || now.contains("status=0"));
        // Lines that the terminal broke are joined.
        assertThat(tmux("capture-pane", "-p", "-J", "-t", "w")).contains("lanner: tui needs a terminal: " + why);
    }
}
