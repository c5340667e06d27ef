package lanner.investigation.index;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.capture.event.Event;
import lanner.engine.field.Extractor;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.FieldType;
import lanner.engine.field.KernelNames;
import lanner.engine.field.Multiplicity;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.state.EventContext;
import lanner.engine.state.SystemState;
import org.jspecify.annotations.Nullable;

/**
 * The fields that an index's columns hold, for the engine's own planner: the same language, the same comparisons, only the
 * values come from the columns of the selected row instead of a replay. A condition that names any other field does not
 * compile against this registry, and is replayed. Not thread safe.
 */
public final class IndexedFields implements FieldRegistry {
    /** Fields that depend on nothing but the row's name, its program, its call. */
    static final Set<String> OF_NAME = Set.of("fd.name");

    static final Set<String> OF_IMAGE = Set.of("proc.pid", "proc.name", "proc.exepath");
    static final Set<String> OF_CALL = Set.of("evt.type");
    /** Numbers that print as true and false. */
    private static final Set<String> FLAGS = Set.of("evt.failed");

    /** For extractors and predicates over columns, which take nothing from it. */
    static final EventContext NO_EVENT = new SystemState().context();

    private final StandardFields standard = new StandardFields();
    private final Map<String, Extractor> extractors = new HashMap<>();
    private final Index index;
    private final Set<String> asked = new HashSet<>();
    private Chunk chunk = Chunk.NONE;
    private int row;

    public IndexedFields(Index index) {
        this.index = index;
        number("evt.num", () -> chunk.number(row));
        number("evt.rawres", () -> has(Chunk.NO_RESULT) ? Extractor.MISSING : chunk.result(row));
        number("evt.failed", () -> has(Chunk.NO_RESULT) ? Extractor.MISSING : has(Chunk.FAILED) ? 1 : 0);
        number("lanner.duration", this::duration);
        number("evt.latency", this::duration);
        text("evt.res", () -> has(Chunk.NO_RESULT) ? null : outcome(chunk.result(row)));
        text("evt.type", () -> Calls.name(chunk.call(row)));
        number("thread.tid", () -> has(Chunk.REQUEST) ? 0 : chunk.tid(row));
        if (index.images() < IndexBuilder.MAX_IMAGES) {
            number(
                    "proc.pid",
                    () -> has(Chunk.REQUEST) ? ProcessEntry.NONE.pid() : index.processes.get(image().process()).pid);
            text("proc.name", () -> has(Chunk.REQUEST) ? "" : image().comm());
            text("proc.exepath", () -> image().exePath());
        }
        if (index.namesLeftOut() == 0) {
            text("fd.name", this::fdName);
            number("fd.num", () -> {
                int fd = chunk.fd(row);
                return fd == Chunk.NO_DESCRIPTOR || has(Chunk.REQUEST) ? Extractor.MISSING : fd;
            });
        }
    }

    @FunctionalInterface
    private interface Numeric {
        long get();
    }

    @FunctionalInterface
    private interface Text {
        @Nullable
        String get();
    }

    private void number(String name, Numeric value) {
        extractors.put(name, (Extractor.OfNumber) context -> value.get());
    }

    private void text(String name, Text value) {
        extractors.put(name, (Extractor.OfText) context -> value.get());
    }

    private static String outcome(long result) {
        return result >= 0 ? "SUCCESS" : KernelNames.error(-result);
    }

    private long duration() {
        long nanos = chunk.duration(row);
        return nanos == Event.UNKNOWN_DURATION ? Extractor.MISSING : nanos;
    }

    private boolean has(int mark) {
        return (chunk.marks(row) & mark) != 0;
    }

    private ProgramImage image() {
        return index.images.get(chunk.image(row));
    }

    private @Nullable String fdName() {
        if (chunk.isNamed(row)) {
            return index.names.text(chunk.name(row));
        }
        return has(Chunk.FD_WITHOUT_NAME) ? "" : null;
    }

    /** Moves to a row of a chunk. */
    public void at(Chunk other, int within) {
        chunk = other;
        row = within;
    }

    public boolean isNamed() {
        return chunk.isNamed(row);
    }

    public boolean holds(String name) {
        return extractors.containsKey(name);
    }

    /** The value of the selected row as a replay prints it; null for none. */
    public @Nullable String print(String name) {
        if (extractors.get(name) instanceof Extractor.OfText text) {
            return text.get(NO_EVENT);
        }
        long number = number(name);
        if (number == Extractor.MISSING) {
            return null;
        }
        return FLAGS.contains(name) ? Boolean.toString(number != 0) : Long.toString(number);
    }

    /** The number of the selected row; {@link Extractor#MISSING} for none, and for a text. */
    public long number(String name) {
        return extractors.get(name) instanceof Extractor.OfNumber number ? number.get(NO_EVENT) : Extractor.MISSING;
    }

    void forgetAsked() {
        asked.clear();
    }

    /** The fields that were resolved since {@link #forgetAsked}. */
    Set<String> asked() {
        return asked;
    }

    @Override
    public boolean isField(String name) {
        return standard.isField(name);
    }

    @Override
    public Field resolve(String name, Optional<String> argument) throws UnknownFieldException {
        Field field = standard.resolve(name, argument);
        Extractor extractor = extractors.get(name);
        if (extractor == null || argument.isPresent()) {
            throw new UnknownFieldException(name + " is in no column");
        }
        asked.add(name);
        return new Column(field, extractor);
    }

    /** A field as it is, but for where its value comes from. */
    private record Column(Field field, Extractor extractor) implements Field {
        /** A name of its own: the planner knows some fields by name, and reads those from the event itself. */
        @Override
        public String text() {
            return "column " + field.text();
        }

        @Override
        public FieldType type() {
            return field.type();
        }

        @Override
        public Multiplicity multiplicity() {
            return field.multiplicity();
        }

        @Override
        public Set<Trait> traits() {
            return field.traits();
        }

        /** Rows are asked one by one: nothing is remembered of the process before. */
        @Override
        public Scope scope() {
            return Scope.EVENT;
        }

        @Override
        public String print(EventContext context) {
            throw new UnsupportedOperationException("columns are compared, not printed");
        }

        @Override
        public Object json(EventContext context) {
            throw new UnsupportedOperationException("columns are compared, not printed");
        }
    }
}
