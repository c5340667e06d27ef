package lanner.recorder.trace;

import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.Ptrace;
import lanner.recorder.os.Signals;
import lanner.recorder.os.TraceeMemory;

/**
 * Whom the tracer asks and tells of threads.
 *
 * @param ptrace usable by the tracer's thread alone
 * @param memory the memory of stopped threads
 * @param files what /proc says of them
 */
record Kernel(Ptrace ptrace, TraceeMemory memory, NativeFacts facts, ProcFiles files, Signals signals) {
    static Kernel of(Ptrace ptrace, TraceeMemory memory) {
        NativeFacts facts = new NativeFacts();
        return new Kernel(ptrace, memory, facts, new ProcFiles(facts), new Signals());
    }
}
