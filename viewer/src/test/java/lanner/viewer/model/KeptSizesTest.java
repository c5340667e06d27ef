package lanner.viewer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptSizesTest {
    private final KeptSizes sizes = new KeptSizes();

    @Test
    void whatIsReadIsWhatWasWritten() {
        sizes.keep("columns-recent", 250, 90.25, 4000);
        sizes.keep("explore", 1 / 3.0);
        KeptSizes again = new KeptSizes();
        again.read(sizes.written());
        assertThat(again.all().get()).isEqualTo(sizes.all().get()).hasSize(2);
        assertThat(sizes.written()).isEqualTo("columns-recent 250.000 90.250 4000.000\nexplore 0.333");
    }

    @Test
    void sizesOfAnotherNumberOfPartsAreNone() {
        sizes.keep("explore", 0.3, 0.6);
        assertThat(sizes.of("explore", 2)).isPresent();
        assertThat(sizes.of("explore", 1)).isEmpty();
        assertThat(sizes.of("groups", 1)).isEmpty();
    }

    @Test
    void haveAnEnd() {
        for (int i = 0; i < 1000; i++) {
            sizes.keep("pane-" + i, -1, 1e9, Double.POSITIVE_INFINITY);
        }
        sizes.keep("too-many", new double[100]);
        sizes.keep("No id", 1);
        assertThat(sizes.all().get()).hasSize(40);
        assertThat(sizes.of("pane-1", 3).orElseThrow()).containsExactly(0, 4000, 4000);
        assertThat(sizes.written().length()).isLessThan(8000);
    }

    @Test
    void areAsAtFirstOnceTheyAreReset() {
        sizes.keep("explore", 0.3);
        sizes.reset();
        assertThat(sizes.of("explore", 1)).isEmpty();
    }
}
