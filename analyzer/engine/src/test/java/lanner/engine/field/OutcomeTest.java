package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
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
