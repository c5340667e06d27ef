package lanner.recorder.syscall;

import lanner.capture.event.EventEncoder;
import lanner.recorder.trace.Call;

/**
 * Where one parameter of an event comes from. Values and shared: what belongs to one call lies in the {@link Call}.
 * What the program may change or take away during the call is kept at the entry, in {@link Call#scratch}, and taken
 * again at the exit in the same order.
 */
interface Source {
    /** Keeps at the entry what the exit needs. */
    default void enter(Call call, Decoding decoding) {}

    /** The argument that the parameter is, as the program gave it; -1 if it is not one. */
    default int argument() {
        return -1;
    }

    /** Writes the parameter at the exit, or leaves it out. */
    void write(Call call, int param, Decoding decoding, EventEncoder out);
}
