package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.CloneParams;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.ExecParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.ImageParams;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.PrctlParams;
import lanner.capture.event.ProcessRecord;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name that a process gives itself counts from its next clone or execve on, as Falco has it. */
class ProcessNameTest {
    private static final long PR_SET_NAME = FlagSets.PRCTL_OPTIONS.value("PR_SET_NAME");

    private final History history = new History();

    @BeforeEach
    void aProcessThatRenamesItself() {
        history.then(history.process(7, 1, "thief"));
        history.then(history.begin(EventType.PRCTL, 7)
                .number(PrctlParams.OPTION, PR_SET_NAME)
                .text(PrctlParams.ARG2_STR, "sshd")
                .result(0));
    }

    private EventEncoder clone(int tid, long result) {
        return history.begin(EventType.CLONE, tid)
                .text(ImageParams.EXE, "thief")
                .number(ImageParams.TID, tid)
                .number(ImageParams.PID, tid)
                .number(ImageParams.PTID, 7)
                .text(ImageParams.COMM, "sshd")
                .result(result);
    }

    @Test
    void itKeepsTheNameAndCommandLineThatItHad() {
        history.then(history.begin(EventType.OPENAT, 7)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, "/etc/shadow")
                .result(3));

        assertThat(history.print("proc.name")).isEqualTo("thief");
        assertThat(history.print("proc.cmdline")).isEqualTo("thief");
    }

    @Test
    void itsChildBearsTheNewOneAndHasTheOldOneForItsParent() {
        history.then(clone(7, 8));
        history.then(history.begin(EventType.MKDIR, 8)
                .text(EventType.MKDIR.indexOf("path"), "/x")
                .result(0));
        assertThat(history.print("proc.name")).as("the maker's return tells").isEqualTo("sshd");

        history.then(clone(9, 0));
        assertThat(history.print("proc.name")).as("its own return tells").isEqualTo("sshd");
        assertThat(history.print("proc.pname")).isEqualTo("thief");
    }

    @Test
    void itsNextProgramHasTheNameOfItsOwn() {
        history.then(history.begin(EventType.EXECVE, 7)
                .text(ImageParams.EXE, "id")
                .text(ImageParams.COMM, "id")
                .result(0));

        assertThat(history.print("proc.cmdline")).isEqualTo("id");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "/usr/bin/id, bin/id, /usr/bin/id",
                "/usr/bin/id (deleted), none, /usr/bin/id",
                // Old captures say only what was asked for.
                "none, bin/id, /opt/bin/id",
                "none, /bin/id, /bin/id",
                "none, none, ''",
            })
    void theProgramIsWhatTheKernelRunsOrElseWhatWasAskedFor(String path, String asked, String program) {
        EventEncoder exec = history.begin(EventType.EXECVE, 7)
                .text(ImageParams.EXE, "id")
                .text(ImageParams.CWD, "/opt")
                .text(ImageParams.COMM, "id");
        if (path != null) {
            exec.text(ExecParams.TRUSTED_EXEPATH, path);
        }
        if (asked != null) {
            exec.text(ExecParams.FILENAME, asked);
        }
        history.then(exec.result(0));

        assertThat(history.print("proc.exepath")).isEqualTo(program);
    }

    @Test
    void theProgramOfAListedProcessIsNotCalledDeleted() {
        history.then(history.begin(EventType.PROCESS, 0)
                .number(ProcessRecord.TID, 11)
                .number(ProcessRecord.PID, 11)
                .number(ProcessRecord.PTID, 1)
                .text(ProcessRecord.EXEPATH, "/usr/bin/old (deleted)"));
        history.then(history.begin(EventType.MKDIR, 11)
                .text(EventType.MKDIR.indexOf("path"), "/x")
                .result(0));

        assertThat(history.print("proc.exepath")).isEqualTo("/usr/bin/old");
    }

    @Test
    void aThreadOfAProcessThatNobodyIntroducedSaysItself() {
        history.then(history.begin(EventType.CLONE, 21)
                .text(ImageParams.EXE, "java")
                .number(ImageParams.TID, 21)
                .number(ImageParams.PID, 20)
                .number(ImageParams.PTID, 7)
                .text(ImageParams.COMM, "java")
                .number(CloneParams.FLAGS, FlagSets.CLONE_FLAGS.value("CLONE_THREAD"))
                .number(CloneParams.UID, 1000)
                .number(CloneParams.GID, 100)
                .number(CloneParams.VTID, 5)
                .number(CloneParams.VPID, 4)
                .result(0));

        assertThat(history.print("proc.pid")).isEqualTo("20");
        assertThat(history.print("proc.ppid")).isEqualTo("7");
        assertThat(history.print("proc.vpid")).isEqualTo("4");
        assertThat(history.print("thread.tid")).isEqualTo("21");
        assertThat(history.print("thread.vtid")).isEqualTo("5");
        assertThat(history.print("user.uid")).isEqualTo("1000");
        assertThat(history.print("group.gid")).isEqualTo("100");
        assertThat(history.print("proc.name")).isEqualTo("java");
    }
}
