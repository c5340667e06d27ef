package lanner.fleet.task;

import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** Reads captures one after the other and asks about their events. */
public final class CaptureTask implements FlatMapFunction<CaptureFile[], Found> {
    private static final long serialVersionUID = 1L;
    private static final String MOST_FAILURES = "spark.task.maxFailures";

    private final Question question;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final LongAccumulator bytes;
    private final LongAccumulator events;

    /**
     * @param hadoop how file systems are reached
     * @param bytes told of each capture's bytes when it has ended
     * @param events likewise
     */
    public CaptureTask(
            Question question,
            Broadcast<SerializableConfiguration> hadoop,
            LongAccumulator bytes,
            LongAccumulator events) {
        this.question = question;
        this.hadoop = hadoop;
        this.bytes = bytes;
        this.events = events;
    }

    @Override
    public Iterator<Found> call(CaptureFile[] files) {
        TaskContext task = TaskContext.get();
        Configuration configuration = hadoop.value().value();
        CaptureAnswers answers = new CaptureAnswers(
                List.of(files), question, configuration, isLastAttempt(task), task::isInterrupted, (file, seen) -> {
                    bytes.add(file.bytes());
                    events.add(seen);
                });
        task.addTaskCompletionListener((TaskCompletionListener) ended -> answers.close());
        return answers;
    }

    /** What fails now ends the whole job. */
    private static boolean isLastAttempt(TaskContext task) {
        String master = SparkEnv.get().conf().get("spark.master", "local");
        boolean once = master.equals("local") || master.startsWith("local[") && !master.contains(",");
        int most = once ? 1 : SparkEnv.get().conf().getInt(MOST_FAILURES, 4);
        return task.attemptNumber() + 1 >= most;
    }
}
