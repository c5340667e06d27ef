package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class RulesMutateTest {
    private static final String RULES = """
            - list: secrets
              items: [/etc/shadow, /etc/gshadow]
            - macro: opens
              condition: (evt.type in (open, openat) and fd.num >= 0)
            - rule: Secret
              desc: d
              condition: opens and fd.name in (secrets) and not proc.name = login
              output: read by %proc.name
              priority: WARNING
            - rule: Spare
              desc: d
              condition: evt.type = connect and fd.sport = 80
              output: o
              priority: INFO
            - rule: Off
              desc: d
              condition: evt.type = connect and fd.sport = 81
              output: o
              priority: INFO
              enabled: false
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        try (CaptureStory capture = CaptureStory.at(directory.resolve("x.lanner"))) {
            capture.process(9, 1, "cat")
                    .process(8, 1, "login")
                    .opens(9, "/etc/shadow")
                    .opens(9, "/etc/passwd")
                    .opens(8, "/etc/shadow")
                    .unlinks(9, "/etc/shadow");
        }
        Files.writeString(directory.resolve("r.yaml"), RULES);
    }

    private Answer mutate(String expectations, Object... options) throws IOException {
        Path file = directory.resolve("t.test.yaml");
        Files.writeString(file, "rules: r.yaml\ntests:\n" + expectations.indent(2));
        Object[] line = new Object[options.length + 3];
        line[0] = "rules";
        line[1] = "mutate";
        line[2] = file;
        System.arraycopy(options, 0, line, 3, options.length);
        return Answer.of(line);
    }

    @Test
    void whatNoTestNoticesIsReportedWithItsPlace() throws IOException {
        Answer answer = mutate("- {name: a, capture: x.lanner, expect: [{rule: Secret, count: 1}]}");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out())
                .contains(
                        "r.yaml:2:24  list 'secrets'  dropped: /etc/gshadow\n",
                        "r.yaml:4:28  macro 'opens'  dropped: open, from evt.type in (open, openat)\n",
                        "    condition: (evt.type in (open, openat) and fd.num >= 0)\n",
                        "\n" + " ".repeat(4 + 25) + "^\n",
                        "r.yaml:4:53  macro 'opens'  fd.num >= 0 -> fd.num > 0\n",
                        "rule 'Spare'  no test that could notice a change; mutants: 6\n")
                // Noticed: the count is no longer 1.
                .doesNotContain("dropped: and not proc.name", "dropped: /etc/shadow\n")
                .doesNotContain("rule 'Off'");
        assertThat(answer.err()).contains("mutants: ", " killed, 0 not loaded, ");
    }

    @Test
    void whatEveryChangeTouchesIsNoticed() throws IOException {
        Files.writeString(directory.resolve("r.yaml"), """
                - rule: Cat
                  desc: d
                  condition: evt.type = openat and proc.name = cat
                  output: o
                  priority: INFO
                """);

        Answer answer = mutate("- {name: a, capture: x.lanner, expect: [{rule: Cat, count: 2}]}");

        assertThat(answer.out()).isEqualTo("""
                             mutants  killed  not loaded  survived
                rule 'Cat'         5       5           0         0
                all                5       5           0         0
                """);
        assertThat(answer.status()).isZero();
        assertThat(answer.err()).contains("5 mutants: 5 killed, 0 not loaded, 0 survived");
    }

    @Test
    void aRuleThatComesFirstIsNoticedByTestsOfTheOnesBehindIt() throws IOException {
        Files.writeString(directory.resolve("r.yaml"), """
                - rule: First
                  desc: d
                  condition: evt.type = openat and fd.name = /etc/passwd and proc.name = cat
                  output: o
                  priority: INFO
                - rule: Second
                  desc: d
                  condition: evt.type = openat and fd.name startswith /etc/
                  output: o
                  priority: INFO
                """);
        String test = "- {name: a, capture: x.lanner, match: %s, expect: [{rule: Second, count: %d}]}";

        Answer first = mutate(test.formatted("first", 2), "--only", "First");
        Answer all = mutate(test.formatted("all", 3), "--only", "First");

        assertThat(first.out()).contains("dropped: and proc.name = cat").doesNotContain("dropped: and fd.name");
        assertThat(all.out()).contains("no test that could notice a change; mutants: 7");
    }

    @Test
    void aMutantThatDoesNotLoadIsToldApart() throws IOException {
        Files.writeString(directory.resolve("r.yaml"), """
                - list: ports
                  items: [1]
                - rule: R
                  desc: d
                  condition: evt.type = openat and evt.num = ports
                  output: o
                  priority: INFO
                """);

        Answer answer = mutate("- {name: a, capture: x.lanner, expect: [{rule: R, count: 1}]}", "--only", "ports");

        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.err()).contains("1 mutant: 0 killed, 1 not loaded, 0 survived");
    }

    @Test
    void programsReadEveryMutantWithItsFate() throws IOException {
        Answer answer = mutate("- {name: a, capture: x.lanner, expect: [{rule: Secret, count: 1}]}", "--json");

        Map<?, ?> object = new Yaml(new SafeConstructor(new LoaderOptions())).load(answer.out());
        List<?> definitions = (List<?>) object.get("definitions");
        Map<?, ?> list = (Map<?, ?>) definitions.get(0);
        assertThat(list.get("kind")).isEqualTo("list");
        assertThat(list.get("name")).isEqualTo("secrets");
        assertThat(list.get("line")).isEqualTo(1);
        assertThat(list.get("tests")).isEqualTo(1);
        Map<?, ?> killed = (Map<?, ?>) ((List<?>) list.get("mutants")).get(0);
        assertThat(killed.get("fate")).isEqualTo("killed");
        assertThat(killed.get("mutation")).isEqualTo("item");
        assertThat(killed.get("items")).isEqualTo(List.of("/etc/gshadow"));
        assertThat(killed.get("killed_by")).isEqualTo("a");
        int mutants = definitions.stream()
                .mapToInt(definition -> ((List<?>) ((Map<?, ?>) definition).get("mutants")).size())
                .sum();
        assertThat(object.get("mutants")).isEqualTo(mutants);
    }

    @Test
    void testsThatFailAreNamedAndNothingIsChanged() throws IOException {
        Answer answer = mutate("- {name: a, capture: x.lanner, expect: [{rule: Secret, count: 2}]}");
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("FAILED  a", "1 test fails; all must pass before rules are changed");
    }

    @Test
    void testsThatWereSkippedAreCounted() throws IOException {
        Answer answer = mutate("""
                - {name: a, capture: x.lanner, expect: [{rule: Secret, count: 1}]}
                - {name: b, capture: x.lanner, silent: Spare, needs: no-such-program-here}
                """);
        assertThat(answer.err()).contains("1 of 2 tests were skipped; changes that only they notice count as survived");

        Answer none = mutate("- {name: b, capture: x.lanner, silent: Spare, needs: no-such-program-here}");
        assertThat(none.status()).isEqualTo(3);
        assertThat(none.err()).contains("all tests were skipped", "it needs the program no-such-program-here");
    }

    @Test
    void theSameTestsGiveTheSameReportHoweverManyAtOnce() throws IOException {
        String test = "- {name: a, capture: x.lanner, expect: [{rule: Secret, count: 1}]}";
        Answer one = mutate(test, "--jobs", "1");
        assertThat(mutate(test, "--jobs", "4").out()).isEqualTo(one.out());
        assertThat(mutate(test, "--limit", "1").out()).contains("\nand 9 more\n");
    }

    @Test
    void whatCannotBeIsRefused() throws IOException {
        String test = "- {name: a, capture: x.lanner, expect: [{rule: Secret, count: 1}]}";
        assertThat(mutate(test, "--only", "nobody").status()).isEqualTo(3);
        assertThat(mutate(test, "--jobs", "0").status()).isEqualTo(2);
        assertThat(mutate(test, "--limit", "-1").status()).isEqualTo(2);
        assertThat(Answer.of("rules", "mutate", directory.resolve("nothing")).status())
                .isEqualTo(3);
    }
}
