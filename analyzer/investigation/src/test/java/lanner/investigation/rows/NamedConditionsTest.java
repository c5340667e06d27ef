package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter may name the lists and macros of the rule files. */
class NamedConditionsTest {
    @TempDir
    static Path directory;

    private static Workspace workspace;

    @BeforeAll
    static void writeAndIndex() throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), Opened.RULE + """
                - list: compilers
                  items: [cc, ld]
                - macro: opens_etc
                  condition: evt.type = openat and fd.name startswith /etc
                - macro: by_make
                  condition: proc.pname = make
                """);
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").runs(7, 1, "make").forks(7, 8, "make").runs(8, 7, "cc");
            written.opens(7, 3, "/etc/passwd").opens(8, 3, "/etc/passwd").opens(8, 4, "/w/x.c");
        }
        workspace = Opened.workspace(directory, capture);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            opens_etc                                 | evt.type = openat and fd.name startswith /etc
            opens_etc and proc.name in (compilers)    | fd.name = /etc/passwd and proc.name = cc
            not opens_etc                             | not (evt.type = openat and fd.name startswith /etc)
            by_make and evt.type = openat             | proc.pname = make and evt.type = openat
            """)
    void findsWhatIsMeant(String named, String meant) throws IOException {
        assertThat(RowQuery.check(named, workspace).problem()).isEmpty();
        assertThat(Opened.rows(workspace, new RowQuery(named, RowFilter.NONE)))
                .isNotEmpty()
                .isEqualTo(Opened.rows(workspace, new RowQuery(meant, RowFilter.NONE)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            opens_etc                        | false
            proc.name in (compilers)         | false
            proc.name = cc or fd.num > 3     | false
            by_make                          | true
            opens_etc and by_make            | true
            proc.cmdline contains x          | true
            ''                               | false
            """)
    void saysWhatOnlyAReplayCanAnswer(String condition, boolean slow) {
        assertThat(RowQuery.check(condition, workspace))
                .isEqualTo(new RowQuery.Check(java.util.Optional.empty(), slow));
    }

    @Test
    void aNameThatIsNoneIsPointedAt() {
        RowQuery.Problem problem = RowQuery.check("proc.name in (compilers) and opens_usr", workspace)
                .problem()
                .orElseThrow();
        assertThat(problem.message()).contains("opens_usr");
        assertThat(problem.from()).isEqualTo(29);
        assertThat(problem.to()).isEqualTo(38);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            op|                    ; opens_etc ; macro: evt.type = openat and fd.name startswith /etc
            not by|                ; by_make   ; macro: proc.pname = make
            proc.name in (co|      ; compilers ; list: cc, ld
            evt.type pmatch (c|    ; compilers ; list: cc, ld
            """)
    void completionOffersThem(String marked, String offered, String note) {
        int caret = marked.indexOf('|');
        assertThat(new Completion()
                        .at(marked.replace("|", ""), caret, workspace.events(), workspace.conditions())
                        .choices())
                .contains(new Completion.Choice(offered, note));
    }
}
