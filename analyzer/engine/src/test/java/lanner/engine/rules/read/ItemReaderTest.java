package lanner.engine.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ItemReaderTest {
    private static final long SEED = Long.getLong("lanner.seed", 7);

    @Test
    void namesOfListsAndMacrosAreThoseThatTheExpressionsInTheWarningsMatch() {
        SplittableRandom random = new SplittableRandom(SEED);
        String characters = "azAZ09__-.()\"'=, \t\n\u000B\f\r\u00A0\u2028\u00E9";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(5); i > 0; i--) {
                name.append(characters.charAt(random.nextInt(characters.length())));
            }
            String text = name.toString();
            assertThat(ItemReader.isListName(text)).as(text).isEqualTo(text.matches("[^()\"'\\s=,]+"));
            assertThat(ItemReader.isMacroName(text)).as(text).isEqualTo(text.matches("[a-zA-Z]+[a-zA-Z0-9_]*"));
        }
    }
}
