package lanner.behaviour.fact;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of files, by path and by what was done to them. A path is looked up once for all that a call does to it, and
 * not again while calls are about the same one.
 */
@SuppressWarnings("EnumOrdinal") // places in arrays that live no longer than the enum
final class FileTallies {
    private static final Aspect[] ASPECTS = Aspect.values();

    private final Room room;
    /** Of each path, a tally for each aspect by its ordinal. */
    private final Map<String, @Nullable Tally[]> byPath = new HashMap<>();
    /** So many paths of each aspect are kept. */
    private final int[] kept = new int[ASPECTS.length];

    private String lastPath = "";
    private @Nullable Tally @Nullable [] last;

    FileTallies(Room room) {
        this.room = room;
    }

    /** Counts the event at hand, unless there is no room for another fact. */
    void count(Aspect aspect, String path, boolean done, Scene scene) {
        @Nullable Tally @Nullable [] ofPath = find(path);
        Tally known = ofPath == null ? null : ofPath[aspect.ordinal()];
        if (known == null) {
            if (!room.takes(kept[aspect.ordinal()], path.length())) {
                return;
            }
            kept[aspect.ordinal()]++;
            known = new Tally();
            if (ofPath == null) {
                ofPath = new @Nullable Tally[ASPECTS.length];
                byPath.put(path, ofPath);
                last = ofPath;
            }
            ofPath[aspect.ordinal()] = known;
        }
        known.count(done, scene);
    }

    boolean has(Aspect aspect, String path) {
        @Nullable Tally @Nullable [] ofPath = find(path);
        return ofPath != null && ofPath[aspect.ordinal()] != null;
    }

    private @Nullable Tally @Nullable [] find(String path) {
        if (!path.equals(lastPath)) {
            lastPath = path;
            last = byPath.get(path);
        }
        return last;
    }

    /** All facts, those of a path one after the other. */
    void facts(List<Fact> to) {
        byPath.forEach((path, tallies) -> {
            for (int i = 0; i < tallies.length; i++) {
                Tally tally = tallies[i];
                if (tally != null) {
                    to.add(new Fact.FileUse(ASPECTS[i], path, tally.seen()));
                }
            }
        });
    }
}
