package lanner.recorder.syscall;

import lanner.capture.event.EventEncoder;
import lanner.recorder.trace.Call;

/** A parameter of bytes that are kept at the entry and written as they were then. */
interface KeptBytes extends Source {
    @Override
    void enter(Call call, Decoding decoding);

    @Override
    default void write(Call call, int param, Decoding decoding, EventEncoder out) {
        decoding.takeBytes(call, param, out);
    }
}
