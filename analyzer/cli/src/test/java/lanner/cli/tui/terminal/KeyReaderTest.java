package lanner.cli.tui.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import lanner.cli.tui.text.Key;
import org.jline.utils.NonBlockingReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a terminal sends, and the keys that it stands for. {@code ^[} is ESC, {@code {03}} the byte of that number. */
class KeyReaderTest {
    private static final Pattern CODE = Pattern.compile("\\{([0-9a-f]{2})}");

    /** All is there at once: what belongs together is not told by a clock. */
    private static final class TextReader extends NonBlockingReader {
        private final String text;
        private int at;

        TextReader(String text) {
            this.text = text;
        }

        @Override
        protected int read(long timeout, boolean isPeek) {
            int c = at < text.length() ? text.charAt(at) : EOF;
            at += isPeek ? 0 : 1;
            return c;
        }

        @Override
        public int readBuffered(char[] buffer, int offset, int length, long timeout) {
            throw new UnsupportedOperationException("keys are read one by one");
        }

        @Override
        public void close() {
            at = text.length();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ab              | a b
            ^[[A^[OB^[[5~x  | UP DOWN PAGE_UP x
            ^[[1~^[[4~^[OH  | HOME END HOME
            ^[[7~^[[8~^[[3~ | HOME END DELETE
            ^[[Z            | BACK_TAB
            ^[              | ESCAPE
            ^[^[            | ESCAPE ESCAPE
            ^[[15~a         | a
            ^[[[Aa          | a
            ^[[1;5Ca        | a
            ^[[<0;10;20Ma   | a
            ^[OPa           | a
            ^[xa            | ESCAPE x a
            ^[[             | none
            \u00e9\u4e2d    | \u00e9 \u4e2d
            \ud83d\ude00x   | \ud83d\ude00 x
            {03}{1a}{0c}    | ^C ^Z ^L
            {7f}{08}{0d}{0a}{09} | BACKSPACE BACKSPACE ENTER ENTER TAB
            """)
    void sequencesAreKeysOrNothing(String sent, String keys) throws IOException {
        KeyReader reader = new KeyReader(new TextReader(CODE.matcher(sent.replace("^[", "\u001b"))
                .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)))));
        StringJoiner read = new StringJoiner(" ");
        for (Optional<Key> key = reader.read(); key.isPresent(); key = reader.read()) {
            read.add(words(key.get()));
        }
        assertThat(read.length() == 0 ? "none" : read.toString()).isEqualTo(keys);
    }

    private static String words(Key key) {
        return switch (key.kind()) {
            case CHARACTER -> Character.toString(key.character());
            case CONTROL -> "^" + Character.toString(key.character());
            default -> key.kind().name();
        };
    }
}
