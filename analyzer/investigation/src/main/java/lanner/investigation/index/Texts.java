package lanner.investigation.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rows of one chunk are about, as texts, until {@link NameKeeper} has numbers for them. For one thread at a time. */
final class Texts {
    /** Of programs that choose long names; usual ones of a chunk have a tenth of it. */
    private static final long MOST_CHARACTERS = 16L << 20;

    private final @Nullable String[] names = new @Nullable String[Chunk.ROWS];
    private final List<More> more = new ArrayList<>();
    private long characters;

    /** More than the name, within the chunk: null where there is no such text. */
    record More(int row, @Nullable String path, @Nullable String target) {}

    /** @param row within the chunk, each after the one before */
    void add(int row, @Nullable String name) {
        names[row] = name;
        characters += length(name);
    }

    /** The same row's other texts. */
    void more(int row, @Nullable String path, @Nullable String target) {
        more.add(new More(row, path, target));
        characters += length(path) + length(target);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** Whether they take so much room that they are not to wait for the chunk to be full. */
    boolean areMany() {
        return characters > MOST_CHARACTERS;
    }

    @Nullable
    String name(int row) {
        return names[row];
    }

    /** By rising row. */
    List<More> more() {
        return more;
    }

    void clear() {
        Arrays.fill(names, null);
        more.clear();
        characters = 0;
    }
}
