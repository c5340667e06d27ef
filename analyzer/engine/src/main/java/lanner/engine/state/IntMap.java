package lanner.engine.state;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A map from ids to things: open addressing over ints, for every event asks it. */
final class IntMap<T> {
    private int[] keys = new int[256];
    private Object[] values = new Object[256];
    private int size;

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // only put() fills the array
    @Nullable
    T get(int key) {
        int[] ids = keys;
        Object[] things = values;
        int mask = ids.length - 1;
        for (int i = slot(key, mask); ; i = i + 1 & mask) {
            Object thing = things[i];
            if (thing == null || ids[i] == key) {
                return (T) thing;
            }
        }
    }

    void put(int key, T value) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int mask = keys.length - 1;
        int i = slot(key, mask);
        while (values[i] != null && keys[i] != key) {
            i = i + 1 & mask;
        }
        size += values[i] == null ? 1 : 0;
        keys[i] = key;
        values[i] = value;
    }

    /** The same with a copy of each thing. */
    IntMap<T> copy(UnaryOperator<T> each) {
        IntMap<T> copy = new IntMap<>();
        copy.keys = keys.clone();
        copy.values = new Object[values.length];
        copy.size = size;
        for (int i = 0; i < values.length; i++) {
            @SuppressWarnings("unchecked") // only put() fills the array
            T value = (T) values[i];
            copy.values[i] = value == null ? null : each.apply(value);
        }
        return copy;
    }

    void clear() {
        java.util.Arrays.fill(values, null);
        size = 0;
    }

    void remove(int key) {
        int mask = keys.length - 1;
        int i = slot(key, mask);
        while (values[i] != null && keys[i] != key) {
            i = i + 1 & mask;
        }
        if (values[i] == null) {
            return;
        }
        values[i] = null;
        size--;
        for (int next = i + 1 & mask; values[next] != null; next = next + 1 & mask) {
            Object moved = values[next];
            int movedKey = keys[next];
            values[next] = null;
            int to = slot(movedKey, mask);
            while (values[to] != null) {
                to = to + 1 & mask;
            }
            keys[to] = movedKey;
            values[to] = moved;
        }
    }

    @SuppressWarnings("unchecked") // only put() fills the array
    void forEach(Consumer<T> action) {
        for (Object value : values.clone()) {
            if (value != null) {
                action.accept((T) value);
            }
        }
    }

    private void grow() {
        int[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new int[oldKeys.length * 2];
        values = new Object[oldKeys.length * 2];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int mask = keys.length - 1;
                int to = slot(oldKeys[i], mask);
                while (values[to] != null) {
                    to = to + 1 & mask;
                }
                keys[to] = oldKeys[i];
                values[to] = oldValues[i];
                size++;
            }
        }
    }

    private static int slot(int key, int mask) {
        return (key * 0x9E3779B9 >>> 8) & mask;
    }
}
