package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Working directory and root: chdir(2), chroot(2). */
class FsInfoTest {
    private final FsInfo fs = new FsInfo();

    @ParameterizedTest
    @CsvSource({"/home/u, /home/u/", "u/.., /", "'', /", "/home//u/, /home/u/", "../.., /"})
    void theWorkingDirectoryEndsWithASlash(String path, String cwd) {
        fs.chdir(path);
        assertThat(fs.cwd).isEqualTo(cwd);
    }

    @Test
    void aNewRootLeavesTheWorkingDirectoryWhereItIs() {
        fs.chdir("/srv/jail/tmp");
        fs.chroot("/srv/jail");
        assertThat(fs.root).isEqualTo("/srv/jail");
        assertThat(fs.cwd).isEqualTo("/tmp/");
    }

    @Test
    void beyondTheRootPathsAreThoseFromOutsideUntilAnAbsoluteOne() {
        fs.chdir("/home");
        fs.chroot("/srv/jail");
        assertThat(fs.cwd).isEqualTo("/home/");
        fs.chdir("u");
        assertThat(fs.cwd).isEqualTo("/home/u/");
        fs.chdir("/tmp");
        assertThat(fs.cwd).isEqualTo("/tmp/");
        fs.chroot("/inner");
        assertThat(fs.root).isEqualTo("/srv/jail/inner");
    }

    @Test
    void aCopyGoesItsOwnWay() {
        fs.chdir("/home");
        FsInfo copy = fs.copy();
        copy.chdir("/etc");
        copy.chroot("/etc");
        assertThat(fs.cwd).isEqualTo("/home/");
        assertThat(fs.root).isEqualTo("/");
    }
}
