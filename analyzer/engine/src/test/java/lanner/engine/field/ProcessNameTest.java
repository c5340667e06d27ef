package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
}
