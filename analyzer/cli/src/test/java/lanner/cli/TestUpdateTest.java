package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code test --update} makes of files of tests: a file each, what it was and what it becomes. */
class TestUpdateTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void recordOpens() throws IOException {
        try (CaptureStory capture = CaptureStory.at(directory.resolve("x.lanner"))) {
            capture.process(9, 1, "cat")
                    .opens(9, "/etc/shadow")
                    .opens(9, "/etc/shadow")
                    .opens(9, "/tmp/two words")
                    .opens(9, "/tmp/\u00c3\u00a9");
        }
        Files.writeString(directory.resolve("r.yaml"), """
                - rule: Shadow
                  desc: d
                  condition: evt.type = openat and fd.name = /etc/shadow
                  output: file=%fd.name read by command=%proc.name
                  priority: WARNING
                - rule: Words
                  desc: d
                  condition: evt.type = openat and fd.name startswith /tmp/
                  output: file=%fd.name
                  priority: NOTICE
                - rule: Hosts
                  desc: d
                  condition: evt.type = openat and fd.name = /etc/hosts
                  output: hosts
                  priority: INFO
                """);
        file = directory.resolve("t.test.yaml");
    }

    private Answer update(String text) throws IOException {
        Files.writeString(file, text);
        return Answer.of("test", file, "--update");
    }

    /** Before, an arrow line, after. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                rules: r.yaml    # ours
                tests:
                  # the first
                  - name: counts   # how often
                    capture: x.lanner
                    expect:
                      - rule: Shadow   # twice, in truth
                        count: 1       # see there
                      - {rule: Words, count: 5.., priority: notice}  # many
                      # nobody reads it
                      - rule: Hosts    # never

                  - name: untouched
                    capture: x.lanner
                    silent: [ Hosts ]
                => Shadow count, Words count, Hosts count
                rules: r.yaml    # ours
                tests:
                  # the first
                  - name: counts   # how often
                    capture: x.lanner
                    expect:
                      - rule: Shadow   # twice, in truth
                        count: 2       # see there
                      - {rule: Words, count: 2.., priority: notice}  # many
                      # nobody reads it
                      - rule: Hosts    # never
                        count: 0

                  - name: untouched
                    capture: x.lanner
                    silent: [ Hosts ]
                """,
                """
                rules: r.yaml
                tests:
                  - name: what an alert is
                    capture: x.lanner
                    expect:
                      - {rule: Shadow, priority: info, output: command=dog, fields: {proc.name: "dog", fd.name: /etc/shadow}}
                      - rule: Words
                        priority: 'error' # not so grave
                        fields:
                          # the file
                          fd.name: /tmp/one word
                => Shadow priority, Shadow output, Shadow proc.name, Words priority, Words fd.name
                rules: r.yaml
                tests:
                  - name: what an alert is
                    capture: x.lanner
                    expect:
                      - {rule: Shadow, priority: Warning, output: command=cat, fields: {proc.name: cat, fd.name: /etc/shadow}}
                      - rule: Words
                        priority: Notice # not so grave
                        fields:
                          # the file
                          fd.name: /tmp/two words
                """,
                """
                rules: r.yaml
                tests:
                  - {name: flow, capture: x.lanner, silent: Shadow}
                  - {name: both, capture: x.lanner, expect: [{rule: Words}], silent: [Hosts, Shadow]}
                  - name: block
                    capture: x.lanner
                    silent:
                      - Shadow   # goes
                      - Hosts    # stays
                      - Words
                    # a word at the end
                  - name: gone
                    silent: [Shadow]
                    capture: x.lanner
                    expect:
                      - {rule: Words}
                => flow, both, block Shadow, block Words, gone
                rules: r.yaml
                tests:
                  - {name: flow, capture: x.lanner, expect: [{rule: Shadow, count: 2}]}
                  - {name: both, capture: x.lanner, expect: [{rule: Words}, {rule: Shadow, count: 2}], silent: [Hosts]}
                  - name: block
                    capture: x.lanner
                    silent:
                      - Hosts    # stays
                    expect: [{rule: Shadow, count: 2}, {rule: Words, count: 2}]
                    # a word at the end
                  - name: gone
                    capture: x.lanner
                    expect:
                      - {rule: Words}
                      - {rule: Shadow, count: 2}
                """,
                """
                rules: r.yaml
                tests:
                  - name: others
                    capture: x.lanner
                    others: forbidden
                    expect:
                      - rule: Words
                => Shadow
                rules: r.yaml
                tests:
                  - name: others
                    capture: x.lanner
                    others: forbidden
                    expect:
                      - rule: Words
                      - {rule: Shadow, count: 2}
                """,
                """
                rules: r.yaml
                tests:
                  - name: 💥 é
                    capture: x.lanner
                    expect: [{rule: Words, count: 1, fields: {fd.name: "/tmp/é"}}, {rule: Words, count: 2, fields: {fd.name: "/tmp/é"}}]
                => count
                rules: r.yaml
                tests:
                  - name: 💥 é
                    capture: x.lanner
                    expect: [{rule: Words, count: 1, fields: {fd.name: "/tmp/é"}}, {rule: Words, count: 1, fields: {fd.name: "/tmp/é"}}]
                """,
            })
    void onlyWhatIsExpectedChanges(String table) throws IOException {
        String[] parts = table.split("=> ", 2);
        int changes = parts[1].lines().findFirst().orElseThrow().split(", ").length;
        String after = parts[1].substring(parts[1].indexOf('\n') + 1);

        Answer answer = update(parts[0]);

        assertThat(Files.readString(file)).as(answer.err()).isEqualTo(after);
        assertThat(answer.status()).isZero();
        assertThat(answer.err().lines().filter(line -> line.contains("t.test.yaml:")))
                .hasSize(changes);
        Answer again = Answer.of("test", file);
        assertThat(again.status()).as(again.out()).isZero();
    }

    @Test
    void whatChangedIsSaidWithItsPlace() throws IOException {
        Answer answer = update("""
                rules: r.yaml
                tests:
                  - {name: one, capture: x.lanner, expect: [{rule: Shadow, count: 1}]}
                  - {name: two, capture: x.lanner, expect: [{rule: Shadow}]}
                """);

        assertThat(answer.err())
                .contains(
                        "t.test.yaml:3: 'one': 'Shadow' count: 1 -> 2",
                        "2 tests: 1 passed, 0 failed, 0 skipped, 1 updated");
        assertThat(answer.out()).contains("'Shadow' was expected 1 time, but was raised 2 times");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: t, capture: x.lanner, expect: [{rule: Nobody}]} => it could not be judged",
                "{name: t, capture: r.yaml, expect: [{rule: Shadow, count: 1}]} => it could not be judged",
                "{name: t, capture: x.lanner, ordered: true, expect: [{rule: Words}, {rule: Shadow}]} => in another order",
                "{name: t, capture: x.lanner, expect: [{rule: Shadow, output: ''}, {rule: Shadow, output: '~~~'}]} => nothing in it resembles",
                "{name: s, capture: x.lanner, silent: &all [Hosts, Shadow]}\n  - {name: t, capture: x.lanner, silent: *all, expect: [{rule: Words}]} => alias",
            })
    void aTestThatCannotBeAcceptedStaysAsItIsAndSaysWhy(String table) throws IOException {
        String[] parts = table.split(" => ", 2);
        String text = "rules: r.yaml\ntests:\n  - " + parts[0] + "\n";

        Answer answer = update(text);

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("'t': not updated: ", parts[1]);
        assertThat(Files.readString(file)).contains(parts[0].substring(parts[0].indexOf("{name: t")));
    }

    @Test
    void theFilesModeAndALinkToItStay() throws IOException {
        Path real = Files.writeString(directory.resolve("real.yaml"), """
                rules: r.yaml
                tests: [{name: t, capture: x.lanner, silent: Shadow}]
                """);
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(file, real);

        assertThat(Answer.of("test", file, "--update").status()).isZero();

        assertThat(Files.isSymbolicLink(file)).isTrue();
        assertThat(Files.readString(real)).contains("expect: [{rule: Shadow, count: 2}]");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString()).toList())
                    .hasSameElementsAs(List.of("x.lanner", "r.yaml", "real.yaml", "t.test.yaml"));
        }
    }
}
