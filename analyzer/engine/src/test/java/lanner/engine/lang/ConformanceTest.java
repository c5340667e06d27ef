package lanner.engine.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.alert.TemplateException;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.ast.ConditionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The language against tables: one row a statement. The tables say what the reference says, row by row, not what the code
 * does.
 */
class ConformanceTest {
    private final StandardFields fields = new StandardFields();

    /** Rows {@code left ¦ right} below headings {@code [heading]}; {@code #} starts a remark. */
    private static Stream<Arguments> rows(String table) throws IOException {
        String text;
        try (InputStream in = ConformanceTest.class.getResourceAsStream(table)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Arguments> rows = new ArrayList<>();
        String heading = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("[") && line.endsWith("]") && line.indexOf('¦') < 0) {
                heading = line.substring(1, line.length() - 1);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int bar = line.indexOf('¦');
                rows.add(Arguments.of(
                        heading,
                        unescaped(line.substring(0, bar).strip()),
                        line.substring(bar + 1).strip()));
            }
        }
        return rows.stream();
    }

    /** Control characters are written ⟨09⟩ in a table. */
    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '⟨') {
                out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 3;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    static Stream<Arguments> verdictRows() throws IOException {
        return rows("verdicts.txt");
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @MethodSource("verdictRows")
    void aConditionHoldsOrNot(String scene, String condition, String verdict) throws Exception {
        assertThat(verdict).isIn("true", "false");
        assertThat(Conditions.compile(Conditions.parse(condition), fields)
                        .predicate()
                        .test(Scenes.of(scene)))
                .isEqualTo(Boolean.parseBoolean(verdict));
    }

    static Stream<Arguments> refusalRows() throws IOException {
        return rows("refusals.txt");
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("refusalRows")
    void aConditionCompilesOrSaysWhyNot(String group, String condition, String message) throws Exception {
        if (message.equals("ok")) {
            assertThat(Conditions.compile(Conditions.parse(condition), fields)).isNotNull();
        } else {
            assertThatThrownBy(() -> Conditions.compile(Conditions.parse(condition), fields))
                    .isInstanceOf(ConditionException.class)
                    .satisfies(e -> assertThat(e.getMessage().strip()).isEqualTo(message));
        }
    }

    static Stream<Arguments> grammarRows() throws IOException {
        return rows("grammar.txt");
    }

    /** An accepted condition's canonical text; a refused one's {@code ! line:column message}. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("grammarRows")
    void theGrammarTakesATextOrSaysWhereItStops(String group, String condition, String expected) {
        String answer;
        try {
            answer = Conditions.canonical(Conditions.parse(condition));
        } catch (ConditionException e) {
            answer = "! " + e.span().line() + ":" + e.span().column() + " " + e.getMessage();
        }
        assertThat(answer.stripTrailing()).isEqualTo(expected);
    }

    static Stream<Arguments> outputRows() throws IOException {
        return rows("outputs.txt");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("outputRows")
    void aTemplatePrints(String scene, String template, String expected) {
        String answer;
        try {
            answer = OutputTemplate.parse(template, fields).print(Scenes.of(scene));
        } catch (TemplateException e) {
            answer = "! " + e.getMessage();
        }
        assertThat(answer.stripTrailing()).isEqualTo(expected);
    }

    static Stream<Arguments> deviationRows() throws IOException {
        return rows("deviations.txt");
    }

    /** Falco's reading stands in the table beside ours, which is the one that holds here. */
    @ParameterizedTest(name = "{0}: {1}: {2}")
    @MethodSource("deviationRows")
    void weReadOtherwiseThanFalco(String scene, String condition, String readings) throws Exception {
        String falco = readings.substring(0, readings.indexOf(", "));
        String here = readings.substring(readings.indexOf(", ") + 2);
        assertThat(here).isNotEqualTo(falco);
        assertThat(Conditions.compile(Conditions.parse(condition), fields)
                        .predicate()
                        .test(Scenes.of(scene)))
                .isEqualTo(Boolean.parseBoolean(here));
    }
}
