import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whole runs of the recorder beside strace, in turn (A B A B ...), after a warm-up of each; prints medians, least and
 * greatest, and ratios as a Markdown table. Needs gcc and make for the programs; strace for the comparison: what is not
 * there is left out, and said.
 *
 * <p>Run it from the project's directory: {@code java recorder/bench/RecorderBench.java [--runs N] [--levels] [--only-lanner]
 * [stat|loop|threads|mix|make|javac|forks|find|git|python|npm|go|start|replay ...]}. With {@code --levels} the levels of
 * {@code --inline} are compared instead of the profiles, and strace and the bare tracer stop at the calls that these
 * levels are about.
 */
public final class RecorderBench {
    private static final int LOOPS = 1_000_000;
    private static final String CALLS = "openat,execve,clone,clone3,fork,vfork";
    private static final String LEVELS_CALLS = "open,close,stat,lstat,newfstatat,statx,access,faccessat,faccessat2,readlink,readlinkat,getcwd,"
            + "statfs,fstatfs,fcntl,chdir,fchdir," + CALLS;

    /** What a program says of the time of an iteration, its start left out. */
    private static final String SAYS = "ns an iteration: ";

    /** So many iterations where each one stops: they take a hundred times as long. */
    private static final int STOPPING = LOOPS / 20;

    private static int runs = 5;
    private static boolean levels;
    private static boolean onlyLanner;
    private static Path scratch;

    /** What a run took. {@code own} is the program's own statement of nanoseconds an iteration; 0 without. */
    private record Took(double seconds, double processor, double own) {}

    /** @param stops whether a loop is made shorter, because each of its calls stops */
    private record Way(List<String> prefix, boolean stops) {}

