package lanner.investigation.casework;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lanner.capture.SegmentHeader;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.engine.alert.AlertText;
import lanner.engine.json.JsonText;
import lanner.engine.rules.LoadResult;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.Gap;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.About;
import lanner.investigation.rows.LaneCounts;
import lanner.investigation.rows.RowText;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Integrity;
import lanner.investigation.workspace.RecordPass;
import lanner.investigation.workspace.Workspace;

/**
 * An investigation as a document: what was looked at, that it is what was recorded, what was found, and what is not in
 * the document. The same case gives the same bytes, apart from the date. Times are UTC. Texts of a capture are escaped.
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

    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_ALERTS = 5_000;
    private static final int MOST_BOOKMARKS = 1_000;
    private static final int MOST_GAPS = 1_000;
    private static final int MOST_FILES = 100;
    private static final int LONGEST = 1_000;
    private static final int PARTS = 60;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Workspace workspace;
    private final Events events;
    private final CaseFile caseFile;
    private final List<Optional<Integrity>> integrity;
    private final String version;
    private final Clock clock;

    /**
     * @param integrity of each capture, in their order; empty for one that was not checked
     * @param version of the program that writes it
     */
    public CaseReport(
            Workspace workspace, CaseFile caseFile, List<Optional<Integrity>> integrity, String version, Clock clock) {
        this.workspace = workspace;
        this.events = workspace.events();
        this.caseFile = caseFile;
        this.integrity = List.copyOf(integrity);
        this.version = version;
        this.clock = clock;
    }

    /** Writes it to a file, whole or not at all, and notes that in the case. */
    public void write(Path file, JobProgress progress) throws IOException {
        workspace.refuse(file);
        if (file.toAbsolutePath()
                .normalize()
                .equals(caseFile.file().toAbsolutePath().normalize())) {
            throw new IOException(file + " is the case file, which is only added to");
        }
        String text = text(Format.of(file), progress);
        if (progress.isCancelled()) {
            return;
        }
        Path target = file.toAbsolutePath();
        Path draft = Files.createTempFile(target.getParent(), ".report", ".tmp");
        try {
            Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        caseFile.exported(target.getFileName().toString());
    }

    /** The whole document; of a cancelled job what was written so far. */
    public String text(Format format, JobProgress progress) throws IOException {
        ReportForm form = format == Format.HTML ? new HtmlForm() : new MarkdownForm();
        form.begin("Case report: " + names());
        form.paragraph("Written " + Instant.now(clock).truncatedTo(ChronoUnit.SECONDS));
        form.paragraph("Times are UTC unless they say otherwise. Texts from captures are escaped.");
        evidence(form);
        rules(form);
        alerts(form);
        bookmarks(form, progress);
        filters(form);
        gaps(form);
        leftOut(form);
        return form.end();
    }

    private String names() {
        return String.join(
                ", ", workspace.captures().stream().map(CaseReport::nameOf).toList());
    }

    private static String nameOf(CaptureSession capture) {
        return characters(capture.name());
    }

    private void evidence(ReportForm form) {
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
        form.table(
                List.of("", ""),
                List.of(
                        List.of("Time range", events.rows() == 0 ? "no event" : range()),
                        List.of("Events", number(events.rows())),
                        List.of("Processes", number(events.processes())),
                        List.of("Alerts", number(events.alerts().size())),
                        List.of("Report written by", version)));
    }

    private String range() {
        long first = events.axis(0);
        long last = events.axis(events.rows() - 1);
        return moment(first) + " to " + moment(last);
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
        Facts.of(header).forEach((name, value) -> rows.add(List.of(name, visible(value))));
        return rows;
    }

    private static void integrity(ReportForm form, Integrity found) {
        List<String> said = new ArrayList<>();
        found.objections().forEach(each -> said.add("Against it: " + visible(each)));
        found.notes().forEach(each -> said.add("Note: " + visible(each)));
        if (!said.isEmpty()) {
            form.list(said);
        }
        form.table(
                List.of("File", "Bytes", "SHA-256"),
                found.files().stream()
                        .limit(MOST_FILES)
                        .map(file -> List.of(characters(file.name()), number(file.bytes()), file.sha256()))
                        .toList());
        if (found.files().size() > MOST_FILES) {
            form.paragraph("and " + number(found.files().size() - MOST_FILES) + " more files");
        }
        if (found.verdict().isPresent()) {
            form.paragraph("The capture's SHA-256 is that of its files' list:"
                    + " cd CAPTURE && LC_ALL=C sha256sum * | sha256sum");
        }
    }

    private void rules(ReportForm form) throws IOException {
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
                        .map(file -> List.of(characters(file.name()), file.sha256()))
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

    private void alerts(ReportForm form) {
        form.heading(2, "Alerts");
        List<AlertEntry> alerts = events.alerts();
        if (alerts.isEmpty()) {
            form.paragraph("No alert was raised.");
            return;
        }
        form.paragraph(decisions(alerts));
        form.table(
                List.of("Time", "Event", "Priority", "Rule", "Process", "Message", "Outcome", "Decision", "Note"),
                alerts.stream().limit(MOST_ALERTS).map(this::row).toList());
    }

    private Optional<CaseFile.Judgement> judgement(AlertEntry alert) {
        CaseFile.EventKey key = new CaseFile.EventKey(events.capture(alert.row()), alert.number());
        return Optional.ofNullable(caseFile.judgements().get(new CaseFile.AlertKey(key, alert.rule())));
    }

    private String decisions(List<AlertEntry> alerts) {
        StringBuilder words =
                new StringBuilder(number(alerts.size()) + (alerts.size() == 1 ? " alert: " : " alerts: "));
        for (CaseFile.Verdict verdict : CaseFile.Verdict.values()) {
            long count = alerts.stream()
                    .filter(alert ->
                            judgement(alert).map(CaseFile.Judgement::verdict).equals(Optional.of(verdict)))
                    .count();
            words.append(number(count)).append(' ').append(verdict.word()).append(", ");
        }
        long open = alerts.stream().filter(alert -> judgement(alert).isEmpty()).count();
        return words.append(number(open)).append(" undecided.").toString();
    }

    private List<String> row(AlertEntry alert) {
        Optional<CaseFile.Judgement> judged = judgement(alert);
        return List.of(
                moment(alert.time()),
                eventName(alert.row()),
                alert.priority().word(),
                characters(alert.rule()),
                process(events.processOf(alert.row())),
                visible(alert.message()),
                visible(alert.outcome().words()),
                judged.map(each -> each.verdict().word()).orElse("undecided"),
                judged.map(each -> characters(each.note())).orElse(""));
    }

    private String eventName(int row) {
        String number = number(events.number(row));
        return workspace.captures().size() == 1 ? number : number + " of capture " + (events.capture(row) + 1);
    }

    private String process(ProcessEntry process) {
        String comm = process.image() < 0 ? "?" : events.image(process.image()).comm();
        return visible(comm) + " " + process.pid() + (process.reuse() > 0 ? "#" + (process.reuse() + 1) : "");
    }

    private void bookmarks(ReportForm form, JobProgress progress) throws IOException {
        form.heading(2, "Bookmarked events");
        List<Map.Entry<CaseFile.EventKey, String>> marked =
                new ArrayList<>(caseFile.bookmarks().entrySet());
        marked.sort((one, other) -> Integer.compare(rowOf(one.getKey()), rowOf(other.getKey())));
        if (marked.isEmpty()) {
            form.paragraph("No event is bookmarked.");
        }
        int written = 0;
        try (RecordPass records = new RecordPass(workspace, events)) {
            for (Map.Entry<CaseFile.EventKey, String> each : marked) {
                int row = rowOf(each.getKey());
                if (progress.isCancelled() || written == MOST_BOOKMARKS) {
                    break;
                }
                if (row >= 0) {
                    bookmark(form, row, each.getValue(), records);
                    written++;
                }
                progress.at(written / (double) marked.size());
            }
        }
    }

    private int rowOf(CaseFile.EventKey key) {
        return key.capture() < workspace.captures().size() ? events.rowOf(key.capture(), key.event()) : -1;
    }

    private void bookmark(ReportForm form, int row, String note, RecordPass records) throws IOException {
        form.heading(
                3,
                "Event " + eventName(row) + ": " + visible(events.call(row)) + " by " + process(events.processOf(row)));
        if (!note.isBlank()) {
            form.paragraph(characters(note));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Time", moment(events.time(row))));
        About.of(events, row).ifPresent(about -> rows.add(List.of("About", visible(about.words()))));
        RowText.Text text = textOf(row, records);
        rows.add(List.of("Result", events.failed(row) ? visible(text.result()) : Long.toString(events.result(row))));
        rows.add(List.of("Arguments", visible(text.arguments())));
        for (AlertEntry alert : alertsAt(row)) {
            rows.add(List.of("Alert", alert.priority().word() + ": " + characters(alert.rule())));
        }
        form.table(List.of("", ""), rows);
        form.paragraph("Process chain, from the process upwards:");
        form.list(chain(events.processOf(row).id()));
        form.clip(clip(row));
    }

    private static RowText.Text textOf(int row, RecordPass records) throws IOException {
        try {
            Event event = new Event();
            records.read(row, event);
            return new RowText().of(event);
        } catch (CaptureFormatException e) {
            return new RowText.Text("", "(this record cannot be read any more)");
        }
    }

    private List<AlertEntry> alertsAt(int row) {
        return events.alerts().stream().filter(alert -> alert.row() == row).toList();
    }

    private List<String> chain(int process) {
        List<String> lines = new ArrayList<>();
        for (int id : workspace.ancestry(process)) {
            ProcessEntry entry = events.process(id);
            String command =
                    entry.image() < 0 ? "?" : events.image(entry.image()).commandLine();
            lines.add(entry.pid() + " " + visible(command)
                    + (entry.user().isEmpty() ? "" : " (user " + visible(entry.user()) + ")")
                    + (entry.container().isEmpty() ? "" : " (container " + visible(entry.container()) + ")"));
        }
        return lines;
    }

    /** A tenth of the whole time, the event in its middle where there is room. */
    private ReportForm.Clip clip(int row) {
        long first = events.axis(0);
        long last = events.axis(events.rows() - 1);
        long length = Math.max(PARTS, Math.max((last - first) / 10, Math.min(last - first, SECOND / 100)));
        long from = Math.max(first, Math.min(last - length, events.axis(row) - length / 2));
        long to = from + length;
        int process = events.processOf(row).id();
        LaneCounts own = LaneCounts.of(events, from, to, new int[] {process}, PARTS, JobProgress.NONE);
        int[] all = new int[PARTS];
        boolean[] alerts = new boolean[PARTS];
        double scale = PARTS / (double) (to - from + 1);
        int end = events.firstAt(to + 1);
        for (int each = events.firstAt(from); each < end; each++) {
            int part = Math.min(PARTS - 1, (int) ((events.axis(each) - from) * scale));
            all[part]++;
            alerts[part] |= events.raisedAlert(each);
        }
        int moment = Math.max(0, Math.min(PARTS - 1, (int) ((events.axis(row) - from) * scale)));
        return new ReportForm.Clip(all, own.counts()[0], alerts, moment, moment(from), moment(to));
    }

    private void filters(ReportForm form) {
        form.heading(2, "Filters used");
        List<String> filters = caseFile.filters();
        if (filters.isEmpty()) {
            form.paragraph("None.");
        } else {
            form.list(filters.stream().map(CaseReport::characters).toList());
        }
    }

    private void gaps(ReportForm form) {
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
                                gap.row() < events.rows() ? eventName(gap.row()) : "the end",
                                moment(gap.time()),
                                visible(gap.text())))
                        .toList());
    }

    private void leftOut(ReportForm form) {
        form.heading(2, "What this leaves out");
        List<String> items = new ArrayList<>();
        long shown = caseFile.bookmarks().keySet().stream()
                .filter(key -> rowOf(key) >= 0)
                .limit(MOST_BOOKMARKS)
                .count();
        items.add(number(events.rows() - shown) + " of " + number(events.rows())
                + " events: only bookmarked ones are described, alerts are listed.");
        long nowhere = caseFile.bookmarks().keySet().stream()
                .filter(key -> rowOf(key) < 0)
                .count();
        add(items, nowhere, "bookmarks that lead to no event of these captures");
        add(
                items,
                caseFile.bookmarks().size() - nowhere - shown,
                "bookmarks beyond the first " + number(MOST_BOOKMARKS));
        add(items, events.alerts().size() - MOST_ALERTS, "alerts beyond the first " + number(MOST_ALERTS));
        for (CaptureSession capture : workspace.captures()) {
            add(items, capture.index().moreAlerts(), "alerts that the index did not keep");
            add(items, capture.index().namesLeftOut(), "names of files or connections that the index did not keep");
            SegmentHeader header = capture.header();
            items.add("What the recorder did not trace (profile " + visible(header.profile())
                    + "): see the captures' facts."
                    + " Data beyond " + number(header.snaplenData()) + " bytes and paths beyond "
                    + number(header.snaplenPath()) + " bytes of a call.");
            add(items, header.redactions().size(), "expressions whose matches were replaced while recording");
        }
        long partial = 0;
        for (int row = 0; row < events.rows(); row++) {
            partial += events.isInPart(row) ? 1 : 0;
        }
        add(items, partial, "events are cut, unreadable in part, or never ended");
        add(items, caseFile.unread(), "lines of the case file that were not understood");
        add(items, events.gaps().size() - MOST_GAPS, "gaps beyond the first " + number(MOST_GAPS));
        if (integrity.stream().anyMatch(Optional::isEmpty)) {
            items.add("A check of the captures' integrity: it was not done, or not to its end.");
        }
        items.add("Of each event an alert at most: the first rule that matched. Rules that are switched off were not"
                + " asked.");
        items.add("Texts beyond " + number(LONGEST) + " characters are cut.");
        form.list(items);
    }

    private static void add(List<String> items, long count, String words) {
        if (count > 0) {
            items.add(number(count) + " " + words + ".");
        }
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String moment(long nanos) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
        return DAY.format(instant.atZone(ZoneOffset.UTC))
                + String.format(Locale.ROOT, ".%09d", Math.floorMod(nanos, SECOND));
    }

    /** Bytes of a capture as printable text. */
    private static String visible(String bytes) {
        String some = bytes.length() > LONGEST ? bytes.substring(0, LONGEST) : bytes;
        return AlertText.visible(some) + (some.length() < bytes.length() ? "\u2026" : "");
    }

    /** The same of what is characters already: a note, a file's name, a rule's. */
    private static String characters(String text) {
        return visible(JsonText.latin(text));
    }
}
