package lanner.exchange.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lanner.capture.CaptureReader;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.read.RuleFile;
import lanner.engine.rules.run.RuleSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sigma rules of ours, in {@code rules/}: the lines above each tell captures, as {@link ToldCapture} reads them, on which
 * the translation fires, and others on which it stays silent.
 */
class SigmaRulesTest {
    private static final Placeholders PLACEHOLDERS =
            new Placeholders(Map.of("scratch", List.of("/tmp/*", "/dev/shm/*"), "admins", List.of("root", "adm_*")));

    @TempDir
    Path directory;

    static Stream<Path> rules() throws IOException {
        try {
            Path resources = Path.of(Objects.requireNonNull(SigmaRulesTest.class.getResource("rules"))
                    .toURI());
            return SigmaFiles.of(resources).stream();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static SigmaImport.Result imported(Path file) throws IOException {
        return ImportedSigma.of(List.of(RuleFile.read(file)), PLACEHOLDERS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void firesOnOneCaptureAndIsSilentOnAnother(Path file) throws IOException {
        SigmaImport.Result result = imported(file);
        assertThat(result.refusals()).isEmpty();
        assertThat(result.rules()).isPositive();
        List<String> lines = Files.readAllLines(file);
        assertThat(told(lines, "# fires: "))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(alerts(result.yaml(), line))
                        .as("%s%n%s", line, result.yaml())
                        .isPositive());
        assertThat(told(lines, "# silent: "))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(alerts(result.yaml(), line))
                        .as("%s%n%s", line, result.yaml())
                        .isZero());
    }

    private static List<String> told(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .toList();
    }

    private int alerts(String rules, String line) throws IOException {
        LoadedRules loaded = new RuleLoader(new StandardFields()).load(List.of(new RuleFile("rules.yaml", rules)));
        Path capture = directory.resolve("capture" + System.nanoTime());
        ToldCapture.tell(capture, line);
        List<String> alerts = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            RuleSet set = RuleSet.of(loaded.rules(), rule -> rule.enabled(), new StandardFields());
            new Replay().run(reader, set, Replay.Match.ALL, (alert, rule, context) -> alerts.add(alert.rule()));
        }
        return alerts.size();
    }

    @Test
    void thereAreAtLeastSixtyAndTogetherTheyUseEveryModifierThatCanBeTranslated() throws IOException {
        Set<String> used = new TreeSet<>();
        int count = 0;
        for (Path file : rules().toList()) {
            count++;
            for (String line : Files.readAllLines(file)) {
                for (Modifier modifier : Modifier.values()) {
                    if (line.matches("[^:#]*\\|" + modifier.word() + "(\\|[^:]*|'?):.*")) {
                        used.add(modifier.word());
                    }
                }
            }
        }
        Set<String> refused = Set.of("minute", "hour", "day", "week", "month", "year");
        Set<String> translated = new TreeSet<>();
        for (Modifier modifier : Modifier.values()) {
            if (!refused.contains(modifier.word())) {
                translated.add(modifier.word());
            }
        }
        assertThat(count).isGreaterThanOrEqualTo(60);
        assertThat(used).isEqualTo(translated);
    }

    @Test
    void allTogetherAreOneFileThatTheEngineTakesWithoutAWarning() throws IOException {
        List<RuleFile> files = new ArrayList<>();
        for (Path file : rules().toList()) {
            files.add(RuleFile.read(file));
        }
        SigmaImport.Result result = ImportedSigma.of(files, PLACEHOLDERS);
        LoadedRules loaded =
                new RuleLoader(new StandardFields()).load(List.of(new RuleFile("rules.yaml", result.yaml())));
        assertThat(loaded.error()).isEmpty();
        assertThat(loaded.rules()).hasSize(result.rules());
        assertThat(loaded.warnings()).isEmpty();
    }
}
