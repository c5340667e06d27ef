package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "::1, [0:0:0:0:0:0:0:1]",
        "[::1], [0:0:0:0:0:0:0:1]",
        "2001:db8::7, [2001:db8:0:0:0:0:0:7]",
        "fe80::1%1, [fe80:0:0:0:0:0:0:1%251]",
    })
    void anAddressIsWrittenAsAUrlHasIt(String given, String text) throws IOException {
        assertThat(MetricsOptions.text(InetAddress.getByName(given))).isEqualTo(text);
    }
}
