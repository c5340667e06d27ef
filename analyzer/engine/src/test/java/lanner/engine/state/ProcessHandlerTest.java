package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.CloneParams;
import lanner.capture.event.CredentialParams;
import lanner.capture.event.EventType;
import lanner.capture.event.ExecParams;
import lanner.capture.event.FdParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.ImageParams;
import lanner.capture.event.PathParams;
import lanner.capture.event.PrctlParams;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.SetnsParams;
import lanner.capture.event.SetpgidParams;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How processes begin, what they run and what they change: clone(2), execve(2), setpgid(2), setuid(2). */
class ProcessHandlerTest {
    private static final int PID = 100;
    private static final String CONTAINER = "c0ffee00".repeat(8);

    private final History history = new History();
    private final SystemState state = history.state();

    @BeforeEach
    void aShell() {
        history.listed(1, 0, "init").listed(PID, 1, "sh", "/home", "/");
    }

    private ProcessInfo process(int pid) {
        return state.process(pid);
    }

    @Test
    void aListedProcessHasWhatItsRecordSays() {
        history.begin(EventType.PROCESS, 0)
                .number(ProcessRecord.TID, 7)
                .number(ProcessRecord.PID, 7)
                .number(ProcessRecord.PTID, 1)
                .number(ProcessRecord.SID, 5)
                .number(ProcessRecord.PGID, 6)
                .number(ProcessRecord.VTID, 2)
                .number(ProcessRecord.VPID, 2)
                .text(ProcessRecord.COMM, "java")
                .text(ProcessRecord.EXEPATH, "/usr/bin/java (deleted)")
                .bytes(ProcessRecord.ARGS, History.items("-jar", "a.jar"))
                .bytes(ProcessRecord.ENV, History.items("HOME=/root"))
                .text(ProcessRecord.CGROUPS, "cpu=/docker/" + CONTAINER + "\0")
                .number(ProcessRecord.LOGINUID, 1000)
                .number(ProcessRecord.TTY, 34816)
                .number(ProcessRecord.START_TIME, 77);
        history.apply();
        ProcessInfo process = process(7);
        assertThat(process.arguments()).containsExactly("-jar", "a.jar");
        assertThat(process.environment()).containsExactly("HOME=/root");
        assertThat(process.exepath()).as("without proc's mark").isEqualTo("/usr/bin/java");
        assertThat(process.container().id()).startsWith("c0ffee00");
        assertThat(process.sid()).isEqualTo(5);
        assertThat(process.pgid()).isEqualTo(6);
        assertThat(process.vpid()).isEqualTo(2);
        assertThat(process.leader().vtid()).isEqualTo(2);
        assertThat(process.tty()).isEqualTo(34816);
        assertThat(process.loginuid()).isEqualTo(1000);
        assertThat(process.startTime()).isEqualTo(77);
        assertThat(process.parent().comm()).isEqualTo("init");
    }

