package lanner.cli.sarif;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lanner.engine.field.EventTime;
import lanner.engine.json.JsonText;
import lanner.product.Counted;
import lanner.product.Version;
import lanner.product.WholeFile;

/**
 * One run of Lanner in SARIF: its rules, what they found, and what is to be said of the run. Results of the same rule and
 * identity are one, counted. Of more than {@value #MOST_RESULTS} different ones the most important stay, the earlier before the
 * later: code scanning shows no more of a run, and memory is bounded.
 *
 * <pre>{@code
 * SarifLog log = new SarifLog();
 * SarifRuleId rule = log.rule(new SarifRule("New peer", "A program connected to ...", "", tags, SarifLevel.WARNING, 5.5));
 * log.add(new SarifResult(rule, ...));
 * log.write(file, new SarifLog.Invocation(...));
 * }</pre>
 */
public final class SarifLog {
    /** GitHub rejects a run of more than 25,000 results and shows the first 5,000. */
    public static final int MOST_RESULTS = 5_000;

    /** GitHub rejects a rule with more tags than 20. */
    private static final int MOST_TAGS = 20;

    private static final int MOST_NOTES = 100;
    private static final int LONGEST_ID = 100;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 1_024;
    private static final int LONGEST_HELP = 20_000;
    private static final int LONGEST_MESSAGE = 2_000;
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final Pattern NO_ID = Pattern.compile("[^a-z0-9]+");
    /** What an id can leave out of a name and still tell it from others. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ]{0,99}");

    private final List<SarifRule> rules = new ArrayList<>();
    private final List<SarifRuleId> ids = new ArrayList<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final Map<String, Found> byFingerprint = new HashMap<>();
    /** By rank, each in the order in which they came. */
    private final TreeMap<Integer, List<Found>> byRank = new TreeMap<>();

    private final List<Map<String, Object>> notes = new ArrayList<>();
    private int kept;
    private long arrivals;
    private long leftOut;

    /** A result, when it first came and how often it did. */
    private static final class Found {
        private final SarifResult result;
        private final String fingerprint;
        private final long arrival;
        private long count = 1;

        Found(SarifResult result, String fingerprint, long arrival) {
            this.result = result;
            this.fingerprint = fingerprint;
            this.arrival = arrival;
        }
    }

    /**
     * How the run went.
     *
     * @param begin nanoseconds since the epoch
     * @param end nanoseconds since the epoch
     * @param status what the command ends with
     * @param successful whether it could do what it was asked to, whatever it found
     * @param properties what else is known of the run
     */
    public record Invocation(long begin, long end, int status, boolean successful, Map<String, Object> properties) {
        public Invocation {
            properties = Map.copyOf(properties);
        }
    }

    /** Makes a rule known, whether or not it finds anything. */
    public SarifRuleId rule(SarifRule rule) {
        String slug = slug(rule.name());
        String id = PLAIN_NAME.matcher(rule.name()).matches() && !taken.contains(slug)
                ? slug
                : (slug.isEmpty() ? "" : slug + "-")
                        + hash(List.of(rule.name())).substring(0, 8);
        // Two rules of one name are told apart by their places, which is the best that can be done for them.
        String unique = id;
        for (int number = 2; !taken.add(unique); number++) {
            unique = id + "-" + number;
        }
        SarifRuleId known = new SarifRuleId(unique, rules.size());
        rules.add(rule);
        ids.add(known);
        return known;
    }

    private static String slug(String name) {
        String words =
                NO_ID.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        return words.substring(0, Math.min(LONGEST_ID, words.length())).strip().replace(' ', '-');
    }

    /** Takes a result. */
    public void add(SarifResult result) {
        String fingerprint = fingerprint(result);
        Found known = byFingerprint.get(fingerprint);
        if (known != null) {
            known.count++;
            return;
        }
        if (kept == MOST_RESULTS) {
            if (result.rank() >= byRank.lastKey()) {
                leftOut++;
                return;
            }
            leaveOutLast();
        }
        Found found = new Found(result, fingerprint, arrivals++);
        byFingerprint.put(fingerprint, found);
        byRank.computeIfAbsent(result.rank(), rank -> new ArrayList<>()).add(found);
        kept++;
    }

    private void leaveOutLast() {
        List<Found> least = byRank.lastEntry().getValue();
        Found last = least.remove(least.size() - 1);
        if (least.isEmpty()) {
            byRank.remove(byRank.lastKey());
        }
        byFingerprint.remove(last.fingerprint);
        leftOut += last.count;
        kept--;
    }

    /** Says something of the run that is no result. */
    public void note(SarifNote kind, String sentence) {
        if (notes.size() < MOST_NOTES) {
            notes.add(Map.of(
                    "descriptor",
                    Map.of("id", kind.id()),
                    "level",
                    kind.level().word(),
                    "message",
                    Map.of("text", SarifText.message(sentence, LONGEST_MESSAGE))));
        }
    }

    /** How many things were found that are not in the log. */
    public long leftOut() {
        return leftOut;
    }

    /** What is left out, as a sentence. */
    public String leftOutSentence() {
        return Counted.of(leftOut, "result was", "results were") + " left out of the SARIF file: code scanning takes "
                + Counted.of(MOST_RESULTS, "result") + " of a run, the gravest are there";
    }

