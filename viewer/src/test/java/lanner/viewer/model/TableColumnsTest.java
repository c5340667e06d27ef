package lanner.viewer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns are added, moved, taken away, and come back as they were kept. */
class TableColumnsTest {
    private final TableColumns columns = new TableColumns();

    private List<String> ids() {
        return columns.list().get().stream().map(TableColumns.Column::id).toList();
    }

    @Test
    void theUsualOnesAreThere() {
        assertThat(ids())
                .containsExactly(
                        "number", "time", "process", "call", "result", "lanner.duration", "about", "arguments");
    }

    @Test
    void aColumnThatIsAddedStandsWhereItWasPut() {
        assertThat(columns.add("proc.aname[2]", 2)).isEmpty();
        assertThat(ids()).startsWith("number", "time", "proc.aname[2]", "process");
        assertThat(columns.add("proc.aname[2]", 0)).hasValue("there is a column proc.aname[2] already");
        columns.move(2, 0);
        assertThat(ids()).startsWith("proc.aname[2]", "number");
        columns.move(0, -1);
        columns.move(0, 99);
        assertThat(ids()).startsWith("proc.aname[2]", "number");
        columns.remove(0);
        assertThat(ids()).startsWith("number", "time", "process");
    }

    @ParameterizedTest
    @CsvSource({"proc.nam", "nothing", "evt.arg", "proc.name = x"})
    void whatIsNoFieldIsNoColumn(String text) {
        assertThat(columns.add(text, 0)).isPresent();
        assertThat(ids()).hasSize(8);
    }

    @Test
    void theLastColumnStays() {
        for (int i = 0; i < 20; i++) {
            columns.remove(0);
        }
        assertThat(ids()).containsExactly("arguments");
        columns.reset();
        assertThat(ids()).hasSize(8);
    }

    @Test
    void whatIsKeptComesBack() {
        columns.remove(0);
        columns.add("proc.env[A B]", 3);
        columns.width(3, 333.4);
        columns.width(0, 1);
        TableColumns again = new TableColumns();
        again.read(columns.written());
        assertThat(again.list().get()).isEqualTo(columns.list().get());
        assertThat(again.list().get().get(3)).isEqualTo(new TableColumns.Column("proc.env[A B]", 333));
        assertThat(again.list().get().get(0).width()).isEqualTo(TableColumns.LEAST_WIDTH);
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "'proc.gone 100'", "'call'", "'call -5'", "'call 999999999'"})
    void whatWasKeptAndSaysNothingLeavesTheUsualOnes(String kept) {
        columns.read(kept);
        assertThat(ids()).hasSize(8);
    }
}
