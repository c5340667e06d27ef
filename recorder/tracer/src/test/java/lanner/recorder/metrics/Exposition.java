package lanner.recorder.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text exposition format 0.0.4 strictly, and what its naming practices ask for: HELP and TYPE before each
 * family, families in one piece, no sample twice, counters that end in {@code _total} and are not negative, base units.
 */
public final class Exposition {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{" + LABEL + "(?:," + LABEL
            + ")*\\})? (-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)");
    private static final Pattern NO_BASE_UNIT =
            Pattern.compile(".*_(ms|millis|milliseconds|nanos|ns|kb|mb|kilobytes|minutes|percent)(_.*)?");

    private Exposition() {}

    /** Each sample's value, by its name without labels. */
    public static Map<String, Double> read(String text) {
        assertThat(text).endsWith("\n");
        Map<String, Double> values = new LinkedHashMap<>();
        Set<String> samples = new HashSet<>();
        Set<String> families = new HashSet<>();
        String helped = "";
        String family = "";
        String type = "";
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                String name = comment.group(2);
                if (comment.group(1).equals("HELP")) {
                    assertThat(families.add(name)).as("%s in one piece", name).isTrue();
                    helped = name;
                } else {
                    assertThat(name).as("TYPE behind HELP").isEqualTo(helped);
                    assertThat(comment.group(3)).isIn("counter", "gauge");
                    family = name;
                    type = comment.group(3);
                }
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            String name = sample.group(1);
            assertThat(name).as("stands in its family").isEqualTo(family);
            assertThat(name).doesNotMatch(NO_BASE_UNIT);
            assertThat(name.endsWith("_total")).as("%s is a %s", name, type).isEqualTo(type.equals("counter"));
            assertThat(samples.add(name + sample.group(2))).as("%s once", line).isTrue();
            double value = Double.parseDouble(sample.group(3));
            if (type.equals("counter")) {
                assertThat(value).as(line).isNotNegative();
            }
            values.put(name, value);
        }
        assertThat(families).hasSameSizeAs(values.keySet());
        return values;
    }
}
