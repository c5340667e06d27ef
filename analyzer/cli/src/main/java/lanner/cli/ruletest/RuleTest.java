package lanner.cli.ruletest;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.engine.alert.Priority;
import lanner.engine.replay.Replay;

/**
 * One test.
 *
 * @param file the file that it stands in, as it was named
 * @param line the line there, from 1
 * @param rules rule files, in order
 * @param needs what the machine must have: see {@link TestNeeds}
 * @param material what rules are asked about
 * @param silent rules that must raise nothing
 * @param others whether rules that the test does not name may raise alerts
 * @param ordered whether the expected alerts come in the order written
 */
public record RuleTest(
        String name,
        String file,
        int line,
        List<Path> rules,
        List<String> needs,
        Material material,
        Replay.Match match,
        List<Expected> expected,
        List<String> silent,
        boolean others,
        boolean ordered) {
    public RuleTest {
        rules = List.copyOf(rules);
        needs = List.copyOf(needs);
        expected = List.copyOf(expected);
        silent = List.copyOf(silent);
    }

    /** Where it stands. */
    String place() {
        return file + ":" + line;
    }

    /** The rules that it names. */
    Set<String> named() {
        Set<String> named = new LinkedHashSet<>(silent);
        expected.forEach(each -> named.add(each.rule()));
        return named;
    }

    /** What rules are asked about. */
    public sealed interface Material {}

    /** A capture that is there. */
    public record Recorded(Path capture) implements Material {}

    /** A shell script, recorded on the spot in an empty directory. */
    public record Script(String text, String profile) implements Material {}

    /**
     * Alerts that must be raised.
     *
     * @param output text that the alert's output must contain
     * @param fields what fields must print for the alert's event
     */
    public record Expected(
            String rule,
            CountRange count,
            Optional<Priority> priority,
            Optional<String> output,
            Map<String, String> fields) {
        public Expected {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }
}
