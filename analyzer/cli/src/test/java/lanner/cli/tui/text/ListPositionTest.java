package lanner.cli.tui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A place in a list and a key make a place. */
class ListPositionTest {
    /** Selected and top before, key, lines, lines in view, selected and top after. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 0, DOWN,      10, 4, 1, 0
            3, 0, DOWN,      10, 4, 4, 1
            9, 6, DOWN,      10, 4, 9, 6
            4, 4, UP,        10, 4, 3, 3
            0, 0, UP,        10, 4, 0, 0
            1, 0, PAGE_DOWN, 10, 4, 5, 4
            8, 6, PAGE_DOWN, 10, 4, 9, 6
            9, 6, PAGE_UP,   10, 4, 5, 2
            1, 0, PAGE_UP,   10, 4, 0, 0
            5, 3, HOME,      10, 4, 0, 0
            5, 3, END,       10, 4, 9, 6
            0, 0, END,        0, 4, 0, 0
            0, 0, END,        3, 4, 2, 0
            5, 3, END,       2147483647, 40, 2147483646, 2147483607
            2147483640, 2147483607, PAGE_DOWN, 2147483647, 40, 2147483646, 2147483607
            5, 3, LEFT,      10, 4, 5, 3
            """)
    void aKeyMoves(int selected, int top, Key.Kind key, int count, int visible, int after, int topAfter) {
        assertThat(new ListPosition(selected, top).press(Key.of(key), count, visible))
                .isEqualTo(new ListPosition(after, topAfter));
    }

    @Test
    void whateverIsPressedAndHoweverTheListChangesTheLineAtHandIsInView() {
        long seed = Long.getLong("lanner.seed", System.nanoTime());
        Random random = new Random(seed);
        ListPosition position = ListPosition.FIRST;
        Key.Kind[] kinds = Key.Kind.values();
        for (int i = 0; i < 100_000; i++) {
            int count = random.nextInt(200);
            int visible = 1 + random.nextInt(50);
            position = position.within(count, visible);
            position = random.nextInt(5) == 0
                    ? position.reveal(random.nextInt(250), count, visible)
                    : position.press(new Key(kinds[random.nextInt(kinds.length)], random.nextInt(128)), count, visible);
            String where = "seed " + seed + ": " + position + " of " + count + ", " + visible + " in view";
            assertThat(position.selected()).as(where).isBetween(0, Math.max(0, count - 1));
            assertThat(position.top()).as(where).isBetween(0, Math.max(0, count - visible));
            assertThat(position.selected() - position.top()).as(where).isBetween(0, visible - 1);
        }
    }
}
