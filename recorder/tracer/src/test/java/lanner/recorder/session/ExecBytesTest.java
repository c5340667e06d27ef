package lanner.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    @ParameterizedTest
    @CsvSource({
        "LC_ALL=C.UTF-8;LANNER_LC_ALL=;A=1;, A=1",
        "LC_ALL=C.UTF-8;A=1;LANNER_LC_ALL==POSIX;, LC_ALL=POSIX A=1",
        "LC_ALL=C.UTF-8;A=1;LANNER_LC_ALL==;, LC_ALL= A=1",
        "LC_ALL=de_DE;A=1;, LC_ALL=de_DE A=1",
    })
    void theLocaleThatTheStartScriptSetIsTheOneBeforeAgain(String items, String expected) {
        theEnvironmentIsPassedOnWithoutTheVariablesOfTheStartScript(items, expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, ''",
                "0, QT0x, -, ''",
                "1, QT0xAA==, QT0y, A=1.",
                "2, QT0x, AA==, A=1.",
            })
    void whatTheStartScriptHandsOverIsPutTogether(String parts, String first, String second, String expected) {
        Map<String, String> variables = new HashMap<>();
        variables.put("LANNER_ENVIRON", parts);
        variables.put("LANNER_ENVIRON_0", first);
        variables.put("LANNER_ENVIRON_1", second);
        variables.values().removeIf(Objects::isNull);
        assertThat(ExecBytes.latin1(ExecBytes.handedOver(variables)).replace('\0', '.'))
                .isEqualTo(expected);
    }

    @Test
    void argumentsThatAreNoTextAreTakenFromTheKernelsCopy() {
        byte[] commandLine =
                "java\0-cp\0x\0Main\0record\0--\0ls\0a\u00ff?\0\u00c3\u00a9\0\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ExecBytes.of(List.of("ls", "a\ufffd?", "??", ""), commandLine).stream()
                        .map(ExecBytes::latin1))
                .containsExactly("ls", "a\u00ff?", "\u00c3\u00a9", "");
    }

    @Test
    void argumentsThatThisProcessWasNotGivenAreEncoded() {
        byte[] commandLine = "java\0Main\0demo\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ExecBytes.of(List.of("sh", "-c", "x", "y"), commandLine).stream()
                        .map(ExecBytes::latin1))
                .containsExactly("sh", "-c", "x", "y");
    }
}
