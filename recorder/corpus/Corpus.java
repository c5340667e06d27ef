import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs programs bare and recorded and tells those that do not end the same: status, output, error output, time, processes
 * left behind, a failure of the recorder, a capture that does not verify. {@code README.md} beside this file says how.
 *
 * <p>Run it from the project's directory: {@code java recorder/corpus/Corpus.java [OPTION...] [DIRECTORY|FILE...]}
 */
public final class Corpus {
    private final Options options;
    private final Path work;
    private final Runner runner;
    private final Progress progress;

    private Corpus(Options options, Path work) {
        this.options = options;
        this.work = work;
        this.runner = new Runner(options, work);
        this.progress = new Progress(System.console() != null);
    }

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("corpus: " + e.getMessage() + "; --help lists the options");
            System.exit(2);
            return;
        }
        if (options.help) {
            System.out.print(Options.HELP);
            return;
        }
        Path work = Files.createTempDirectory("lanner-corpus").toRealPath();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(work, options.keep)));
        System.exit(new Corpus(options, work).run());
    }

    private int run() throws Exception {
        List<Program> programs = Program.find(options);
        if (programs.isEmpty()) {
            System.err.println("corpus: no programs in " + options.places);
            return 3;
        }
        if (options.list) {
            programs.forEach(p -> System.out.println(p.name() + ": " + p.sentence()));
            return 0;
        }
        Map<Program, Path> built = new LinkedHashMap<>();
        List<Path> executables = each(programs, Runtime.getRuntime().availableProcessors(), this::build);
        for (int i = 0; i < programs.size(); i++) {
            built.put(programs.get(i), executables.get(i));
        }
        runner.measureStart();
        progress.begin(programs.size());
        List<Outcome> outcomes = each(programs, options.jobs, program -> {
            Outcome outcome = judge(program, built.get(program));
            progress.one(outcome);
            return outcome;
        });
        Report report = new Report(outcomes, runner.start());
        System.out.print(report.text());
        if (options.json != null) {
            Files.writeString(options.json, report.json());
        }
        return outcomes.stream().anyMatch(o -> o.verdict() == Verdict.DIFFERS) ? 1 : 0;
    }

    /** The executable of a program; null where it could not be built. */
    private Path build(Program program) throws Exception {
        if (!program.isSource()) {
            return program.file();
        }
        Path directory = Files.createDirectories(work.resolve("built").resolve(program.name()));
        Path executable = directory.resolve(program.stem());
        List<String> command = new ArrayList<>(List.of(
                program.file().toString().endsWith(".c") ? "gcc" : "g++",
                "-O1",
                "-w",
                "-pthread",
                "-I",
                program.file().getParent().toString()));
        command.addAll(options.flags);
        command.addAll(
                List.of("-o", executable.toString(), program.file().toString(), "-lm", "-lrt", "-ldl", "-lutil"));
        Path log = directory.resolve("log");
        Process compiler = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return compiler.waitFor() == 0 ? executable : null;
    }

    /**
     * Only what ends the same bare twice is compared. A program that differs is run once more each way: one that changes
     * bare is unstable after all.
     */
    private Outcome judge(Program program, Path executable) throws Exception {
        if (executable == null) {
            return Outcome.of(program, Verdict.NOT_BUILT, "");
        }
        Trial first = runner.bare(program, executable);
        if (first.status() == Runner.SKIPPED) {
            return Outcome.of(
                    program, Verdict.SKIPPED, first.out().lines().findFirst().orElse(""));
        }
        Trial second = runner.bare(program, executable);
        if (first.timedOut() || !differences(first, second, false).isEmpty()) {
            return Outcome.of(
                    program, Verdict.UNSTABLE, first.timedOut() ? "does not end in time" : "differs from itself");
        }
        Trial recorded = runner.recorded(program, executable, first);
        Map<Cause, String> differences = differences(first, recorded, true);
        if (!differences.isEmpty()) {
            Trial third = runner.bare(program, executable);
            if (!differences(first, third, false).isEmpty()) {
                return Outcome.of(program, Verdict.UNSTABLE, "differs from itself");
            }
            Trial again = runner.recorded(program, executable, third);
            Map<Cause, String> confirmed = differences(first, again, true);
            if (!confirmed.containsKey(Cause.TIME)) {
                // A machine that is busy makes a run slow now and then.
                differences.remove(Cause.TIME);
            }
            if (confirmed.isEmpty()) {
                differences.replaceAll((cause, how) -> how + " (once of twice)");
            }
        }
        Verdict verdict =
                differences.isEmpty() ? Verdict.SAME : program.differs().isEmpty() ? Verdict.DIFFERS : Verdict.KNOWN;
        String reason = verdict == Verdict.KNOWN ? program.differs() : recorded.remark();
        return new Outcome(program, verdict, reason, differences, first.seconds(), recorded.seconds());
    }

    private Map<Cause, String> differences(Trial bare, Trial other, boolean recorded) {
        Map<Cause, String> found = new EnumMap<>(Cause.class);
        if (other.timedOut()) {
            found.put(Cause.END, "does not end in " + Math.round(other.seconds()) + " s");
        } else if (bare.status() != other.status()) {
            found.put(Cause.STATUS, bare.ended() + " bare, " + other.ended() + " otherwise");
        }
        text(bare.out(), other.out()).ifDiffers(how -> found.put(Cause.OUTPUT, how));
        text(bare.err(), other.err()).ifDiffers(how -> found.put(Cause.ERRORS, how));
        if ((bare.left() == 0) != (other.left() == 0) && recorded) {
            found.put(Cause.LEFT, bare.left() + " processes bare, " + other.left() + " recorded");
        }
        double limit = bare.seconds() * options.factor + options.allowance;
        if (recorded && other.seconds() - runner.start() > limit && !other.timedOut()) {
            found.put(
                    Cause.TIME,
                    String.format(Locale.ROOT, "%.1f s bare, %.1f s recorded", bare.seconds(), other.seconds()));
        }
        if (!other.recorderSaid().isEmpty()) {
            found.put(Cause.RECORDER, other.recorderSaid());
        }
        if (!other.captureSaid().isEmpty()) {
            found.put(Cause.CAPTURE, other.captureSaid());
        }
        return found;
    }

    private TextDifference text(String bare, String other) {
        return options.normalise ? TextDifference.of(normal(bare), normal(other)) : TextDifference.of(bare, other);
    }

    /** Addresses, and numbers of three digits and more, which are process ids and times, become one sign each. */
    private static String normal(String text) {
        return text.replaceAll("0x[0-9a-fA-F]+", "0x").replaceAll("\\d+\\.\\d+|\\d{3,}", "N");
    }

    private static <A, B> List<B> each(List<A> items, int jobs, Work<A, B> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            List<Callable<B>> calls = items.stream()
                    .map(item -> (Callable<B>) () -> work.of(item))
                    .collect(Collectors.toList());
            List<B> results = new ArrayList<>();
            for (Future<B> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static void cleanUp(Path work, boolean keep) {
        Runner.kill(Processes.under(work));
        if (keep) {
            System.err.println("corpus: kept " + work);
        } else {
            Runner.remove(work);
        }
    }
}

interface Work<A, B> {
    B of(A item) throws Exception;
}

enum Verdict {
    SAME("the same"),
    DIFFERS("differ"),
    KNOWN("known to differ"),
    UNSTABLE("differ from themselves bare"),
    SKIPPED("skipped: the machine lacks something"),
    NOT_BUILT("could not be built");

    final String text;

    Verdict(String text) {
        this.text = text;
    }
}

enum Cause {
    END("end"),
    STATUS("status"),
    OUTPUT("output"),
    ERRORS("error output"),
    TIME("time"),
    LEFT("left processes"),
    RECORDER("recorder"),
    CAPTURE("capture");

    final String text;

    Cause(String text) {
        this.text = text;
    }
}

/** A source, an executable or a script; {@code name} is its path below the place it was found in, without its ending. */
record Program(String name, Path file, String sentence, String differs) {
    private static final Pattern SOURCE = Pattern.compile(".*\\.(c|cc|cpp)");

    boolean isSource() {
        return SOURCE.matcher(file.toString()).matches();
    }

    String topic() {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "." : name.substring(0, slash);
    }

    String stem() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    static List<Program> find(Options options) throws IOException {
        List<Program> programs = new ArrayList<>();
        for (Path place : options.places) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                    if (Files.isRegularFile(file)
                            && (SOURCE.matcher(file.toString()).matches() || Files.isExecutable(file))) {
                        programs.add(of(place, file));
                    }
                }
            }
        }
        programs.removeIf(p -> !options.only.isEmpty() && options.only.stream().noneMatch(p.name()::contains));
        return programs;
    }

    private static Program of(Path place, Path file) throws IOException {
        String name = place.equals(file)
                ? file.getFileName().toString()
                : place.relativize(file).toString();
        if (SOURCE.matcher(name).matches()) {
            name = name.substring(0, name.lastIndexOf('.'));
            List<String> head;
            try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                head = lines.limit(2).toList();
            }
            return new Program(name, file.toAbsolutePath(), comment(head, 0, "// "), comment(head, 1, "// differs: "));
        }
        return new Program(name, file.toAbsolutePath(), "", "");
    }

    private static String comment(List<String> head, int line, String start) {
        return head.size() > line && head.get(line).startsWith(start)
                ? head.get(line).substring(start.length())
                : "";
    }
}

