package lanner.capture.event;

import java.util.List;

/** Named values of a parameter, in printing order. Several names may share a value ({@code AF_UNIX}, {@code AF_LOCAL}). */
public record FlagSet(String name, List<Flag> flags) {
    /** A name and its portable value. */
    public record Flag(String name, long value) {}

    public FlagSet {
        flags = List.copyOf(flags);
    }

    /** The value of a name; throws {@link IllegalArgumentException} for a name that is not in the set. */
    public long value(String flag) {
        for (Flag candidate : flags) {
            if (candidate.name().equals(flag)) {
                return candidate.value();
            }
        }
        throw new IllegalArgumentException(name + " has no flag " + flag);
    }
}
