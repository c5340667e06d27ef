package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lanner.capture.event.FlagSets;
import lanner.engine.kit.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The path that a call names: openat(2), openat2(2). */
class PathsTest {
    private static History inHome() {
        return new History().listed(1, 0, "main", "/home/u", "/").openat(1, "/etc", 5);
    }

    @ParameterizedTest(name = "{0} {1} with {2} is {3}")
    @CsvSource(textBlock = """
        5, /hostname,                  RESOLVE_IN_ROOT,       /etc/hostname
        5, ../../x/../hostname,        RESOLVE_IN_ROOT,       /etc/hostname
        5, hostname,                   RESOLVE_IN_ROOT,       /etc/hostname
        5, /../../..,                  RESOLVE_IN_ROOT,       /etc
        5, .,                          RESOLVE_IN_ROOT,       /etc
        5, //a/./b/../../../c//d,      RESOLVE_IN_ROOT,       /etc/c/d
        -100, /x,                      RESOLVE_IN_ROOT,       /home/u/x
        -100, ../../x,                 RESOLVE_IN_ROOT,       /home/u/x
        6, /x,                         RESOLVE_IN_ROOT,       <UNKNOWN>/x
        5, hostname,                   RESOLVE_BENEATH,       /etc/hostname
        5, ../x,                       RESOLVE_BENEATH,       /x
        5, /x,                         RESOLVE_BENEATH,       /x
        5, a/../b,                     RESOLVE_NO_SYMLINKS,   /etc/b
        5, ../b,                       RESOLVE_NO_MAGICLINKS, /b
        5, ../b,                       RESOLVE_NO_XDEV,       /b
        5, b,                          RESOLVE_CACHED,        /etc/b
        """)
    void openat2ResolvesAsItIsTold(int dirfd, String path, String flag, String name) {
        long resolve = FlagSets.OPENAT2_FLAGS.value(flag);
        assertThat(inHome().openat2(1, dirfd, path, resolve, 7).fdName()).isEqualTo(name);
        assertThat(inHome().openat2(1, dirfd, path, resolve, -2).fdName())
                .as("when it fails")
                .isEqualTo(name);
    }

    @ParameterizedTest(name = "{0} \"{1}\" is {2}")
    @CsvSource(ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        -100,       x,           /home/u/x
        4294967196, x,           /home/u/x
        5,          x,           /etc/x
        5,          /x,          /x
        5,          ../x,        /x
        5,          ../../../x,  /x
        5,          '',          /etc
        -100,       '',          /home/u
        -1,         x,           <UNKNOWN>/x
        6,          x,           <UNKNOWN>/x
        """)
    void relativePathsStartFromTheDirectory(long dirfd, String path, String name) {
        assertThat(inHome().openat(1, (int) dirfd, path, 7).fdName()).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0} and {1} is {2}")
    @CsvSource(textBlock = """
        /a,   b,        /a/b
        /a/,  b/,       /a/b
        /a,   ./b/.,    /a/b
        /a,   ../b,     /b
        /,    ..,       /
        /,    ...,      /...
        /a,   .b,       /a/.b
        /a,   b..,      /a/b..
        /a,   //b//c,   /b/c
        a,    b,        a/b
        """)
    void pathsAreNormal(String directory, String path, String result) {
        assertThat(Paths.resolve(directory, path)).isEqualTo(result);
    }

    @Test
    void aRelativePathIsResolvedAsItsDirectoryWithItBehindIsMadeNormal() {
        SplittableRandom random = new SplittableRandom(Long.getLong("lanner.seed", 7));
        List<String> directories = new ArrayList<>(List.of("/", "/a", "a", "/a/b", "/a/", "//", "/a/../b", "."));
        for (int round = 0; round < 50_000; round++) {
            if (random.nextInt(10) == 0) {
                directories.set(random.nextInt(directories.size()), "/" + text(random));
            }
            String directory = directories.get(random.nextInt(directories.size()));
            String path = text(random);
            if (!path.isEmpty() && path.charAt(0) != '/') {
                assertThat(Paths.resolve(directory, path))
                        .as(directory + " " + path)
                        .isEqualTo(Paths.normalize(directory + "/" + path));
            }
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append("ab./".charAt(random.nextInt(4)));
        }
        return text.toString();
    }
}
