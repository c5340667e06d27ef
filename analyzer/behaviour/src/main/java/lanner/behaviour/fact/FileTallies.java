package lanner.behaviour.fact;

import java.util.List;
import lanner.engine.field.EventPath;
import lanner.engine.state.PathMap;
import lanner.engine.state.Paths;
import org.jspecify.annotations.Nullable;

/** The tallies of files, by path and by what was done to them. Goes to one path at a time: {@link #take}. */
@SuppressWarnings("EnumOrdinal") // places in arrays that live no longer than the enum
final class FileTallies implements EventPath.Taker {
    private static final Aspect[] ASPECTS = Aspect.values();

    private final Room room;
    /** Of each path, a tally for each aspect by its ordinal. */
    private final PathMap<@Nullable Tally[]> byPath = new PathMap<>();
    /** So many paths of each aspect are kept. */
    private final int[] kept = new int[ASPECTS.length];

    FileTallies(Room room) {
        this.room = room;
    }

    /** Goes to a path. */
    @Override
    public void take(String path) {
        byPath.to(path.length() <= Room.LONGEST ? path : path.substring(0, Room.LONGEST));
    }

    @Override
    public void take(String directory, String name) {
        if (directory.length() + name.length() < Room.LONGEST) {
            byPath.to(directory, name);
        } else {
            take(Paths.resolve(directory, name));
        }
    }

    /** Counts for the path that the event at hand is about it, unless there is no room for another fact. */
    void count(Aspect aspect, boolean done, Scene scene) {
        @Nullable Tally @Nullable [] ofPath = byPath.get();
        Tally known = ofPath == null ? null : ofPath[aspect.ordinal()];
        if (known == null) {
            if (!room.takes(kept[aspect.ordinal()], byPath.length())) {
                return;
            }
            kept[aspect.ordinal()]++;
            known = new Tally();
            if (ofPath == null) {
                ofPath = new @Nullable Tally[ASPECTS.length];
                byPath.put(ofPath);
            }
            ofPath[aspect.ordinal()] = known;
        }
        known.count(done, scene);
    }

    boolean has(Aspect aspect) {
        @Nullable Tally @Nullable [] ofPath = byPath.get();
        return ofPath != null && ofPath[aspect.ordinal()] != null;
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
