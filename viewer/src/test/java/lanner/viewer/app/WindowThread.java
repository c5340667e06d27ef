package lanner.viewer.app;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/** Work on the window's thread, for benchmarks: it waits as long as it takes. */
final class WindowThread {
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private WindowThread() {}

    static void start() throws InterruptedException {
        CountDownLatch up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        up.await();
    }

    static <T> T of(Callable<T> work) throws ExecutionException, InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                answer.complete(work.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.get();
    }

    static void run(Runnable work) throws ExecutionException, InterruptedException {
        of(() -> {
            work.run();
            return 0;
        });
    }

    static void until(Callable<Boolean> condition) throws ExecutionException, InterruptedException {
        while (!of(condition)) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Does something before each of so many frames. */
    static void frames(int count, IntConsumer work) throws ExecutionException, InterruptedException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Platform.runLater(() -> new AnimationTimer() {
            private int number;

            @Override
            public void handle(long now) {
                if (number == count) {
                    stop();
                    done.complete(true);
                } else {
                    work.accept(number++);
                }
            }
        }.start());
        done.get();
    }
}
