package lanner.recorder.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stops of makers and their children in every order. Process 10 has the threads 10 to 19, process 20 those from 20. */
class BirthsTest {
    /**
     * The words: {@code M10} thread 10 enters a clone, {@code N10>15} its stop names 15, {@code R10} its call ends,
     * {@code D10} it dies, {@code s15} 15 stops first, {@code x15=9} it is on its way out, {@code g15=9} it is gone.
     */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            the maker first                                | M10 N10>15 s15              | 15 of 10 unseen; 15 waits
            the child first                                | M10 s15 N10>15              | 15 of 10 stopped
            two makers, their stops crossed                | M10 M11 s16 s15 N11>16 N10>15 | 16 of 11 stopped; 15 of 10 stopped
            another thread ends meanwhile                  | M10 s15 D12 N10>15          | 15 of 10 stopped
            another maker is killed meanwhile              | M10 M11 s15 D11 N10>15      | 15 of 10 stopped
            the killed maker's child waits for the other   | M10 M11 s15 D11 R10         | orphan 15 of 11
            the maker is killed before its stop            | M10 s15 D10                 | orphan 15 of 10
            the maker is killed before its child stops     | M10 D10 s15                 | orphan 15 of 10
            a maker of another process is in a call        | M20 M10 s15 D10             | orphan 15 of 10
            a new process, its maker killed                | M10 s30 D10                 | orphan 30 of 10
            a new process waits for a maker of its parent  | M10 M11 s30 D11 N10>30      | 30 of 10 stopped
            two killed makers                              | M10 M11 s15 D10 D11         | orphan 15 of nobody
            the child ends before its maker's stop         | M10 s15 x15=9 N10>15        | 15 of 10 ending 9
            it is gone before its maker's stop             | M10 s15 x15=256 g15=256 N10>15 | 15 of 10 gone 256
            it is gone without a stop of its own           | M10 g15=9 N10>15            | 15 of 10 gone 9
            both are killed                                | M10 s15 D10 g15=9           | orphan 15 of 10; gone 15
            the child dies, then its maker                 | M10 s15 g15=9 D10           | nothing
            an id comes back                               | M10 s15 g15=9 D10 M11 N11>15 s15 | 15 of 11 unseen; 15 waits
            an id comes back, the child first              | M10 s15 g15=9 D10 M11 s15 N11>15 | 15 of 11 stopped
            the call fails                                 | M10 R10 M10 N10>15          | 15 of 10 unseen
            """)
    void everyThreadIsBornOnceWithItsMaker(String what, String stops, String expected) {
        Run run = new Run();
        for (String stop : stops.strip().split(" ")) {
            run.stop(stop);
        }
        assertThat(run.told.isEmpty() ? "nothing" : String.join("; ", run.told)).isEqualTo(expected.strip());
    }

    /** Carries out what is decided, as the loop does, and keeps what it tells. */
    private static final class Run {
        private final Births births = new Births();
        private final List<String> told = new ArrayList<>();
        private final Set<Integer> known = new HashSet<>();

        void stop(String word) {
            String[] numbers = word.substring(1).split("[>=]");
            int tid = Integer.parseInt(numbers[0]);
            int other = numbers.length > 1 ? Integer.parseInt(numbers[1]) : 0;
            switch (word.charAt(0)) {
                case 'M' -> births.making(tid, tid / 10 * 10, 0);
                case 'R' -> births.settled(tid);
                case 'D' -> births.makerEnded(tid, null);
                case 'N' -> name(tid, other);
                case 's' -> {
                    if (known.contains(tid)) {
                        told.add(tid + " waits");
                    } else {
                        births.stopped(tid);
                    }
                }
                case 'x' -> births.ending(tid, other);
                case 'g' -> {
                    if (known.remove(tid)) {
                        told.add("gone " + tid);
                    } else {
                        births.gone(tid, other);
                    }
                }
                default -> throw new IllegalArgumentException(word);
            }
            if (births.mayHaveOrphans()) {
                for (Births.Orphan orphan : births.orphans(BirthsTest::origin)) {
                    known.add(orphan.tid());
                    told.add("orphan " + orphan.tid() + " of "
                            + orphan.maker()
                                    .map(maker -> Integer.toString(maker.tid()))
                                    .orElse("nobody"));
                }
            }
        }

        private void name(int maker, int child) {
            if (known.contains(child)) {
                return;
            }
            Births.Birth birth = births.named(maker, child);
            told.add(child + " of " + maker + " "
                    + switch (birth.stage()) {
                        case UNSEEN -> "unseen";
                        case STOPPED -> "stopped";
                        case ENDING -> "ending " + birth.status();
                        case GONE -> "gone " + birth.status();
                    });
            if (birth.stage() != Births.Stage.GONE) {
                known.add(child);
            }
        }
    }

    /** Threads 11 to 29 belong to the process of their ten; 30 is a process that 10 has made. */
    private static Births.Origin origin(int tid) {
        return tid == 30 ? new Births.Origin(30, 10) : new Births.Origin(tid / 10 * 10, 1);
    }

    /**
     * Four makers, children that live and die at random, every order of stops that the kernel may show: each child is
     * told once, of its own maker while that lives, and nothing is left behind.
     */
    @Test
    void inAnyOrderNothingIsToldTwiceAndNothingIsLeftBehind() {
        for (long seed = 1; seed <= 2000; seed++) {
            Random random = new Random(seed);
            Births births = new Births();
            Map<Integer, List<Integer>> queues = new HashMap<>();
            Set<Integer> told = new HashSet<>();
            Set<Integer> unstopped = new HashSet<>();
            int next = 100;
            for (int step = 0; step < 200; step++) {
                int maker = 10 + random.nextInt(4);
                List<Integer> pending = queues.computeIfAbsent(maker, each -> new ArrayList<>());
                if (pending.isEmpty()) {
                    int child = next++;
                    births.making(maker, 10, 0x10000);
                    pending.add(child);
                    unstopped.add(child);
                } else if (random.nextBoolean() && unstopped.remove(pending.get(0))) {
                    births.stopped(pending.get(0));
                } else if (random.nextInt(4) == 0) {
                    unstopped.remove(pending.get(0));
                    births.gone(pending.get(0), 9);
                } else {
                    int child = pending.remove(0);
                    Births.Birth birth = births.named(maker, child);
                    assertThat(birth.stage() == Births.Stage.UNSEEN)
                            .as("seed %d: %d has not stopped", seed, child)
                            .isEqualTo(unstopped.contains(child));
                    assertThat(told.add(child))
                            .as("seed %d: %d is told once", seed, child)
                            .isTrue();
                }
                if (births.mayHaveOrphans()) {
                    assertThat(births.orphans(tid -> new Births.Origin(10, 1)))
                            .as("seed %d: no maker has died", seed)
                            .isEmpty();
                }
            }
            queues.forEach((maker, pending) -> pending.forEach(child -> births.named(maker, child)));
            assertThat(births.mayHaveOrphans()).as("seed %d", seed).isFalse();
            // Once a maker has died, whoever still waits to be named is nobody's: there is none.
            births.making(14, 10, 0);
            births.makerEnded(14, null);
            assertThat(births.orphans(tid -> new Births.Origin(10, 1)))
                    .as("seed %d: nobody waits", seed)
                    .isEmpty();
        }
    }
}
