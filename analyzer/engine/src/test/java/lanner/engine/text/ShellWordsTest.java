package lanner.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordsTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            tar         | tar
            --a=b:c/d.e | --a=b:c/d.e
            my dir      | 'my dir'
            ``          | ''
            it's        | 'it'\\''s'
            $HOME       | '$HOME'
            a,b         | 'a,b'
            [           | '['
            ~           | '~'
            größe       | größe
            """)
    void aWordIsQuotedOnlyWhereAShellWouldReadItOtherwise(String word, String quoted) {
        assertThat(ShellWords.quote(word)).isEqualTo(quoted);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            -C~my dir~x~ | [-C, 'my dir', x]
            ~~           | ['', '']
            cut~off      | [cut, off]
            ``           | []
            """)
    void aListSaysWhereEachWordEnds(String list, String words) {
        assertThat(ShellWords.list(list.replace('~', '\0'))).isEqualTo(words);
    }

    @Test
    void bashReadsAnyBytesBackAsTheyWere() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "takes bash");
        Random random = new Random(12);
        StringBuilder script = new StringBuilder("printf '%").append("s\\0'");
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                word.append((char) (1 + random.nextInt(255)));
            }
            script.append(' ').append(ShellWords.quote(word.toString()));
            words.append(word).append('\0');
        }
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-s");
        builder.environment().put("LC_ALL", "C");
        Process bash = builder.start();
        try (var in = bash.getOutputStream()) {
            in.write(script.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo(words.toString());
    }
}
