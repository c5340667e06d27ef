package lanner.fleet.task;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.baseline.Key;
import lanner.behaviour.baseline.Known;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.fact.Example;
import lanner.behaviour.fact.Recording;
import lanner.engine.alert.Priority;
import org.jspecify.annotations.Nullable;

/** What captures did, on its way from where they were read; as {@link Baseline}. */
record SentBaseline(Run[] runs, Thing[] things, long left) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** As {@link Recording}. */
    private record Run(
            String capture,
            String[] command,
            String cwd,
            String home,
            String host,
            String machine,
            String kernel,
            String profile,
            String inline,
            boolean complete,
            long missing,
            long events,
            long left)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        static Run of(Recording of) {
            return new Run(
                    of.capture(),
                    of.command().toArray(String[]::new),
                    of.cwd(),
                    of.home(),
                    of.host(),
                    of.machine(),
                    of.kernel(),
                    of.profile(),
                    of.inline(),
                    of.complete(),
                    of.missing(),
                    of.events(),
                    of.left());
        }

        Recording recording() {
            return new Recording(
                    capture,
                    List.of(command),
                    cwd,
                    home,
                    host,
                    machine,
                    kernel,
                    profile,
                    inline,
                    complete,
                    missing,
                    events,
                    left);
        }
    }

    /** As {@link Key} and {@link Known}. */
    private record Thing(
            Aspect aspect,
            String text,
            int runs,
            long least,
            long most,
            long done,
            long failed,
            String[] rules,
            @Nullable Priority gravity,
            @Nullable Shown example)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        static Thing of(Key key, Known known) {
            return new Thing(
                    key.aspect(),
                    key.text(),
                    known.runs(),
                    known.least(),
                    known.most(),
                    known.done(),
                    known.failed(),
                    known.rules().toArray(String[]::new),
                    known.gravity().orElse(null),
                    Shown.of(known.example()));
        }

        Key key() {
            return new Key(aspect, text);
        }

        Known known() {
            return new Known(
                    runs,
                    least,
                    most,
                    done,
                    failed,
                    Set.of(rules),
                    Optional.ofNullable(gravity),
                    example == null ? null : example.place());
        }
    }

    /** As {@link Known.Place}. */
    private record Shown(String capture, long event, long time, String processes, String name) implements Serializable {
        private static final long serialVersionUID = 1L;

        static @Nullable Shown of(Known.@Nullable Place place) {
            return place == null
                    ? null
                    : new Shown(
                            place.capture(),
                            place.example().event(),
                            place.example().time(),
                            place.example().processes(),
                            place.name());
        }

        Known.Place place() {
            return new Known.Place(capture, new Example(event, time, processes), name);
        }
    }

    static SentBaseline of(Baseline baseline) {
        List<Thing> things = new ArrayList<>(baseline.known().size());
        baseline.known().forEach((key, known) -> things.add(Thing.of(key, known)));
        return new SentBaseline(
                baseline.recordings().stream().map(Run::of).toArray(Run[]::new),
                things.toArray(Thing[]::new),
                baseline.left());
    }

    Baseline baseline() {
        Map<Key, Known> known = new HashMap<>();
        for (Thing thing : things) {
            known.put(thing.key(), thing.known());
        }
        return new Baseline(List.of(runs).stream().map(Run::recording).toList(), known, left);
    }
}
