package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rules import}: what is written where, and what each ending says. */
class RulesImportTest {
    private static final String GOOD = """
            title: Shell told to connect
            logsource: {category: process_creation, product: linux}
            detection:
                selection: {CommandLine|contains: /dev/tcp/}
                condition: selection
            level: high
            """;

    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve("rules").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void writesARuleFileThatChecksAndFindsWhatItIsFor() throws IOException {
        file("linux/deep/shell.yml", GOOD);
        file("readme.md", "no rule");
        Path rules = directory.resolve("sigma.yaml");
        Answer answer = Answer.of("rules", "import", "--from", "sigma", directory.resolve("rules"), "-o", rules);
        assertThat(answer.err()).isEqualTo("lanner: 1 rule translated; 0 refused\n");
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(Answer.of("rules", "check", rules).status()).isZero();
        Answer alerts = Answer.of("analyze", "../../sample-captures/reverse-shell.lanner", "-r", rules, "--json");
        assertThat(alerts.out()).contains("\"rule\":\"Shell told to connect\"").contains("\"priority\":\"Error\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            process_creation   ~ Image|endswith: /gzip, CommandLine|contains: ' -c '  ~ cron-job                 ~ miner
            network_connection ~ Image|endswith: [/bash, /updater], Initiated: true    ~ reverse-shell            ~ shell-session
            network_connection ~ Initiated: false, DestinationPort: 8080               ~ quiet-web-server         ~ package-build
            file_event         ~ TargetFilename|endswith: [.bashrc, /authorized_keys]  ~ malicious-install-script ~ package-build
            file_delete        ~ TargetFilename: '/tmp/cc*.res'                        ~ package-build            ~ reverse-shell
            auditd             ~ type: SYSCALL, syscall: [chmod, fchmodat]             ~ cron-job                 ~ shell-session
            auditd             ~ type: PATH, name: '*/.SSH/id_*'                       ~ credential-search        ~ miner
            """)
    void firesOnARealRecordingAndIsSilentOnAnother(String source, String items, String fires, String silent)
            throws IOException {
        String selection = items.replaceAll("([A-Za-z]+\\|[a-z]+):", "'$1':");
        Path rule = file(
                "a.yml",
                GOOD.replace("CommandLine|contains: /dev/tcp/", selection)
                        .replace(
                                "category: process_creation",
                                (source.equals("auditd") ? "service: " : "category: ") + source));
        Path rules = directory.resolve("sigma.yaml");
        Answer answer = Answer.of("rules", "import", "--from", "sigma", rule, "-o", rules);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(Answer.of("analyze", "../../sample-captures/" + fires + ".lanner", "-r", rules, "--json")
                        .out())
                .contains("\"rule\":\"Shell told to connect\"");
        assertThat(Answer.of("analyze", "../../sample-captures/" + silent + ".lanner", "-r", rules, "--json")
                        .out())
                .isEmpty();
    }

    @Test
    void writesToStandardOutputAndSaysWhatItRefusedOnTheOther() throws IOException {
        Path good = file("a.yml", GOOD);
        Path windows = file("b.yml", GOOD.replace("linux", "windows"));
        Answer answer = Answer.of("rules", "import", "--from", "sigma", good, windows);
        assertThat(answer.status()).isOne();
        assertThat(answer.out()).contains("- rule: Shell told to connect\n");
        assertThat(answer.err())
                .isEqualTo(
                        windows + ":2:50: 'Shell told to connect': it is about 'windows', and a capture is of Linux\n"
                                + "lanner: 1 rule translated; 1 refused\n");
    }

    @Test
    void endsInThreeWhereAFileIsNoSigmaAndTranslatesTheOthers() throws IOException {
        Path good = file("a.yml", GOOD);
        Path broken = file("b.yml", "title: [");
        Answer answer = Answer.of("rules", "import", "--from", "sigma", good, broken);
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.out()).contains("- rule: Shell told to connect\n");
        assertThat(answer.err()).contains(broken + ":1:");
        Answer missing = Answer.of("rules", "import", "--from", "sigma", directory.resolve("none.yml"));
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.err()).contains("none.yml: there is no such file");
    }

    @Test
    void takesTheValuesOfPlaceholdersFromAFile() throws IOException {
        Path rule = file("a.yml", GOOD.replace("CommandLine|contains: /dev/tcp/", "Image|expand: '%shells%'"));
        Path values = file("values.txt", "shells: ['*/sh', '*/bash']\n");
        Answer answer = Answer.of("rules", "import", "--from", "sigma", rule, "--placeholders", values);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("endswith anyof (\"/sh\", \"/bash\")");
        Answer none = Answer.of("rules", "import", "--from", "sigma", rule);
        assertThat(none.status()).isOne();
        assertThat(none.err()).contains("nothing is known of the placeholder %shells%");
        Path broken = file("broken.txt", "shells: {a: b}\n");
        Answer wrong = Answer.of("rules", "import", "--from", "sigma", rule, "--placeholders", broken);
        assertThat(wrong.status()).isEqualTo(3);
        assertThat(wrong.err()).contains("broken.txt:1:9: ");
    }

    @Test
    void letsNoControlOfAFileReachTheTerminal() throws IOException {
        String title = "\"Evil \\e]0;x\\a\\u202e\\u2028- rule: x\"";
        Path rule = file(
                "a.yml",
                GOOD.replace("Shell told to connect", title)
                        .replace("level: high", "level: high\nauthor: " + title + "\ndescription: " + title)
                        .replace("/dev/tcp/", "\"\\e[31m\\u202e\""));
        Answer answer = Answer.of("rules", "import", "--from", "sigma", rule);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out() + answer.err()).doesNotContain("\u001b", "\u202e", "\u2028", "\u0007");
        Answer refused = Answer.of(
                "rules",
                "import",
                "--from",
                "sigma",
                file("b.yml", Files.readString(rule).replace("linux", "windows")));
        assertThat(refused.err()).contains("\\x1b").doesNotContain("\u001b", "\u202e", "\u2028", "\u0007");
    }

    @Test
    void printsTheTables() {
        Answer answer = Answer.of("rules", "import", "--from", "sigma", "--print-fields");
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("process_creation", "CommandLine", "proc.exeline", "refused: ");
    }

    @Test
    void theDocumentHasEveryRowOfTheTables() throws IOException {
        String document = Files.readString(Path.of("../docs/sigma.md"));
        Answer.of("rules", "import", "--from", "sigma", "--print-fields")
                .out()
                .lines()
                .filter(line -> line.matches("  [A-Za-z0-9_].*"))
                .forEach(line -> assertThat(document)
                        .contains("`" + line.substring(2, 28).strip() + "`"));
    }
}
