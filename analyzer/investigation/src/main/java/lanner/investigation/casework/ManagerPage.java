package lanner.investigation.casework;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.investigation.casework.CaseSummary.Look;
import lanner.investigation.casework.CaseSummary.Measure;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Integrity;
import lanner.investigation.workspace.Workspace;
import lanner.product.Counted;

/**
 * A case on one page, for somebody who decides and does not investigate: what, so what, since when, who and what is affected,
 * what is next. Alerts that were found false are not among what is told. Nothing is in it that the captures or the case do
 * not say.
 */
final class ManagerPage {
    /** Of each kind of names in a line; with these limits the page is one sheet of A4 whatever the captures hold. */
    private static final int MOST = 3;

    private static final int MOST_LINES = 5;
    private static final int LONGEST = 50;
    private static final int SHORT = 20;
    private static final int MOST_PARAGRAPHS = 2;
    private static final int LONGEST_PARAGRAPH = 280;

    private final Workspace workspace;
    private final Events events;
    private final CaseFile caseFile;
    private final CaseSummary summary;
    private final List<Optional<Integrity>> integrity;
    private final Function<AlertEntry, Optional<Judgement>> judgements;
    private final List<AlertEntry> alerts;

    /** @param integrity of each capture; empty for one that was not checked */
    ManagerPage(
            Workspace workspace,
            CaseFile caseFile,
            CaseSummary summary,
            List<Optional<Integrity>> integrity,
            Function<AlertEntry, Optional<Judgement>> judgements) {
        this.workspace = workspace;
        this.events = workspace.events();
        this.caseFile = caseFile;
        this.summary = summary;
        this.integrity = integrity;
        this.judgements = judgements;
        alerts = events.alerts().stream()
                .filter(alert -> !is(alert, Verdict.FALSE_POSITIVE))
                .toList();
    }

    private boolean is(AlertEntry alert, Verdict verdict) {
        return judgements.apply(alert).map(Judgement::verdict).equals(Optional.of(verdict));
    }

    /** Writes it, behind its title. */
    void write(ReportFormat form) {
        what(form);
        soWhat(form);
        sinceWhen(form);
        affected(form);
        next(form);
    }

    private void what(ReportFormat form) {
        form.heading(2, "What happened");
        caseFile.narrative().stream()
                .filter(Passage.Text.class::isInstance)
                .map(passage -> ((Passage.Text) passage).text())
                .limit(MOST_PARAGRAPHS)
                .forEach(text -> NarrativeText.paragraphs(form, cut(text, LONGEST_PARAGRAPH)));
        if (alerts.isEmpty()) {
            form.paragraph(
                    events.alerts().isEmpty()
                            ? "No rule has matched."
                            : "Rules have matched; each of these alerts was found false.");
            return;
        }
        Map<String, List<AlertEntry>> byRule = alerts.stream()
                .sorted(Comparator.comparing(AlertEntry::priority).thenComparingInt(AlertEntry::row))
                .collect(Collectors.groupingBy(AlertEntry::rule, LinkedHashMap::new, Collectors.toList()));
        some(form, byRule.values(), "other rules", same -> {
            AlertEntry first = same.get(0);
            return first.priority().word() + ": " + cut(ReportText.characters(first.rule()), LONGEST) + " ("
                    + Counted.of(same.size(), "time") + ", " + cut(ReportText.visible(first.words()), SHORT) + ")";
        });
    }

    private void soWhat(ReportFormat form) {
        form.heading(2, "What it means");
        List<String> items = new ArrayList<>();
        List<Tactic> tactics = Tactic.of(events);
        if (!tactics.isEmpty()) {
            items.add("Tactics that the rules name, in the order in which they were seen: "
                    + tactics.stream().map(Tactic::name).collect(Collectors.joining(", ")) + ".");
        }
        summary.byKind().forEach((kind, looks) -> {
            if (!looks.isEmpty() && kind != Look.Kind.ALERT && kind != Look.Kind.PEER) {
                items.add(kind.words() + ": " + named(looks, Look::text));
            }
        });
        long sent = summary.activity().peers().stream()
                .mapToLong(Activity.Peer::sent)
                .sum();
        items.add(ReportText.number(sent) + " bytes were sent to "
                + Counted.of(summary.activity().peers().size(), "peer") + ".");
        form.list(items);
    }

