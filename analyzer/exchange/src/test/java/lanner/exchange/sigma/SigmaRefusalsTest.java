package lanner.exchange.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.rules.read.RuleFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be translated is refused with its place and a reason, and keeps nothing else back. */
class SigmaRefusalsTest {
    private static SigmaImport.Result imported(String... files) {
        List<RuleFile> named = new ArrayList<>();
        for (int i = 0; i < files.length; i++) {
            named.add(new RuleFile((char) ('a' + i) + ".yml", files[i]));
        }
        return ImportedSigma.of(named, Placeholders.NONE);
    }

    private static String rule(String title, String source, String detection) {
        return "title: " + title + "\nlogsource: {" + source + "}\ndetection:\n    " + detection + "\nlevel: low\n";
    }

    private static String processRule(String title, String item) {
        return rule(title, "category: process_creation, product: linux", "s: {" + item + "}\n    condition: s");
    }

    private static String only(SigmaImport.Result result) {
        assertThat(result.refusals()).as(result.yaml()).hasSize(1);
        return result.refusals().get(0).sentence();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            Image: [[x]]                            ~ a list in a list of values
            Image: {a: b}                           ~ a value is to be a text, a number, or a list of them
            Image: []                               ~ the list of values is empty
            Image: x, Image: y                      ~ the key 'Image' stands here twice
            "Image|like": x                         ~ there is no modifier 'like' in Sigma 2.1
            "Image|i": x                            ~ 'i' stands behind no 're'
            "Image|contains|all": x                 ~ 'all' of one value
            "Image|cidr": 10.0.0.0/8                ~ 'cidr' takes addresses, and 'Image' is a text
            "Image|gt": 4                           ~ 'Image' is a text, and only numbers are less or more
            "Image|contains|base64": x              ~ 'base64' takes no wildcards
            "Image|wide": x                         ~ base64 or base64offset behind it can be translated
            "Image|base64offset": xy                ~ too short for 'base64offset'
            "Image|expand": '%x%'                   ~ nothing is known of the placeholder %x%
            "Image|exists": maybe                   ~ 'exists' takes true or false
            "Image|fieldref": ProcessId             ~ 'Image' and 'ProcessId' are of different kinds
            "Image|fieldref": Nope                  ~ nothing of 'process_creation' in a capture is known to be the field 'Nope'
            "UtcTime|hour": 3                       ~ the field 'UtcTime'
            "CommandLine|hour": 3                   ~ rules cannot compare parts of a time
            "Image|re": '(?=x)'                     ~ lookarounds
            "Image|re": 'a(?!x)'                    ~ lookarounds
            "Image|re": '(a)\\1'                    ~ backreferences
            "Image|re": '\\bx'                      ~ word boundaries
            "Image|re": 'a*+'                       ~ possessive quantifiers
            "Image|re": '(?>a)'                     ~ atomic groups
            "Image|re": 'a{2}{3}'                   ~ a quantifier stands behind another
            "Image|re": '((a{99}){99}){99}'         ~ it repeats more than 1000 times
            "Image|re": '['                         ~ a '[' without its ']'
            "Image|re": '(a'                        ~ character 1: a '(' without its ')'
            "Image|re": 'a)'                        ~ character 2: a ')' without its '('
            "Image|re": '*a'                        ~ nothing stands before '*' to repeat
            "Image|re|m": 'a(^b)c'                  ~ with |m, ^ and $ can be translated at its ends alone
            "Image|re": 'a\\'                       ~ it ends in a backslash
            "Image|re": '\\p{L}'                    ~ \\p is not of the dialect of our rules
            CommandLin: x                           ~ did you mean 'CommandLine'?
            Hashes: x                               ~ the recorder makes no hashes of files
            IntegrityLevel: High                    ~ Linux has no integrity levels
            ProcessId: x                            ~ 'ProcessId' is a number, and is compared with whole numbers
            "ProcessId|lt": x                       ~ 'ProcessId' is compared with whole numbers, not with 'x'
            ProcessId: 99999999999999999999         ~ 'ProcessId' is compared with whole numbers
            Image: "\\0"                            ~ a character that no text of a capture can hold
            Image: "\\ud800"                        ~ a character that no text of a capture can hold
            <<: {Image: x}                          ~ merge keys (<<) are not part of Sigma
            """)
    void namesThePlaceAndTheReasonOfAnItem(String item, String reason) {
        String sentence = only(imported(processRule("A title", item)));
        assertThat(sentence).startsWith("a.yml:4:").contains("'A title': ").contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2 of s*                | condition, character 1: '2 of' is not part of Sigma 2
            s and                  | condition, character 6: it ends where a search identifier
            (s                     | condition, character 3: it ends where ')' belongs
            s)                     | condition, character 2: ')' stands where the end
            s s                    | 's' stands where the end, 'and' or 'or' belongs
            s and or s             | 'or' stands where
            s*                     | 's*' needs '1 of' or 'all of' before it
            1 of                   | it ends where 'them' or a pattern
            1 of x*                | the condition asks for 'x*', and no search identifier is called so
            x                      | the condition asks for 'x', and no search identifier is called so
            s & s                  | '&' does not belong there
            s / count() > 5        | '/' does not belong there
            """)
    void namesTheCharacterOfACondition(String condition, String reason) {
        String text = rule(
                "A title", "category: process_creation, product: linux", "s: {Image: x}\n    condition: " + condition);
        assertThat(only(imported(text))).startsWith("a.yml:").contains(reason);
    }

