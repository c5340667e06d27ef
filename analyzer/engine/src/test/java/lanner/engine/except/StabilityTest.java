package lanner.engine.except;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lanner.engine.text.RuleText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class StabilityTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/etc/shadow | = | /etc/shadow",
                "/usr/lib/python3.11/os.py | = | /usr/lib/python3.11/os.py",
                "/proc/4711/maps | glob | /proc/*/maps",
                "/proc/4711/task/4712/comm | glob | /proc/*/task/4712/comm",
                "/proc/self/maps | = | /proc/self/maps",
                "/tmp/tmp.aB3dE5fGhI/out | glob | /tmp/tmp.*/out",
                "/tmp/tmp.aB3dE5fGhI | startswith | /tmp/tmp.",
                "/tmp/ccXyZabQ.s | glob | /tmp/*.s",
                "/tmp/installer/run.sh | = | /tmp/installer/run.sh",
                "/tmp/installer2/run.sh | = | /tmp/installer2/run.sh",
                "/home/aB3dE5fGhI/x | = | /home/aB3dE5fGhI/x",
                "/var/lib/docker/containers/0123456789abcdef/log | glob | /var/lib/docker/containers/*/log",
                "/run/f81d4fae-7dec-11d0-a765-00a0c91e6bf6.sock | glob | /run/*.sock",
                "/srv/deadbeefcafe | = | /srv/deadbeefcafe",
                "/srv/[a]*?\\4711111/x | glob | /srv/\\[a]\\*\\?\\\\*/x",
                "kill -9 123456 | startswith | `kill -9 `",
                "123456.pid of it | endswith | .pid of it",
                "10.0.0.1:45678->10.1.2.3:443 | endswith | ->10.1.2.3:443",
                "10.0.0.1:45678->10.1.2.3:45679 | glob | *->10.1.2.3:*",
                "::1:45678->2001:db8::1:443 | endswith | ->2001:db8::1:443",
            })
    void whatWillBeAnotherTheNextTimeBecomesAHole(String value, String operator, String written) {
        ExceptionTerm term = ExceptionTerm.of("fd.name", value);
        assertThat(term.operator() + " " + term.value()).isEqualTo(operator + " " + written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fd.name | /etc/shadow | ",
                "fd.sport | 443 | ",
                "fd.sport | 46301 | the port 46301 is one that the kernel hands out",
                "fd.name | /tmp/aB3dE5fGhI | nothing of its value will come again",
                "proc.name | 123456 | nothing of its value will come again",
                "evt.num | 7 | it is another each time",
                "evt.time.iso8601 | x | it is another each time",
                "proc.pid | 7 | it is another each time",
                "proc.apid[2] | 7 | it is another each time",
                "proc.pid.ts | 7 | it is another each time",
                "fd.cport | 7 | it is another each time",
                "container.id | abc | it is another each time",
                "k8s.pod.name | abc | it is another each time",
                "container.image.repository | nginx | ",
                "k8s.ns.name | default | ",
                "evt.arg.flags | O_RDONLY | ",
                "evt.arg.pid | 5 | it is another each time",
                "proc.pname | sh | ",
            })
    void aFieldIsLeftOutForAReason(String field, String value, String reason) {
        assertThat(Stability.reasonAgainst(field, value).orElse(null)).isEqualTo(reason);
    }

    @Test
    void aLongValueIsCutWhereACharacterEnds() {
        String line = "x".repeat(254) + "\u00c3\u00a9 and more";
        ExceptionTerm term = ExceptionTerm.of("proc.cmdline", line);
        assertThat(term.operator()).isEqualTo("startswith");
        assertThat(term.value()).isEqualTo("x".repeat(254));

        ExceptionTerm pattern = ExceptionTerm.of("proc.cmdline", "y 123456 " + "*".repeat(300));
        assertThat(pattern.operator()).isEqualTo("glob");
        assertThat(pattern.value())
                .hasSizeLessThanOrEqualTo(255)
                .startsWith("y * \\*\\*")
                .endsWith("\\**");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\nlines",
                "# not a comment",
                "a: b",
                "'",
                "\"",
                "null",
                "0x1f",
                "- x",
                "=",
                "\u001b[31m",
                "\u202e"
            })
    void aCommentIsOneLineAndAScalarIsThatText(String text) {
        assertThat(RuleText.comment(text)).startsWith("# ").doesNotContain("\n", "\u001b");
        assertThat(new Yaml().<Object>load("[" + RuleText.scalar(text) + ", x]"))
                .isEqualTo(List.of(text, "x"));
    }
}