    @Test
    void aThreadThatIsListedBeforeItsProcessSpeaksForItUntilThen() {
        history.begin(EventType.PROCESS, 0)
                .number(ProcessRecord.TID, 8)
                .number(ProcessRecord.PID, 7)
                .text(ProcessRecord.COMM, "worker");
        history.apply();
        assertThat(process(7).comm()).isEqualTo("worker");
        assertThat(state.thread(8).process()).isSameAs(process(7));
        ProcessInfo provisional = process(7);
        history.process(7, 1, "main");
        history.apply();
        assertThat(process(7)).isSameAs(provisional);
        assertThat(process(7).comm()).isEqualTo("main");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void makerAndMadeMayTellOfABirthInEitherOrder(boolean makerFirst) {
        if (makerFirst) {
            history.made(PID, PID, 200, 0).born(200, 200, PID, 0, 0);
        } else {
            history.born(200, 200, PID, 0, 0).made(PID, PID, 200, 0);
        }
        assertThat(process(200).comm()).isEqualTo("sh");
        assertThat(process(200).parent()).isSameAs(process(PID));
        assertThat(process(200).threads()).isEqualTo(1);
    }

    @Test
    void anAnnouncementOfAProcessThatHasEndedMakesNone() {
        history.born(200, 200, PID, 0, 0).exit(200).made(PID, PID, 200, 0).fchmod(PID, 3);
        assertThat(process(200)).isNull();
    }

    @Test
    void anAnnouncementThatCameLateIsNotTheSecondProcesssOfThatId() {
        history.born(200, 200, PID, 0, 0).exit(200).made(PID, PID, 200, 0).made(PID, PID, 200, 0);
        assertThat(process(200)).as("the second call made another").isNotNull();
    }

    @Test
    void aMakerInAPidNamespaceNamesIdsThatAreNotOurs() {
        history.begin(EventType.CLONE, PID)
                .number(ImageParams.TID, PID)
                .number(ImageParams.PID, PID)
                .number(CloneParams.FLAGS, 0)
                .number(CloneParams.VTID, 1)
                .number(CloneParams.VPID, 1)
                .result(2);
        history.apply();
        assertThat(state.process(2)).isNull();
    }

    @Test
    void aBirthOfWhichTheMakerIsUnknownTellsWhatItCan() {
        history.begin(EventType.CLONE, 300)
                .text(ImageParams.EXE, "/bin/tool")
                .bytes(ImageParams.ARGS, History.items("-v"))
                .number(ImageParams.TID, 300)
                .number(ImageParams.PID, 300)
                .number(ImageParams.PTID, 250)
                .text(ImageParams.CWD, "/w")
                .text(ImageParams.COMM, "tool")
                .number(CloneParams.FLAGS, 0)
                .number(CloneParams.UID, 5)
                .result(0);
        history.apply();
        assertThat(process(300).comm()).isEqualTo("tool");
        assertThat(process(300).arguments()).containsExactly("-v");
        assertThat(process(300).ppid()).isEqualTo(250);
        assertThat(process(300).parent()).isNull();
        assertThat(state.thread(300).cwd()).isEqualTo("/w/");
        assertThat(state.thread(300).uid()).isEqualTo(5);
    }

    @Test
    void aBirthWithAnIdThatIsStillInUseReplacesWhoHadIt() {
        history.listed(200, 1, "old").openat(200, "/x", 4).born(200, 200, PID, 0, 0);
        assertThat(process(200).comm()).isEqualTo("sh");
        assertThat(process(200).parent()).isSameAs(process(PID));
        assertThat(state.thread(200).descriptors().get(4)).isNull();
    }

    @Test
    void aNewImageHasItsArgumentsUsersAndPath() {
        history.begin(EventType.EXECVE, PID)
                .text(ImageParams.EXE, "ls")
                .bytes(ImageParams.ARGS, History.items("-l", ""))
                .number(ImageParams.PTID, 1)
                .text(ImageParams.CWD, "/w")
                .text(ImageParams.COMM, "ls")
                .bytes(ExecParams.ENV, History.items("A=1"))
                .number(ExecParams.CAP_EFFECTIVE, 3)
                .number(ExecParams.UID, 7)
                .text(ExecParams.TRUSTED_EXEPATH, "/usr/bin/ls (deleted)")
                .result(0);
        history.apply();
        ProcessInfo process = process(PID);
        assertThat(process.comm()).isEqualTo("ls");
        assertThat(process.arguments()).containsExactly("-l", "");
        assertThat(process.environment()).containsExactly("A=1");
        assertThat(process.exepath()).isEqualTo("/usr/bin/ls");
        assertThat(state.thread(PID).uid()).isEqualTo(7);
        assertThat(state.thread(PID).capEffective()).isEqualTo(3);
        assertThat(state.thread(PID).capPermitted()).as("not told").isEqualTo(0x1ff);
    }

    @Test
    void anExecThatFailsLeavesTheImage() {
        history.begin(EventType.EXECVE, PID).text(ImageParams.COMM, "nope").result(-2);
        history.apply();
        assertThat(process(PID).comm()).isEqualTo("sh");
    }

    @Test
    void anOldCapturesPathIsTheOneThatWasAskedFor() {
        history.begin(EventType.EXECVE, PID)
                .text(ImageParams.CWD, "/w")
                .text(ImageParams.COMM, "tool")
                .text(ExecParams.FILENAME, "bin/tool")
                .result(0);
        history.apply();
        assertThat(process(PID).exepath()).isEqualTo("/w/bin/tool");
    }

    @Test
    void anExecEndsTheOtherThreads() {
        history.born(101, PID, 1, History.PTHREAD, 0).born(102, PID, 1, History.PTHREAD, 0);
        assertThat(process(PID).threads()).isEqualTo(3);
        history.exec(PID, 1, "ls", "/", 0);
        assertThat(process(PID).threads()).isEqualTo(1);
        assertThat(state.thread(101)).isNull();
        assertThat(state.thread(102)).isNull();
    }

    @Test
    void aNameThatAProgramGivesItselfIsNotItsNameUntilTheNextImage() {
        history.begin(EventType.PRCTL, PID)
                .number(PrctlParams.OPTION, FlagSets.PRCTL_OPTIONS.value("PR_SET_NAME"))
                .text(PrctlParams.ARG2_STR, "sshd")
                .result(0);
        history.apply();
        assertThat(process(PID).comm()).isEqualTo("sh");
    }

    @Test
    void setsidMakesASessionAndAGroupAndLeavesTheTerminal() {
        process(PID).tty = 34816;
        history.begin(EventType.SETSID, PID).result(PID);
        history.apply();
        assertThat(process(PID).sid()).isEqualTo(PID);
        assertThat(process(PID).pgid()).isEqualTo(PID);
        assertThat(process(PID).tty()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 100", "100, 0, 100", "0, 1, 1", "200, 100, 0", "0, 4711, 4711"})
    void setpgidMovesTheProcessItNames(int pid, int group, int expected) {
        history.born(200, 200, PID, 0, 0);
        history.begin(EventType.SETPGID, PID)
                .number(SetpgidParams.PID, pid)
                .number(SetpgidParams.PGID, group)
                .result(0);
        int before = process(PID).pgid();
        history.apply();
        boolean other = pid == 200;
        assertThat(process(PID).pgid()).isEqualTo(other ? before : expected);
        assertThat(process(200).pgid()).isEqualTo(other ? PID : before);
    }

    @ParameterizedTest
    @CsvSource({
        "CHDIR, /etc, 0, /etc/",
        "CHDIR, /etc, -2, /home/",
        "CHDIR, ../srv, 0, /srv/",
    })
    void onlyACallThatSucceedsMovesTheDirectory(EventType type, String path, long result, String cwd) {
        history.begin(type, PID).text(PathParams.PATH, path).result(result);
        history.apply();
        assertThat(state.thread(PID).cwd()).isEqualTo(cwd);
    }

    @Test
    void fchdirGoesWhereTheDescriptorLeads() {
        history.openat(PID, "/srv/www", 4);
        history.begin(EventType.FCHDIR, PID).number(FdParams.FD, 4).result(0);
        history.apply();
        assertThat(state.thread(PID).cwd()).isEqualTo("/srv/www/");
        history.begin(EventType.FCHDIR, PID).number(FdParams.FD, 99).result(0);
        history.apply();
        assertThat(state.thread(PID).cwd())
                .as("a descriptor of which nothing is known")
                .isEqualTo("/srv/www/");
    }

    @ParameterizedTest
    @CsvSource({
        "SETUID, 5, 5, 0",
        "SETGID, 5, 0, 5",
        "SETREUID, 5, 5, 0",
        "SETRESUID, 5, 5, 0",
        "SETREGID, 5, 0, 5",
        "SETRESGID, 5, 0, 5",
        "SETRESUID, 4294967295, 0, 0",
    })
    void aCallThatSetsIdsSetsTheEffectiveOnes(EventType type, long asked, long uid, long gid) {
        int id = type == EventType.SETUID || type == EventType.SETGID ? CredentialParams.UID : CredentialParams.EUID;
        history.begin(type, PID).number(id, asked).result(0);
        history.apply();
        assertThat(state.thread(PID).uid()).isEqualTo(uid);
        assertThat(state.thread(PID).gid()).isEqualTo(gid);
    }

    @Test
    void capsetSetsWhatItNames() {
        history.begin(EventType.CAPSET, PID)
                .number(CredentialParams.CAP_INHERITABLE, 1)
                .number(CredentialParams.CAP_PERMITTED, 3)
                .number(CredentialParams.CAP_EFFECTIVE, 2)
                .result(0);
        history.apply();
        assertThat(state.thread(PID).capInheritable()).isEqualTo(1);
        assertThat(state.thread(PID).capPermitted()).isEqualTo(3);
        assertThat(state.thread(PID).capEffective()).isEqualTo(2);
    }

    @Test
    void whoEntersANamespaceOfMountsStandsInItsRoot() {
        history.begin(EventType.SETNS, PID)
                .number(SetnsParams.NSTYPE, History.NEWNS)
                .result(0);
        history.apply();
        assertThat(state.thread(PID).cwd()).isEqualTo("/");
    }

    @Test
    void whoEntersANamespaceOfUsersHasIdsThatAreUnknownOutside() {
        history.begin(EventType.SETNS, PID)
                .number(SetnsParams.NSTYPE, History.NEWUSER)
                .result(0);
        history.apply().setresuid(PID, 1000);
        assertThat(state.thread(PID).uid()).isEqualTo(Credentials.UNKNOWN);
    }
}
