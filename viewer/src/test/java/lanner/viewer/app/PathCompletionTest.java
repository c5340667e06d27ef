package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lanner.viewer.app.PathCompletion.Completed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathCompletionTest {
    @TempDir
    Path home;

    private PathCompletion completion;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(home.resolve("here/build.lanner"));
        Files.createDirectories(home.resolve("here/builds/old"));
        Files.createDirectories(home.resolve("here/.hidden"));
        Files.createFile(home.resolve("here/trace.scap"));
        Files.createFile(home.resolve("only"));
        completion = new PathCompletion(home.resolve("here"), home);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # typed,     completed,      choices
            b,           build,          build.lanner builds/
            build.,      build.lanner,
            builds,      builds/,
            builds/,     builds/old/,
            t,           trace.scap,
            .h,          .hidden/,
            '',          '',             build.lanner builds/ trace.scap
            x,           x,
            none/a,      none/a,
            trace.scap/, trace.scap/,
            ~,           ~/,
            ~/o,         ~/only,
            ../o,        ../only,
            """)
    void tabCompletesAPathAsAShellDoes(String typed, String completed, String choices) {
        List<String> names = choices == null ? List.of() : List.of(choices.split(" "));
        assertThat(completion.complete(typed)).isEqualTo(new Completed(completed, names));
    }

    @Test
    void saysWhichPathIsMeant() {
        assertThat(completion.path("build.lanner/")).contains(home.resolve("here/build.lanner"));
        assertThat(completion.path("~/only")).contains(home.resolve("only"));
        assertThat(completion.path("~only")).contains(home.resolve("here/~only"));
        assertThat(completion.path("/etc/../etc")).contains(Path.of("/etc"));
        assertThat(completion.path(" ")).isEmpty();
        assertThat(completion.path("a\0b")).isEmpty();
    }
}
