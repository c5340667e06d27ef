package lanner.recorder.trace;

import lanner.recorder.os.Ptrace;

/** Lets threads go on: the only place from where a stopped thread is resumed. */
final class Resumer {
    private final Ptrace ptrace;
    private final Mode mode;
    private final LettingGo lettingGo;
    private final Followed followed;

    Resumer(Ptrace ptrace, Mode mode, LettingGo lettingGo, Followed followed) {
        this.ptrace = ptrace;
        this.mode = mode;
        this.lettingGo = lettingGo;
        this.followed = followed;
    }

    /** Carries out the answer to a thread's stop. It may have been killed meanwhile: then its end is told later. */
    void resume(int tid, Step step) {
        switch (step.how()) {
            case ON -> {
                if (isWantedAtCallEnd(tid)) {
                    ptrace.resumeToExit(tid, step.signal());
                } else {
                    run(tid, step.signal());
                }
            }
            case RUN -> run(tid, step.signal());
            case TO_CALL_END -> ptrace.resumeToExit(tid, step.signal());
            case LISTEN -> ptrace.listen(tid);
            case LET_GO -> {
                if (ptrace.detach(tid, step.signal())) {
                    followed.forget(tid);
                }
            }
            case STAY -> {}
        }
    }

    private boolean isWantedAtCallEnd(int tid) {
        if (lettingGo.hasBegun()) {
            return false;
        }
        Tracee tracee = followed.get(tid);
        return tracee != null && tracee.isWantedAtCallEnd();
    }

    private void run(int tid, int signal) {
        if (mode.stopsAtEveryCall() && !lettingGo.hasBegun()) {
            ptrace.resumeToExit(tid, signal);
        } else {
            ptrace.resume(tid, signal);
        }
    }
}
