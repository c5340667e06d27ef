package lanner.capture.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("\"\"", ""),
                Arguments.of("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "a\"\\/\b\f\n\r\t"),
                Arguments.of("\"\\u00e9\\u0000\"", "\u00e9\0"),
                Arguments.of("\"\\ud83e\\udd85 \\uD800\"", "\ud83e\udd85 \ud800"),
                Arguments.of("\"\u00c3\u00a9 \u65e5\"", "\u00c3\u00a9 \u65e5"),
                Arguments.of("0", 0L),
                Arguments.of("-0", 0L),
                Arguments.of("17", 17L),
                Arguments.of("-2147483649", -2147483649L),
                Arguments.of("9223372036854775807", Long.MAX_VALUE),
                Arguments.of("9223372036854775808", new BigInteger("9223372036854775808")),
                Arguments.of("-9223372036854775809", new BigInteger("-9223372036854775809")),
                Arguments.of("0.5", 0.5),
                Arguments.of("-1.25E+2", -125.0),
                Arguments.of("1e999", Double.POSITIVE_INFINITY),
                Arguments.of("true", true),
                Arguments.of("false", false),
                Arguments.of("[]", List.of()),
                Arguments.of("[1,[\"b\"],{}]", List.of(1L, List.of("b"), Map.of())),
                Arguments.of("{\"b\":{\"c\":[false]}}", Map.of("b", Map.of("c", List.of(false)))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsEachKindOfValueAsItsType(String json, Object value) throws JsonException {
        assertThat(JsonReader.object("\t{ \"a\" :\r\n" + json + " } ")).containsExactly(Map.entry("a", value));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aTextMayBeAnyOneValue(String json, Object value) throws JsonException {
        assertThat(JsonReader.value(json + "\n")).isEqualTo(value);
        for (String more : List.of(" 1", ",", " null", "\0")) {
            assertThatThrownBy(() -> JsonReader.value(json + more)).isInstanceOf(JsonException.class);
        }
    }

    @Test
    void namesKeepTheirOrderAndNullIsAValue() throws JsonException {
        Map<String, Object> object = JsonReader.object("{\"z\":1,\"\":null,\"a\":2}");
        assertThat(object.keySet()).containsExactly("z", "", "a");
        assertThat(object.get("")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "nothing", textBlock = """
                    [1]                | an object was expected | 1 | 1
                    "a"                | an object was expected | 1 | 1
                    17                 | an object was expected | 1 | 1
                    {} {}              | the end was expected | 1 | 4
                    {"a":1,"a":2}      | Duplicate field 'a' | 1 | 11
                    {"a":{"b":1,"b":1}} | Duplicate field 'b' | 1 | 16
                    """)
    void saysWhatWasExpectedAndWhere(String json, String message, int line, int column) {
        assertThatThrownBy(() -> JsonReader.object(json))
                .isInstanceOfSatisfying(JsonException.class, e -> {
                    assertThat(e).hasMessageContaining(message);
                    assertThat(e.line()).isEqualTo(line);
                    assertThat(e.column()).isEqualTo(column);
                })
                .hasMessageEndingWith(" at line " + line + ", column " + column);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "{]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":'b'}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":[1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":0x10}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":tru}",
                "{\"a\":trueish}",
                "{\"a\":nul}",
                "{\"a\":True}",
                "{\"a\":\"b}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\0\"}",
                "{\"a\":1}x",
                "{\"a\":1}]",
                "{\"a\":1}\0",
                "/* */{}",
                "{}//",
                "#\n{}",
                "\ufeff{}",
                "\u00a0{}",
                "{\"a\":1;}",
                "{\"\\\u001b\":1}"
            })
    void whatIsNoJsonIsRefusedAtItsPlace(String json) {
        for (ThrowingCallable read :
                List.<ThrowingCallable>of(() -> JsonReader.object(json), () -> JsonReader.value(json))) {
            assertThatThrownBy(read)
                    .isInstanceOf(JsonException.class)
                    .message()
                    .matches("[ -~]+ at line [1-9]\\d*, column [1-9]\\d*");
        }
    }

    @ParameterizedTest
    @CsvSource({"[, ]", "{\"a\":, }"})
    void nestingIsBounded(String open, String close) throws JsonException {
        assertThat(JsonReader.object("{\"a\":" + open.repeat(62) + "[]" + close.repeat(62) + "}"))
                .hasSize(1);
        for (int depth : new int[] {64, 65, 100_000}) {
            assertThatThrownBy(() -> JsonReader.object("{\"a\":" + open.repeat(depth)))
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining("64");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.", "1e"})
    void theLengthOfANumberIsBounded(String before) throws JsonException {
        assertThat(JsonReader.object("{\"a\":" + before + "1".repeat(3) + "}")).hasSize(1);
        assertThatThrownBy(() -> JsonReader.object("{\"a\":" + before + "1".repeat(1_000_000) + "}"))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("1000");
    }

    @Test
    void aSpoiltTextIsReadOrRefusedAndNothingElse() {
        long seed = Long.getLong("lanner.seed", 7);
        Random random = new Random(seed);
        String whole =
                "{\"id\":\"c0ffee\",\"labels\":{\"a\":\"\\u00e9\"},\"n\":[1,-2.5e3,true,null],\"m\":{\"k\":[{}]}}";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(whole);
            for (int change = 0; change < 1 + random.nextInt(5); change++) {
                text.setCharAt(random.nextInt(text.length()), (char)
                        (random.nextBoolean() ? random.nextInt(0x10000) : "{}[]\",:\\e0-".charAt(random.nextInt(11))));
            }
            text.setLength(random.nextInt(text.length() + 1));
            try {
                assertThat(JsonReader.object(text.toString())).isNotNull();
            } catch (JsonException e) {
                assertThat(e.getMessage()).as("seed %d", seed).matches("[ -~]+ at line \\d+, column \\d+");
            }
        }
    }

    @Test
    void aMessageIsBriefWhateverTheTextRepeats() {
        String name = "n".repeat(50_000);
        assertThatThrownBy(() -> JsonReader.object("{\"" + name + "\":1,\"" + name + "\":2}"))
                .isInstanceOf(JsonException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).contains("line 1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1,"items":[{"b":[2]},3,null],"c":"d"} | [{b=[2]}, 3, null] | {a=1, c=d}
            [1,[2],"x"]                                | [1, [2], x]        | {}
            []                                         | []                 | {}
            {"items":{"a":[1]}}                        | []                 | {items={a=[1]}}
            {"a":{"items":[1]}}                        | []                 | {a={items=[1]}}
            """)
    void elementsOfALongTextAreHandedOnOneByOne(String json, String elements, String rest) throws IOException {
        List<Object> found = new ArrayList<>();

        assertThat(JsonReader.streamed(new StringReader(json), "items", 100, found::add))
                .hasToString(rest);
        assertThat(found).hasToString(elements);
    }

    @Test
    void aTextOfManyElementsMayBeLongerThanOneOfThem() throws IOException {
        String many = "[" + "{\"a\":\"bcdefghij\"},\n".repeat(20_000) + "0]";
        int[] count = new int[1];

        JsonReader.streamed(new StringReader(many), "items", 10_000, element -> count[0]++);
        assertThat(count[0]).isEqualTo(20_001);
        String deep = "[1,\n{\"a\":\"" + "b".repeat(30_000) + "\"}]";
        assertThatThrownBy(() -> JsonReader.streamed(new StringReader(deep), "items", 10_000, element -> {}))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("a part is longer than 10000 characters at line 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "[1", "[1,]", "{\"items\":[1}", "[1] 2", "{\"items\":[{\"a\":1,\"a\":2}]}", "[1]]"})
    void aLongTextThatIsWrongSomewhereIsRefused(String json) {
        assertThatThrownBy(() -> JsonReader.streamed(new StringReader(json), "items", 100, element -> {}))
                .isInstanceOf(JsonException.class);
    }
}