    private void sinceWhen(ReportFormat form) {
        form.heading(2, "Since when");
        List<String> items = new ArrayList<>();
        alerts.stream()
                .min(Comparator.comparingInt(AlertEntry::row))
                .ifPresent(first -> items.add("First alert: " + ReportText.moment(first.time()) + " UTC."));
        items.add(
                events.rows() == 0
                        ? "Nothing was recorded."
                        : "Recorded: from " + ReportText.moment(events.axis(0)) + " to "
                                + ReportText.moment(events.axis(events.rows() - 1))
                                + " UTC. What was before and after is not known from this.");
        form.list(items);
    }

    private void affected(ReportFormat form) {
        form.heading(2, "Affected");
        List<List<String>> rows = new ArrayList<>();
        row(
                rows,
                "Machines",
                workspace.captures().stream()
                        .map(CaptureSession::header)
                        .map(header -> header.host().name())
                        .filter(name -> !name.isBlank())
                        .toList());
        TreeSet<String> users = new TreeSet<>();
        TreeSet<String> containers = new TreeSet<>();
        for (AlertEntry alert : alerts) {
            if (!events.isRequest(alert.row())) {
                users.add(events.processOf(alert.row()).user());
                containers.add(events.processOf(alert.row()).container());
            }
        }
        row(rows, "Users", users);
        row(rows, "Containers", containers);
        row(
                rows,
                "Files",
                summary.activity().files().stream()
                        .filter(file -> file.alerts() > 0)
                        .map(Activity.FileChange::path)
                        .toList());
        row(
                rows,
                "Peers, bytes in recorded calls",
                summary.activity().peers().stream()
                        .sorted(Comparator.comparing(Activity.Peer::sent).reversed())
                        .map(ManagerPage::peer)
                        .toList());
        form.table(List.of("", ""), rows);
    }

    /** In few characters: each of a row is cut. */
    private static String peer(Activity.Peer peer) {
        return peer.address()
                + (peer.sent() + peer.received() == 0
                        ? ""
                        : " (" + ReportText.number(peer.sent()) + " bytes sent, " + ReportText.number(peer.received())
                                + " received)");
    }

    private static void row(List<List<String>> rows, String name, Collection<String> all) {
        List<String> known =
                all.stream().filter(each -> !each.isBlank()).distinct().toList();
        rows.add(List.of(name, known.isEmpty() ? "none known" : named(known, each -> each)));
    }

    private void next(ReportFormat form) {
        form.heading(2, "Next");
        List<AlertEntry> escalated =
                alerts.stream().filter(alert -> is(alert, Verdict.ESCALATED)).toList();
        if (!escalated.isEmpty()) {
            form.paragraph("Escalated:");
            some(form, escalated, "more", alert -> {
                String note = judgements.apply(alert).map(Judgement::note).orElse("");
                return cut(
                        ReportText.characters(alert.rule())
                                + (note.isBlank() ? "" : ": " + ReportText.characters(note)),
                        LONGEST + SHORT);
            });
        }
        List<String> items = new ArrayList<>();
        long open = alerts.stream()
                .filter(alert -> judgements.apply(alert).isEmpty())
                .count();
        items.add(
                open == 0
                        ? "Every alert is decided."
                        : Counted.of(open, "alert") + " of "
                                + ReportText.number(events.alerts().size()) + (open == 1 ? " is" : " are")
                                + " not decided yet.");
        long gaps = summary.figure(Measure.GAPS).value();
        if (gaps > 0) {
            items.add(Counted.of(gaps, "gap") + " in the recording: what happened then is not known.");
        }
        List<String> evidence = new ArrayList<>();
        for (int i = 0; i < workspace.captures().size(); i++) {
            Optional<Integrity> checked = i < integrity.size() ? integrity.get(i) : Optional.empty();
            evidence.add(workspace.captures().get(i).name() + " "
                    + checked.map(Integrity::words).orElse("not checked"));
        }
        items.add("Evidence: " + named(evidence, JsonText::latin) + ".");
        form.list(items);
    }

    /** The first ones as a list, and how many there are beside. */
    private static <T> void some(ReportFormat form, Collection<T> all, String others, Function<T, String> words) {
        List<String> items =
                new ArrayList<>(all.stream().limit(MOST_LINES).map(words).toList());
        if (all.size() > MOST_LINES) {
            items.add("and " + ReportText.number(all.size() - MOST_LINES) + " " + others);
        }
        form.list(items);
    }

    /** The first ones in a line. Texts are bytes, one character each. */
    private static <T> String named(List<T> all, Function<T, String> text) {
        String some = all.stream()
                .limit(MOST)
                .map(each -> cut(ReportText.visible(text.apply(each)), LONGEST))
                .collect(Collectors.joining(", "));
        return some + (all.size() > MOST ? " and " + ReportText.number(all.size() - MOST) + " more" : "");
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest - 1) + "\u2026" : text;
    }
}
