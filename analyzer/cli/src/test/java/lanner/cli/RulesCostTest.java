package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

class RulesCostTest {
    private static final int OPENS = 100;

    @TempDir
    static Path directory;

    private static Path rules;

    @BeforeAll
    static void record() throws IOException {
        try (CaptureStory capture = CaptureStory.at(directory.resolve("x.lanner"))) {
            capture.process(9, 1, "cat").unlinks(9, "/tmp/x");
            for (int n = 0; n < OPENS; n++) {
                capture.opens(9, n % 10 == 0 ? "/etc/shadow" : "/tmp/" + n);
            }
        }
        rules = Files.writeString(directory.resolve("r.yaml"), """
            - macro: opens
              condition: evt.type=openat
            - macro: secret
              condition: (fd.name=/etc/shadow or fd.name=/etc/gshadow)
            - macro: secret_read
              condition: (opens and secret)
            - rule: Secret
              desc: d
              condition: secret_read and not proc.name=dog
              output: o
              priority: INFO
            - rule: Unlinked
              desc: d
              condition: evt.type=unlinkat and proc.name in (dog, mouse) and fs.path.name exists
              output: o
              priority: INFO
            - rule: Never
              desc: d
              condition: evt.type=connect
              output: o
              priority: INFO
            """);
    }

    private static Map<?, ?> json() throws IOException {
        Answer answer = Answer.of("rules", "cost", "-r", rules, directory, "--json");
        assertThat(answer.status()).as(answer.err()).isZero();
        return JsonReader.object(answer.out().strip());
    }

    /** {@code LEAF evaluations/true macros}, in the order of the condition. */
    private static List<String> leaves(Map<?, ?> rule) {
        List<String> lines = new ArrayList<>();
        for (Object each : (List<?>) rule.get("leaves")) {
            Map<?, ?> leaf = (Map<?, ?>) each;
            lines.add(leaf.get("leaf") + " " + leaf.get("evaluations") + "/" + leaf.get("true") + " "
                    + leaf.get("macros"));
        }
        return lines;
    }

    private static Map<?, ?> rule(Map<?, ?> whole, String name) {
        return ((List<?>) whole.get("rules"))
                .stream()
                        .map(each -> (Map<?, ?>) each)
                        .filter(each -> name.equals(each.get("rule")))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void leavesAreCountedAsWrittenUntilTheVerdictIsClear() throws IOException {
        Map<?, ?> whole = json();

        Map<?, ?> secret = rule(whole, "Secret");
        assertThat(secret.get("evaluations")).isEqualTo(100L);
        assertThat(secret.get("matches")).isEqualTo(10L);
        assertThat(leaves(secret))
                .containsExactly(
                        "evt.type = openat 100/100 [secret_read, opens]",
                        "fd.name = /etc/shadow 100/10 [secret_read, secret]",
                        "fd.name = /etc/gshadow 90/0 [secret_read, secret]",
                        "proc.name = dog 10/0 []");
        assertThat(leaves(rule(whole, "Unlinked")))
                .containsExactly(
                        "evt.type = unlinkat 1/1 []", "proc.name in (dog, mouse) 1/0 []", "fs.path.name exists 0/0 []");
        assertThat(rule(whole, "Never").get("evaluations")).isEqualTo(0L);
    }

    @Test
    void enoughPassesOfAShortCaptureGiveTimes() throws IOException {
        Map<?, ?> whole = json();
        assertThat(whole.get("events")).isEqualTo(101L);
        assertThat((Long) whole.get("passes")).isGreaterThan(1);
        Map<?, ?> secret = rule(whole, "Secret");
        assertThat((Long) secret.get("alone_ns")).isPositive();
        assertThat((Long) secret.get("planned_ns")).isNotNegative();
        assertThat((Long) whole.get("alone_ns")).isGreaterThanOrEqualTo((Long) secret.get("alone_ns"));
        assertThat(((Map<?, ?>) ((List<?>) secret.get("leaves")).get(1)).get("ns_each"))
                .isInstanceOf(Double.class);
    }

    @Test
    void theTableNamesRulesLeavesAndMacros() {
        Answer answer = Answer.of("rules", "cost", "-r", rules, directory.resolve("x.lanner"), "--top", "3");
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .containsPattern(" us +[0-9.]+% +[0-9,.]+ us +100 +10  Secret\n")
                .containsPattern("\n +[0-9.]+ us +[0-9.,]+ +[0-9]+ +[0-9.]+%  .*\\(secret_read > (secret|opens)\\)\n")
                .contains("  1 more\n", "  1 never asked\n", "\n1 rule never asked: no event of its types")
                .containsPattern("each rule alone .* all planned together .*; 101 events of 1 capture, the mean of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules cost | 2 | missing required parameter",
                "rules cost X --top 0 | 2 | --top is at least 1, not 0",
                "rules cost X -r NONE | 3 | there is no such file",
                "rules cost NONE -r R | 3 | there is no such file or directory",
            })
    void whatCannotBeIsSaidInASentence(String line, int status, String words) {
        Answer answer = Answer.of((Object[]) line.replace("X", directory.toString())
                .replace("NONE", directory.resolve("none").toString())
                .replace(" R", " " + rules)
                .split(" "));
        assertThat(answer.err()).contains(words);
        assertThat(answer.status()).isEqualTo(status);
    }
}
