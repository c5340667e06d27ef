package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import lanner.investigation.Samples;
import lanner.investigation.casework.CaseReport.Format;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.Integrity;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaseReportTest {
    private static final Clock MONDAY = Clock.fixed(Instant.parse("2026-01-05T08:00:00Z"), ZoneOffset.UTC);
    private static final Clock TUESDAY = Clock.fixed(Instant.parse("2026-01-06T09:30:00.5Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void saysWhatWasFoundAndThatItIsWhatWasRecorded(Format format) throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            CaseFile file = worked(workspace);
            Integrity checked = Integrity.of(workspace.captures().get(0), Clock.systemUTC(), JobProgress.NONE)
                    .orElseThrow();

            String text = report(workspace, file, Optional.of(checked), MONDAY).text(format, JobProgress.NONE);

            assertThat(text)
                    .contains(checked.sha256())
                    .contains("intact")
                    .contains("lanner 1.2.3")
                    .contains("2026-11-25 18:27:02.302703422")
                    .contains("escalated")
                    .contains("the loot \u65e5\u672c")
                    .contains(workspace.events().alerts().size() - 1 + " undecided")
                    .contains("updater")
                    .contains("npm")
                    .contains("What this leaves out")
                    .contains("Gaps")
                    .contains("Process chain");
            assertThat(text)
                    .as("the parts in their order")
                    .containsSubsequence(
                            "Evidence",
                            "Summary",
                            "Rules",
                            "Alerts",
                            "Time line",
                            "Process tree",
                            "Programs run",
                            "Affected files",
                            "Peers",
                            "Accounts",
                            "Bookmarked events",
                            "How to repeat it");
        }
    }

    @Test
    void saysWhenTheCaptureWasCheckedAndWhetherItWasStillThere() throws IOException {
        Path copy = Samples.copy(Samples.INSTALL_SCRIPT, directory);
        try (Workspace workspace = Samples.indexed(List.of(Samples.session(directory, copy)))) {
            CaseFile file = CaseFile.open(directory.resolve("a.lanner-case"), MONDAY);
            Integrity checked = Integrity.of(workspace.captures().get(0), MONDAY, JobProgress.NONE)
                    .orElseThrow();

            assertThat(evidence(report(workspace, file, Optional.of(checked), TUESDAY)))
                    .contains("Checked at | 2026-01-05T08:00:00Z")
                    .contains("There when this was written | yes, the same files of the same sizes");

            Files.writeString(copy.resolve("added"), "x");
            assertThat(evidence(report(workspace, file, Optional.of(checked), TUESDAY)))
                    .contains("There when this was written | changed since");

            Files.move(copy, directory.resolve("elsewhere"));
            assertThat(evidence(report(workspace, file, Optional.of(checked), TUESDAY)))
                    .contains("There when this was written | no: it is no longer there");
        }
    }

    private static String evidence(CaseReport report) throws IOException {
        return report.text(Format.MARKDOWN, JobProgress.NONE);
    }

    @Test
    void htmlStandsAlone() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            String text = report(workspace, worked(workspace), Optional.empty(), MONDAY)
                    .text(Format.HTML, JobProgress.NONE);

            assertThat(text)
                    .startsWith("<!DOCTYPE html>")
                    .endsWith("</html>\n")
                    .contains("default-src 'none'; style-src 'sha256-")
                    .contains("<svg ")
                    .contains("proc.name = sh and fd.name contains &quot;&lt;b&gt;&quot;")
                    .doesNotContain("<script", "<b>", "href=", "style=", "unsafe-inline", "src=\"", "url(");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameCaseIsTheSameBytesApartFromTheDate(Format format) throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            CaseFile file = worked(workspace);

            String monday = report(workspace, file, Optional.empty(), MONDAY).text(format, JobProgress.NONE);
            String tuesday = report(workspace, file, Optional.empty(), TUESDAY).text(format, JobProgress.NONE);

            assertThat(tuesday).isNotEqualTo(monday);
            assertThat(tuesday.replace("2026-01-06T09:30:00Z", "2026-01-05T08:00:00Z"))
                    .isEqualTo(monday);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatACaptureHoldsCannotActInIt(Format format) throws IOException {
        Path capture = Samples.hostile(directory);
        try (Workspace workspace = Samples.indexed(List.of(Samples.session(directory, capture)))) {
            CaseFile file = CaseFile.open(CaseFile.besides(capture), MONDAY);
            file.bookmark(
                    new CaseFile.EventKey(0, 2),
                    Optional.of("<img src=x> [a](b) http://evil.example www.evil.example me@evil.example \u202e"));

            String text = report(workspace, file, Optional.empty(), MONDAY).text(format, JobProgress.NONE);

            assertThat(text)
                    .doesNotContain("\u001b", "\u202e", "<script", "<img")
                    .contains("alert(1)");
            if (format == Format.MARKDOWN) {
                assertThat(text).doesNotContain("[x](", "[a](", "http://", "www.", "me@");
            }
            assertThat(text.chars()).noneMatch(c -> c < 32 && c != '\n');
        }
    }

    @Test
    void saysWhatWasDoneToWhatByWhom() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            String text = report(workspace, worked(workspace), Optional.empty(), MONDAY)
                    .text(Format.MARKDOWN, JobProgress.NONE);

            assertThat(text)
                    .contains("| 127.0.0.1:8443 | 2 | 0 | 0 | 384 | 90 | 833 | updater 140 |")
                    .contains("| /home/sam/.cache/fontconfig/updater | opened for writing, mode changed |")
                    .contains("first run of /home/sam/.cache/fontconfig/updater, which was written here |")
                    .contains("\n        - 131 sh ./scripts/setup.sh; user sam; exit 0")
                    .contains("\n| sam | 17 | ")
                    .contains("lanner verify malicious-install-script.lanner")
                    .contains("lanner story malicious-install-script.lanner 1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhoWorkedOnItAndWhoDecidedWhen(Format format) throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            CaseFile file = named(workspace);
            String text = report(workspace, file, Optional.empty(), TUESDAY).text(format, JobProgress.NONE);
            assertThat(text.replace("\\", ""))
                    .contains("Case 2026-0417. Written 2026-01-06T09:30:00Z for A. Analyst")
                    .contains("A. Analyst (")
                    .contains("escalated, A. Analyst, 2026-01-05T08:00:00Z")
                    .contains("loot")
                    .containsSubsequence(
                            "Narrative", "How it began.", "Event ", "here it begins", "And then &lt;b&gt;.")
                    .containsSubsequence("Bookmarked events", "Tags", "loot");
        }
    }

    @ParameterizedTest
    @EnumSource
    void forAManagerItIsAPage(Format format) throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            CaseFile file = named(workspace);
            AlertEntry harmless = workspace.events().alerts().stream()
                    .filter(alert -> alert.rule().equals("Shell start-up file changed"))
                    .findFirst()
                    .orElseThrow();
            file.judge(
                    new CaseFile.AlertKey(new CaseFile.EventKey(0, harmless.number()), harmless.rule()),
                    Optional.of(new CaseFile.Judgement(CaseFile.Verdict.FALSE_POSITIVE, "ours")));
            String text = report(workspace, file, Optional.empty(), TUESDAY)
                    .text(format, CaseReport.Audience.MANAGER, Optional.empty(), JobProgress.NONE);
            assertThat(text.replace("\\", ""))
                    .containsSubsequence(
                            "Summary of a case",
                            "Case 2026-0417.",
                            "What happened",
                            "How it began.",
                            "What it means",
                            "Programs that were written here",
                            "/home/sam/.cache/fontconfig/updater",
                            "Since when",
                            "First alert: 2026-11-25 18:27:0",
                            "Affected",
                            "sam",
                            "bytes in recorded calls",
                            "127.0.0.1:8443 (384 bytes sent, 90 received)",
                            "Next",
                            "Escalated",
                            "the loot",
                            "4 alerts of 6 are not decided yet",
                            "malicious-install-script.lanner not checked")
                    .doesNotContain("SHA-256", harmless.rule());
            assertThat(text.length()).isLessThan(8_000);
        }
    }

    @Test
    void forACourtItHasEachLineOfTheCaseAndASignature() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path key = Files.writeString(
                directory.resolve("my.key"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            CaseFile file = named(workspace);
            new CaseEditor(file).bookmark(new CaseFile.EventKey(0, 9), Optional.of("taken back"));
            file.bookmark(new CaseFile.EventKey(0, 9), Optional.empty());
            Path target = directory.resolve("court.html");
            report(workspace, file, Optional.empty(), TUESDAY)
                    .save(target, CaseReport.Audience.COURT, Optional.of(ReportSignature.by(key)), JobProgress.NONE);

            assertThat(Files.readString(target))
                    .contains("Log of the case", "taken back", "note=none", "counter(page)")
                    .contains("Signed with the Ed25519 key SHA256:")
                    .contains(sha256(file.log()))
                    .doesNotContain("<script", "<b>");
            assertThat(ReportSignature.isThere(target)).isTrue();
            assertThat(ReportSignature.isValid(target, pair.getPublic())).isTrue();
            KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            assertThat(ReportSignature.isValid(target, other.getPublic())).isFalse();
            Files.writeString(target, " ", StandardOpenOption.APPEND);
            assertThat(ReportSignature.isValid(target, pair.getPublic())).isFalse();
            Files.write(ReportSignature.besides(target), new byte[100]);
            assertThat(ReportSignature.isValid(target, pair.getPublic())).isFalse();
        }
    }

    private static String sha256(List<String> lines) {
        return Integrity.hex(
                Integrity.newDigest().digest((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** The same with an analyst, a number, a tag and a narrative. */
    private CaseFile named(Workspace workspace) throws IOException {
        CaseFile file = CaseFile.open(directory.resolve("x.lanner-case"), MONDAY);
        file.analyst("A. Analyst");
        CaseEditor editor = new CaseEditor(file);
        editor.number("2026-0417");
        work(workspace, file);
        editor.tag(new Tag("loot", "L", "orange"));
        editor.tag(file.bookmarks().keySet().iterator().next(), "loot", true);
        editor.addText(0, "How it began.");
        editor.addText(2, "And then <b>.");
        return file;
    }

    @Test
    void isWrittenWhole() throws IOException {
        try (Workspace workspace = Samples.open(directory, "miner")) {
            CaseFile file = CaseFile.open(CaseFile.besides(directory.resolve("miner.lanner")), MONDAY);
            Path target = directory.resolve("report.md");

            report(workspace, file, Optional.empty(), MONDAY)
                    .save(target, CaseReport.Audience.ANALYST, Optional.empty(), JobProgress.NONE);

            assertThat(Files.readString(target)).startsWith("# Case report: miner.lanner\n");
            try (var files = Files.list(directory)) {
                assertThat(files.map(each -> each.getFileName().toString()))
                        .noneMatch(name -> name.startsWith(".lanner-"));
            }
        }
    }

    @Test
    void saysWhatWasNotDone() throws IOException {
        try (Workspace workspace = Samples.open(directory, "miner")) {
            CaseFile file = CaseFile.open(CaseFile.besides(directory.resolve("miner.lanner")), MONDAY);
            file.bookmark(new CaseFile.EventKey(0, 999_999), Optional.of("gone"));

            String text = report(workspace, file, Optional.empty(), MONDAY).text(Format.MARKDOWN, JobProgress.NONE);

            assertThat(text)
                    .contains("not computed")
                    .contains("1 bookmarks that lead to no event")
                    .contains("it was not done");
        }
    }

    private static CaseReport report(Workspace workspace, CaseFile file, Optional<Integrity> integrity, Clock clock) {
        return new CaseReport(workspace, file, ReportHeading.of(file), List.of(integrity), "lanner 1.2.3", clock);
    }

    /** A case with a decision, a bookmark with a note, and a filter. */
    private CaseFile worked(Workspace workspace) throws IOException {
        CaseFile file = CaseFile.open(CaseFile.besides(directory.resolve("x.lanner")), MONDAY);
        work(workspace, file);
        return file;
    }

    private static void work(Workspace workspace, CaseFile file) throws IOException {
        AlertEntry alert = workspace.events().alerts().get(0);
        CaseFile.EventKey event = new CaseFile.EventKey(0, alert.number());
        file.judge(
                new CaseFile.AlertKey(event, alert.rule()),
                Optional.of(new CaseFile.Judgement(CaseFile.Verdict.ESCALATED, "the loot \u65e5\u672c")));
        file.bookmark(event, Optional.of("here it begins"));
        RowSet runs = Samples.rows(workspace, "evt.type = execve and proc.exepath endswith updater", RowFilter.NONE);
        file.bookmark(new CaseFile.EventKey(0, workspace.events().number(runs.row(0))), Optional.of(""));
        file.filtered("proc.name = sh and fd.name contains \"<b>\"", 0);
    }
}
