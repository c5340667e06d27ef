package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.capture.json.JsonReader;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesDiffTest {
    private static final String RULES = """
            - list: secrets
              items: [/etc/shadow]
            - rule: Secret
              desc: a secret is read
              condition: evt.type=openat and fd.name in (secrets)
              output: secret %fd.name by %proc.name
              priority: WARNING
              tags: [a]
            - rule: Any
              desc: anything is read
              condition: evt.type=openat and fd.name startswith /etc/
              output: read %fd.name
              priority: INFO
            """;

    @TempDir
    static Path directory;

    @BeforeAll
    static void record() throws IOException {
        Path captures = Files.createDirectories(directory.resolve("captures/deep"));
        try (CaptureStory one = CaptureStory.at(captures.resolve("one.lanner"))) {
            one.process(9, 1, "cat")
                    .opens(9, "/etc/shadow")
                    .opens(9, "/etc/hosts")
                    .opens(9, "/tmp/x");
        }
        try (CaptureStory two = CaptureStory.at(captures.getParent().resolve("two.lanner"))) {
            two.process(9, 1, "cat").opens(9, "/etc/hosts").opens(9, "/etc/a \u001b[31m\n");
        }
        Files.writeString(captures.resolve("notes.txt"), "not a capture");
    }

    private static Answer diff(String now, String... options) throws IOException {
        Path old = Files.writeString(directory.resolve("old.yaml"), RULES);
        Path path = Files.writeString(directory.resolve("new.yaml"), now);
        Object[] line = new Object[6 + options.length];
        System.arraycopy(
                new Object[] {"rules", "diff", old, path, "--captures", directory.resolve("captures")}, 0, line, 0, 6);
        System.arraycopy(options, 0, line, 6, options.length);
        return Answer.of(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x | x | 0 | `no difference; 4 alerts the same; 5 events of 2 captures`",
                "[/etc/shadow] | [/etc/shadow, /etc/hosts] | 1 | `alerts: 2 gained, 2 lost, 2 the same`",
                "[/etc/shadow] | [/etc/shadow, /etc/hosts] | 1 | `Secret: 2 gained\n    2 of them gained from 'Any'`",
                "[/etc/shadow] | [/etc/shadow, /etc/hosts] | 1 | `Any: 2 lost\n    2 of them lost to 'Secret'`",
                "[/etc/shadow] | [/etc/nothing] | 1 | `  ~ Secret  (condition)`",
                "[/etc/shadow] | [/etc/nothing] | 1 | `Secret: 1 lost\n    1 of them lost to 'Any'`",
                "startswith /etc/ | startswith /none/ | 1 | `Any: 3 lost`",
                "startswith /etc/ | startswith / | 1 | `one.lanner: 1 gained\n  + `",
                "priority: WARNING | priority: ERROR | 1 | `priority Warning -> Error`",
                "tags: [a] | tags: [b, a] | 1 | `tags [a] -> [a, b]`",
                "secret %fd.name | a secret %fd.name | 1 | `  ~ Secret  (output)`",
                "rule: Secret | rule: Secrets read | 1 | `  ~ Secrets read  (was 'Secret')`",
                "rule: Secret | rule: Secrets read | 1 | `1 changed, 3 the same`",
                "anything is read | any file is read | 0 | `  ~ Any  (description)`",
            })
    void whatChangedIsSaid(String from, String to, int status, String words) throws IOException {
        Answer answer = diff(RULES.replace(from, to));
        assertThat(answer.out()).as(answer.err()).contains(words);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void rulesThatCameWentAndMovedAreTold() throws IOException {
        String secret = RULES.substring(RULES.indexOf("- rule: Secret"), RULES.indexOf("- rule: Any"));
        String any = RULES.substring(RULES.indexOf("- rule: Any"));
        String list = RULES.substring(0, RULES.indexOf("- rule: Secret"));

        assertThat(diff(list + any + secret).out())
                .contains("  ~ Any  (order)", "Any: 1 gained\n    1 of them gained from 'Secret'");
        Answer gone = diff(list + secret);
        assertThat(gone.out()).contains("  - Any  (removed)", "Any: 3 lost");
        Answer come = diff(RULES + any.replace("Any", "More").replace("/etc/", "/tmp/"));
        assertThat(come.out()).contains("  + More  (added)", "More: 1 gained");
        Answer off = diff(RULES + "- rule: Any\n  enabled: false\n  override: {enabled: replace}\n");
        assertThat(off.out()).contains("  ~ Any  (switched off)", "Any: 3 lost");
    }

    @Test
    void withEveryMatchNothingMoves() throws IOException {
        Answer answer = diff(RULES.replace("[/etc/shadow]", "[/etc/shadow, /etc/hosts]"), "--match", "all");
        assertThat(answer.out())
                .contains("Secret: 2 gained\n", "alerts: 2 gained, 5 the same")
                .doesNotContain("of them");
    }

    @Test
    void allListsEveryAlertThatDiffersOnALineThatIsSafeToPrint() throws IOException {
        Answer answer = diff(RULES.replace("startswith /etc/", "startswith /none/"), "--all", "--limit", "0");
        String captures = directory.resolve("captures").toString();
        assertThat(answer.out()
                        .lines()
                        .filter(line -> line.startsWith("- "))
                        .map(line -> line.replace(captures, "C").replaceAll("[0-9:.]+: Info", "T: Info")))
                .containsExactly(
                        "- C/deep/one.lanner:2 [Any] T: Informational read /etc/hosts",
                        "- C/two.lanner:1 [Any] T: Informational read /etc/hosts",
                        "- C/two.lanner:2 [Any] T: Informational read /etc/a \\x1b[31m\\n");
        assertThat(answer.out()).doesNotContain("\u001b", "  - ");
    }

    @Test
    void programsReadOneObjectAndWithAllALineForEachAlert() throws IOException {
        String now = RULES.replace("[/etc/shadow]", "[/etc/hosts]");
        List<String> lines = diff(now, "--json", "--all").out().lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0))
                .startsWith("{\"change\":\"lost\",")
                .contains("\"event\":1,\"rule\":\"Secret\",\"moved\":\"Any\"", "\"after\":null");
        Map<?, ?> whole = JsonReader.object(lines.get(6));
        assertThat(whole.get("alerts")).hasToString("{gained=3, lost=3, changed=0, same=1}");
        assertThat(diff(now, "--json").out().lines()).hasSize(1).first().isEqualTo(lines.get(6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules diff OLD OLD | 2 | --captures",
                "rules diff OLD OLD --captures CAPTURES --match some | 2 | --match is first or all, not 'some'",
                "rules diff OLD OLD --captures CAPTURES --limit -1 | 2 | --limit is 0 or more",
                "rules diff OLD OLD --captures EMPTY | 3 | no capture, neither .lanner nor .lanner.zst nor .scap nor an audit log, is in this directory",
                "rules diff OLD OLD --captures NONE | 3 | there is no such file or directory",
                "rules diff NONE OLD --captures CAPTURES | 3 | there is no such file",
                "rules diff BROKEN OLD --captures CAPTURES | 3 | broken.yaml:3:14: error: ",
            })
    void whatCannotBeIsSaidInASentence(String line, int status, String words) throws IOException {
        Path old = Files.writeString(directory.resolve("old.yaml"), RULES);
        Path broken = Files.writeString(
                directory.resolve("broken.yaml"),
                "- rule: r\n  desc: d\n  condition: evt.type=\n  output: o\n  priority: INFO\n");
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Answer answer = Answer.of((Object[]) line.replace("OLD", old.toString())
                .replace("CAPTURES", directory.resolve("captures").toString())
                .replace("EMPTY", empty.toString())
                .replace("NONE", directory.resolve("none").toString() + ".yaml")
                .replace("BROKEN", broken.toString())
                .split(" "));
        assertThat(answer.err()).contains(words);
        assertThat(answer.status()).isEqualTo(status);
    }
}
