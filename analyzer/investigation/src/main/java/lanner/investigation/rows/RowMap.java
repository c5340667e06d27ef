package lanner.investigation.rows;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Gap;
import lanner.investigation.index.JobProgress;

/**
 * A whole list of rows in a few hundred lines: where the alerts, bookmarks and gaps are, and how many rows match. A mark is
 * never sampled away: a line has it if one of its rows has.
 */
public final class RowMap {
    private static final int NONE = -1;
    private static final int LOOK_EVERY = 0xFFFF;

    /** What a row may bear. */
    public enum Mark {
        ALERT,
        BOOKMARK,
        GAP
    }

    private final int count;
    private final Map<Mark, int[]> first = new EnumMap<>(Mark.class);
    private final int[] matches;

    private RowMap(int count, int lines) {
        this.count = count;
        for (Mark mark : Mark.values()) {
            int[] places = new int[lines];
            Arrays.fill(places, NONE);
            first.put(mark, places);
        }
        matches = new int[lines];
    }

    /**
     * Looks through the rows.
     *
     * @param bookmarks the rows that bear one
     * @param found rows whose number is to be seen; empty for those that match where others are dimmed
     * @param lines how many there are; at least one
     * @return empty if it was cancelled
     */
    public static Optional<RowMap> of(
            RowView view, int[] bookmarks, Optional<RowSet> found, int lines, JobProgress progress) {
        RowMap map = new RowMap(view.count(), lines);
        IntStream alerts = view.events().alerts().stream().mapToInt(AlertEntry::row);
        IntStream gaps = view.events().gaps().stream().mapToInt(Gap::row);
        boolean whole = map.mark(Mark.ALERT, view, alerts, progress)
                && map.mark(Mark.BOOKMARK, view, IntStream.of(bookmarks), progress)
                && map.mark(Mark.GAP, view, gaps, progress)
                && map.match(view, found, progress);
        return whole ? Optional.of(map) : Optional.empty();
    }

    private boolean mark(Mark mark, RowView view, IntStream rows, JobProgress progress) {
        int[] places = first(mark);
        int[] seen = new int[1];
        return rows.allMatch(row -> {
            int place = view.placeOf(row);
            if (place >= 0 && place < count) {
                int line = line(place);
                places[line] = places[line] == NONE ? place : Math.min(places[line], place);
            }
            return (++seen[0] & 0xFF) != 0 || !progress.isCancelled();
        });
    }

    /** How many of a line's rows were found or, with others dimmed, match. */
    private boolean match(RowView view, Optional<RowSet> found, JobProgress progress) {
        RowSet rows = found.orElse(view.rows());
        if (found.isEmpty() && (!view.context() || rows.isAll())) {
            return true;
        }
        int all = rows.size();
        for (int i = 0; i < all; i++) {
            int place = view.placeOf(rows.row(i));
            if (place >= 0 && place < count) {
                matches[line(place)]++;
            }
            if ((i & LOOK_EVERY) == LOOK_EVERY) {
                progress.at(i / (double) all);
                if (progress.isCancelled()) {
                    return false;
                }
            }
        }
        return true;
    }

    public int lines() {
        return matches.length;
    }

    private int line(int place) {
        return (int) ((long) place * lines() / count);
    }

    /** The first place that a line stands for. */
    public int place(int line) {
        return (int) (((long) line * count + lines() - 1) / lines());
    }

    /** The first place in a line whose row bears the mark; -1 for none. */
    public int first(Mark mark, int line) {
        return first(mark)[line];
    }

    private int[] first(Mark mark) {
        return Objects.requireNonNull(first.get(mark), "every mark has its lines");
    }

    /** The part of a line's rows that match, from 0 to 1; 0 where nothing is dimmed. */
    public double matching(int line) {
        int rows = Math.max(1, place(line + 1) - place(line));
        return Math.min(1, matches[line] / (double) rows);
    }

    /** The place of the mark nearest to a line, at most so many lines away; -1 for none. Alerts come first. */
    public int near(int line, int away) {
        for (int distance = 0; distance <= away; distance++) {
            for (Mark mark : Mark.values()) {
                for (int at : new int[] {line - distance, line + distance}) {
                    if (at >= 0 && at < lines() && first(mark, at) != NONE) {
                        return first(mark, at);
                    }
                }
            }
        }
        return NONE;
    }
}