    private RecorderBench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        int option = wanted.indexOf("--runs");
        if (option >= 0) {
            runs = Integer.parseInt(wanted.get(option + 1));
            wanted.subList(option, option + 2).clear();
        }
        levels = wanted.remove("--levels");
        onlyLanner = wanted.remove("--only-lanner");
        scratch = Files.createTempDirectory("lanner-bench");
        try {
            System.out.printf(
                    "%d runs of each, in turn; %d processors; wall seconds; load %s%n%n",
                    runs,
                    Runtime.getRuntime().availableProcessors(),
                    Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
            if (wants(wanted, "stat")) {
                loop("stat, 1 thread", "stat", 1, 1);
            }
            if (wants(wanted, "loop")) {
                loop("open+close, 1 thread", "open", 1, 1);
            }
            if (wants(wanted, "threads")) {
                loop("open+close, 4 threads", "open", 4, 1);
                loop("open+close, 4 processes", "open", 1, 4);
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
            if (wants(wanted, "git")) {
                git();
            }
            if (wants(wanted, "python")) {
                python();
            }
            if (wants(wanted, "npm")) {
                npm();
            }
            if (wants(wanted, "go")) {
                go();
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

    private static void loop(String title, String what, int threads, int processes) throws Exception {
        Path program = compile("loop.c", LOOP_C);
        if (program != null) {
            List<String> rest = List.of("" + threads, "" + processes, what);
            compare(
                    title,
                    join(List.of(program.toString(), "" + LOOPS), rest),
                    join(List.of(program.toString(), "" + STOPPING), rest),
                    LOOPS,
                    what.equals("stat") ? List.of("look", "open") : List.of("open"));
        }
    }

    private static void git() throws Exception {
        if (!has("git")) {
            System.out.println("git: left out, it is not installed\n");
            return;
        }
        Path tree = Files.createDirectory(scratch.resolve("tree"));
        for (int i = 0; i < 200; i++) {
            Path directory = Files.createDirectory(tree.resolve("d" + i));
            for (int j = 0; j < 50; j++) {
                Files.writeString(directory.resolve("f" + j), "file " + i + " " + j + "\n");
            }
        }
        List<String> git = List.of("git", "-C", tree.toString(), "-c", "core.untrackedCache=false", "-c", "core.fsmonitor=false");
        time(join(git, List.of("init", "-q")));
        time(join(git, List.of("add", ".")));
        compare("git status, 10,000 files", join(git, List.of("status", "--short", "--untracked-files=all")), 0);
    }

    private static void python() throws Exception {
        String python = Stream.of("/usr/bin/python3", "python3").filter(name -> has(name)).findFirst().orElse("");
        if (python.isEmpty()) {
            System.out.println("python: left out, it is not installed\n");
            return;
        }
        compare("python imports", List.of(python, "-E", "-s", "-c", "import json, asyncio, email.message, http.server, unittest, xml.dom.minidom, sqlite3, multiprocessing.pool"), 0);
    }

    /** Packages of a directory, installed as copies: no network. */
    private static void npm() throws Exception {
        if (!has("npm")) {
            System.out.println("npm is not installed: left out\n");
            return;
        }
        Path project = Files.createDirectory(scratch.resolve("npm"));
        StringBuilder dependencies = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            Path source = Files.createDirectory(project.resolve("source" + i));
            Files.writeString(source.resolve("package.json"), "{\"name\": \"p" + i + "\", \"version\": \"1.0.0\"}");
            for (int j = 0; j < 20; j++) {
                Files.writeString(source.resolve("m" + j + ".js"), "module.exports = " + j + ";\n");
            }
            dependencies.append(i == 0 ? "" : ", ").append("\"p" + i + "\": \"file:source" + i + "\"");
        }
        Files.writeString(
                project.resolve("package.json"),
                "{\"name\": \"bench\", \"version\": \"1.0.0\", \"dependencies\": {" + dependencies + "}}");
        String install = "rm -rf node_modules package-lock.json; npm install --offline --install-links --no-audit --no-fund --silent";
        compare("npm install, 20 packages of a directory", List.of("sh", "-c", "cd " + project + "; " + install), 0);
    }

    /** A program that no library of the system is part of. */
    private static void go() throws Exception {
        if (!has("go")) {
            System.out.println("go is not installed: left out\n");
            return;
        }
        Path source = Files.writeString(scratch.resolve("walk.go"), WALK_GO);
        Path program = scratch.resolve("walk");
        time(List.of("env", "CGO_ENABLED=0", "GOCACHE=" + scratch.resolve("go"), "go", "build", "-o", program.toString(), source.toString()));
        compare("a static Go program that walks /usr", List.of(program.toString(), "/usr"), 0);
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

    private static void compare(String title, List<String> command, int calls) throws Exception {
        compare(title, command, command, calls, List.of());
    }

    /**
     * Untraced, under the recorder, under strace as people run it, and under strace on one processor.
     *
     * @param stopping the command where calls stop
     * @param inside the levels at which they do not
     */
    private static void compare(String title, List<String> command, List<String> stopping, int calls, List<String> inside)
            throws Exception {
        Map<String, Way> ways = ways(inside);
        Map<String, List<Took>> took = new LinkedHashMap<>();
        ways.keySet().forEach(way -> took.put(way, new ArrayList<>()));
        for (int run = -1; run < runs; run++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                Took once = time(join(way.getValue().prefix(), way.getValue().stops() ? stopping : command));
                if (run >= 0) {
                    took.get(way.getKey()).add(once);
                }
            }
        }
        System.out.println("### " + title + "\n");
        System.out.println("| | median s | min-max | x untraced | processor s |" + (calls > 0 ? " µs an iteration | added |" : ""));
        System.out.println("|---|---|---|---|---|" + (calls > 0 ? "---|---|" : ""));
        double base = median(took.get("untraced"), Took::seconds);
        double bare = median(took.get("untraced"), Took::own);
        took.forEach((way, runs) -> {
            double median = median(runs, Took::seconds);
            double own = median(runs, Took::own);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f-%.3f | %.2f | %.2f |",
                    way,
                    median,
                    runs.stream().mapToDouble(Took::seconds).min().orElse(0),
                    runs.stream().mapToDouble(Took::seconds).max().orElse(0),
                    median / base,
                    median(runs, Took::processor));
            System.out.printf(calls > 0 ? String.format(Locale.ROOT, " %.2f | %.2f |%n", own / 1000, (own - bare) / 1000) : "%n");
        });
        System.out.println();
    }

    private static Map<String, Way> ways(List<String> inside) throws Exception {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("untraced", new Way(List.of(), false));
        List<String> record = List.of("./lanner", "record", "-q", "--overwrite", "-o", scratch.resolve("bench.lanner").toString());
        if (levels) {
            for (String level : List.of("off", "look", "open")) {
                List<String> options = List.of("--profile", "forensic", "--inline", level, "--");
                ways.put("lanner record --inline " + level, new Way(join(record, options), !inside.contains(level)));
            }
        } else {
            for (String profile : List.of("rules", "forensic")) {
                ways.put("lanner record --profile " + profile, new Way(join(record, List.of("--profile", profile, "--")), true));
            }
        }
        if (onlyLanner) {
            return ways;
        }
        String calls = levels ? LEVELS_CALLS : CALLS;
        if (has("strace")) {
            String log = scratch.resolve("strace.log").toString();
            List<String> strace = List.of("strace", "-f", "--seccomp-bpf", "-e", "trace=" + calls, "-o", log);
            ways.put("strace -f --seccomp-bpf", new Way(strace, true));
            ways.put("the same on one processor", new Way(join(List.of("taskset", "-c", "0"), strace), true));
        } else {
            System.out.println("strace is not installed: left out");
        }
        String list = Stream.of(calls.split(",")).map(call -> "CALL(SYS_" + call + ")").collect(Collectors.joining(","));
        Path bare = compile(Path.of("recorder/bench/bare_tracer.c"), "-DCALLS=" + list);
        if (bare != null) {
            ways.put("bare C tracer", new Way(List.of(bare.toString()), true));
            ways.put("bare C tracer, one processor", new Way(List.of("taskset", "-c", "0", bare.toString()), true));
        }
        return ways;
    }

    private static void replay() throws Exception {
        Path program = compile("loop.c", LOOP_C);
        if (program == null) {
            return;
        }
        Path capture = scratch.resolve("replay.lanner");
        time(join(List.of("./lanner", "record", "-q", "-o", capture.toString(), "--"), List.of(program.toString(), "300000", "1", "1", "open")));
        long size;
        try (Stream<Path> files = Files.walk(capture)) {
            size = files.filter(Files::isRegularFile).mapToLong(RecorderBench::size).sum();
        }
        double count = time(List.of("./lanner", "events", capture.toString(), "--count")).seconds();
        double analyze = time(List.of("./lanner", "analyze", capture.toString())).seconds();
        double none = time(List.of("./lanner", "--version")).seconds();
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

    private static Took time(List<String> command) throws Exception {
        Path output = Files.createTempFile("lanner-bench", ".out");
        try {
            double before = processorSeconds();
            long begin = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = process.waitFor();
            double seconds = (System.nanoTime() - begin) / 1e9;
            double processor = processorSeconds() - before;
            String said = Files.readString(output, StandardCharsets.ISO_8859_1);
            if (status != 0) {
                throw new IllegalStateException("status " + status + " of " + String.join(" ", command) + ": "
                        + said.substring(0, Math.min(said.length(), 2000)));
            }
            int own = said.indexOf(SAYS);
            return new Took(seconds, processor, own < 0 ? 0 : Double.parseDouble(said.substring(own + SAYS.length()).split("\n")[0]));
        } finally {
            Files.delete(output);
        }
    }

    /** Processor time of all that this process has started and that has ended (proc(5), cutime and cstime). */
    private static double processorSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(behindName[13]) + Long.parseLong(behindName[14])) / 100.0;
    }

    private static Path compile(String name, String source, String... options) throws Exception {
        if (!has("gcc")) {
            System.out.println("gcc is not installed: left out");
            return null;
        }
        Path file = Files.writeString(scratch.resolve(name), source);
        Path program = scratch.resolve(name.replace(".c", ""));
        time(join(join(List.of("gcc", "-O1", "-pthread"), List.of(options)), List.of("-o", program.toString(), file.toString())));
        return program;
    }

    private static Path compile(Path source, String... options) throws Exception {
        return compile(source.getFileName().toString(), Files.readString(source), options);
    }

    private static boolean has(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static double median(List<Took> runs, ToDoubleFunction<Took> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
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
            #include <stdio.h>
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
                double begin = now();
                pthread_t t[64];
                for (long i = 0; i < threads; i++) pthread_create(&t[i], 0, work, 0);
                for (long i = 0; i < threads; i++) pthread_join(t[i], 0);
                printf("ns an iteration: %.1f\\n", (now() - begin) * 1e9 / atol(a[1]));
                return n < 0;
            }
            """;

    private static final String LOOP_C =
            """
            #include <fcntl.h>
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <sys/stat.h>
            #include <sys/wait.h>
            #include <time.h>
            #include <unistd.h>
            static long each;
            static int looks;
            static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1e9 + t.tv_nsec; }
            static void *work(void *p) {
                struct stat s;
                for (long i = 0; i < each; i++) {
                    if (looks) stat("/etc/passwd", &s);
                    else close(open("/etc/passwd", O_RDONLY));
                }
                return p;
            }
            int main(int n, char **a) {
                long all = atol(a[1]), threads = atol(a[2]), processes = atol(a[3]);
                looks = !strcmp(a[4], "stat");
                each = all / threads / processes;
                double begin = now();
                if (processes > 1) {
                    for (long i = 0; i < processes; i++) if (fork() == 0) { work(0); _exit(0); }
                    for (long i = 0; i < processes; i++) wait(0);
                } else {
                    pthread_t t[64];
                    for (long i = 0; i < threads; i++) pthread_create(&t[i], 0, work, 0);
                    for (long i = 0; i < threads; i++) pthread_join(t[i], 0);
                }
                printf("ns an iteration: %.1f\\n", (now() - begin) / all);
                return 0;
            }
            """;

    private static final String WALK_GO =
            """
            package main

            import (
            	"io/fs"
            	"os"
            	"path/filepath"
            )

            func main() {
            	bytes := int64(0)
            	filepath.WalkDir(os.Args[1], func(path string, entry fs.DirEntry, err error) error {
            		if err == nil {
            			if info, err := entry.Info(); err == nil {
            				bytes += info.Size()
            			}
            		}
            		return nil
            	})
            	println(bytes)
            }
            """;
}
