package lanner.cli.tui.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import lanner.product.TerminalText;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What text of anybody becomes before it reaches a terminal, and how many columns it takes. */
class ShownTextTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            plain                | true  | plain              | 5
            a\u001b[2Jb          | true  | a\\x1b[2Jb         | 9
            a\u009b31m           | true  | a\\x9b31m          | 8
            \u202egnp.exe        | true  | \\u202egnp.exe     | 13
            a\u200db             | true  | a\\xe2\\x80\\x8db  | 14
            \u4e2d\u6587x        | true  | \u4e2d\u6587x      | 5
            \u4e2d\u6587x        | false | \\xe4\\xb8\\xad\\xe6\\x96\\x87x | 25
            e\u0301x             | true  | e\u0301x           | 2
            e\u0301x             | false | e\\xcc\\x81x       | 10
            \u0301x              | true  | \\xcc\\x81x        | 9
            e\u0301\u0301\u0301x | true  | e\u0301\u0301\\xcc\\x81x | 10
            \ud83d\ude00         | true  | \ud83d\ude00       | 2
            \ud83d\udc4d\ud83c\udffd | true | \ud83d\udc4d\\xf0\\x9f\\x8f\\xbd | 18
            a\ud83d              | true  | a\\ud83d           | 7
            \ufffd               | true  | \ufffd             | 1
            """)
    void whatCouldMoveTheCursorOrTheColumnsIsAnEscape(String text, boolean unicode, String shown, int columns) {
        ShownText made = ShownText.of(text, 0, 100, unicode);
        assertThat(made).isEqualTo(new ShownText(shown, columns, text.length()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noCharacterAtAllDoesWhatItMustNot(boolean unicode) {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = "a" + Character.toString(c) + "b";
            ShownText made = ShownText.of(text, 0, 100, unicode);
            boolean isSafe = made.text().codePoints().noneMatch(TerminalText::isControl);
            int columns = made.text().codePoints().map(WCWidth::wcwidth).sum();
            boolean isAscii = made.text().chars().allMatch(each -> each >= 32 && each < 127);
            if (!isSafe || columns != made.columns() || !unicode && !isAscii) {
                fail("U+%04X is %s", c, made);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, ''", "2, \u4e2d", "3, \u4e2d", "4, \u4e2d\u6587", "9, \u4e2d\u6587"})
    void aWideCharacterIsNeverCutInHalf(int columns, String shown) {
        assertThat(ShownText.of("\u4e2d\u6587", 0, columns, true).text()).isEqualTo(shown);
    }

    @Test
    void aTextIsWrappedBehindSpacesAndCountedWhereItDoesNotFit() {
        assertThat(ShownText.wrapped("one two three fourteenletters x", 9, 9, true))
                .containsExactly("one two ", "three ", "fourteenl", "etters x");
        assertThat(ShownText.wrapped("a".repeat(1000), 10, 2, true))
                .containsExactly("a".repeat(10), "a".repeat(10), "(980 characters more)");
        assertThat(ShownText.wrapped("", 10, 2, true)).containsExactly("");
        assertThat(ShownText.wrapped("\u4e2d", 1, 2, true)).isEqualTo(List.of());
    }
}
