package lanner.engine.field;

import java.util.Optional;
import lanner.engine.state.EventContext;
import lanner.engine.state.ProcessInfo;
import lanner.engine.text.Characters;
import org.jspecify.annotations.Nullable;

/** The words that rows of the registry are written in. */
final class FieldRows {
    /** A number that fields read, without a box. */
    interface ToLong {
        long get(EventContext context);
    }

    /** A text that fields read; null when missing. */
    interface ToText {
        @Nullable
        String get(EventContext context);
    }

    interface OfProcess<T> {
        T get(ProcessInfo process);
    }

    private FieldRows() {}

    static FieldSpec text(String name, Field.Scope scope, String documentation, ToText get) {
        Extractor.OfText extractor = get::get;
        return plain(name, FieldType.TEXT, scope, documentation, extractor);
    }

    static FieldSpec number(String name, FieldType type, Field.Scope scope, String documentation, ToLong get) {
        Extractor.OfNumber extractor = get::get;
        return plain(name, type, scope, documentation, extractor);
    }

    /** A number of which 0 means that it is not known. */
    static FieldSpec nonZero(String name, FieldType type, Field.Scope scope, String documentation, ToLong get) {
        return number(name, type, scope, documentation, context -> {
            long value = get.get(context);
            return value == 0 ? Extractor.MISSING : value;
        });
    }

    interface ToBoolean {
        boolean get(EventContext context);
    }

    static FieldSpec bool(String name, Field.Scope scope, String documentation, ToBoolean get) {
        return number(name, FieldType.BOOL, scope, documentation, context -> get.get(context) ? 1 : 0);
    }

    /** A field of the capture's future: valid, and always missing. */
    static FieldSpec absent(String name, FieldType type, String documentation) {
        return plain(name, type, Field.Scope.RECORD, documentation, nothing(type))
                .never();
    }

    static FieldSpec absentWith(String name, FieldType type, FieldSpec.Argument argument, String documentation) {
        return new FieldSpec(
                        name,
                        type,
                        argument,
                        Multiplicity.ONE,
                        Field.Scope.RECORD,
                        documentation,
                        ignored -> new FieldSpec.Reading(nothing(type), type, Multiplicity.ONE, null))
                .never();
    }

    static Extractor nothing(FieldType type) {
        return switch (type.family()) {
            case TEXT, BYTES -> (Extractor.OfText) context -> null;
            case DOUBLE -> (Extractor.OfDouble) context -> Double.NaN;
            case ADDRESS, NETWORK -> (Extractor.OfAddress) context -> null;
            default -> (Extractor.OfNumber) context -> Extractor.MISSING;
        };
    }

    static FieldSpec plain(String name, FieldType type, Field.Scope scope, String documentation, Extractor extractor) {
        return new FieldSpec(
                name,
                type,
                FieldSpec.Argument.NONE,
                Multiplicity.ONE,
                scope,
                documentation,
                none -> new FieldSpec.Reading(extractor, type, Multiplicity.ONE, null));
    }

    /** A field that prints in a way of its own. */
    static FieldSpec printed(
            String name,
            FieldType type,
            Field.Scope scope,
            String documentation,
            Extractor extractor,
            FieldSpec.Printer printer) {
        return new FieldSpec(
                name,
                type,
                FieldSpec.Argument.NONE,
                Multiplicity.ONE,
                scope,
                documentation,
                none -> new FieldSpec.Reading(extractor, type, Multiplicity.ONE, printer));
    }

    static FieldSpec many(
            String name,
            FieldType type,
            Multiplicity multiplicity,
            Field.Scope scope,
            String documentation,
            Extractor.OfMany extractor) {
        return new FieldSpec(
                name,
                type,
                FieldSpec.Argument.NONE,
                multiplicity,
                scope,
                documentation,
                none -> new FieldSpec.Reading(extractor, type, multiplicity, null));
    }

    /** An ancestor's text: by level, or any of them. */
    static FieldSpec ancestorText(String name, String documentation, OfProcess<String> get) {
        return ancestor(
                name,
                FieldType.TEXT,
                documentation,
                level -> (Extractor.OfText) context -> {
                    ProcessInfo process = context.process().ancestor(level);
                    return process == null ? null : get.get(process);
                },
                (Extractor.OfMany) (context, values) -> {
                    int steps = 0;
                    for (ProcessInfo at = context.process().parent();
                            at != null && steps < MAX_ANCESTORS;
                            at = at.parent()) {
                        values.add(get.get(at));
                        steps++;
                    }
                    return steps > 0;
                });
    }

    static FieldSpec ancestorNumber(String name, String documentation, OfProcess<Long> get) {
        return ancestor(
                name,
                FieldType.INT64,
                documentation,
                level -> (Extractor.OfNumber) context -> {
                    ProcessInfo process = context.process().ancestor(level);
                    return process == null ? Extractor.MISSING : get.get(process);
                },
                (Extractor.OfMany) (context, values) -> {
                    int steps = 0;
                    for (ProcessInfo at = context.process().parent();
                            at != null && steps < MAX_ANCESTORS;
                            at = at.parent()) {
                        values.add(get.get(at).longValue());
                        steps++;
                    }
                    return steps > 0;
                });
    }

    /** A chain of parents is no longer than this, whatever a capture says. */
    static final int MAX_ANCESTORS = 256;

    private interface ByLevel {
        Extractor get(int level);
    }

    private static FieldSpec ancestor(
            String name, FieldType type, String documentation, ByLevel byLevel, Extractor.OfMany any) {
        return new FieldSpec(
                        name,
                        type,
                        FieldSpec.Argument.OPTIONAL,
                        Multiplicity.ANY_ANCESTOR,
                        Field.Scope.PROCESS,
                        documentation,
                        argument -> argument.isEmpty()
                                ? new FieldSpec.Reading(any, type, Multiplicity.ANY_ANCESTOR, null)
                                : new FieldSpec.Reading(
                                        byLevel.get(level(name, argument)), type, Multiplicity.ONE, null))
                .with(Field.Trait.NO_RHS, Field.Trait.NO_TRANSFORMER);
    }

    /** A number in brackets. */
    static int level(String name, Optional<String> argument) throws UnknownFieldException {
        String text = argument.orElseThrow();
        if (!Characters.areDigits(text, 9)) {
            throw new UnknownFieldException(
                    "filter syntax error: argument '" + text + "' of " + name + " is no number");
        }
        return Math.min(Integer.parseInt(text), MAX_ANCESTORS);
    }
}
