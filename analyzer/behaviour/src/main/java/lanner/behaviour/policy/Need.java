package lanner.behaviour.policy;

import java.util.List;
import lanner.behaviour.fact.Example;
import lanner.behaviour.fact.Seen;
import lanner.engine.json.JsonText;
import lanner.product.Counted;
import lanner.product.TerminalText;

/**
 * Where something that is allowed comes from.
 *
 * @param times how often it was done or tried, in all recordings
 * @param capture the first recording that shows it, as characters
 * @param example what shows it there
 */
public record Need(long times, String capture, Example example) {
    private static final int PROCESSES = 3;
    private static final int LONGEST = 120;
    private static final String ABOVE = " > ";

    static Need of(Seen seen, String capture) {
        return new Need(seen.all(), capture, seen.first());
    }

    /** Both; the example is the earlier one of the same capture, or the first capture's. */
    Need and(Need other) {
        boolean isEarlier = other.capture.equals(capture) && other.example.event() < example.event();
        return new Need(times + other.times, capture, isEarlier ? other.example : example);
    }

    /** The same as words of one line without control characters: {@code 3 times, first at event 12 of x.lanner by sh 10}. */
    public String words() {
        String[] all = JsonText.characters(example.processes()).split(ABOVE, -1);
        String chain = String.join(ABOVE, List.of(all).subList(Math.max(0, all.length - PROCESSES), all.length));
        String by = chain.length() <= LONGEST ? chain : "..." + chain.substring(chain.length() - LONGEST);
        return Counted.of(times, "time") + ", first at event " + example.event() + " of "
                + TerminalText.visible(capture) + (by.isEmpty() ? "" : " by " + TerminalText.visible(by));
    }
}
