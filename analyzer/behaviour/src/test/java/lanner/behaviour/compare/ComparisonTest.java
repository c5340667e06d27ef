package lanner.behaviour.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.baseline.Key;
import lanner.behaviour.baseline.Known;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.fact.Recording;
import lanner.engine.alert.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When something differs, and how. */
class ComparisonTest {
    private static final Key PEER = new Key(Aspect.PEER, "tcp to 203.0.113.9 port 443");

    private static Recording recording() {
        return new Recording("x", List.of(), "", "", "", "x86_64", "", "forensic", "off", true, 0, 1, 0);
    }

    private static Known known(int runs, long least, long most, boolean done) {
        return new Known(runs, least, most, done ? most : 0, done ? 0 : most, Set.of(), Optional.empty(), null);
    }

    private static Baseline baseline(int runs, Map<Key, Known> known) {
        return new Baseline(IntStream.range(0, runs).mapToObj(i -> recording()).toList(), new TreeMap<>(known), 0);
    }

    private static String changes(Baseline before, Baseline after) {
        return Comparison.of(before, after, Threshold.DEFAULT, List.of()).differences().stream()
                .map(difference -> difference.change().word())
                .collect(Collectors.joining(" "));
    }

    /** {@code runs:least-most} with a minus in front where it was only tried; nothing where it was not seen. */
    private static Map<Key, Known> side(String text) {
        if (text.equals("never")) {
            return Map.of();
        }
        String[] parts = text.replace("tried ", "").split("[:-]");
        return Map.of(
                PEER,
                known(
                        Integer.parseInt(parts[0]),
                        Long.parseLong(parts[1]),
                        Long.parseLong(parts[2]),
                        !text.startsWith("tried")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1  | never           | 1:1-1            | new
            1  | 1:1-1           | never            | gone
            1  | 1:1-1           | 1:1-1            | nothing
            1  | 1:10-10         | 1:29-29          | nothing
            1  | 1:10-10         | 1:39-39          | nothing
            1  | 1:10-10         | 1:40-40          | more
            1  | 1:2-2           | 1:20-20          | nothing
            1  | 1:40-40         | 1:10-10          | less
            1  | tried 1:1-1     | 1:1-1            | new
            1  | 1:1-1           | tried 1:1-1      | gone
            20 | 20:10-100       | 1:100-100        | nothing
            20 | 20:10-100       | 1:399-399        | nothing
            20 | 20:10-100       | 1:400-400        | more
            20 | 20:100-100      | 1:10-10          | less
            20 | 19:100-100      | 1:10-10          | nothing
            20 | 20:1-1          | never            | gone
            20 | 19:1-1          | never            | nothing
            20 | 2:1-1           | 1:1-1            | rare
            20 | 3:1-1           | 1:1-1            | nothing
            5  | 1:1-1           | 1:1-1            | nothing
            """)
    void tellsAChangeFromChance(int runs, String before, String after, String expected) {
        assertThat(changes(baseline(runs, side(before.strip())), baseline(1, side(after.strip()))))
                .isEqualTo(expected.replace("nothing", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "CALL,      futex,   1, 1000, 0",
        "CALL,      futex,   0, 1000, 0",
        "CALL,      poll,    1, 1000, 0",
        "CALL,      poll,    0, 1000, 1",
        "CALL,      openat,  1, 1000, 1",
        "FILE_READ, futex,   0, 1,    1",
    })
    void whatARuleCallsChanceIsNoDifference(Aspect aspect, String text, long before, long after, int differences) {
        Key key = new Key(aspect, text);
        List<ChanceRule> chance = List.of(
                new ChanceRule(
                        "threads", EnumSet.of(Aspect.CALL), EnumSet.allOf(Change.class), Pattern.compile("^futex$")),
                new ChanceRule(
                        "waiting",
                        EnumSet.of(Aspect.CALL),
                        EnumSet.of(Change.MORE, Change.LESS),
                        Pattern.compile("^poll$")));
        Comparison comparison = Comparison.of(
                baseline(1, before == 0 ? Map.of() : Map.of(key, known(1, before, before, true))),
                baseline(1, Map.of(key, known(1, after, after, true))),
                Threshold.DEFAULT,
                chance);
        assertThat(comparison.differences()).hasSize(differences);
        assertThat(comparison.byChance()).isEqualTo(1 - differences);
    }

    @Test
    void theWeightiestComesFirst() {
        Known grave = new Known(1, 1, 1, 1, 0, Set.of(), Optional.of(Priority.CRITICAL), null);
        Known slight = new Known(1, 1, 1, 1, 0, Set.of(), Optional.of(Priority.NOTICE), null);
        Baseline after = baseline(
                1,
                Map.of(
                        new Key(Aspect.FILE_READ, "/a"),
                        known(1, 1, 1, true),
                        new Key(Aspect.ALERT, "A slight thing"),
                        slight,
                        new Key(Aspect.ALERT, "The grave thing"),
                        grave,
                        PEER,
                        known(1, 1, 1, true)));
        assertThat(Comparison.of(baseline(1, Map.of()), after, Threshold.DEFAULT, List.of())
                        .differences())
                .extracting(difference -> difference.key().text())
                .containsExactly("The grave thing", "A slight thing", PEER.text(), "/a");
    }
}
