package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntMapTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doesWhatAMapDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        IntMap<String> table = new IntMap<>();
        Map<Integer, String> map = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            int key = random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(700) - 100;
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    table.put(key, "v" + i);
                    map.put(key, "v" + i);
                }
                case 2 -> {
                    table.remove(key);
                    map.remove(key);
                }
                default -> assertThat(table.get(key)).isEqualTo(map.get(key));
            }
            assertThat(table.size()).isEqualTo(map.size());
        }
        map.forEach((key, value) -> assertThat(table.get(key)).isEqualTo(value));
        TreeSet<String> values = new TreeSet<>();
        table.forEach(values::add);
        assertThat(values).isEqualTo(new TreeSet<>(map.values()));
        table.clear();
        assertThat(table.size()).isZero();
        assertThat(table.get(1)).isNull();
    }
}
