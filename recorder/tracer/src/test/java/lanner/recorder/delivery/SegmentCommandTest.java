package lanner.recorder.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentCommandTest {
    private static SegmentCommand command(String line) {
        return new SegmentCommand(SegmentCommand.words(line), 1, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        cp {} /to                   | cp|/to            | 3
        a  b\tc                     | a|c               | 3
        a 'b c' "d e"               | a|d e             | 3
        a 'b "c" \\d' "it's"        | a|it's            | 3
        a b\\ c                     | a|b c             | 2
        a "b\\"c\\x\\\\"            | a|b"c\\x\\        | 2
        a ''                        | a|``              | 2
        a pre'mid'"post"            | a|premidpost      | 2
        a $HOME `*` > x             | a|x               | 5
        """)
    void wordsAreThoseOfAShellThatExpandsNothing(String line, String first, String last, int count) {
        List<String> words = SegmentCommand.words(line);
        assertThat(words.get(0)).isEqualTo(first);
        assertThat(words.get(words.size() - 1)).isEqualTo(last == null ? "" : last);
        assertThat(words).hasSize(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "''", "cp 'x", "cp \"x", "cp x\\", "{} x", "run-{}"})
    void whatIsNoCommandIsRefused(String line) {
        assertThatThrownBy(() -> command(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePathStaysOneWordWhateverIsInIt() {
        Path segment = Path.of("/a b/$(reboot);'\"\n.cq4");
        assertThat(command("cp {} /to").line(segment)).containsExactly("cp", segment.toString(), "/to");
        assertThat(command("put --file={} {}").line(segment))
                .containsExactly("put", "--file=" + segment, segment.toString());
    }

    @Test
    void withoutAPlaceForItThePathIsTheLastWord() {
        assertThat(command("gzip -9").line(Path.of("/x.cq4"))).containsExactly("gzip", "-9", "/x.cq4");
    }
}
