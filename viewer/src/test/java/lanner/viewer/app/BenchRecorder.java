package lanner.viewer.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import lanner.capture.kit.CaptureStory;

/**
 * A recorder of so many events a second, a process of its own. An event is written when its time has come, within some
 * milliseconds: what is left of the clock then is how late a reader sees it.
 */
public final class BenchRecorder {
    private static final long LOOK_AGAIN_NANOS = 2_000_000;

    private BenchRecorder() {}

    /** Arguments: the capture, events a second, seconds. */
    public static void main(String[] arguments) throws Exception {
        int rate = Integer.parseInt(arguments[1]);
        int all = rate * Integer.parseInt(arguments[2]);
        long began = FrameCost.wallNanos();
        try (CaptureStory written = CaptureStory.at(Path.of(arguments[0]), began)) {
            BenchFarm farm = new BenchFarm(written.every(TimeUnit.SECONDS.toNanos(1) / rate));
            int events = 0;
            while (events < all) {
                long due = (FrameCost.wallNanos() - began) * rate / TimeUnit.SECONDS.toNanos(1);
                events = farm.goOn((int) Math.min(all, due));
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
    }

    /** Begins one with the virtual machine's options of this process. */
    static Process start(Path capture, int rate, int seconds) throws IOException {
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        options.stream(),
                        Stream.of("-cp", System.getProperty("java.class.path"), BenchRecorder.class.getName()),
                        Stream.of(capture.toString(), Integer.toString(rate), Integer.toString(seconds)))
                .flatMap(part -> part)
                .toList();
        return new ProcessBuilder(command).inheritIO().start();
    }
}
