package lanner.engine.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.define.Definitions;
import lanner.engine.rules.finding.Finding;
import lanner.engine.rules.finding.FindingCode;
import lanner.engine.rules.finding.Findings;
import lanner.engine.rules.finding.LoadResult;
import lanner.engine.rules.read.ItemReader;
import lanner.engine.rules.read.RuleFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file adds is compiled behind what was compiled before; nobody can tell. */
class RuleCompilerTest {
    private static final StandardFields FIELDS = new StandardFields();

    private static final String NEVER_TRUE_LIST = "- list: long_names\n  items: [nvidia-persistenced]\n";

    private static String rule(String name, String condition) {
        return "- rule: " + name + "\n  desc: d\n  condition: evt.type=open and " + condition
                + "\n  output: o\n  priority: INFO\n";
    }

    /** Each case of the table in front of the next: with its own names, which may be the same, and with others. */
    static Stream<Arguments> pairsOfFiles() throws IOException {
        List<Arguments> cases = RuleLoaderTest.filesAndCodes().toList();
        List<Arguments> pairs = new ArrayList<>();
        for (int i = 1; i < cases.size(); i++) {
            String before = (String) cases.get(i - 1).get()[2];
            String yaml = (String) cases.get(i).get()[2];
            String renamed = yaml.replaceAll("(?m)^- (rule|macro|list): (.+)$", "- $1: $2_too");
            pairs.add(Arguments.of(cases.get(i).get()[0], before, yaml));
            pairs.add(Arguments.of(cases.get(i).get()[0] + ", other names", before, renamed));
        }
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairsOfFiles")
    void tellsWhatACompileOfEverythingTells(String name, String before, String yaml) {
        List<RuleFile> files = List.of(new RuleFile("a.yaml", before), new RuleFile("b.yaml", yaml));
        LoadedRules loaded = new RuleLoader(FIELDS).load(files);
        assertThat(loaded.results().get(loaded.results().size() - 1)).isEqualTo(anew(files));
    }

    /** The last result when every file has everything before it compiled from the beginning. */
    private static LoadResult anew(List<RuleFile> files) {
        Definitions definitions = new Definitions(FIELDS);
        Map<String, String> texts = new HashMap<>();
        LoadResult last = null;
        for (RuleFile file : files) {
            texts.put(file.name(), file.text());
            Findings findings = new Findings(texts);
            try {
                ItemReader.read(file, findings, item -> definitions.add(item, findings));
                new RuleCompiler(FIELDS, List.of(), texts, new CompileCache()).compile(definitions, findings);
                last = new LoadResult(file.name(), List.of(), findings.warnings());
            } catch (Findings.LoadStopped stopped) {
                return new LoadResult(file.name(), List.of(stopped.finding()), findings.warnings());
            }
        }
        return last;
    }

    private static List<Finding> warnings(String... files) {
        LoadedRules loaded = RuleLoaderTest.load(files);
        assertThat(loaded.error()).isEmpty();
        return loaded.results().get(files.length - 1).warnings();
    }

    @Test
    void goesOnWhereAFileOnlyAdds() throws Exception {
        Definitions definitions = new Definitions(FIELDS);
        Findings findings = new Findings(Map.of());
        add(definitions, findings, "- list: shells\n  items: [sh]\n" + rule("first", "proc.name in (shells)"));
        RuleCompiler compiler = new RuleCompiler(FIELDS, List.of(), Map.of(), new CompileCache());
        CompiledRule first = compiler.compile(definitions, findings).get(0);
        add(
                definitions,
                findings,
                "- list: editors\n  items: [vi]\n- macro: edits\n  condition: proc.name in (editors)\n"
                        + rule("second", "edits"));
        assertThat(compiler.isContinuedBy(definitions)).isTrue();
        List<CompiledRule> both = compiler.compile(definitions, findings);
        assertThat(both).hasSize(2);
        assertThat(both.get(0)).isSameAs(first);
        assertThat(findings.warnings()).isEmpty();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("a rule redefined", rule("first", "proc.name=b")),
                Arguments.of("a macro redefined", "- macro: asks\n  condition: proc.name=c\n"),
                Arguments.of("a list longer", "- list: shells\n  items: [zsh]\n  override: {items: append}\n"),
                Arguments.of("a list of a name in a condition", "- list: bash\n  items: [a]\n"),
                Arguments.of("a list of nearly such a name", "- list: some_edtors\n  items: [a]\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void doesNotGoOnWhereAFileChangesWhatWasCompiled(String name, String yaml) throws Exception {
        Definitions definitions = new Definitions(FIELDS);
        Findings findings = new Findings(Map.of());
        add(
                definitions,
                findings,
                "- list: shells\n  items: [sh]\n- macro: asks\n  condition: proc.name in (shells, bash, some_editor)\n"
                        + rule("first", "asks"));
        RuleCompiler compiler = new RuleCompiler(FIELDS, List.of(), Map.of(), new CompileCache());
        compiler.compile(definitions, findings);
        assertThat(compiler.isContinuedBy(definitions)).isTrue();
        add(definitions, findings, yaml);
        assertThat(compiler.isContinuedBy(definitions)).isFalse();
    }

    private static void add(Definitions definitions, Findings findings, String yaml) throws Exception {
        ItemReader.read(new RuleFile("f.yaml", yaml), findings, item -> definitions.add(item, findings));
    }

    @Test
    void aLaterListIsFilledIntoAnEarlierCondition() {
        LoadedRules loaded = RuleLoaderTest.load(rule("r", "proc.name in (late)"), "- list: late\n  items: [a, b]\n");
        assertThat(loaded.rules().get(0).canonical()).contains("proc.name in (a, b)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aListThatIsAppendedToAnEarlierOneIsUsed(boolean inOneFile) {
        String first = "- list: shells\n  items: [sh]\n" + rule("r", "proc.name in (shells)");
        String second = """
                - list: own_shells
                  items: [mysh]
                - list: shells
                  items: [own_shells]
                  override: {items: append}
                """;
        assertThat(inOneFile ? warnings(first + second) : warnings(first, second))
                .isEmpty();
    }

    @Test
    void aLaterMacroTellsFirstWhatItSharesWithAnEarlierRule() {
        String macro = "- macro: late\n  condition: proc.name in (long_names)\n";
        assertThat(warnings(
                        NEVER_TRUE_LIST + rule("r", "proc.name in (long_names)") + rule("s", "fd.sport = 70000"),
                        macro))
                .extracting(Finding::code)
                .containsExactly(
                        FindingCode.LANNER_ALWAYS_FALSE,
                        FindingCode.LANNER_ALWAYS_FALSE,
                        FindingCode.LOAD_UNUSED_MACRO);
    }

    @Test
    void findingsShowTheTextOfTheLatestFileOfAName() {
        List<RuleFile> files = List.of(
                new RuleFile("same.yaml", "# a comment\n" + rule("r", "evt.latency > 1")),
                new RuleFile("same.yaml", rule("s", "evt.latency > 1")));
        LoadedRules loaded = new RuleLoader(FIELDS).load(files);
        assertThat(loaded.results().get(1)).isEqualTo(anew(files));
    }
}
