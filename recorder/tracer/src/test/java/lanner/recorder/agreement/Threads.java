package lanner.recorder.agreement;

import java.io.File;

/** A program of threads that ask for files. It uses nothing of the test's. */
final class Threads {
    private Threads() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            File file = new File("/no/such/file/" + i);
            threads[i] = new Thread(() -> ask(file));
            threads[i].start();
        }
        for (Thread each : threads) {
            each.join();
        }
        // The JVM of JDK 25 reads its release file once, in a task that comes some time after the start.
        Thread.sleep(2000);
    }

    private static void ask(File file) {
        long length = 0;
        for (int i = 0; i < 50; i++) {
            length += file.length();
        }
        if (length != 0) {
            throw new IllegalStateException(file + " is there");
        }
    }
}
