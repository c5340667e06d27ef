package lanner.recorder.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "NONE, A=1;B=2;, ''",
        "NAMES, A=1;B=2;, A=;B=;",
        "NAMES, A=1=2;, A=;",
        "NAMES, A;B=2;, A;B=;",
        "NAMES, A=secret cut, A=",
        "NAMES, '', ''",
        "ALL, A=1;B=2;, A=1;B=2;",
    })
    void onlyWhatThePolicyAllowsIsKept(EnvironmentPolicy policy, String items, String kept) {
        byte[] all = items.replace(';', '\0').getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(policy.kept(all), StandardCharsets.ISO_8859_1).replace('\0', ';'))
                .isEqualTo(kept);
    }
}
