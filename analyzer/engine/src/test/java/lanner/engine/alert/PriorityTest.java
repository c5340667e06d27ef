package lanner.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityTest {
    @ParameterizedTest
    @CsvSource({
        "WARNING, WARNING",
        "warning, WARNING",
        "Info, INFORMATIONAL",
        "INFORMATIONAL, INFORMATIONAL",
        "eMERGENCY, EMERGENCY"
    })
    void aNameIsReadInAnyLetterCase(String name, Priority priority) {
        assertThat(Priority.of(name)).contains(priority);
    }

    @Test
    void otherNamesAreNone() {
        assertThat(Priority.of("warn")).isEmpty();
        assertThat(Priority.of("")).isEmpty();
    }

    @Test
    void severitiesAreSyslogsAndGraverOnesAreSmaller() {
        assertThat(Priority.values()).extracting(Priority::severity).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        for (Priority priority : Priority.values()) {
            assertThat(priority.atLeast(priority)).isTrue();
            assertThat(Priority.EMERGENCY.atLeast(priority)).isTrue();
            assertThat(Priority.DEBUG.atLeast(priority)).isEqualTo(priority == Priority.DEBUG);
        }
    }
}
