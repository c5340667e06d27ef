package lanner.recorder.syscall;

import lanner.capture.event.EventEncoder;
import lanner.recorder.trace.Call;

/** openat2(2) keeps its flags and mode in a structure: flags, mode, resolve, eight bytes each. */
final class OpenHow {
    private static final long O_CREAT = 0x40;

    private OpenHow() {}

    static final Source FLAGS = new Source() {
        @Override
        public void enter(Call call, Decoding decoding) {
            boolean whole = decoding.structure(call, call.args[2], 24);
            call.kept[2] = whole ? decoding.int64(0) : -1;
            call.kept[3] = whole ? decoding.int64(8) : 0;
            long resolve = whole ? decoding.int64(16) : 0;
            Creation.enter(call, whole ? call.kept[2] : 0, 0, 1, resolve, decoding);
        }

        @Override
        public void write(Call call, int param, Decoding decoding, EventEncoder out) {
            if (call.kept[2] == -1) {
                decoding.unreadable(param, out);
            } else {
                out.number(param, KernelFlags.fileFlags(call.kept[2]) | Creation.flag(call, decoding, out));
            }
        }
    };

    static final Source MODE = (call, param, decoding, out) -> {
        if (call.kept[2] != -1) {
            out.number(param, (call.kept[2] & O_CREAT) != 0 ? call.kept[3] & 07777 : 0);
        }
    };

    /** The path of a file opened by a handle: the kernel's own answer, for no path was passed. */
    static final Source PATH_OF_RESULT = (call, param, decoding, out) -> {
        if (call.result >= 0) {
            int length = decoding.facts.readLink(call.tid, "fd/" + call.result, decoding.buffer);
            if (length > 0) {
                out.bytes(param, decoding.buffer, 0, length);
            }
        }
    };
}
