import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whole runs of the recorder beside strace, in turn (A B A B ...), after a warm-up of each; prints medians, least and
 * greatest, and ratios as a Markdown table. Needs gcc and make for the programs; strace for the comparison: what is not
 * there is left out, and said.
 *
 * <p>Run it from the project's directory: {@code java recorder/bench/RecorderBench.java [--runs N] [loop|threads|mix|make|javac|forks|find|start|replay ...]}
 */
public final class RecorderBench {
    private static final int LOOPS = 100_000;
    private static final String CALLS = "openat,execve,clone,clone3,fork,vfork";

    private static int runs = 5;
    private static Path scratch;

    private RecorderBench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        int option = wanted.indexOf("--runs");
        if (option >= 0) {
            runs = Integer.parseInt(wanted.get(option + 1));
            wanted.subList(option, option + 2).clear();
        }
        scratch = Files.createTempDirectory("lanner-bench");
        try {
            System.out.printf("%d runs of each, in turn; %d processors; wall seconds%n%n", runs, Runtime.getRuntime().availableProcessors());
            if (wants(wanted, "loop")) {
                loop("open+close, 1 thread, " + LOOPS + " times", compile("loop.c", LOOP_C), 1, 1);
            }
            if (wants(wanted, "threads")) {
                Path program = compile("loop.c", LOOP_C);
                loop("open+close, 4 threads, " + LOOPS + " times in all", program, 4, 1);
                loop("open+close, 4 processes, " + LOOPS + " times in all", program, 1, 4);
            }
            if (wants(wanted, "mix")) {
                Path program = compile("mix.c", MIX_C);
                if (program != null) {
                    compare("a call every 50 µs of computing, 1 thread, 10000 times", List.of(program.toString(), "10000", "1"), 10_000);
                    compare("the same, 4 threads", List.of(program.toString(), "10000", "4"), 10_000);
                }
            }
            if (wants(wanted, "make")) {
                make();
            }
            if (wants(wanted, "javac")) {
                javac();
            }
            if (wants(wanted, "forks")) {
                compare("a shell loop, 400 programs", List.of("sh", "-c", "i=0; while [ $i -lt 400 ]; do /bin/true; i=$((i+1)); done"), 0);
            }
            if (wants(wanted, "find")) {
                compare("find /usr", List.of("find", "/usr", "-type", "d", "-name", "x*"), 0);
            }
            if (wants(wanted, "start")) {
                compare("true", List.of("true"), 0);
            }
            if (wants(wanted, "replay")) {
                replay();
            }
        } finally {
            remove(scratch);
        }
    }

    private static boolean wants(List<String> wanted, String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private static void loop(String title, Path program, int threads, int processes) throws Exception {
        if (program != null) {
            compare(title, List.of(program.toString(), "" + LOOPS, "" + threads, "" + processes), LOOPS);
        }
    }

    private static void make() throws Exception {
        if (!has("make") || !has("gcc")) {
            System.out.println("make: left out, gcc or make is not installed\n");
            return;
        }
        Path project = Files.createDirectory(scratch.resolve("project"));
        StringBuilder objects = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            Files.writeString(project.resolve("f" + i + ".c"), "#include <stdio.h>\n#include <stdlib.h>\nint f" + i + "(void) { return printf(\"%d\", " + i + "); }\n");
            objects.append(" f").append(i).append(".o");
        }
        Files.writeString(project.resolve("Makefile"), "all:" + objects + "\n%.o: %.c\n\tgcc -O1 -c -o $@ $<\n");
        compare("make -j2, 30 C files", List.of("make", "-B", "-s", "-j2", "-C", project.toString()), 0);
    }

    private static void javac() throws Exception {
        Path sources = Files.createDirectory(scratch.resolve("sources"));
        List<String> command = new ArrayList<>(List.of("javac", "-d", scratch.resolve("classes").toString()));
        for (int i = 0; i < 60; i++) {
            Path source = sources.resolve("C" + i + ".java");
            Files.writeString(source, "import java.util.*;\nclass C" + i + " { Map<String, List<Integer>> f(Collection<String> all) { Map<String, List<Integer>> m = new TreeMap<>();"
                    + " all.forEach(s -> m.computeIfAbsent(s, k -> new ArrayList<>()).add(s.length() + " + i + ")); return m; } }\n");
            command.add(source.toString());
        }
        compare("javac, 60 classes", command, 0);
    }

    /** Untraced, under the recorder, under strace as people run it, and under strace on one processor. */
    private static void compare(String title, List<String> command, int calls) throws Exception {
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("untraced", command);
        Path capture = scratch.resolve("bench.lanner");
        for (String profile : List.of("rules", "forensic")) {
            ways.put("lanner record --profile " + profile, join(List.of("./lanner", "record", "-q", "--overwrite", "--profile", profile, "-o", capture.toString(), "--"), command));
        }
        if (has("strace")) {
            String log = scratch.resolve("strace.log").toString();
            List<String> strace = List.of("strace", "-f", "--seccomp-bpf", "-e", "trace=" + CALLS, "-o", log);
            ways.put("strace -f --seccomp-bpf", join(strace, command));
            ways.put("the same on one processor", join(List.of("taskset", "-c", "0"), join(strace, command)));
        } else {
            System.out.println("strace is not installed: left out");
        }
        Path bare = compile(Path.of("recorder/bench/bare_tracer.c"));
        if (bare != null) {
            ways.put("bare C tracer", join(List.of(bare.toString()), command));
            ways.put("bare C tracer, one processor", join(List.of("taskset", "-c", "0", bare.toString()), command));
        }
        Map<String, double[]> seconds = new LinkedHashMap<>();
        ways.keySet().forEach(way -> seconds.put(way, new double[runs]));
        for (int run = -1; run < runs; run++) {
            for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                double time = time(way.getValue());
                if (run >= 0) {
                    seconds.get(way.getKey())[run] = time;
                }
            }
        }
        System.out.println("### " + title + "\n");
        System.out.println("| | median s | min-max | x untraced |" + (calls > 0 ? " µs per iteration added |" : ""));
        System.out.println("|---|---|---|---|" + (calls > 0 ? "---|" : ""));
        double base = median(seconds.get("untraced"));
        seconds.forEach((way, times) -> {
            double median = median(times);
            System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f-%.3f | %.2f |", way, median, Arrays.stream(times).min().orElse(0), Arrays.stream(times).max().orElse(0), median / base);
            System.out.printf(calls > 0 ? String.format(Locale.ROOT, " %.1f |%n", (median - base) / calls * 1e6) : "%n");
        });
        System.out.println();
    }

    private static void replay() throws Exception {
        Path program = compile("loop.c", LOOP_C);
        if (program == null) {
            return;
        }
        Path capture = scratch.resolve("replay.lanner");
        time(join(List.of("./lanner", "record", "-q", "-o", capture.toString(), "--"), List.of(program.toString(), "300000", "1", "1")));
        long size;
        try (Stream<Path> files = Files.walk(capture)) {
            size = files.filter(Files::isRegularFile).mapToLong(RecorderBench::size).sum();
        }
        double count = time(List.of("./lanner", "events", capture.toString(), "--count"));
        double analyze = time(List.of("./lanner", "analyze", capture.toString()));
        double none = time(List.of("./lanner", "--version"));
        long events = 600_000;
        System.out.println("### Replay of " + events + " events (open, close), start-up of the command taken off\n");
        System.out.printf(Locale.ROOT, "- events --count: %.0f events a second%n", events / Math.max(0.001, count - none));
        System.out.printf(Locale.ROOT, "- analyze with our rules: %.0f events a second%n", events / Math.max(0.001, analyze - none));
        System.out.printf(Locale.ROOT, "- %.1f bytes an event on disk%n%n", (double) size / events);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double time(List<String> command) throws Exception {
        Path output = Files.createTempFile("lanner-bench", ".out");
        try {
            long begin = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = process.waitFor();
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (status != 0) {
                String said = Files.readString(output, StandardCharsets.ISO_8859_1);
                throw new IllegalStateException("status " + status + " of " + String.join(" ", command) + ": "
                        + said.substring(0, Math.min(said.length(), 2000)));
            }
            return seconds;
        } finally {
            Files.delete(output);
        }
    }

    private static Path compile(String name, String source) throws Exception {
        if (!has("gcc")) {
            System.out.println("gcc is not installed: left out");
            return null;
        }
        Path file = Files.writeString(scratch.resolve(name), source);
        Path program = scratch.resolve(name.replace(".c", ""));
        time(List.of("gcc", "-O1", "-pthread", "-o", program.toString(), file.toString()));
        return program;
    }

    private static Path compile(Path source) throws Exception {
        return compile(source.getFileName().toString(), Files.readString(source));
    }

    private static boolean has(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    private static final String MIX_C =
            """
            #include <fcntl.h>
            #include <pthread.h>
            #include <stdlib.h>
            #include <time.h>
            #include <unistd.h>
            static long each, spins;
            static void compute(long n) { for (volatile long i = 0; i < n; i++); }
            static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + t.tv_nsec / 1e9; }
            static void *work(void *p) {
                for (long i = 0; i < each; i++) { compute(spins); close(open("/etc/passwd", O_RDONLY)); }
                return p;
            }
            int main(int n, char **a) {
                long threads = atol(a[2]);
                each = atol(a[1]) / threads;
                double best = 1;
                for (int i = 0; i < 5; i++) { double t = now(); compute(10000000); t = now() - t; if (t < best) best = t; }
                spins = 50e-6 / best * 10000000;
                pthread_t t[64];
                for (long i = 0; i < threads; i++) pthread_create(&t[i], 0, work, 0);
                for (long i = 0; i < threads; i++) pthread_join(t[i], 0);
                return n < 0;
            }
            """;

    private static final String LOOP_C =
            """
            #include <fcntl.h>
            #include <pthread.h>
            #include <stdlib.h>
            #include <sys/wait.h>
            #include <unistd.h>
            static long each;
            static void *work(void *p) {
                for (long i = 0; i < each; i++) close(open("/etc/passwd", O_RDONLY));
                return p;
            }
            int main(int n, char **a) {
                long threads = atol(a[2]), processes = atol(a[3]);
                each = atol(a[1]) / threads / processes;
                if (processes > 1) {
                    for (long i = 0; i < processes; i++) if (fork() == 0) { work(0); _exit(0); }
                    for (long i = 0; i < processes; i++) wait(0);
                    return 0;
                }
                pthread_t t[64];
                for (long i = 0; i < threads; i++) pthread_create(&t[i], 0, work, 0);
                for (long i = 0; i < threads; i++) pthread_join(t[i], 0);
                return n < 0;
            }
            """;
}
