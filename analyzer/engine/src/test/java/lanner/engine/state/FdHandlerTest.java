package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.CreatParams;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.EventType;
import lanner.capture.event.FcntlParams;
import lanner.capture.event.FdParams;
import lanner.capture.event.Mark;
import lanner.capture.event.MemfdParams;
import lanner.capture.event.OpenParams;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.PipeParams;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What descriptors lead to: open(2), dup(2), pipe(2), memfd_create(2), close(2), close_range(2). */
class FdHandlerTest {
    private static final int TID = 7;

    private final History history = new History();

    @BeforeEach
    void aProcess() {
        history.listed(TID, 1, "sh", "/home/u", "/");
    }

    private FdInfo fd(int number) {
        return history.state().thread(TID).descriptors().get(number);
    }

    @ParameterizedTest
    @CsvSource({
        "notes, /home/u/notes",
        "/etc/hosts, /etc/hosts",
        "../v/./notes, /home/v/notes",
        "//tmp//x/, /tmp/x",
        "../../../.., /"
    })
    void aPathIsTakenFromTheWorkingDirectory(String path, String name) {
        history.begin(EventType.OPEN, TID)
                .text(OpenParams.NAME, path)
                .number(OpenParams.FLAGS, 1)
                .number(OpenParams.DEV, 5)
                .number(OpenParams.INO, 77)
                .result(4);
        history.apply();
        assertThat(fd(4).name()).isEqualTo(name);
        assertThat(fd(4).rawName()).isEqualTo(path);
        assertThat(fd(4).isFile()).isTrue();
        assertThat(fd(4).device()).isEqualTo(5);
        assertThat(fd(4).inode()).isEqualTo(77);
    }

    @Test
    void aPathIsTakenFromTheDirectoryThatADescriptorLeadsTo() {
        history.openat(TID, "/srv", 3).openat(TID, 3, "www/index", 4);
        assertThat(fd(4).name()).isEqualTo("/srv/www/index");
    }

    @Test
    void creatMakesAFileAsWell() {
        history.begin(EventType.CREAT, TID)
                .text(CreatParams.NAME, "new")
                .number(CreatParams.MODE, 0644)
                .result(4);
        history.apply();
        assertThat(fd(4).name()).isEqualTo("/home/u/new");
    }

