package lanner.viewer.follow;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.investigation.streams.FollowStep;
import lanner.investigation.streams.FollowStep.Direction;
import lanner.investigation.streams.Payload;

/**
 * The lines that a stream makes: one for each step, and below it those of its data. Where only one way is wanted, the
 * data of the other is left out, its steps are not.
 */
final class FollowLines {
    static final FollowLines NONE = new FollowLines(List.of(), Payload.Form.TEXT, Direction.NONE);

    private static final int KEPT = 64;

    private final List<FollowStep> steps;
    private final Payload.Form form;
    private final Direction only;
    /** By step: the number of its first line; behind the last the number of all. */
    private final int[] starts;

    private final Map<Integer, List<String>> texts = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<String>> eldest) {
            return size() > KEPT;
        }
    };

    /** A place where something was found. */
    record Hit(int step, int offset) {}

    /** @param only the one way whose data is wanted; none for both */
    FollowLines(List<FollowStep> steps, Payload.Form form, Direction only) {
        this.steps = List.copyOf(steps);
        this.form = form;
        this.only = only;
        starts = new int[steps.size() + 1];
        for (int i = 0; i < steps.size(); i++) {
            starts[i + 1] =
                    starts[i] + 1 + (hasData(i) ? Payload.count(steps.get(i).data(), form) : 0);
        }
    }

    private boolean hasData(int step) {
        return only == Direction.NONE || steps.get(step).direction() == only;
    }

    int count() {
        return starts[starts.length - 1];
    }

    List<FollowStep> steps() {
        return steps;
    }

    /** The step that a line belongs to. */
    int stepAt(int line) {
        int found = Arrays.binarySearch(starts, line);
        return found >= 0 ? found : -found - 2;
    }

    /** The line that a step begins with. */
    int lineOf(int step) {
        return starts[step];
    }

    /** A line of a step's data; empty for the line that the step begins with. */
    Optional<String> dataLine(int line) {
        int step = stepAt(line);
        int within = line - starts[step] - 1;
        return within < 0 ? Optional.empty() : Optional.of(data(step).get(within));
    }

    private List<String> data(int step) {
        return texts.computeIfAbsent(step, at -> Payload.lines(steps.get(at).data(), form));
    }

    /** The whole data of a step, as it is shown. */
    String text(int step) {
        return hasData(step) ? String.join("\n", data(step)) : "";
    }

    int lineOf(Hit hit) {
        return starts[hit.step()] + 1 + Payload.lineOf(steps.get(hit.step()).data(), form, hit.offset());
    }

    /**
     * The next place where some bytes stand in one step's data, from the beginning again behind the end.
     *
     * @param behind where to start; absent for the beginning or, backwards, the end
     */
    Optional<Hit> find(byte[] wanted, boolean exactly, Optional<Hit> behind, boolean forwards) {
        int count = steps.size();
        int start = behind.map(Hit::step).orElse(forwards ? 0 : count - 1);
        for (int i = 0; i <= count && count > 0; i++) {
            int step = Math.floorMod(forwards ? start + i : start - i, count);
            if (!hasData(step)) {
                continue;
            }
            // The step that the search began in is looked at twice: behind the place, and at last before it.
            boolean first = i == 0 && behind.isPresent();
            int offset = forwards
                    ? Payload.find(
                            steps.get(step).data(), wanted, first ? behind.get().offset() + 1 : 0, exactly)
                    : last(steps.get(step).data(), wanted, first ? behind.get().offset() : Integer.MAX_VALUE, exactly);
            if (offset >= 0) {
                return Optional.of(new Hit(step, offset));
            }
        }
        return Optional.empty();
    }

    private static int last(byte[] data, byte[] wanted, int before, boolean exactly) {
        int found = -1;
        for (int at = Payload.find(data, wanted, 0, exactly);
                at >= 0 && at < before;
                at = Payload.find(data, wanted, at + 1, exactly)) {
            found = at;
        }
        return found;
    }
}
