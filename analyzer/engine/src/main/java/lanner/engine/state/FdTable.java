package lanner.engine.state;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Open descriptors, the kernel's {@code files_struct}: shared by those that CLONE_FILES joins, copied for others. Bounded
 * against hostile captures.
 *
 * <p>A descriptor of which only its process says that it closed it is not open here, but not forgotten: a call that the
 * kernel has shown to use it brings it back, so that no process takes a name from what it does.
 */
public final class FdTable {
    private static final int MAX_OPEN = 65_536;
    private static final int SMALL = 64;

    private static final FdInfo[] NONE = new FdInfo[SMALL];

    /** {@link #NONE}, which is never written, until there is one. */
    private FdInfo[] small = NONE;

    /** By number: in which order they are gone through shall not depend on how many there were once. */
    private final Map<Integer, FdInfo> large = new TreeMap<>();

    /** Whether any may be here that is only said to be closed. */
    private boolean hasSaid;

    /** The descriptor, or null if it is not known to be open. */
    public @Nullable FdInfo get(int fd) {
        FdInfo found = find(fd);
        return found == null || found.closedIsSaid ? null : found;
    }

    private @Nullable FdInfo find(int fd) {
        return fd >= 0 && fd < SMALL ? small[fd] : large.get(fd);
    }

    /** How many descriptors are known to be open. */
    public int size() {
        int[] size = {0};
        forEach(fd -> size[0]++);
        return size[0];
    }

    public void forEach(Consumer<FdInfo> action) {
        forAll(fd -> {
            if (!fd.closedIsSaid) {
                action.accept(fd);
            }
        });
    }

    /** Those too that are only said to be closed. */
    void forAll(Consumer<FdInfo> action) {
        for (FdInfo fd : small) {
            if (fd != null) {
                action.accept(fd);
            }
        }
        large.values().forEach(action);
    }

    /** A process says that it has closed a descriptor. */
    void saidClosed(int fd) {
        FdInfo found = find(fd);
        if (found != null) {
            found.closedIsSaid = true;
            hasSaid = true;
        }
    }

    /** Whether any may be here that is only said to be closed. */
    boolean hasSaid() {
        return hasSaid;
    }

    /** A call used a descriptor, which therefore is open. */
    void used(int fd) {
        FdInfo found = find(fd);
        if (found != null) {
            found.closedIsSaid = false;
        }
    }

    void put(FdInfo info) {
        int fd = info.number();
        if (fd >= 0 && fd < SMALL) {
            if (small == NONE) {
                small = new FdInfo[SMALL];
            }
            small[fd] = info;
        } else if (fd >= 0 && (large.size() < MAX_OPEN || large.containsKey(fd))) {
            large.put(fd, info);
        }
    }

    void remove(int fd) {
        if (fd >= 0 && fd < SMALL) {
            if (small != NONE) {
                small[fd] = null;
            }
        } else {
            large.remove(fd);
        }
    }

    void removeRange(long first, long last) {
        for (int fd = (int) Math.min(first, SMALL); fd < SMALL && fd <= last; fd++) {
            remove(fd);
        }
        large.keySet().removeIf(fd -> fd >= first && fd <= last);
    }

    void closeOnExec(boolean always, long first, long last) {
        forAll(fd -> {
            if (fd.number() >= first && fd.number() <= last) {
                fd.closeOnExec = always;
                fd.closeOnExecIsSaid = false;
            }
        });
    }

    /** What an exec leaves open. */
    void exec() {
        for (int fd = 0; fd < SMALL; fd++) {
            if (small[fd] != null && endsAtExec(small[fd])) {
                small[fd] = null;
            }
        }
        for (Iterator<FdInfo> each = large.values().iterator(); each.hasNext(); ) {
            if (endsAtExec(each.next())) {
                each.remove();
            }
        }
    }

    private boolean endsAtExec(FdInfo fd) {
        if (fd.closeOnExec && fd.closeOnExecIsSaid) {
            fd.closedIsSaid = true;
            hasSaid = true;
        }
        return fd.closeOnExec && !fd.closeOnExecIsSaid;
    }

    FdTable copy() {
        FdTable copy = new FdTable();
        forAll(fd -> {
            FdInfo same = fd.as(fd.number(), fd.closeOnExec);
            same.closeOnExecIsSaid = fd.closeOnExecIsSaid;
            same.closedIsSaid = fd.closedIsSaid;
            copy.put(same);
        });
        copy.hasSaid = hasSaid;
        return copy;
    }
}
