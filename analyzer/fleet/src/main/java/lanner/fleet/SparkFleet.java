package lanner.fleet;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import lanner.cli.fleet.FleetException;
import lanner.cli.fleet.FleetListener;
import lanner.cli.fleet.FleetPlace;
import lanner.cli.fleet.FleetRules;
import lanner.cli.fleet.FleetSession;
import lanner.cli.input.InputException;
import lanner.engine.alert.Alert;
import lanner.fleet.task.AlertQuestion;
import lanner.fleet.task.CaptureFile;
import lanner.fleet.task.CaptureTask;
import lanner.fleet.task.Found;
import lanner.fleet.task.Question;
import lanner.fleet.task.SentRules;
import lanner.product.FileFailure;
import lanner.product.ScratchDirectory;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Captures, and Spark, which gives out the reading of them. */
final class SparkFleet implements FleetSession {
    /** The jars that workers need and Spark does not bring, separated by commas; set by the launcher. */
    private static final String JOB = "lanner.fleet.job";

    private static final int SHARES_OF_A_PROCESSOR = 4;
    private static final int LEAST_SHARES = 32;
    private static final int MOST_CAPTURES_OF_A_SHARE = 256;

    /** What a capture costs beside its bytes, in bytes. */
    private static final long COST_OF_A_CAPTURE = 256 << 10;

    private final ScratchDirectory scratch;
    private final JavaSparkContext spark;
    private final List<CaptureFile> files;
    private final LongAccumulator bytes;
    private final LongAccumulator events;
    private volatile boolean cancelled;

    private SparkFleet(ScratchDirectory scratch, JavaSparkContext spark, List<CaptureFile> files) {
        this.scratch = scratch;
        this.spark = spark;
        this.files = files;
        bytes = spark.sc().longAccumulator("bytes");
        events = spark.sc().longAccumulator("events");
    }

    static SparkFleet open(FleetPlace place) throws IOException, InputException, FleetException {
        ScratchDirectory scratch = ScratchDirectory.create("lanner-fleet-");
        JavaSparkContext spark = null;
        try {
            spark = new JavaSparkContext(SparkSession.builder()
                    .config(settings(place, scratch.path()))
                    .getOrCreate()
                    .sparkContext());
            return new SparkFleet(scratch, spark, CaptureFiles.find(place.paths(), spark.hadoopConfiguration()));
        } catch (InputException e) {
            end(spark, scratch);
            throw e;
        } catch (Exception e) {
            end(spark, scratch);
            throw new FleetException("Spark cannot be started: " + FileFailure.words(e), e);
        }
    }

    private static SparkConf settings(FleetPlace place, Path scratch) {
        SparkConf settings = new SparkConf();
        place.master().ifPresent(settings::setMaster);
        settings.setIfMissing("spark.master", "local[*]");
        settings.setIfMissing("spark.app.name", "lanner fleet");
        settings.setIfMissing("spark.ui.enabled", "false");
        settings.setIfMissing("spark.sql.datetime.java8API.enabled", "true");
        if (settings.get("spark.master").startsWith("local")) {
            // Nobody else has to find it.
            settings.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            settings.setIfMissing("spark.driver.host", "127.0.0.1");
        }
        settings.setIfMissing("spark.local.dir", scratch.toString());
        settings.setIfMissing("spark.executor.extraJavaOptions", "-Xss16m");
        String job = System.getProperty(JOB, "");
        if (!job.isEmpty()) {
            settings.setIfMissing("spark.jars", job);
        }
        place.settings().forEach(settings::set);
        return settings;
    }

    private static void end(@Nullable JavaSparkContext spark, ScratchDirectory scratch) throws IOException {
        try {
            if (spark != null) {
                spark.close();
            }
        } finally {
            scratch.close();
        }
    }

    @Override
    public int captures() {
        return files.size();
    }

    @Override
    public long bytes() {
        return files.stream().mapToLong(CaptureFile::bytes).sum();
    }

    @Override
    public long readBytes() {
        return bytes.value();
    }

    @Override
    public long readEvents() {
        return events.value();
    }

    @Override
    public void analyze(FleetRules rules, Asking asking, FleetListener<Alert> listener)
            throws IOException, FleetException {
        Broadcast<SentRules> sent = spark.broadcast(new SentRules(rules));
        answer(new AlertQuestion(sent, asking.match(), asking.parents()), found -> {
            if (found instanceof Found.OfAlert raised) {
                listener.found(raised.capture(), raised.alert());
            } else if (found instanceof Found.End end) {
                listener.ended(end.capture());
            }
        });
    }

    /** Takes answers in their order. */
    @FunctionalInterface
    private interface Taker {
        void take(Found found) throws IOException;
    }

    /**
     * All captures are read first, each share by a task, and what they answer is kept on the disks where they were read; then the
     * shares are fetched in order. What was kept by a worker that is gone is read again.
     */
    private void answer(Question question, Taker taker) throws IOException, FleetException {
        Broadcast<SerializableConfiguration> hadoop =
                spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
        List<CaptureFile[]> shares = shares(files, spark.defaultParallelism());
        JavaRDD<Found> answers = spark.parallelize(shares, shares.size())
                .flatMap(new CaptureTask(question, hadoop, bytes, events))
                .persist(StorageLevel.DISK_ONLY());
        try {
            answers.count();
            for (Iterator<Found> each = answers.toLocalIterator(); each.hasNext(); ) {
                taker.take(each.next());
            }
        } catch (RuntimeException e) {
            if (cancelled) {
                throw interrupted(e);
            }
            throw new FleetException("the work was given up: " + FileFailure.words(e), e);
        }
    }

    private static InterruptedIOException interrupted(Exception cause) {
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }

    /** Captures in their order, cut into shares of about the same cost, several for each processor. */
    static List<CaptureFile[]> shares(List<CaptureFile> files, int processors) {
        int most = Math.max(LEAST_SHARES, SHARES_OF_A_PROCESSOR * processors);
        int wanted = Math.max(Math.min(files.size(), most), files.size() / MOST_CAPTURES_OF_A_SHARE);
        long total = files.stream().mapToLong(SparkFleet::cost).sum();
        List<CaptureFile[]> shares = new ArrayList<>();
        List<CaptureFile> share = new ArrayList<>();
        long cost = 0;
        for (CaptureFile file : files) {
            share.add(file);
            cost += cost(file);
            if (cost >= (double) total / wanted * (shares.size() + 1)) {
                shares.add(share.toArray(CaptureFile[]::new));
                share.clear();
            }
        }
        if (!share.isEmpty()) {
            shares.add(share.toArray(CaptureFile[]::new));
        }
        return shares;
    }

    private static long cost(CaptureFile file) {
        return file.bytes() + COST_OF_A_CAPTURE;
    }

    @Override
    public void cancel() {
        cancelled = true;
        spark.sc().cancelAllJobs();
    }

    @Override
    public void close() throws IOException {
        end(spark, scratch);
    }
}
