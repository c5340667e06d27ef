package lanner.recorder.trace;

/** What has to be done at a call's entry, recorded or not, before the kernel looks at the call. */
final class Precautions {
    private final Refusals refusals;
    private final SeccompMode seccomp;
    private final CloneCalls clones;
    private final PageFillers pageFillers;

    Precautions(Refusals refusals, SeccompMode seccomp, CloneCalls clones, PageFillers pageFillers) {
        this.refusals = refusals;
        this.seccomp = seccomp;
        this.clones = clones;
        this.pageFillers = pageFillers;
    }

    /**
     * Keeps a call from happening that must not, and prepares for one that happens.
     *
     * @param ours whether it is our filter that stopped it
     * @return whether it will not happen
     */
    boolean refuse(Tracee tracee, Stop.AtCall stop, boolean ours) {
        if (refusals.refuse(stop, ours) || seccomp.answers(tracee, stop)) {
            return true;
        }
        take(tracee, stop);
        return false;
    }

    /** Prepares for a call that happens. */
    void take(Tracee tracee, Stop.AtCall stop) {
        clones.entered(tracee, stop);
        pageFillers.entered(stop);
    }
}