/** How one run ended. {@code left} counts the processes that outlived the program and had to be killed. */
record Trial(
        int status,
        boolean timedOut,
        String out,
        String err,
        double seconds,
        int left,
        String remark,
        String recorderSaid,
        String captureSaid) {
    String ended() {
        return status > 128 && status < 193 ? "signal " + (status - 128) : "status " + status;
    }
}

record Outcome(
        Program program,
        Verdict verdict,
        String reason,
        Map<Cause, String> differences,
        double bareSeconds,
        double recordedSeconds) {
    static Outcome of(Program program, Verdict verdict, String reason) {
        return new Outcome(program, verdict, reason, Map.of(), 0, 0);
    }
}

/** The first line in which two texts differ. */
record TextDifference(String bare, String other) {
    private static final int SHOWN = 120;

    static TextDifference of(String bare, String other) {
        if (bare.equals(other)) {
            return new TextDifference("", "");
        }
        String[] left = bare.split("\n", -1);
        String[] right = other.split("\n", -1);
        int line = Arrays.mismatch(left, right);
        return new TextDifference(at(left, line), at(right, line));
    }

    private static String at(String[] lines, int line) {
        String text = line < lines.length ? lines[line] : "(nothing)";
        StringBuilder shown = new StringBuilder();
        text.chars().limit(SHOWN).forEach(c -> shown.append(c < ' ' || c > '~' ? '?' : (char) c));
        return "`" + shown + "`";
    }

