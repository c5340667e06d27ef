package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextCacheTest {
    private final TextCache cache = new TextCache();

    private String get(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.ISO_8859_1);
        return cache.get(bytes, 1, bytes.length - 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/etc/passwd", "\u00ff\0\u0080", "sixteen bytes ..", "seventeen bytes .."})
    void theSameBytesAreTheSameText(String text) {
        assertThat(get(text)).isEqualTo(text).isSameAs(get(text));
    }

    @Test
    void whatIsLongIsNotKept() {
        String text = "x".repeat(257);
        assertThat(get(text)).isEqualTo(text).isNotSameAs(get(text));
    }

    @Test
    void whatComesAgainIsKeptWhateverComesOnce() {
        get("/lib/libc.so");
        for (int i = 0; i < 2_000; i++) {
            get("/new/" + i);
        }
        String again = get("/lib/libc.so");
        for (int i = 2_000; i < 4_000; i++) {
            get("/new/" + i);
        }
        assertThat(get("/lib/libc.so")).isSameAs(again);
    }

    @Test
    void neverAnswersAnotherTextHoweverManyThereAre() {
        long seed = Long.getLong("lanner.seed", 7);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300_000; i++) {
            String text = "/d" + random.nextInt(500) + "/f" + random.nextInt(1000);
            assertThat(get(text)).as("seed %d", seed).isEqualTo(text);
        }
    }
}
