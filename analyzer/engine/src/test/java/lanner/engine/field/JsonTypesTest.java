package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are there, and of the JSON types, as Falco has them. */
class JsonTypesTest {
    private final History history = new History();

    @BeforeEach
    void aFileOpenedByAGrandchild() {
        history.then(history.process(5, 1, "sshd"));
        history.then(history.process(6, 5, "bash"));
        history.then(history.process(7, 6, "cat"));
        history.then(history.begin(EventType.OPENAT, 7)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, "/etc/passwd")
                .number(OpenatParams.FLAGS, 0x1001)
                .number(OpenatParams.DEV, 0xfe01)
                .number(OpenatParams.INO, 77)
                .result(3));
    }

    @Test
    void namesOfAllAncestorsAreOneText() {
        assertThat(history.json("proc.aname")).isEqualTo("bash sshd");
        assertThat(history.print("proc.aname")).isEqualTo("bash sshd");
        assertThat(history.json("proc.aname[2]")).isEqualTo("sshd");
        assertThat(history.json("proc.apid")).isEqualTo(7L);
        assertThat(history.json("proc.apid[1]")).isEqualTo(6L);
    }

    @Test
    void numbersInAnotherBaseAreText() {
        assertThat(history.json("fd.dev")).isEqualTo("FE01").isEqualTo(history.print("fd.dev"));
        assertThat(history.json("evt.rawarg[flags]")).isEqualTo("1001").isEqualTo(history.print("evt.rawarg[flags]"));
        assertThat(history.json("fd.ino")).isEqualTo(77L);
        assertThat(history.json("evt.rawarg[res]")).isNull();
        assertThat(history.json("fd.dev.major")).isEqualTo(0xfeL);
    }

    @Test
    void sessionsAndGroupsThatNobodyToldAreMinusOne() {
        for (String field : new String[] {"proc.sid", "proc.pgid", "proc.vpgid"}) {
            assertThat(history.json(field)).as(field).isEqualTo(-1L);
        }
        history.then(history.begin(EventType.MKDIR, 99)
                .text(EventType.MKDIR.indexOf("path"), "/x")
                .result(0));
        assertThat(history.json("proc.sid")).isEqualTo(-1L);
        assertThat(history.json("user.uid")).isEqualTo(0xFFFFFFFFL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 13})
    void whatAnOpenCouldNotOpenIsSaidAndWhatAnotherCallDidNotDoIsNot(int error) {
        history.then(history.begin(EventType.OPENAT, 7)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, "etc/shadow")
                .result(-error));
        assertThat(history.print("fs.path.name")).isEqualTo("/etc/shadow");
        assertThat(history.print("fs.path.nameraw")).isEqualTo("etc/shadow");

        history.then(history.begin(EventType.UNLINK, 7)
                .text(EventType.UNLINK.indexOf("path"), "/etc/shadow")
                .result(-error));
        assertThat(history.print("fs.path.name")).isNull();
    }
}
