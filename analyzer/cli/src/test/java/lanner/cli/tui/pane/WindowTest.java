package lanner.cli.tui.pane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lanner.cli.tui.desk.Desk;
import lanner.cli.tui.text.Look;
import lanner.investigation.AuditLog;
import lanner.investigation.Samples;
import lanner.investigation.casework.CaseEditor;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.casework.CaseFile.EventKey;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.investigation.casework.Tag;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keys, and what the window shows after them, on the sample of an install script. Whole screens are compared with
 * {@code src/test/resources/lanner/cli/tui}.
 */
class WindowTest {
    private static final Path SCREENS = Path.of("src/test/resources/lanner/cli/tui");
    private static final Look UNICODE = new Look(true, true);

    @TempDir
    Path directory;

    private Path sample;

    @BeforeEach
    void copySample() throws IOException {
        sample = Samples.copy(Samples.INSTALL_SCRIPT, directory);
    }

    /** {@code -Dlanner.golden=write} writes the expected screens anew; read the difference before it is kept. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            opened-80x24       | 80x24  | u | 1
            opened-120x40      | 120x40 | u | 1
            opened-200x50      | 200x50 | u | 1
            opened-ascii       | 80x24  | a | 1
            details-80x24      | 80x24  | u | 3 j ENTER
            details-120x40     | 120x40 | u | 3 j ENTER 1
            details-alone      | 80x24  | u | 3 j ENTER z
            processes-120x40   | 120x40 | u | 2
            filtered-80x24     | 80x24  | u | / proc.name_=_curl_and_evt.type_=_connect ENTER
            context-80x24      | 80x24  | u | / evt.type_=_connect ENTER c n n
            choices-80x24      | 80x24  | u | / evt.type_=_c TAB
            mistake-80x24      | 80x24  | u | / proc.nme_=_x_and_evt.num_>_1
            refused-80x24      | 80x24  | u | / proc.name ENTER
            goto-80x24         | 80x24  | u | :
            decided-120x40     | 120x40 | u | 3 j y j F known_updater ENTER
            help-80x24         | 80x24  | u | ?
            tiny-10x3          | 10x3   | u | a
            small-40x10        | 40x10  | u | a ENTER
            """)
    void theScreenIsAsExpected(String name, String size, String look, String keys) throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, new Look(true, look.equals("u")), sample)) {
            String[] sides = size.split("x");
            shown.resize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
            shown.press(keys);
            Path golden = SCREENS.resolve(name + ".txt");
            if ("write".equals(System.getProperty("lanner.golden"))) {
                Files.createDirectories(SCREENS);
                Files.writeString(golden, shown.text());
            }
            assertThat(shown.text())
                    .as("if that is right: the same test with -Dlanner.golden=write, then read git's difference")
                    .isEqualTo(Files.readString(golden));
        }
    }

    @Test
    void requestsOfAnAuditLogStandAmongTheEvents() throws IOException {
        Path[] both = AuditLog.incident(directory).toArray(new Path[0]);
        try (ShownWindow shown = ShownWindow.of(directory, UNICODE, both)) {
            shown.resize(200, 400).press("1 g j j j ENTER");
            assertThat(shown.text())
                    .containsPattern("4 +\\S+ +bob@example.org +create +101 +pods/exec shop/web-0")
                    .containsPattern("sh 7 +execve")
                    .containsPattern("list +403 Forbid")
                    .contains("create by bob@example.org", "Event, as JSON", "subresource: exec")
                    .doesNotContain("Process chain", "\u202e", "\u001b[31m");
            shown.press("1 p");
            assertThat(shown.text()).contains("a request to an API server is of no process");
        }
    }

    @Test
    void theScreenOfTheReadmeIsOne() throws IOException {
        assertThat(Files.readString(Path.of("../README.md")))
                .contains("```text\n"
                        + Files.readString(SCREENS.resolve("details-120x40.txt"))
                                .stripTrailing() + "\n```");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a                                     | 79
            a a                                   | 559
            a a A                                 | 79
            : 630 ENTER                           | 630
            : 18:27:02.38 ENTER                   | 642
            : +0.1 ENTER                          | 916
            : 2030-01-01_00:00 ENTER              | 929
            G                                     | 929
            G g                                   | 1
            / evt.type_=_connect ENTER n n        | 189
            / evt.type_=_connect ENTER c n n N    | 186
            / evt.type_=_connect ENTER G ESCAPE   | 877
            3 j j ENTER                           | 581
            3 u ENTER                             | 559
            """)
    void keysLeadToAnEvent(String keys, long number) throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, UNICODE, sample)) {
            shown.press(keys);
            Desk desk = shown.desk;
            assertThat(desk.events().number(desk.row())).isEqualTo(number);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            : 99999 ENTER                       | there is no event 99999
            : soon ENTER                        | neither a number nor a time
            : 25:99 ENTER                       | there is no such time: 25:99
            n                                   |
            / evt.type_=_connect ENTER G n      | no later event matches
            g A                                 | no earlier event raised an alert
            G a                                 | no later event raised an alert
            c                                   | there is no filter
            3 y                                 | choose an alert, not the line of its rule
            3 r                                 | nothing to take back
            4 ENTER                             | no value stands on this line
            / proc.name_=_nosuch ENTER          | no event matches; Esc takes the filter away
            """)
    void whatCannotBeDoneIsSaid(String keys, String said) throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, UNICODE, sample)) {
            shown.press(keys);
            assertThat(shown.text()).contains(said == null ? "lanner" : said);
        }
    }

    @Test
    void decisionsAndFiltersGoToTheCaseFileAndAreTakenBack() throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, UNICODE, sample)) {
            shown.press("3 j y j E ask_sam ENTER");
            assertThat(shown.caseFile.judgements().values())
                    .containsExactly(new Judgement(Verdict.ACCEPTED, ""), new Judgement(Verdict.ESCALATED, "ask sam"));
            shown.press("r");
            assertThat(shown.caseFile.judgements()).hasSize(1);
            shown.press("k d 1 / evt.type_=_connect ENTER");
            assertThat(shown.caseFile.judgements()).isEmpty();
            assertThat(shown.caseFile.filters()).containsExactly("evt.type = connect");
        }
        CaseFile again = CaseFile.open(directory.resolve("x.lanner-case"), java.time.Clock.systemUTC());
        assertThat(again.log().get(0)).contains("\"do\":\"open\"").contains("not checked");
        assertThat(again.unread()).isZero();
    }

    @Test
    void tagsStandBehindTheNumberAndAreNamedInTheDetails() throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, UNICODE, sample).resize(120, 40)) {
            shown.press(": 559 ENTER");
            assertThat(shown.text()).as("without tags there is no column").containsPattern(">! 559 18:27");
            tag(shown, 559, new Tag("loot", "L", "vermilion"), new Tag("c2", "C", "no such colour"));
            shown.press("3 j ENTER");
            assertThat(shown.text())
                    .containsPattern(">! 559 CL  18:27")
                    .containsPattern("   558     18:27")
                    .containsPattern(">  ○ CL  cat 135")
                    .containsPattern("┊ C c2\n")
                    .containsPattern("┊ L loot\n");
            tag(shown, 559, new Tag("a", "1", "blue"), new Tag("b \u202e", "2", "blue"));
            shown.press("ENTER");
            assertThat(shown.text())
                    .as("four tags")
                    .containsPattern(">! 559 12\\+ 18:27")
                    .doesNotContain("\u202e");
            assertThat(shown.resize(40, 20).text()).containsPattern(">! 559 12\\+ openat");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTagHasItsColourWhereThereAreColours(boolean coloured) throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, new Look(coloured, true), sample)) {
            tag(shown, 559, new Tag("loot", "L", "vermilion"));
            shown.press(": 558 ENTER");
            AttributedString row = shown.window.screen().lines().stream()
                    .filter(line -> line.toString().contains(" 559 L "))
                    .findFirst()
                    .orElseThrow();
            AttributedStyle bold = AttributedStyle.BOLD;
            assertThat(row.styleAt(row.toString().indexOf("L")))
                    .isEqualTo(coloured ? bold.foreground(AttributedStyle.RED) : bold);
        }
    }

    private static void tag(ShownWindow shown, long event, Tag... tags) throws IOException {
        CaseEditor editor = new CaseEditor(shown.caseFile);
        for (Tag tag : tags) {
            assertThat(editor.tag(tag)).isPresent();
            assertThat(editor.tag(new EventKey(0, event), tag.name(), true)).isPresent();
        }
    }

    @Test
    void lookingAloneWritesNothing() throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, UNICODE, sample)) {
            shown.press("a ENTER 2 j 3 j ENTER 4 j z ? q :");
        }
        assertThat(directory.resolve("x.lanner-case")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            / user.na TAB                | / user.name
            / evt.typ TAB                | / evt.type
            / evt.type_con TAB           | / evt.type contains
            / evt.type_=_conn TAB        | / evt.type = connect
            / proc.name_=_upd TAB        | / proc.name = updater
            / a_ ^U evt.num_>_900        | / evt.num > 900
            """)
    void tabCompletes(String keys, String line) throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, UNICODE, sample)) {
            shown.press(keys);
            assertThat(shown.text().lines().toList().get(1)).isEqualTo(line);
        }
    }

    @Test
    void aValueOfTheDetailsBecomesAFilter() throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, UNICODE, sample).resize(120, 60)) {
            shown.press(": 559 ENTER ENTER 4");
            for (int lines = 0; lines < 2000 && !shown.text().contains("> proc.name: cat"); lines++) {
                shown.press("j");
            }
            shown.press("ENTER");
            assertThat(shown.text().lines().toList().get(1)).isEqualTo("/ proc.name = cat");
            shown.press("ENTER");
            assertThat(shown.desk.rows().size()).isEqualTo(38);
        }
    }

    @Test
    void aProcessWithItsChildrenOrAloneOrNeitherNarrowsTheEvents() throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, UNICODE, sample)) {
            Map<String, Integer> left = new java.util.LinkedHashMap<>();
            shown.press("2 j j j j");
            for (String key : new String[] {"ENTER", "ESCAPE", "o", "ESCAPE", "x"}) {
                shown.press(key);
                left.put(left.size() + " " + key, shown.desk.rows().size());
            }
            assertThat(left.toString()).isEqualTo("{0 ENTER=110, 1 ESCAPE=929, 2 o=82, 3 ESCAPE=929, 4 x=819}");
        }
    }

    @Test
    void severalCapturesAreOnOneAxis() throws IOException {
        Path other = Samples.copy("miner", directory);
        try (ShownWindow shown = ShownWindow.of(directory, UNICODE, sample, other)) {
            assertThat(shown.text()).contains("malicious-install-script.lanner and 1 more");
            assertThat(shown.press("G ENTER")).isEqualTo(Window.Outcome.GO_ON);
            assertThat(shown.resize(100, 40).text()).contains("of m");
        }
    }

    @ParameterizedTest
    @CsvSource({"q, LEAVE", "^C, INTERRUPTED", "^Z, SUSPEND", "^L, PAINT_ANEW", "/ q, GO_ON", "/ ^C, INTERRUPTED"})
    void keysThatTheTerminalHasToDoWith(String keys, Window.Outcome outcome) throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, UNICODE, sample)) {
            assertThat(shown.press(keys)).isEqualTo(outcome);
        }
    }
}
