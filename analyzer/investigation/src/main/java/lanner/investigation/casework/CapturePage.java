package lanner.investigation.casework;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.investigation.casework.ReportFormat.EventLine;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.Gap;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Integrity;
import lanner.investigation.workspace.Workspace;
import lanner.product.Counted;

/**
 * Events of captures as one HTML file for somebody who has nothing but a browser: alerts, what happened in order, process
 * tree, lanes of time, and a table of the events that paints only the rows in view. Only what is about these events is
 * in it, and the facts of the captures. Nothing is fetched: its policy lets in its own script and style and nothing else. Texts of
 * captures are escaped. Times are UTC. The same events give the same bytes, apart from the date.
 */
public final class CapturePage {
    private static final int MOST_ALERTS = 2_000;
    private static final int MOST_GAPS = 200;

    private final Workspace workspace;
    private final Events events;
    private final Excerpt excerpt;
    private final List<Optional<Integrity>> integrity;
    private final Optional<CaseFile> caseFile;
    private final String version;
    private final Clock clock;
    private final ReportText text;

    /**
     * @param integrity of each capture, in their order; empty for one that was not checked
     * @param caseFile whose notes and decisions about these events are shown
     * @param version of the program that writes it
     */
    public CapturePage(
            Workspace workspace,
            Excerpt excerpt,
            List<Optional<Integrity>> integrity,
            Optional<CaseFile> caseFile,
            String version,
            Clock clock) {
        this.workspace = workspace;
        this.events = workspace.events();
        this.excerpt = excerpt;
        this.integrity = List.copyOf(integrity);
        this.caseFile = caseFile;
        this.version = version;
        this.clock = clock;
        text = new ReportText(workspace);
    }

    /**
     * Writes it to a file, whole or not at all. Whoever keeps a case notes it there.
     *
     * @return false if it was cancelled
     */
    public boolean save(Path file, JobProgress progress) throws IOException {
        Document target = new Document(workspace, caseFile, file);
        Optional<String> whole = html(progress);
        if (whole.isPresent()) {
            target.write(whole.get());
        }
        return whole.isPresent();
    }

