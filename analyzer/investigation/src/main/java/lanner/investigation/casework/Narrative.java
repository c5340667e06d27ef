package lanner.investigation.casework;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import lanner.investigation.casework.CaseFile.EventKey;

/** What an analyst tells of a case: bookmarked events in an order of their own, with text between them. */
final class Narrative {
    /** Bookmarks and paragraphs beyond are not told. */
    static final int MOST = 1_000;

    private final List<Passage> passages = new ArrayList<>();

    List<Passage> passages() {
        return List.copyOf(passages);
    }

    /** Puts an event that has become a bookmark at a place; behind all others where there is no such place. */
    void bookmarked(EventKey event, long place) {
        if (passages.size() < MOST) {
            boolean isThere = place >= 0 && place <= passages.size();
            passages.add(isThere ? (int) place : passages.size(), new Passage.Event(event));
        }
    }

    /** Takes an event that is no bookmark any more out. */
    void forgotten(EventKey event) {
        passages.remove(new Passage.Event(event));
    }

    /**
     * Puts a paragraph at a place, another one in its place, or takes it away.
     *
     * @param wasThere whether the paragraph at that place is meant
     * @param now empty for none
     * @return whether there is such a place
     */
    boolean text(long place, boolean wasThere, Optional<String> now) {
        if (!wasThere) {
            boolean fits = now.isPresent() && place >= 0 && place <= passages.size() && passages.size() < MOST;
            if (fits) {
                passages.add((int) place, new Passage.Text(now.get()));
            }
            return fits;
        }
        if (!isAt(place) || !(passages.get((int) place) instanceof Passage.Text)) {
            return false;
        }
        if (now.isPresent()) {
            passages.set((int) place, new Passage.Text(now.get()));
        } else {
            passages.remove((int) place);
        }
        return true;
    }

    /** @return whether there are such places */
    boolean move(long from, long to) {
        if (!isAt(from) || !isAt(to)) {
            return false;
        }
        passages.add((int) to, passages.remove((int) from));
        return true;
    }

    /**
     * Puts all in another order.
     *
     * @param places which passage comes first, second, ...
     * @return whether each is named once
     */
    boolean order(List<Integer> places) {
        if (places.size() != passages.size() || !isPermutation(places)) {
            return false;
        }
        List<Passage> before = List.copyOf(passages);
        passages.clear();
        places.forEach(place -> passages.add(before.get(place)));
        return true;
    }

    private static boolean isPermutation(List<Integer> places) {
        BitSet seen = new BitSet();
        places.stream().filter(place -> place >= 0 && place < places.size()).forEach(seen::set);
        return seen.cardinality() == places.size();
    }

    private boolean isAt(long place) {
        return place >= 0 && place < passages.size();
    }
}
