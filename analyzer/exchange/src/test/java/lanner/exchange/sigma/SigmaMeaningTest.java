package lanner.exchange.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import lanner.capture.CaptureReader;
import lanner.capture.event.EventType;
import lanner.capture.event.ImageParams;
import lanner.capture.kit.CaptureStory;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.read.RuleFile;
import lanner.engine.rules.run.RuleSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random texts and random values: the translation, asked by the engine, matches what Sigma's meaning, written down naively
 * here, matches. {@code -Dlanner.fuzz=20000} for the long run.
 */
class SigmaMeaningTest {
    private static final int VALUES = Integer.getInteger("lanner.fuzz", 2000) / 5;
    private static final int TEXTS = 200;
    private static final long SEED = Long.getLong("lanner.seed", 20261130);
    private static final String LETTERS = "aAbB.*?\\[]^-$é \"'#";

    @TempDir
    Path directory;

    /** A line of a selection and what it means. */
    private record Case(String modifiers, String value, java.util.function.Predicate<String> meaning) {}

    private static String text(Random random, int longest, String letters) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(longest + 1); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void wildcardsMeanWhatTheyMeanInSigma() throws IOException {
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>(List.of("", "a", "\n"));
        while (texts.size() < TEXTS) {
            texts.add(text(random, 7, LETTERS + "\n"));
        }
        List<Case> cases = new ArrayList<>();
        while (cases.size() < VALUES) {
            String value = text(random, 5, LETTERS + "**??\\\\");
            boolean cased = random.nextInt(3) == 0;
            String place = List.of("", "|contains", "|startswith", "|endswith").get(random.nextInt(4));
            cases.add(new Case(place + (cased ? "|cased" : ""), value, each -> sigma(value, each, place, cased)));
        }
        compare(texts, cases);
    }

    @Test
    void regularExpressionsMatchWhatTheyMatchInPerlsDialect() throws IOException {
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>(List.of("", "a"));
        while (texts.size() < TEXTS) {
            texts.add(text(random, 7, "aAbB1.- _]"));
        }
        List<Case> cases = new ArrayList<>();
        while (cases.size() < VALUES) {
            String expression = expression(random, 3);
            boolean folded = random.nextInt(3) == 0;
            Pattern java = Pattern.compile(expression, folded ? Pattern.CASE_INSENSITIVE : 0);
            cases.add(new Case(
                    "|re" + (folded ? "|i" : ""),
                    expression,
                    each -> java.matcher(each).find()));
        }
        compare(texts, cases);
    }

    private static String expression(Random random, int depth) {
        StringBuilder expression = new StringBuilder();
        if (depth == 3 && random.nextInt(4) == 0) {
            expression.append('^');
        }
        for (int length = 1 + random.nextInt(3); length > 0; length--) {
            String atom = switch (random.nextInt(depth > 0 ? 12 : 9)) {
                case 0 -> ".";
                case 1 -> "[aB]";
                case 2 -> "[^a-b1]";
                case 3 -> "\\d";
                case 4 -> "\\w";
                case 5 -> "[\\s_\\]-]";
                case 6 -> "\\.";
                case 7 -> "A";
                case 8 -> "b";
                case 9 -> "(" + expression(random, depth - 1) + ")";
                case 10 -> "(?:" + expression(random, depth - 1) + "|" + expression(random, depth - 1) + ")";
                default -> "\\W";
            };
            String times =
                    List.of("", "", "", "*", "+", "?", "{2}", "{1,2}", "*?").get(random.nextInt(9));
            expression.append(atom).append(times);
        }
        if (depth == 3 && random.nextInt(4) == 0) {
            expression.append('$');
        }
        return expression.toString();
    }

    private void compare(List<String> texts, List<Case> cases) throws IOException {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < cases.size(); i++) {
            yaml.append("---\ntitle: R").append(i).append("\nlogsource: {category: process_creation}\ndetection:\n");
            yaml.append("    s:\n        CommandLine")
                    .append(cases.get(i).modifiers())
                    .append(": '");
            yaml.append(cases.get(i).value().replace("'", "''")).append("'\n    condition: s\n");
        }
        SigmaImport.Result result =
                ImportedSigma.of(List.of(new RuleFile("sigma.yml", yaml.toString())), Placeholders.NONE);
        assertThat(result.refusals()).as("seed %d", SEED).isEmpty();
        Set<String> matched = matched(result.yaml(), texts);
        for (int i = 0; i < cases.size(); i++) {
            for (int t = 0; t < texts.size(); t++) {
                assertThat(matched.contains("R" + i + " " + t))
                        .as("seed %d: %s against '%s'", SEED, cases.get(i), texts.get(t))
                        .isEqualTo(cases.get(i).meaning().test(texts.get(t)));
            }
        }
    }

    /** The rules and texts that match, as {@code RULE TEXT-NUMBER}. */
    private Set<String> matched(String rules, List<String> texts) throws IOException {
        Path capture = directory.resolve("texts");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(1, 0, "init");
            for (String text : texts) {
                story.event(
                        EventType.EXECVE,
                        1,
                        event -> event.result(0)
                                .text(ImageParams.EXE, CaptureStory.bytes(text))
                                .text(ImageParams.ARGS, "")
                                .number(ImageParams.TID, 1)
                                .number(ImageParams.PID, 1)
                                .text(ImageParams.COMM, "x"));
            }
        }
        LoadedRules loaded = new RuleLoader(new StandardFields()).load(List.of(new RuleFile("rules.yaml", rules)));
        RuleSet set = RuleSet.of(loaded.rules(), rule -> true, new StandardFields());
        Set<String> matched = new HashSet<>();
        int[] event = {-1};
        try (CaptureReader reader = CaptureReader.open(capture)) {
            new Replay().run(reader, context -> {
                event[0]++;
                Replay.ask(
                        set,
                        Replay.Match.ALL,
                        context,
                        rule -> matched.add(rule.rule().name() + " " + event[0]));
                return true;
            });
        }
        assertThat(event[0]).isEqualTo(texts.size() - 1);
        return matched;
    }

    /** Whether a value of Sigma matches a text, or a piece of it. */
    private static boolean sigma(String value, String text, String place, boolean cased) {
        String pattern = cased ? value : lower(value);
        int[] characters = (cased ? text : lower(text)).codePoints().toArray();
        int most = characters.length;
        for (int from = 0; from <= most; from++) {
            for (int to = from; to <= most; to++) {
                boolean here = switch (place) {
                    case "|contains" -> true;
                    case "|startswith" -> from == 0;
                    case "|endswith" -> to == most;
                    default -> from == 0 && to == most;
                };
                if (here && whole(pattern.codePoints().toArray(), 0, characters, from, to)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean whole(int[] pattern, int p, int[] text, int from, int to) {
        if (p == pattern.length) {
            return from == to;
        }
        if (pattern[p] == '*') {
            return whole(pattern, p + 1, text, from, to) || from < to && whole(pattern, p, text, from + 1, to);
        }
        if (pattern[p] == '?') {
            return from < to && whole(pattern, p + 1, text, from + 1, to);
        }
        boolean escapes = pattern[p] == '\\'
                && p + 1 < pattern.length
                && (pattern[p + 1] == '*' || pattern[p + 1] == '?' || pattern[p + 1] == '\\');
        int wanted = escapes ? pattern[p + 1] : pattern[p];
        return from < to && text[from] == wanted && whole(pattern, p + (escapes ? 2 : 1), text, from + 1, to);
    }

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder();
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return lower.toString();
    }
}
