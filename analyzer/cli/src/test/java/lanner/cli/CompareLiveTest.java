package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lanner.capture.json.JsonReader;
import lanner.recorder.Machine;
import lanner.recorder.StartedRecorder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real work recorded twice, in two directories: {@code compare} tells what was staged, and nothing else. */
@Tag("ptrace")
@Order(1)
class CompareLiveTest {
    private static final String GOOD_SCRIPT = """
            const fs = require("fs");
            fs.writeFileSync("ready", "ready\\n");
            """;

    private static final String MAKEFILE = """
            objects = main.o alpha.o beta.o gamma.o
            all: program.tar.gz
            %.o: %.c all.h
            \t$(CC) -g -O1 -I$(CURDIR) -DBUILT=__TIME__ -c -o $@ $(CURDIR)/$<
            liball.a: alpha.o beta.o gamma.o
            \tar rc $@ $^
            program: main.o liball.a
            \t$(CC) -o $@ main.o liball.a
            program.tar.gz: program
            \t./program >out.txt
            \ttar -czf $@ program out.txt
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void prepare() throws IOException {
        TestedHome.make();
        Files.createDirectories(home());
    }

    private Path capture(String name) {
        return directory.resolve(name + ".lanner");
    }

    /** Records a command in a directory, as a user whose home is the test's. */
    private void record(String name, Path place, Map<String, String> environment, String... command) throws Exception {
        List<String> line = StartedRecorder.line();
        line.addAll(List.of("record", "-q", "-o", capture(name).toString(), "--"));
        line.addAll(List.of(command));
        Path said = directory.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(place.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(each -> each.startsWith("npm_") || each.equals("TMPDIR"));
        builder.environment().putAll(Map.of("LC_ALL", "C", "HOME", home().toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        Machine.needTracing(Files.readString(said));
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }

    private Path home() {
        return directory.resolve("home");
    }

    private Path place(String... names) throws IOException {
        return Files.createDirectories(directory.resolve(String.join("/", names)))
                .toRealPath();
    }

    /** All differences, a line each: {@code new peer tcp to …}. */
    private List<String> differences(String before, String after, Object... options) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("compare", "--json", capture(before), capture(after)));
        arguments.addAll(List.of(options));
        Answer answer = Answer.of(arguments.toArray());
        assertThat(answer.status()).as(answer.err()).isZero();
        List<String> lines = new ArrayList<>();
        Map<String, Object> object = JsonReader.object(answer.out());
        assertThat((List<?>) object.get("notes")).isEmpty();
        for (Object each : (List<?>) object.get("differences")) {
            Map<?, ?> difference = (Map<?, ?>) each;
            lines.add(difference.get("change") + " " + difference.get("aspect") + " " + difference.get("text"));
        }
        return lines;
    }

    private void install(String name, Path place, PackageRegistry registry) throws Exception {
        Files.createDirectories(home().resolve(".aws"));
        Files.writeString(home().resolve(".aws/credentials"), "[default]\naws_secret_access_key = made-up\n");
        Files.writeString(home().resolve(".bashrc"), "alias ll='ls -l'\n");
        Files.writeString(place.resolve("package.json"), "{\"name\":\"app\",\"version\":\"1.0.0\"}\n");
        record(
                name,
                place,
                Map.of(
                        "npm_config_registry",
                        registry.url(),
                        "npm_config_cache",
                        place.resolve(".npm").toString()),
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--no-update-notifier",
                "--ignore-scripts=false",
                "colour-strings");
        assertThat(place.resolve("node_modules/colour-strings/ready")).exists();
    }

    /** A program that is no part of a larger one: such a one is called otherwise once it runs. */
    private static Path uname() throws IOException {
        Machine.need("uname");
        Path uname = Stream.of(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, "uname"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toRealPath();
        assumeTrue(uname.endsWith("uname"), "uname is a part of " + uname + " on this machine");
        return uname;
    }

    @Test
    void anUpdateOfAPackageDiffersByWhatItsNewScriptDoes() throws Exception {
        Machine.need("npm");
        Machine.need("tar");
        Path uname = uname();
        Path rules = Files.writeString(directory.resolve("r.yaml"), """
                - rule: Start-up file changed
                  desc: A program wrote to what a shell reads when it begins.
                  condition: evt.is_open_write = true and fd.name endswith /.bashrc
                  output: A start-up file was changed (file=%fd.name)
                  priority: WARNING
                """);
        Path shapes = Files.writeString(directory.resolve("s.yaml"), """
                version: 1
                extends: shipped
                names: [{rule: home, in: paths, match: '^%s(/|$)', replace: '~$1'}]
                """.formatted(home()));
        try (PackageRegistry registry = new PackageRegistry(place("packages"))) {
            registry.offer("1.0.3", GOOD_SCRIPT);
            install("good", place("one", "project"), registry);
            install("again", place("two", "deeper", "project"), registry);
            registry.offer("1.0.4", GOOD_SCRIPT + """
                    const home = require("os").homedir();
                    const loot = fs.readFileSync(home + "/.aws/credentials");
                    const name = require("child_process").execFileSync("%s", ["-n"]);
                    fs.appendFileSync(home + "/.bashrc", "# " + name);
                    require("net").connect(8479, "127.0.0.2").on("error", () => {});
                    """.formatted(uname));
            install("trojaned", place("three", "project"), registry);
        }
        assertThat(differences("good", "again", "-r", rules, "--shapes", shapes))
                .isEmpty();
        assertThat(differences("good", "trojaned", "-r", rules, "--shapes", shapes))
                .containsExactly(
                        "new alert Start-up file changed",
                        "new peer tcp to <loopback> port 8479",
                        "new program " + uname,
                        "new file-execute " + uname,
                        "new file-write ~/.bashrc",
                        "new command " + uname + " -n",
                        "new file-read ~/.aws/credentials",
                        // What Node asks of each file that it has opened.
                        "new file-lookup ~/.aws/credentials");
    }

    private Path sources(Path place) throws IOException {
        for (String name : List.of("alpha", "beta", "gamma")) {
            Files.writeString(
                    place.resolve(name + ".c"),
                    "#include \"all.h\"\nint " + name + "_of(int x) { return x * " + name.length() + "; }\n");
        }
        Files.writeString(place.resolve("all.h"), "int alpha_of(int); int beta_of(int); int gamma_of(int);\n");
        Files.writeString(place.resolve("main.c"), """
                #include <stdio.h>
                #include "all.h"
                int main(void) { return printf("%d %s\\n", alpha_of(1) + beta_of(2) + gamma_of(3), BUILT) < 0; }
                """);
        Files.writeString(place.resolve("Makefile"), MAKEFILE);
        return place;
    }

    @Test
    void twoBuildsOfAProjectInTwoDirectoriesDoTheSame() throws Exception {
        for (String program : List.of("make", "gcc", "ar", "tar", "gzip")) {
            Machine.need(program);
        }
        record("first", sources(place("one", "project")), Map.of("CC", "gcc"), "make", "-j2");
        record("second", sources(place("two", "quite", "another-1.2")), Map.of("CC", "gcc"), "make", "-j2");
        assertThat(differences("first", "second")).isEmpty();
        // Two processes take turns, which make 4.4 has a fifo for; one alone does the same.
        record("third", sources(place("three")), Map.of("CC", "gcc"), "make");
        assertThat(differences("first", "third"))
                .allSatisfy(
                        line -> assertThat(line)
                                .matches(
                                        "new command \\S*/make|gone command \\S*/make -j2|gone file-\\w+ \\S*/GMfifo<n>|gone call mknod(at)?"));
    }
}
