package lanner.recorder.syscall;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import lanner.capture.event.EventEncoder;
import lanner.recorder.trace.Call;

/** The sources of what calls tell that change a file's times, attributes and groups, or read a link. */
final class FileSources {
    private static final int UNREADABLE = -1;
    private static final long UTIME_NOW = 0x3FFFFFFF;
    private static final long UTIME_OMIT = 0x3FFFFFFE;
    private static final int MAX_GROUPS = 256;

    private FileSources() {}

    /**
     * One of the times that a call is given: seconds and, but for utime(2), a fraction, eight bytes each. Left out where
     * the call means now, or leaves the time as it is.
     *
     * @param index which of the times
     * @param fraction the unit of the fraction; seconds for none
     */
    static Source fileTime(int address, int index, TimeUnit fraction) {
        int size = fraction == TimeUnit.SECONDS ? 8 : 16;
        return new Source() {
            @Override
            public void enter(Call call, Decoding decoding) {
                if (call.args[address] == 0) {
                    decoding.keepNothing(call);
                } else {
                    decoding.keepData(call, call.args[address] + (long) index * size, size, size);
                }
            }

            @Override
            public void write(Call call, int param, Decoding decoding, EventEncoder out) {
                int length = decoding.skip(call);
                if (length == UNREADABLE) {
                    decoding.unreadable(param, out);
                } else if (length == size) {
                    long seconds = int64(call, call.scratchTaken - size);
                    long more = size == 8 ? 0 : int64(call, call.scratchTaken - 8);
                    boolean asIs = fraction == TimeUnit.NANOSECONDS && (more == UTIME_NOW || more == UTIME_OMIT);
                    if (!asIs) {
                        out.number(param, seconds * 1_000_000_000L + fraction.toNanos(more));
                    }
                }
            }
        };
    }

    private static long int64(Call call, int at) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | call.scratch[at + i] & 0xFF;
        }
        return value;
    }

    /** Where a link leads: text without an end, as long as the result says. */
    static Source linkTarget(int address) {
        return (call, param, decoding, out) -> {
            if (call.result > 0) {
                decoding.writeData(call, param, call.args[address], call.result, decoding.snaplenPath, out);
            }
        };
    }

    /** The value in a {@code struct xattr_args}: its address, its size. */
    static Source attributeValue(int address) {
        return new KeptBytes() {
            @Override
            public void enter(Call call, Decoding decoding) {
                if (decoding.structure(call, call.args[address], 16)) {
                    decoding.keepData(call, decoding.int64(0), decoding.uint32(8), decoding.snaplenData);
                } else {
                    decoding.keepNothing(call);
                }
            }
        };
    }

    /** A list of group ids as text, a blank between two. */
    static Source groupList(int count, int address) {
        return (call, param, decoding, out) -> {
            long given = call.args[count] & 0xFFFFFFFFL;
            int groups = (int) Math.min(given, MAX_GROUPS);
            if (groups == 0) {
                return;
            }
            if (!decoding.structure(call, call.args[address], groups * 4)) {
                decoding.unreadable(param, out);
                return;
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < groups; i++) {
                text.append(i == 0 ? "" : " ").append(decoding.uint32(i * 4));
            }
            out.bytes(param, text.toString().getBytes(StandardCharsets.US_ASCII));
            if (groups < given) {
                out.cut(param);
            }
        };
    }
}
