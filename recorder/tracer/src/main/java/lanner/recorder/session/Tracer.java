package lanner.recorder.session;

import lanner.recorder.os.ProcessMemory;
import lanner.recorder.os.Ptrace;
import lanner.recorder.placement.Placement;
import lanner.recorder.placement.PlacementMode;

/** What one thread traces with: the kernel binds a traced program to the thread that has seized it. */
record Tracer(Ptrace ptrace, ProcessMemory memory, Placement placement) {
    static Tracer of(PlacementMode mode) {
        Ptrace ptrace = new Ptrace();
        ProcessMemory memory = new ProcessMemory();
        return new Tracer(ptrace, memory, new Placement(mode, ptrace, memory));
    }
}
