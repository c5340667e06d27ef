package lanner.cli.compare;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.baseline.Known;
import lanner.behaviour.compare.Change;
import lanner.behaviour.compare.Comparison;
import lanner.behaviour.compare.Difference;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.fact.Recording;
import lanner.cli.rulework.ReportColours;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.Priority;
import lanner.engine.json.JsonText;
import lanner.engine.text.ShellWords;
import lanner.product.Counted;
import org.jspecify.annotations.Nullable;

/** Differences as lines, the weightiest first, each with an event to go on from. */
public final class CompareText {
    private static final int LINES = 8;
    /** So many files of one directory are shown one by one. */
    private static final int OF_A_DIRECTORY = 4;
    /** Where the output is no terminal: whole command lines are long. */
    private static final int LONGEST = 400;

    private static final int NAMED_CAPTURES = 2;
    /** What follows from other differences, mostly: counted unless all is asked for. */
    private static final Set<Aspect> FOLDED = EnumSet.of(Aspect.FILE_LIST, Aspect.FILE_LOCK, Aspect.FILE_LOOKUP);

    /**
     * How the lines look.
     *
     * @param all every line, in full
     * @param more what is said behind a number of lines that are left out: how to see them
     * @param why which rules of shapes changed a name, and what it was
     * @param width characters of a line; 0 where the output is no terminal
     */
    public record Style(boolean all, String more, boolean why, int width, ReportColours colours) {}

    private final Compared compared;
    private final Style style;
    private final PrintWriter out;

    public CompareText(Compared compared, Style style, PrintWriter out) {
        this.compared = compared;
        this.style = style;
        this.out = out;
    }

    /** Prints everything. */
    public void print() {
        side(compared.learned() ? "Baseline" : "A", compared.before());
        side(compared.learned() ? "Captures" : "B", compared.after());
        notes();
        out.println();
        out.println(style.colours().bold(verdict()));
        changes();
        byChance();
        hint();
    }

    /** Prints the differences, and what limits them, for those who know what is compared. */
    public void printDifferences() {
        notes();
        changes();
    }

    private void notes() {
        for (String note : compared.notes()) {
            out.println(style.colours().yellow("Note: ") + AlertText.visibleCharacters(note));
        }
    }

    private void changes() {
        for (Change change : Change.values()) {
            change(change);
        }
    }

    private void byChance() {
        long left = compared.comparison().byChance();
        if (left > 0 && style.all()) {
            out.println();
            out.println(Counted.of(left, "difference is", "differences are")
                    + " left out as chance: 'chance' in the rules of shapes");
        }
    }

    private void side(String name, Baseline side) {
        List<Recording> recordings = side.recordings();
        String captures = recordings.stream()
                .limit(NAMED_CAPTURES)
                .map(Recording::capture)
                .map(AlertText::visibleCharacters)
                .collect(Collectors.joining(", "));
        int more = recordings.size() - NAMED_CAPTURES;
        long events = recordings.stream().mapToLong(Recording::events).sum();
        out.println(style.colours().bold(String.format(Locale.ROOT, "%-9s", name)) + captures
                + (more > 0 ? " and " + more + " more" : "") + ": "
                + Counted.of(events, "event")
                + (recordings.size() > 1 ? " of " + Counted.of(recordings.size(), "recording") : ""));
        Set<String> commands = new TreeSet<>();
        recordings.forEach(recording ->
                commands.add(recording.command().isEmpty() ? "attached" : ShellWords.line(recording.command())));
        if (!commands.isEmpty()) {
            String first = commands.iterator().next();
            out.println("         " + clipped(AlertText.visible(first), 9)
                    + (commands.size() > 1 ? " and " + Counted.of(commands.size() - 1, "other command") : ""));
        }
    }

    private String verdict() {
        List<String> parts = new ArrayList<>();
        for (Change change : Change.values()) {
            long count = compared.count(change);
            if (count > 0) {
                parts.add(String.format(Locale.ROOT, "%s: %,d", compared.title(change), count));
            }
        }
        return parts.isEmpty() ? "No difference." : String.join(". ", parts) + ".";
    }

    private void change(Change change) {
        Map<Aspect, List<Difference>> byAspect = Comparison.byAspect(compared.differences(), change);
        if (byAspect.isEmpty()) {
            return;
        }
        out.println();
        out.println(style.colours().bold(compared.title(change)));
        List<String> folded = new ArrayList<>();
        byAspect.forEach((aspect, differences) -> {
            if (!style.all() && FOLDED.contains(aspect)) {
                folded.add(String.format(
                        Locale.ROOT,
                        "%,d %s",
                        differences.size(),
                        aspect.title().toLowerCase(Locale.ROOT)));
            } else {
                aspect(aspect, differences);
            }
        });
        if (!folded.isEmpty()) {
            out.println("  And " + String.join(", ", folded) + style.more());
        }
    }

    private void aspect(Aspect aspect, List<Difference> differences) {
        out.println("  " + aspect.title());
        List<List<Difference>> groups = groups(aspect, differences);
        int shown = style.all() ? groups.size() : Math.min(LINES, groups.size());
        int printed = 0;
        for (List<Difference> group : groups.subList(0, shown)) {
            print(group);
            printed += group.size();
        }
        if (printed < differences.size()) {
            out.println("    and " + String.format(Locale.ROOT, "%,d", differences.size() - printed) + " more"
                    + style.more());
        }
    }

