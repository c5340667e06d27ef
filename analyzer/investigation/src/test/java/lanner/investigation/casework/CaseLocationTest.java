package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseLocationTest {
    @TempDir
    private Path directory;

    private Path evidence;
    private Path own;

    @BeforeEach
    void makeDirectories() throws IOException {
        evidence = Files.createDirectory(directory.resolve("evidence"));
        own = directory.resolve("own/cases");
    }

    private CaseLocation place() {
        return CaseLocation.of(evidence.resolve("x.lanner"), own);
    }

    @Test
    void besideACaptureInADirectoryOfOnesOwn() {
        assertThat(place()).isEqualTo(new CaseLocation(evidence.resolve("x.lanner-case"), Optional.empty()));
        assertThat(own).doesNotExist();
    }

    @Test
    void notInADirectoryOfAnotherUserAndThatIsSaid() throws Exception {
        assumeTrue(isRoot(), "only root can give a directory away");
        Files.setAttribute(evidence, "unix:uid", 12345);
        assertThat(place().remark().orElseThrow())
                .contains(evidence + " belongs to another user: what you note goes to " + own);
        assertThat(place().file().getParent()).isEqualTo(own);
        assertThat(place().file().getFileName().toString()).matches("x-[0-9a-f]{12}\\.lanner-case");
        CaseFile.open(place().file(), Clock.systemUTC()).exported("y");
        assertThat(evidence).isEmptyDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place().file())))
                .isEqualTo("rw-------");
    }

    @Test
    void notInADirectoryThatIsReadOnlyAndThatIsSaid() throws Exception {
        assumeTrue(!isRoot(), "root may write into every directory");
        Files.setPosixFilePermissions(evidence, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(place().remark().orElseThrow()).contains(evidence + " is read-only: what you note goes to " + own);
    }

    @Test
    void aCaseThatWasBegunGoesOnWhereItIs() throws Exception {
        Path begun = Files.createFile(evidence.resolve("x.lanner-case"));
        assertThat(place()).isEqualTo(new CaseLocation(begun, Optional.empty()));
        assumeTrue(isRoot(), "only root can give a file away");
        Files.setAttribute(begun, "unix:uid", 12345);
        assertThat(place().file()).isEqualTo(begun);
        assertThat(place().remark().orElseThrow()).contains("belongs to another user");
    }

    @Test
    void capturesOfOneNameInTwoDirectoriesHaveTwoCases() throws Exception {
        Path second = Files.createDirectory(directory.resolve("second"));
        assumeTrue(isRoot(), "only root can give a directory away");
        Files.setAttribute(evidence, "unix:uid", 12345);
        Files.setAttribute(second, "unix:uid", 12345);
        assertThat(CaseLocation.of(second.resolve("x.lanner"), own).file()).isNotEqualTo(place().file());
    }

    @Test
    void aCaseFileIsReadableByItsOwnerAlone() throws Exception {
        CaseFile.open(place().file(), Clock.systemUTC()).exported("y");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place().file())))
                .isEqualTo("rw-------");
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }
}
