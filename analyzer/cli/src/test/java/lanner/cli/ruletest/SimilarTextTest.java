package lanner.cli.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "was read (file=/a command=cat .ssh/id user=root) | command=dog .ssh/id | command=cat .ssh/id",
                "was read (command=doggy parent=sh)               | command=cat         | command=doggy",
                "was read (command=cat)                           | command=cat         | command=cat",
                "an outbound connection                           | an inbound connection | an outbound connection",
                "zzz                                              | abc                 | ''",
                "x                                                | longer than that x  | x",
            })
    void theNearestPieceIsFound(String text, String wanted, String piece) {
        assertThat(SimilarText.piece(text, wanted)).isEqualTo(piece);
    }
}