    /** Each result with how often it was found, in the order in which they came. */
    public Map<SarifResult, Long> results() {
        Map<SarifResult, Long> results = new LinkedHashMap<>();
        inOrder().forEach(found -> results.put(found.result, found.count));
        return results;
    }

    /** What tells a result from all others, the same in every run: 32 hexadecimal digits. */
    public static String fingerprint(SarifResult result) {
        List<String> parts = new ArrayList<>(List.of(result.rule().id()));
        parts.addAll(result.identity());
        return hash(parts);
    }

    private static String hash(List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
                // With its length: no two lists of parts are the same bytes.
                digest.update((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(utf8);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private List<Found> inOrder() {
        return byRank.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(found -> found.arrival))
                .toList();
    }

    /** Writes the log as a whole file, or fails with why it cannot be written. */
    public void write(Path file, Invocation invocation) throws IOException {
        WholeFile.write(file, text(invocation));
    }

    /** The log as JSON, a line for each rule and each result. */
    String text(Invocation invocation) {
        if (leftOut > 0) {
            note(SarifNote.LEFT_OUT, leftOutSentence());
        }
        StringBuilder text = new StringBuilder();
        text.append("{\"$schema\":\"")
                .append(SCHEMA)
                .append("\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{");
        text.append("\"name\":\"Lanner\",\"semanticVersion\":").append(json(Version.number()));
        text.append(",\"notifications\":").append(json(descriptors()));
        text.append(",\"rules\":[\n");
        text.append(ids.stream()
                .map(id -> json(rule(id.id(), rules.get(id.index()))))
                .collect(Collectors.joining(",\n")));
        text.append("\n]}},\"invocations\":[").append(json(invocation(invocation)));
        text.append("],\"results\":[\n");
        text.append(inOrder().stream().map(SarifLog::result).map(SarifLog::json).collect(Collectors.joining(",\n")));
        return text.append("\n]}]}\n").toString();
    }

    private static List<Map<String, Object>> descriptors() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (SarifNote note : SarifNote.values()) {
            all.add(object("id", note.id(), "shortDescription", Map.of("text", note.sentence())));
        }
        return all;
    }

    private static Map<String, Object> rule(String id, SarifRule rule) {
        String name = SarifText.message(rule.name(), LONGEST_NAME);
        String description =
                SarifText.message(rule.description().isBlank() ? rule.name() : rule.description(), LONGEST_DESCRIPTION);
        String help = rule.help().isBlank() ? description : SarifText.cut(rule.help(), LONGEST_HELP);
        Set<String> tags = new LinkedHashSet<>(List.of("security"));
        rule.tags().stream().limit(MOST_TAGS - 1).forEach(tags::add);
        return object(
                "id",
                id,
                "name",
                name,
                "shortDescription",
                Map.of("text", name),
                "fullDescription",
                Map.of("text", description),
                "help",
                object("text", help, "markdown", help),
                "defaultConfiguration",
                Map.of("level", rule.level().word()),
                "properties",
                object(
                        "tags",
                        List.copyOf(tags),
                        "security-severity",
                        String.format(Locale.ROOT, "%.1f", rule.severity())));
    }

    private static Map<String, Object> result(Found found) {
        SarifResult result = found.result;
        Map<String, Object> location = object(
                "physicalLocation",
                object(
                        "artifactLocation",
                        Map.of("uri", result.place()),
                        // Code scanning wants a line; a recording has none.
                        "region",
                        Map.of("startLine", 1)));
        if (!result.chain().isEmpty()) {
            String last = result.chain().get(result.chain().size() - 1);
            location.put(
                    "logicalLocations",
                    List.of(object(
                            "name", last, "fullyQualifiedName", String.join("/", result.chain()), "kind", "process")));
        }
        return object(
                "ruleId",
                result.rule().id(),
                "ruleIndex",
                result.rule().index(),
                "level",
                result.level().word(),
                "message",
                Map.of("text", SarifText.message(result.message(), LONGEST_MESSAGE)),
                "locations",
                List.of(location),
                "partialFingerprints",
                // The first is the one that code scanning looks at, with the number of results of that hash behind it.
                object("primaryLocationLineHash", found.fingerprint + ":1", "lanner/v1", found.fingerprint),
                "occurrenceCount",
                found.count,
                "properties",
                new TreeMap<>(result.properties()));
    }

    private Map<String, Object> invocation(Invocation invocation) {
        return object(
                "executionSuccessful",
                invocation.successful(),
                "exitCode",
                invocation.status(),
                "startTimeUtc",
                EventTime.utc(invocation.begin(), "Z"),
                "endTimeUtc",
                EventTime.utc(invocation.end(), "Z"),
                "toolExecutionNotifications",
                notes,
                "properties",
                new TreeMap<>(invocation.properties()));
    }

    private static Map<String, Object> object(Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put((String) pairs[i], pairs[i + 1]);
        }
        return object;
    }

    private static String json(Object value) {
        return JsonText.write(latin(value));
    }

    /** Texts as {@link JsonText} takes them. */
    private static Object latin(Object value) {
        if (value instanceof String text) {
            return JsonText.latin(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> latin = new LinkedHashMap<>();
            map.forEach((name, each) -> latin.put(JsonText.latin((String) name), latin(each)));
            return latin;
        }
        return value instanceof List<?> items
                ? items.stream().map(SarifLog::latin).toList()
                : value;
    }
}
