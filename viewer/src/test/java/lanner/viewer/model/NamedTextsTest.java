package lanner.viewer.model;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.viewer.model.NamedTexts.Kind;
import lanner.viewer.model.NamedTexts.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedTextsTest {
    @Test
    void areThereTheNextTimeByName() {
        RecentCapturesTest.Kept kept = new RecentCapturesTest.Kept();
        NamedTexts filters = NamedTexts.in(Kind.FILTER, kept);

        assertThat(filters.save("peers", "evt.type = connect")).isEmpty();
        assertThat(filters.save(" caf\u00e9 ", "fd.name contains \"\u65e5\"\nor fd.num = 3"))
                .isEmpty();
        assertThat(filters.save("gone", "evt.num = 1")).isEmpty();
        filters.remove("gone");
        filters.save("peers", "evt.type in (connect, accept)");

        assertThat(NamedTexts.in(Kind.FILTER, kept).list().get())
                .containsExactly(
                        new Named("caf\u00e9", "fd.name contains \"\u65e5\"\nor fd.num = 3"),
                        new Named("peers", "evt.type in (connect, accept)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``   | evt.num = 1 | name
            a\tb | evt.num = 1 | name
            a    | ``          | condition
            """)
    void whatCannotBeKeptIsRefused(String name, String condition, String why) {
        NamedTexts filters = NamedTexts.ofThisRun(Kind.FILTER);
        assertThat(filters.save(name, condition).orElseThrow()).contains(why);
        assertThat(filters.list().get()).isEmpty();
    }

    @Test
    void thereIsAnEndToThem() {
        NamedTexts filters = NamedTexts.ofThisRun(Kind.FILTER);
        for (int i = 0; i < NamedTexts.MOST; i++) {
            assertThat(filters.save("f" + i, "evt.num = " + i)).isEmpty();
        }
        assertThat(filters.save("one more", "evt.num = 1").orElseThrow()).contains("delete one");
        assertThat(filters.save("f7", "evt.num = 1")).isEmpty();
        assertThat(filters.save("f7", "x".repeat(Kind.FILTER.longest() + 1)).orElseThrow())
                .contains("condition");
        assertThat(filters.list().get()).hasSize(NamedTexts.MOST);
    }
}
