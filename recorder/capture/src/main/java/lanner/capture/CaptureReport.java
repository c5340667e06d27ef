package lanner.capture;

import java.util.List;
import java.util.Optional;

/**
 * What a reader found.
 *
 * @param headers one for each segment that has one
 * @param footers one for each segment that has one
 * @param records good records, the frame's included
 * @param events good events
 * @param missing records that the sequence numbers say were there
 * @param damages the first places of damage, and all where reading stopped
 * @param damageCount all places of damage
 * @param complete whether the last segment has its footer
 */
public record CaptureReport(
        List<SegmentHeader> headers,
        List<SegmentFooter> footers,
        long records,
        long events,
        long missing,
        List<Damage> damages,
        long damageCount,
        boolean complete) {
    public CaptureReport {
        headers = List.copyOf(headers);
        footers = List.copyOf(footers);
        damages = List.copyOf(damages);
    }

    /** Where so much was damaged, or nothing, that the rest of the file was not read. */
    public List<Damage> stoppedAt() {
        return damages.stream()
                .filter(damage -> damage.kind() == Damage.Kind.GIVEN_UP)
                .toList();
    }

    /**
     * What a recorder that did not come to its end may have left in its processes, in a sentence; empty where it came to
     * it, and where every call was recorded by a stop.
     */
    public Optional<String> leftInside() {
        boolean inside =
                headers.stream().anyMatch(header -> !header.inlineLevel().equals(InlineLevel.OFF.label()));
        return complete || !inside
                ? Optional.empty()
                : Optional.of(
                        "the last calls that processes had recorded themselves, and that were not taken out of them"
                                + " yet, are missing");
    }

    /** Whether every record that was written was read. */
    public boolean isWhole() {
        return complete && damageCount == 0;
    }
}
