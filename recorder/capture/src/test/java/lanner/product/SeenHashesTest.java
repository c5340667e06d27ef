package lanner.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeenHashesTest {
    private final SeenHashes seen = new SeenHashes();

    @Test
    void aHashIsNewOnce() {
        assertThat(seen.isNew(7)).isTrue();
        assertThat(seen.isNew(7)).isFalse();
        assertThat(seen.isNew(8)).isTrue();
        assertThat(seen.isNew(-1)).isTrue();
        assertThat(seen.isNew(-1)).isFalse();
    }

    @Test
    void mostOfManyNewHashesAreNew() {
        SplittableRandom random = new SplittableRandom(7);
        int count = 0;
        for (int i = 0; i < 1_000_000; i++) {
            count += seen.isNew(random.nextInt()) ? 1 : 0;
        }
        assertThat(count).isBetween(800_000, 950_000);
    }

    @Test
    void whatComesAgainSoonIsKnown() {
        SplittableRandom random = new SplittableRandom(7);
        int known = 0;
        for (int i = 0; i < 100_000; i++) {
            int hash = random.nextInt();
            seen.isNew(hash);
            for (int other = 0; other < 5; other++) {
                seen.isNew(random.nextInt());
            }
            known += seen.isNew(hash) ? 0 : 1;
        }
        assertThat(known).isGreaterThan(99_000);
    }
}
