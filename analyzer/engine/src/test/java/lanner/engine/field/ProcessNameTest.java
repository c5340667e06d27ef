package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
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
                .number(1, PR_SET_NAME)
                .text(2, "sshd")
                .result(0));
    }

    private EventEncoder clone(int tid, long result) {
        return history.begin(EventType.CLONE, tid)
                .text(1, "thief")
                .number(3, tid)
                .number(4, tid)
                .number(5, 7)
                .text(13, "sshd")
                .result(result);
    }

    @Test
    void itKeepsTheNameAndCommandLineThatItHad() {
        history.then(history.begin(EventType.OPENAT, 7)
                .number(1, -100)
                .text(2, "/etc/shadow")
                .result(3));

        assertThat(history.print("proc.name")).isEqualTo("thief");
        assertThat(history.print("proc.cmdline")).isEqualTo("thief");
    }

    @Test
    void itsChildBearsTheNewOneAndHasTheOldOneForItsParent() {
        history.then(clone(7, 8));
        history.then(history.begin(EventType.MKDIR, 8).text(1, "/x").result(0));
        assertThat(history.print("proc.name")).as("the maker's return tells").isEqualTo("sshd");

        history.then(clone(9, 0));
        assertThat(history.print("proc.name")).as("its own return tells").isEqualTo("sshd");
        assertThat(history.print("proc.pname")).isEqualTo("thief");
    }

    @Test
    void itsNextProgramHasTheNameOfItsOwn() {
        history.then(
                history.begin(EventType.EXECVE, 7).text(1, "id").text(13, "id").result(0));

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
        EventEncoder exec =
                history.begin(EventType.EXECVE, 7).text(1, "id").text(6, "/opt").text(13, "id");
        if (path != null) {
            exec.text(27, path);
        }
        if (asked != null) {
            exec.text(30, asked);
        }
        history.then(exec.result(0));

        assertThat(history.print("proc.exepath")).isEqualTo(program);
    }

    @Test
    void theProgramOfAListedProcessIsNotCalledDeleted() {
        history.then(history.begin(EventType.PROCESS, 0)
                .number(0, 11)
                .number(1, 11)
                .number(2, 1)
                .text(10, "/usr/bin/old (deleted)"));
        history.then(history.begin(EventType.MKDIR, 11).text(1, "/x").result(0));

        assertThat(history.print("proc.exepath")).isEqualTo("/usr/bin/old");
    }

    @Test
    void aThreadOfAProcessThatNobodyIntroducedSaysItself() {
        history.then(history.begin(EventType.CLONE, 21)
                .text(1, "java")
                .number(3, 21)
                .number(4, 20)
                .number(5, 7)
                .text(13, "java")
                .number(15, FlagSets.CLONE_FLAGS.value("CLONE_THREAD"))
                .number(16, 1000)
                .number(17, 100)
                .number(18, 5)
                .number(19, 4)
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
