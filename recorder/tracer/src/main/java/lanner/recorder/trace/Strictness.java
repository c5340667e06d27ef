package lanner.recorder.trace;

import java.util.List;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;

/** How far a thread is in the strict mode of seccomp(2), which {@link SeccompMode} keeps. */
final class Strictness {
    private enum State {
        NONE,
        ENTERING,
        STRICT,
        EXPELLED
    }

    private State state = State.NONE;
    private Abi abi = Architecture.current().abi();
    private List<Long> arguments = List.of();

    /**
     * The thread is about to make the call that makes it strict.
     *
     * @param first the registers of the call's first arguments, which are changed until its end
     */
    void begins(Abi ofCall, List<Long> first) {
        state = State.ENTERING;
        abi = ofCall;
        arguments = List.copyOf(first);
    }

    /** That call has ended. */
    void begun(boolean succeeded) {
        state = succeeded ? State.STRICT : State.NONE;
        arguments = List.of();
    }

    /** The thread made a call that it may not make. */
    void expel() {
        state = State.EXPELLED;
    }

    /** Whether it has to stop at its next call, or at the end of the one that it is in. */
    boolean stopsAtCalls() {
        return state != State.NONE;
    }

    boolean isEntering() {
        return state == State.ENTERING;
    }

    boolean isStrict() {
        return state == State.STRICT;
    }

    boolean isExpelled() {
        return state == State.EXPELLED;
    }

    Abi abi() {
        return abi;
    }

    /** What {@link #begins} was given. */
    List<Long> arguments() {
        return arguments;
    }
}
