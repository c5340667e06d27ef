package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import lanner.capture.kit.ExecutableFile;
import lanner.recorder.Machine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the launcher builds: in a checkout of a few files, with a Maven and a Java that only say that they ran. */
class LauncherTest {
    @TempDir
    Path directory;

    private Path home;
    private Path programs;

    @BeforeEach
    void makeCheckout() throws Exception {
        Path launcher = Path.of("../../lanner").toAbsolutePath().normalize();
        assumeTrue(Files.isExecutable(launcher), "the launcher is not where a checkout has it");
        home = directory.resolve("checkout");
        programs = Files.createDirectory(directory.resolve("programs"));
        for (String each :
                List.of("recorder/capture/src/main/A.java", "analyzer/cli/src/main/B.java", "viewer/pom.xml")) {
            write(home.resolve(each), "one");
        }
        write(home.resolve("pom.xml"), "one");
        ExecutableFile.copy(launcher, home.resolve("lanner"));
        program(
                "mvn",
                "echo built >>\"" + directory + "/builds\"\nfor m in analyzer/cli recorder/tracer viewer; do\n"
                        + "mkdir -p $m/target/lib && : >$m/target/lib/x.jar; done");
        program("java", "echo started");
    }

    private void program(String name, String body) throws IOException {
        ExecutableFile.write(programs.resolve(name), "#!/bin/sh\n" + body + "\n");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Process start(Path checkout) throws IOException {
        return builder(checkout).start();
    }

    private ProcessBuilder builder(Path checkout) {
        ProcessBuilder builder = new ProcessBuilder(checkout.resolve("lanner").toString(), "info", "x");
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        builder.environment().put("LANNER_JAVA", programs.resolve("java").toString());
        builder.redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile());
        return builder;
    }

