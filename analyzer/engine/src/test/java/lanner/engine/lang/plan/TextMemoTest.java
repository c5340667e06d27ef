package lanner.engine.lang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import lanner.engine.state.SystemState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextMemoTest {
    private static final int MOST_WORDS = 1 << 19;

    private final SystemState state = new SystemState();
    private long events;

    private void opens(String path) {
        events++;
        Event event = new Event()
                .wrap(
                        new EventEncoder()
                                .begin(EventType.OPENAT, 1, 1_000 + events, events)
                                .number(OpenatParams.DIRFD, -100)
                                .text(OpenatParams.NAME, path)
                                .result(3),
                        events);
        state.apply(event);
    }

    @ParameterizedTest
    @CsvSource({"50, 70000", "5000, 3000", "100000, 200"})
    void memoryIsBoundedHoweverManyQuestionsAndNames(int questions, int names) {
        TextMemo memo = new TextMemo(context -> context.fd().name(), context -> "file");
        List<Predicate> asked = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            String end = "/" + i % 100;
            asked.add(memo.remember(context -> context.fd().name().endsWith(end)));
        }
        for (int i = 0; i < names; i++) {
            opens("/tmp/" + i);
            int question = i * 7 % questions;
            for (int turn = 0; turn < 2; turn++) {
                assertThat(asked.get(question).test(state.context())).isEqualTo(i == question % 100);
            }
        }
        // Four slots are the least; more are for events without a name, for long names and for recent ones.
        int slot = 2 * (questions / 64 + 1);
        assertThat(memo.size()).isBetween(1, Math.max(MOST_WORDS, 4 * slot) + 66 * slot);
    }

    @Test
    void aFewQuestionsGetATableThatGrows() {
        TextMemo memo = new TextMemo(context -> context.fd().name(), context -> "file");
        Predicate asked = memo.remember(context -> context.fd().name().endsWith("7"));
        opens("/tmp/0");
        assertThat(asked.test(state.context())).isFalse();
        int small = memo.size();
        for (int turn = 0; turn < 2; turn++) {
            for (int i = 0; i < 10_000; i++) {
                opens("/tmp/" + i);
                assertThat(asked.test(state.context())).isEqualTo(i % 10 == 7);
            }
        }
        assertThat(memo.size()).isGreaterThan(small);
    }

    @Test
    void whatIsRememberedStaysWhenTheTableGrows() {
        int[] evaluated = {0};
        TextMemo memo = new TextMemo(context -> context.fd().name(), context -> "file");
        Predicate asked = memo.remember(context -> {
            evaluated[0]++;
            return context.fd().name().endsWith("7");
        });
        opens("/tmp/0");
        asked.test(state.context());
        int small = memo.size();
        int names = 0;
        while (memo.size() == small) {
            // What comes again after others is remembered for long.
            for (int turn = 0; turn < 2; turn++) {
                for (int i = names; i < names + 500; i++) {
                    opens("/tmp/" + i);
                    assertThat(asked.test(state.context())).isEqualTo(i % 10 == 7);
                }
            }
            names += 500;
        }
        int before = evaluated[0];
        for (int i = 0; i < names; i++) {
            opens("/tmp/" + i);
            assertThat(asked.test(state.context())).isEqualTo(i % 10 == 7);
        }
        // Those that were displaced before it grew are asked again.
        assertThat(evaluated[0] - before).isLessThan(names / 2);
    }

    @Test
    void aNameIsAskedAboutOnceInEventsThatFollowEachOther() {
        int[] evaluated = {0};
        TextMemo memo = new TextMemo(context -> context.fd().name(), context -> "file");
        Predicate asked = memo.remember(context -> {
            evaluated[0]++;
            return context.fd().name().endsWith("7");
        });
        for (int i = 0; i < 3_000; i++) {
            for (int event = 0; event < 4; event++) {
                opens("/tmp/" + i);
                assertThat(asked.test(state.context())).isEqualTo(i % 10 == 7);
            }
        }
        assertThat(evaluated[0]).isEqualTo(3_000);
    }

    @Test
    void namesThatComeOnceDisplaceNoneThatComeAgain() {
        int[] evaluated = {0};
        TextMemo memo = new TextMemo(context -> context.fd().name(), context -> "file");
        Predicate asked = memo.remember(context -> {
            evaluated[0] += context.fd().name().startsWith("/lib") ? 1 : 0;
            return true;
        });
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 200; i++) {
                opens("/lib/" + i);
                asked.test(state.context());
            }
            for (int i = 0; i < 1_000; i++) {
                opens("/tmp/" + round + "/" + i);
                asked.test(state.context());
            }
        }
        // Each is new once and comes back once; the table of 1,024 holds them from then on, but for a few.
        assertThat(evaluated[0]).isLessThan(1_000);
    }
}
