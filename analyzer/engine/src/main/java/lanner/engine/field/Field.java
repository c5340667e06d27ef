package lanner.engine.field;

import java.util.Optional;
import java.util.Set;
import lanner.capture.event.EventType;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

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

    /** Which values the field can have at all; empty where that is not known. */
    default Optional<Domain> domain() {
        return Optional.empty();
    }

    /** Whether the value is the event's time as text, which alerts have as a number in JSON. */
    default boolean isTime() {
        return false;
    }

    /** The value as a template prints it, or null when the field is missing. */
    @Nullable
    String print(EventContext context);

    /** The value as JSON has it (Long, Double, Boolean, String, List of String), or null when the field is missing. */
    @Nullable
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

    /** What a value depends on: how long an answer stays true, and what has to be recorded for it. */
    enum Scope {
        /** The process and its ancestry: constant until {@code SystemState.generation()} changes, as at an exec. */
        PROCESS(false),
        /** The thread and its process as they are at the event. */
        THREAD(false),
        /** The record itself: its type, time, result, parameters. */
        RECORD(false),
        /** The name and the kind of the event's descriptor, and nothing else. */
        DESCRIPTOR_NAME(true),
        /** The event's descriptor. */
        DESCRIPTOR(true),
        /** A path among the parameters, from the directory that it starts from. */
        PATH(true),
        /** The event and whatever it is about, its descriptor too. */
        EVENT(true);

        private final boolean readsDescriptors;

        Scope(boolean readsDescriptors) {
            this.readsDescriptors = readsDescriptors;
        }

        /** Whether the calls that make descriptors have to be recorded. */
        public boolean readsDescriptors() {
            return readsDescriptors;
        }
    }
}
