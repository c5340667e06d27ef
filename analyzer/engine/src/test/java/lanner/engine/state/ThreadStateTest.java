package lanner.engine.state;

import static lanner.engine.kit.History.FILES;
import static lanner.engine.kit.History.FS;
import static lanner.engine.kit.History.NEWNS;
import static lanner.engine.kit.History.NEWUSER;
import static lanner.engine.kit.History.PARENT;
import static lanner.engine.kit.History.PTHREAD;
import static lanner.engine.kit.History.THREAD;
import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.DupParams;
import lanner.capture.event.EventType;
import lanner.capture.event.FcntlParams;
import lanner.capture.event.FlagSets;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What belongs to a thread, what it shares and what ends the sharing: clone(2), unshare(2), execve(2), credentials(7). */
class ThreadStateTest {
    private static final long CLOSE_RANGE_UNSHARE = FlagSets.CLOSE_RANGE_FLAGS.value("CLOSE_RANGE_UNSHARE");
    private static final long F_SETFD = FlagSets.FCNTL_COMMANDS.value("F_SETFD");
    private static final long EVERY_CAPABILITY = (1L << 41) - 1;

    private final History history = new History();

    @BeforeEach
    void aProcess() {
        history.listed(1, 0, "init").listed(100, 1, "main", "/home", "/");
    }

    private void thread(int tid, long flags) {
        history.born(tid, 100, 1, flags, 0);
    }

    private void process(int pid, long flags) {
        history.born(pid, pid, 100, flags, 0);
    }

    private String opens(int tid, String path) {
        return history.openat(tid, path, 9).fdName();
    }

    @Test
    void aChildThatSharesTheDirectoryMovesItsMaker() {
        process(200, FS);
        history.chdir(200, "/etc");
        assertThat(opens(100, "shadow")).isEqualTo("/etc/shadow");
    }

    @Test
    void aForkedChildMovesItself() {
        process(200, 0);
        history.chdir(200, "/etc");
        assertThat(opens(100, "shadow")).isEqualTo("/home/shadow");
        assertThat(opens(200, "shadow")).isEqualTo("/etc/shadow");
    }

    @Test
    void threadsMoveTogetherUntilOneUnshares() {
        thread(101, PTHREAD);
        history.chdir(101, "/etc");
        assertThat(opens(100, "a")).isEqualTo("/etc/a");
        history.unshare(101, FS).chdir(101, "/usr");
        assertThat(opens(100, "a")).isEqualTo("/etc/a");
        assertThat(opens(101, "a")).isEqualTo("/usr/a");
    }

    @Test
    void newNamespacesOfMountsOrUsersUnshareTheDirectory() {
        for (long flags : new long[] {NEWNS, NEWUSER}) {
            process(200, FS);
            history.unshare(200, flags).chdir(200, "/tmp" + flags);
            assertThat(opens(100, "a")).isEqualTo("/home/a");
            history.exit(200);
        }
    }

    @Test
    void aProgramStartedByAChildKeepsSharingTheDirectory() {
        process(200, FS);
        history.exec(200, 100, "sh", "/home", 0).chdir(200, "/etc");
        assertThat(opens(100, "a")).isEqualTo("/etc/a");
    }

    @Test
    void aThreadWithoutTheFlagsHasItsOwn() {
        thread(101, THREAD);
        history.chdir(101, "/etc");
        assertThat(opens(100, "a")).isEqualTo("/home/a");
        assertThat(history.fchmod(101, 9).fdName()).isNull();
    }

    @Test
    void aThreadOfAThreadSharesWithItsMaker() {
        thread(101, PTHREAD);
        history.unshare(101, FS | FILES).from(102, 100, 101);
        thread(102, PTHREAD);
        history.chdir(102, "/etc");
        assertThat(opens(101, "a")).isEqualTo("/etc/a");
        assertThat(history.fchmod(102, 9).fdName()).isEqualTo("/etc/a");
        assertThat(history.fchmod(100, 9).fdName()).isNull();
        assertThat(opens(100, "a")).isEqualTo("/home/a");
    }

    @Test
    void descriptorsAreSharedAcrossProcessesUntilOneRunsAProgram() {
        process(200, FILES);
        opens(200, "x");
        assertThat(history.fchmod(100, 9).fdName()).isEqualTo("/home/x");
        history.exec(200, 100, "sh", "/home", 0).close(200, 9);
        assertThat(history.fchmod(100, 9).fdName()).isEqualTo("/home/x");
        assertThat(history.fchmod(200, 9).fdName()).isNull();
    }

    @Test
    void descriptorsCanBeUnshared() {
        thread(101, PTHREAD);
        opens(100, "x");
        history.unshare(101, FILES).openat(101, "/other", 8).dup2(101, 8, 9);
        assertThat(history.fchmod(100, 9).fdName()).isEqualTo("/home/x");
        assertThat(history.fchmod(101, 9).fdName()).isEqualTo("/other");
    }

