package lanner.engine.field;

import static lanner.engine.field.Field.Scope.EVENT;
import static lanner.engine.field.Field.Scope.RECORD;
import static lanner.engine.field.FieldRows.bool;
import static lanner.engine.field.FieldRows.number;
import static lanner.engine.field.FieldRows.text;

import java.util.List;
import java.util.Optional;
import lanner.capture.event.Mark;
import lanner.engine.json.JsonText;

/** {@code lanner.*}: what Falco has no field for. */
final class LannerFields {
    static final List<FieldSpec> ROWS = List.of(
            text(
                    "lanner.args",
                    EVENT,
                    "evt.args for people: arguments of a program as words, args=[-C, 'my dir'].",
                    ArgumentText::inWords),
            text(
                            "lanner.path",
                            EVENT,
                            "The absolute path that the event is about, whatever call it is, done or refused.",
                            EventPath::of)
                    .values(Domain.Form.ABSOLUTE_PATH),
            text(
                            "lanner.path.target",
                            EVENT,
                            "The second path of a call with two: a new name, what a link points to, a mount's device.",
                            EventPath::second)
                    .values(Domain.Form.ABSOLUTE_PATH),
            text(
                            "lanner.outcome",
                            RECORD,
                            "What became of the call: done, refused, pending (EINPROGRESS), unknown.",
                            c -> Outcome.of(c.event()).kind().word())
                    .values(Domain.outcomes()),
            number("lanner.duration", FieldType.RELTIME, RECORD, Durations.TOLD, Durations::of),
            bool(
                    "lanner.inline",
                    RECORD,
                    "Whether the call was recorded inside the process: it is the process's own statement.",
                    c -> c.event().has(Mark.INLINE)),
            new FieldSpec(
                    "lanner.did",
                    FieldType.TEXT,
                    FieldSpec.Argument.REQUIRED,
                    Multiplicity.ONE,
                    EVENT,
                    "A verb by outcome: of [mounted/mount] mounted, tried to mount, began to mount, asked to mount.",
                    LannerFields::verb));

    private LannerFields() {}

    private static FieldSpec.Reading verb(Optional<String> argument) throws UnknownFieldException {
        String[] forms = argument.orElseThrow().split("/", -1);
        if (forms.length != 2 || forms[0].isBlank() || forms[1].isBlank()) {
            throw new UnknownFieldException(
                    "lanner.did takes a verb's past and the verb, as in lanner.did[mounted/mount], not "
                            + argument.orElseThrow());
        }
        String past = JsonText.latin(forms[0]);
        String infinitive = JsonText.latin(forms[1]);
        Extractor.OfText extractor = c -> Outcome.of(c.event()).verb(past, infinitive);
        return new FieldSpec.Reading(extractor, FieldType.TEXT, Multiplicity.ONE, null);
    }
}
