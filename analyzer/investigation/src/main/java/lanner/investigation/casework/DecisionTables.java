package lanner.investigation.casework;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.product.Counted;

/** The parts of a report that say what was decided: alerts with who decided about them and when, and the case's tags. */
final class DecisionTables {
    static final int MOST_ALERTS = 5_000;
    private static final Pattern TECHNIQUE = Pattern.compile("(?:mitre_)?[Tt][0-9]{4}(?:\\.[0-9]{3})?");
    private static final int MOST_TAGGED = 200;

    private final Events events;
    private final CaseFile caseFile;
    private final ReportText text;
    private final BookmarkedEvents bookmarks;

    DecisionTables(Events events, CaseFile caseFile, ReportText text, BookmarkedEvents bookmarks) {
        this.events = events;
        this.caseFile = caseFile;
        this.text = text;
        this.bookmarks = bookmarks;
    }

    /** Writes the alerts, the gravest first. */
    void alerts(ReportFormat form) {
        form.heading(2, "Alerts");
        List<AlertEntry> alerts = events.alerts();
        if (alerts.isEmpty()) {
            form.paragraph("No alert was raised.");
            return;
        }
        form.paragraph(decisions(alerts));
        form.table(
                List.of(
                        "Priority",
                        "Rule",
                        "Time",
                        "Event",
                        "Process",
                        "Message",
                        "Outcome",
                        "Techniques",
                        "Decision",
                        "Note"),
                alerts.stream()
                        .sorted(Comparator.comparing(AlertEntry::priority).thenComparingInt(AlertEntry::row))
                        .limit(MOST_ALERTS)
                        .map(this::row)
                        .toList());
    }

    /** What was decided about an alert. */
    Optional<CaseFile.Judgement> judgement(AlertEntry alert) {
        return Optional.ofNullable(caseFile.judgements().get(key(alert)));
    }

    private CaseFile.AlertKey key(AlertEntry alert) {
        return new CaseFile.AlertKey(new CaseFile.EventKey(events.capture(alert.row()), alert.number()), alert.rule());
    }

    private String decisions(List<AlertEntry> alerts) {
        StringBuilder words = new StringBuilder(Counted.of(alerts.size(), "alert") + ": ");
        for (CaseFile.Verdict verdict : CaseFile.Verdict.values()) {
            long count = alerts.stream()
                    .filter(alert ->
                            judgement(alert).map(CaseFile.Judgement::verdict).equals(Optional.of(verdict)))
                    .count();
            words.append(ReportText.number(count))
                    .append(' ')
                    .append(verdict.word())
                    .append(", ");
        }
        long open = alerts.stream().filter(alert -> judgement(alert).isEmpty()).count();
        return words.append(ReportText.number(open)).append(" undecided.").toString();
    }

    private List<String> row(AlertEntry alert) {
        Optional<CaseFile.Judgement> judged = judgement(alert);
        return List.of(
                alert.priority().word(),
                ReportText.characters(alert.rule()),
                ReportText.moment(alert.time()),
                text.eventName(alert.row()),
                text.who(alert.row()),
                ReportText.visible(alert.message()),
                ReportText.visible(alert.words()),
                techniques(alert),
                judged.map(each -> each.verdict().word() + hand(alert)).orElse("undecided"),
                judged.map(each -> ReportText.characters(each.note())).orElse(""));
    }

    /** Who decided about an alert, and when. */
    private String hand(AlertEntry alert) {
        String words = caseFile.hand(key(alert)).map(Hand::words).orElse("");
        return words.isEmpty() ? "" : ", " + ReportText.characters(words);
    }

    /** Writes the tags; nothing where the case has none. */
    void tags(ReportFormat form) {
        if (caseFile.tags().isEmpty()) {
            return;
        }
        form.heading(2, "Tags");
        form.table(
                List.of("Tag", "Letter", "Events"),
                caseFile.tags().stream()
                        .map(tag -> List.of(
                                ReportText.characters(tag.name()),
                                tag.letter(),
                                eventNames(caseFile.tagged(tag.name()))))
                        .toList());
    }

    private String eventNames(List<CaseFile.EventKey> tagged) {
        List<String> names = tagged.stream()
                .map(bookmarks::rowOf)
                .filter(row -> row >= 0)
                .limit(MOST_TAGGED)
                .map(text::eventName)
                .toList();
        return String.join(", ", names)
                + (tagged.size() > names.size()
                        ? " and " + ReportText.number(tagged.size() - names.size()) + " more"
                        : "");
    }

    /** Those tags that are numbers of MITRE ATT&CK's techniques. */
    private static String techniques(AlertEntry alert) {
        return ReportText.characters(String.join(
                ", ",
                alert.tags().stream()
                        .filter(tag -> TECHNIQUE.matcher(tag).matches())
                        .toList()));
    }
}
