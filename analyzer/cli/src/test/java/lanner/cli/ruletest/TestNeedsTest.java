package lanner.cli.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestNeedsTest {
    @TempDir
    Path directory;

    private int asked;

    @BeforeEach
    void makePrograms() throws Exception {
        Files.createFile(directory.resolve("present"));
        Files.setPosixFilePermissions(directory.resolve("present"), PosixFilePermissions.fromString("rwx------"));
        Files.createFile(directory.resolve("plain"));
        Files.createDirectory(directory.resolve("folder"));
    }

    private TestNeeds needs(boolean root, Optional<String> noNamespaces) {
        return new TestNeeds(root, !root, "/nowhere::" + directory, () -> {
            asked++;
            return noNamespaces;
        });
    }

    @Test
    void whatThisMachineHasIsMet() {
        assertThat(needs(true, Optional.empty())
                        .unmet(List.of("root", "user-namespaces", "unfiltered-calls", "present")))
                .isEmpty();
        assertThat(needs(false, Optional.empty()).unmet(List.of())).isEmpty();
    }

    @Test
    void whatItLacksIsSaidFirstThingFirst() {
        TestNeeds needs = needs(false, Optional.of("not permitted"));
        assertThat(needs.unmet(List.of("present", "root", "absent"))).contains("it needs root");
        assertThat(needs.unmet(List.of("user-namespaces"))).contains("it needs user namespaces: not permitted");
        assertThat(needs.unmet(List.of("unfiltered-calls")))
                .contains("it needs calls that no filter of a container refuses");
        assertThat(needs.unmet(List.of("absent"))).contains("it needs the program absent");
        assertThat(needs.unmet(List.of("plain"))).contains("it needs the program plain");
        assertThat(needs.unmet(List.of("folder"))).contains("it needs the program folder");
    }

    @Test
    void namespacesAreTriedOnceAndOnlyIfATestNeedsThem() {
        TestNeeds needs = needs(true, Optional.empty());
        needs.unmet(List.of("root"));
        assertThat(asked).isZero();
        needs.unmet(List.of("user-namespaces"));
        needs.unmet(List.of("user-namespaces"));
        assertThat(asked).isOne();
    }

    @Test
    void thisMachineIsAsked() throws Exception {
        TestNeeds needs = TestNeeds.ofThisMachine();
        assertThat(needs.unmet(List.of("sh"))).isEmpty();
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        assertThat(needs.unmet(List.of("root")).isEmpty()).isEqualTo(root);
    }
}
