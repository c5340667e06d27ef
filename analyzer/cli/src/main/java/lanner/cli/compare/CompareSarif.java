package lanner.cli.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import lanner.behaviour.baseline.Known;
import lanner.behaviour.compare.Change;
import lanner.behaviour.compare.Difference;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.fact.Recording;
import lanner.cli.sarif.ArtifactUri;
import lanner.cli.sarif.SarifLevel;
import lanner.cli.sarif.SarifLog;
import lanner.cli.sarif.SarifNote;
import lanner.cli.sarif.SarifResult;
import lanner.cli.sarif.SarifRule;
import lanner.cli.sarif.SarifRuleId;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.Priority;
import lanner.engine.json.JsonText;
import org.jspecify.annotations.Nullable;

/** What is new, for code scanning. What is gone, or counted otherwise, is no result there. */
public final class CompareSarif {
    private static final int LONGEST = 1_000;

    private final SarifLog log;
    private final Map<Aspect, SarifRuleId> rules = new EnumMap<>(Aspect.class);
    private final Compared compared;
    private final Function<Path, String> place;

    /** How grave something new of an aspect is. An alert is as grave as its rule says. */
    private record Gravity(SarifLevel level, double severity) {}

    private CompareSarif(SarifLog log, Compared compared, Function<Path, String> place, Set<Aspect> aspects) {
        this.log = log;
        this.compared = compared;
        this.place = place;
        for (Aspect aspect : aspects) {
            Gravity gravity = gravity(aspect);
            rules.put(
                    aspect,
                    log.rule(new SarifRule(
                            "New " + aspect.word(),
                            aspect.title() + " that are not known of " + compared.beforeName() + ".",
                            "`lanner compare` makes names alike that differ from run to run; `--why` says by which rules.",
                            List.of("lanner", "compare"),
                            gravity.level(),
                            gravity.severity())));
        }
    }

    private void add() {
        compared.differences().stream()
                .filter(difference -> difference.change() == Change.NEW
                        && rules.containsKey(difference.key().aspect()))
                .forEach(this::add);
        compared.notes().forEach(note -> log.note(SarifNote.INCOMPLETE, note));
    }

    /**
     * Adds what is new to a log that has alerts of its own.
     *
     * @param place what results about a capture are shown at
     */
    public static void addTo(SarifLog log, Compared compared, Function<Path, String> place) {
        new CompareSarif(log, compared, place, EnumSet.complementOf(EnumSet.of(Aspect.ALERT))).add();
    }

    /** Nanoseconds since the epoch. */
    public static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private static Gravity gravity(Aspect aspect) {
        return switch (aspect) {
            case ALERT, PRIVILEGE, PEER, LISTENER, USER -> new Gravity(SarifLevel.ERROR, 7.0);
            case PROGRAM, COMMAND, FILE_EXECUTE, FILE_MAP, FILE_CREATE, FILE_WRITE, FILE_DELETE, FILE_METADATA ->
                new Gravity(SarifLevel.WARNING, 5.0);
            case CALL, ERROR, FILE_READ, FILE_LIST, FILE_LOCK, FILE_LOOKUP -> new Gravity(SarifLevel.NOTE, 2.0);
        };
    }

    private void add(Difference difference) {
        Known known = difference.after();
        Known.Place example = known == null ? null : known.example();
        SarifRuleId rule = rules.get(difference.key().aspect());
        if (rule == null || known == null || example == null) {
            throw new IllegalStateException("what is new was seen, and has its aspect's rule");
        }
        String text = JsonText.characters(difference.key().text());
        String title = difference.key().aspect().title();
        String capture = ArtifactUri.of(Path.of(example.capture()));
        List<String> chain =
                List.of(JsonText.characters(example.example().processes()).split(" > "));
        String message = "Not known of " + compared.beforeName() + ": " + title.toLowerCase(Locale.ROOT) + ": "
                + cut(AlertText.visibleCharacters(text)) + (known.isOnlyTried() ? " [tried, and failed]" : "")
                + ". Processes: " + AlertText.visible(example.example().processes()) + ". Event "
                + example.example().event() + " of " + AlertText.visibleCharacters(capture) + ".";
        log.add(new SarifResult(
                rule,
                difference.key().aspect().compareTo(Aspect.ALERT),
                level(difference.key().aspect(), known.gravity().orElse(null)),
                message,
                place.apply(Path.of(example.capture())),
                chain,
                List.of(text),
                properties(known, example, capture)));
    }

    private static SarifLevel level(Aspect aspect, @Nullable Priority priority) {
        if (priority == null) {
            return gravity(aspect).level();
        }
        return priority.atLeast(Priority.ERROR)
                ? SarifLevel.ERROR
                : priority.atLeast(Priority.WARNING) ? SarifLevel.WARNING : SarifLevel.NOTE;
    }

    private static Map<String, Object> properties(Known known, Known.Place example, String capture) {
        Map<String, Object> properties = new TreeMap<>();
        properties.put("capture", capture);
        properties.put("event", example.example().event());
        properties.put("done", known.done());
        properties.put("failed", known.failed());
        properties.put("name", cut(JsonText.characters(example.name())));
        properties.put(
                "shapes",
                new ArrayList<>(new TreeSet<>(
                        known.rules().stream().map(JsonText::characters).toList())));
        return properties;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\u2026";
    }

    /**
     * Writes the file.
     *
     * @param place what results about a capture are shown at
     * @param began when the command did, nanoseconds since the epoch
     * @param status what the command ends with
     * @param err told what is left out
     */
    public static void write(
            Compared compared, Function<Path, String> place, Path file, long began, int status, PrintWriter err)
            throws IOException {
        SarifLog log = new SarifLog();
        new CompareSarif(log, compared, place, EnumSet.allOf(Aspect.class)).add();
        Map<String, Object> properties = new TreeMap<>();
        properties.put(
                "captures",
                compared.after().recordings().stream()
                        .map(Recording::capture)
                        .map(capture -> ArtifactUri.of(Path.of(capture)))
                        .toList());
        boolean whole = compared.after().recordings().stream().allMatch(recording -> recording.missing() == 0);
        log.write(file, new SarifLog.Invocation(began, now(), status, whole, properties));
        if (log.leftOut() > 0) {
            err.println("lanner: " + log.leftOutSentence());
            err.flush();
        }
    }
}
