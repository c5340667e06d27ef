package lanner.viewer.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTextTest {
    private static List<Integer> chain(int processes) {
        return IntStream.range(0, processes).boxed().toList();
    }

    @Test
    void aShortChainIsWhole() {
        assertThat(DisplayText.chain(chain(3), id -> "p" + id)).isEqualTo("p0  \u2190  p1  \u2190  p2");
        assertThat(DisplayText.chain(chain(8), id -> "p" + id)).endsWith("p7");
    }

    @ParameterizedTest
    @CsvSource({"9, 1 more", "5008, '5,000 more'"})
    void aLongChainIsCut(int processes, String more) {
        assertThat(DisplayText.chain(chain(processes), id -> "p" + id))
                .startsWith("p0  \u2190  p1")
                .endsWith("p7  \u2190  " + more);
    }
}
