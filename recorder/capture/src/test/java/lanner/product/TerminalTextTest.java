package lanner.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {
    private static final String HOSTILE = "a\u001b[31m\u009b2J\u202e\u0007\rb";
    private static final String SAFE = "a\\x1b[31m\\x9b2J\\u202e\\x07\\rb";

    @Test
    void showsWhatCouldCommandATerminalAsEscapes() {
        assertThat(TerminalText.visible(HOSTILE)).isEqualTo(SAFE);
        assertThat(TerminalText.visible("a\nb\tc")).isEqualTo("a\\nb\\tc");
        assertThat(TerminalText.visible("plain \u00e9 \ud83d\ude00")).isEqualTo("plain \u00e9 \ud83d\ude00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ::error::x            | \\x3a:error::x
            "  ::error::x"        | "  \\x3a:error::x"
            a::error::x           | a::error::x
            :error                | :error
            a##[error]x           | a##\\x5berror]x
            a###[error]##[x       | a###\\x5berror]##\\x5bx
            "a\n::error::x"       | a\\n::error::x
            #[x ::1               | #[x ::1
            """)
    void inAJobOfGithubNoTextIsACommandOfItsRunner(String text, String safe) {
        assertThat(TerminalText.visible(text, true)).isEqualTo(safe);
    }

    @Test
    void elsewhereColonsAndBracketsStayAsTheyAre() {
        assertThat(TerminalText.visible("::error::x ##[error]", false)).isEqualTo("::error::x ##[error]");
    }

    @Test
    void writesMessagesOfSeveralLinesAndNothingElseThatMovesTheCursor() {
        StringWriter terminal = new StringWriter();
        PrintWriter messages = TerminalText.messages(terminal);
        messages.println("one\n\t" + HOSTILE);
        messages.print('\u001b');
        messages.write(new char[] {'x', '\u0008', 'y'}, 1, 2);
        messages.printf("%s", "\u001b]0;t\u0007");
        messages.flush();
        assertThat(terminal).hasToString("one\n\t" + SAFE + "\n\\x1b\\x08y\\x1b]0;t\\x07");
    }
}