    void ifDiffers(java.util.function.Consumer<String> then) {
        if (!bare.isEmpty()) {
            then.accept(bare + " bare, " + other + " otherwise");
        }
    }
}

/** Starts programs, each in a session and a directory of its own, and waits for them with a time limit. */
final class Runner {
    /** The status by which a program says that the machine lacks what it needs. */
    static final int SKIPPED = 77;

    /** A variable by which all processes of a program are found again, whatever session they have gone to. */
    static final String MARK = "CORPUS_PLACE";

    /**
     * Neither program nor recorder is the leader of the session, so that both see the same; the shell between says nothing
     * of its own, outlives signals to its group, and gives a death by a signal as 128 and its number.
     */
    private static final String SHELL =
            "trap : HUP INT QUIT ALRM TERM USR1 USR2 PIPE TSTP TTIN TTOU; exec 3>&2 2>/dev/null; \"$@\" 2>&3 3>&-;"
                    + " exit $?";

    /** What the recorder says of a program that went on as it should: listed, and no difference. */
    private static final String REMARK = "lanner: let go of ";

    private static final int MOST_OUTPUT = 4 << 20;
    private static final double LEFT_SECONDS = 2;

    private final Options options;
    private final Path work;
    private double start;

    Runner(Options options, Path work) {
        this.options = options;
        this.work = work;
    }

