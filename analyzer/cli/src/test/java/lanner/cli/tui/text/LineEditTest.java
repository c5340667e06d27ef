package lanner.cli.tui.text;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.cli.tui.text.Key.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line and a key make a line; {@code |} is the caret. */
class LineEditTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ab|c  ; x         ; abx|c
            ab|c  ; BACKSPACE ; a|c
            |abc  ; BACKSPACE ; |abc
            ab|c  ; DELETE    ; ab|
            abc|  ; DELETE    ; abc|
            ab|c  ; LEFT      ; a|bc
            |abc  ; LEFT      ; |abc
            ab|c  ; RIGHT     ; abc|
            abc|  ; RIGHT     ; abc|
            ab|c  ; HOME      ; |abc
            ab|c  ; END       ; abc|
            ab|c  ; ^A        ; |abc
            ab|c  ; ^K        ; ab|
            ab|c  ; ^U        ; |c
            a bc |; ^W        ; a |
            a\ud83d\ude00|b ; BACKSPACE ; a|b
            a|\ud83d\ude00b ; RIGHT     ; a\ud83d\ude00|b
            ab|c  ; UP        ; none
            ab|c  ; ^X        ; none
            """)
    void aKeyEditsTheLine(String before, String key, String after) {
        int caret = before.indexOf('|');
        LineEdit line = new LineEdit(before.replace("|", ""), caret);
        assertThat(line.press(key(key))
                        .map(now -> now.text().substring(0, now.caret()) + "|"
                                + now.text().substring(now.caret()))
                        .orElse("none"))
                .isEqualTo(after);
    }

    private static Key key(String name) {
        if (name.startsWith("^")) {
            return Key.control(name.charAt(1));
        }
        return name.length() == 1 ? Key.character(name.charAt(0)) : Key.of(Kind.valueOf(name));
    }
}
