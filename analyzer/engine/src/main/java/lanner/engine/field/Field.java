package lanner.engine.field;

import java.util.Set;
import lanner.capture.event.EventType;
import lanner.engine.state.EventContext;

/** A field as a condition or a template names it: a row of the registry with its argument resolved. */
public interface Field {
    /** The field with its argument as it prints: {@code proc.aname[2]}, {@code evt.arg.flags}. */
    String text();

    /** The type of the values; never {@link FieldType#DYNAMIC}. */
    FieldType type();

    Multiplicity multiplicity();

    Set<Trait> traits();

    /** What the value depends on: an answer stays true as long as that does not change. */
    Scope scope();

    Extractor extractor();

    /** Whether the field is missing in every event of a type, whatever else the event is. */
    default boolean isMissingIn(EventType event) {
        return false;
    }

    /** The value as a template prints it, or null when the field is missing. */
    String print(EventContext context);

    /** The value as JSON has it (Long, Double, Boolean, String, List of String), or null when the field is missing. */
    Object json(EventContext context);

    /** What a field may not do. */
    enum Trait {
        /** Neither {@code val()} of it nor a field compared with it. */
        NO_RHS,
        NO_TRANSFORMER,
        FILTER_ONLY,
        PRINT_ONLY,
        DEPRECATED,
        /** Valid, but not listed. */
        UNLISTED
    }

    /** What a value depends on. */
    enum Scope {
        /** The process image and its ancestry: constant from exec to exec. */
        PROCESS,
        /** The descriptor's identity. */
        DESCRIPTOR,
        /** The single event. */
        EVENT
    }
}
