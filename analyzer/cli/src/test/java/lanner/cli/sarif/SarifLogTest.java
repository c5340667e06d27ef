package lanner.cli.sarif;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A log of SARIF, whatever its results are about. */
class SarifLogTest {
    private static final SarifLog.Invocation WENT = new SarifLog.Invocation(
            1_700_000_000_000_000_000L, 1_700_000_001_500_000_000L, 1, true, Map.of("events", 7L));

    private static SarifRule rule(String name) {
        return new SarifRule(name, "Something was found.", "", List.of("network"), SarifLevel.WARNING, 5.5);
    }

    private static SarifResult result(SarifRuleId rule, int rank, String message, String... identity) {
        return new SarifResult(
                rule, rank, SarifLevel.WARNING, message, "build.lanner", List.of(), List.of(identity), Map.of());
    }

    @Test
    void aLogOfNothingIsValid() throws Exception {
        String text = new SarifLog().text(WENT);
        assertThat(SarifSchema.results(text)).isEmpty();
        assertThat(SarifSchema.at(SarifSchema.run(text), "invocations/0/exitCode"))
                .isEqualTo(1L);
    }

    @Test
    void theValidatorFindsAMistake() {
        String text = new SarifLog().text(WENT);
        assertThat(SarifSchema.mistakes(text.replace("\"exitCode\":1", "\"exitCode\":\"one\"")))
                .isNotEmpty();
        assertThat(SarifSchema.mistakes(text.replace("\"level\"", "\"levle\"").replace("\"rules\"", "\"ruels\"")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "\u001b]0;title\u0007 \u202e turned",
                "half a pair \ud800 of characters",
                "[a link](https://evil.example) and \\back",
                "{0} {placeholder} %s",
                "\"},\"results\":[{",
                "\u0000",
                "日本語 😀",
            })
    void anyTextIsValidAndStaysText(String text) throws Exception {
        SarifLog log = new SarifLog();
        SarifRuleId rule =
                log.rule(new SarifRule("Rule " + text, text, text, List.of("tag " + text), SarifLevel.ERROR, 9.5));
        log.add(new SarifResult(
                rule,
                0,
                SarifLevel.ERROR,
                "Found " + text,
                ArtifactUri.of(Path.of("a b%#?:\u00e9.lanner")),
                List.of("sh 1" + text, "curl 2" + text),
                List.of(text),
                Map.of("what " + text, text, "all", List.of(text, 1L, true))));
        log.note(SarifNote.INCOMPLETE, "lacks " + text);
        String written = log.text(WENT);
        assertThat(written).doesNotContain("\u001b", "\u202e", "\u0007");
        Map<?, ?> found = SarifSchema.results(written).get(0);
        assertThat((String) SarifSchema.at(found, "message/text")).startsWith("Found ");
        assertThat(SarifSchema.at(found, "locations/0/physicalLocation/artifactLocation/uri"))
                .isEqualTo("a%20b%25%23%3F%3A%C3%A9.lanner");
    }

    @Test
    void nothingInAMessageIsALink() throws Exception {
        SarifLog log = new SarifLog();
        log.add(result(log.rule(rule("R")), 0, "file [x](https://evil.example) was read", "x"));
        assertThat(SarifSchema.at(SarifSchema.results(log.text(WENT)).get(0), "message/text"))
                .isEqualTo("file \\[x\\](https://evil.example) was read");
    }

    @Test
    void sameFindingsAreOneWithTheirNumber() throws Exception {
        SarifLog log = new SarifLog();
        SarifRuleId rule = log.rule(rule("R"));
        log.add(result(rule, 4, "first", "cat", "/etc/passwd"));
        log.add(result(rule, 4, "second", "cat", "/etc/shadow"));
        log.add(result(rule, 4, "again", "cat", "/etc/passwd"));
        // Parts do not run into each other.
        log.add(result(rule, 4, "third", "cat/", "etc/passwd"));
        assertThat(SarifSchema.results(log.text(WENT)))
                .extracting(each -> SarifSchema.at(each, "message/text") + " " + each.get("occurrenceCount"))
                .containsExactly("first 2", "second 1", "third 1");
        assertThat(log.leftOut()).isZero();
    }

    @Test
    void theGravestStayWhereThereAreTooManyAndTheRestIsCounted() throws Exception {
        SarifLog log = new SarifLog();
        SarifRuleId rule = log.rule(rule("R"));
        IntStream.range(0, SarifLog.MOST_RESULTS).forEach(i -> log.add(result(rule, 5, "notice", "n" + i)));
        log.add(result(rule, 5, "one too many", "late"));
        log.add(result(rule, 2, "critical", "c"));
        log.add(result(rule, 5, "notice", "n0"));
        List<Map<?, ?>> results = SarifSchema.results(log.text(WENT));
        assertThat(results).hasSize(SarifLog.MOST_RESULTS);
        assertThat(SarifSchema.at(results.get(0), "occurrenceCount")).isEqualTo(2L);
        assertThat(SarifSchema.at(results.get(results.size() - 1), "message/text"))
                .isEqualTo("critical");
        assertThat(log.leftOut()).isEqualTo(2);
        assertThat(SarifSchema.at(
                        SarifSchema.run(log.text(WENT)), "invocations/0/toolExecutionNotifications/0/message/text"))
                .isEqualTo("2 results were left out of the SARIF file: code scanning takes 5,000 results of a run, the"
                        + " gravest are there");
    }

    @ParameterizedTest
    @CsvSource({
        "Shell opened a network connection, shell-opened-a-network-connection",
        "Log file wiped (root), log-file-wiped-root-[0-9a-f]{8}",
        "日本語, [0-9a-f]{8}",
        "'  ', [0-9a-f]{8}",
    })
    void aRulesIdIsTheSameInEveryRun(String name, String id) {
        assertThat(new SarifLog().rule(rule(name)).id()).matches(id);
        SarifLog other = new SarifLog();
        other.rule(rule("Another"));
        assertThat(other.rule(rule(name)).id())
                .isEqualTo(new SarifLog().rule(rule(name)).id());
    }

    @Test
    void noTwoRulesHaveOneId() {
        SarifLog log = new SarifLog();
        List<String> ids = List.of("A b", "a B", "A b", "A-b", "").stream()
                .map(name -> log.rule(rule(name)).id())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        127.0.0.1:51840->10.0.0.5:443 | 127.0.0.1:40000->10.0.0.5:443 | true
        ::1:51840->::1:4444           | ::1:9->::1:4444               | true
        127.0.0.1:51840->10.0.0.5:443 | 127.0.0.1:51840->10.0.0.6:443 | false
        127.0.0.1:51840->10.0.0.5:443 | 127.0.0.1:51840->10.0.0.5:444 | false
        /proc/4711/mem                | /proc/4712/mem                | true
        /tmp/tmp.aBcDeFgHiJ/x.sh      | /tmp/tmp.ZYXWVUTSRQ/x.sh      | true
        /tmp/npm-4711-0f3a9bc2/x      | /tmp/npm-9-77aa00ff/x         | true
        /home/sam/.aws/credentials    | /home/sam/.ssh/id_ed25519     | false
        /a/b                          | /a/c                          | false
        """)
    void theSameFindingIsKnownAgainInAnotherRun(String one, String other, boolean same) {
        assertThat(StableText.of(one).equals(StableText.of(other)))
                .as(StableText.of(one))
                .isEqualTo(same);
    }
}
