package lanner.recorder.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lanner.capture.CaptureReader;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.ExecParams;
import lanner.capture.event.Mark;
import lanner.capture.event.ParamType;
import lanner.capture.event.SyscallNames;
import lanner.recorder.Machine;
import lanner.recorder.StartedRecorder;
import lanner.recorder.arch.Architecture;
import lanner.recorder.seccomp.Profile;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recorder at each level of {@code --inline} against strace on the same commands: how often each call with each path
 * ended with each result. Runs
 * where strace is installed. What may differ from run to run is in {@link #TOLERATED}, with its reason.
 */
@Tag("ptrace")
@Order(12)
class AgreementTest {
    private static final SyscallNames NAMES = Architecture.current().abi().names();

    private static final List<String> LEVELS = List.of("off", "look", "open");

    /** Calls that a program makes more or less often from run to run, and why. */
    private static final Map<String, String> TOLERATED = new TreeMap<>(Map.of(
            "restart_syscall", "how often a wait is interrupted depends on timing",
            "rt_sigreturn", "not compared: strace shows the restored register as its result",
            "sched_yield", "depends on how threads meet",
            "madvise", "depends on how threads meet"));

    /** Results that are ids of processes: they differ by nature. */
    private static final Set<String> ANSWERS_A_PROCESS =
            Set.of("clone", "clone3", "fork", "vfork", "setsid", "getpid", "getppid", "gettid");

    private static final Set<String> ANSWERS_A_DESCRIPTOR = Set.of("open", "openat", "openat2", "creat");

    @TempDir
    Path directory;

    /** Whether threads of the program open files at the same time: then which of them gets which number is chance. */
    private boolean opensInThreads;

    @ParameterizedTest
    @ValueSource(strings = {"ls", "find", "git", "tar", "bash pipes", "java threads", "forking C", "make"})
    void theRecorderSeesWhatStraceSees(String program) throws Exception {
        assumeTrue(has("strace"), "strace is not installed: nothing to compare with");
        opensInThreads = program.equals("java threads");
        List<String> command = prepare(program);
        Path log = directory.resolve("strace.log");
        BitSet traced = Profile.FORENSIC.calls(NAMES);
        String names = traced.stream()
                .mapToObj(NAMES::name)
                .filter(name -> !TOLERATED.containsKey(name))
                .collect(Collectors.joining(","));
        // Once unseen, so that both find the same caches and files.
        run(command);
        List<String> strace = new ArrayList<>(List.of(
                "strace", "-f", "-qq", "-s", "4096", "-o", log.toString(), "-e", "trace=?" + names.replace(",", ",?")));
        strace.addAll(command);
        run(strace);
        Map<String, Integer> theirs = new TreeMap<>();
        for (StraceLog.Call call : StraceLog.read(log)) {
            count(theirs, line(call.name(), call.result(), call.texts()), 1);
        }
        for (String level : LEVELS) {
            run(recorder(level, command));
            compare(program + ", inline " + level, theirs);
        }
    }

    private void compare(String what, Map<String, Integer> theirs) throws IOException {
        Map<String, Integer> ours = new TreeMap<>();
        int compared = 0;
        int inside = 0;
        try (CaptureReader reader = CaptureReader.open(directory.resolve("x.lanner"))) {
            Event event = new Event();
            while (reader.next(event)) {
                String line = line(event);
                if (line != null) {
                    compared++;
                    inside += event.has(Mark.INLINE) ? 1 : 0;
                    count(ours, line, 1);
                }
            }
        }
        List<String> differences = new ArrayList<>();
        ours.forEach((line, n) -> note(differences, line, n - theirs.getOrDefault(line, 0)));
        theirs.forEach((line, n) -> {
            if (!ours.containsKey(line)) {
                note(differences, line, -n);
            }
        });
        Files.writeString(
                Path.of("target", "agreement.txt"),
                what + ": " + compared + " calls compared, " + inside + " of them recorded inside, "
                        + differences.size() + " lines differ\n"
                        + differences.stream()
                                .limit(20)
                                .map(line -> "    " + line + "\n")
                                .collect(Collectors.joining()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        assertThat(compared).as("calls compared").isGreaterThan(50);
        assertThat(differences)
                .as(what + ": + only the recorder saw, - only strace saw")
                .isEmpty();
    }

    private static void note(List<String> differences, String line, int surplus) {
        if (surplus != 0) {
            differences.add((surplus > 0 ? "+" : "") + surplus + " " + line);
        }
    }

    private static void count(Map<String, Integer> lines, String line, int n) {
        if (line != null) {
            lines.merge(line, n, Integer::sum);
        }
    }

    /** One call as both can say it: name, result, the paths it was given. */
    private String line(String name, String result, List<String> texts) {
        if (TOLERATED.containsKey(name)) {
            return null;
        }
        boolean paths = NAMES.number(name)
                .map(NAMES::event)
                .filter(AgreementTest::hasPaths)
                .isPresent();
        String number = decimal(result);
        boolean chance = ANSWERS_A_PROCESS.contains(name) || opensInThreads && ANSWERS_A_DESCRIPTOR.contains(name);
        String shown = chance && !result.startsWith("E") ? "id" : number;
        String first =
                name.startsWith("execve") ? texts.isEmpty() ? "" : texts.get(0) : paths ? String.join(" ", texts) : "";
        return (name + " " + shown + " " + stable(first)).strip();
    }

    /** A result of strace's, which shows a set of flags in hexadecimal and a mode in octal. */
    private static String decimal(String result) {
        if (result.startsWith("0x")) {
            return Long.toString(Long.parseUnsignedLong(result.substring(2), 16));
        }
        return result.matches("0[0-7]+") ? Long.toString(Long.parseLong(result, 8)) : result;
    }

    /** Names with a process's id or something random in them are the same name. */
    private static String stable(String path) {
        return path.replaceAll("/proc/[0-9]+", "/proc/N")
                .replaceAll("java_pid[0-9]+", "java_pidN")
                .replaceAll("/cc[A-Za-z0-9]{6}\\b", "/ccXXXXXX")
                .replaceAll("(sh-thd|GmtmpX|Tmp|tmp)[.-]?[A-Za-z0-9]{6,}", "TMP");
    }

    private static boolean hasPaths(EventType type) {
        return type.params().stream()
                .anyMatch(param -> param.type() == ParamType.PATH || param.type() == ParamType.RELPATH);
    }

    private String line(Event event) {
        EventType type = event.type();
        boolean call = type.kind() == EventType.Kind.SYSCALL || type == EventType.GENERIC;
        if (!call || event.has(Mark.ENTER_ONLY) && event.type() != EventType.CLOSE || event.has(Mark.INCOMPLETE)) {
            return null;
        }
        boolean birth = type == EventType.CLONE
                || type == EventType.CLONE3
                || type == EventType.VFORK
                || type == EventType.FORK;
        if (birth && event.result() == 0) {
            // The new thread's own side of its birth: strace shows the maker's alone.
            return null;
        }
        String name = type == EventType.GENERIC ? event.name() : callName(type);
        List<String> texts = new ArrayList<>();
        if (type == EventType.EXECVE) {
            texts.add(escape(event.text(ExecParams.FILENAME)));
        } else if (hasPaths(type)) {
            for (int i = 0; i < type.params().size(); i++) {
                ParamType param = type.params().get(i).type();
                if ((param == ParamType.PATH || param == ParamType.RELPATH || param == ParamType.TEXT)
                        && event.has(i)) {
                    texts.add(escape(event.text(i)));
                }
            }
        }
        long result = event.result();
        String shown = result < 0 && result > -4096 ? ErrorNames.of(-result) : Long.toString(result);
        return line(name, shown, texts);
    }

    private static String callName(EventType type) {
        for (int number : NAMES.numbers()) {
            if (NAMES.event(number) == type) {
                return NAMES.name(number);
            }
        }
        return type.label();
    }

    /** As strace writes it. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c == '\n') {
                escaped.append("\\n");
            } else if (c < 32 || c > 126) {
                escaped.append('\\').append(Integer.toOctalString(c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private List<String> prepare(String program) throws Exception {
        switch (program) {
            case "ls" -> {
                return List.of("ls", "-lR", "/usr/share/common-licenses", "/etc/apt", "/etc/default");
            }
            case "git" -> {
                assumeTrue(has("git"), "git is not installed");
                Path tree = Files.createDirectory(directory.resolve("tree"));
                for (int i = 0; i < 200; i++) {
                    Path file = Files.writeString(tree.resolve("f" + i), "file " + i + "\n");
                    // Older than git's index, which git would doubt otherwise.
                    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
                }
                run(List.of("git", "init", "-q", tree.toString()));
                run(List.of("git", "-C", tree.toString(), "add", "."));
                return List.of("git", "--no-optional-locks", "-C", tree.toString(), "status", "--short");
            }
            case "find" -> {
                return List.of("find", "/usr/share", "-maxdepth", "2", "-name", "*.gz");
            }
            case "tar" -> {
                return List.of("tar", "-cf", directory.resolve("x.tar").toString(), "/usr/share/common-licenses");
            }
            case "bash pipes" -> {
                assumeTrue(has("bash"), "bash is not installed");
                return List.of(
                        "bash",
                        "-c",
                        "for i in 1 2 3; do ls /etc | sort -r | head -n 3 | cat >/dev/null; done; cat < /etc/passwd |"
                                + " wc -l; exit 0");
            }
            case "java threads" -> {
                return List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Xint",
                        // Else it asks for its share of the processors as often as time passes.
                        "-XX:-UseContainerSupport",
                        "-cp",
                        Path.of(Threads.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        Threads.class.getName());
            }
            case "forking C" -> {
                Path source = Files.writeString(directory.resolve("f.c"), """
                    #include <fcntl.h>
                    #include <stdio.h>
                    #include <stdlib.h>
                    #include <sys/stat.h>
                    #include <sys/wait.h>
                    #include <unistd.h>
                    int main(void) {
                        for (int i = 0; i < 30; i++) {
                            pid_t p = fork();
                            if (p == 0) {
                                struct stat s; stat("/etc/passwd", &s); close(open("/etc/hosts", O_RDONLY));
                                if (i % 3 == 0) execl("/bin/true", "true", (char *) 0);
                                _exit(0);
                            }
                            waitpid(p, 0, 0);
                        }
                        mkdir("/nowhere/x", 0755); rename("/nowhere/a", "/nowhere/b"); symlink("t", "/nowhere/l");
                        return 0;
                    }
                    """);
                compile(source, "f");
                return List.of(directory.resolve("f").toString());
            }
            default -> {
                assumeTrue(has("make") && has("gcc"), "make or gcc is not installed");
                Files.writeString(directory.resolve("a.c"), "int a(void) { return 1; }\n");
                Files.writeString(directory.resolve("m.c"), "int a(void); int main(void) { return a() - 1; }\n");
                Files.writeString(
                        directory.resolve("Makefile"),
                        "prog: a.o m.o\n\tgcc -o prog a.o m.o\n%.o: %.c\n\tgcc -c -o $@ $<\n");
                return List.of("make", "-B", "-s", "-C", directory.toString());
            }
        }
    }

    private void compile(Path source, String name) throws Exception {
        assumeTrue(has("gcc"), "gcc is not installed");
        run(List.of("gcc", "-w", "-o", directory.resolve(name).toString(), source.toString()));
    }

    private static boolean has(String tool) {
        for (String place : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(place, tool))) {
                return true;
            }
        }
        return false;
    }

    private List<String> recorder(String level, List<String> command) {
        List<String> line = StartedRecorder.line();
        line.addAll(List.of(
                "record",
                "-q",
                "--overwrite",
                "-o",
                directory.resolve("x.lanner").toString(),
                "--inline",
                level,
                "--"));
        line.addAll(command);
        return line;
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ends: %s", command)
                .isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(directory.resolve("out"), StandardCharsets.ISO_8859_1))
                .isZero();
    }
}
