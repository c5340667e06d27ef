package lanner.cli.tui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours as the terminal has them and the user wants them, signs as the locale has them. */
class LookTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            xterm-256color | 256 | LANG=en_US.UTF-8                       | true  | true
            xterm          | 8   | LANG=de_DE.utf8                        | true  | true
            vt100          | 0   | LANG=en_US.UTF-8                       | false | true
            xterm          | 8   | LANG=en_US.UTF-8 NO_COLOR=1            | false | true
            xterm          | 8   | LANG=en_US.UTF-8 NO_COLOR=             | true  | true
            linux          | 8   | LANG=en_US.UTF-8                       | true  | false
            xterm          | 8   | LANG=C                                 | true  | false
            xterm          | 8   |                                        | true  | false
            xterm          | 8   | LC_ALL=C LANG=en_US.UTF-8              | true  | false
            xterm          | 8   | LC_CTYPE=C.UTF-8 LANG=C                | true  | true
            xterm          | 8   | LC_ALL=C.UTF-8 LANNER_LC_ALL= LANG=C   | true  | false
            xterm          | 8   | LC_ALL=C.UTF-8 LANNER_LC_ALL==C        | true  | false
            xterm          | 8   | LC_ALL=C.UTF-8 LANNER_LC_ALL= LANG=en_US.UTF-8 | true | true
            """)
    void theEnvironmentDecides(String type, int colours, String environment, boolean coloured, boolean unicode) {
        Map<String, String> variables = new HashMap<>();
        for (String each : environment == null ? new String[0] : environment.split(" +")) {
            int equals = each.indexOf('=');
            variables.put(each.substring(0, equals), each.substring(equals + 1));
        }
        assertThat(Look.of(type, colours, variables)).isEqualTo(new Look(coloured, unicode));
    }
}
