package lanner.engine.state;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of paths, kept by their directories: one that a call names by its directory and a name in it is found without
 * being put together, and those of a directory, which programs go through one after the other, lie together.
 *
 * <p>Goes to one path at a time: {@link #to}, then {@link #get} and {@link #put}. Not thread safe.
 *
 * @param <V> what is kept of a path
 */
public final class PathMap<V> {
    /** A directory of which at least one path is kept. */
    private static final class Directory<V> {
        /** Null as long as there is one: a directory of its own for each path shall not take many times the room. */
        private @Nullable Map<String, Entry<V>> byName;
        /** The one that was gone to last. */
        private Entry<V> last;

        Directory(Entry<V> first) {
            last = first;
        }

        @Nullable
        Entry<V> find(String name) {
            if (last.name.equals(name)) {
                return last;
            }
            // A directory is gone through in the same order each time, as a rule.
            Entry<V> next = last.next;
            if (next == null || !next.name.equals(name)) {
                next = byName == null ? null : byName.get(name);
            }
            if (next != null) {
                goTo(next);
            }
            return next;
        }

        void add(Entry<V> added) {
            if (byName == null) {
                byName = new HashMap<>();
                byName.put(last.name, last);
            }
            byName.put(added.name, added);
            goTo(added);
        }

        Collection<Entry<V>> all() {
            return byName == null ? List.of(last) : byName.values();
        }

        private void goTo(Entry<V> next) {
            last.next = next;
            last = next;
        }
    }

    private static final class Entry<V> {
        final String name;
        V value;
        /** What was gone to after it, the last time. */
        @Nullable
        Entry<V> next;

        Entry(String name, V value) {
            this.name = name;
            this.value = value;
        }
    }

    /** By their paths with a slash at the end. */
    private final Map<String, Directory<V>> directories = new HashMap<>();
    /** The same without it, as far as they were asked for so: as descriptors have it. */
    private final Map<String, Directory<V>> bare = new HashMap<>();

    /** The path that it is at: its directory with the slash at its end, and the name behind that. */
    private String path = "";

    private String name = "";

    /** The directory as it was last asked for by itself. */
    private String asked = "";

    /** Null where nothing is known of any path in it. */
    private @Nullable Directory<V> directory;

    private @Nullable Entry<V> entry;

    /** Goes to a path, any text. */
    public void to(String whole) {
        int end = whole.lastIndexOf('/') + 1;
        if (path.length() != end || !whole.startsWith(path)) {
            path = whole.substring(0, end);
            asked = path;
            directory = directories.get(path);
        }
        find(whole.substring(end));
    }

    /**
     * Goes to what {@link Paths#resolve} answers for both.
     *
     * @param from an absolute path
     * @param child a name that {@link Paths#isName}
     */
    public void to(String from, String child) {
        if (!from.equals(asked)) {
            asked = from;
            String normal = Paths.normalize(from);
            path = normal.endsWith("/") ? normal : normal + "/";
            directory = bare.get(from);
            if (directory == null) {
                directory = directories.get(path);
                if (directory != null && path.length() == from.length() + 1) {
                    bare.put(from, directory);
                }
            }
        }
        find(child);
    }

    private void find(String child) {
        name = child;
        entry = directory == null ? null : directory.find(child);
    }

    /** What is known of the path; null for nothing. */
    public @Nullable V get() {
        return entry == null ? null : entry.value;
    }

    /** The length of the path in characters. */
    public int length() {
        return path.length() + name.length();
    }

    /** Keeps something of the path in place of what was known. */
    public void put(V known) {
        if (entry != null) {
            entry.value = known;
            return;
        }
        Entry<V> added = new Entry<>(name, known);
        if (directory == null) {
            directory = new Directory<>(added);
            directories.put(path, directory);
        } else {
            directory.add(added);
        }
        entry = added;
    }

    /** All paths of which something is known, those of a directory one after the other. */
    public void forEach(BiConsumer<String, V> action) {
        directories.forEach((start, in) -> in.all().forEach(kept -> action.accept(start + kept.name, kept.value)));
    }
}
