package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanner.capture.json.JsonReader;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesExceptionTest {
    private static final String RULES = """
            - list: secrets
              items: [/etc/shadow]
            - rule: Secret
              desc: d
              condition: evt.type=openat and fd.name startswith /etc/
              output: read (file=%fd.name by=%proc.name pid=%proc.pid n=%evt.num)
              priority: WARNING
            - rule: Any open
              desc: d
              condition: evt.type=openat and fd.name startswith /e
              output: open %fd.name
              priority: INFO
            - rule: "Network: 'out'"
              desc: d
              condition: evt.type=connect
              output: connected (to=%fd.name by=%proc.cmdline)
              priority: INFO
            - rule: Run
              desc: d
              condition: evt.type=execve
              output: run (%proc.cmdline)
              priority: INFO
            """;

    @TempDir
    static Path directory;

    private static Path rules;
    private static Path one;

    @BeforeAll
    static void record() throws IOException {
        rules = Files.writeString(directory.resolve("r.yaml"), RULES);
        one = directory.resolve("one.lanner");
        try (CaptureStory capture = CaptureStory.at(one)) {
            capture.process(1, 0, "init")
                    .process(9, 1, "cat")
                    .process(8, 1, "dog")
                    .opens(9, "/etc/shadow")
                    .opens(9, "/etc/shadow")
                    .opens(8, "/etc/shadow")
                    .opens(9, "/etc/ssl/secret 4711999/key")
                    .connects(9, 45678, "10.1.2.3", 443)
                    .connects(9, 45679, "10.1.2.3", 443)
                    .connects(9, 45680, "10.1.2.3", 40000)
                    .runs(9, 1, "sh", "-c", "echo \"$(id)\" # it's\n\t\\");
        }
        try (CaptureStory capture = CaptureStory.at(directory.resolve("two.lanner"))) {
            capture.process(1, 0, "init").process(7, 1, "cat").opens(7, "/etc/ssl/secret 1234567/key");
        }
    }

    private static Answer draft(String from, Object... more) {
        List<Object> line = new ArrayList<>(List.of("rules", "exception", "-r", rules, "--from", from));
        line.addAll(List.of(more));
        return Answer.of(line.toArray());
    }

    @Test
    void theDraftIsARuleFileThatSaysWhatItWasTriedOn() {
        Answer answer = draft(one + ":1");
        assertThat(answer.out().replace(directory.toString(), "D")).isEqualTo("""
                - rule: Secret
                  exceptions:
                    - name: proc_name_proc_pname_fd_name
                      fields: [proc.name, proc.pname, fd.name]
                      comps: [=, =, =]
                      values:
                        - [cat, init, /etc/shadow]
                  override:
                    exceptions: append
                # Silences the alert asked for, event 1 of D/one.lanner; 'Any open' raises its alert there now.
                # Silences 1 similar alert, which differs only in parts that change from run to run.
                # Silences no other alert.
                # 2 events raised by 'Any open' instead.
                # 6 alerts remain; 11 events replayed.
                """);
        assertThat(answer.status()).as(answer.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ":3 | [dog, init, /etc/shadow] | 0",
                ":4 | `[cat, init, '\"/etc/ssl/secret */key\"']` | 0",
                ":6 | [cat, init, 10.1.2.3, 443] | 0",
                ":10 | [cat, init, 10.1.2.3] | 1",
                ":11 | `[sh, init, /usr/bin/sh, '\"sh -c echo \\\"$(id)\\\" # it''s\\n\\t\\ \"']` | 0",
            })
    void eachKindOfEventHasItsFieldsAndHostileValuesAreQuoted(String event, String values, int status) {
        Answer answer = draft(one + event, "--match", "all");
        assertThat(answer.out())
                .as(answer.err())
                .contains("        - " + values + "\n", "Silences the alert asked for");
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void otherAlertsThatItWouldSilenceAreShownAndMakeStatusOne() {
        Answer answer = draft(one + ":1:Secret", "--captures", directory, "--fields", "proc.name", "--limit", "1");
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out().replace(directory.toString(), "D"))
                .contains(
                        "comps: [=]\n",
                        "- [cat]\n",
                        "# Silences 2 other alerts:\n#   - D/one.lanner:4 22:13:20.000003000: Warning read",
                        "#   ... and 1 more alert\n",
                        "#   D/one.lanner: 1\n#   D/two.lanner: 1\n");
    }

    @Test
    void anAlertOfAnotherRunThatTellsTheSameIsNoOther() throws IOException {
        Answer answer = draft(one + ":4", "--captures", directory, "--json");
        assertThat(answer.status()).as(answer.out()).isZero();
        Map<?, ?> whole = JsonReader.object(answer.out().strip());
        Map<?, ?> proof = (Map<?, ?>) whole.get("proof");
        assertThat(proof.get("same")).isEqualTo(1L);
        assertThat(proof.get("others")).isEqualTo(0L);
        assertThat(proof.get("asked")).asString().contains("silenced=true", "now_raised_by=Any open");
        assertThat(whole.get("draft")).asString().startsWith("- rule: Secret\n");
    }

    @Test
    void theDraftLoadsAndSilencesWhereItIsAdded() throws IOException {
        Path file = Files.writeString(directory.resolve("draft.yaml"), "- list: mine\n  items: [a]");
        Answer answer = draft(one + ":4", "-o", file);
        assertThat(answer.out()).startsWith("Silences the alert asked for").doesNotContain("#");
        Answer analyzed = Answer.of("analyze", "-r", rules, "-r", file, one, "--json");
        assertThat(analyzed.out())
                .as(analyzed.err())
                .contains("\"rule\":\"Secret\"")
                .doesNotContain("secret 4711999/key by");
        assertThat(analyzed.out().lines().filter(line -> line.contains("secret 4711999")))
                .allMatch(line -> line.contains("\"rule\":\"Any open\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: known, fields: [proc.name, proc.pname, fd.name]} | known | `- [cat, init, /etc/shadow]`",
                "{name: known, fields: [proc.name, proc.pname, fd.name], comps: [=, ==, =]} | known | `- [cat, init, /etc/shadow]`",
                "{name: proc_name_proc_pname_fd_name, fields: [proc.name]} | proc_name_proc_pname_fd_name_2 | `comps: [=, =, =]`",
                "{name: known, fields: [proc.name, proc.pname, fd.name], comps: [=, =, startswith]} | proc_name_proc_pname_fd_name | `comps: [=, =, =]`",
            })
    void anExceptionThatIsThereGetsTheValues(String exception, String name, String words) throws IOException {
        Path with = Files.writeString(
                directory.resolve("with.yaml"),
                RULES + "- rule: Secret\n  exceptions: ["
                        + exception.replace(
                                "}",
                                ", values: [[x"
                                        + ", x"
                                                .repeat(
                                                        exception.split(",").length > 3 || exception.contains("fd.name")
                                                                ? 2
                                                                : 0)
                                        + "]]}")
                        + "]\n  override: {exceptions: append}\n");
        Answer answer = Answer.of("rules", "exception", "-r", with, "--from", one + ":1");
        assertThat(answer.out()).as(answer.err()).contains("    - name: " + name + "\n", words);
        assertThat(answer.out().contains("fields:")).isEqualTo(!name.equals("known"));
        assertThat(answer.status()).isZero();
    }

    @Test
    void aSingleFieldOfAnExceptionThatListsValuesGetsAValue() throws IOException {
        Path with = Files.writeString(directory.resolve("with.yaml"), RULES.replace("  priority: WARNING\n", """
                          priority: WARNING
                          exceptions: [{name: files, fields: fd.name, comps: in, values: [/etc/a]}]
                        """));
        Answer answer = Answer.of("rules", "exception", "-r", with, "--from", one + ":1", "--fields", "fd.name");
        assertThat(answer.out()).as(answer.err()).contains("    - name: files\n      values:\n        - /etc/shadow\n");
        // The dog's reading is another story.
        assertThat(answer.status()).isEqualTo(1);
    }

    private static String alert(String words) {
        return Answer.of("analyze", "-r", rules, one, "--json")
                .out()
                .lines()
                .filter(line -> line.contains(words))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAlertAsJsonIsFoundInTheCaptures() throws IOException {
        String json = alert("by=dog");
        Path file = Files.writeString(directory.resolve("a.json"), json + "\n");
        String inline = draft(json, "--captures", one).out();
        assertThat(inline).contains("- [dog, init, /etc/shadow]\n", "Silences the alert asked for, event 3 of ");
        assertThat(draft("@" + file, "--captures", one).out()).isEqualTo(inline);
        InputStream in = System.in;
        System.setIn(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(draft("-", "--captures", one).out()).isEqualTo(inline);
        } finally {
            System.setIn(in);
        }
    }

    @Test
    void anAlertThatIsInNoCaptureGivesADraftOfWhatItSays() {
        Answer untried = draft(alert("Network"));
        assertThat(untried.status()).isZero();
        assertThat(untried.out())
                .startsWith("- rule: 'Network: ''out'''\n")
                .contains("fields: [proc.cmdline, fd.name]", "comps: [=, endswith]", "- [cat, '\"->10.1.2.3:443\"']");
        assertThat(untried.err()).contains("the draft was not tried");

        Answer tried = draft(alert("by=dog"), "--captures", directory.resolve("two.lanner"));
        assertThat(tried.out()).contains("# The alert itself is in none of the captures.\n# Silences no other alert.");
        assertThat(tried.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/plain",
                "/etc/with blank",
                "/etc/\"quoted\"",
                "/etc/'quoted'",
                "\"/etc/",
                "/etc/back\\slash\\",
                "/etc/a,b(c)=d",
                "/etc/new\nline\ttab\rreturn\bback\fform",
                "/etc/\u001b[31m\u0007",
                "/etc/\u00c3\u00a9\u00e2\u0080\u00ae",
                "/etc/\u00ef\u00bf\u00bf",
                "/etc/*[a]?",
                "/etc/val(proc.name)",
                "/etc/ # no comment: 'x'",
                "/etc/%fd.name",
                "oneof",
                "/etc/\u00f0\u009f\u0098\u0080",
            })
    void whateverAPathIsTheDraftSilencesItAndNoOther(String path) throws IOException {
        Path capture = directory.resolve("hostile/" + Integer.toHexString(path.hashCode()) + ".lanner");
        Files.createDirectories(capture.getParent());
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(1, 0, "init")
                    .process(9, 1, "cat")
                    .opens(9, path)
                    .opens(9, path + "x")
                    .opens(9, "x");
        }
        Path all = Files.writeString(
                directory.resolve("all.yaml"),
                "- rule: r\n  desc: d\n  condition: evt.type=openat\n  output: o %fd.name\n  priority: INFO\n");
        Answer answer = Answer.of("rules", "exception", "-r", all, "--from", capture + ":1");
        assertThat(answer.status()).as(answer.out() + answer.err()).isZero();
        assertThat(answer.out())
                .contains("# Silences the alert asked for", "# 2 alerts remain")
                .doesNotContain("\u001b");
        // The whole output is a rule file.
        Path draft = Files.writeString(directory.resolve("whole.yaml"), answer.out());
        assertThat(Answer.of("rules", "check", all, draft).status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\u00ff\u00fe | its bytes are no UTF-8 text",
                "run secrets now | it holds the name of the list 'secrets', which would be filled in",
            })
    void aValueThatCannotBeWrittenIsLeftOutOrRefusedWithItsReason(String name, String reason) throws IOException {
        Path capture = directory.resolve("unwritable/" + Integer.toHexString(name.hashCode()) + ".lanner");
        Files.createDirectories(capture.getParent());
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(1, 0, "init")
                    .process(9, 1, "cat")
                    .opens(9, "/etc/" + name)
                    .opens(9, "/etc/x");
        }
        Answer answer = draft(capture + ":1");
        assertThat(answer.out()).contains("# fd.name is left out: " + reason, "fields: [proc.name, proc.pname]");
        assertThat(answer.status()).isEqualTo(1);
        Answer chosen = draft(capture + ":1", "--fields", "fd.name");
        assertThat(chosen.err()).contains("fd.name cannot be written: " + reason);
        assertThat(chosen.status()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ONE:99 | 3 | event 99 of",
                "ONE:5 | 3 | raises no alert under these rules",
                "ONE:1:Run | 3 | raises no alert of 'Run', but of 'Secret'; with --match all every rule",
                "ONE | 3 | not an existing CAPTURE with :EVENT, JSON, @FILE or -",
                "NONE:1 | 3 | not an existing CAPTURE with :EVENT",
                "@NONE | 3 | there is no such file",
                "{\"a\":1} | 3 | --from: not an alert: it has no text 'rule'",
                "{\"rule\": | 3 | --from: not one JSON object",
                "{\"rule\":\"Nobody\",\"output_fields\":{\"proc.name\":\"x\"}} | 3 | there is no rule 'Nobody'",
                "{\"rule\":\"Run\",\"time\":\"noon\"} | 3 | the alert's time 'noon' is not a time",
                "{\"rule\":\"Run\",\"output_fields\":{\"proc.pid\":5}} | 3 | no field of the alert is fit",
                "{\"rule\":\"Run\",\"output_fields\":{\"proc.name\":\"\ufffd\"}} | 3 | its bytes were lost on the way to JSON",
            })
    void whatIsNoAlertIsSaidInASentence(String from, int status, String words) {
        Answer answer =
                draft(from.replace("NONE", directory.resolve("none").toString()).replace("ONE", one.toString()));
        assertThat(answer.err()).contains(words);
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--fields fd.nothing | 3 | 'fd.nothing' is no field",
                "--fields proc.aname | 3 | proc.aname has no single value that an exception could compare",
                "--fields fd.sip | 3 | fd.sip has no value in this alert",
                "--fields proc.pid | 0 | # proc.pid may not come again: it is another each time",
                "--limit -1 | 2 | --limit is 0 or more",
                "--match some | 2 | --match is first or all, not 'some'",
                "--captures NONE | 3 | there is no such file or directory",
            })
    void optionsThatCannotBeAreRefused(String options, int status, String words) {
        Answer answer = draft(one + ":3", (Object[])
                options.replace("NONE", directory.resolve("none").toString()).split(" "));
        assertThat(answer.out() + answer.err()).contains(words);
        assertThat(answer.status()).isEqualTo(status);
    }
}
