package lanner.recorder.os;

import java.util.function.Supplier;

/**
 * Buries the dead that nobody waits for. The first process of a PID namespace inherits every orphan of it (pid_namespaces(7)):
 * those of the recorded program are the tracer's, those of processes that came in from outside are nobody's.
 */
public final class Orphans {
    private static final int WNOHANG = 1;
    private static final int WALL = 0x40000000;
    private static final long EVERY_MILLIS = 1000;

    private final LibC libc = Native.LIBC;
    private final long status = Native.allocate(8).address();

    /**
     * Looks once a second, for as long as this process lives.
     *
     * @param dead children of this process that have ended and that nobody traces
     */
    public static void bury(Supplier<Iterable<Integer>> dead) {
        Orphans orphans = new Orphans();
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        for (int pid : dead.get()) {
                            if (!Subprocess.isOurs(pid)) {
                                orphans.libc.wait4(pid, orphans.status, WNOHANG | WALL, 0);
                            }
                        }
                        try {
                            Thread.sleep(EVERY_MILLIS);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                },
                "lanner-orphans");
        thread.setDaemon(true);
        thread.start();
    }
}
