package lanner.exchange.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.read.RuleFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that mean harm, or have one thing wrong in them: each ends in rules that the engine takes, or in refusals with a
 * place and a reason. {@code -Dlanner.fuzz=20000} for the long run.
 */
class HostileSigmaTest {
    private static final int FILES = Integer.getInteger("lanner.fuzz", 2000);
    private static final long SEED = Long.getLong("lanner.seed", 20261130);
    private static final String HEAD = "title: T\nlogsource: {category: process_creation}\ndetection:\n";

    private static final String[] WRONG = {
        "",
        "~",
        "''",
        "[]",
        "{}",
        "[~]",
        "[[]]",
        "[{}]",
        "{a: b}",
        "-1",
        "99999999999999999999999",
        "true",
        "\"\\0\"",
        "\"\\x1b[31m\"",
        "*missing",
        "&a [*a]",
        "&a {b: *a}",
        "!!binary abc",
        "<<: x",
        "? x",
        "|",
        ">-",
        "\t",
        "%",
        "'",
        "é\u202e",
        "\ud83d\ude00",
        "\u2028",
        "(((((",
        "s and",
        "not not not",
        "1 of",
        "'%proc.name \"quoted\" \\'",
        "'(a*)*b'",
        "'[[:x:]'",
        "'\\'",
        "'*'",
        "'**'",
        "'??'",
        "x".repeat(5000),
        "(".repeat(3000),
        "not ".repeat(3000) + "s",
        "s and ".repeat(2000) + "s"
    };

    static Stream<String> bombs() {
        StringBuilder aliases = new StringBuilder(HEAD).append("    a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            aliases.append("    a").append(i).append(": &a").append(i).append(" [");
            aliases.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
        }
        String values = "x, ".repeat(30_000);
        return Stream.of(
                aliases.append("    condition: a8\n").toString(),
                HEAD + "    s: &s [*s]\n    condition: s\n",
                HEAD + "    s: &s {Image: *s}\n    condition: s\n",
                "action: global\ndetection: &s {s: *s}\n---\n" + HEAD + "    s: &t {s: *t}\n    condition: s\n",
                HEAD + "    s: " + "[".repeat(10_000) + "\n    condition: s\n",
                HEAD + "    s: {Image: [" + values + "x]}\n    condition: s\n",
                HEAD + "    s: {Image: x}\n    condition: '" + "(".repeat(5000) + "s" + ")".repeat(5000) + "'\n",
                HEAD + "    s: {Image: x}\n    condition: '" + "s or ".repeat(19_000) + "s'\n",
                HEAD + "    s: {Image: [" + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx".repeat(10_000)
                        + "]}\n    condition: '" + "not s or ".repeat(1000) + "s'\n",
                HEAD + "    s: {'Image|re': '" + "(".repeat(3000) + "'}\n    condition: s\n",
                HEAD + "    s: {'Image|re': '" + "(a{30}){30}".repeat(300) + "'}\n    condition: s\n",
                HEAD + "    s: {'Image|re': '((((a?){30}){30}){1})b'}\n    condition: s\n",
                HEAD + "    s: {Image: '" + "*a".repeat(50_000) + "'}\n    condition: s\n",
                HEAD + "    s: {'Image|windash': '" + " -a".repeat(20_000) + "'}\n    condition: s\n",
                "title: " + "\ud83d\ude00".repeat(100) + "\u202e\u2028#\n" + HEAD.substring(HEAD.indexOf('\n') + 1)
                        + "    s: {Image: x}\n    condition: s\n");
    }

    @ParameterizedTest
    @MethodSource("bombs")
    @Timeout(60)
    void endsSoonInRulesOrInARefusal(String text) {
        check(text);
    }

    private static int check(String text) {
        SigmaImport.Result result;
        try {
            result = ImportedSigma.of(List.of(new RuleFile("fuzz.yml", text)), Placeholders.NONE);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + SEED + ":\n" + text, e);
        }
        LoadedRules loaded =
                new RuleLoader(new StandardFields()).load(List.of(new RuleFile("rules.yaml", result.yaml())));
        assertThat(loaded.error()).as(text).isEmpty();
        assertThat(loaded.rules()).as(text).hasSize(result.rules());
        for (Refusal refusal : result.refusals()) {
            assertThat(refusal.reason()).as(text).isNotBlank().hasSizeLessThan(6000);
            assertThat(refusal.place().file()).isEqualTo("fuzz.yml");
        }
        assertThat(result.rules() + result.refusals().size()).as(text).isPositive();
        return result.refusals().size();
    }

    @Test
    @Timeout(600)
    void oneThingWrongIsRefusedOrTranslated() throws IOException {
        List<String> files = new ArrayList<>();
        for (Path file : SigmaRulesTest.rules().toList()) {
            files.add(Files.readString(file));
        }
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            String text = files.get(random.nextInt(files.size()));
            text = random.nextBoolean() ? damaged(text, random) : withWrong(text, random);
            if (!text.isBlank()) {
                refused += check(text);
            }
        }
        assertThat(refused).as("refusals").isGreaterThan(FILES / 3);
    }

    private static String damaged(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int flips = 1 + random.nextInt(5); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        int end = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** One line's value, or its key, is another. */
    private static String withWrong(String text, Random random) {
        String[] lines = text.split("\n", -1);
        int line = random.nextInt(lines.length);
        int colon = lines[line].indexOf(':');
        String wrong = WRONG[random.nextInt(WRONG.length)];
        if (colon >= 0) {
            lines[line] = random.nextInt(4) == 0
                    ? wrong + lines[line].substring(colon)
                    : lines[line].substring(0, colon + 2 > lines[line].length() ? colon + 1 : colon + 2) + wrong;
        }
        return String.join("\n", lines);
    }
}
