package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What READMEs show of commands on the sample captures is what these print; a line {@code …} stands for lines left out. */
class TranscriptTest {
    private static final Path ROOT = Path.of("../..");
    private static final String LEFT_OUT = "…";
    private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    /** A command and the lines that a README shows below it. */
    private record Shown(String command, List<String> lines) {
        @Override
        public String toString() {
            return command;
        }
    }

    @BeforeAll
    static void makeHome() throws IOException {
        TestedHome.make();
    }

    static Stream<Shown> commands() throws IOException {
        List<Shown> all = new ArrayList<>();
        for (String file : List.of("README.md", "analyzer/README.md")) {
            Path readme = ROOT.resolve(file);
            assumeThat(readme).as("the READMEs are beside the sources").exists();
            List<MatchResult> blocks =
                    BLOCK.matcher(Files.readString(readme)).results().toList();
            assertThat(blocks).as(file).isNotEmpty();
            for (MatchResult block : blocks) {
                for (String line : block.group(1).split("\n")) {
                    if (line.startsWith("$ ")) {
                        all.add(new Shown(line.substring(2), new ArrayList<>()));
                    } else {
                        all.get(all.size() - 1).lines().add(line);
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatIsShownIsWhatIsPrinted(Shown shown) {
        List<Object> words = new ArrayList<>();
        WORD.matcher(shown.command())
                .results()
                .forEach(word -> words.add(
                        word.group(1) != null
                                ? word.group(1)
                                : word.group(2).replaceFirst("^sample-captures/", ROOT + "/sample-captures/")));
        assertThat(words.remove(0)).isEqualTo("lanner");
        Answer answer = Answer.of(words.toArray());
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        List<String> printed = List.of(answer.out()
                .replace(ROOT + "/sample-captures/", "sample-captures/")
                .stripTrailing()
                .split("\n"));
        int at = 0;
        boolean gap = false;
        for (String line : shown.lines()) {
            if (line.equals(LEFT_OUT)) {
                gap = true;
                continue;
            }
            int found = printed.subList(at, printed.size()).indexOf(line);
            assertThat(found).as("'%s' behind line %d", line, at).isNotNegative();
            assertThat(gap || found == 0)
                    .as("nothing is left out before '%s'", line)
                    .isTrue();
            at += found + 1;
            gap = false;
        }
        assertThat(gap || at == printed.size())
                .as("nothing is left out at the end")
                .isTrue();
    }
}
