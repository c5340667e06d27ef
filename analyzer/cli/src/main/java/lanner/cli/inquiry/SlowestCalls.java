package lanner.cli.inquiry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import lanner.capture.event.Event;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.state.EventContext;

/** The calls that took longest, of which the capture tells how long they took. */
public final class SlowestCalls {
    private static final Comparator<Call> SHORTEST_FIRST = Comparator.comparingLong(Call::nanos)
            .thenComparing(Comparator.comparingLong(Call::order).reversed());

    private final int most;
    private final OutputTemplate template;
    private final PriorityQueue<Call> calls = new PriorityQueue<>(SHORTEST_FIRST);
    private long order;

    /**
     * A call.
     *
     * @param order which of the events that were looked at it was
     * @param line what the template printed; bytes, one character each
     */
    public record Call(long nanos, long order, String line) {}

    /** @param most how many calls are kept, at least 1 */
    public SlowestCalls(int most, OutputTemplate template) {
        this.most = most;
        this.template = template;
    }

    /** Looks at the event at hand. */
    public void take(EventContext context) {
        long nanos = context.event().duration();
        order++;
        if (nanos == Event.UNKNOWN_DURATION
                || calls.size() == most && nanos <= calls.element().nanos()) {
            return;
        }
        if (calls.size() == most) {
            calls.remove();
        }
        calls.add(new Call(nanos, order, template.print(context)));
    }

    /** The longest first; those equally long in their order. */
    public List<Call> sorted() {
        List<Call> sorted = new ArrayList<>(calls);
        sorted.sort(SHORTEST_FIRST.reversed());
        return sorted;
    }
}