    /** Starts the launcher of a checkout; how often anything was built by then. */
    private int buildsAfterStarting(Path checkout) throws Exception {
        Process process = start(checkout);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out).contains("started");
        Path builds = directory.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    private void age(Path tree, Instant instant) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path each : (Iterable<Path>) files::iterator) {
                Files.setLastModifiedTime(each, FileTime.from(instant));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', C, C.UTF-8, ''",
        "'', C.UTF-8, '', unset",
        "POSIX, C.UTF-8, C.UTF-8, =POSIX",
        "xx_XX.UTF-8, C, C.UTF-8, =xx_XX.UTF-8",
        "C.UTF-8, C, C.UTF-8, unset",
    })
    void namesOfFilesAreUtf8InEveryLocaleAndTheProgramsLocaleIsRemembered(
            String all, String lang, String expected, String former) throws Exception {
        program("java", "echo started \"[${LC_ALL-}]\" \"[${LANNER_LC_ALL-unset}]\"");
        ProcessBuilder builder = builder(home);
        builder.environment().keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG"));
        if (!all.isEmpty()) {
            builder.environment().put("LC_ALL", all);
        }
        builder.environment().put("LANG", lang);
        String out = new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(out).endsWith("started [" + expected + "] [" + former + "]\n");
    }

    @ParameterizedTest
    @CsvSource({"PIPE XFSZ, 0x1001000, 70", "QUIT, 0x4, 80"})
    void signalsAndTheLimitOfFilesAreRememberedFromBeforeTheVirtualMachine(String ignored, String bits, String limit)
            throws Exception {
        program("java", "echo started \"$@\"");
        String script = "trap '' " + ignored + "; ulimit -S -n " + limit + "; exec \"$@\"";
        ProcessBuilder builder = builder(home);
        List<String> command = Stream.concat(Stream.of("sh", "-c", script, "sh"), builder.command().stream())
                .toList();
        // Another test of this virtual machine may record, and have it ignore SIGQUIT, at any moment of this one.
        long before = ignoredInChildren();
        String out =
                new String(builder.command(command).start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        long after = ignoredInChildren();
        Matcher found = Pattern.compile("-Dlanner\\.ignored\\.signals=([0-9a-f]{16}) -Dlanner\\.open\\.files=([0-9]+),")
                .matcher(out);
        assertThat(found.find()).as(out).isTrue();
        long remembered = Long.parseUnsignedLong(found.group(1), 16);
        assertThat(remembered & ~(before ^ after)).isEqualTo((Long.decode(bits) | before) & ~(before ^ after));
        assertThat(found.group(2)).isEqualTo(limit);
    }

    /** A shell drops variables whose names are no shell names, among them the functions that bash exports. */
    @Test
    void theEnvironmentOfARecordedProgramIsHandedOverAsItWasGiven() throws Exception {
        program(
                "java",
                "i=0; while [ $i -lt \"$LANNER_ENVIRON\" ]; do\n"
                        + "eval \"part=\\$LANNER_ENVIRON_$i\"; printf %s \"$part\"; i=$((i + 1)); done");
        start(home).waitFor();
        ProcessBuilder builder = builder(home);
        builder.command(home.resolve("lanner").toString(), "record", "x").redirectErrorStream(false);
        Map<String, String> environment = builder.environment();
        environment.remove("PWD");
        environment.put("BASH_FUNC_f%%", "() { echo f\n}");
        environment.put("a.b", "a name with a dot");
        environment.put("_", "/usr/bin/env");
        environment.put("LONG", "x".repeat(120_000));
        environment.put("LANNER_ENVIRON", "3");
        List<String> expected = environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
        String out = new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        String given = new String(Base64.getDecoder().decode(out), StandardCharsets.UTF_8);
        assertThat(given.split("\0")).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Handed over it would take more than twice its size, and no program could be started with it (execve(2)). */
    @Test
    void anEnvironmentThatIsTooLongTwiceIsPassedOnByTheShellAlone() throws Exception {
        program("java", "echo \"$LANNER_ENVIRON ${LANNER_ENVIRON_0-none} ${LANNER_ENVIRON_5-none} ${#LONG9}\"");
        start(home).waitFor();
        ProcessBuilder builder = builder(home);
        builder.command(home.resolve("lanner").toString(), "record", "x").redirectErrorStream(false);
        for (int i = 0; i < 10; i++) {
            builder.environment().put("LONG" + i, "x".repeat(120_000));
        }
        Process started = builder.start();
        assertThat(new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("0 none none 120000\n");
        assertThat(new String(started.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains(
                        "lanner: the environment is longer than 450 KB: the program gets it without variables that have"
                                + " no shell names, and in another order\n");
    }

    /** What this virtual machine's children find ignored whatever they do: a shell cannot take it back. */
    private static long ignoredInChildren() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "exec grep SigIgn: /proc/self/status").start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Long.parseUnsignedLong(line.replace("SigIgn:", "").strip(), 16);
    }

    @Test
    void buildsOnceAndAfterAChange() throws Exception {
        assertThat(buildsAfterStarting(home)).isEqualTo(1);
        assertThat(buildsAfterStarting(home)).isEqualTo(1);
        Path source = home.resolve("analyzer/cli/src/main/B.java");
        write(source, "two");
        age(source, Instant.now().plusSeconds(60));
        assertThat(buildsAfterStarting(home)).isEqualTo(2);
    }

    /** The first one's build lasts until the others have been seen to wait. */
    @Test
    void startsAtTheSameTimeBuildOnce() throws Exception {
        Machine.need("flock");
        program(
                "mvn",
                "echo built >>\"" + directory + "/builds\"\n"
                        + "while [ ! -e \"" + directory + "/waiting\" ]; do sleep 0.05; done\n"
                        + "for m in analyzer/cli recorder/tracer viewer; do\n"
                        + "mkdir -p $m/target/lib && : >$m/target/lib/x.jar; done");
        Process first = start(home);
        while (!Files.exists(directory.resolve("builds"))) {
            assertThat(first.isAlive()).isTrue();
            Thread.sleep(10);
        }
        List<Process> others = List.of(start(home), start(home));
        for (Process other : others) {
            assertThat(other.inputReader().readLine()).isEqualTo("lanner: waiting for another start that builds ...");
        }
        Files.createFile(directory.resolve("waiting"));
        for (Process each : List.of(first, others.get(0), others.get(1))) {
            assertThat(each.waitFor()).isZero();
            assertThat(each.inputReader().lines()).last(STRING).isEqualTo("started");
        }
        assertThat(directory.resolve("builds")).hasContent("built");
    }

    @Test
    void aCopyOfABuiltCheckoutIsNotBuiltAgain() throws Exception {
        buildsAfterStarting(home);
        Path copy = directory.resolve("copy");
        assertThat(new ProcessBuilder("cp", "-r", home.toString(), copy.toString())
                        .start()
                        .waitFor())
                .isZero();
        // In whatever order the files were copied.
        age(copy.resolve("recorder"), Instant.now().plusSeconds(60));
        assertThat(buildsAfterStarting(copy)).isEqualTo(1);
        assertThat(Files.readString(copy.resolve("analyzer/cli/target/lanner.stamp")))
                .contains(copy.toRealPath() + "\n");
        write(copy.resolve("recorder/capture/src/main/A.java"), "two");
        age(copy.resolve("recorder/capture/src/main/A.java"), Instant.now().plusSeconds(120));
        assertThat(buildsAfterStarting(copy)).isEqualTo(2);
    }

    @Test
    void aSourceThatIsWrittenAnewAsItWasBuildsNothing() throws Exception {
        buildsAfterStarting(home);
        age(home.resolve("recorder"), Instant.now().plusSeconds(60));
        assertThat(buildsAfterStarting(home)).isEqualTo(1);
    }

    @Test
    void aSourceThatWasRemovedBuilds() throws Exception {
        write(home.resolve("viewer/src/main/C.java"), "one");
        buildsAfterStarting(home);
        Files.delete(home.resolve("viewer/src/main/C.java"));
        age(home.resolve("viewer/src/main"), Instant.now().plusSeconds(60));
        write(home.resolve("viewer/src/main/D.java"), "one");
        age(home.resolve("viewer/src/main/D.java"), Instant.now().plusSeconds(60));
        assertThat(buildsAfterStarting(home)).isEqualTo(2);
    }

    /** A checkout of somebody else. A file stands in the way here, because root may write everywhere. */
    @Test
    void aCheckoutThatCannotBeWrittenIsSaidInOneSentence() throws Exception {
        write(home.resolve("analyzer/cli/target"), "a file");
        Process refused = start(home);
        assertThat(new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("lanner: " + home + " ")
                .contains("cannot write")
                .hasLineCount(1);
        assertThat(refused.waitFor()).isEqualTo(4);
        assertThat(directory.resolve("builds")).doesNotExist();
    }

    @Test
    void aBuildThatFailedIsTriedAgain() throws Exception {
        buildsAfterStarting(home);
        write(home.resolve("pom.xml"), "two");
        age(home.resolve("pom.xml"), Instant.now().plusSeconds(60));
        String works = Files.readString(programs.resolve("mvn"));
        program("mvn", "exit 1");
        Process failed = start(home);
        assertThat(new String(failed.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("lanner: the build failed");
        assertThat(failed.waitFor()).isEqualTo(4);
        ExecutableFile.write(programs.resolve("mvn"), works);
        assertThat(buildsAfterStarting(home)).isEqualTo(2);
    }

    /** The virtual machine never takes the place of a closed descriptor: it would reach the recorded program. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<&- | 1,2,5", ">&- | 0,2,5", "<&- >&- 2>&- | 5", "'' | 0,1,2,5"})
    void whatTheCallerHasClosedStaysClosed(String redirections, String kept) throws Exception {
        program(
                "java",
                "in=$(readlink /proc/$$/fd/0) out=$(readlink /proc/$$/fd/1) err=$(readlink /proc/$$/fd/2)\n"
                        + "printf '%s\\n' \"$in\" \"$out\" \"$err\" \"$*\" >\"" + directory + "/seen\"");
        makeJars();
        String line = "exec '" + home + "/lanner' info x 5</dev/zero " + (redirections == null ? "" : redirections);
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line);
        builder.environment().put("LANNER_JAVA", programs.resolve("java").toString());
        builder.environment().put("LANNER_NO_BUILD", "1");
        builder.redirectInput(Path.of("/dev/zero").toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectErrorStream(true);
        assertThat(builder.start().waitFor()).isZero();
        List<String> seen = Files.readAllLines(directory.resolve("seen"));
        assertThat(seen).hasSize(4);
        for (int fd = 0; fd <= 2; fd++) {
            boolean open = ("," + kept).contains("," + fd + ",");
            assertThat(seen.get(fd)).isEqualTo(open ? fd == 0 ? "/dev/zero" : directory + "/out" : "/dev/null");
        }
        assertThat(seen.get(3)).contains("-Dlanner.keep.fds=" + kept + " ");
    }

    /** Of a few million events the optimizing compiler takes longer than it spares. The files are holes: their size is all. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "analyze a capture             | 1000000   | ''       | quick",
                "analyze a capture             | 400000000 | ''       | optimizing",
                "analyze --follow a capture    | 1000000   | ''       | optimizing",
                "events a capture              | 1000000   | ''       | quick",
                "tui a capture                 | 1000000   | ''       | optimizing",
                "compare x --baseline captures | 1000000   | ''       | quick",
                "compare x --baseline captures | 400000000 | ''       | optimizing",
                "analyze file                  | 100000000 | ''       | quick",
                "analyze file                  | 100000000 | 1f8b0800 | optimizing",
                "analyze file                  | 100000000 | 28b52ffd | optimizing",
                "analyze file                  | 1000000   | 28b52ffd | quick",
                "analyze file                  | 300000000 | ''       | optimizing",
                "analyze a:file.scap           | 300000000 | ''       | quick",
                "analyze a:file.scap           | 400000000 | ''       | optimizing",
                "analyze a:file.scap           | 300000000 | 1f8b0800 | optimizing",
                "analyze nothing               | 0         | ''       | quick",
            })
    void smallCapturesAreReadByTheQuickCompilerAlone(String command, long size, String magic, String compiler)
            throws Exception {
        program("java", "echo \"$*\"");
        makeJars();
        Path capture = Files.createDirectories(directory.resolve("captures/a capture"));
        for (Path file :
                List.of(capture.resolve("20260101.cq4"), directory.resolve("file"), directory.resolve("a:file.scap"))) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(HexFormat.of().parseHex(magic)), 0);
                channel.write(ByteBuffer.wrap(new byte[1]), size);
            }
        }
        ProcessBuilder builder = builder(home);
        builder.environment().put("LANNER_NO_BUILD", "1");
        List<String> line = new ArrayList<>(List.of(home.resolve("lanner").toString()));
        for (String word : command.replace("a capture", "a_capture").split(" +")) {
            switch (word) {
                case "a_capture" -> line.add(capture.toString());
                case "captures", "file", "a:file.scap", "nothing" ->
                    line.add(directory.resolve(word).toString());
                default -> line.add(word);
            }
        }
        builder.command(line);
        String out = new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(out).contains("-cp ");
        assertThat(out.contains("-XX:TieredStopAtLevel=1")).isEqualTo(compiler.equals("quick"));
        assertThat(out.contains("-XX:FreqInlineSize="))
                .as("the loop over events in parts")
                .isEqualTo(compiler.equals("optimizing"));
        assertThat(out.contains("-XX:InitialRAMPercentage="))
                .as("a large heap from the start")
                .isEqualTo(command.startsWith("compare") && compiler.equals("optimizing"));
    }

    /** To open one waits for a writer. */
    @Test
    void aPipeInACaptureIsNotOpenedByTheLauncher() throws Exception {
        program("java", "echo started");
        makeJars();
        Path capture = Files.createDirectory(directory.resolve("c"));
        try (FileChannel channel = FileChannel.open(
                capture.resolve("20260101.cq4"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 100_000_000);
        }
        for (String pipe : List.of(capture + "/20260102.cq4", directory + "/pipe")) {
            Process made = new ProcessBuilder("mkfifo", pipe).start();
            assertThat(made.waitFor()).isZero();
        }
        ProcessBuilder builder = builder(home);
        builder.environment().put("LANNER_NO_BUILD", "1");
        builder.command(home.resolve("lanner").toString(), "analyze", capture.toString(), directory + "/pipe");
        Path said = directory.resolve("said");
        Process started = builder.redirectOutput(said.toFile()).start();
        try {
            assertThat(started.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            started.descendants().forEach(ProcessHandle::destroyForcibly);
            started.destroyForcibly();
        }
        assertThat(said).hasContent("started");
    }

    /** By this Java, of programs that do nothing: two runs that load the same classes number them differently. */
    @ParameterizedTest
    @CsvSource({"record, recorder", "guard, guard", "analyze, lanner"})
    void anArchiveOfClassesIsMadeAtTheFirstStartAndUsedFromThenOn(String command, String archive) throws Exception {
        Path options = Files.createDirectories(home.resolve("recorder/jvm"));
        for (String each : List.of("lanner.options", "jdk24.options")) {
            Files.copy(Path.of("../../recorder/jvm", each), options.resolve(each));
        }
        Path jar = makeProgramsThatDoNothing();
        program(
                "mvn",
                "for m in analyzer/cli recorder/tracer; do mkdir -p $m/target/lib && cp " + jar
                        + " $m/target/lib/lanner-x.jar; done");
        ProcessBuilder builder = builder(home);
        builder.environment().put("LANNER_JAVA", System.getProperty("java.home") + "/bin/java");
        builder.environment().put("LANNER_JAVA_OPTS", "-Xlog:class+load");
        builder.command(home.resolve("lanner").toString(), command, "x");
        for (String how : List.of("(once)", "")) {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(out).isZero();
            assertThat(out.contains("preparing a class-data archive")).isEqualTo(!how.isEmpty());
            assertThat(out)
                    .containsPattern("lanner\\.(recorder\\.)?cli\\.(RecorderMain|Lanner) source: shared objects file");
            try (Stream<Path> made = Files.list(home.resolve("analyzer/cli/target"))) {
                assertThat(made.map(each -> each.getFileName().toString()).filter(name -> name.contains(".jsa")))
                        .singleElement(STRING)
                        .startsWith(archive + "-")
                        .endsWith(".jsa");
            }
        }
    }

    private Path makeProgramsThatDoNothing() throws IOException {
        Path classes = directory.resolve("classes");
        List<String> line = new ArrayList<>(List.of("-d", classes.toString()));
        for (String name : List.of("lanner.cli.Lanner", "lanner.recorder.cli.RecorderMain")) {
            int dot = name.lastIndexOf('.');
            Path source = directory.resolve("source").resolve(name.replace('.', '/') + ".java");
            write(
                    source,
                    "package " + name.substring(0, dot) + "; class " + name.substring(dot + 1) + " {"
                            + " public static void main(String... arguments) throws Exception {"
                            // Each command loads others before one that all load.
                            + " Class.forName(arguments[0].equals(\"rules\") ? \"java.util.Timer\" : \"java.util.UUID\");"
                            + " Class.forName(\"java.util.concurrent.Phaser\"); } }");
            line.add(source.toString());
        }
        tool("javac", line);
        Path jar = directory.resolve("nothing.jar");
        tool("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
        return jar;
    }

    private static void tool(String name, List<String> line) {
        ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
        assertThat(tool.run(System.out, System.err, line.toArray(String[]::new)))
                .isZero();
    }

    private void makeJars() throws Exception {
        for (String module : List.of("analyzer/cli", "recorder/tracer", "viewer")) {
            write(home.resolve(module + "/target/lib/x.jar"), "");
        }
    }
}
