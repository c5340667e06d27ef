package lanner.behaviour.fact;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The tallies of all facts of one kind, by what tells them apart. */
final class Tallies<K> {
    private final Map<K, Tally> all = new HashMap<>();
    private final Room room;

    Tallies(Room room) {
        this.room = room;
    }

    /**
     * The tally of this fact; null where there is no room for another.
     *
     * @param length characters that are kept for it
     */
    @Nullable
    Tally of(K key, int length) {
        Tally known = all.get(key);
        if (known == null && room.takes(all.size(), length)) {
            known = new Tally();
            all.put(key, known);
        }
        return known;
    }

    void count(K key, int length, boolean succeeded, Scene scene) {
        Tally tally = of(key, length);
        if (tally != null) {
            tally.count(succeeded, scene);
        }
    }

    void forEach(BiConsumer<K, Tally> action) {
        all.forEach(action);
    }
}
