package lanner.investigation.index;

import java.util.Arrays;
import java.util.List;

/** A list that one thread adds to and any reads: what was there before a published size stays there. */
final class AppendOnlyList<T> {
    private volatile Object[] items = new Object[16];
    private volatile int size;

    /** The item's number. */
    int add(T item) {
        int at = size;
        Object[] now = items;
        if (at == now.length) {
            now = Arrays.copyOf(now, at * 2);
            now[at] = item;
            items = now;
        } else {
            now[at] = item;
        }
        size = at + 1;
        return at;
    }

    /** Puts another item in the place of one that is there. */
    void set(int index, T item) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        Object[] now = items;
        now[index] = item;
        items = now;
    }

    @SuppressWarnings("unchecked") // only add puts something in
    T get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return (T) items[index];
    }

    int size() {
        return size;
    }

    /** The first so many. */
    @SuppressWarnings("unchecked") // only add puts something in
    List<T> list(int count) {
        return (List<T>) Arrays.asList(items).subList(0, count);
    }
}
