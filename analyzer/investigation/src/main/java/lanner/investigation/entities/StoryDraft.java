package lanner.investigation.entities;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lanner.engine.field.Outcome;
import lanner.investigation.index.Events;

/** A {@link Story} while the rows go by. */
final class StoryDraft {
    /** Against captures whose stories have no end. */
    static final int MOST_STEPS = 10_000;

    private final Events events;
    private final List<StoryStep> steps = new ArrayList<>();
    /** The place of the step that a sum belongs to. */
    private final Map<Key, Integer> sums = new HashMap<>();

    private final BitSet rows = new BitSet();
    private long others;
    private long beyond;

    private record Key(long thing, int process, Outcome outcome) {}

    StoryDraft(Events events) {
        this.events = events;
    }

    /** The row is about the thing and no step. */
    void other(int row) {
        rows.set(row);
        others++;
    }

    /** A step; together with the one before where that is the same. */
    void step(int row, String what, long bytes) {
        Outcome outcome = events.outcome(row);
        int process = events.image(events.imageId(row)).process();
        StoryStep last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        boolean same = last != null
                && last.what().equals(what)
                && last.process() == process
                && last.outcome().equals(outcome);
        rows.set(row);
        put(same ? steps.size() - 1 : -1, row, what, bytes);
    }

    /** Whether there is room for no more steps: what they say need not be found out. */
    boolean isFull() {
        return steps.size() >= MOST_STEPS;
    }

    /** A step that there is no room for. */
    void beyond(int row) {
        rows.set(row);
        beyond++;
    }

    /**
     * A step that is one with all that are the same, wherever they are: what moves bytes back and forth.
     *
     * @param thing a number that the same things have
     */
    void sum(int row, long thing, Supplier<String> what, long bytes) {
        rows.set(row);
        Key key = new Key(thing, events.image(events.imageId(row)).process(), events.outcome(row));
        int place = sums.getOrDefault(key, -1);
        if (place < 0 && isFull()) {
            beyond++;
            return;
        }
        put(place, row, place < 0 ? what.get() : steps.get(place).what(), bytes);
        if (place < 0) {
            sums.put(key, steps.size() - 1);
        }
    }

    private void put(int place, int row, String what, long bytes) {
        if (place >= 0) {
            StoryStep step = steps.get(place);
            steps.set(
                    place,
                    new StoryStep(
                            step.row(), step.count() + 1, step.bytes() + bytes, what, step.process(), step.outcome()));
        } else if (steps.size() < MOST_STEPS) {
            int process = events.image(events.imageId(row)).process();
            steps.add(new StoryStep(row, 1, bytes, what, process, events.outcome(row)));
        } else {
            beyond++;
        }
    }

    Story story(String name) {
        return new Story(name, steps, others, beyond, rows);
    }
}
