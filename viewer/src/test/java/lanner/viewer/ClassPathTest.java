package lanner.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the viewer is run with. */
class ClassPathTest {
    @Test
    void nothingThatPhonesHomeIsOnTheClassPath() {
        List<String> jars = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        assertThat(jars).hasSizeGreaterThan(10);
        assertThat(jars)
                .noneMatch(jar ->
                        jar.contains("chronicle-analytics") || jar.contains("/jna") || jar.contains("javafx-web"));
    }
}
