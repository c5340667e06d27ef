package lanner.engine.rules.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.GenericParams;
import lanner.capture.event.Mark;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.Conditions;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.read.RuleFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rules an event is shown to. */
class RuleIndexTest {
    private static final int READ = 0;

    private static RuleSet rules(String condition) {
        LoadedRules loaded = new RuleLoader(new StandardFields())
                .load(List.of(new RuleFile("rules.yaml", """
            - rule: r
              desc: d
              condition: %s
              output: o
              priority: INFO
            """.formatted(condition))));
        return RuleSet.of(loaded.rules(), rule -> true, new StandardFields());
    }

    /** A call that is recorded by its number alone. */
    private static EventEncoder call(int number) {
        return new EventEncoder()
                .begin(EventType.GENERIC, 7, 1, 1)
                .number(GenericParams.ID, 1)
                .number(GenericParams.NATIVE_ID, number);
    }

    private static boolean isShown(RuleSet rules, EventEncoder event) {
        return Arrays.stream(rules.candidates(new Event().wrap(event, 1)))
                .findAny()
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {READ, 24, 157, 9999})
    void aRuleWithoutAnEventTypeSeesEveryCallThatIsKnownByItsNumber(int number) {
        EventEncoder call = call(number);

        assertThat(isShown(rules("proc.pid > 0"), call)).isTrue();
        assertThat(isShown(rules("evt.type = openat"), call)).isEqualTo(number == 9999);
    }

    @Test
    void aCallByNumberIsShownToTheRulesThatNameIt() {
        EventEncoder call = call(READ);

        assertThat(isShown(rules("evt.type = read"), call)).isTrue();
    }

    /** 3 is read(2) there and 0 on x86-64; 7 is waitpid(2), which x86-64 lacks; 9999 nobody knows. */
    @ParameterizedTest
    @CsvSource({
        "3, evt.type = read, true",
        "3, evt.type = close, false",
        "0, evt.type = read, false",
        "7, evt.type = close, true",
        "9999, evt.type = close, true",
        "-1, evt.type = close, true"
    })
    void aCallOfA32BitProgramIsShownToTheRulesThatNameIt(int number, String condition, boolean shown) {
        EventEncoder call = call(number).mark(Mark.COMPAT);
        RuleSet rules = rules(condition);

        assertThat(isShown(rules, call)).isEqualTo(shown);
        // And when it was found before.
        assertThat(isShown(rules, call)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evt.type = read",
                "evt.type = read and fd.num > 3",
                "evt.type = read and (fd.num > 3 or proc.pid = 1) and not fd.name = 'a b'",
                "not evt.type = read"
            })
    void theConditionOfARuleIsPrintedAsItsTreeIs(String condition) {
        CompiledRule rule = rules(condition).rules().get(0);

        assertThat(rule.canonical()).isEqualTo(Conditions.canonical(rule.condition()));
    }
}
