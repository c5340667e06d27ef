package lanner.investigation.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives names their numbers, in the order of rows, up to a limit. Only one thread at a time adds names, which need not always be
 * the same.
 */
final class NameKeeper {
    private static final int MAX_NAMES = 1 << 20;
    private static final long MAX_NAME_BYTES = 64L << 20;
    private static final int MAX_MORE_PATHS = 1 << 20;

    private final Index index;
    private long bytes;

    NameKeeper(Index index) {
        this.index = index;
    }

    /**
     * Enters the numbers of what rows are about into their columns.
     *
     * @param first the chunk's first row
     * @param from within the chunk
     * @param to within the chunk, exclusive
     */
    void enter(Texts texts, Chunk chunk, int first, int from, int to) {
        List<Texts.More> more = texts.more();
        int next = 0;
        while (next < more.size() && more.get(next).row() < from) {
            next++;
        }
        for (int row = from; row < to; row++) {
            chunk.name(row, count(keep(texts.name(row))));
            if (next < more.size() && more.get(next).row() == row) {
                Texts.More each = more.get(next++);
                if (keep(first + row, count(keep(each.path())), count(keep(each.target())))) {
                    chunk.mark(row, Chunk.MORE_PATHS);
                }
            }
        }
    }

    private boolean keep(int row, int path, int target) {
        if (path == Events.NO_NAME && target == Events.NO_NAME) {
            return false;
        }
        if (index.morePaths.size() >= MAX_MORE_PATHS) {
            index.namesLeftOut.incrementAndGet();
            return false;
        }
        index.morePaths.add(new Index.MorePaths(row, path, target));
        return true;
    }

    /** The text's number; {@link Events#NO_NAME} where there is none, or where there are too many. */
    int keep(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Events.NO_NAME;
        }
        String kept = text;
        if (text.length() > IndexBuilder.LONGEST_NAME) {
            kept = text.substring(0, IndexBuilder.LONGEST_NAME);
            index.namesLeftOut.incrementAndGet();
        }
        int id = index.names.find(kept);
        if (id < 0) {
            if (!hasRoom(kept) || index.names.size() >= MAX_NAMES) {
                index.namesLeftOut.incrementAndGet();
                return Events.NO_NAME;
            }
            id = index.names.add(kept, 0);
        }
        return id;
    }

    /** Takes the room that another text needs; false where there is no more. */
    boolean hasRoom(String text) {
        bytes += text.length() + 64L;
        return bytes <= MAX_NAME_BYTES;
    }

    /** Counts that a call is about a name. */
    private int count(int name) {
        if (name != Events.NO_NAME) {
            index.names.count(name);
        }
        return name;
    }
}
