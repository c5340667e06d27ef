package lanner.engine.rules.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.read.RuleFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeededCallsTest {
    private static final StandardFields FIELDS = new StandardFields();

    private static List<String> lines(String condition, String output) {
        String rules = """
                - rule: r
                  desc: d
                  condition: evt.type = execve and %s
                  output: "%s"
                  priority: INFO
                """.formatted(condition, output);
        LoadedRules loaded = new RuleLoader(FIELDS).load(List.of(new RuleFile("r.yaml", rules)));
        assertThat(loaded.error()).isEmpty();
        return NeededCalls.of(loaded.rules(), FIELDS).stream()
                .map(NeededCalls.Need::line)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        proc.name = sh                                | %proc.cmdline %user.name        | false
        thread.cap_effective contains CAP_SYS_ADMIN   | %evt.time %evt.type %evt.res    | false
        container.id != host                          | %container.image.repository     | false
        evt.arg.flags contains x or proc.name = y     | x                               | true
        proc.stdin.type = ipv4                        | x                               | true
        proc.stdout.name contains sock                | x                               | true
        evt.category = net                            | x                               | true
        fd.name startswith /etc                       | x                               | true
        tolower(basename(fd.name)) = x                | x                               | true
        proc.name = sh                                | %fd.name                        | true
        proc.name = sh                                | %tolower(fd.name)               | true
        proc.fdopencount > 100                        | x                               | true
        """)
    void descriptorsAreRecordedForRulesThatReadThem(String condition, String output, boolean needed) {
        assertThat(lines(condition, output).stream().anyMatch(line -> line.startsWith("dup2 ")))
                .isEqualTo(needed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        fcntl | arg1&0xffffffff=0x0 arg1&0xffffffff=0x2 arg1&0xffffffff=0x406
        ioctl | arg1&0xffffffff=0x5450 arg1&0xffffffff=0x5451
        prctl | arg0&0xffffffff=0x8 arg0&0xffffffff=0xf arg0&0xffffffff=0x18 arg0&0xffffffff=0x1c arg0&0xffffffff=0x24 arg0&0xffffffff=0x2f
        """)
    void callsOfManyCommandsAreRecordedForThoseThatChangeState(String call, String tests) {
        assertThat(lines("fd.name = x", "x"))
                .filteredOn(line -> line.startsWith(call + " "))
                .singleElement()
                .asString()
                .startsWith(call + " " + tests + "  #");
    }
}
