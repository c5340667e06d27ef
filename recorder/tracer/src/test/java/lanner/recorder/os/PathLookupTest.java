package lanner.recorder.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jnr.ffi.Pointer;
import lanner.recorder.os.PathLookup.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths as this process itself sees them; what others see of them is in the live tests. */
class PathLookupTest {
    private static final int HERE = -100;
    private static final int O_PATH_CLOEXEC = 010000000 | 02000000;

    @TempDir
    private Path directory;

    private final int pid = (int) ProcessHandle.current().pid();
    private final PathLookup lookup = new PathLookup(new NativeFacts());

    @BeforeEach
    void makeTree() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("room")).resolve("file"), "content");
        link("link", "room/file");
        link("linkToRoom", "room");
        link("linkToLink", "linkToRoom/../link");
        link("absolute", directory.resolve("room").toString());
        link("dangling", "room/nothing");
        link("loop", "loop");
        link("fromRoot", "/room/file");
        link("above", "../../../../../../room/file");
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(directory.resolve(name), Path.of(target));
    }

    private Answer find(int dirfd, String path, boolean inRoot) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        return lookup.find(pid, pid, dirfd, name, name.length, inRoot);
    }

    private Answer find(String path) {
        return find(HERE, path, false);
    }

    @ParameterizedTest
    @CsvSource({
        "room, room",
        "room/, room",
        "room/file, room/file",
        "./room//./file, room/file",
        "room/../room/file, room/file",
        "link, room/file",
        "linkToRoom/file, room/file",
        "linkToLink, room/file",
        "absolute/file, room/file",
        "absolute/.., ''",
    })
    void whatIsThereIsFoundThroughLinksAndParents(String path, String found) throws IOException {
        assertThat(find(directory + "/" + path)).isEqualTo(Answer.PRESENT);
        assertThat(lookup.inode())
                .isEqualTo(Files.getAttribute(directory.resolve(found), "unix:ino", LinkOption.NOFOLLOW_LINKS));
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, MISSING",
        "nothing/below, MISSING",
        "room/nothing, MISSING",
        "room/file/below, MISSING",
        "room/file/.., MISSING",
        "link/below, MISSING",
        "dangling, MISSING",
        "linkToRoom/nothing, MISSING",
        "loop, UNKNOWN",
        "loop/below, UNKNOWN",
    })
    void whatIsNotThereIsMissingAndWhatCannotBeToldIsUnknown(String path, Answer answer) {
        assertThat(find(directory + "/" + path)).isEqualTo(answer);
    }

    @Test
    void pathsThatNoCallTakesAreNowhere() {
        assertThat(find("")).isEqualTo(Answer.MISSING);
        assertThat(find("/" + "x/".repeat(3000))).isEqualTo(Answer.MISSING);
        assertThat(find("/" + "x".repeat(300))).isEqualTo(Answer.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"/, true", "//, true", "/.., true", "/../../proc/self/stat, true", "/proc/thread-self/comm, true"})
    void theRootIsItsOwnParentAndProcIsTheThreads(String path, boolean present) {
        assertThat(find(path) == Answer.PRESENT).isEqualTo(present);
    }

    @Test
    void aRelativePathStartsFromTheWorkingDirectory() throws IOException {
        assertThat(find(".")).isEqualTo(Answer.PRESENT);
        assertThat(lookup.inode()).isEqualTo(Files.getAttribute(Path.of("").toAbsolutePath(), "unix:ino"));
    }

    private int open(Path place) {
        Pointer path = Native.allocate(place.toString());
        int descriptor = Native.LIBC.open(path.address(), O_PATH_CLOEXEC, 0);
        assertThat(descriptor).isNotNegative();
        return descriptor;
    }

    @ParameterizedTest
    @CsvSource({
        "room/file, false, PRESENT",
        "nothing, false, MISSING",
        "fromRoot, false, MISSING",
        "fromRoot, true, PRESENT",
        "/room/file, true, PRESENT",
        "above, true, PRESENT",
        "../../room/file, true, PRESENT",
        "/nothing, true, MISSING",
    })
    void aPathStartsFromADescriptorWhichMayBeTheRootOfAll(String path, boolean inRoot, Answer answer) {
        assumeTrue(!Files.exists(Path.of("/room")), "this machine has a /room");
        int descriptor = open(directory);
        try {
            assertThat(find(descriptor, path, inRoot)).isEqualTo(answer);
        } finally {
            Native.LIBC.close(descriptor);
        }
    }

    @Test
    void nothingIsToldOfAProcessThatIsGoneOrADescriptorThatIsNotOpen() {
        byte[] name = {'x'};
        assertThat(lookup.find(1 << 23, 1 << 23, HERE, name, 1, false)).isEqualTo(Answer.UNKNOWN);
        assertThat(lookup.find(pid, pid, 1_000_000, name, 1, false)).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void noDescriptorIsLeftOpen() throws IOException {
        List<String> paths = List.of("room/file", "linkToLink", "absolute/..", "dangling", "loop", "room/file/below");
        paths.forEach(path -> find(directory + "/" + path));
        long before = descriptors();
        for (int round = 0; round < 200; round++) {
            paths.forEach(path -> find(directory + "/" + path));
        }
        // Other tests open some meanwhile; each lookup that leaks would leave two hundred.
        assertThat(descriptors()).isLessThan(before + 200);
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
