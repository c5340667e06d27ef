package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lanner.recorder.Machine;
import lanner.recorder.StartedRecorder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording of what rules need, beside one of everything that an investigator wants. */
@Tag("ptrace")
@Timeout(600)
class NeededCallsLiveTest {
    private static final Path UPSTREAM = Path.of("../../../shared/data/rules/falco_rules.yaml");

    /** Everything the rules below ask about, from files opened by name, by directory, and handed on. */
    private static final String SCRIPT = """
        mkdir -p box/in; echo a > box/a; cat box/a > /dev/null; exec 5< box/a; cat <&5 > /dev/null
        cat /etc/shadow /etc/passwd > /dev/null 2>&1
        cp /bin/true box/tool; chmod +x box/tool; box/tool; mv box/a box/b; ln -s /etc/shadow box/link
        (cd box; cd in; echo c > ../c; rm ../c)
        exec 6> box/out; echo x >&6; sh -c 'echo y >&6'
        bash -c ': > /dev/tcp/127.0.0.1/1' 2> /dev/null
        python3 - <<'END' || true
        import os, socket
        d = os.open('box', os.O_RDONLY)
        f = os.open('b', os.O_RDONLY, dir_fd=d)
        os.fchmod(f, 0o640)
        g = os.dup(f)
        os.fchmod(g, 0o600)
        a, b = socket.socketpair()
        a.send(b'x')
        os.close(f)
        w = os.open('in/new', os.O_WRONLY | os.O_CREAT, dir_fd=d)
        os.fchmod(w, 0o700)
        END
        """;

    private static final String OF_WRITES = """
        - rule: Written in the box
          desc: d
          condition: evt.type in (open, openat, openat2) and evt.is_open_write=true and fd.name contains /box/
          output: "%evt.type %fd.name by %proc.cmdline of %proc.pname"
          priority: INFO
        - rule: Rights changed
          desc: d
          condition: evt.type in (fchmod, fchmodat) and (fd.name contains /box/ or fs.path.name contains /box/)
          output: "%evt.type %fd.name %fs.path.name"
          priority: INFO
        """;

    private static final String OF_PROCESSES = """
        - rule: Started
          desc: d
          condition: evt.type in (execve, execveat) and proc.name exists
          output: "%proc.cmdline in %proc.cwd of %proc.aname[2]"
          priority: INFO
        """;

    private static final String OF_READS = """
        - rule: Read
          desc: d
          condition: evt.type in (open, openat, openat2) and evt.is_open_read=true and not evt.is_open_write=true
          output: "%fd.name by %proc.cmdline"
          priority: INFO
        - rule: Connected
          desc: d
          condition: evt.type in (connect, sendto) and fd.typechar in (4, u)
          output: "%fd.name by %proc.cmdline"
          priority: INFO
        """;

    @TempDir
    Path directory;

    static Stream<String> rules() throws Exception {
        Stream<String> own = Stream.of(OF_WRITES, OF_PROCESSES, OF_READS, shipped());
        return Files.exists(UPSTREAM) ? Stream.concat(own, Stream.of(Files.readString(UPSTREAM))) : own;
    }

    /** Our own rule files as one text. */
    private static String shipped() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("../../rules"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void raisesTheSameAlerts(String text) throws Exception {
        Path rules = Files.writeString(directory.resolve("rules.yaml"), text);
        Path calls = Files.writeString(directory.resolve("x.calls"), run("rules", "calls", rules.toString()));
        List<String> whole = alerts(record("whole", "--profile", "all"), rules);
        List<String> needed = alerts(record("needed", "--calls", calls.toString()), rules);
        assertThat(needed).isEqualTo(whole).isNotEmpty();
        assertThat(stops("needed")).isLessThan(stops("whole") / 2);
    }

    @Test
    void leavesOpensAloneWhereNoRuleAsksAboutThem() throws Exception {
        Path rules = Files.writeString(directory.resolve("rules.yaml"), OF_PROCESSES);
        assertThat(run("rules", "calls", rules.toString()))
                .contains("execve  # rule Started", "chdir  # process state")
                .doesNotContain("open", "socket", "dup");
    }

    private Path record(String name, String... options) throws Exception {
        Path capture = directory.resolve(name + ".lanner");
        Path place = Files.createDirectories(directory.resolve("place"));
        List<String> line = StartedRecorder.line();
        line.addAll(List.of("record", "-q"));
        line.addAll(List.of(options));
        line.addAll(List.of("-o", capture.toString(), "--", "/bin/bash", "-c", SCRIPT));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LC_ALL", "C");
        Process recorder = builder.directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        assertThat(recorder.waitFor(300, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(directory.resolve("out"));
        Machine.needTracing(said);
        assertThat(recorder.exitValue()).as(said).isZero();
        // The next one finds what this one found: nothing.
        Files.move(place, directory.resolve("place-of-" + name));
        return capture;
    }

    /** The alerts without what differs from run to run: sorted, since pipelines race. */
    private static List<String> alerts(Path capture, Path rules) {
        return run("analyze", capture.toString(), "-r", rules.toString(), "--match", "all")
                .lines()
                .map(line -> line.replaceFirst("^[^ ]+ ", "")
                        .replaceAll("/proc/\\d+", "/proc/N")
                        .replaceAll(":\\d{4,5}->", ":N->")
                        .replaceAll("\\b(pid|tid)=\\d+", "$1=N")
                        .replaceAll("0x[0-9a-f]+|<[0-9]+>", "X"))
                .sorted()
                .toList();
    }

    private long stops(String name) {
        return run("info", "--verbose", directory.resolve(name + ".lanner").toString())
                .lines()
                .filter(line -> line.startsWith("stops:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private static String run(String... arguments) {
        Answer answer = Answer.of((Object[]) arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out();
    }
}
