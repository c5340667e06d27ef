package lanner.recorder.inline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int FULL = SlotLayout.SLOT_BYTES;

    private final Pace pace = new Pace();
    private long now = 1_000;

    /** How long after a taking out that found this much the next one is due. */
    private long afterTaking(int bytes) {
        now = pace.due(now);
        pace.taken(bytes, now);
        return pace.due(now) - now;
    }

    @Test
    void littleIsTakenEveryTenthOfASecond() {
        assertThat(pace.due(now)).isEqualTo(now + Pace.LONGEST);
        assertThat(pace.due(now + 5)).isEqualTo(now + Pace.LONGEST);
        assertThat(afterTaking(0)).isEqualTo(Pace.LONGEST);
        assertThat(afterTaking(FULL / 32)).isEqualTo(Pace.LONGEST);
    }

    @Test
    void theMoreThereIsTheSoonerIsTheNextTimeAndInAFloodItIsAtOnce() {
        for (long expected = Pace.LONGEST / 2; expected > Pace.SHORTEST; expected /= 2) {
            assertThat(afterTaking(FULL / 8)).isEqualTo(expected);
        }
        assertThat(afterTaking(FULL / 8)).isEqualTo(Pace.SHORTEST);
        assertThat(afterTaking(FULL / 8)).isZero();
        assertThat(afterTaking(FULL / 8 - 8)).isEqualTo(Pace.SHORTEST);
    }

    @Test
    void aSlotThatStopsItsThreadIsTakenSoonAfterThat() {
        pace.due(now);
        pace.stopped(FULL / 2, now);
        assertThat(pace.due(now)).isEqualTo(now + Pace.LONGEST);
        pace.stopped(FULL / 2 + 8, now + 10);
        assertThat(pace.due(now)).isEqualTo(now + 10 + Pace.SHORTEST);
    }

    @Test
    void whoFallsSilentIsLookedAtLessOftenAgain() {
        pace.stopped(FULL, now);
        for (long expected = 2 * Pace.SHORTEST; expected < Pace.LONGEST; expected *= 2) {
            assertThat(afterTaking(0)).isEqualTo(expected);
        }
        assertThat(afterTaking(0)).isEqualTo(Pace.LONGEST);
    }
}
