package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathMapTest {
    private final PathMap<Integer> paths = new PathMap<>();

    @ParameterizedTest(name = "{0} and {1} is {2}")
    @CsvSource({
        "/a,      b,    /a/b",
        "/a/,     b,    /a/b",
        "/,       b,    /b",
        "/a//./c, b,    /a/c/b",
        "/a/..,   .git, /.git",
        "/a,      ..b,  /a/..b",
    })
    void aPathIsFoundByItsDirectoryAndItsName(String directory, String name, String whole) {
        assertThat(Paths.resolve(directory, name)).isEqualTo(whole);
        paths.to(directory, name);
        assertThat(paths.get()).isNull();
        assertThat(paths.length()).isEqualTo(whole.length());
        paths.put(1);
        assertThat(paths.get()).isEqualTo(1);
        paths.to("/elsewhere");
        assertThat(paths.get()).isNull();
        paths.to(whole);
        assertThat(paths.get()).isEqualTo(1);
        assertThat(paths.length()).isEqualTo(whole.length());
    }

    @ParameterizedTest
    @CsvSource({"'', false", "., false", ".., false", "..., true", ".x, true", "a/b, false", "/, false", "a, true"})
    void aNameIsOneComponentThatLeadsToAnother(String text, boolean is) {
        assertThat(Paths.isName(text)).isEqualTo(is);
    }

    @Test
    void aPathOfAnyFormIsItself() {
        List<String> texts = List.of("", "x", "/", "/x", "//x", "x/", "/x/", "@socket", "x/y", "/x/y", "/x//y");
        for (int i = 0; i < texts.size(); i++) {
            paths.to(texts.get(i));
            assertThat(paths.get()).as(texts.get(i)).isNull();
            paths.put(i);
        }
        for (int i = 0; i < texts.size(); i++) {
            paths.to(texts.get(i));
            assertThat(paths.get()).as(texts.get(i)).isEqualTo(i);
        }
        assertThat(all().keySet()).containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    void aDirectoryOfOnePathKnowsNoOther() {
        paths.to("/a/b");
        paths.put(1);
        paths.to("/a", "c");
        assertThat(paths.get()).isNull();
        assertThat(all()).isEqualTo(Map.of("/a/b", 1));
        paths.put(2);
        paths.to("/a", "b");
        assertThat(paths.get()).isEqualTo(1);
        assertThat(all()).isEqualTo(Map.of("/a/b", 1, "/a/c", 2));
    }

    /** In the order of a directory, out of it, by parts and whole. */
    @Test
    void keepsWhatAMapKeeps() {
        Random random = new Random(7);
        Map<String, Integer> expected = new HashMap<>();
        List<String> directories = List.of("/", "/a", "/a/", "/a/b", "/b/../a", "/aa", "/a/bb/");
        int next = 0;
        for (int step = 0; step < 50_000; step++) {
            String directory = directories.get(random.nextInt(directories.size()));
            next = random.nextInt(4) == 0 ? random.nextInt(40) : (next + 1) % 40;
            String name = "n" + next;
            String whole = Paths.resolve(directory, name);
            if (random.nextInt(3) == 0) {
                paths.to(whole);
            } else {
                paths.to(directory, name);
            }
            assertThat(paths.get()).isEqualTo(expected.get(whole));
            if (random.nextInt(3) == 0) {
                paths.put(step);
                expected.put(whole, step);
            }
        }
        assertThat(all()).isEqualTo(expected);
    }

    private Map<String, Integer> all() {
        Map<String, Integer> all = new HashMap<>();
        paths.forEach((path, value) -> assertThat(all.put(path, value)).isNull());
        return all;
    }
}
