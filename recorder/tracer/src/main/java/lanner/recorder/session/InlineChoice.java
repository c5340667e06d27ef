package lanner.recorder.session;

import java.util.Optional;
import lanner.capture.InlineLevel;
import lanner.recorder.arch.Architecture;
import lanner.recorder.context.HostFacts;
import lanner.recorder.inline.InlinePlan;
import lanner.recorder.seccomp.Selection;

/**
 * What is recorded inside of processes in one recording.
 *
 * @param level what is
 * @param missing what the machine lacks for more; empty where nothing was left out because of it
 */
public record InlineChoice(InlineLevel level, Optional<String> missing) {
    /** Nothing, as was asked for. */
    public static final InlineChoice NOTHING = new InlineChoice(InlineLevel.OFF, Optional.empty());

    /** The level that was asked for; nothing where the machine lacks something for it. */
    public static InlineChoice of(InlineLevel level) {
        if (level == InlineLevel.OFF) {
            return NOTHING;
        }
        Optional<String> missing = missingHere();
        return new InlineChoice(missing.isEmpty() ? level : InlineLevel.OFF, missing);
    }

    /**
     * The level where none was asked for: questions that no rule decides on, in a recording of a whole profile that holds
     * them. Who says which calls to record gets them from the kernel.
     */
    public static InlineChoice usual(Selection selection) {
        return selection.holdsQuestions() ? of(InlineLevel.LOOK) : NOTHING;
    }

    private static Optional<String> missingHere() {
        if (!InlinePlan.hasCodeFor(Architecture.current())) {
            return Optional.of("there is no stub for this machine");
        }
        if (!HostFacts.countsSteadily()) {
            return Optional.of("this machine's time stamp counter is not known to be steady");
        }
        return HostFacts.showsGs() ? Optional.empty() : Optional.of("this machine has no instruction rdgsbase");
    }
}
