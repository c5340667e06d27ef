package lanner.engine.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.finding.Finding;
import lanner.engine.rules.finding.FindingText;
import lanner.engine.rules.read.RuleFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Rule files with one thing wrong in them: whatever it is, the load ends with at most one error, which has a code, a
 * message and a place. {@code -Dlanner.fuzz=20000} for the long run.
 */
class RuleFileFuzzTest {
    private static final int FILES = Integer.getInteger("lanner.fuzz", 2000);
    private static final long SEED = Long.getLong("lanner.seed", 20261123);

    private static final List<List<String>> ITEMS = List.of(
            List.of("required_engine_version", "0.50.0"),
            List.of("required_plugin_versions", "[{name: container, version: 0.4.0, alternatives: []}]"),
            List.of(
                    "list",
                    "shells",
                    "items",
                    "[bash, zsh, \"a b\"]",
                    "append",
                    "false",
                    "override",
                    "{items: replace}"),
            List.of("macro", "opened", "condition", "evt.type in (open, openat) and evt.failed=false", "append", "no"),
            List.of(
                    "rule",
                    "first",
                    "desc",
                    "a rule",
                    "condition",
                    "opened and proc.name in (shells) and not fd.name startswith /tmp",
                    "output",
                    "opened (%proc.name %fd.name %evt.arg.flags)",
                    "priority",
                    "WARNING",
                    "tags",
                    "[a, b]",
                    "source",
                    "syscall",
                    "enabled",
                    "yes",
                    "warn_evttypes",
                    "true",
                    "skip-if-unknown-filter",
                    "false",
                    "capture",
                    "false",
                    "capture_duration",
                    "10",
                    "exceptions",
                    "[{name: e, fields: [proc.name, fd.name], comps: [in, pmatch], values: [[[a, b], [/x]]]}]"),
            List.of(
                    "rule",
                    "first",
                    "condition",
                    "and user.uid = 0",
                    "exceptions",
                    "[{name: e, values: [[[c], [/y]]]}]",
                    "override",
                    "{condition: append, exceptions: append}"),
            List.of("rule", "first", "enabled", "false"));

    private static final String[] WRONG = {
        "",
        "~",
        "null",
        "\"\"",
        "''",
        "[]",
        "{}",
        "[~]",
        "[[]]",
        "[{}]",
        "{a: b}",
        "[[[[x]]]]",
        "-1",
        "0x7fffffffffffffff",
        "99999999999999999999999",
        "1e999",
        ".nan",
        "true",
        "maybe",
        "\"\\0\"",
        "\"\\x1b[31m\"",
        "*missing",
        "&a [*a]",
        "!!binary abc",
        "!!java.util.Date 2020-01-01",
        "<<: x",
        "? x",
        "|",
        ">-",
        "\t",
        "%",
        "'",
        "\"",
        "`",
        "@",
        "é\u202e",
        "\ud83d\ude00",
        "(((((",
        "a and",
        "not not not",
        "proc.name in (",
        "proc.name regex \"(a*)*b\"",
        "proc.name regex \"(((((((((a{1,99}){1,99}){1,99}\"",
        "evt.type=nosuch",
        "evt.arg.nosuch=1",
        "proc.aname[99999999999]=x",
        "fd.net=300.1.1.1/99",
        "%nosuch.field",
        "%",
        "%99999proc.name",
        "x".repeat(5000),
        "(".repeat(3000),
        "not ".repeat(3000) + "a",
        "a and ".repeat(2000) + "a"
    };

    private static String file(Random random) {
        StringBuilder text = new StringBuilder();
        List<List<String>> items = new ArrayList<>(ITEMS);
        int victim = random.nextInt(items.size());
        for (int i = 0; i < items.size(); i++) {
            List<String> item = items.get(i);
            int key = i == victim ? random.nextInt(item.size() / 2) : -1;
            for (int pair = 0; pair < item.size() / 2; pair++) {
                String name = item.get(2 * pair);
                String value = item.get(2 * pair + 1);
                if (pair == key) {
                    switch (random.nextInt(4)) {
                        case 0 -> name = WRONG[random.nextInt(WRONG.length)];
                        case 1 -> name = name + name;
                        default -> value = WRONG[random.nextInt(WRONG.length)];
                    }
                }
                text.append(pair == 0 ? "- " : "  ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String damaged(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int flips = random.nextInt(6); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        int end = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    @Test
    @Timeout(600)
    void oneThingWrongGivesAtMostOneErrorWithItsPlace() {
        Random random = new Random(SEED);
        int errors = 0;
        for (int i = 0; i < FILES; i++) {
            String text = file(random);
            if (i % 2 == 1) {
                text = damaged(text, random);
            }
            LoadedRules loaded = load(i, text);
            if (loaded.error().isPresent()) {
                errors++;
                Finding error = loaded.error().get();
                assertThat(error.message()).as("file %d:%n%s", i, text).isNotBlank();
                assertThat(error.chain()).as("file %d:%n%s", i, text).isNotEmpty();
                assertThat(error.snippet().length()).isLessThan(500);
                assertThat(loaded.rules()).isEmpty();
            }
            assertThat(FindingText.verbose(loaded.results().get(0))).doesNotContain("Exception");
        }
        assertThat(errors).as("files that were wrong").isGreaterThan(FILES / 3);
    }

    private static LoadedRules load(int i, String text) {
        try {
            return new RuleLoader(new StandardFields()).load(List.of(new RuleFile("fuzz.yaml", text)));
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("file " + i + " of seed " + SEED + ":\n" + text, e);
        }
    }
}
