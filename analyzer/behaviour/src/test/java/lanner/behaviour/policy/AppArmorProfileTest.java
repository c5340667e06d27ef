package lanner.behaviour.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanner.behaviour.shape.NameRule;
import lanner.behaviour.shape.Shapes;
import lanner.capture.event.EventType;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppArmorProfileTest {
    private static final Shapes SHAPES = new Shapes(
            List.of(
                    new NameRule(
                            "process-id", Set.of(NameRule.Where.PATHS), List.of(), 0, 0, "/proc/[0-9]+", "/proc/<pid>"),
                    new NameRule(
                            "temporary", Set.of(NameRule.Where.PATHS), List.of(), 0, 0, "/tmp\\.[a-z]{6}", "/<tmp>"),
                    new NameRule("directory", Set.of(NameRule.Where.PATHS), List.of(), 0, 0, "^{cwd}/", "./")),
            List.of(),
            List.of());

    @TempDir
    private Path directory;

    private PolicyStories stories;

    @BeforeEach
    void begin() {
        stories = new PolicyStories(directory);
    }

    private String profile(PolicyStories.Told told) throws IOException {
        return profile(told, Optional.empty());
    }

    private String profile(PolicyStories.Told told, Optional<Path> root) throws IOException {
        return AppArmorProfile.of(List.of(stories.behaviour(told)), SHAPES, root, 3)
                .text("web", "/usr/sbin/web");
    }

    /** The rules about files, without what they come from. */
    private static List<String> files(String profile) {
        return profile.lines()
                .filter(line -> line.contains(", # ") && line.startsWith("  /"))
                .map(line -> line.strip().replaceFirst(", # .*", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /etc/passwd      | /etc/passwd
            /a b             | /a?b
            /a[0]{1}*?"x     | /a?0??1????x
            /a,b@c^          | /a?b?c?
            /\u00c3\u00a9    | /??
            /proc/12/stat    | /proc/*/stat
            /<pid>/proc/12   | /?pid?/proc/*
            /x/tmp.abcdef/y  | /x/*/y
            /lib/libc.so.6   | /{,usr/}lib/libc.so.6
            /bin/sh          | /{,usr/}bin/sh
            /usr/bin/env     | /usr/bin/env
            """)
    void aPathBecomesAPatternThatMatchesItAndItsLike(String path, String pattern) throws IOException {
        assertThat(files(profile(story -> story.opens(10, path)))).containsExactly(pattern + " r");
    }

    @Test
    void theDirectoryOfTheRecordingStaysAsItIs() throws IOException {
        assertThat(files(profile(story -> story.opens(10, "a")))).containsExactly("/a r");
    }

    @Test
    void eachUseOfAFileHasItsPermission() throws IOException {
        List<String> rules = files(profile(story -> story.opens(10, "/read")
                .creates(10, 3, "/made")
                .unlinks(10, "/gone")
                .runs(10, 1, "cc", "-c", "a.c")
                .opens(10, -13, "/refused")
                .opens(10, -2, "/absent")));
        assertThat(rules).containsExactly("/gone{,/} w", "/made w", "/read r", "/usr/bin/cc mrix");
    }

    @Test
    void usesOfOneFileAreOneRule() throws IOException {
        String text = profile(story -> story.opens(10, "/a").opens(10, "/a").creates(10, 3, "/a"));
        assertThat(text).contains("  /a rw, # 3 times, first at event 1 of 1.lanner by sh 10\n");
    }

    @Test
    void manyFilesOfADirectoryAreOneRuleButNotWhatIsRun() throws IOException {
        List<String> rules = files(profile(story -> {
            for (int i = 0; i < 5; i++) {
                story.opens(10, "/many/" + i);
                story.runs(10, 1, "p" + i);
            }
            story.opens(10, "/few/1").opens(10, "/few/2").opens(10, "/many/deep/1");
        }));
        assertThat(rules)
                .contains("/many/* r", "/few/1 r", "/few/2 r", "/many/deep/1 r")
                .containsAll(IntStream.range(0, 5)
                        .mapToObj(i -> "/usr/bin/p" + i + " mrix")
                        .toList());
    }

    @Test
    void linksAreFollowedBelowTheRootThatIsNamed() throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        Files.createDirectories(root.resolve("usr/lib"));
        Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
        Files.createSymbolicLink(root.resolve("usr/lib/c.so"), Path.of("/usr/lib/c.so.1"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(root.resolve("\u00e9"), Path.of("usr/\u00e9\u00e9"));
        Files.createSymbolicLink(root.resolve("up"), Path.of("../../../../../etc"));
        assertThat(files(profile(
                        story -> story.opens(10, "/lib/c.so")
                                .opens(10, "/loop/x")
                                .opens(10, "/up/shadow")
                                .opens(10, CaptureStory.bytes("/\u00e9"))
                                .opens(10, "/no/../lib/such")
                                .opens(10, "/no/such"),
                        Optional.of(root))))
                .containsExactly(
                        "/etc/shadow r",
                        "/loop/x r",
                        "/no/such r",
                        "/usr/???? r",
                        "/usr/lib/c.so.1 r",
                        "/usr/lib/such r");
    }

    @Test
    void aConnectionNeedsItsFamilyAndItsType() throws IOException {
        assertThat(profile(story -> story.connects(10, 40000, "203.0.113.9", 443)))
                .contains("  network inet stream, # 1 time, first at event")
                .doesNotContain("inet6");
    }

    @Test
    void aNameInARecordingAddsNoRule() throws IOException {
        String text = profile(story -> story.runs(10, "x\n  /** rwx,").opens(10, "/etc/a\n  /** rwx,"));
        assertThat(text.lines().filter(line -> line.startsWith("  /**"))).isEmpty();
        assertThat(files(text)).contains("/etc/a???/???rwx? r");
    }

    @Test
    void theParserOfAppArmorTakesIt() throws Exception {
        String parser = Stream.of("/usr/sbin/apparmor_parser", "/sbin/apparmor_parser", "/usr/bin/apparmor_parser")
                .filter(each -> Files.isExecutable(Path.of(each)))
                .findFirst()
                .orElse(null);
        assumeThat(parser)
                .as("apparmor_parser is installed (apt-get install apparmor)")
                .isNotNull();
        Path file = Files.writeString(directory.resolve("web.apparmor"), profile(story -> {
            for (int c = 1; c < 256; c++) {
                story.opens(10, "/x/" + (char) c + "/" + c);
            }
            story.connects(10, 40000, "203.0.113.9", 443)
                    .creates(10, 3, "/made")
                    .unlinks(10, "/gone")
                    .runs(10, 1, "cc")
                    .event(EventType.MOUNT, 10, event -> event.result(0));
        }));
        Process process = new ProcessBuilder(parser, "-Q", "-K", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
