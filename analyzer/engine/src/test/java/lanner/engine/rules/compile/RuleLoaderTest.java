package lanner.engine.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lanner.engine.alert.Priority;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.finding.Finding;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.finding.FindingText;
import lanner.engine.rules.finding.LoadResult;
import lanner.engine.rules.finding.Location;
import lanner.engine.rules.read.RuleFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleLoaderTest {
    private static final String RULE = """
            - rule: r
              desc: d
              condition: evt.type=open
              output: o
              priority: INFO
            """;

    static LoadedRules load(String... texts) {
        List<RuleFile> files = Arrays.stream(texts)
                .map(text -> new RuleFile("f" + Arrays.asList(texts).indexOf(text) + ".yaml", text))
                .toList();
        return new RuleLoader(new StandardFields()).load(files);
    }

    static Stream<Arguments> filesAndCodes() throws IOException {
        String table;
        try (InputStream in = RuleLoaderTest.class.getResourceAsStream("findings.txt")) {
            table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return Arrays.stream(table.split("(?m)^## ")).skip(1).map(part -> {
            String head = part.substring(0, part.indexOf('\n'));
            String codes = head.substring(head.indexOf(": ") + 2);
            return Arguments.of(
                    head.substring(0, head.indexOf(": ")),
                    codes.equals("none") ? "" : codes,
                    part.substring(part.indexOf('\n') + 1));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesAndCodes")
    void findsWhatIsWrong(String name, String codes, String yaml) {
        LoadResult result = load(yaml).results().get(0);
        assertThat(Stream.concat(result.errors().stream(), result.warnings().stream())
                        .map(finding -> finding.code().name())
                        .toList())
                .isEqualTo(codes.isEmpty() ? List.of() : List.of(codes.split(" ")));
    }

    /** {@code -Dlanner.golden=write} writes the expected text anew; read the difference before it is kept. */
    @Test
    void everyFindingHasItsTextAndItsPlace() throws IOException {
        StringBuilder said = new StringBuilder();
        for (Arguments arguments : filesAndCodes().toList()) {
            said.append("## ").append(arguments.get()[0]).append('\n');
            said.append(FindingText.verbose(
                    load((String) arguments.get()[2]).results().get(0)));
        }
        Path golden = Path.of("src/test/resources/lanner/engine/rules/compile/findings.expected");
        if ("write".equals(System.getProperty("lanner.golden"))) {
            Files.writeString(golden, said);
        }
        assertThat(said.toString()).isEqualTo(Files.readString(golden));
    }

    @Test
    void loadsTheCommunitysStableRulesUnchanged() throws IOException {
        Path file = Path.of("../../../shared/data/rules/falco_rules.yaml");
        assumeTrue(Files.isRegularFile(file), "the community's rules are not on this machine");
        LoadedRules loaded = new RuleLoader(new StandardFields()).loadPaths(List.of(file));
        assertThat(loaded.error()).isEmpty();
        assertThat(loaded.rules()).hasSize(25);
        assertThat(loaded.macros()).hasSize(87);
        assertThat(loaded.lists()).hasSize(49);
    }

    @Test
    void ourOwnRulesHaveNothingToComplainAbout() {
        LoadedRules loaded = new RuleLoader(new StandardFields()).loadPaths(List.of(Path.of("../../rules")));
        assertThat(loaded.error()).isEmpty();
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.rules()).isNotEmpty();
    }

    @Test
    void aRuleKeepsThePlaceOfItsFirstAppearance() {
        LoadedRules loaded =
                load(RULE + RULE.replace("rule: r", "rule: s"), RULE.replace("evt.type=open", "evt.type=close"));
        assertThat(loaded.rules()).extracting(rule -> rule.rule().name()).containsExactly("r", "s");
        assertThat(loaded.rules().get(0).eventNames().names()).containsExactly("close");
    }

    @Test
    void aFileMayNotLeanOnALaterOne() {
        LoadedRules loaded =
                load(RULE.replace("evt.type=open", "opened"), "- macro: opened\n  condition: evt.type=open\n");
        assertThat(loaded.results()).hasSize(1);
        assertThat(loaded.error().orElseThrow().message()).isEqualTo("Undefined macro 'opened' used in filter.");
    }

    @Test
    void anAppendedConditionIsJoinedAsText() {
        LoadedRules loaded = load("- macro: m\n  condition: evt.type=open and proc.name=a\n"
                + "- macro: m\n  append: true\n  condition: or proc.name=b\n"
                + RULE.replace("evt.type=open", "m"));
        assertThat(loaded.rules().get(0).canonical())
                .isEqualTo("((evt.type = open and proc.name = a) or proc.name = b)");
    }

    @Test
    void tellsThePlaceInTheFileAndInTheCondition() {
        LoadedRules loaded = load(RULE.replace("evt.type=open", "evt.type=open and proc.nam=x"));
        assertThat(FindingText.of(loaded.error().orElseThrow())).isEqualTo("""
                        In rules content: (f0.yaml:0:0)
                            rule 'r': (f0.yaml:0:2)
                            rule condition: (f0.yaml:2:13)
                            condition expression: ("evt.type=open and...":1:19)
                        ------
                        evt.type=open and proc.nam=x
                                          ^
                        ------
                        LOAD_ERR_COMPILE_CONDITION (Error compiling condition): \
                        filter_check called with nonexistent field proc.nam
                        """);
    }

    @Test
    void anErrorInsideAMacroShowsTheMacrosText() {
        LoadedRules loaded = load("- macro: m\n  condition: fd.num = 1 and proc.nam=x\n"
                + RULE.replace("evt.type=open", "evt.type=open and m"));
        assertThat(loaded.error().orElseThrow().snippet()).startsWith("fd.num = 1 and proc.nam=x\n");
    }

    @Test
    void aSyntaxErrorHasALineAndAColumn() {
        Finding finding = load("- list: a\n  items: [b\n- list: c\n").error().orElseThrow();
        assertThat(finding.code()).isEqualTo(FindingCode.LOAD_ERR_YAML_PARSE);
        Location place = finding.chain().get(finding.chain().size() - 1);
        assertThat(place.line()).isEqualTo(2);
        assertThat(place.column()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {name: e, fields: [proc.name, fd.name], values: [[cat, /etc/shadow], ["a b", /x]]} \
            | ((proc.name = cat and fd.name = /etc/shadow) or (proc.name = "a b" and fd.name = /x))
            {name: e, fields: [proc.name, fd.name], comps: [in, startswith], values: [[[a, b], /x]]} \
            | (proc.name in (a, b) and fd.name startswith /x)
            {name: e, fields: [proc.name, fd.name], comps: [in, "="], values: [[a, /x]]} \
            | (proc.name in (a) and fd.name = /x)
            {name: e, fields: proc.name, values: [a, "b c", "'d e'"]} | proc.name in (a, "b c", "d e")
            {name: e, fields: fd.name, comps: pmatch, values: [/etc, /usr]} | fd.name pmatch (/etc, /usr)
            {name: e, fields: fd.name, comps: startswith anyof, values: [/etc, /usr]} \
            | fd.name startswith anyof (/etc, /usr)
            {name: e, fields: ["tolower(proc.name)"], values: [[a]]} | tolower(proc.name) = a
            {name: e, fields: [proc.name], values: [[val(proc.pname)]]} | proc.name = val(proc.pname)
            {name: e, fields: [proc.name], comps: [in], values: [['(a, b)']]} | proc.name in (a, b)
            {name: e, fields: [proc.name], comps: [in], values: [[a b]]} | proc.name in ("a b")
            {name: e, fields: [proc.name], values: [['(a b)']]} | proc.name = "(a b)"
            """)
    void exceptionsAreWrittenBehindTheCondition(String exception, String excluded) {
        String rule = RULE + "  exceptions:\n  - " + exception + "\n";
        LoadedRules loaded = load(rule);
        assertThat(loaded.error().map(FindingText::of)).isEmpty();
        assertThat(loaded.rules().get(0).canonical()).isEqualTo("(evt.type = open and not %s)".formatted(excluded));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  source:\n", "  source: ''\n", "  source: ~\n", "  source: syscall\n"})
    void aSourceWithoutAValueIsThatOfSystemCalls(String source) {
        LoadedRules loaded = load(RULE + source);
        assertThat(loaded.error().map(FindingText::of)).isEmpty();
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.rules())
                .singleElement()
                .extracting(rule -> rule.rule().source())
                .isEqualTo("syscall");
    }

    @Test
    void valuesOfAnExceptionMayNameAList() {
        LoadedRules loaded = load("- list: shells\n  items: [bash, zsh]\n" + RULE
                + "  exceptions:\n  - {name: e, fields: proc.name, values: [shells, cat]}\n");
        assertThat(loaded.rules().get(0).canonical())
                .isEqualTo("(evt.type = open and not proc.name in (bash, zsh, cat))");
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void valuesAreAddedToAnExceptionByItsName() {
        LoadedRules loaded = load(RULE + "  exceptions:\n  - {name: e, fields: proc.name, values: [a]}\n", """
                - rule: r
                  exceptions:
                  - {name: e, values: [b]}
                  - {name: f, fields: fd.name, values: [/x]}
                  override: {exceptions: append}
                """);
        assertThat(loaded.error().map(FindingText::of)).isEmpty();
        assertThat(loaded.rules().get(0).canonical())
                .isEqualTo("(evt.type = open and not proc.name in (a, b) and not fd.name in (/x))");
    }

    @Test
    void overrideAddsAndReplacesInOneItem() {
        LoadedRules loaded = load(RULE + "  tags: [t]\n", """
                - rule: r
                  condition: and proc.name = x
                  output: more %proc.name
                  desc: better
                  priority: CRITICAL
                  tags: [u]
                  enabled: false
                  override:
                    condition: append
                    output: append
                    desc: replace
                    priority: replace
                    tags: append
                    enabled: replace
                """);
        assertThat(loaded.error().map(FindingText::of)).isEmpty();
        CompiledRule compiled = loaded.rules().get(0);
        assertThat(compiled.canonical()).isEqualTo("(evt.type = open and proc.name = x)");
        Rule rule = compiled.rule();
        assertThat(rule.output()).isEqualTo("o more %proc.name");
        assertThat(rule.description()).isEqualTo("better");
        assertThat(rule.priority()).isEqualTo(Priority.CRITICAL);
        assertThat(rule.sortedTags()).containsExactly("t", "u");
        assertThat(rule.enabled()).isFalse();
    }

    @Test
    void replacedExceptionsTakeThePlaceOfAllThatWereThere() {
        LoadedRules loaded = load(RULE + "  exceptions:\n  - {name: e, fields: proc.name, values: [a]}\n", """
                - rule: r
                  exceptions:
                  - {name: f, fields: [fd.name], values: [[/x]]}
                  override: {exceptions: replace}
                """);
        assertThat(loaded.error().map(FindingText::of)).isEmpty();
        assertThat(loaded.rules().get(0).canonical()).isEqualTo("(evt.type = open and not fd.name = /x)");
    }

    @Test
    void aFileOfAnotherNameIsSkippedAndThatIsSaid(@TempDir Path directory) throws IOException {
        Path other = Files.writeString(directory.resolve("rules.txt"), "not yaml: [");
        Path good = Files.writeString(directory.resolve("a.yaml"), RULE);
        LoadedRules loaded = new RuleLoader(new StandardFields()).loadPaths(List.of(other, good));
        assertThat(loaded.rules()).hasSize(1);
        assertThat(loaded.warnings()).extracting(Finding::code).containsExactly(FindingCode.LANNER_SKIPPED_FILE);
    }
}
