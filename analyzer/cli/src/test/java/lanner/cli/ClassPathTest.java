package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the command line is run with. */
class ClassPathTest {
    private static final List<String> JARS =
            List.of(System.getProperty("java.class.path").split(File.pathSeparator));

    @Test
    void noViewerAndNoToolkitAreOnTheClassPath() {
        assertThat(JARS).noneMatch(jar -> jar.contains("javafx") || jar.contains("lanner-viewer"));
    }

    @Test
    void nothingThatPhonesHomeIsOnTheClassPath() {
        assertThat(JARS).hasSizeGreaterThan(10);
        assertThat(JARS).noneMatch(jar -> jar.contains("chronicle-analytics") || jar.contains("/jna"));
    }
}
