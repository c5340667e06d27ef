package lanner.engine.field;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import lanner.capture.event.EventType;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/** A row of the registry: what a field is called, what it says, what it takes, and how it is read. */
public final class FieldSpec {
    /** What may stand behind the name. */
    public enum Argument {
        NONE("none"),
        /** {@code proc.aname} or {@code proc.aname[2]}. */
        OPTIONAL("optional"),
        /** {@code container.label[app]}. */
        REQUIRED("required"),
        /** {@code evt.arg.flags} or {@code evt.arg[0]}. */
        AFTER_DOT("after a dot");

        private final String words;

        Argument(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** How a field is read once its argument is known. */
    interface Reader {
        Reading read(Optional<String> argument) throws UnknownFieldException;
    }

    /** Prints a value in a way of its own; null when missing. */
    interface Printer {
        @Nullable
        String print(EventContext context);
    }

    /** Prints a number in another base than ten: JSON has it as text too, as Falco does. */
    interface BasePrinter extends Printer {}

    /** Prints the event's time. */
    interface TimePrinter extends Printer {}

    /** The answer of a {@link Reader}: an extractor, and where the field differs from its row, type and printing. */
    record Reading(
            Extractor extractor,
            FieldType type,
            Multiplicity multiplicity,
            @Nullable Printer printer) {}

    private final String name;
    private final FieldType type;
    private final Argument argument;
    private final Multiplicity multiplicity;
    private final Field.Scope scope;
    private final String documentation;
    private final Reader reader;
    private final Set<Field.Trait> traits = EnumSet.noneOf(Field.Trait.class);
    private boolean known = true;
    private Absence absence = (given, event) -> false;
    private Domains domains = given -> Optional.empty();

    FieldSpec(
            String name,
            FieldType type,
            Argument argument,
            Multiplicity multiplicity,
            Field.Scope scope,
            String documentation,
            Reader reader) {
        this.name = name;
        this.type = type;
        this.argument = argument;
        this.multiplicity = multiplicity;
        this.scope = scope;
        this.documentation = documentation;
        this.reader = reader;
    }

    FieldSpec with(Field.Trait... more) {
        traits.addAll(Set.of(more));
        return this;
    }

    /** Says whether a field with this argument is missing in every event of this type. */
    interface Absence {
        boolean isMissing(Optional<String> argument, EventType type);
    }

    FieldSpec missingWhere(Absence where) {
        absence = where;
        return this;
    }

    /** Says which values a field with this argument can have. */
    interface Domains {
        Optional<Domain> of(Optional<String> argument);
    }

    /** Says which values the field can have, whatever its argument. */
    FieldSpec values(Domain domain) {
        return valuesBy(given -> Optional.of(domain));
    }

    FieldSpec valuesBy(Domains byArgument) {
        domains = byArgument;
        return this;
    }

    Optional<Domain> domain(Optional<String> given) {
        return domains.of(given);
    }

    boolean isMissing(Optional<String> given, EventType event) {
        return absence.isMissing(given, event);
    }

    /** Says that a capture never knows this field. */
    FieldSpec never() {
        known = false;
        return this;
    }

    public String name() {
        return name;
    }

    public FieldType type() {
        return type;
    }

    public Argument argument() {
        return argument;
    }

    public Multiplicity multiplicity() {
        return multiplicity;
    }

    public Field.Scope scope() {
        return scope;
    }

    public String documentation() {
        return documentation;
    }

    public Set<Field.Trait> traits() {
        return EnumSet.copyOf(traits.isEmpty() ? EnumSet.noneOf(Field.Trait.class) : traits);
    }

    /** Whether captures of this version can know the field at all; one that they cannot is always missing. */
    public boolean isKnown() {
        return known;
    }

    Reader reader() {
        return reader;
    }
}
