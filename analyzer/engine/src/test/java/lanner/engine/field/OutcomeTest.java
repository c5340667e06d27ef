package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.capture.event.OpenatParams;
import lanner.engine.kit.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {
    private static Event event(EventType type, long result) {
        return new Event().wrap(new EventEncoder().begin(type, 1, 1, 1).result(result), 1);
    }

    @ParameterizedTest
    @CsvSource({
        "MOUNT, 0, done, mounted",
        "OPENAT, 7, done, mounted",
        "MOUNT, -1, refused: EPERM, tried to mount",
        "OPENAT, -2, refused: ENOENT, tried to mount",
        "CONNECT, -111, refused: ECONNREFUSED, tried to mount",
        "CONNECT, -115, pending: EINPROGRESS, began to mount",
        "CONNECT, -114, pending: EALREADY, began to mount",
        "OPENAT, -9999, refused: 9999, tried to mount",
        "GENERIC, -38, refused: ENOSYS, tried to mount",
        "GENERIC, 0, done, mounted",
        "PROCEXIT, 0, done, mounted",
    })
    void anEventIsDoneRefusedOrPending(EventType type, long result, String words, String verb) {
        Outcome outcome = Outcome.of(event(type, result));
        assertThat(outcome.words()).isEqualTo(words);
        assertThat(outcome.verb("mounted", "mount")).isEqualTo(verb);
        assertThat(outcome.isDone()).isEqualTo(words.equals("done"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ENTER_ONLY", "INCOMPLETE"})
    void nobodyKnowsWhatBecameOfACallThatWasNotSeenToReturn(Mark mark) {
        Event event = new Event()
                .wrap(
                        new EventEncoder()
                                .begin(EventType.MOUNT, 1, 1, 1)
                                .result(0)
                                .mark(mark),
                        1);
        assertThat(Outcome.of(event)).isEqualTo(Outcome.UNKNOWN);
        assertThat(Outcome.UNKNOWN.verb("mounted", "mount")).isEqualTo("asked to mount");
    }

    @ParameterizedTest(name = "{0} marked {1}: evt.res is {3}, evt.failed {4}, fd.num {5}")
    @CsvSource(textBlock = """
        OPENAT,   INCOMPLETE, -4,     ,        ,      , name=x(/x)
        OPENAT,   ,           -4, EINTR,   true,  -4,   fd=-4(EINTR) name=x(/x)
        OPENAT,   ,           3,  SUCCESS, false, 3,    fd=3(<f>/x) name=x(/x)
        SOCKET,   INCOMPLETE, -4,     ,        ,      , ''
        ACCESS,   INCOMPLETE, -4,     ,        ,      , ''
        ACCESS,   ENTER_ONLY, 0,      ,        ,      , ''
        CLOSE,    ENTER_ONLY, 0,  SUCCESS, false,     , res=0
        CLOSE,    INCOMPLETE, 0,      ,        ,      , ''
        """)
    void aCallThatWasNotSeenToReturnHasNoResult(
            EventType type, Mark mark, long result, String error, String failed, String number, String arguments) {
        History history = new History();
        EventEncoder encoder = history.begin(type, 7);
        if (mark != null) {
            encoder.mark(mark);
        }
        if (type == EventType.OPENAT) {
            encoder.text(OpenatParams.NAME, "x");
        }
        history.then(encoder.result(result));
        assertThat(history.print("evt.res")).isEqualTo(error);
        assertThat(history.print("evt.failed")).isEqualTo(failed);
        assertThat(history.print("fd.num")).isEqualTo(number);
        assertThat(history.print("evt.args")).isEqualTo(arguments);
    }

    @ParameterizedTest
    @CsvSource({"60, false", "231, false", "1, true", "252, true"})
    void anExitIsDoneWhenItBegins(int number, boolean compat) {
        EventEncoder encoder = new EventEncoder()
                .begin(EventType.GENERIC, 1, 1, 1)
                .number(EventType.GENERIC.indexOf("nativeID"), number)
                .mark(Mark.ENTER_ONLY);
        Event event = new Event().wrap(compat ? encoder.mark(Mark.COMPAT) : encoder, 1);
        assertThat(Outcome.of(event)).as(event.name()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aCloseIsDoneWhenItBeginsButNotWhenItsThreadEndedInside() {
        EventEncoder encoder = new EventEncoder();
        assertThat(Outcome.of(
                        new Event().wrap(encoder.begin(EventType.CLOSE, 1, 1, 1).mark(Mark.ENTER_ONLY), 1)))
                .isEqualTo(Outcome.DONE);
        assertThat(Outcome.of(
                        new Event().wrap(encoder.begin(EventType.CLOSE, 1, 1, 1).mark(Mark.INCOMPLETE), 1)))
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void nobodyKnowsWhetherASignalHandlerReturnedWhereItsFrameWas() {
        EventEncoder encoder = new EventEncoder()
                .begin(EventType.GENERIC, 1, 1, 1)
                .number(EventType.GENERIC.indexOf("nativeID"), 15)
                .mark(Mark.ENTER_ONLY);
        assertThat(Outcome.of(new Event().wrap(encoder, 1))).isEqualTo(Outcome.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mounted", "mounted/", "/mount", "a/b/c", ""})
    void aVerbTakesTwoForms(String argument) {
        assertThatThrownBy(() -> new StandardFields().resolve("lanner.did", Optional.of(argument)))
                .isInstanceOf(UnknownFieldException.class)
                .hasMessageContaining("lanner.did[mounted/mount]");
    }

    @Test
    void theFieldIsAWord() throws UnknownFieldException {
        assertThat(new StandardFields()
                        .resolve("lanner.outcome", Optional.empty())
                        .type())
                .isEqualTo(FieldType.TEXT);
    }
}
