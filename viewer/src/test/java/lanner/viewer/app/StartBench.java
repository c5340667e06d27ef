package lanner.viewer.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;

/**
 * How long it takes from the command to a window, and what that occupies: the launcher as people use it, seen from outside,
 * by the screen's pixels.
 */
final class StartBench {
    private static final int RUNS = 5;
    private static final long LOOK_AGAIN_NANOS = 10_000_000;
    private static final long STILL_NANOS = 1_500_000_000L;
    /** The launcher may have to build first. */
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(15);

    private static final long LEAVING_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** Text has many shades, a window without content or none at all has not. */
    private static final int MANY_COLOURS = 16;

    private final ProcessBuilder command;
    private final Robot robot;
    private final Rectangle2D screen;

    private StartBench(ProcessBuilder command, Robot robot, Rectangle2D screen) {
        this.command = command;
        this.robot = robot;
        this.screen = screen;
    }

    /** Of one run: nanoseconds to the first text, and to the last change of the picture; what was resident then. */
    private record Run(long drawn, long complete, String resident) {}

    /** @param scratch where the program keeps what is the user's */
    static void measure(Path launcher, Path sample, Path scratch) throws Exception {
        String notes = scratch.resolve("sample.lanner-case").toString();
        ProcessBuilder command = new ProcessBuilder(launcher.toString(), "view", sample.toString(), "--case", notes)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("view.log").toFile());
        Map<String, String> environment = command.environment();
        environment.put("XDG_CONFIG_HOME", scratch.resolve("config").toString());
        environment.put("XDG_DATA_HOME", scratch.resolve("data").toString());
        environment.put("LANNER_JAVA_OPTS", "-Dprism.order=sw");
        StartBench bench = WindowThread.of(
                () -> new StartBench(command, new Robot(), Screen.getPrimary().getBounds()));
        long began = System.nanoTime();
        // Builds what has changed, and after its window writes the archive of classes, for minutes on a busy machine.
        bench.once(PATIENCE_NANOS);
        BenchTable.row(
                "the first start and end of all, which makes the archive of classes", "", BenchTable.seconds(began));
        Run[] runs = new Run[RUNS];
        for (int i = 0; i < RUNS; i++) {
            runs[i] = bench.once(LEAVING_NANOS);
        }
        BenchTable.row(
                "from the command to a window of a sample, the first text",
                "1.5 s",
                median(Arrays.stream(runs).mapToLong(Run::drawn).toArray()));
        BenchTable.row(
                "from the command to the sample's whole picture",
                "",
                median(Arrays.stream(runs).mapToLong(Run::complete).toArray()));
        BenchTable.row("resident then", "250 MB", runs[RUNS - 1].resident);
    }

    private static String median(long[] nanos) {
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "%.2f s (%.2f to %.2f)",
                nanos[nanos.length / 2] / 1e9,
                nanos[0] / 1e9,
                nanos[nanos.length - 1] / 1e9);
    }

    /** @param leaving how long its end may take, in nanoseconds */
    private Run once(long leaving) throws Exception {
        long began = System.nanoTime();
        Process started = command.start();
        try {
            while (!isText(picture())) {
                check(started, began);
            }
            long drawn = System.nanoTime();
            int[] last = picture();
            long changed = drawn;
            while (System.nanoTime() - changed < STILL_NANOS) {
                check(started, began);
                int[] now = picture();
                if (!Arrays.equals(now, last)) {
                    last = now;
                    changed = System.nanoTime();
                }
            }
            String resident = BenchTable.resident(started.pid());
            leave();
            if (!started.waitFor(leaving, TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("the window does not close by Ctrl+Q");
            }
            return new Run(drawn - began, changed - began, resident);
        } finally {
            started.destroy();
            started.waitFor();
        }
    }

    private void check(Process started, long began) {
        if (!started.isAlive() || System.nanoTime() - began > PATIENCE_NANOS) {
            throw new IllegalStateException(
                    "no window came: " + command.redirectOutput().file());
        }
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }

    /** The middle of the screen's upper half, where a window has its menus and its first lines. */
    private int[] picture() throws ExecutionException, InterruptedException {
        int width = (int) screen.getWidth() / 2;
        int height = (int) screen.getHeight() / 3;
        return WindowThread.of(() -> {
            WritableImage image = robot.getScreenCapture(null, 0, 0, width, height);
            int wide = (int) image.getWidth();
            int high = (int) image.getHeight();
            int[] pixels = new int[wide * high];
            image.getPixelReader().getPixels(0, 0, wide, high, PixelFormat.getIntArgbInstance(), pixels, 0, wide);
            return pixels;
        });
    }

    private static boolean isText(int[] pixels) {
        return Arrays.stream(pixels).distinct().limit(MANY_COLOURS + 1).count() > MANY_COLOURS;
    }

    private void leave() throws ExecutionException, InterruptedException {
        WindowThread.run(() -> {
            robot.mouseMove(screen.getWidth() / 2, screen.getHeight() / 2);
            robot.keyPress(KeyCode.CONTROL);
            robot.keyPress(KeyCode.Q);
            robot.keyRelease(KeyCode.Q);
            robot.keyRelease(KeyCode.CONTROL);
        });
    }
}
