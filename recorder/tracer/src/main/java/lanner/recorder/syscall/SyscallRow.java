package lanner.recorder.syscall;

import java.util.stream.IntStream;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.ParamType;
import lanner.recorder.trace.Call;

/**
 * How one call becomes an event: a source for each parameter but the result.
 *
 * @param first the position of the first source's parameter
 * @param descriptors the arguments that are descriptors
 */
public record SyscallRow(EventType event, int first, Source[] sources, int[] descriptors) {
    static SyscallRow of(EventType event, Source... sources) {
        int first = event.resultIsFirst() ? 1 : 0;
        if (sources.length != event.params().size() - first) {
            throw new IllegalArgumentException(
                    event + " has " + (event.params().size() - first) + " parameters, the row " + sources.length);
        }
        return new SyscallRow(
                event,
                first,
                sources,
                IntStream.range(0, sources.length)
                        .filter(i -> event.params().get(first + i).type() == ParamType.FD)
                        .map(i -> sources[i].argument())
                        .filter(argument -> argument >= 0)
                        .toArray());
    }

    public void enter(Call call, Decoding decoding) {
        begin(call);
        keep(call, decoding);
    }

    /** Nothing is kept of the call yet. */
    public static void begin(Call call) {
        call.scratchUsed = 0;
        call.scratchTaken = 0;
    }

    /** Keeps what the parameters need, behind what is kept already. */
    public void keep(Call call, Decoding decoding) {
        for (Source source : sources) {
            source.enter(call, decoding);
        }
    }

    public void write(Call call, Decoding decoding, EventEncoder out) {
        call.scratchTaken = 0;
        take(call, decoding, out);
    }

    /** Writes the parameters from what was kept next. */
    public void take(Call call, Decoding decoding, EventEncoder out) {
        for (int i = 0; i < sources.length; i++) {
            sources[i].write(call, first + i, decoding, out);
        }
    }
}