    @Test
    void anOpenThatFailsLeavesNoDescriptorButItsEventNamesTheFile() {
        history.begin(EventType.OPENAT, TID)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, "/etc/shadow")
                .number(OpenatParams.FLAGS, 1)
                .result(-13);
        history.apply();
        assertThat(history.state().thread(TID).descriptors().size()).isZero();
        assertThat(history.fdName()).isEqualTo("/etc/shadow");
    }

    /** A process that records its calls itself says what it likes. */
    @Test
    void aDescriptorThatOnlyItsProcessSaysIsClosedIsThereAgainWhenACallUsesIt() {
        history.openat(TID, "x", 3);
        saysThatItClosed(3);
        assertThat(fd(3)).isNull();
        assertThat(history.state().thread(TID).descriptors().size()).isZero();
        history.fchmod(TID, 3);
        assertThat(history.fdName()).isEqualTo("/home/u/x");
        assertThat(fd(3).name()).isEqualTo("/home/u/x");
    }

    @Test
    void aDirectoryThatOnlyItsProcessSaysIsClosedStillNamesWhatIsOpenedInIt() {
        history.openat(TID, "/srv", 3);
        saysThatItClosed(3);
        history.openat(TID, 3, "www/index", 4);
        assertThat(fd(4).name()).isEqualTo("/srv/www/index");
    }

    @Test
    void whatAProcessSaysThatItClosedIsClosedAsLongAsNothingElseShowsIt() {
        history.openat(TID, "x", 3);
        saysThatItClosed(3);
        history.begin(EventType.FCHMOD, TID)
                .number(EventType.FCHMOD.indexOf("fd"), 3)
                .result(-9);
        history.apply();
        assertThat(history.fdName()).isNull();
        history.begin(EventType.FCNTL, TID)
                .number(FcntlParams.FD, 3)
                .mark(Mark.INLINE)
                .result(0);
        history.apply();
        assertThat(fd(3)).isNull();
        history.openat(TID, "y", 3);
        assertThat(fd(3).name()).isEqualTo("/home/u/y");
    }

    /** Mark.INLINE: the close was recorded inside the process. */
    private void saysThatItClosed(int number) {
        history.begin(EventType.CLOSE, TID)
                .number(FdParams.FD, number)
                .mark(Mark.INLINE)
                .result(0);
        history.apply();
        // What a close closes is gone when the next event comes.
        history.fchmod(TID, 99);
    }

    @Test
    void aDuplicateLeadsToTheSameAndOutlivesIt() {
        // What a close closes is gone when the next event comes.
        history.openat(TID, "x", 3).dup2(TID, 3, 9).close(TID, 3).fchmod(TID, 9);
        assertThat(fd(3)).isNull();
        assertThat(fd(9).name()).isEqualTo("/home/u/x");
        assertThat(fd(9).number()).isEqualTo(9);
    }

    @Test
    void aDuplicateOverAnOpenDescriptorReplacesIt() {
        history.openat(TID, "x", 3).openat(TID, "y", 9).dup2(TID, 3, 9);
        assertThat(fd(9).name()).isEqualTo("/home/u/x");
        assertThat(fd(3).name()).isEqualTo("/home/u/x");
    }

    @Test
    void aPipeHasTwoEndsOfOneInode() {
        history.begin(EventType.PIPE, TID)
                .number(PipeParams.FD1, 3)
                .number(PipeParams.FD2, 4)
                .number(PipeParams.INO, 4711)
                .result(0);
        history.apply();
        assertThat(fd(3).kind()).isEqualTo(FdInfo.Kind.PIPE);
        assertThat(fd(4).kind()).isEqualTo(FdInfo.Kind.PIPE);
        assertThat(fd(3).inode()).isEqualTo(4711).isEqualTo(fd(4).inode());
    }

    @Test
    void aFileInMemoryHasTheNameItWasGiven() {
        history.begin(EventType.MEMFD_CREATE, TID)
                .text(MemfdParams.NAME, "secret")
                .result(5);
        history.apply();
        assertThat(fd(5).kind()).isEqualTo(FdInfo.Kind.MEMFD);
        assertThat(fd(5).name()).isEqualTo("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "EVENTFD2, EVENT",
        "SIGNALFD4, SIGNALFD",
        "TIMERFD_CREATE, TIMERFD",
        "INOTIFY_INIT1, INOTIFY",
        "EPOLL_CREATE1, EVENTPOLL",
        "USERFAULTFD, USERFAULTFD",
        "IO_URING_SETUP, IO_URING",
        "PIDFD_OPEN, PIDFD"
    })
    void aCallWithoutAPathMakesADescriptorOfItsKind(EventType type, FdInfo.Kind kind) {
        history.begin(type, TID).result(6);
        history.apply();
        assertThat(fd(6).kind()).isEqualTo(kind);
    }

    @Test
    void aRangeIsClosedWithItsEnds() {
        for (int number = 3; number <= 7; number++) {
            history.openat(TID, "f" + number, number);
        }
        history.closeRange(TID, 4, 6, 0);
        assertThat(fd(3)).isNotNull();
        assertThat(fd(4)).isNull();
        assertThat(fd(6)).isNull();
        assertThat(fd(7)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"file, FILE, /etc/hosts", "pipe, PIPE, ''", "directory, DIRECTORY, /etc"})
    void aDescriptorThatWasOpenBeforeIsAsItsRecordSays(String kind, FdInfo.Kind found, String name) {
        history.begin(EventType.DESCRIPTOR, 0)
                .number(DescriptorRecord.PID, TID)
                .number(DescriptorRecord.FD, 5)
                .text(DescriptorRecord.KIND, kind)
                .text(DescriptorRecord.NAME, name);
        history.apply();
        assertThat(fd(5).kind()).isEqualTo(found);
        assertThat(fd(5).name()).isEqualTo(name);
    }
}
