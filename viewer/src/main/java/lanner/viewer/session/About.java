package lanner.viewer.session;

import java.util.Optional;
import java.util.Set;

/**
 * What an event is about, as the table of events shows it: a descriptor's name, a path that the call was given, the program
 * that an exec began, the child that a clone made.
 *
 * @param kind where the value is from
 * @param value bytes, one character each; of a child its number
 */
public record About(Kind kind, String value) {
    /** The field of the rule language that holds it. */
    public enum Kind {
        DESCRIPTOR("fd.name"),
        PATH("fs.path.name"),
        PROGRAM("proc.exepath"),
        CHILD("evt.rawres");

        private final String field;

        Kind(String field) {
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    private static final Set<String> EXECS = Set.of("execve", "execveat");
    private static final Set<String> BIRTHS = Set.of("clone", "clone3", "fork", "vfork");

    /** Empty for an event that is about nothing of these. */
    public static Optional<About> of(Events events, int row) {
        int name = events.nameId(row);
        if (name != Events.NO_NAME) {
            return Optional.of(new About(events.isOfDescriptor(row) ? Kind.DESCRIPTOR : Kind.PATH, events.name(name)));
        }
        String call = events.call(row);
        if (events.failed(row)) {
            return Optional.empty();
        }
        if (EXECS.contains(call)) {
            ProgramImage image = events.image(events.imageId(row));
            // One that never came to its end began no program: the one at hand is that which called.
            boolean began = image.firstRow() == row || !events.isInPart(row);
            return began && !image.exePath().isEmpty()
                    ? Optional.of(new About(Kind.PROGRAM, image.exePath()))
                    : Optional.empty();
        }
        return BIRTHS.contains(call) && events.result(row) > 0
                ? Optional.of(new About(Kind.CHILD, Long.toString(events.result(row))))
                : Optional.empty();
    }

    /** For the table: bytes, one character each. */
    public String words() {
        return kind == Kind.CHILD ? "child " + value : value;
    }

    /** A condition that holds for the event, and for all that are about the same. */
    public String comparison() {
        if (kind == Kind.CHILD) {
            return "(evt.type in (clone, clone3, fork, vfork) and " + Completion.comparison(kind.field(), value) + ")";
        }
        // A name of this length is the beginning of a longer one.
        return value.length() >= IndexBuilder.LONGEST_NAME
                ? Completion.beginning(kind.field(), value)
                : Completion.comparison(kind.field(), value);
    }
}
