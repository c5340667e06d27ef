package lanner.recorder.trace;

import lanner.capture.event.SyscallNames;
import lanner.recorder.arch.CallSet;
import lanner.recorder.seccomp.Selection;

/** Which calls are recorded, asked of a call whatever stopped it. */
final class Wanted {
    private final Selection selection;
    private final CallSet selected;

    Wanted(TracePolicy policy) {
        this.selection = policy.selection();
        this.selected = CallSet.of(policy::traced);
    }

    boolean includes(Stop.AtCall stop) {
        SyscallNames table = stop.abi().names();
        int number = stop.number();
        boolean named = selected.includes(stop.abi(), number) || !table.has(number);
        return named && selection.wants(table, number, stop.args());
    }
}
