package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldTableTest {
    @Test
    void aRowIsMadeOfEachNameThatATableLists() {
        Set<String> names = new HashSet<>();
        for (FieldTable table : FieldTable.ALL) {
            List<FieldSpec> rows = table.rows();
            assertThat(rows).isNotEmpty().doesNotContainNull();
            for (FieldSpec row : rows) {
                assertThat(table.row(row.name())).isSameAs(row);
                assertThat(names.add(row.name())).as(row.name()).isTrue();
            }
        }
    }

    @Test
    void aTableMakesNoRowOfANameThatItDoesNotList() {
        for (FieldTable table : FieldTable.ALL) {
            for (String name : List.of("", "evt.", "evt.type.x", "proc.nam", "fd.names", "container.id ", "k8s.pod.")) {
                assertThat(table.row(name)).as(name).isNull();
            }
        }
    }

    @Test
    void aFieldIsFoundInTheTableThatListsIt() {
        StandardFields fields = new StandardFields();
        for (FieldSpec spec : fields.specs()) {
            assertThat(fields.isField(spec.name())).as(spec.name()).isTrue();
        }
    }
}
