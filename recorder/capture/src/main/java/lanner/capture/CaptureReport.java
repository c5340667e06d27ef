package lanner.capture;

import java.util.List;

/**
 * What a reader found.
 *
 * @param headers one for each segment that has one
 * @param footers one for each segment that has one
 * @param records good records, the frame's included
 * @param events good events
 * @param missing records that the sequence numbers say were there
 * @param damages the first places of damage
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

    /** Whether every record that was written was read. */
    public boolean isWhole() {
        return complete && damageCount == 0;
    }
}
