package lanner.recorder.trace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The traced threads by id: open addressing over ints, because every stop asks it. */
final class TraceeTable {
    private Tracee[] slots = new Tracee[64];
    private int size;

    int size() {
        return size;
    }

    /** The thread, or null if it is not traced. */
    @Nullable
    Tracee get(int tid) {
        int mask = slots.length - 1;
        for (int i = hash(tid) & mask; slots[i] != null; i = i + 1 & mask) {
            if (slots[i].tid() == tid) {
                return slots[i];
            }
        }
        return null;
    }

    void put(Tracee tracee) {
        if (size * 2 >= slots.length) {
            rehash(slots.length * 2);
        }
        insert(tracee);
        size++;
    }

    void remove(int tid) {
        int mask = slots.length - 1;
        for (int i = hash(tid) & mask; slots[i] != null; i = i + 1 & mask) {
            if (slots[i].tid() == tid) {
                slots[i] = null;
                size--;
                closeGap(i);
                return;
            }
        }
    }

    /** The traced threads of one process. */
    List<Tracee> ofProcess(int pid) {
        List<Tracee> found = new ArrayList<>();
        for (Tracee tracee : slots) {
            if (tracee != null && tracee.pid() == pid) {
                found.add(tracee);
            }
        }
        return found;
    }

    /** Every traced thread. */
    List<Tracee> all() {
        List<Tracee> found = new ArrayList<>();
        for (Tracee tracee : slots) {
            if (tracee != null) {
                found.add(tracee);
            }
        }
        return found;
    }

    private void insert(Tracee tracee) {
        int mask = slots.length - 1;
        int i = hash(tracee.tid()) & mask;
        while (slots[i] != null) {
            i = i + 1 & mask;
        }
        slots[i] = tracee;
    }

    private void closeGap(int gap) {
        int mask = slots.length - 1;
        for (int i = gap + 1 & mask; slots[i] != null; i = i + 1 & mask) {
            Tracee moved = slots[i];
            slots[i] = null;
            insert(moved);
        }
    }

    private void rehash(int capacity) {
        Tracee[] old = slots;
        slots = new Tracee[capacity];
        for (Tracee tracee : old) {
            if (tracee != null) {
                insert(tracee);
            }
        }
    }

    private static int hash(int tid) {
        return tid * 0x9E3779B9 >>> 7;
    }
}
