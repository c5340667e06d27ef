package lanner.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> NAMES = List.of("proc.name", "proc.pname", "fd.name", "evt.type", "tcp", "EPERM");

    @ParameterizedTest
    @CsvSource({
        "proc.nmae, proc.name",
        "proc.naem, proc.name",
        "proc.pnam, proc.pname",
        "PROC.NAME, proc.name",
        "ev.typ, evt.type",
        "TCP, tcp",
        "EPREM, EPERM",
        "tcpx, tcp",
        "nothing.like.it,",
        "proc.name, proc.pname",
        "x,",
        "'',"
    })
    void theNameThatDiffersLeastIsMeant(String word, String meant) {
        assertThat(Nearest.to(word, NAMES).orElse(null)).isEqualTo(meant);
        assertThat(Nearest.hint(word, NAMES)).isEqualTo(meant == null ? "" : "; did you mean '" + meant + "'?");
    }
}
