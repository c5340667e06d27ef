package lanner.viewer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
    private final Settings settings = Settings.ofThisRun();

    @Test
    void comesBackAsItWas() {
        settings.scale().set(1.4);
        settings.density().set(Density.COMPACT);
        settings.columns().add("proc.pname", 2);
        settings.columns().width(2, 222);
        settings.sizes().keep("explore", 0.4);
        String wide = Layout.of(settings);

        settings.scale().set(0.8);
        settings.density().set(Density.COMFORTABLE);
        settings.columns().reset();
        settings.sizes().reset();
        settings.sizes().keep("alerts-beside", 0.2);
        Layout.apply(settings, wide);

        assertThat(Layout.of(settings)).isEqualTo(wide);
        assertThat(settings.columns().list().get().get(2).width()).isEqualTo(222);
        assertThat(settings.sizes().all().get()).containsOnlyKeys("explore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "scale 9999", "rows LARGE", "scale NaN\nrows \ncolumn\nsize", "column nosuch.field 12"})
    void whatIsNoLayoutChangesNothing(String text) {
        String before = Layout.of(settings);
        Layout.apply(settings, text);
        assertThat(Layout.of(settings)).isEqualTo(before);
    }

    @Test
    void theLargestIsShortEnoughToBeKept() {
        for (int i = 0; settings.columns().list().get().size() < 40; i++) {
            assertThat(settings.columns().add("proc.aname[" + (i + 1) + "]", i)).isEmpty();
        }
        for (int i = 0; i < 40; i++) {
            settings.sizes().keep("columns-of-a-list-with-a-name-" + i, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
        assertThat(settings.layouts().save("all", Layout.of(settings))).isEmpty();
    }
}
