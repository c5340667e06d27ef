package lanner.behaviour.baseline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.fact.Fact;
import lanner.behaviour.fact.Recording;
import lanner.behaviour.shape.Normalizer;
import lanner.behaviour.shape.Place;
import lanner.behaviour.shape.Shape;
import lanner.behaviour.shape.Shapes;

/**
 * What is known of a set of recordings: of one, or of many good runs.
 *
 * @param recordings those that were learned from, in their order
 * @param known by what it is, in no order: there may be a million
 * @param left how often something found no room
 */
public record Baseline(List<Recording> recordings, Map<Key, Known> known, long left) {
    /** So many things are known; more are counted as left out. */
    static final int MOST = 1_000_000;

    public Baseline {
        recordings = List.copyOf(recordings);
        known = Collections.unmodifiableMap(known);
    }

    /** How many recordings it knows. */
    public int runs() {
        return recordings.size();
    }

    /** What one recording did, by its shapes. */
    public static Baseline of(Behaviour behaviour, Shapes shapes) {
        Recording recording = behaviour.recording();
        Normalizer normalizer = shapes.at(Place.of(recording));
        Normalizer plain = Shapes.NONE.at(Place.of(recording));
        // Nearly as many as facts: a table that grows is filled again and again.
        Map<Key, Known> known = new HashMap<>(behaviour.facts().size() * 4 / 3 + 1);
        for (Fact fact : behaviour.facts()) {
            Shape shape = normalizer.shape(fact);
            Known one = new Known(
                    1,
                    fact.seen().all(),
                    fact.seen().all(),
                    fact.seen().done(),
                    fact.seen().failed(),
                    Set.copyOf(shape.rules()),
                    fact.gravity(),
                    new Known.Place(
                            recording.capture(),
                            fact.seen().first(),
                            shape.rules().isEmpty()
                                    ? shape.text()
                                    : plain.shape(fact).text()));
            known.merge(Key.of(shape), one, Known::with);
        }
        return new Baseline(List.of(recording), known, recording.left());
    }

    /** Learns from recordings one by one. */
    public static final class Learning {
        private final List<Recording> recordings = new ArrayList<>();
        /** Of the first baseline its own; once there is another, a copy. */
        private Map<Key, Known> known = Map.of();

        private boolean isCopy;
        private long left;

        /** Adds what others know. */
        public Learning add(Baseline other) {
            boolean first = recordings.isEmpty();
            recordings.addAll(other.recordings);
            left += other.left;
            if (first && other.known.size() <= MOST) {
                known = other.known;
                return this;
            }
            if (!isCopy) {
                known = new HashMap<>(known);
                isCopy = true;
            }
            other.known.forEach((key, one) -> {
                if (known.size() < MOST || known.containsKey(key)) {
                    known.merge(key, one, Known::and);
                } else {
                    left++;
                }
            });
            return this;
        }

        public Baseline baseline() {
            return new Baseline(recordings, known, left);
        }
    }
}