    /** Seconds that the recorder needs for a program that does nothing. */
    double start() {
        return start;
    }

    void measureStart() throws Exception {
        Path nothing = Path.of("/bin/true");
        Program program = new Program("start", nothing, "", "");
        Trial bare = bare(program, nothing);
        double[] seconds = new double[3];
        for (int i = 0; i < seconds.length; i++) {
            Trial trial = recorded(program, nothing, bare);
            if (trial.status() != 0 || trial.timedOut()) {
                throw new IllegalStateException("the recorder does not work here: " + trial);
            }
            seconds[i] = trial.seconds();
        }
        Arrays.sort(seconds);
        start = seconds[1];
    }

    Trial bare(Program program, Path executable) throws Exception {
        return run(program, List.of(executable.toString()), options.limit, options.limit);
    }

    Trial recorded(Program program, Path executable, Trial bare) throws Exception {
        Path capture = work.resolve("captures").resolve(program.name() + ".lanner");
        Files.createDirectories(capture.getParent());
        List<String> command = new ArrayList<>(options.recorder);
        command.addAll(List.of("-q", "--overwrite", "-o", capture.toString()));
        command.addAll(options.recorderOptions);
        command.addAll(List.of("--", executable.toString()));
        double most = bare.seconds() * options.factor + options.allowance + start;
        double limit = most + options.limit;
        // The recorder stays until the last process has ended; what the program leaves behind bare is ended here too.
        Trial trial = run(program, command, bare.left() > 0 ? most : limit, limit);
        Trial checked = withoutMessages(trial, capture);
        if (!options.keep) {
            remove(capture);
        }
        return checked;
    }

    private Trial withoutMessages(Trial trial, Path capture) throws Exception {
        StringBuilder err = new StringBuilder();
        String remark = "";
        String said = "";
        for (String line : trial.err().split("(?<=\n)")) {
            if (!line.startsWith("lanner: ")) {
                err.append(line);
            } else if (line.startsWith(REMARK)) {
                remark = line.strip();
            } else if (said.isEmpty() || line.contains("internal error")) {
                said = line.strip();
            }
        }
        String verified = trial.timedOut() || options.verify.isEmpty() ? "" : verify(capture);
        return new Trial(
                trial.status(),
                trial.timedOut(),
                trial.out(),
                err.toString(),
                trial.seconds(),
                trial.left(),
                remark,
                said,
                verified);
    }

    private String verify(Path capture) throws Exception {
        List<String> command = new ArrayList<>(options.verify);
        command.add(capture.toString());
        Path log = Path.of(capture + ".verified");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = process.waitFor();
        String text = read(log);
        Files.delete(log);
        return status == 0
                ? ""
                : "status " + status + ": " + text.lines().findFirst().orElse("");
    }

