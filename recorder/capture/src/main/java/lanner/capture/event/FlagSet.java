package lanner.capture.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Named values of a parameter, in printing order. Several names may share a value ({@code AF_UNIX}, {@code AF_LOCAL}). */
public final class FlagSet {
    /** A name and its portable value. */
    public record Flag(String name, long value) {}

    private final String name;
    /** As they are written, where nobody has asked for them yet: few of all sets are asked for in a run. */
    private final String written;

    private @Nullable List<Flag> flags;

    private FlagSet(String name, String written, @Nullable List<Flag> flags) {
        this.name = name;
        this.written = written;
        this.flags = flags;
    }

    public FlagSet(String name, List<Flag> flags) {
        this(name, "", List.copyOf(flags));
    }

    /** @param flags {@code NAME=VALUE}, with blanks between them */
    static FlagSet written(String name, String flags) {
        return new FlagSet(name, flags, null);
    }

    public String name() {
        return name;
    }

    public List<Flag> flags() {
        // Two threads may both make the same list.
        List<Flag> known = flags;
        if (known == null) {
            known = List.copyOf(read(written));
            flags = known;
        }
        return known;
    }

    /** What {@link #written} takes. */
    static List<Flag> read(String written) {
        List<Flag> flags = new ArrayList<>();
        int at = 0;
        while (at < written.length()) {
            if (written.charAt(at) <= ' ') {
                at++;
                continue;
            }
            int equals = written.indexOf('=', at);
            int end = equals + 1;
            while (end < written.length() && written.charAt(end) > ' ') {
                end++;
            }
            flags.add(new Flag(written.substring(at, equals), Long.parseLong(written, equals + 1, end, 10)));
            at = end;
        }
        return flags;
    }

    /** The value of a name; throws {@link IllegalArgumentException} for a name that is not in the set. */
    public long value(String flag) {
        for (Flag candidate : flags()) {
            if (candidate.name().equals(flag)) {
                return candidate.value();
            }
        }
        throw new IllegalArgumentException(name + " has no flag " + flag);
    }
}
