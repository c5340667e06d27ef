package lanner.investigation.rows;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.Collectors;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.investigation.index.Events;
import lanner.investigation.index.IndexBuilder;
import lanner.investigation.index.ProgramImage;

/**
 * What an event is about, as the table of events shows it: a descriptor's name, a path that the call was given, the program
 * that an exec began, the child that a clone made, the object of a request to an API server.
 *
 * @param kind where the value is from
 * @param value bytes, one character each; of a child its number
 * @param target the second path of a call that is about two; empty for others
 */
public record About(Kind kind, String value, String target) {
    /** The field of the rule language that holds it. */
    public enum Kind {
        DESCRIPTOR("fd.name"),
        PATH("lanner.path"),
        /** The second path alone: the first one is unknown. */
        TARGET("lanner.path.target"),
        PROGRAM("proc.exepath"),
        CHILD("evt.rawres"),
        /** What a request to an API server is about. */
        OBJECT("lanner.object");

        private final String field;

        Kind(String field) {
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    private static final BitSet BIRTHS = codes(Trait.BIRTH);
    private static final BitSet EXECS = codes(Trait.EXEC);
    private static final String IS_BIRTH = BIRTHS.stream()
            .mapToObj(code -> EventType.byCode(code).orElseThrow().label())
            .sorted()
            .collect(Collectors.joining(", ", "evt.type in (", ")"));

    private static BitSet codes(Trait trait) {
        BitSet codes = new BitSet();
        Arrays.stream(EventType.values()).filter(type -> type.is(trait)).forEach(type -> codes.set(type.code()));
        return codes;
    }

    /** Empty for an event that is about nothing of these. */
    public static Optional<About> of(Events events, int row) {
        int object = events.objectId(row);
        if (object != Events.NO_NAME) {
            return Optional.of(new About(Kind.OBJECT, events.name(object), ""));
        }
        Optional<String> program = program(events, row);
        if (program.isPresent()) {
            return Optional.of(new About(Kind.PROGRAM, program.get(), ""));
        }
        int path = events.pathId(row);
        int target = events.targetId(row);
        String second = target == Events.NO_NAME ? "" : events.name(target);
        if (path != Events.NO_NAME) {
            boolean ofDescriptor = events.isOfDescriptor(row) && path == events.nameId(row);
            return Optional.of(new About(ofDescriptor ? Kind.DESCRIPTOR : Kind.PATH, events.name(path), second));
        }
        if (target != Events.NO_NAME) {
            return Optional.of(new About(Kind.TARGET, second, ""));
        }
        return events.succeeded(row) && isIn(BIRTHS, events, row) && events.result(row) > 0
                ? Optional.of(new About(Kind.CHILD, Long.toString(events.result(row)), ""))
                : Optional.empty();
    }

    public static boolean isExec(Events events, int row) {
        return isIn(EXECS, events, row);
    }

    /** Calls by number have codes of their own, behind those of the table. */
    private static boolean isIn(BitSet codes, Events events, int row) {
        return codes.get(events.callCode(row) & 0xFFFF);
    }

    /** The program that an exec began; empty for other events. */
    private static Optional<String> program(Events events, int row) {
        if (!isExec(events, row) || !events.succeeded(row)) {
            return Optional.empty();
        }
        ProgramImage image = events.image(events.imageId(row));
        return Optional.of(image.exePath()).filter(path -> !path.isEmpty());
    }

    /** For the table: bytes, one character each. */
    public String words() {
        return switch (kind) {
            case CHILD -> "child " + value;
            case TARGET -> "-> " + value;
            default -> target.isEmpty() ? value : value + " -> " + target;
        };
    }

    /** A condition that holds for the event, and for all that are about the same. */
    public String comparison() {
        if (kind == Kind.CHILD) {
            return "(" + IS_BIRTH + " and " + Completion.comparison(kind.field(), value) + ")";
        }
        // A name of this length is the beginning of a longer one.
        return value.length() >= IndexBuilder.LONGEST_NAME
                ? Completion.beginning(kind.field(), value)
                : Completion.comparison(kind.field(), value);
    }
}
