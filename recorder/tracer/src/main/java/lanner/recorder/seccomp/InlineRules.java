package lanner.recorder.seccomp;

import java.util.List;

/**
 * What a filter has to know of calls that programs record themselves.
 *
 * @param unstopped calls that one instruction may make without a stop
 * @param watched calls that would break it, and stop without a record
 */
public record InlineRules(List<Unstopped> unstopped, List<Watched> watched) {
    /** Every call is recorded by stops. */
    public static final InlineRules NONE = new InlineRules(List.of(), List.of());

    public InlineRules {
        unstopped = List.copyOf(unstopped);
        watched = List.copyOf(watched);
    }
}
