package lanner.recorder.session;

import java.util.function.Consumer;
import lanner.capture.InlineLevel;
import lanner.recorder.inline.InlinePlan;
import lanner.recorder.os.Launcher;
import lanner.recorder.os.Signals;
import lanner.recorder.placement.PlacementMode;
import lanner.recorder.seccomp.Filter;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.trace.Denied;

/** One recording, from what is asked for to the closed capture. */
public final class RecordingSession {
    private final RecordingRequest request;
    private final Launcher.CallerState caller;
    private final Consumer<String> messages;

    /**
     * @param caller what a program starts with, to be asked for before this process changes anything
     * @param messages told in a sentence what went wrong while the recording goes on
     */
    public RecordingSession(RecordingRequest request, Launcher.CallerState caller, Consumer<String> messages) {
        this.request = request;
        this.caller = caller;
        this.messages = messages;
    }

    /** The filter that a program gets which is recorded so. */
    public static Filter filter(Selection selection, PlacementMode placement, Denied denied, InlineLevel inline) {
        return LaunchedSession.filter(selection, placement, denied, InlinePlan.of(inline, selection, denied.calls()));
    }

    /**
     * Records until the command and all its children have ended, or what was attached to has ended or been let go.
     *
     * @param onStart told of the recording once it runs
     * @throws RecordingException when nothing was recorded, or when the capture could not be closed or deleted
     */
    public RecordingOutcome run(Consumer<RunningRecording> onStart) throws RecordingException {
        new Signals().learnOfChildren();
        Setup setup = Setup.of(request, messages);
        if (request.target() instanceof Target.Program program) {
            return new LaunchedSession(setup, program, caller).run(onStart);
        }
        return new AttachedSession(setup, (Target.Processes) request.target()).run(onStart);
    }
}
