package lanner.fleet;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lanner.behaviour.baseline.Baseline;
import lanner.cli.fleet.FleetException;
import lanner.cli.fleet.FleetListener;
import lanner.cli.fleet.FleetPlace;
import lanner.cli.fleet.FleetRules;
import lanner.cli.fleet.FleetSession;
import lanner.cli.fleet.FleetTables;
import lanner.engine.alert.Alert;
import lanner.engine.compare.AlertChange;
import lanner.engine.replay.Replay;
import lanner.fleet.table.EventQuestion;
import lanner.fleet.table.ParquetTables;
import lanner.fleet.task.AlertQuestion;
import lanner.fleet.task.BehaviourQuestion;
import lanner.fleet.task.CaptureFile;
import lanner.fleet.task.CaptureTask;
import lanner.fleet.task.ChangeQuestion;
import lanner.fleet.task.Found;
import lanner.fleet.task.MergedBaselines;
import lanner.fleet.task.Question;
import lanner.fleet.task.SentRules;
import lanner.product.FileFailure;
import lanner.product.InputException;
import lanner.product.ScratchDirectory;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.deploy.SparkHadoopUtil;
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
    private final SparkSession session;
    private final JavaSparkContext spark;
    private final List<CaptureFile> files;
    private final LongAccumulator bytes;
    private final LongAccumulator events;
    private volatile boolean cancelled;

    private SparkFleet(ScratchDirectory scratch, SparkSession session, List<CaptureFile> files) {
        this.scratch = scratch;
        this.session = session;
        this.spark = new JavaSparkContext(session.sparkContext());
        this.files = files;
        bytes = spark.sc().longAccumulator("bytes");
        events = spark.sc().longAccumulator("events");
    }

    static SparkFleet open(FleetPlace place) throws IOException, InputException, FleetException {
        needAddress(System.getenv(), InetAddress::getLocalHost);
        ScratchDirectory scratch = ScratchDirectory.create("lanner-fleet-");
        SparkSession session = null;
        SparkFleet opened = null;
        SparkConf settings = settings(place, scratch.path());
        try {
            // Before Spark is started: a path that leads nowhere is said at once.
            List<CaptureFile> files =
                    CaptureFiles.find(place.paths(), SparkHadoopUtil.get().newConfiguration(settings));
            session = SparkSession.builder().config(settings).getOrCreate();
            opened = new SparkFleet(scratch, session, files);
            return opened;
        } catch (InputException e) {
            throw e;
        } catch (Exception e) {
            // Spark is written in Scala, whose methods throw any exception without declaring it.
            throw new FleetException(
                    "Spark cannot be started with the master " + settings.get("spark.master") + ": " + firstLine(e), e);
        } finally {
            if (opened == null) {
                end(session, scratch);
            }
        }
    }

    /** Spark asks for the address of this machine's name, and cannot even be set up without one. */
    static void needAddress(Map<String, String> environment, Callable<InetAddress> ofName) throws FleetException {
        if (environment.containsKey("SPARK_LOCAL_IP") || environment.containsKey("SPARK_LOCAL_HOSTNAME")) {
            return;
        }
        try {
            ofName.call();
        } catch (Exception e) {
            throw new FleetException(
                    "Spark needs an address, and the name of this machine has none: set SPARK_LOCAL_IP=127.0.0.1 or name it in /etc/hosts",
                    e);
        }
    }

    /** Spark's messages have traces of stacks in them. */
    private static String firstLine(Exception failure) {
        return FileFailure.words(failure).lines().findFirst().orElse("");
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

    private static void end(@Nullable SparkSession session, ScratchDirectory scratch) throws IOException {
        try {
            if (session != null) {
                session.stop();
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
    public void analyze(FleetRules rules, Asking asking, Optional<FleetTables> tables, FleetListener<Alert> listener)
            throws IOException, InputException, FleetException {
        Question question = new AlertQuestion(spark.broadcast(new SentRules(rules)), asking.match(), asking.parents());
        if (tables.isEmpty()) {
            answer(
                    question,
                    answers -> take(answers, found -> {
                        if (found instanceof Found.OfAlert raised) {
                            listener.found(raised.capture(), raised.alert());
                        } else if (found instanceof Found.End end) {
                            listener.ended(end.capture());
                        }
                    }));
            return;
        }
        ParquetTables parquet = new ParquetTables(session, tables.get().directory(), spark.hadoopConfiguration());
        answer(question, answers -> {
            parquet.writeAlerts(answers);
            parquet.writeCaptures(answers);
            if (tables.get().events()) {
                parquet.writeEvents(read(
                        new EventQuestion(asking.parents()),
                        spark.sc().longAccumulator(),
                        spark.sc().longAccumulator()));
            }
            ends(answers, listener);
        });
    }

    @Override
    public void diff(FleetRules old, FleetRules now, Asking asking, FleetListener<AlertChange> listener)
            throws IOException, FleetException {
        Question question = new ChangeQuestion(
                spark.broadcast(new SentRules(old)),
                spark.broadcast(new SentRules(now)),
                asking.match(),
                asking.parents());
        answer(
                question,
                answers -> take(answers, found -> {
                    if (found instanceof Found.OfChange changed) {
                        listener.found(changed.capture(), changed.change());
                    } else if (found instanceof Found.End end) {
                        listener.ended(end.capture());
                    }
                }));
    }

    @Override
    public void learn(FleetRules rules, Replay.Match match, String shapes, FleetListener<Baseline> listener)
            throws IOException, FleetException {
        Question question = new BehaviourQuestion(spark.broadcast(new SentRules(rules)), match, shapes);
        answer(question, answers -> {
            take(answers.mapPartitions(new MergedBaselines()), found -> {
                if (found instanceof Found.OfBaseline learned) {
                    listener.found(learned.capture(), learned.baseline());
                }
            });
            ends(answers, listener);
        });
    }

    private void ends(JavaRDD<Found> answers, FleetListener<?> listener) throws IOException {
        take(answers.filter(found -> found instanceof Found.End), found -> {
            if (found instanceof Found.End end) {
                listener.ended(end.capture());
            }
        });
    }

    /** Uses the answers of all captures. */
    @FunctionalInterface
    private interface Use {
        void of(JavaRDD<Found> answers) throws IOException;
    }

    /** Takes one answer. */
    @FunctionalInterface
    private interface Taker {
        void take(Found found) throws IOException;
    }

    /**
     * Has all captures read, each share by a task, and what they answer kept on the disks where they were read; then uses it. What
     * was kept by a worker that is gone is read again.
     */
    private void answer(Question question, Use use) throws IOException, FleetException {
        JavaRDD<Found> answers = read(question, bytes, events).persist(StorageLevel.DISK_ONLY());
        try {
            answers.count();
            use.of(answers);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            // Of Spark, which declares none.
            if (cancelled) {
                throw interrupted(e);
            }
            throw new FleetException("the work was given up: " + firstLine(e), e);
        }
    }

    private JavaRDD<Found> read(Question question, LongAccumulator bytesRead, LongAccumulator eventsRead) {
        Broadcast<SerializableConfiguration> hadoop =
                spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
        List<CaptureFile[]> shares = shares(files, spark.defaultParallelism());
        return spark.parallelize(shares, shares.size())
                .flatMap(new CaptureTask(question, hadoop, bytesRead, eventsRead));
    }

    /** Fetches answers, share after share in the order of the captures. */
    private void take(JavaRDD<Found> answers, Taker taker) throws IOException {
        for (Iterator<Found> each = answers.toLocalIterator(); each.hasNext(); ) {
            if (cancelled) {
                throw new InterruptedIOException("interrupted");
            }
            taker.take(each.next());
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
        end(session, scratch);
    }
}
