package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.recorder.SourceTree;
import org.junit.jupiter.api.Test;

/** Every system property that tests read has a row in CONTRIBUTING.md. */
class TestPropertiesTest {
    private static final Path PROJECT = Path.of("../..");
    private static final Pattern PROPERTY =
            Pattern.compile("(?:getInteger|getLong|getProperty)\\(\\s*\"(lanner\\.[a-z.]+)\"");
    /** What the build and the launcher set. */
    private static final Set<String> SET_FOR_US =
            Set.of("lanner.home", "lanner.launcher", "lanner.keep.fds", "lanner.ignored.signals", "lanner.open.files");

    @Test
    void everyPropertyOfTestsHasARowInContributing() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String wing : new String[] {"recorder", "analyzer", "viewer"}) {
            for (Path file : SourceTree.files(PROJECT.resolve(wing))) {
                if (file.toString().endsWith(".java")) {
                    Matcher matcher = PROPERTY.matcher(Files.readString(file));
                    while (matcher.find()) {
                        asked.add(matcher.group(1));
                    }
                }
            }
        }
        asked.removeAll(SET_FOR_US);
        assertThat(asked).hasSizeGreaterThan(10);
        Set<String> told = new TreeSet<>();
        Matcher row = Pattern.compile("`(lanner\\.[a-z.]+)`(?=[^\\n]*\\|)")
                .matcher(Files.readString(PROJECT.resolve("CONTRIBUTING.md")));
        while (row.find()) {
            told.add(row.group(1));
        }
        assertThat(told).containsAll(asked);
    }
}
