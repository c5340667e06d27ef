package lanner.fleet;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Kills the worker that was the first to end a task, with what it had kept. */
public final class KillerOfOneWorker extends SparkListener {
    static final AtomicInteger ENDED = new AtomicInteger();
    static final AtomicInteger REMOVED = new AtomicInteger();
    static final AtomicInteger ENDED_AFTER_THE_FIRST_REMOVAL = new AtomicInteger();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        if (ENDED.getAndIncrement() == 0) {
            Cluster.killWorkerOf(end.taskInfo().executorId());
        }
        if (REMOVED.get() > 0) {
            ENDED_AFTER_THE_FIRST_REMOVAL.incrementAndGet();
        }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        REMOVED.incrementAndGet();
    }
}