    /** Files of a directory stand together where there are many. */
    private List<List<Difference>> groups(Aspect aspect, List<Difference> differences) {
        if (style.all() || !aspect.isFile() || differences.size() <= LINES) {
            return differences.stream().map(List::of).toList();
        }
        Map<String, List<Difference>> byDirectory = new LinkedHashMap<>();
        for (Difference each : differences) {
            byDirectory
                    .computeIfAbsent(directory(each.key().text()), name -> new ArrayList<>())
                    .add(each);
        }
        List<List<Difference>> groups = new ArrayList<>();
        for (List<Difference> same : byDirectory.values()) {
            if (same.size() > OF_A_DIRECTORY) {
                groups.add(same);
            } else {
                same.forEach(each -> groups.add(List.of(each)));
            }
        }
        return groups;
    }

    private static String directory(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? path : path.substring(0, slash);
    }

    private void print(List<Difference> group) {
        Difference first = group.get(0);
        String name = group.size() == 1
                ? AlertText.visible(first.key().text())
                : AlertText.visible(directory(first.key().text())) + "/: " + Counted.of(group.size(), "file");
        String facts = group.size() == 1 ? facts(first) : "";
        String lead = gravity(first);
        out.println("    " + painted(first, lead) + clipped(name, 4 + lead.length() + facts.length()) + facts);
        Known known = first.after() == null ? first.before() : first.after();
        Known.Place place = known == null ? null : known.example();
        if (place != null) {
            out.println("        " + clipped(example(first, place), 8));
        }
        if (style.why() && known != null && !known.rules().isEmpty()) {
            String was = place == null ? "" : ", was " + AlertText.visible(place.name());
            out.println("        " + clipped("by " + rules(known) + was, 8));
        }
    }

    private static String rules(Known known) {
        return AlertText.visible(String.join(", ", new TreeSet<>(known.rules())));
    }

    private static String gravity(Difference difference) {
        Known known = difference.after() == null ? difference.before() : difference.after();
        return known == null
                ? ""
                : known.gravity()
                        .map(gravity -> String.format(Locale.ROOT, "%-9s ", gravity.word()))
                        .orElse("");
    }

    private String painted(Difference difference, String lead) {
        Known known = difference.after() == null ? difference.before() : difference.after();
        Priority gravity = known == null ? null : known.gravity().orElse(null);
        if (gravity == null || !gravity.atLeast(Priority.WARNING)) {
            return lead;
        }
        return gravity.atLeast(Priority.ERROR)
                ? style.colours().red(lead)
                : style.colours().yellow(lead);
    }

    /** What counts say of a difference. */
    private String facts(Difference difference) {
        List<String> facts = new ArrayList<>();
        Known before = difference.before();
        Known after = difference.after();
        if (after != null && before != null && counts(difference.change())) {
            facts.add(range(before) + " -> " + range(after));
        }
        if (difference.isAllowedNow()) {
            facts.add("was refused before");
        } else if (difference.isRefusedNow()) {
            facts.add("is refused now");
        } else if (after != null && after.isOnlyTried()) {
            facts.add("tried, and failed");
        }
        if (difference.change() == Change.RARE && before != null) {
            facts.add("in " + before.runs() + " of "
                    + Counted.of(compared.before().runs(), "run"));
        }
        if (after != null && compared.after().runs() > 1) {
            facts.add(
                    "in " + after.runs() + " of " + Counted.of(compared.after().runs(), "capture"));
        }
        return facts.isEmpty() ? "" : "  (" + String.join(", ", facts) + ")";
    }

    private static boolean counts(Change change) {
        return change == Change.MORE || change == Change.LESS;
    }

    private static String range(Known known) {
        return known.least() == known.most()
                ? String.format(Locale.ROOT, "%,d", known.most())
                : String.format(Locale.ROOT, "%,d to %,d", known.least(), known.most());
    }

    private String example(Difference difference, Known.Place place) {
        Baseline side = difference.after() == null ? compared.before() : compared.after();
        String where = side.runs() > 1 ? AlertText.visibleCharacters(place.capture()) + " event " : "event ";
        return where + place.example().event() + ": "
                + AlertText.visible(place.example().processes());
    }

    private String clipped(String text, int taken) {
        if (style.all()) {
            return text;
        }
        int most = style.width() > 0 ? Math.max(20, style.width() - taken) : LONGEST;
        return text.length() <= most ? text : text.substring(0, most - 1) + "\u2026";
    }

    private void hint() {
        Known.@Nullable Place place = compared.differences().stream()
                .map(Difference::after)
                .filter(known -> known != null && known.example() != null)
                .map(Known::example)
                .findFirst()
                .orElse(null);
        if (place != null) {
            String capture = AlertText.visible(ShellWords.quote(JsonText.latin(place.capture())));
            out.println();
            out.println("Look closer: lanner events " + capture + " 'evt.num="
                    + place.example().event() + "'; lanner view " + capture);
        }
    }
}
