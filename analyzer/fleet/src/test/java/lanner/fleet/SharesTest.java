package lanner.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lanner.fleet.task.CaptureFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How captures are cut into shares. */
class SharesTest {
    @ParameterizedTest
    @CsvSource({
        // captures, bytes of the first, processors, shares at least, at most, captures of the largest
        "1,      1000,        2,    1,    1,   1",
        "5,      1000,        2,    5,    5,   1",
        "2000,   1000,        2,   31,   32,  64",
        "2000,   1000,       64,  250,  256,   8",
        "100000, 1000,        2,  385,  391, 261",
        "100,    10000000000, 2,    1,   32, 100",
    })
    void keepTheOrderAndAreOfAboutTheSameCost(
            int captures, long first, int processors, int least, int most, int largest) {
        List<CaptureFile> files = new ArrayList<>();
        for (int i = 0; i < captures; i++) {
            files.add(new CaptureFile("c" + i, "file:/c" + i, i == 0 ? first : 1000));
        }

        List<CaptureFile[]> shares = SparkFleet.shares(files, processors);

        assertThat(shares.stream().flatMap(Stream::of).toList()).isEqualTo(files);
        assertThat(shares)
                .hasSizeBetween(least, most)
                .allSatisfy(share -> assertThat(share).hasSizeBetween(1, largest));
    }
}
