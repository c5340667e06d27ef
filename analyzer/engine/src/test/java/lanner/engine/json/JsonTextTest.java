package lanner.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import lanner.capture.json.JsonReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"##[error]x", "a##[group]", "###[debug]", "##[##[", "[x] # [y]", "#["})
    void noTextIsACommandInTheLogOfAGithubJobAndEachIsReadAsItWas(String text) throws IOException {
        String written = JsonText.write(List.of(text));
        assertThat(written).doesNotContain("##[");
        assertThat(JsonReader.value(written)).isEqualTo(List.of(text));
    }
}
