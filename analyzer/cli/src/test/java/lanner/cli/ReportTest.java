package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code report}: a capture as a document. What stands in it is the test of the investigation's report. */
class ReportTest {
    private static final Path SAMPLE = Path.of("../../sample-captures/malicious-install-script.lanner");

    @TempDir
    Path directory;

    @BeforeAll
    static void makeHome() throws IOException {
        TestedHome.make();
    }

    @Test
    void isThatOfTheGoldenFileApartFromTheDayAndTheProgram() throws IOException {
        Path file = directory.resolve("r.md");
        Answer answer = Answer.of("report", SAMPLE, "-r", "../../rules", "-o", file);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).isEqualTo("report written to " + file + "; the capture is: intact\n");
        String text = Files.readString(file)
                .replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:]+Z(?= \\|\\n\\| There|\\n\\nTimes)", "TODAY")
                .replaceAll("(Report written by \\|) [^|]* \\|", "$1 LANNER |")
                // The rules of the house change, and with them these.
                .replaceAll("[0-9a-f]{64}", "HASH");
        try (var in = ReportTest.class.getResourceAsStream("report-install-script.md")) {
            assertThat(text).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"r.html", "r.md"})
    void aHostileCaptureDoesNothingInIt(String name) throws IOException {
        Path capture = directory.resolve("x.lanner");
        String hostile = "/tmp/\u001b]0;<script>alert(1)</script><img src=x>\n\u00e2\u0080\u00ae";
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, hostile)
                    .creates(10, 3, hostile)
                    .runs(10, 1, hostile, hostile)
                    .exits(10);
        }
        Path file = directory.resolve(name);
        assertThat(Answer.of("report", capture, "-o", file).status()).isZero();
        assertThat(Files.readString(file)).contains("alert(1)").doesNotContain("\u001b", "<script", "<img", "\u202e");
        assertThat(Files.exists(directory.resolve("x.lanner-case")))
                .as("a case is not begun by a report")
                .isFalse();
    }

    @Test
    void aDamagedCaptureIsReportedAsOneAndTheStatusSaysSo() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "sh").opens(10, "/etc/one").opens(10, "/etc/two");
        }
        CaptureStory.damage(capture, "/etc/one");
        Path file = directory.resolve("r.md");
        Answer answer = Answer.of("report", capture, "-o", file, "--json");
        assertThat(answer.status()).as(answer.err()).isEqualTo(3);
        assertThat(((Map<?, ?>) StrictJson.read(answer.out().strip())).get("verdicts"))
                .hasToString("[damaged]");
        assertThat(Files.readString(file)).contains("| Verdict | damaged |");
    }

    @Test
    void theCaseBesideTheCaptureIsReadAndANamedOneNotesTheReport() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "sh").opens(10, "/etc/one").opens(10, "/etc/two");
        }
        Path notes = Files.writeString(
                directory.resolve("x.lanner-case"),
                "{\"at\":\"2026-01-01T00:00:00Z\",\"do\":\"bookmark\",\"capture\":0,\"event\":1,\"note\":\"here\"}\n");
        Path file = directory.resolve("r.md");
        assertThat(Answer.of("report", capture, "-o", file).status()).isZero();
        assertThat(Files.readString(file)).contains("\nhere\n");
        assertThat(Files.readString(notes)).hasLineCount(1);
        assertThat(Answer.of("report", capture, "-o", file, "--case", notes).status())
                .isZero();
        assertThat(Files.readString(notes)).contains("\"do\":\"export\"");
        assertThat(Answer.of("report", capture, "-o", file, "--case", directory.resolve("no"))
                        .err())
                .startsWith("lanner: there is no case file");
        assertThat(Answer.of("report", capture, "-o", capture.resolve("r.md")).status())
                .isEqualTo(3);
    }

    @Test
    void forAManagerItIsShortAndNamesTheCase() throws IOException {
        Path file = directory.resolve("m.md");
        Answer answer = Answer.of(
                "report",
                SAMPLE,
                "-o",
                file,
                "--for",
                "manager",
                "--analyst",
                "A. Analyst",
                "--case-number",
                "2026-17");
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(Files.readString(file))
                .contains("for A. Analyst")
                .containsSubsequence(
                        "Case 2026", "## What happened", "## What it means", "## Since when", "## Affected", "## Next")
                .doesNotContain("## Process tree");
        assertThat(Files.readAllLines(file)).hasSizeLessThan(60);
    }

    @Test
    void aSignedReportIsVerifiedWithThePublicKeyAndAChangedOneIsNot() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path key = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
        Path mine = pem("PUBLIC KEY", pair.getPublic().getEncoded());
        Path other = pem(
                "PUBLIC KEY",
                KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        Path file = directory.resolve("c.html");
        Answer written = Answer.of("report", SAMPLE, "-o", file, "--for", "court", "--sign", key);
        assertThat(written.status()).as(written.err()).isZero();

        assertThat(Answer.of("verify", "--key", mine, file))
                .isEqualTo(new Answer(0, file + ": intact: signed with this key, not changed since\n", ""));
        assertThat(Answer.of("verify", "--key", other, file).status()).isEqualTo(1);
        assertThat(Answer.of("verify", file).err()).contains("--key");
        assertThat(Answer.of("verify", file).status()).isEqualTo(2);
        Files.writeString(file, Files.readString(file).replace("updater", "Updater"));
        Answer changed = Answer.of("verify", "--key", mine, file);
        assertThat(changed.status()).isEqualTo(1);
        assertThat(changed.out()).contains("not what was signed with this key");
    }

    private Path pem(String kind, byte[] encoded) throws IOException {
        Path file = Files.createTempFile(directory, "key", ".pem");
        return Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END "
                        + kind + "-----\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --for king                | analyst, manager or court, not 'king'
            --sign no.key             | there is no key no.key
            --analyst LONG            | --analyst takes one line
            --case-number LONG        | --case-number takes one line
            """)
    void whatItCannotBeToldIsSaid(String options, String said) {
        List<Object> line = new ArrayList<>(List.of("report", SAMPLE, "-o", directory.resolve("r.md")));
        line.addAll(List.of(options.replace("LONG", "x".repeat(101)).split(" ")));
        Answer answer = Answer.of(line.toArray());
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains(said);
        assertThat(directory.resolve("r.md")).doesNotExist();
    }

    @Test
    void aFileThatIsNoKeySignsNothing() throws IOException {
        Path key = Files.writeString(directory.resolve("no.key"), "no key");
        Answer answer = Answer.of("report", SAMPLE, "-o", directory.resolve("r.md"), "--sign", key);
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).contains(key.toString()).hasLineCount(1);
        assertThat(directory.resolve("r.md")).doesNotExist();
    }
}
