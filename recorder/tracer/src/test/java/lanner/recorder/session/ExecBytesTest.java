package lanner.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecBytesTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "A=1;B=2;, A=1 B=2",
        "A=1;LANNER_JAVA_OPTS=-ea;B=2;, A=1 B=2",
        "LANNER=kept;NOT_LANNER_=kept;, LANNER=kept NOT_LANNER_=kept",
        "no equals sign;A=;, no equals sign A=",
        "A=cut before its end, ''",
    })
    void theEnvironmentIsPassedOnWithoutTheVariablesOfTheStartScript(String items, String expected) {
        byte[] all = items.replace(';', '\0').getBytes(StandardCharsets.ISO_8859_1);
        assertThat(String.join(
                        " ",
                        ExecBytes.environment(all).stream()
                                .map(item -> new String(item, StandardCharsets.ISO_8859_1))
                                .toList()))
                .isEqualTo(expected);
    }

    @Test
    void bytesThatAreNoTextAreKept() {
        byte[] item = {'A', '=', (byte) 0xFF, (byte) 0x80, 0};
        assertThat(ExecBytes.environment(item)).containsExactly(Arrays.copyOf(item, item.length - 1));
    }

    @Test
    void aHeaderHoldsAnArgumentOneCharacterAByte() {
        String argument = "x\u00e9";
        assertThat(ExecBytes.latin1(argument).getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(ExecBytes.of(argument));
    }
}
