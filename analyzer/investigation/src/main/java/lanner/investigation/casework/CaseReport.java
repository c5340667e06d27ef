package lanner.investigation.casework;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lanner.capture.SegmentHeader;
import lanner.engine.rules.finding.LoadResult;
import lanner.engine.text.ShellWords;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.Gap;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Integrity;
import lanner.investigation.workspace.Workspace;
import lanner.product.Counted;

/**
 * An investigation as a document: what was looked at, that it is what was recorded, what was found, and what is not in
 * the document; for a manager one page of it, for a court with each line of the case file. The same case gives the same bytes, apart from the date. Times are UTC. Texts of a capture are escaped.
 */
public final class CaseReport {
    /** What it is written in. */
    public enum Format {
        HTML("html"),
        MARKDOWN("md");

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }

        /** What the file's name ends in. */
        public String ending() {
            return ending;
        }

        /** By the ending of a name; HTML for any other. */
        public static Format of(Path file) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            return name.endsWith(".md") || name.endsWith(".markdown") ? MARKDOWN : HTML;
        }
    }

    /** Who it is for. */
    public enum Audience {
        /** Whoever goes on with the case: all that was found. */
        ANALYST("analyst"),
        /** One page: what, so what, since when, affected, next. */
        MANAGER("manager"),
        /** All that was found, and each line of the case file. */
        COURT("court");

        private final String word;

        Audience(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    private static final int MOST_GAPS = 1_000;
    private static final int MOST_FILES = 100;
    private static final int MOST_ANALYSTS = 50;

    private final Workspace workspace;
    private final Events events;
    private final CaseFile caseFile;
    private final ReportHeading heading;
    private final List<Optional<Integrity>> integrity;
    private final String version;
    private final Clock clock;
    private final ReportText text;
    private final BookmarkedEvents bookmarks;
    private final DecisionTables decisions;

    /**
     * @param integrity of each capture, in their order; empty for one that was not checked
     * @param version of the program that writes it
     */
    public CaseReport(
            Workspace workspace,
            CaseFile caseFile,
            ReportHeading heading,
            List<Optional<Integrity>> integrity,
            String version,
            Clock clock) {
        this.heading = heading;
        this.workspace = workspace;
        this.events = workspace.events();
        this.caseFile = caseFile;
        this.integrity = List.copyOf(integrity);
        this.version = version;
        this.clock = clock;
        text = new ReportText(workspace);
        bookmarks = new BookmarkedEvents(workspace, caseFile, text);
        decisions = new DecisionTables(events, caseFile, text, bookmarks);
    }

    /**
     * Writes it to a file, whole or not at all. Whoever keeps the case notes it there.
     *
     * @param signature whose key signs it; empty for nobody's
     * @return false if it was cancelled
     */
    public boolean save(Path file, Audience audience, Optional<ReportSignature> signature, JobProgress progress)
            throws IOException {
        Document target = new Document(workspace, Optional.of(caseFile), file);
        Optional<Document> signed = signature.isEmpty()
                ? Optional.empty()
                : Optional.of(new Document(workspace, Optional.of(caseFile), ReportSignature.besides(file)));
        String whole = text(Format.of(file), audience, signature, progress);
        if (progress.isCancelled()) {
            return false;
        }
        // What cannot be signed is not written.
        byte[] bytes = signature.isPresent() ? signature.get().sign(whole) : new byte[0];
        target.write(whole);
        if (signed.isPresent()) {
            signed.get().write(bytes);
        }
        return true;
    }

    /** The whole document for an analyst; of a cancelled job what was written so far. */
    public String text(Format format, JobProgress progress) throws IOException {
        return text(format, Audience.ANALYST, Optional.empty(), progress);
    }

    /** The whole document; of a cancelled job what was written so far. */
    String text(Format format, Audience audience, Optional<ReportSignature> signature, JobProgress progress)
            throws IOException {
        ReportFormat form = format == Format.HTML ? HtmlFormat.document(audience) : new MarkdownFormat();
        form.begin((audience == Audience.MANAGER ? "Summary of a case: " : "Case report: ") + names());
        form.paragraph(written());
        if (audience == Audience.MANAGER) {
            Optional<CaseSummary> summary = CaseSummary.of(workspace, progress);
            summary.ifPresent(
                    found -> new ManagerPage(workspace, caseFile, found, integrity, decisions::judgement).write(form));
            return form.end();
        }
        form.paragraph("Times are UTC unless they say otherwise. Texts from captures are escaped.");
        signature.ifPresent(each -> form.paragraph(each.words()));
        evidence(form);
        Optional<CaseSummary> summary = CaseSummary.of(workspace, progress.part(0, 0.7));
        if (summary.isPresent()) {
            ActivityTables tables = new ActivityTables(workspace, summary.get(), text);
            tables.figures(form);
            new NarrativeText(workspace, caseFile, text).write(form);
            rules(form);
            decisions.alerts(form);
            new TimeLine(workspace, summary.get(), text).write(form);
            new ProcessTree(events).write(form);
            tables.write(form);
            decisions.tags(form);
            bookmarks.write(form, progress.part(0.7, 1));
            filters(form);
            if (audience == Audience.COURT) {
                CaseLog.write(caseFile, form);
            }
            gaps(form);
            leftOut(form);
            repeat(form);
        }
        return form.end();
    }

    private String written() {
        return (heading.number().isEmpty() ? "" : "Case " + ReportText.characters(heading.number()) + ". ")
                + "Written " + Instant.now(clock).truncatedTo(ChronoUnit.SECONDS)
                + (heading.analyst().isEmpty() ? "" : " for " + ReportText.characters(heading.analyst()));
    }

    private String names() {
        return String.join(
                ", ", workspace.captures().stream().map(CaseReport::nameOf).toList());
    }

    private static String nameOf(CaptureSession capture) {
        return ReportText.characters(capture.name());
    }

    private void evidence(ReportFormat form) {
        form.heading(2, "Evidence");
        for (int i = 0; i < workspace.captures().size(); i++) {
            CaptureSession capture = workspace.captures().get(i);
            if (workspace.captures().size() > 1) {
                form.heading(3, "Capture " + (i + 1) + ": " + nameOf(capture));
            }
            Optional<Integrity> checked = i < integrity.size() ? integrity.get(i) : Optional.empty();
            form.table(List.of("", ""), facts(capture, checked));
            checked.ifPresent(found -> integrity(form, found));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Time range", events.rows() == 0 ? "no event" : range()));
        rows.add(List.of("Events", ReportText.number(events.rows())));
        rows.add(List.of("Processes", ReportText.number(events.processes())));
        rows.add(List.of("Alerts", ReportText.number(events.alerts().size())));
        if (!caseFile.analysts().isEmpty()) {
            rows.add(List.of("Worked on by", analysts()));
        }
        rows.add(List.of("Report written by", version));
        form.table(List.of("", ""), rows);
    }

    /** Each with how many lines of the case file are theirs. */
    private String analysts() {
        return caseFile.analysts().entrySet().stream()
                .limit(MOST_ANALYSTS)
                .map(each -> ReportText.characters(each.getKey()) + " ("
                        + Counted.of(each.getValue(), "entry", "entries") + ")")
                .collect(Collectors.joining(", "));
    }

    private String range() {
        long first = events.axis(0);
        long last = events.axis(events.rows() - 1);
        return ReportText.moment(first) + " to " + ReportText.moment(last);
    }

    private static List<List<String>> facts(CaptureSession capture, Optional<Integrity> checked) {
        SegmentHeader header = capture.header();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Capture", nameOf(capture)));
        rows.add(List.of("SHA-256", checked.map(Integrity::sha256).orElse("not computed")));
        rows.add(List.of("Verdict", checked.map(Integrity::words).orElse("not checked")));
        checked.ifPresent(found -> {
            rows.add(List.of(
                    "Checked at", found.at().truncatedTo(ChronoUnit.SECONDS).toString()));
            rows.add(List.of("There when this was written", found.presence(capture.given())));
        });
        RecordingFacts.of(header).forEach((name, value) -> rows.add(List.of(name, ReportText.visible(value))));
        return rows;
    }

    private static void integrity(ReportFormat form, Integrity found) {
        List<String> said = new ArrayList<>();
        found.objections().forEach(each -> said.add("Objection: " + ReportText.visible(each)));
        found.notes().forEach(each -> said.add("Note: " + ReportText.visible(each)));
        if (!said.isEmpty()) {
            form.list(said);
        }
        form.table(
                List.of("File", "Bytes", "SHA-256"),
                found.files().stream()
                        .limit(MOST_FILES)
                        .map(file -> List.of(
                                ReportText.characters(file.name()), ReportText.number(file.bytes()), file.sha256()))
                        .toList());
        if (found.files().size() > MOST_FILES) {
            form.paragraph("and " + ReportText.number(found.files().size() - MOST_FILES) + " more files");
        }
        if (found.verdict().isPresent()) {
            form.paragraph("The capture's SHA-256 is that of its files' list:"
                    + " cd CAPTURE && LC_ALL=C sha256sum * | sha256sum");
        }
    }

    private void rules(ReportFormat form) throws IOException {
        form.heading(2, "Rules");
        RulesDigest digest = RulesDigest.of(workspace.captures().get(0));
        if (digest.files().isEmpty()) {
            form.paragraph("No rule file was loaded: there can be no alert.");
            return;
        }
        form.paragraph("SHA-256 of all rule files in the order of loading: " + digest.sha256());
        form.table(
                List.of("File", "SHA-256"),
                digest.files().stream()
                        .map(file -> List.of(ReportText.characters(file.name()), file.sha256()))
                        .toList());
    }

    /** The rule files' texts as hashes. */
    private record RulesDigest(String sha256, List<Integrity.FileHash> files) {
        static RulesDigest of(CaptureSession capture) throws IOException {
            CaptureSession.Ready ready = capture.rulesForThread();
            java.security.MessageDigest all = Integrity.newDigest();
            List<Integrity.FileHash> files = new ArrayList<>();
            for (LoadResult result : ready.loaded().results()) {
                byte[] text = ready.loaded().text(result.file()).orElse("").getBytes(StandardCharsets.UTF_8);
                all.update(text);
                // The directory of the rules on this machine is not written into the report.
                String name = Path.of(result.file()).getFileName().toString();
                files.add(new Integrity.FileHash(
                        name, Integrity.hex(Integrity.newDigest().digest(text)), text.length));
            }
            return new RulesDigest(Integrity.hex(all.digest()), files);
        }
    }

    private void filters(ReportFormat form) {
        form.heading(2, "Filters used");
        List<String> filters = caseFile.filters();
        if (filters.isEmpty()) {
            form.paragraph("None.");
        } else {
            form.list(filters.stream().map(ReportText::characters).toList());
        }
    }

    private void gaps(ReportFormat form) {
        form.heading(2, "Gaps");
        List<Gap> gaps = events.gaps();
        if (gaps.isEmpty()) {
            form.paragraph("None is known.");
            return;
        }
        form.table(
                List.of("Before event", "Time", "What is known"),
                gaps.stream()
                        .limit(MOST_GAPS)
                        .map(gap -> List.of(
                                gap.row() < events.rows() ? text.eventName(gap.row()) : "the end",
                                ReportText.moment(gap.time()),
                                ReportText.visible(gap.text())))
                        .toList());
    }

    private void leftOut(ReportFormat form) {
        form.heading(2, "What this leaves out");
        List<String> items = new ArrayList<>();
        long shown = caseFile.bookmarks().keySet().stream()
                .filter(key -> bookmarks.rowOf(key) >= 0)
                .limit(BookmarkedEvents.MOST)
                .count();
        items.add(ReportText.number(events.rows() - shown) + " of " + ReportText.number(events.rows())
                + " events: only bookmarked ones are described; of the others the tables tell what they come to.");
        long nowhere = caseFile.bookmarks().keySet().stream()
                .filter(key -> bookmarks.rowOf(key) < 0)
                .count();
        add(items, nowhere, "bookmarks that lead to no event of these captures");
        add(
                items,
                caseFile.bookmarks().size() - nowhere - shown,
                "bookmarks beyond the first " + ReportText.number(BookmarkedEvents.MOST));
        add(
                items,
                events.alerts().size() - DecisionTables.MOST_ALERTS,
                "alerts beyond the first " + ReportText.number(DecisionTables.MOST_ALERTS));
        for (CaptureSession capture : workspace.captures()) {
            add(items, capture.index().moreAlerts(), "alerts that the index did not keep");
            add(items, capture.index().namesLeftOut(), "names of files or connections that the index did not keep");
            SegmentHeader header = capture.header();
            items.add("What the recorder did not trace (profile "
                    + ReportText.visible(header.content().profile())
                    + "): see the captures' facts."
                    + " Data beyond " + ReportText.number(header.content().snaplenData()) + " bytes and paths beyond "
                    + ReportText.number(header.content().snaplenPath()) + " bytes of a call.");
            add(items, header.content().redactions().size(), "expressions whose matches were replaced while recording");
        }
        long partial = 0;
        for (int row = 0; row < events.rows(); row++) {
            partial += events.isInPart(row) ? 1 : 0;
        }
        add(items, partial, "events are cut, unreadable in part, or never ended");
        add(items, caseFile.unread(), "lines of the case file that were not understood");
        add(items, events.gaps().size() - MOST_GAPS, "gaps beyond the first " + ReportText.number(MOST_GAPS));
        if (integrity.stream().anyMatch(Optional::isEmpty)) {
            items.add("A check of the captures' integrity: it was not done, or not to its end.");
        }
        items.add("Of each event an alert at most: the first rule that matched. Rules that are switched off were not"
                + " asked.");
        items.add("Texts beyond " + ReportText.number(ReportText.LONGEST) + " characters are cut.");
        form.list(items);
    }

    /** The commands that find the same again, for somebody who has the captures and the rules. */
    private void repeat(ReportFormat form) {
        form.heading(2, "How to repeat it");
        String captures = String.join(
                " ",
                workspace.captures().stream()
                        .map(capture -> ShellWords.quote(capture.name()))
                        .toList());
        List<String> commands = new ArrayList<>();
        for (CaptureSession capture : workspace.captures()) {
            commands.add("lanner verify " + ShellWords.quote(capture.name()));
        }
        // The directory of the rules on this machine is not written into the report.
        commands.add("lanner summary -r RULES " + captures);
        commands.add("lanner tree -r RULES " + captures);
        commands.add("lanner analyze -r RULES --match first " + captures);
        events.alerts().stream()
                .min(Comparator.comparing(AlertEntry::priority).thenComparingInt(AlertEntry::row))
                .ifPresent(gravest -> {
                    CaptureSession capture = workspace.captures().get(events.capture(gravest.row()));
                    String name = ShellWords.quote(capture.name());
                    if (!events.isRequest(gravest.row())) {
                        commands.add("lanner story " + name + " "
                                + events.processOf(gravest.row()).numbered());
                    }
                    commands.add("lanner explain " + name + " -r RULES --rule " + ShellWords.quote(gravest.rule())
                            + " --event " + gravest.number());
                });
        commands.add("lanner report -r RULES " + captures + " -o report.html");
        form.paragraph("In the directory of the captures; RULES stands for the rule files whose hashes are above.");
        form.list(commands.stream().map(ReportText::characters).toList());
    }

    private static void add(List<String> items, long count, String words) {
        if (count > 0) {
            items.add(ReportText.number(count) + " " + words + ".");
        }
    }
}
