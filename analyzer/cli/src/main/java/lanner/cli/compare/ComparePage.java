package lanner.cli.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.baseline.Known;
import lanner.behaviour.compare.Change;
import lanner.behaviour.compare.Comparison;
import lanner.behaviour.compare.Difference;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.fact.Recording;
import lanner.engine.alert.AlertText;
import lanner.engine.text.ShellWords;
import lanner.investigation.casework.HtmlFormat;
import lanner.product.Counted;
import org.jspecify.annotations.Nullable;

/** A comparison as a page that stands alone. */
public final class ComparePage {
    private static final int LONGEST = 1_000;
    private static final int MOST = 2_000;

    private final Compared compared;

    public ComparePage(Compared compared) {
        this.compared = compared;
    }

    /** The page. */
    public String html() {
        HtmlFormat page = new HtmlFormat();
        page.begin(compared.learned() ? "Captures compared with a baseline" : "Two recordings compared");
        side(page, compared.beforeName(), compared.before());
        side(page, compared.afterName(), compared.after());
        List<String> notes =
                compared.notes().stream().map(AlertText::visibleCharacters).toList();
        if (!notes.isEmpty()) {
            page.heading(2, "What limits this comparison");
            page.list(notes);
        }
        if (compared.differences().isEmpty()) {
            page.paragraph("No difference.");
        }
        for (Change change : Change.values()) {
            change(page, change);
        }
        return page.end();
    }

    private static void side(HtmlFormat page, String name, Baseline side) {
        page.heading(2, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
        page.table(
                List.of("Capture", "Command", "Profile", "Events"),
                side.recordings().stream()
                        .limit(MOST)
                        .map(recording -> List.of(
                                AlertText.visibleCharacters(recording.capture()),
                                command(recording),
                                AlertText.visible(recording.profile()),
                                number(recording.events())))
                        .toList());
    }

    private static String command(Recording recording) {
        return recording.command().isEmpty()
                ? "attached"
                : cut(AlertText.visible(ShellWords.line(recording.command())));
    }

    private void change(HtmlFormat page, Change change) {
        Map<Aspect, List<Difference>> byAspect = Comparison.byAspect(compared.differences(), change);
        if (byAspect.isEmpty()) {
            return;
        }
        page.heading(2, compared.title(change) + ": " + number(compared.count(change)));
        byAspect.forEach((aspect, differences) -> {
            page.heading(3, aspect.title());
            page.table(
                    List.of("What", "Before", "Now", "Example", "Processes", "Changed by"),
                    differences.stream().limit(MOST).map(this::row).toList());
            if (differences.size() > MOST) {
                page.paragraph("and " + number(differences.size() - MOST) + " more");
            }
        });
    }

    private List<String> row(Difference difference) {
        Known known = difference.after() == null ? difference.before() : difference.after();
        Known.Place place = known == null ? null : known.example();
        String gravity = known == null
                ? ""
                : known.gravity().map(each -> each.word() + ": ").orElse("");
        return List.of(
                gravity + cut(AlertText.visible(difference.key().text())),
                counts(difference.before(), compared.before()),
                counts(difference.after(), compared.after()),
                place == null
                        ? ""
                        : AlertText.visibleCharacters(place.capture()) + " event "
                                + place.example().event(),
                place == null ? "" : cut(AlertText.visible(place.example().processes())),
                known == null ? "" : AlertText.visible(String.join(", ", new TreeSet<>(known.rules()))));
    }

    private static String counts(@Nullable Known known, Baseline side) {
        if (known == null) {
            return "never";
        }
        String times = known.least() == known.most()
                ? number(known.most())
                : number(known.least()) + " to " + number(known.most());
        String runs = side.runs() > 1 ? ", in " + known.runs() + " of " + Counted.of(side.runs(), "run") : "";
        return times + (known.isOnlyTried() ? " tried, and failed" : "") + runs;
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\u2026";
    }
}
