package lanner.recorder.trace;

import java.util.Set;
import lanner.recorder.arch.CallNumber;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.TraceeMemory;

/**
 * Programs that fill in pages by themselves (userfaultfd(2)). Once there may be one, nothing of any memory is waited for: who
 * fills them in may be stopped, and only we let it go on.
 */
final class PageFillers {
    /** Calls that a filter has to stop, with or without a record. */
    static final Set<String> CALLS = Set.of("userfaultfd");

    private static final CallNumber USERFAULTFD = CallNumber.of("userfaultfd");
    private static final CallNumber IOCTL = CallNumber.of("ioctl");

    /** The request of ioctl(2) that makes the same of {@code /dev/userfaultfd}. */
    private static final int USERFAULTFD_IOC_NEW = 0xAA00;

    private static final String USERFAULTFD_LINK = "anon_inode:[userfaultfd]";

    private final TraceeMemory memory;
    private final ProcFiles files;

    PageFillers(TraceeMemory memory, ProcFiles files) {
        this.memory = memory;
        this.files = files;
    }

    /** A call is about to be made. */
    void entered(Stop.AtCall stop) {
        int number = stop.number();
        boolean makes = IOCTL.is(stop.abi(), number) && (int) stop.args()[1] == USERFAULTFD_IOC_NEW;
        if (makes || USERFAULTFD.is(stop.abi(), number)) {
            memory.waitForNobody();
        }
    }

    /** Processes that were there before us: they may have made theirs. */
    void among(Set<Integer> pids) {
        if (pids.stream().anyMatch(this::isOne)) {
            memory.waitForNobody();
        }
    }

    private boolean isOne(int pid) {
        return files.descriptors(pid).stream()
                .anyMatch(descriptor -> USERFAULTFD_LINK.equals(files.link(pid, "fd/" + descriptor)));
    }
}
