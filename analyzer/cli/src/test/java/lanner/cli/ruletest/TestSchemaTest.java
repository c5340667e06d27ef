package lanner.cli.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import lanner.engine.alert.Priority;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The schema that editors read says what the reader reads. */
class TestSchemaTest {
    private static Map<?, ?> schema;

    @BeforeAll
    static void read() throws IOException {
        // JSON is YAML.
        schema = (Map<?, ?>) new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("../../rules/test.schema.json")));
    }

    private static Object at(Object object, String... path) {
        Object found = object;
        for (String key : path) {
            found = ((Map<?, ?>) found).get(key);
        }
        return found;
    }

    private static List<String> keys(String... path) {
        return ((Map<?, ?>) at(schema, path))
                .keySet().stream().map(String::valueOf).toList();
    }

    private static List<String> values(String key) {
        return ((List<?>) at(schema, "definitions", "test", "properties", key, "enum"))
                .stream().map(String::valueOf).toList();
    }

    @Test
    void theKeysAreThose() {
        assertThat(keys("properties")).containsExactlyElementsOf(RuleTestFile.FILE_KEYS);
        assertThat(keys("definitions", "test", "properties")).containsExactlyElementsOf(RuleTestFile.TEST_KEYS);
        assertThat(keys("definitions", "alert", "properties")).containsExactlyElementsOf(RuleTestFile.ALERT_KEYS);
        for (String[] path :
                List.of(new String[] {}, new String[] {"definitions", "test"}, new String[] {"definitions", "alert"})) {
            assertThat(at(at(schema, path), "additionalProperties"))
                    .as(Arrays.toString(path))
                    .isEqualTo(false);
        }
    }

    @Test
    void theWordsAreThose() {
        assertThat(values("profile")).hasSameElementsAs(RuleTestFile.PROFILES);
        assertThat(values("match")).hasSameElementsAs(RuleTestFile.MATCHES);
        assertThat(values("others")).hasSameElementsAs(RuleTestFile.OTHERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "user-namespaces", "sh", "g++", "a/b", "", "-x", "a b", "7z"})
    void aNeedIsWrittenSo(String text) {
        Pattern pattern = Pattern.compile((String) at(schema, "definitions", "need", "pattern"));
        assertThat(pattern.matcher(text).find()).isEqualTo(TestNeeds.isNeed(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "2..5", "2..", "..5", "a", "", "1...2", "1234567890"})
    void aCountIsWrittenSo(String text) {
        List<?> forms = (List<?>) at(schema, "definitions", "alert", "properties", "count", "anyOf");
        Pattern pattern = Pattern.compile((String) at(forms.get(1), "pattern"));
        assertThat(pattern.matcher(text).find())
                .isEqualTo(CountRange.parse(text).isPresent());
    }

    @Test
    void aPriorityIsWrittenSo() {
        Pattern pattern =
                Pattern.compile((String) at(schema, "definitions", "alert", "properties", "priority", "pattern"));
        for (Priority priority : Priority.values()) {
            assertThat(pattern.matcher(priority.word()).find()).isTrue();
            assertThat(pattern.matcher(priority.word().toLowerCase(Locale.ROOT)).find())
                    .isTrue();
        }
        for (String word : List.of("info", "INFO", "grave", "errors", "")) {
            assertThat(pattern.matcher(word).find())
                    .as(word)
                    .isEqualTo(Priority.of(word).isPresent());
        }
    }
}