    @Test
    void closeRangeCanUnshareFirst() {
        thread(101, PTHREAD);
        opens(100, "x");
        history.closeRange(101, 3, 20, CLOSE_RANGE_UNSHARE);
        assertThat(history.fchmod(101, 9).fdName()).isNull();
        assertThat(history.fchmod(100, 9).fdName()).isEqualTo("/home/x");
    }

    @Test
    void usersAndCapabilitiesAreAThreadsOwn() {
        thread(101, PTHREAD);
        history.told(101, 100, 1234, 0, 0).setresuid(101, 1234);
        assertThat(history.thread().uid()).isEqualTo(1234);
        assertThat(history.thread().capEffective()).isZero();
        history.fchmod(100, 1);
        assertThat(history.thread().uid()).isZero();
        assertThat(history.thread().capEffective()).isEqualTo(0x1ff);
    }

    @Test
    void aThreadPassesItsUserOn() {
        thread(101, PTHREAD);
        history.setresuid(101, 1234).from(200, 200, 101);
        process(200, 0);
        assertThat(history.thread().uid()).isEqualTo(1234);
        assertThat(history.thread().process().parent().pid()).isEqualTo(100);
    }

    @Test
    void aProgramStartedByAThreadRunsWithWhatThatThreadHad() {
        thread(101, PTHREAD);
        history.unshare(101, FS | FILES).chdir(101, "/etc").openat(101, "x", 7);
        history.exit(100).from(100, 100, 101).exec(100, 1, "sh", "/etc", 5);
        assertThat(history.thread().process().comm()).isEqualTo("sh");
        assertThat(history.thread().uid()).isEqualTo(5);
        assertThat(history.fchmod(100, 7).fdName()).isEqualTo("/etc/x");
        assertThat(opens(100, "y")).isEqualTo("/etc/y");
        assertThat(history.state().thread(101)).isNull();
    }

    @Test
    void aSiblingByCloneParentComesFromItsMaker() {
        process(200, 0);
        history.exec(200, 100, "runc", "/run", 0).chdir(200, "/bundle").from(300, 300, 200);
        history.born(300, 300, 100, PARENT, 0);
        assertThat(history.thread().cwd()).isEqualTo("/bundle/");
        assertThat(history.thread().process().comm()).isEqualTo("runc");
        assertThat(history.thread().process().parent().pid()).isEqualTo(100);
    }

    @Test
    void idsOfANamespaceWithoutAMapAreUnknown() {
        process(200, 0);
        history.unshare(200, NEWUSER);
        assertThat(history.thread().uid()).isZero();
        assertThat(history.thread().capEffective()).isEqualTo(EVERY_CAPABILITY);
        history.setresuid(200, 1000);
        assertThat(history.thread().uid()).isEqualTo(Credentials.UNKNOWN);
    }

    @Test
    void idsThatWereLookedUpAreThoseOfTheRecorder() {
        process(200, 0);
        history.told(200, 200, 0, 0, EVERY_CAPABILITY)
                .unshare(200, NEWUSER)
                .told(200, 200, 101_000, 100_000, 0)
                .setresuid(200, 1000);
        assertThat(history.thread().uid()).isEqualTo(101_000);
        assertThat(history.thread().gid()).isEqualTo(100_000);
        history.born(201, 201, 200, 0, 101_000);
        assertThat(history.thread().uid()).isEqualTo(101_000);
    }

    @Test
    void whatIsLookedUpHoldsForTheNextEventOnly() {
        history.told(100, 100, 7, 7, 0).fchmod(1, 0).setresuid(100, 8);
        assertThat(history.thread().uid()).isEqualTo(8);
    }

    @Test
    void pathsOfAProcessInAnotherRootAreAsItSeesThem() {
        history.chroot(100, "/jail/a").chdir(100, "/");
        assertThat(history.thread().root()).isEqualTo("/jail/a");
        assertThat(opens(100, "etc/x")).isEqualTo("/etc/x");
        history.exec(100, 1, "sh", "/jail/a/bin", 0);
        assertThat(opens(100, "y")).isEqualTo("/bin/y");
        history.chroot(100, "deeper");
        assertThat(history.thread().root()).isEqualTo("/jail/a/bin/deeper");
        assertThat(history.thread().cwd()).as("it stays where it was").isEqualTo("/jail/a/bin/");
    }

    @Test
    void aListedProcessInAnotherRootIsReadTheSameWay() {
        history.listed(300, 1, "jailed", "/jail/tmp", "/jail");
        assertThat(opens(300, "y")).isEqualTo("/tmp/y");
    }

    @Test
    void dup2OfADescriptorOntoItselfLeavesItToBeClosedAtExec() {
        history.openat(100, "/etc/passwd", 9);
        history.begin(EventType.FCNTL, 100)
                .result(0)
                .number(FcntlParams.FD, 9)
                .number(FcntlParams.CMD, F_SETFD)
                .number(FcntlParams.ARG, 1);
        history.apply();
        history.begin(EventType.DUP2, 100).result(9).number(DupParams.OLDFD, 9).number(DupParams.NEWFD, 9);
        history.apply();
        history.exec(100, 1, "sh", "/home", 0).fchmod(100, 9);
        assertThat(history.fdName()).isNull();
    }
}
