package lanner.exchange.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvTextTest {
    static Stream<Arguments> cells() {
        return Stream.of(
                Arguments.of(null, ""),
                Arguments.of("", ""),
                Arguments.of(17L, "17"),
                Arguments.of("/etc/shadow", "/etc/shadow"),
                Arguments.of("a b;c", "a b;c"),
                Arguments.of("a,b", "\"a,b\""),
                Arguments.of("say \"x\"", "\"say \"\"x\"\"\""),
                Arguments.of(" before", "\" before\""),
                Arguments.of("behind ", "\"behind \""),
                Arguments.of("\n\u001b[2J", "\\n\\x1b[2J"),
                Arguments.of("\u00c3\u00a9", "\u00e9"),
                Arguments.of(List.of("a", "b,c"), "\"a;b,c\""));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aCellIsQuotedWhereAReaderWouldReadSomethingElse(Object value, String cell) {
        assertThat(CsvText.cell(value)).isEqualTo(cell);
    }
}
