package lanner.engine.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to exhaust memory, time or the stack end with an error, or load like any other. */
class HostileRuleFileTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static String rule(String condition) {
        return "- rule: r\n  desc: d\n  condition: " + condition + "\n  output: o\n  priority: INFO\n";
    }

    private static String repeat(int from, int to, IntFunction<String> piece) {
        return IntStream.range(from, to).mapToObj(piece).collect(Collectors.joining());
    }

    private static String items(int count, String item) {
        return repeat(0, count, i -> i == 0 ? item : ",\n    " + item);
    }

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of(
                        "aliases of aliases",
                        "- &a [x,x]\n- &b [*a,*a]\n" + repeat(0, 20, i -> "- &c" + i + " [*b,*b]\n"),
                        "aliases"),
                Arguments.of("brackets", "- " + "[".repeat(100_000), "Nesting Depth exceeded max 50"),
                Arguments.of(
                        "a list of a long list",
                        "- list: a\n  items: [" + items(100_000, "xxxx") + "]\n- list: b\n  items: [" + items(2000, "a")
                                + "]\n" + rule("proc.name in (b)"),
                        "Lists grow to more than"),
                Arguments.of(
                        "lists that double",
                        repeat(0, 60, i -> "- list: l" + i + "\n  items: [l" + (i + 1) + ", l" + (i + 1) + "]\n")
                                + rule("evt.type=open and proc.name in (l0)"),
                        "Lists grow to more than"),
                Arguments.of(
                        "macros that double",
                        "- macro: m0\n  condition: (proc.name=a or proc.name=b)\n"
                                + repeat(
                                        1,
                                        40,
                                        i -> "- macro: m" + i + "\n  condition: (m" + (i - 1) + " or m" + (i - 1)
                                                + ")\n")
                                + rule("evt.type=open and m39"),
                        "The condition grows to more than 100000 checks"),
                Arguments.of(
                        "macros that nest",
                        "- macro: m0\n  condition: proc.name=a\n"
                                + repeat(
                                        1,
                                        20_000,
                                        i -> "- macro: m" + i + "\n  condition: not (fd.num=1 and m" + (i - 1) + ")\n")
                                + rule("evt.type=open and m19999"),
                        "The condition nests deeper than 1000 levels"),
                Arguments.of(
                        "a loop of macros",
                        "- macro: a\n  condition: fd.num=1\n- macro: b\n  condition: a\n- macro: a\n  condition: b\n"
                                + rule("a"),
                        "reference loop in macro 'a'"),
                Arguments.of("a line without end", "- list: a\n  items: [" + "x".repeat(9_000_000), "a line is longer"),
                Arguments.of(
                        "a long condition",
                        rule(">\n    evt.type=open and proc.name in (" + items(700_000, "xxxxxx") + ")"),
                        "longer than 4000000 characters"),
                Arguments.of(
                        "appends to a long list",
                        "- list: a\n  items: [" + items(100_000, "x") + "]\n"
                                + "- list: a\n  append: true\n  items: [z]\n".repeat(10_000),
                        "Too much is appended"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void endsWithOneClearError(String name, String text, String message) {
        LoadedRules loaded = Assertions.assertTimeoutPreemptively(PATIENCE, () -> RuleLoaderTest.load(text));
        assertThat(loaded.error().orElseThrow().message()).contains(message);
        assertThat(loaded.error().orElseThrow().snippet().length()).isLessThan(400);
    }

    static Stream<Arguments> bigButGood() {
        return Stream.of(
                Arguments.of(
                        "many lists, each used once",
                        repeat(0, 20_000, i -> "- list: l" + i + "\n  items: [a" + i + "]\n")
                                + rule("evt.type=open and proc.name in (l7, l19999)")),
                Arguments.of(
                        "a long chain of macros, each defined again",
                        repeat(0, 20_000, i -> "- macro: m" + i + "\n  condition: fd.num=1\n")
                                + repeat(0, 19_999, i -> "- macro: m" + i + "\n  condition: m" + (i + 1) + "\n")
                                + rule("evt.type=open and m0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bigButGood")
    void loadsWhatIsOnlyBig(String name, String text) {
        LoadedRules loaded = Assertions.assertTimeoutPreemptively(PATIENCE, () -> RuleLoaderTest.load(text));
        assertThat(loaded.error()).isEmpty();
        assertThat(loaded.rules()).hasSize(1);
    }
}
