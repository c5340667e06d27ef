package lanner.viewer.model;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.viewer.model.SavedFilters.Saved;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedFiltersTest {
    @Test
    void areThereTheNextTimeByName() {
        RecentCapturesTest.Kept kept = new RecentCapturesTest.Kept();
        SavedFilters filters = SavedFilters.in(kept);

        assertThat(filters.save("peers", "evt.type = connect")).isEmpty();
        assertThat(filters.save(" caf\u00e9 ", "fd.name contains \"\u65e5\"\nor fd.num = 3"))
                .isEmpty();
        assertThat(filters.save("gone", "evt.num = 1")).isEmpty();
        filters.remove("gone");
        filters.save("peers", "evt.type in (connect, accept)");

        assertThat(SavedFilters.in(kept).list().get())
                .containsExactly(
                        new Saved("caf\u00e9", "fd.name contains \"\u65e5\"\nor fd.num = 3"),
                        new Saved("peers", "evt.type in (connect, accept)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``   | evt.num = 1 | name
            a\tb | evt.num = 1 | name
            a    | ``          | condition
            """)
    void whatCannotBeKeptIsRefused(String name, String condition, String why) {
        SavedFilters filters = SavedFilters.ofThisRun();
        assertThat(filters.save(name, condition).orElseThrow()).contains(why);
        assertThat(filters.list().get()).isEmpty();
    }

    @Test
    void thereIsAnEndToThem() {
        SavedFilters filters = SavedFilters.ofThisRun();
        for (int i = 0; i < SavedFilters.MOST; i++) {
            assertThat(filters.save("f" + i, "evt.num = " + i)).isEmpty();
        }
        assertThat(filters.save("one more", "evt.num = 1").orElseThrow()).contains("delete one");
        assertThat(filters.save("f7", "evt.num = 1")).isEmpty();
        assertThat(filters.save("f7", "x".repeat(SavedFilters.LONGEST_CONDITION + 1))
                        .orElseThrow())
                .contains("condition");
        assertThat(filters.list().get()).hasSize(SavedFilters.MOST);
    }
}