    private Trial run(Program program, List<String> command, double endLeftAfter, double limit) throws Exception {
        Path place = work.resolve("places").resolve(program.name());
        remove(place);
        Files.createDirectories(place);
        Path out = work.resolve("output").resolve(program.name() + ".out");
        Path err = work.resolve("output").resolve(program.name() + ".err");
        Files.createDirectories(out.getParent());
        List<String> line = new ArrayList<>(List.of("setsid", "sh", "-c", SHELL, "sh"));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(place.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        String mark = place.toString();
        builder.environment().put(MARK, mark);
        long begin = System.nanoTime();
        Process process = builder.start();
        boolean ended = waitFor(process, Math.min(endLeftAfter, limit));
        if (!ended && endLeftAfter < limit) {
            kill(Processes.of(mark, process.pid()));
            ended = waitFor(process, limit - endLeftAfter);
        }
        List<Long> left = ended ? untilAlone(mark, process.pid()) : Processes.of(mark, -1);
        double seconds = (System.nanoTime() - begin) / 1e9;
        kill(left);
        process.destroyForcibly();
        int status = process.waitFor();
        kill(Processes.of(mark, -1));
        Trial trial = new Trial(status, !ended, read(out), read(err), seconds, left.size(), "", "", "");
        remove(place);
        return trial;
    }

    private static boolean waitFor(Process process, double seconds) throws InterruptedException {
        return process.waitFor((long) (seconds * 1000), TimeUnit.MILLISECONDS);
    }

    /** Waits a little for what the program has left behind: many end by themselves. */
    private static List<Long> untilAlone(String mark, long session) throws InterruptedException {
        long begin = System.nanoTime();
        List<Long> left = Processes.of(mark, session);
        while (!left.isEmpty() && System.nanoTime() - begin < LEFT_SECONDS * 1e9) {
            TimeUnit.MILLISECONDS.sleep(20);
            left = Processes.of(mark, session);
        }
        return left;
    }

    static void kill(List<Long> processes) {
        for (long pid : processes) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.ISO_8859_1);
        }
    }

    /** Removes a directory that a program has had to itself, whatever modes it has left there. */
    static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try {
            new ProcessBuilder("chmod", "-R", "u+rwx", directory.toString())
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            new ProcessBuilder("rm", "-rf", directory.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

/** What /proc says of the processes that belong to a run. */
final class Processes {
    private static final int PARENT = 1;
    private static final int SESSION = 3;

    private Processes() {}

    /**
     * Living processes that carry the mark in their environment, or are in the session of this shell; without the shell
     * and what it has started itself, the program or the recorder.
     */
    static List<Long> of(String mark, long shell) {
        byte[] variable = (Runner.MARK + "=" + mark + "\0").getBytes(StandardCharsets.UTF_8);
        return all(pid -> pid != shell
                && stat(pid, PARENT) != shell
                && alive(pid)
                && (contains(environment(pid), variable) || stat(pid, SESSION) == shell));
    }

    /** Those of every run in this working directory. */
    static List<Long> under(Path work) {
        byte[] variable = (Runner.MARK + "=" + work).getBytes(StandardCharsets.UTF_8);
        return all(pid -> contains(environment(pid), variable));
    }

    private static List<Long> all(java.util.function.LongPredicate wanted) {
        String[] names = Path.of("/proc").toFile().list();
        return Arrays.stream(names == null ? new String[0] : names)
                .filter(name -> Character.isDigit(name.charAt(0)))
                .map(Long::valueOf)
                .filter(wanted::test)
                .collect(Collectors.toList());
    }

    private static boolean alive(long pid) {
        String stat = stat(pid);
        return !stat.isEmpty() && stat.charAt(0) != 'Z' && stat.charAt(0) != 'X';
    }

    private static long stat(long pid, int field) {
        String[] fields = stat(pid).split(" ");
        return fields.length > field ? Long.parseLong(fields[field]) : -1;
    }

    /** The fields of /proc/PID/stat from the state on; empty when there is no such process. */
    private static String stat(long pid) {
        String text = new String(bytes(pid, "stat"), StandardCharsets.ISO_8859_1);
        return text.substring(Math.min(text.length(), text.lastIndexOf(')') + 2));
    }

    private static byte[] environment(long pid) {
        return bytes(pid, "environ");
    }

    private static byte[] bytes(long pid, String file) {
        try {
            return Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            // It has ended, or is another user's and not ours.
            return new byte[0];
        }
    }

    private static boolean contains(byte[] text, byte[] part) {
        for (int i = 0; i + part.length <= text.length; i++) {
            if (Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}

/** A line that counts on a terminal; elsewhere a line for each program that differs. */
final class Progress {
    private final boolean terminal;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger differ = new AtomicInteger();
    private int all;

    Progress(boolean terminal) {
        this.terminal = terminal;
    }

    void begin(int programs) {
        all = programs;
    }

    void one(Outcome outcome) {
        int number = done.incrementAndGet();
        if (outcome.verdict() == Verdict.DIFFERS) {
            differ.incrementAndGet();
            System.err.println((terminal ? "\r\033[K" : "") + outcome.program().name() + ": " + Report.how(outcome));
        }
        if (terminal) {
            System.err.print(
                    "\r\033[K" + number + " of " + all + ", " + differ.get() + " differ" + (number == all ? "\n" : ""));
        }
    }
}

/** The result as tables and as JSON. */
record Report(List<Outcome> outcomes, double start) {
    static String how(Outcome outcome) {
        return outcome.differences().entrySet().stream()
                .map(e -> e.getKey().text + ": " + e.getValue())
                .collect(Collectors.joining("; "));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        Map<String, Map<Verdict, Long>> topics = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            topics.computeIfAbsent(outcome.program().topic(), t -> new EnumMap<>(Verdict.class))
                    .merge(outcome.verdict(), 1L, Long::sum);
        }
        text.append("| topic | programs | same | differ | known | unstable | skipped | not built |\n"
                + "|---|---|---|---|---|---|---|---|\n");
        topics.forEach((topic, counts) -> row(text, topic, counts));
        Map<Verdict, Long> total =
                outcomes.stream().collect(Collectors.groupingBy(Outcome::verdict, Collectors.counting()));
        if (topics.size() > 1) {
            row(text, "all", total);
        }
        text.append('\n');
        for (Verdict verdict : Verdict.values()) {
            list(text, verdict);
        }
        text.append(causes());
        text.append(String.format(
                Locale.ROOT,
                "start of the recorder: %.2f s; all bare %.0f s, recorded %.0f s%n",
                start,
                sum(false),
                sum(true)));
        return text.toString();
    }

    private static void row(StringBuilder text, String topic, Map<Verdict, Long> counts) {
        text.append("| ")
                .append(topic)
                .append(" | ")
                .append(counts.values().stream().mapToLong(n -> n).sum());
        for (Verdict verdict : Verdict.values()) {
            text.append(" | ").append(counts.getOrDefault(verdict, 0L));
        }
        text.append(" |\n");
    }

    /** Those that end the same are listed only where the recorder had a remark. */
    private void list(StringBuilder text, Verdict verdict) {
        List<Outcome> those = outcomes.stream()
                .filter(o -> o.verdict() == verdict)
                .filter(o -> verdict != Verdict.SAME || !o.reason().isEmpty())
                .toList();
        if (!those.isEmpty()) {
            text.append(those.size()).append(' ').append(verdict.text);
            text.append(verdict == Verdict.SAME ? ", with a remark:\n" : ":\n");
            for (Outcome outcome : those) {
                text.append("- ").append(outcome.program().name()).append(detail(outcome)).append('\n');
            }
        }
    }

    private static String detail(Outcome outcome) {
        String detail = Stream.of(outcome.reason(), how(outcome))
                .filter(s -> !s.isEmpty())
                .collect(Collectors.joining("; "));
        return detail.isEmpty() ? "" : ": " + detail;
    }

    private String causes() {
        String text = Arrays.stream(Cause.values())
                .map(cause -> Map.entry(cause, count(cause)))
                .filter(e -> e.getValue() > 0)
                .map(e -> e.getKey().text + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "" : "causes: " + text + "\n";
    }

    private long count(Cause cause) {
        return outcomes.stream()
                .filter(o -> o.verdict() == Verdict.DIFFERS && o.differences().containsKey(cause))
                .count();
    }

    private double sum(boolean recorded) {
        return outcomes.stream()
                .mapToDouble(o -> recorded ? o.recordedSeconds() : o.bareSeconds())
                .sum();
    }

    String json() {
        return outcomes.stream().map(Report::json).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String json(Outcome o) {
        String differences = o.differences().entrySet().stream()
                .map(e -> quoted(e.getKey().text) + ":" + quoted(e.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        return String.format(
                Locale.ROOT,
                "{\"name\":%s,\"verdict\":%s,\"reason\":%s,\"differences\":%s,\"bare_seconds\":%.3f,\"recorded_seconds\":%.3f}",
                quoted(o.program().name()),
                quoted(o.verdict().name().toLowerCase(Locale.ROOT)),
                quoted(o.reason()),
                differences,
                o.bareSeconds(),
                o.recordedSeconds());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            quoted.append(
                    c == '"' || c == '\\'
                            ? "\\" + c
                            : c < ' ' ? String.format("\\u%04x", (int) c) : Character.toString(c));
        }
        return quoted.append('"').toString();
    }
}

/** The command line. */
final class Options {
    static final String HELP = """
        Usage: java recorder/corpus/Corpus.java [OPTION...] [DIRECTORY|FILE...]
        Runs programs bare twice and recorded once, and tells those that end the same bare and otherwise recorded.
        Takes .c, .cc and .cpp files, executables and scripts; without one, recorder/corpus/programs.
        A program that ends with status 77 is skipped: the machine lacks something.

          --only TEXT         only programs whose name has TEXT in it; may be repeated
          --list              print the programs, each with its sentence
          --jobs N            programs run at a time (1)
          --limit SECONDS     time limit of a bare run (30)
          --factor F          a recorded run may take F times as long (3) ...
          --allowance SECONDS ... and this much longer (3), beyond the recorder's start
          --normalise         compare output without addresses and long numbers
          --flags "FLAGS"     more flags for the compiler
          --options "OPTIONS" more options for the recorder
          --recorder "WORDS"  the command that records (./lanner record)
          --verify "WORDS"    the command that verifies a capture (./lanner verify); "" for none
          --json FILE         write the outcome of each program there
          --keep              keep programs built and captures
          --help              print this

        Status: 0 all end the same, 1 some differ, 2 usage, 3 no programs.
        """;

    final List<Path> places = new ArrayList<>();
    final List<String> only = new ArrayList<>();
    List<String> flags = List.of();
    List<String> recorderOptions = List.of();
    List<String> recorder = List.of(Path.of("lanner").toAbsolutePath().toString(), "record");
    List<String> verify = List.of(Path.of("lanner").toAbsolutePath().toString(), "verify");
    Path json;
    int jobs = 1;
    double limit = 30;
    double factor = 3;
    double allowance = 3;
    boolean list;
    boolean normalise;
    boolean keep;
    boolean help;

    static Options parse(String[] arguments) {
        Options options = new Options();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            if (!name.startsWith("-")) {
                options.place(name);
            } else if (!options.flag(name)) {
                if (i + 1 == arguments.length) {
                    throw new IllegalArgumentException(name + " needs a value, or is unknown");
                }
                options.value(name, arguments[++i]);
            }
        }
        if (options.places.isEmpty()) {
            options.place("recorder/corpus/programs");
        }
        return options;
    }

    private void place(String name) {
        Path place = Path.of(name);
        if (!Files.exists(place)) {
            throw new IllegalArgumentException("there is no " + name);
        }
        places.add(place);
    }

    private boolean flag(String name) {
        switch (name) {
            case "--list" -> list = true;
            case "--normalise" -> normalise = true;
            case "--keep" -> keep = true;
            case "--help" -> help = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void value(String name, String value) {
        switch (name) {
            case "--only" -> only.add(value);
            case "--jobs" -> jobs = Integer.parseInt(value);
            case "--limit" -> limit = Double.parseDouble(value);
            case "--factor" -> factor = Double.parseDouble(value);
            case "--allowance" -> allowance = Double.parseDouble(value);
            case "--flags" -> flags = words(value);
            case "--options" -> recorderOptions = words(value);
            case "--recorder" -> recorder = words(value);
            case "--verify" -> verify = words(value);
            case "--json" -> json = Path.of(value);
            default -> throw new IllegalArgumentException("unknown option " + name);
        }
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
