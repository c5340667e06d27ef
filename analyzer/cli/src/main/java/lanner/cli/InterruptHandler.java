package lanner.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lanner.product.ExitCode;

/**
 * Ctrl-C as a wish: the command sees it, ends cleanly with its report, and the process ends with 130. A second Ctrl-C, or
 * a command that does not come to its end, is not waited for longer than some seconds.
 */
final class InterruptHandler implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 40;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "lanner-interrupted");
    private volatile boolean wished;
    private volatile Runnable atOnce = () -> {};

    InterruptHandler() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupted() {
        wished = true;
        atOnce.run();
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("lanner: interrupted before everything was done");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Lanner.removeUnpacked();
        System.err.flush();
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
    }

    /** What to do as soon as the user asks to end, for work that cannot ask; on another thread. */
    void atOnce(Runnable action) {
        atOnce = action;
    }

    /** Whether the user has asked to end. */
    boolean wished() {
        return wished;
    }

    /** The command has ended, its report is written. */
    @Override
    public void close() {
        done.countDown();
        if (!wished) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
