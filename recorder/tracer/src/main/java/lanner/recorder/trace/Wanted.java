package lanner.recorder.trace;

import java.util.BitSet;
import lanner.capture.event.SyscallNames;
import lanner.recorder.seccomp.Selection;

/** Which calls are recorded, asked of a call whatever stopped it. */
final class Wanted {
    private final Selection selection;
    private final BitSet selected;
    private final BitSet selectedI386;

    Wanted(TracePolicy policy) {
        this.selection = policy.selection();
        this.selected = policy.traced(SyscallNames.X86_64);
        this.selectedI386 = policy.traced(SyscallNames.I386);
    }

    boolean includes(Stop.AtCall stop) {
        SyscallNames table = stop.isI386() ? SyscallNames.I386 : SyscallNames.X86_64;
        BitSet calls = stop.isI386() ? selectedI386 : selected;
        int number = stop.number();
        boolean named = number >= 0 && calls.get(number) || !table.has(number);
        return named && selection.wants(table, number, stop.args());
    }
}
