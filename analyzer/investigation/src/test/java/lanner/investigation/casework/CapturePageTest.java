package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import lanner.investigation.Samples;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.workspace.Integrity;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturePageTest {
    private static final Clock MONDAY = Clock.fixed(Instant.parse("2026-01-05T08:00:00Z"), ZoneOffset.UTC);
    private static final Clock TUESDAY = Clock.fixed(Instant.parse("2026-01-06T09:30:00Z"), ZoneOffset.UTC);
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);
    private static final int ALERT = 1;
    private static final int NOTED = 8;

    @TempDir
    private Path directory;

    @Test
    void holdsTheEventsTheirAlertsTheirStoryAndTheirProcesses() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            Integrity checked = Integrity.of(workspace.captures().get(0), MONDAY, JobProgress.NONE)
                    .orElseThrow();
            String html = page(workspace, "", List.of(Optional.of(checked)), Optional.empty(), MONDAY);

            assertThat(html)
                    .containsSubsequence(
                            "<h1>malicious-install-script.lanner</h1>",
                            "All 929 events. Times are UTC. Written 2026-01-05T08:00:00Z by lanner 1.2.3.",
                            "Alerts",
                            "Fresh program in a hidden directory run",
                            "Time line",
                            "first run of /home/sam/.cache/fontconfig/updater, which was written here",
                            "Process tree",
                            "131 sh ./scripts/setup.sh",
                            checked.sha256(),
                            "intact",
                            "What this leaves out",
                            "<svg class=\"lanes\"",
                            "id=\"rows\"");
            Map<?, ?> data = data(html);
            assertThat((List<?>) data.get("rows")).hasSize(929);
            assertThat(rowsWith(data, ALERT)).hasSize(6);
        }
    }

    @Test
    void leavesOutWhatIsNotAboutTheEvents() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            String html = page(workspace, "proc.name = npm", List.of(Optional.empty()), Optional.empty(), MONDAY);

            assertThat(html)
                    .contains("of 929 events: proc.name = npm.", "None of these events raised an alert.", "not checked")
                    .doesNotContain("updater");
            assertThat(data(html).get("alerts")).isEqualTo(Map.of());
        }
    }

    @Test
    void showsTheNotesAndDecisionsOfACase() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            CaseFile file = CaseFile.open(CaseFile.besides(directory.resolve("x.lanner")), MONDAY);
            var alert = workspace.events().alerts().get(0);
            CaseFile.EventKey event = new CaseFile.EventKey(0, alert.number());
            file.bookmark(event, Optional.of("here it <begins>"));
            file.judge(
                    new CaseFile.AlertKey(event, alert.rule()),
                    Optional.of(new CaseFile.Judgement(CaseFile.Verdict.ESCALATED, "call Sam")));
            CaseEditor editor = new CaseEditor(file);
            editor.tag(new Tag("<i>loot", "L", "orange"));
            editor.tag(event, "<i>loot", true);
            editor.tag(new CaseFile.EventKey(0, 1), "<i>loot", true);

            String html = page(workspace, "", List.of(Optional.empty()), Optional.of(file), MONDAY);

            assertThat(html).contains("escalated", "call Sam", "undecided");
            assertThat(data(html).get("notes")).asString().contains("here it <begins> [<i>loot]");
            assertThat(html).doesNotContain("<i>loot");
            assertThat(rowsWith(data(html), NOTED)).hasSize(2);
        }
    }

    @Test
    void letsInItsOwnScriptAndStyleAloneAndFetchesNothing() throws IOException, NoSuchAlgorithmException {
        try (Workspace workspace = Samples.open(directory, "miner")) {
            String html = page(workspace, "", List.of(Optional.empty()), Optional.empty(), MONDAY);

            String policy = between(html, "Content-Security-Policy\" content=\"", "\"");
            assertThat(policy)
                    .isEqualTo("default-src 'none'; style-src '" + hash(between(html, "<style>", "</style>"))
                            + "'; script-src '" + hash(between(html, "<script>", "</script>"))
                            + "'; base-uri 'none'; form-action 'none'");
            assertThat(html)
                    .startsWith("<!DOCTYPE html>")
                    .endsWith("</html>\n")
                    .doesNotContain("src=\"", "url(", "@import", "style=\"")
                    .doesNotContainPattern("href=\"[^#]")
                    .doesNotContainPattern(" on[a-z]+=")
                    .doesNotContain("innerHTML", "eval(", "document.write");
        }
    }

    @Test
    void whatACaptureHoldsCannotActInIt() throws IOException {
        Path capture = Samples.hostile(directory);
        try (Workspace workspace = Samples.indexed(List.of(Samples.session(directory, capture)))) {
            CaseFile file = CaseFile.open(CaseFile.besides(capture), MONDAY);
            file.bookmark(new CaseFile.EventKey(0, 2), Optional.of("</script><img src=x onerror=alert(1)>\u202e"));

            String html = page(workspace, "", List.of(Optional.empty()), Optional.of(file), MONDAY);

            assertThat(html).doesNotContain("\u001b", "\u202e", "<script>alert", "</script><img", "<img");
            assertThat(html.split("<script", -1)).as("data, and its own script").hasSize(3);
            assertThat(html.split("</script", -1)).hasSize(3);
            assertThat(html.chars()).noneMatch(c -> c < 32 && c != '\n');
            assertThat(data(html).get("texts"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                    .anySatisfy(text -> assertThat(text).contains("<script>alert(1)</script>"));
        }
    }

    @Test
    void saysWhatIsBeyondWhatAPageHolds() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            Excerpt excerpt = new Excerpt(Samples.rows(workspace, "", RowFilter.NONE), List.of(), 900);
            String html = new CapturePage(workspace, excerpt, List.of(), Optional.empty(), "lanner 1.2.3", MONDAY)
                    .html(JobProgress.NONE)
                    .orElseThrow();

            assertThat(html).contains("29 chosen events beyond the first 900, which is as many as a page holds.");
            assertThat((List<?>) data(html).get("rows")).hasSize(900);
        }
    }

    /** A capture may hold a hundred thousand different texts of four thousand characters. */
    @Test
    void textsThatFindNoRoomAreCut() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            Excerpt excerpt = new Excerpt(Samples.rows(workspace, "", RowFilter.NONE), List.of());
            PageRows whole = new PageRows(workspace, excerpt, Map.of(), new ReportText(workspace));
            PageRows cut = new PageRows(workspace, excerpt, Map.of(), new ReportText(workspace), 0);
            assertThat(whole.read(JobProgress.NONE) && cut.read(JobProgress.NONE))
                    .isTrue();

            assertThat(whole.cut()).isZero();
            assertThat(cut.cut()).isPositive();
            assertThat(texts(whole)).anyMatch(text -> text.length() > PageRows.SHORT + 1);
            assertThat(texts(cut))
                    .allMatch(text -> text.length() <= PageRows.SHORT + 1)
                    .doesNotHaveDuplicates();
            assertThat((List<?>) data(cut.data()).get("rows")).hasSize(929);
        }
    }

    private static List<String> texts(PageRows rows) throws IOException {
        return ((List<?>) data(rows.data()).get("texts"))
                .stream().map(String.class::cast).toList();
    }

    @Test
    void theSameEventsAreTheSameBytesApartFromTheDate() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT, "miner")) {
            List<Optional<Integrity>> unchecked = List.of(Optional.empty(), Optional.empty());
            String monday = page(workspace, "evt.type = execve", unchecked, Optional.empty(), MONDAY);
            String tuesday = page(workspace, "evt.type = execve", unchecked, Optional.empty(), TUESDAY);

            assertThat(tuesday.replace("2026-01-06T09:30:00Z", "2026-01-05T08:00:00Z"))
                    .isEqualTo(monday);
            assertThat(monday).contains("malicious-install-script.lanner, miner.lanner", "Capture 2");
        }
    }

    @Test
    void noEventIsAPageToo() throws IOException {
        try (Workspace workspace = Samples.open(directory, "miner")) {
            String html = page(workspace, "proc.name = nobody", List.of(Optional.empty()), Optional.empty(), MONDAY);

            assertThat(html).contains("No event was chosen.", "No process is known.");
            assertThat((List<?>) data(html).get("rows")).isEmpty();
        }
    }

    @Test
    void isNeverWrittenIntoACaptureNorOverTheCase() throws IOException {
        try (Workspace workspace = Samples.open(directory, "miner")) {
            CaseFile file = CaseFile.open(CaseFile.besides(directory.resolve("x.lanner")), MONDAY);
            CapturePage page = new CapturePage(
                    workspace,
                    new Excerpt(Samples.rows(workspace, "", RowFilter.NONE), List.of()),
                    List.of(),
                    Optional.of(file),
                    "lanner 1.2.3",
                    MONDAY);

            assertThatThrownBy(() -> page.save(directory.resolve("miner.lanner/x.html"), JobProgress.NONE))
                    .hasMessageContaining("lies in the capture");
            assertThatThrownBy(() -> page.save(file.file(), JobProgress.NONE)).hasMessageContaining("is the case file");
            Path target = directory.resolve("x.html");
            assertThat(page.save(target, JobProgress.NONE)).isTrue();
            assertThat(Files.readString(target)).startsWith("<!DOCTYPE html>");
        }
    }

    private static String page(
            Workspace workspace,
            String condition,
            List<Optional<Integrity>> integrity,
            Optional<CaseFile> file,
            Clock clock)
            throws IOException {
        Excerpt excerpt = new Excerpt(
                Samples.rows(workspace, condition, RowFilter.NONE),
                condition.isEmpty() ? List.of() : List.of(condition));
        return new CapturePage(workspace, excerpt, integrity, file, "lanner 1.2.3", clock)
                .html(JobProgress.NONE)
                .orElseThrow();
    }

    private static Map<?, ?> data(String html) throws IOException {
        Matcher found = DATA.matcher(html);
        assertThat(found.find()).isTrue();
        try {
            return JsonReader.object(found.group(1));
        } catch (JsonException e) {
            throw new IOException(e);
        }
    }

    private static List<?> rowsWith(Map<?, ?> data, int mark) {
        return ((List<?>) data.get("rows"))
                .stream()
                        .filter(row -> (((Number) ((List<?>) row).get(9)).intValue() & mark) != 0)
                        .toList();
    }

    private static String between(String text, String before, String after) {
        int from = text.indexOf(before) + before.length();
        return text.substring(from, text.indexOf(after, from));
    }

    private static String hash(String text) throws NoSuchAlgorithmException {
        return "sha256-"
                + Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