    /** The whole page; empty if it was cancelled. */
    public Optional<String> html(JobProgress progress) throws IOException {
        Optional<CaseSummary> summary = CaseSummary.of(workspace, progress.part(0, 0.3));
        if (summary.isEmpty()) {
            return Optional.empty();
        }
        BitSet own = ownProcesses();
        PageLinks links = new PageLinks(events, excerpt, own);
        PageRows rows = new PageRows(workspace, excerpt, notes(), text);
        if (!rows.read(progress.part(0.3, 1))) {
            return Optional.empty();
        }
        HtmlFormat form = new HtmlFormat(resource("page.css"), resource("page.js"), links);
        form.begin(names());
        form.paragraph(headline());
        form.markup("<main><div class=\"side\">\n");
        alerts(form);
        new TimeLine(workspace, summary.get(), text, excerpt::holds).write(form);
        new ProcessTree(events, withAncestors(own)::get).write(form);
        evidence(form);
        leftOut(form, rows.cut());
        form.markup("</div>\n<div class=\"events\">\n");
        form.heading(2, "Events");
        form.markup(new PageLanes(events, excerpt, links, text).svg());
        form.markup(rows.table());
        form.markup("</div></main>\n");
        form.markup(rows.data());
        return Optional.of(form.end());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = CapturePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is packed with this class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String names() {
        return String.join(
                ", ",
                workspace.captures().stream()
                        .map(capture -> ReportText.characters(capture.name()))
                        .toList());
    }

    private String headline() {
        int chosen = excerpt.rows().size();
        String all = ReportText.number(events.rows()) + " events";
        String what = chosen == events.rows()
                ? "All " + all
                : ReportText.number(chosen) + " of " + all + ": " + String.join("; ", excerpt.choice());
        return what + ". Times are UTC. Written " + Instant.now(clock).truncatedTo(ChronoUnit.SECONDS) + " by "
                + version + ".";
    }

    /** The processes of the events that are shown. */
    private BitSet ownProcesses() {
        BitSet own = new BitSet();
        for (int place = 0; place < excerpt.shown(); place++) {
            int process =
                    events.image(events.imageId(excerpt.rows().row(place))).process();
            if (process != ProcessEntry.NONE.id()) {
                own.set(process);
            }
        }
        return own;
    }

    private BitSet withAncestors(BitSet own) {
        BitSet all = (BitSet) own.clone();
        own.stream().forEach(process -> {
            for (int above = events.process(process).parent();
                    above >= 0 && !all.get(above);
                    above = events.process(above).parent()) {
                all.set(above);
            }
        });
        return all;
    }

    /** Notes of bookmarks, and tags, by their rows. */
    private Map<Integer, String> notes() {
        Map<Integer, String> notes = new HashMap<>();
        caseFile.ifPresent(file -> {
            file.bookmarks().forEach((key, note) -> note(notes, key, ReportText.characters(note)));
            for (Tag tag : file.tags()) {
                String words = "[" + ReportText.characters(tag.name()) + "]";
                file.tagged(tag.name()).forEach(key -> note(notes, key, words));
            }
        });
        return notes;
    }

    private void note(Map<Integer, String> notes, CaseFile.EventKey key, String words) {
        int row = key.capture() < workspace.captures().size() ? events.rowOf(key.capture(), key.event()) : -1;
        if (row >= 0) {
            notes.merge(row, words, (before, more) -> before.isEmpty() ? more : before + " " + more);
        }
    }

    private void alerts(ReportFormat form) {
        form.heading(2, "Alerts");
        List<AlertEntry> alerts = events.alerts().stream()
                .filter(alert -> excerpt.holds(alert.row()))
                .sorted(Comparator.comparing(AlertEntry::priority).thenComparingInt(AlertEntry::row))
                .toList();
        if (alerts.isEmpty()) {
            form.paragraph("None of these events raised an alert.");
            return;
        }
        List<String> columns = new ArrayList<>(List.of("Event", "Priority", "Alert", "Process", "Outcome"));
        caseFile.ifPresent(file -> columns.addAll(List.of("Decision", "Note")));
        form.events(
                columns,
                alerts.stream()
                        .limit(MOST_ALERTS)
                        .map(alert -> new EventLine(alert.row(), cells(alert)))
                        .toList());
        if (alerts.size() > MOST_ALERTS) {
            form.paragraph("and " + ReportText.number(alerts.size() - MOST_ALERTS) + " more");
        }
    }

    private List<String> cells(AlertEntry alert) {
        List<String> cells = new ArrayList<>(List.of(
                text.eventName(alert.row()),
                alert.priority().word(),
                ReportText.characters(alert.rule()) + ": " + ReportText.visible(alert.message()),
                text.who(alert.row()),
                ReportText.visible(alert.words())));
        caseFile.ifPresent(file -> {
            CaseFile.EventKey key = new CaseFile.EventKey(events.capture(alert.row()), alert.number());
            Optional<CaseFile.Judgement> judged =
                    Optional.ofNullable(file.judgements().get(new CaseFile.AlertKey(key, alert.rule())));
            cells.add(judged.map(each -> each.verdict().word()).orElse("undecided"));
            cells.add(judged.map(each -> ReportText.characters(each.note())).orElse(""));
        });
        return cells;
    }

    private void evidence(ReportFormat form) {
        for (int i = 0; i < workspace.captures().size(); i++) {
            CaptureSession capture = workspace.captures().get(i);
            Optional<Integrity> checked = i < integrity.size() ? integrity.get(i) : Optional.empty();
            form.heading(2, "Capture" + (workspace.captures().size() == 1 ? "" : " " + (i + 1)));
            List<List<String>> facts = new ArrayList<>();
            facts.add(List.of("Name", ReportText.characters(capture.name())));
            facts.add(List.of("SHA-256", checked.map(Integrity::sha256).orElse("not computed")));
            facts.add(List.of("Verdict", checked.map(Integrity::words).orElse("not checked")));
            RecordingFacts.of(capture.header())
                    .forEach((name, value) -> facts.add(List.of(name, ReportText.visible(value))));
            form.table(List.of("", ""), facts);
        }
    }

    private void leftOut(ReportFormat form, int cut) {
        form.heading(2, "What this leaves out");
        List<String> items = new ArrayList<>();
        int chosen = excerpt.rows().size();
        if (chosen < events.rows()) {
            items.add(Counted.of(events.rows() - chosen, "event") + " of the recording: "
                    + (excerpt.rows().isPartial() ? "the filter was ended early" : "they were not chosen") + ".");
        }
        if (chosen > excerpt.shown()) {
            items.add(Counted.of(chosen - excerpt.shown(), "chosen event") + " beyond the first "
                    + ReportText.number(excerpt.shown()) + ", which is as many as a page holds.");
        }
        List<Gap> gaps = events.gaps();
        gaps.stream()
                .limit(MOST_GAPS)
                .forEach(gap ->
                        items.add("At " + ReportText.moment(gap.time()) + ": " + ReportText.visible(gap.text())));
        if (gaps.size() > MOST_GAPS) {
            items.add(Counted.of(gaps.size() - MOST_GAPS, "more gap") + " in the recording.");
        }
        items.add("What the recorder did not trace, and data beyond what it kept of a call.");
        items.add("Texts beyond " + ReportText.number(ReportText.LONGEST) + " characters are cut.");
        if (cut > 0) {
            items.add("All but the first " + PageRows.SHORT + " characters of " + Counted.of(cut, "text")
                    + ", for which the page has no room: a filter that chooses fewer events shows them whole.");
        }
        form.list(items);
    }
}
