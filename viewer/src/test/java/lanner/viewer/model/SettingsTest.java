package lanner.viewer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.Optional;
import lanner.viewer.model.NamedTexts.Named;
import lanner.viewer.paint.Theme;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final Settings settings = Settings.ofThisRun();

    @Test
    void thoseOfACaptureAreTheSameBothWays() {
        Settings same = settings.forCapture();
        settings.theme().set(Theme.DARK);
        assertThat(same.theme().get()).isEqualTo(Theme.DARK);
        same.scale().set(1.5);
        assertThat(settings.scale().get()).isEqualTo(1.5);
        assertThat(same.columns().add("proc.pname", 0)).isEmpty();
        assertThat(settings.columns().has("proc.pname")).isTrue();
        settings.colours().remove(0);
        assertThat(same.colours().list().get())
                .isEqualTo(settings.colours().list().get());
        assertThat(same.recent()).isSameAs(settings.recent());
    }

    @Test
    void areThereTheNextTime() {
        RecentCapturesTest.Kept kept = new RecentCapturesTest.Kept();
        Settings first = Settings.in(kept);
        first.forCapture().sizes().keep("explore-wide", 0.25, 0.7);
        first.window().set(Optional.of(new WindowBounds(-40, 20, 1200, 700, true)));
        first.layouts().save("mine", Layout.of(first));

        Settings next = Settings.in(kept);
        assertThat(next.sizes().of("explore-wide", 2).orElseThrow()).containsExactly(0.25, 0.7);
        assertThat(next.window().get()).contains(new WindowBounds(-40, 20, 1200, 700, true));
        assertThat(next.layouts().list().get()).extracting(Named::name).containsExactly("mine");
    }

    @Test
    void whatIsNoSettingIsPassedOver() {
        RecentCapturesTest.Kept kept = new RecentCapturesTest.Kept();
        kept.put("window", "1 2 many 4 true");
        kept.put("sizes", "explore 0.5 x\nalerts 0.4\n../../etc 1\n\n" + "a 1\n".repeat(1500));
        Settings settings = Settings.in(kept);
        assertThat(settings.window().get()).isEmpty();
        assertThat(settings.sizes().all().get()).containsOnlyKeys("alerts", "a");
    }

    @Test
    void whoListensToThoseOfACaptureEndsWithThem() throws InterruptedException {
        WeakReference<Object> listener = listening();
        for (int i = 0; i < 100 && listener.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(listener.get()).isNull();
        settings.scale().set(2);
        assertThat(settings.scale().get()).isEqualTo(2);
    }

    private WeakReference<Object> listening() {
        Settings same = settings.forCapture();
        byte[] screen = new byte[1 << 20];
        same.scale().addListener((property, before, now) -> screen[0]++);
        same.columns().list().addListener((property, before, now) -> screen[0]++);
        same.colours().on().addListener((property, before, now) -> screen[0]++);
        return new WeakReference<>(screen);
    }
}
