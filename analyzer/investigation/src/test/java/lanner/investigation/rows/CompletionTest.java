package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.Events;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may come next in a condition. */
class CompletionTest {
    @TempDir
    static Path directory;

    private static Events events;

    private final Completion completion = new Completion();

    @BeforeAll
    static void writeAndIndex() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").runs(7, 1, "make").forks(7, 8, "make").runs(8, 7, "cc");
            written.opens(8, 3, "/etc/passwd").opens(8, 4, "/w/a b.c").opens(8, 3, "/etc/passwd");
            written.opens(8, 5, CaptureStory.bytes("/w/ünï"));
        }
        events = Opened.session(directory, capture).index();
    }

    /** The text with a bar where the caret stands; what is replaced; a choice that is offered, or none. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            proc.na|                            ; proc.na   ; proc.name
            evt.type = openat and fd.n|         ; fd.n      ; fd.name
            not fd.n|                           ; fd.n      ; fd.name
            (fd.nu|                             ; fd.nu     ; fd.num
            proc.name = c|                      ; c         ; cc
            proc.name=c|                        ; c         ; cc
            proc.name in (make, c|              ; c         ; cc
            proc.name = CC|                     ; CC        ; cc
            evt.type = op|                      ; op        ; openat
            fd.name = pass|                     ; pass      ; /etc/passwd
            fd.name = "pass|                    ; "pass     ; /etc/passwd
            fd.name startswith /w|              ; /w        ; "/w/a b.c"
            fd.name contains ü|                 ; ü         ; "/w/ünï"
            proc.exepath = |                    ; ''        ; /usr/bin/cc
            proc.name st|                       ; st        ; startswith
            proc.name ex|                       ; ex        ; exists
            proc.name = cc an|                  ; an        ; and
            proc.nam| = cc                      ; proc.nam  ; proc.name
            """)
    void offersWhatFits(String marked, String replaced, String offered) {
        int caret = marked.indexOf('|');
        String text = marked.replace("|", "");
        Completion.Offer offer = completion.at(text, caret, events);
        assertThat(text.substring(offer.from(), offer.to())).isEqualTo(replaced);
        assertThat(offer.choices()).extracting(Completion.Choice::text).contains(offered);
    }

    @Test
    void valuesComeWithTheirCountsTheCommonestFirst() {
        Completion.Offer offer = completion.at("fd.name = etc", 13, events);
        assertThat(offer.choices()).containsExactly(new Completion.Choice("/etc/passwd", "2"));
        assertThat(completion.at("proc.name = ", 12, events).choices())
                .extracting(Completion.Choice::text)
                .startsWith("cc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = "nosuch.field = x|; fd.cport = 4|; '|'; ')))|'; proc.name = \"|")
    void nonsenseIsNoTrouble(String first, String second, String third, String fourth, String fifth) {
        for (String marked : List.of(first, second, third, fourth, fifth)) {
            int caret = marked.indexOf('|');
            Completion.Offer offer = completion.at(marked.replace("|", ""), caret, events);
            assertThat(offer.from()).isBetween(0, caret);
            assertThat(offer.choices().size()).isLessThanOrEqualTo(60);
        }
    }

    @Test
    void whatIsWrittenForAValueFindsIt() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<String> nasty = List.of(
                "/plain",
                "/with space",
                "/quote\"and'tick",
                "/back\\slash",
                "/ends with\\",
                "/new\nline\ttab",
                "/\u001b[31mred",
                "/del\u007f",
                CaptureStory.bytes("/ünïcødé/漢字"),
                CaptureStory.bytes("/right\u202eto left"),
                CaptureStory.bytes("/zero\u200bwidth"),
                "/not\u00ffutf\u00c3",
                "/star*question?[set]",
                "/comma,(paren)=<>!",
                "/and or not in exists");
        Path capture = directory.resolve("nasty.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "cat");
            for (String path : nasty) {
                written.opens(7, 3, path);
            }
            for (int i = 0; i < 150; i++) {
                StringBuilder path = new StringBuilder("/r" + i + "/");
                random.ints(1 + random.nextInt(12), 1, 256)
                        .filter(c -> c != '/' && c != '.')
                        .forEach(c -> path.append((char) c));
                written.opens(7, 3, path.toString());
            }
        }
        Workspace workspace = Opened.workspace(directory, capture);
        Events found = workspace.events();
        for (int row = 0; row < found.rows(); row++) {
            String value = found.name(found.nameId(row));
            String condition = Completion.comparison("fd.name", value);
            assertThat(condition.chars()).as(condition).noneMatch(c -> c < 32 || c == 0x202E);
            assertThat(RowQuery.problem(condition)).as(condition).isEmpty();
            assertThat(Opened.rows(workspace, new RowQuery(condition, RowFilter.NONE)))
                    .as(condition)
                    .containsExactly(row);
        }
    }
}
