package lanner.viewer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
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
