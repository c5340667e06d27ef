package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lanner.recorder.Machine;
import lanner.recorder.StartedRecorder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that takes random steps (threads, processes, clone's flags, directories, descriptors, users, programs) and
 * writes down what {@code /proc} says at each: every event must say the same. {@code -Dlanner.state.steps=10000} takes so
 * many steps, {@code -Dlanner.seed=S} repeats a run.
 */
@Tag("ptrace")
@Timeout(600)
class StateLiveTest {
    private static final String FORMAT = "%fd.nameraw|%fd.name|%proc.cwd|%user.uid|%thread.tid|%proc.pid";

    @TempDir
    Path directory;

    /** What the program wrote down: what it looked at, the mark of the call beside it, and what it saw. */
    private record Seen(String what, String mark, String path, String ids) {
        static Seen of(String line) {
            String[] parts = line.split("\t", 4);
            return new Seen(parts[0], parts[1], parts[2], parts[3]);
        }

        /** The path that the call's event must have. */
        String expected() {
            return switch (what) {
                case "cwd" -> path + "/";
                case "opened" -> path;
                default -> (path.equals("-") ? "<UNKNOWN>" : path) + "/" + mark;
            };
        }
    }

    private record Recorded(String name, String cwd, String ids) {
        static Recorded of(String[] fields) {
            return new Recorded(fields[1], fields[2], fields[3] + "\t" + fields[4] + "\t" + fields[5]);
        }
    }

    @Test
    void everyEventSaysWhatProcSaidAtThatMoment(TestReporter reporter) throws Exception {
        assumeTrue(has("gcc"), "there is no gcc to build the program with");
        long seed = Long.getLong("lanner.seed", System.nanoTime() % 1_000_000);
        int steps = Integer.getInteger("lanner.state.steps", 1_000);
        reporter.publishEntry("seed", Long.toString(seed));
        // Users that the program becomes must get here.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path base = Files.createDirectory(directory.resolve("base"));
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path program = build("state-steps.c");
        Path capture = record(List.of(
                program.toString(), base.toRealPath().toString(), "0", Long.toString(seed), Integer.toString(steps)));
        Map<String, Recorded> events = events(capture);
        int compared = compare(Files.readAllLines(directory.resolve("log")), events, seed);
        // A task that has run ends some steps without looking.
        assertThat(compared).as("looks of seed %d", seed).isGreaterThan(steps);
    }

    @Test
    void idsOfAnInnerUserNamespaceAreThoseOutside() throws Exception {
        assumeTrue(has("gcc"), "there is no gcc to build the program with");
        assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "only root may map a range of users into a namespace");
        Path capture = record(List.of(build("state-users.c").toString()));
        Answer answer = Answer.of("events", capture, "fd.name=/etc/hostname", "-p", "%user.uid %group.gid");
        assumeTrue(!answer.out().isEmpty(), "this machine gives no user namespaces");
        assertThat(answer.out().lines())
                .as("before, after, in a child")
                .containsExactly("0 0", "101000 102000", "101000 102000");
    }

    @Test
    void anExecClosesTheDescriptorsThatTheKernelCloses() throws Exception {
        assumeTrue(has("gcc"), "there is no gcc to build the program with");
        Path capture = record(List.of(build("close-on-exec.c").toString()));
        Answer looks = Answer.of(
                "events",
                capture,
                "evt.type=access and evt.arg.name contains open/",
                "-p",
                "%evt.rawarg.name %proc.fdopencount");
        assertThat(looks.out().lines())
                .as("numbers open before and after the exec, as the program counted and as the events have it")
                .hasSize(2)
                .allSatisfy(look -> assertThat(look).matches(".*open/(\\d+) \\1"));
        Answer closed = Answer.of("events", capture, "evt.type=fstat and evt.failed=true and fd.type exists");
        assertThat(closed.out()).as("numbers that lead nowhere").isEmpty();
    }

    private static int compare(List<String> log, Map<String, Recorded> events, long seed) {
        Map<String, String> moved = new HashMap<>();
        int compared = 0;
        for (String line : log) {
            Seen seen = Seen.of(line);
            if (seen.what.equals("moved")) {
                moved.put(seen.mark, seen.path);
            } else if (!seen.path.equals("-") || seen.what.equals("at")) {
                Recorded event = events.get(seen.mark);
                assertThat(event).as("event of %s, seed %d", line, seed).isNotNull();
                String path = seen.what.equals("cwd") ? event.cwd : event.name;
                assertThat(now(path, moved) + "\t" + event.ids)
                        .as("%s, seed %d", line, seed)
                        .isEqualTo(seen.expected() + "\t" + seen.ids);
                compared++;
            }
        }
        return compared;
    }

    /**
     * Where a path leads after directories have moved. An event keeps the name that a directory had when it was opened or
     * entered, which is a limit of names put together as text; no name is used twice here, so that it is still known.
     */
    private static String now(String path, Map<String, String> moved) {
        String[] names = path.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            while (moved.containsKey(names[i])) {
                names[i] = moved.get(names[i]);
            }
        }
        return String.join("/", names);
    }

    private static Map<String, Recorded> events(Path capture) {
        Answer answer = Answer.of("events", capture, "evt.type=openat", "-p", FORMAT);
        assertThat(answer.status()).as(answer.err()).isZero();
        Map<String, Recorded> events = new HashMap<>();
        answer.out().lines().forEach(line -> {
            String[] fields = line.split("\\|", -1);
            events.put(fields[0], Recorded.of(fields));
        });
        return events;
    }

    private static boolean has(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    private Path build(String name) throws IOException, InterruptedException {
        Path source = directory.resolve(name);
        try (InputStream in = StateLiveTest.class.getResourceAsStream(name)) {
            Files.copy(in, source);
        }
        Path program = directory.resolve("steps");
        Process gcc = new ProcessBuilder(
                        "gcc", "-O1", "-fno-stack-protector", "-o", program.toString(), source.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("gcc").toFile())
                .start();
        assertThat(gcc.waitFor()).as(Files.readString(directory.resolve("gcc"))).isZero();
        return program;
    }

    private Path record(List<String> command) throws Exception {
        Path capture = directory.resolve("x.lanner");
        List<String> line = StartedRecorder.line();
        line.addAll(List.of("record", "-q", "-o", capture.toString(), "--"));
        line.addAll(command);
        Path said = directory.resolve("said");
        Process recorder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(recorder.waitFor(500, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(said);
        Machine.needTracing(text);
        assertThat(recorder.exitValue()).as(text).isZero();
        return capture;
    }
}
