package lanner.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Names of files as a command line gives them. */
class PathTextTest {
    @Test
    void aNameIsAPath() {
        assertThat(PathText.of("/tmp/x.lanner")).isEqualTo(Path.of("/tmp/x.lanner"));
    }

    @Test
    void aNameWhoseBytesWereNoTextIsRefused() {
        assertThatThrownBy(() -> PathText.of("/tmp/\uFFFD.lanner"))
                .isInstanceOf(InvalidPathException.class)
                .hasMessageContaining("not UTF-8");
    }
}