    @Test
    void countsNothing() {
        String text = rule(
                "A title",
                "category: process_creation, product: linux",
                "s: {Image: x}\n    condition: 's | count() by User > 5'");
        assertThat(only(imported(text))).contains("character 3").contains("a rule sees one at a time");
        String timed = rule(
                "A title",
                "category: process_creation, product: linux",
                "s: {Image: x}\n    timeframe: 5m\n    condition: s");
        assertThat(only(imported(timed))).contains("a timeframe counts events");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            category: process_creation, product: windows | it is about 'windows', and a capture is of Linux
            category: registry_set, product: linux       | a capture has no events of 'registry_set'
            category: file_change, product: linux        | time of creation
            service: sshd, product: linux                | it is a log that programs write
            product: linux                               | names no category and no service
            service: auditd, product: linux              | nothing in it says which calls are meant
            """)
    void namesTheLogSource(String source, String reason) {
        String field = source.contains("auditd") ? "exe" : "Image";
        assertThat(only(imported(rule("A title", source, "s: {" + field + ": x}\n    condition: s"))))
                .contains("a.yml:")
                .contains("'A title': ")
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: USER_CMD                  | a capture can tell SYSCALL, PROCTITLE, EXECVE
            type: SYSCALL, a0: 1            | 'a0' of a SYSCALL record is the number in a register
            type: SYSCALL, key: x           | the name of a rule of the audit daemon
            type: SYSCALL, syscall: nosuch  | no system call of x86-64 is called so: nosuch
            type: SYSCALL                   | nothing in it says which calls are meant
            type: SOCKADDR, saddr: 0200     | an address in hexadecimal digits
            type: PATH, nametype: PARENT    | a capture can tell CREATE, DELETE
            """)
    void namesWhatAuditRecordsAloneHave(String items, String reason) {
        assertThat(only(imported(
                        rule("A title", "service: auditd, product: linux", "s: {" + items + "}\n    condition: s"))))
                .contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DestinationIp|cidr: 300.1.1.1/8", "DestinationPort: 70000", "DestinationHostname: x"})
    void namesWhatIsNoAddressAndNoPort(String item) {
        String[] words = item.split(": ");
        assertThat(only(imported(rule(
                        "A title",
                        "category: network_connection",
                        "s: {'" + words[0] + "': " + words[1] + "}\n    condition: s"))))
                .startsWith("a.yml:4:");
    }

    @Test
    void keepsTheOtherRulesOfAFileAndOfADirectory() {
        SigmaImport.Result result = imported(
                processRule("One", "Image: x") + "---\n" + processRule("Two", "Hashes: x") + "---\n"
                        + processRule("Three", "Image: z"),
                "a: [",
                "- no\n- document\n",
                processRule("One", "Image: other"));
        assertThat(result.rules()).isEqualTo(3);
        assertThat(result.yaml())
                .contains("- rule: One\n", "- rule: Three\n", "- rule: 'One (2)'\n")
                .doesNotContain("- rule: Two");
        assertThat(result.refusals().stream().map(Refusal::sentence).toList())
                .anySatisfy(each -> assertThat(each).startsWith("a.yml:11:9: 'Two': "))
                .anySatisfy(each -> assertThat(each).startsWith("b.yml:1:"))
                .anySatisfy(each -> assertThat(each).startsWith("c.yml:1:1: a Sigma document"))
                .hasSize(3);
        assertThat(result.refusals().stream().filter(Refusal::unreadable)).hasSize(2);
    }

    @Test
    void refusesACorrelationAndSwitchesOffWhatIsOnlyAPartOfIt() {
        SigmaImport.Result result =
                imported(processRule("Part", "Image: x") + "name: part\n---\n" + processRule("Other", "Image: y")
                        + "name: other\n---\n"
                        + "title: Many\ncorrelation: {type: event_count, rules: [part], group-by: [User],"
                        + " timespan: 5m, condition: {gte: 10}}\n");
        assertThat(only(result)).contains("'Many': it is about several events, and a rule sees one at a time");
        assertThat(result.disabled()).isOne();
        assertThat(result.yaml()).containsPattern("- rule: Part\n[^-]*(?:-[^r][^-]*)*enabled: false");
    }

    @Test
    void putsFiltersIntoTheRulesThatTheyAreFor() {
        String filter = """
                title: Ours
                logsource: {category: process_creation, product: linux}
                filter:
                    rules: RULES
                    selection: {User: sam}
                    condition: not selection
                """;
        String rules = processRule("One", "Image: /opt/x") + "id: one\n---\n" + processRule("Two", "Image: /opt/y")
                + "id: two\n";
        SigmaImport.Result named = imported(rules, filter.replace("RULES", "[two]"));
        assertThat(named.refusals()).isEmpty();
        assertThat(named.filtered()).isOne();
        assertThat(List.of(named.yaml().split("- rule: Two")))
                .satisfies(parts -> assertThat(parts.get(1)).contains("and not tolower(user.name) = \"sam\""));
        SigmaImport.Result any = imported(rules, filter.replace("RULES", "any"));
        assertThat(any.yaml().split("and not tolower\\(user.name\\)", -1))
                .as("in the comment and in the condition of each")
                .hasSize(5);
        assertThat(only(imported(rules, filter.replace("RULES", "[three]"))))
                .isEqualTo("b.yml:1:1: 'Ours': none of the rules that it is for was translated");
        assertThat(only(imported(rules, filter.replace("RULES", "any").replace("User", "Hashes"))))
                .contains("'Ours': the field 'Hashes'");
    }

    @Test
    void joinsWhatIsGlobalToTheDocumentsBehindIt() {
        SigmaImport.Result result = imported("""
                action: global
                title: Both
                level: high
                logsource: {product: linux}
                detection: {condition: s}
                ---
                logsource: {category: process_creation}
                detection: {s: {Image: /opt/x}}
                ---
                logsource: {category: file_event}
                detection: {s: {TargetFilename: /opt/y}}
                """);
        assertThat(result.refusals()).isEmpty();
        assertThat(result.yaml()).contains("- rule: Both\n", "- rule: 'Both (2)'\n", "sigma_file_event and ");
    }

    @Test
    void switchesOffWhatIsDeprecatedAndRefusesWhatIsUnsupported() {
        assertThat(imported(processRule("Old", "Image: x") + "status: deprecated\n")
                        .yaml())
                .contains("  enabled: false\n");
        assertThat(only(imported(processRule("Old", "Image: x") + "status: unsupported\n")))
                .contains("its status says that it cannot be used as it is");
    }

    @Test
    void refusesWhatIsTooLongAndWhatIsTooMuchTogether() {
        assertThat(only(imported("# " + "x".repeat(1 << 20)))).isEqualTo("a.yml: longer than 1048576 characters");
        String rule = processRule("Long", "Image: [" + "/a/rather/long/path/of/a/program, ".repeat(15_000) + "x]");
        String[] many = new String[12];
        for (int i = 0; i < many.length; i++) {
            many[i] = rule.replace("/program", "/program" + i);
        }
        SigmaImport.Result result = imported(many);
        assertThat(result.rules() + result.refusals().size()).isEqualTo(many.length);
        assertThat(result.yaml().length()).isLessThan(RuleFile.MAX_BYTES);
    }
}
