package lanner.behaviour.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.fact.Example;
import lanner.behaviour.fact.Fact;
import lanner.behaviour.fact.Recording;
import lanner.behaviour.fact.Seen;
import lanner.behaviour.shape.NameRule;
import lanner.behaviour.shape.Shapes;
import lanner.capture.CaptureReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of one recording, and of several together. */
class BaselineTest {
    private static final CaptureReport WHOLE = new CaptureReport(List.of(), List.of(), 0, 0, 0, List.of(), 0, true);
    private static final Shapes SHAPES = new Shapes(
            List.of(new NameRule(
                    "temporary", Set.of(NameRule.Where.PATHS), List.of(), 0, 0, "/tmp/[a-z]+", "/tmp/<tmp>")),
            List.of(),
            List.of());

    private static Fact read(String path, long done, long failed, long event) {
        return new Fact.FileUse(
                Aspect.FILE_READ, path, new Seen(done, failed, new Example(event, event, "sh " + event)));
    }

    private static Baseline of(String capture, Fact... facts) {
        Recording recording =
                new Recording(capture, List.of(), "", "", "", "x86_64", "", "forensic", "off", true, 0, 9, 0);
        return Baseline.of(new Behaviour(recording, List.of(facts), WHOLE), SHAPES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theExampleOfWhatIsAlikeIsTheFirstEventThatDidIt(boolean reversed) {
        List<Fact> facts = new ArrayList<>(
                List.of(read("/tmp/tried", 0, 2, 3), read("/tmp/later", 4, 0, 8), read("/tmp/first", 1, 0, 5)));
        if (reversed) {
            Collections.reverse(facts);
        }

        Map<Key, Known> known = of("x", facts.toArray(Fact[]::new)).known();

        assertThat(known).containsOnlyKeys(new Key(Aspect.FILE_READ, "/tmp/<tmp>"));
        Known all = known.get(new Key(Aspect.FILE_READ, "/tmp/<tmp>"));
        assertThat(all.example()).isEqualTo(new Known.Place("x", new Example(5, 5, "sh 5"), "/tmp/first"));
        assertThat(List.of(all.done(), all.failed(), all.least(), all.most())).containsExactly(5L, 2L, 7L, 7L);
    }

    @Test
    void severalAreKnownAlikeHoweverTheyArePutTogether() {
        Baseline a = of("a", read("/x", 0, 1, 3), read("/a", 1, 0, 4));
        Baseline b = of("b", read("/x", 0, 5, 1));
        Baseline c = of("c", read("/x", 2, 0, 7), read("/tmp/c", 1, 0, 8));

        Baseline oneByOne = together(a, b, c);

        assertThat(together(together(a, b), c)).isEqualTo(oneByOne);
        assertThat(together(a, together(b, c))).isEqualTo(oneByOne);
        assertThat(oneByOne.runs()).isEqualTo(3);
        Known known = oneByOne.known().get(new Key(Aspect.FILE_READ, "/x"));
        assertThat(List.of(known.least(), known.most(), known.done(), known.failed()))
                .containsExactly(1L, 5L, 2L, 6L);
        assertThat(known.example()).isEqualTo(new Known.Place("c", new Example(7, 7, "sh 7"), "/x"));
    }

    @Test
    void whatIsLearnedTogetherChangesNoneOfTheParts() {
        Baseline a = of("a", read("/x", 1, 0, 3));
        assertThat(together(a)).isEqualTo(a);

        together(a, of("b", read("/x", 1, 0, 3), read("/b", 1, 0, 4)));

        assertThat(a).isEqualTo(of("a", read("/x", 1, 0, 3)));
    }

    private static Baseline together(Baseline... parts) {
        Baseline.Learning learning = new Baseline.Learning();
        for (Baseline part : parts) {
            learning.add(part);
        }
        return learning.baseline();
    }
}
