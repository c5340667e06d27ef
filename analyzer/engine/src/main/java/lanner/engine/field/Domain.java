package lanner.engine.field;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import lanner.capture.event.EventType;
import lanner.engine.state.FdInfo;

/** Which values a field can have at all, beyond its type; a comparison with another is never true. */
public sealed interface Domain {
    /** Texts of a form of their own. */
    enum Form implements Domain {
        /** At most 15 bytes: the kernel keeps no more of a program's name (TASK_COMM_LEN, with the byte that ends it). */
        PROGRAM_NAME,
        ABSOLUTE_PATH,
        /** A path, or the ends of a connection. */
        NAME_OR_PATH,
        LAST_COMPONENT,
        DIRECTORY_WITH_SLASH,
        /** Twelve digits of a container's id. */
        SHORT_ID,
        /** Names of capabilities with blanks between them. */
        CAPABILITIES
    }

    /** One of these texts. */
    record Words(SortedSet<String> words) implements Domain {
        public Words {
            words = Collections.unmodifiableSortedSet(new TreeSet<>(words));
        }
    }

    /** A number within bounds, both inside. */
    record Range(long least, long most) implements Domain {}

    /** Names that may be joined with a bar, or a number. */
    record Names(List<String> names) implements Domain {
        public Names {
            names = List.copyOf(names);
        }
    }

    Domain PORTS = new Range(0, 65_535);
    /** Processes, threads, groups, sessions. */
    Domain IDS = new Range(0, Integer.MAX_VALUE);

    Domain RESULTS = new Range(-KernelNames.LARGEST_ERROR, Long.MAX_VALUE);

    static Domain descriptorKinds() {
        return words(Stream.of(FdInfo.Kind.values()).map(FdInfo.Kind::word));
    }

    static Domain descriptorLetters() {
        return words(Stream.of(FdInfo.Kind.values()).map(FdInfo.Kind::letter));
    }

    static Domain categories() {
        return words(Stream.concat(
                Stream.of("ipc", "unknown"),
                Stream.of(EventType.Category.values()).map(EventType.Category::label)));
    }

    static Domain errors() {
        return words(Stream.concat(Stream.of("SUCCESS"), KernelNames.errors().stream()));
    }

    static Domain outcomes() {
        return words(Stream.of(Outcome.Kind.values()).map(Outcome.Kind::word));
    }

    static Domain words(String... words) {
        return words(Stream.of(words));
    }

    private static Domain words(Stream<String> words) {
        return new Words(new TreeSet<>(words.toList()));
    }
}
