package lanner.engine.lang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lanner.engine.text.AsciiCase;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One search finds what a search for each literal would find. */
class LiteralSearchTest {
    private static final long SEED = Long.getLong("lanner.seed", System.nanoTime());
    private static final int TEXTS = 300;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @RepeatedTest(60)
    void eachLiteralIsFoundWhereItStands() {
        boolean fold = random.nextBoolean();
        String alphabet = new String[] {"ab", "abAB/", "\u0000\u00ff\u00c0/aZz"}[random.nextInt(3)];
        LiteralSearch search = new LiteralSearch(fold);
        List<String> literals = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = random.nextInt(60); i >= 0; i--) {
            String literal = drawn(alphabet, 1 + random.nextInt(6));
            literals.add(literal);
            numbers.add(search.add(literal));
        }
        for (int n = 0; n < TEXTS; n++) {
            String text = drawn(alphabet, random.nextInt(random.nextInt(20) == 0 ? 700 : 12));
            search.search(text);
            String searched = fold ? AsciiCase.lower(text) : text;
            for (int i = 0; i < literals.size(); i++) {
                String literal = fold ? AsciiCase.lower(literals.get(i)) : literals.get(i);
                String where = "-Dlanner.seed=" + SEED + ": " + literal + " in " + searched;
                assertThat(found(search, numbers.get(i), LiteralSearch.Place.ANYWHERE))
                        .as(where)
                        .isEqualTo(searched.contains(literal));
                assertThat(found(search, numbers.get(i), LiteralSearch.Place.START))
                        .as(where)
                        .isEqualTo(searched.startsWith(literal));
                assertThat(found(search, numbers.get(i), LiteralSearch.Place.END))
                        .as(where)
                        .isEqualTo(searched.endsWith(literal));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allBytesAreCharacters(boolean fold) {
        LiteralSearch search = new LiteralSearch(fold);
        int[] numbers = new int[256];
        for (char c = 0; c < numbers.length; c++) {
            numbers[c] = search.add("a" + c);
        }
        for (char c = 0; c < numbers.length; c++) {
            search.search("xa" + c);
            for (char other = 0; other < numbers.length; other++) {
                boolean same = fold ? AsciiCase.lower(c) == AsciiCase.lower(other) : c == other;
                assertThat(found(search, numbers[other], LiteralSearch.Place.END))
                        .isEqualTo(same);
            }
        }
    }

    @Test
    void aLiteralHasOneNumber() {
        LiteralSearch search = new LiteralSearch(true);
        int number = search.add("Abc");
        assertThat(search.add("aBC")).isEqualTo(number);
        search.search("");
        assertThat(search.add("abc")).isEqualTo(number);
        assertThat(search.add("later")).as("the automaton is built").isNegative();
    }

    @Test
    void whatIsNotSearchedForIsSaid() {
        LiteralSearch search = new LiteralSearch(false);
        assertThat(search.add("")).isNegative();
        assertThat(search.add("\u0100")).isNegative();
        assertThat(search.add("x".repeat(10_000))).isNegative();
        int taken = 0;
        while (search.add(drawn("abcdefgh", 100) + taken) >= 0) {
            taken++;
        }
        assertThat(taken).isBetween(10, 100);
        search.search("abc");
    }

    /** Each byte of it leads back to a shorter part of itself. */
    @Test
    void theLongestLiteralOfOneLetterIsFound() {
        LiteralSearch search = new LiteralSearch(false);
        int number = search.add("a".repeat(128));
        search.search("b" + "a".repeat(127));
        assertThat(found(search, number, LiteralSearch.Place.ANYWHERE)).isFalse();
        search.search("b" + "a".repeat(128));
        assertThat(found(search, number, LiteralSearch.Place.END)).isTrue();
    }

    private static boolean found(LiteralSearch search, int literal, LiteralSearch.Place place) {
        int bit = LiteralSearch.bit(literal, place);
        return (search.found()[bit >>> 6] & 1L << bit) != 0;
    }

    private String drawn(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
