package lanner.viewer.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import lanner.capture.CaptureReader;
import lanner.capture.event.Event;
import lanner.viewer.model.Investigation;

/** A recording that is followed while it goes on: what frames cost, and how much later than it happened an event is shown. */
final class LiveBench {
    private static final int RATE = 20_000;
    private static final int SECONDS = 60;
    private static final int MOST_FRAMES = 100 * SECONDS;

    private final FrameCost cost = new FrameCost(MOST_FRAMES);
    private final long[] late = new long[MOST_FRAMES];
    private int frames;

    private LiveBench() {}

    static void measure(MainWindow window, Path capture) throws Exception {
        long used = ViewerBench.cpu();
        Process recorder = BenchRecorder.start(capture, RATE, SECONDS);
        try {
            try (CaptureReader begun = CaptureReader.follow(capture, recorder::isAlive)) {
                begun.next(new Event());
            }
            WindowThread.run(() -> window.open(List.of(capture), Optional.empty()));
            WindowThread.until(() -> window.investigation()
                    .filter(look -> look.total().get() > 0)
                    .isPresent());
            Investigation look = window.investigation().orElseThrow();
            LiveBench bench = WindowThread.of(LiveBench::new);
            bench.watch(look);
            int shown = WindowThread.of(() -> look.total().get());
            BenchTable.row(
                    String.format(Locale.ROOT, "%,d events a second followed for %d s, CPU a frame", RATE, SECONDS),
                    "5 / 12 ms",
                    bench.cost.text());
            BenchTable.row("how late the last event in view is: median, 95 %, most", "", bench.lateness());
            BenchTable.row(
                    "events in view at its end",
                    "",
                    String.format(
                            Locale.ROOT,
                            "%,d, %.0f s CPU of the whole program",
                            shown,
                            (ViewerBench.cpu() - used) / 1e9));
        } finally {
            recorder.destroy();
            recorder.waitFor();
        }
    }

    /** Looks at each frame until no more comes. */
    private void watch(Investigation look) throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        WindowThread.run(() -> new AnimationTimer() {
            @Override
            public void handle(long now) {
                if (look.indexingOver().get() || frames == MOST_FRAMES) {
                    stop();
                    ended.complete(true);
                    return;
                }
                cost.next();
                int shown = look.total().get();
                if (shown > 0) {
                    late[frames++] = FrameCost.wallNanos() - look.events().get().time(shown - 1);
                }
            }
        }.start());
        ended.get();
    }

    /** The first second, in which what was there before is read, does not count, nor the last, in which nothing comes. */
    private String lateness() {
        int aside = frames / SECONDS;
        long[] counted = Arrays.copyOfRange(late, aside, Math.max(aside, frames - aside));
        return String.format(
                Locale.ROOT,
                "%d, %d, %d ms",
                millis(FrameCost.percentile(counted, 50)),
                millis(FrameCost.percentile(counted, 95)),
                millis(FrameCost.percentile(counted, 100)));
    }

    private static long millis(double nanos) {
        return TimeUnit.NANOSECONDS.toMillis((long) nanos);
    }
}
