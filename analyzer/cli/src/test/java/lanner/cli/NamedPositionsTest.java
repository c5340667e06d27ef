package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lanner.recorder.SourceTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Code and tests name the parameters of events: by a constant of {@code lanner.capture.event}, or as the table of events
 * does, never by a number.
 */
class NamedPositionsTest {
    private static final Pattern BY_NUMBER = Pattern.compile(
            "\\.(?:number|text|bytes|has|param|length|offset|isCut|isUnreadable|cut|unreadable)\\(\\s*\\d+\\s*[,)]"
                    + "|\\w+\\((?:event|encoder|out),\\s*\\d+\\s*[,)]");

    /** What takes an event or an output and a number that is no position. */
    private static final Pattern OTHERS =
            Pattern.compile("(?:start|wrap|decode)\\((?:event|encoder),.*|event\\(out,.*", Pattern.DOTALL);

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    @Test
    void noEventsParameterIsNamedByItsNumber() throws IOException {
        assumeThat(ROOT.resolve("recorder/capture/src/main/java"))
                .as("the sources of all modules are beside this one")
                .isDirectory();
        List<String> found = SourceTree.files(ROOT).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .filter(NamedPositionsTest::isScanned)
                .flatMap(NamedPositionsTest::inFile)
                .toList();
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event.param(1, 0)",
                "out.number(\n    3, tid)",
                "event.has(1)",
                "event.text(14)",
                "text(event, 3)"
            })
    void theScanFindsNumbers(String source) {
        assertThat(numbered(source)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event.param(UserRecord.UID, 0)",
                "text.length()",
                "event.param(param, 1)",
                "new Event().wrap(event, 1)"
            })
    void theScanPassesNames(String source) {
        assertThat(numbered(source)).isEmpty();
    }

    private static boolean isScanned(Path file) {
        String path = file.toString();
        return (path.contains("/src/main/java/") || path.contains("/src/test/java/"))
                && !path.endsWith("/NamedPositionsTest.java");
    }

    private static Stream<String> inFile(Path file) {
        try {
            return numbered(Files.readString(file)).map(found -> ROOT.relativize(file) + ": " + found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> numbered(String source) {
        return BY_NUMBER
                .matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(found -> !OTHERS.matcher(found).matches());
    }
}
