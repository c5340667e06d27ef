package lanner.engine.state;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Open descriptors, the kernel's {@code files_struct}: shared by those that CLONE_FILES joins, copied for others. Bounded against hostile captures. */
public final class FdTable {
    private static final int MAX_OPEN = 65_536;
    private static final int SMALL = 64;

    private static final FdInfo[] NONE = new FdInfo[SMALL];

    /** {@link #NONE}, which is never written, until there is one. */
    private FdInfo[] small = NONE;

    private final Map<Integer, FdInfo> large = new HashMap<>();

    /** The descriptor, or null if it is not known to be open. */
    public @Nullable FdInfo get(int fd) {
        return fd >= 0 && fd < SMALL ? small[fd] : large.get(fd);
    }

    /** How many descriptors are known to be open. */
    public int size() {
        int size = large.size();
        for (FdInfo fd : small) {
            size += fd == null ? 0 : 1;
        }
        return size;
    }

    public void forEach(Consumer<FdInfo> action) {
        for (FdInfo fd : small) {
            if (fd != null) {
                action.accept(fd);
            }
        }
        large.values().forEach(action);
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
        forEach(fd -> {
            if (fd.number() >= first && fd.number() <= last) {
                fd.closeOnExec = always;
            }
        });
    }

    /** What an exec leaves open. */
    void exec() {
        for (int fd = 0; fd < SMALL; fd++) {
            if (small[fd] != null && small[fd].closeOnExec) {
                small[fd] = null;
            }
        }
        for (Iterator<FdInfo> each = large.values().iterator(); each.hasNext(); ) {
            if (each.next().closeOnExec) {
                each.remove();
            }
        }
    }

    FdTable copy() {
        FdTable copy = new FdTable();
        forEach(fd -> copy.put(fd.as(fd.number(), fd.closeOnExec)));
        return copy;
    }
}
