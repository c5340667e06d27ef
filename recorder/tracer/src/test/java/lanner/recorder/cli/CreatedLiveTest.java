package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
import lanner.capture.event.Mark;
import lanner.capture.event.OpenatParams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether an open made its file, whatever way its path leads. */
@Tag("ptrace")
class CreatedLiveTest extends LiveTest {
    private static final long CREATED = FlagSets.FILE_FLAGS.value("O_F_CREATED");
    private static final long O_CREAT = FlagSets.FILE_FLAGS.value("O_CREAT");

    @Test
    void anOpenIsSaidToHaveMadeItsFileWhenItDid() throws Exception {
        try (InputStream text = CreatedLiveTest.class.getResourceAsStream("created.c")) {
            compile(Files.write(directory.resolve("created.c"), text.readAllBytes()), "-pthread", "-w");
        }
        Files.createDirectory(directory.resolve("work"));
        Run run = record("", "sh", "-c", "cd work && exec ../t " + directory.resolve("work"));
        assertThat(run.status()).as(run.err()).isZero();
        boolean hasOpenat2 = run.out().contains("openat2 1");
        boolean hasChroot = run.out().contains("chroot 1");

        List<String> opens = new ArrayList<>();
        read(event -> {
            boolean openat = event.type() == EventType.OPENAT || event.type() == EventType.OPENAT2;
            if (openat && event.result() >= 0 && (event.param(OpenatParams.FLAGS, 0) & O_CREAT) != 0) {
                opens.add(event.name() + " " + event.text(OpenatParams.NAME)
                        + ((event.param(OpenatParams.FLAGS, 0) & CREATED) != 0 ? " made" : " kept")
                        + (event.has(Mark.RACED) ? " raced" : ""));
            }
        });
        List<String> expected = new ArrayList<>(List.of(
                "openat plain-made made",
                "openat plain-made kept",
                "openat file-kept kept",
                "openat by-descriptor-made made",
                "openat file-kept kept",
                "openat exclusive-made made",
                "openat dangling-made made",
                "openat link-kept kept",
                "openat dir/way/up-made made",
                "openat dir/way/up-kept kept",
                "openat absolute-made made",
                "openat chain-made made",
                "openat dir/../dir/deep/./parent-made made",
                "openat dir/../file-kept kept",
                "openat /proc/self/cwd/self-made made",
                "openat /proc/self/cwd/file-kept kept",
                "openat magic-kept kept",
                "openat fifo-kept kept"));
        if (hasOpenat2) {
            expected.addAll(List.of("openat2 /way/root-made made", "openat2 ../../way/root-made kept"));
        }
        expected.addAll(List.of(
                "openat elsewhere-made made",
                "openat ../file-kept kept",
                "openat /proc/thread-self/cwd/thread-made made"));
        if (hasChroot) {
            expected.addAll(List.of("openat /way/root-made made", "openat ../../../way/root-made kept"));
        }
        assertThat(opens).isEqualTo(expected);
    }
}
