package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import lanner.investigation.casework.CaseFile.AlertKey;
import lanner.investigation.casework.CaseFile.EventKey;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an investigator writes down survives, and nothing in the file is ever taken away. */
class CaseFileTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T10:00:00Z"), ZoneOffset.UTC);
    private static final EventKey EVENT = new EventKey(0, 17);
    private static final AlertKey ALERT = new AlertKey(EVENT, "A rule: \"quoted\"");

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("x.lanner-case");
    }

    private CaseFile open() throws IOException {
        return CaseFile.open(file, CLOCK);
    }

    @Test
    void aLinkInItsPlaceIsNeitherReadNorWritten() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "precious");
        Files.createSymbolicLink(file, other);
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("not a link");

        Files.delete(file);
        CaseFile written = open();
        Files.createSymbolicLink(file, other);
        assertThatThrownBy(() -> written.filtered("a", 1)).isInstanceOf(IOException.class);
        assertThat(other).hasContent("precious");
    }

    @Test
    void everythingSurvives() throws IOException {
        CaseFile written = open();
        written.opened("x.lanner", "abc");
        written.bookmark(EVENT, Optional.of("look ünï 漢字 \"here\"\n\\ \u202e"));
        written.bookmark(new EventKey(1, 4_000_000_000L), Optional.of(""));
        written.judge(ALERT, Optional.of(new Judgement(Verdict.FALSE_POSITIVE, "our own backup")));
        written.filtered("proc.name = cat", 12);
        written.filtered("evt.type = openat", 3);
        written.filtered("proc.name = cat", 12);
        written.exported("report.html");

        CaseFile read = open();
        assertThat(read.bookmarks()).isEqualTo(written.bookmarks()).hasSize(2);
        assertThat(read.bookmarks()).containsEntry(EVENT, "look ünï 漢字 \"here\"\n\\ \u202e");
        assertThat(read.judgements()).isEqualTo(Map.of(ALERT, new Judgement(Verdict.FALSE_POSITIVE, "our own backup")));
        assertThat(read.filters()).containsExactly("evt.type = openat", "proc.name = cat");
        assertThat(read.log()).isEqualTo(written.log()).hasSize(8);
        assertThat(read.unread()).isZero();
    }

    @Test
    void eachLineSaysWhoWroteItAndADecisionWhen() throws IOException {
        CaseFile written = open();
        written.bookmark(EVENT, Optional.of("nobody yet"));
        written.analyst(" J\u00e9r\u00f4me B. ");
        written.judge(ALERT, Optional.of(new Judgement(Verdict.ACCEPTED, "")));
        written.numbered("2026-0417 \u6f22");
        CaseFile read = open();
        assertThat(read.analysts()).containsExactly(Map.entry("J\u00e9r\u00f4me B.", 2));
        assertThat(read.hand(ALERT))
                .contains(new Hand("J\u00e9r\u00f4me B.", Optional.of(Instant.parse("2026-11-25T10:00:00Z"))));
        assertThat(read.hand(ALERT).orElseThrow().words()).isEqualTo("J\u00e9r\u00f4me B., 2026-11-25T10:00:00Z");
        assertThat(read.number()).isEqualTo("2026-0417 \u6f22");
        assertThat(Files.readAllLines(file).get(0)).doesNotContain("\"by\"");
        read.judge(ALERT, Optional.empty());
        assertThat(read.hand(ALERT)).isEmpty();
    }

    @Test
    void aFileOfAnEarlierVersionIsReadWithoutHands() throws IOException {
        Files.writeString(file, """
                {"at":"2026-11-25T10:00:00Z","do":"bookmark","capture":0,"event":3,"note":"later"}
                {"at":"2026-11-25T10:00:01Z","do":"bookmark","capture":0,"event":1,"note":"earlier"}
                {"at":"whenever","do":"judge","capture":0,"event":17,"rule":"R","verdict":"accepted","note":""}
                """);
        CaseFile read = open();
        assertThat(read.unread()).isZero();
        assertThat(read.analysts()).isEmpty();
        assertThat(read.number()).isEmpty();
        assertThat(read.tags()).isEmpty();
        assertThat(read.hand(new AlertKey(EVENT, "R"))).contains(new Hand("", Optional.empty()));
        assertThat(read.narrative())
                .as("bookmarks in the order in which they were set")
                .containsExactly(new Passage.Event(new EventKey(0, 3)), new Passage.Event(new EventKey(0, 1)));
    }

    @Test
    void tagsAreOfTheCaseAndOnItsEvents() throws IOException {
        CaseFile written = open();
        written.tagLook(new Tag("loot", "L", "orange"));
        written.tagLook(new Tag("c2 \u6f22", "C", "blue"));
        written.tag(EVENT, "c2 \u6f22", true);
        written.tag(EVENT, "loot", true);
        written.tag(new EventKey(0, 18), "loot", true);
        written.tag(new EventKey(0, 18), "loot", false);
        written.tagLook(new Tag("loot", "X", "green"));
        CaseFile read = open();
        assertThat(read.tags()).containsExactly(new Tag("loot", "X", "green"), new Tag("c2 \u6f22", "C", "blue"));
        assertThat(read.tags(EVENT)).extracting(Tag::letter).containsExactly("C", "X");
        assertThat(read.tags(new EventKey(0, 18))).isEmpty();
        assertThat(read.tagged("loot")).containsExactly(EVENT);
        read.noTag("loot");
        assertThat(read.tags(EVENT)).extracting(Tag::letter).containsExactly("C");
        assertThat(read.tagged("loot")).isEmpty();
        assertThat(read.unread()).isZero();
    }

    @Test
    void asItIsItStaysWhateverIsWrittenAfterwards() throws IOException {
        CaseFile written = open();
        written.analyst("Ann");
        written.bookmark(EVENT, Optional.of("one"));
        CaseFile kept = written.asItIs();
        written.bookmark(EVENT, Optional.empty());
        written.numbered("17");
        assertThat(kept.bookmarks()).containsEntry(EVENT, "one");
        assertThat(kept.number()).isEmpty();
        assertThat(kept.log()).hasSize(1);
        assertThat(kept.analyst()).isEqualTo("Ann");
        assertThat(kept.file()).isEqualTo(file);
    }

    @Test
    void takingBackAddsALineAndTakesNoneAway() throws IOException {
        CaseFile written = open();
        written.bookmark(EVENT, Optional.of("one"));
        written.judge(ALERT, Optional.of(new Judgement(Verdict.ESCALATED, "")));
        String before = Files.readString(file);
        written.bookmark(EVENT, Optional.empty());
        written.judge(ALERT, Optional.empty());

        assertThat(Files.readString(file)).startsWith(before).hasLineCount(4);
        assertThat(open().bookmarks()).isEmpty();
        assertThat(open().judgements()).isEmpty();
    }

    @Test
    void eachLineSaysWhenInUtc() throws IOException {
        open().filtered("x", 0);
        assertThat(Files.readString(file))
                .isEqualTo("{\"at\":\"2026-11-25T10:00:00Z\",\"do\":\"filter\",\"text\":\"x\",\"events\":0}\n");
    }

    @Test
    void aFileIsBegunWithTheFirstThingToSay() throws IOException {
        open();
        assertThat(file).doesNotExist();
    }

    @Test
    void linesOfALaterVersionAreKeptAndCounted() throws IOException {
        String later = "{\"at\":\"2030-01-01T00:00:00Z\",\"do\":\"hologram\",\"of\":17}\n";
        Files.writeString(file, later);
        CaseFile read = open();
        read.bookmark(EVENT, Optional.of("kept"));
        assertThat(read.unread()).isEqualTo(1);
        assertThat(Files.readString(file)).startsWith(later);
        assertThat(open().bookmarks()).containsEntry(EVENT, "kept");
    }

    @Test
    void hostileLinesDoNoHarm() throws IOException {
        List<String> lines = List.of(
                "",
                "null",
                "[]",
                "{",
                "{}",
                "\"do\"",
                "{\"do\":7}",
                "{\"do\":\"bookmark\"}",
                "{\"do\":\"bookmark\",\"capture\":-1,\"event\":1,\"note\":\"x\"}",
                "{\"do\":\"bookmark\",\"capture\":99,\"event\":1,\"note\":\"x\"}",
                "{\"do\":\"bookmark\",\"capture\":1e99,\"event\":1,\"note\":\"x\"}",
                "{\"do\":\"bookmark\",\"capture\":0,\"event\":\"1\",\"note\":\"x\"}",
                "{\"do\":\"judge\",\"capture\":0,\"event\":1}",
                "{\"do\":\"judge\",\"capture\":0,\"event\":1,\"rule\":[],\"verdict\":\"accepted\"}",
                "{\"do\":\"filter\",\"text\":{}}",
                "{\"do\":\"tag\",\"capture\":0,\"event\":1,\"tag\":\"unknown\",\"set\":true}",
                "{\"do\":\"tag-look\",\"tag\":\"\\u001b[2J\",\"letter\":\"L\",\"colour\":\"orange\"}",
                "{\"do\":\"tag-look\",\"tag\":\"x\",\"letter\":\"<\",\"colour\":\"orange\"}",
                "{\"do\":\"tag-look\",\"tag\":[],\"letter\":\"L\",\"colour\":\"orange\"}",
                "{\"do\":\"number\",\"text\":\"two\\nlines\"}",
                "{\"do\":\"text\",\"place\":7,\"was\":null,\"text\":\"x\"}",
                "{\"do\":\"text\",\"place\":0,\"was\":\"x\",\"text\":\"y\"}",
                "{\"do\":\"text\",\"place\":0,\"was\":null,\"text\":null}",
                "{\"do\":\"move\",\"from\":0,\"to\":99999999999}",
                "{\"do\":\"order\",\"places\":[0,0]}",
                "{\"do\":\"order\",\"places\":[4294967296]}",
                "{\"do\":\"order\",\"places\":\"0\"}",
                "[".repeat(100_000),
                "{\"do\":".repeat(50_000),
                "\u0000\u001b[2J",
                "{\"do\":\"filter\",\"text\":\"fine\",\"events\":1}");
        Files.writeString(file, String.join("\n", lines), StandardCharsets.UTF_8);
        CaseFile read = open();
        assertThat(read.bookmarks()).isEmpty();
        assertThat(read.judgements()).isEmpty();
        assertThat(read.filters()).containsExactly("fine");
        assertThat(read.unread()).isEqualTo(lines.size() - 2);
    }

    @Test
    void aLineThatWasCutOffDoesNotSwallowTheNext() throws IOException {
        open().bookmark(EVENT, Optional.of("whole"));
        String whole = Files.readString(file);
        Files.writeString(file, whole + whole.substring(0, 30));
        open().bookmark(new EventKey(0, 18), Optional.of("after"));
        CaseFile read = open();
        assertThat(read.bookmarks()).containsEntry(EVENT, "whole").containsEntry(new EventKey(0, 18), "after");
        assertThat(read.unread()).isEqualTo(1);
    }

    @Test
    void anyBytesAreReadWithoutAnException() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        CaseFile good = open();
        for (int i = 0; i < 20; i++) {
            good.bookmark(new EventKey(0, i), Optional.of("note " + i));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < 300; i++) {
            byte[] bad = whole.clone();
            for (int k = 0; k < 5; k++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bad);
            assertThat(open().bookmarks().size()).isBetween(10, 30);
        }
    }

    @Test
    void aFileThatIsFarTooLongIsRefused() throws IOException {
        try (var longFile = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            longFile.setLength((16L << 20) + 1);
        }
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("longer than 16 MB");
    }

    @Test
    void theFileStandsBesideItsCapture() {
        assertThat(CaseFile.besides(Path.of("/c/x.lanner"))).isEqualTo(Path.of("/c/x.lanner-case"));
        assertThat(CaseFile.besides(Path.of("/"))).isEqualTo(Path.of("/.lanner-case"));
        assertThat(CaseFile.besides(Path.of("/c/x.scap"))).isEqualTo(Path.of("/c/x.scap.lanner-case"));
        assertThat(CaseFile.besides(Path.of("/c/d/../x.lanner/"))).isEqualTo(Path.of("/c/x.lanner-case"));
    }
}
