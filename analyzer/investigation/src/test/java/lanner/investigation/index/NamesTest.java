package lanner.investigation.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    /** 2^16 names of one hash: "Aa" and "BB" have the same. */
    private static List<String> sameHash() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1 << 16; i++) {
            StringBuilder name = new StringBuilder(32);
            for (int bit = 0; bit < 16; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            names.add(name.toString());
        }
        return names;
    }

    private static Names of(List<String> texts) {
        Names names = new Names();
        for (String text : texts) {
            assertThat(names.find(text)).isEqualTo(-1);
            names.add(text, 0);
        }
        return names;
    }

    @Test
    void namesOfOneHashAreFound() {
        List<String> texts = sameHash();
        assertThat(texts.stream().mapToInt(String::hashCode).distinct()).hasSize(1);
        // Compared with each other this many names would take minutes.
        assertTimeout(Duration.ofMinutes(5), () -> {
            Names names = of(texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(names.find(texts.get(i))).isEqualTo(i);
            }
            assertThat(names.find("Aa")).isEqualTo(-1);
        });
    }

    @Test
    void namesKeepTheirNumbersWhileTheTableGrows() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            texts.add("/usr/include/" + i);
        }
        Names names = of(texts);
        for (int i = 0; i < texts.size(); i++) {
            names.count(names.find(texts.get(i)));
            assertThat(names.text(i)).isEqualTo(texts.get(i));
            assertThat(names.times(i)).isEqualTo(1);
        }
        assertThat(names.size()).isEqualTo(texts.size());
    }
}
