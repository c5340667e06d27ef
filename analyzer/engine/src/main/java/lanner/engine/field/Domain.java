package lanner.engine.field;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
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
        SortedSet<String> words = new TreeSet<>();
        for (FdInfo.Kind kind : FdInfo.Kind.values()) {
            words.add(kind.word());
        }
        return new Words(words);
    }

    static Domain descriptorLetters() {
        SortedSet<String> words = new TreeSet<>();
        for (FdInfo.Kind kind : FdInfo.Kind.values()) {
            words.add(kind.letter());
        }
        return new Words(words);
    }

    static Domain categories() {
        SortedSet<String> words = new TreeSet<>(List.of("ipc", "unknown"));
        for (EventType.Category category : EventType.Category.values()) {
            words.add(category.label());
        }
        return new Words(words);
    }

    static Domain errors() {
        List<String> words = KernelNames.errors();
        words.add("SUCCESS");
        return new Words(new TreeSet<>(words));
    }

    static Domain outcomes() {
        SortedSet<String> words = new TreeSet<>();
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            words.add(kind.word());
        }
        return new Words(words);
    }

    static Domain words(String... words) {
        return new Words(new TreeSet<>(Arrays.asList(words)));
    }
}
