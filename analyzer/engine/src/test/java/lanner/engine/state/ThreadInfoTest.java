package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
import lanner.capture.event.Openat2Params;
import lanner.capture.event.OpenatParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a thread shares with its process, and where its relative paths start. */
class ThreadInfoTest {
    private static final int AT_FDCWD = -100;
    private static final long IN_ROOT = FlagSets.OPENAT2_FLAGS.value("RESOLVE_IN_ROOT");

    private final ProcessInfo process = new ProcessInfo(100);
    private final ThreadInfo main = process.leader;

    ThreadInfoTest() {
        main.fs.cwd = "/home/";
        FdInfo directory = FdInfo.of(5, FdInfo.Kind.DIRECTORY, 1);
        directory.name = "/srv/www";
        main.descriptors.put(directory);
        process.threads = 1;
    }

    private ThreadInfo thread(int tid, boolean sharesFs, boolean sharesFiles) {
        ThreadInfo thread = new ThreadInfo(tid, process);
        thread.inherit(main, sharesFs, sharesFiles);
        process.threads++;
        return thread;
    }

    @ParameterizedTest
    @CsvSource({
        "-100, notes, /home/notes",
        "-100, /etc/hosts, /etc/hosts",
        "5, index, /srv/www/index",
        "5, ../x, /srv/x",
        "5, '', /srv/www",
        "4294967196, notes, /home/notes"
    })
    void aPathStartsFromTheDirectoryThatTheCallNames(long dirfd, String path, String expected) {
        Event event = new Event()
                .wrap(
                        new EventEncoder()
                                .begin(EventType.OPENAT, 100, 1, 1)
                                .number(OpenatParams.DIRFD, dirfd)
                                .text(OpenatParams.NAME, path),
                        1);
        assertThat(main.path(event, OpenatParams.NAME, OpenatParams.DIRFD)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"/etc/hosts, /srv/www/etc/hosts", "../../x, /srv/www/x"})
    void openat2MayTakeTheDirectoryForTheRoot(String path, String expected) {
        Event event = new Event()
                .wrap(
                        new EventEncoder()
                                .begin(EventType.OPENAT2, 100, 1, 1)
                                .number(OpenatParams.DIRFD, 5)
                                .text(OpenatParams.NAME, path)
                                .number(Openat2Params.RESOLVE, IN_ROOT),
                        1);
        assertThat(main.path(event, OpenatParams.NAME, OpenatParams.DIRFD)).isEqualTo(expected);
    }

    @Test
    void aDirectoryOfWhichNothingIsKnownIsSaidToBeUnknown() {
        assertThat(main.directory(99)).isEqualTo("<UNKNOWN>");
        assertThat(main.directory(AT_FDCWD)).isEqualTo("/home/");
    }

    @Test
    void aThreadSharesWhatItsBirthSays() {
        ThreadInfo sharing = thread(101, true, true);
        assertThat(sharing.fs).isSameAs(main.fs);
        assertThat(sharing.descriptors).isSameAs(main.descriptors);
        ThreadInfo own = thread(102, false, false);
        assertThat(own.fs).isNotSameAs(main.fs);
        assertThat(own.cwd()).isEqualTo("/home/");
        assertThat(own.descriptors).isNotSameAs(main.descriptors);
        assertThat(own.descriptors.get(5).name()).isEqualTo("/srv/www");
    }

    @Test
    void factsHoldForTheProcessUntilAThreadOfItDiffers() {
        ThreadInfo other = thread(101, true, true);
        assertThat(other.subject()).isSameAs(process);
        assertThat(other.subjectId()).isEqualTo(100);
        other.credentials(other.credentials.withIds(5, 5));
        assertThat(other.subject()).isSameAs(other);
        assertThat(other.subjectId()).isEqualTo(101);
        assertThat(main.subject()).isSameAs(main);
    }

    @Test
    void theOnlyThreadOfAProcessDiffersFromNobody() {
        main.credentials(main.credentials.withIds(5, 5));
        assertThat(main.subject()).isSameAs(process);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1000, true", "4294967295, false", "-1, false"})
    void aUserIsKnownByANumberThatIsOne(long uid, boolean known) {
        main.credentials = Credentials.UNTOLD.withIds(uid, 0);
        assertThat(main.hasKnownUser()).isEqualTo(known);
    }
}
