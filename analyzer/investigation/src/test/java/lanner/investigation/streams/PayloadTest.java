package lanner.investigation.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lanner.investigation.streams.Payload.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void writesTextLineByLineAndMakesItHarmless() {
        assertThat(Payload.lines(bytes("GET /\r\nHost: \u00e4\r\n\r\n\u001b[2J\u202eevil\tx"), Form.TEXT))
                .containsExactly("GET /", "Host: \u00e4", "", "\\x1b[2J\\u202eevil    x");
        assertThat(Payload.lines(new byte[0], Form.TEXT)).isEmpty();
    }

    @Test
    void breaksLongLinesBetweenCharacters() {
        List<String> lines = Payload.lines(bytes("x" + "\u00e4".repeat(100)), Form.TEXT);
        assertThat(lines).hasSize(2);
        assertThat(String.join("", lines)).isEqualTo("x" + "\u00e4".repeat(100));
    }

    @Test
    void writesHexWithItsCharacters() {
        assertThat(Payload.lines(bytes("0123456789abcdef\n\u00e4!"), Form.HEX))
                .containsExactly(
                        "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef",
                        "00000010  0a c3 a4 21                                       ...!");
    }

    @Test
    void writesADotForWhatCannotBeShown() {
        assertThat(Payload.lines(bytes("a\0\u00e4b\n"), Form.DOTTED)).containsExactly("a...b.");
    }

    @ParameterizedTest
    @EnumSource
    void countsAsManyLinesAsItWritesAndKnowsWhereEachByteStands(Form form) {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] data = new byte[random.nextInt(700)];
            random.nextBytes(data);
            IntStream.range(0, data.length).filter(i -> random.nextInt(30) == 0).forEach(i -> data[i] = '\n');
            List<String> lines = Payload.lines(data, form);
            assertThat(lines).as("round %d", round).hasSize(Payload.count(data, form));
            int before = 0;
            for (int offset = 0; offset < data.length; offset++) {
                int line = Payload.lineOf(data, form, offset);
                assertThat(line).isBetween(before, Math.min(before + 1, lines.size() - 1));
                before = line;
            }
        }
    }

    @Test
    void findsTextAndBytes() {
        byte[] data = bytes("One two ONE");
        assertThat(Payload.find(data, bytes("one"), 0, false)).isZero();
        assertThat(Payload.find(data, bytes("one"), 1, false)).isEqualTo(8);
        assertThat(Payload.find(data, bytes("one"), 0, true)).isEqualTo(-1);
        assertThat(Payload.wanted("hex:1f 8B").orElseThrow()).containsExactly(0x1f, 0x8b);
        assertThat(Payload.wanted("hex:1")).isEmpty();
        assertThat(Payload.wanted("")).isEmpty();
        assertThat(Payload.wanted("\u00e4").orElseThrow()).containsExactly(0xc3, 0xa4);
    }
}
