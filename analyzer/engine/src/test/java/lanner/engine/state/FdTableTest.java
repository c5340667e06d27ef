package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FdTableTest {
    private final FdTable table = new FdTable();

    private void open(int... numbers) {
        for (int number : numbers) {
            table.put(FdInfo.of(number, FdInfo.Kind.FILE, 0));
        }
    }

    private String numbers() {
        TreeSet<Integer> numbers = new TreeSet<>();
        table.forEach(fd -> numbers.add(fd.number()));
        assertThat(table.size()).isEqualTo(numbers.size());
        return numbers.toString();
    }

    @Test
    void smallAndLargeNumbersAreFoundAlike() {
        open(0, 63, 64, 1_000_000);
        assertThat(table.get(63).number()).isEqualTo(63);
        assertThat(table.get(64).number()).isEqualTo(64);
        assertThat(table.get(1_000_000).number()).isEqualTo(1_000_000);
        assertThat(table.get(1)).isNull();
        assertThat(table.get(-1)).isNull();
        table.remove(63);
        table.remove(64);
        table.remove(7);
        assertThat(numbers()).isEqualTo("[0, 1000000]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        3   | 3          | [0, 62, 63, 64, 65, 900]
        3   | 64         | [0, 65, 900]
        64  | 4294967295 | [0, 3, 62, 63]
        0   | 4294967295 | []
        100 | 50         | [0, 3, 62, 63, 64, 65, 900]
        """)
    void aRangeIsRemovedBothEndsInside(long first, long last, String left) {
        open(0, 3, 62, 63, 64, 65, 900);
        table.removeRange(first, last);
        assertThat(numbers()).isEqualTo(left);
    }

    @Test
    void anExecLeavesWhatDoesNotCloseOnIt() {
        open(0, 5, 6, 200, 201);
        table.closeOnExec(true, 6, 200);
        table.exec();
        assertThat(numbers()).isEqualTo("[0, 5, 201]");
    }

    @Test
    void aCopyGoesItsOwnWay() {
        open(0, 200);
        FdTable copy = table.copy();
        copy.remove(0);
        copy.closeOnExec(true, 0, 1000);
        assertThat(numbers()).isEqualTo("[0, 200]");
        table.exec();
        assertThat(numbers()).isEqualTo("[0, 200]");
        copy.exec();
        assertThat(copy.size()).isZero();
    }

    @Test
    void aHostileCaptureOpensNoMoreThanThereIsRoomFor() {
        open(-1, Integer.MIN_VALUE);
        assertThat(table.size()).isZero();
        open(IntStream.range(1000, 100_000).toArray());
        int full = table.size();
        assertThat(full).isLessThan(70_000);
        open(1000);
        assertThat(table.size()).isEqualTo(full);
        assertThat(Arrays.asList(table.get(1000), table.get(99_999))).contains((FdInfo) null);
    }
}
