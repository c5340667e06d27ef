package lanner.viewer.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import lanner.investigation.groups.Choice;
import lanner.investigation.groups.EventGroups;
import lanner.investigation.groups.Grouping;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.RowSort;
import lanner.investigation.rows.RowText;
import lanner.investigation.workspace.Workspace;
import lanner.product.Installation;
import lanner.viewer.explore.EventTable;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Settings;

/**
 * The table of the viewer's README: how long things take from the command to a window, over a capture of millions of events,
 * and while a recording is followed. Run with the viewer's jars and test classes, the flags of the launcher, a display, and
 * {@code XDG_CACHE_HOME} at a directory of its own, which is emptied. What a frame costs is processor time of its two
 * threads, not wall time: other work on the machine does not count.
 */
public final class ViewerBench {
    private static final int FRAMES = 240;
    private static final int WARM_UP = 60;
    private static final int PAGES = 100;
    private static final int ROWS_OF_A_PAGE = 40;
    /** Filters that the index answers, and what is aimed at for the last row of each. */
    private static final String INDEXED = "first 0.1 s, all 0.5 s";

    private static final String NAMES = "0.3 s";
    private static final String REPLAYED = "2 M events/s";

    private final MainWindow window;

    private ViewerBench(MainWindow window) {
        this.window = window;
    }

    /** Arguments: a directory to work in, how many events, the directory of rules, the launcher, a sample capture. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        int events = Integer.parseInt(arguments[1]);
        Path capture = directory.resolve("bench-" + events + ".lanner");
        if (!Files.exists(capture)) {
            BenchFarm.write(capture, events);
        }
        // Cold is cold.
        delete(Path.of(System.getenv("XDG_CACHE_HOME"), "lanner"));
        Path live = directory.resolve("live.lanner");
        delete(live);
        delete(directory.resolve("live.lanner-case"));
        System.out.println("Load " + BenchTable.load() + " before, "
                + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + Runtime.version() + ", " + (size(capture) >> 20) + " MB\n");
        BenchTable.begin();
        WindowThread.start();
        // Before there is a window of our own on the screen.
        StartBench.measure(Path.of(arguments[3]), Path.of(arguments[4]), directory);
        ViewerBench bench = WindowThread.of(() -> {
            Stage stage = new Stage();
            MainWindow window =
                    new MainWindow(stage, Settings.ofThisRun(), List.of(Path.of(arguments[2])), Installation.samples());
            stage.setX(0);
            stage.setY(0);
            stage.show();
            return new ViewerBench(window);
        });
        bench.measure(capture);
        bench.close();
        LiveBench.measure(bench.window, live);
        WindowThread.run(bench.window::close);
        System.out.println("\nLoad " + BenchTable.load() + " at the end");
        System.exit(0);
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> kept = Files.walk(tree)) {
                for (Path file : kept.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static long size(Path capture) throws IOException {
        try (Stream<Path> files = Files.list(capture)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Of all threads, nanoseconds. */
    static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void perFrame(String what, String aim, IntConsumer work)
            throws ExecutionException, InterruptedException {
        WindowThread.frames(WARM_UP, work);
        FrameCost cost = WindowThread.of(() -> new FrameCost(FRAMES));
        WindowThread.frames(FRAMES + 1, number -> {
            cost.next();
            work.accept(number);
        });
        BenchTable.row(what + ", CPU a frame, window / render", aim, cost.text());
    }

    private void group(String fields) throws Exception {
        Workspace workspace = WindowThread.of(() -> look().workspace());
        long began = System.nanoTime();
        int groups = EventGroups.of(
                        workspace, Choice.all(RowSet.all(workspace.events())), Grouping.read(fields), JobProgress.NONE)
                .orElseThrow()
                .size();
        BenchTable.row(
                "all events by " + fields,
                "",
                BenchTable.seconds(began) + String.format(Locale.ROOT, ", %,d groups", groups));
    }

    private void find(String text) throws ExecutionException, InterruptedException {
        long began = System.nanoTime();
        WindowThread.run(() -> look().foundText().find(text));
        WindowThread.until(() -> !look().foundText().isSearching());
        String took = BenchTable.seconds(began);
        BenchTable.row(
                "find " + text + " in all events",
                "",
                String.format(
                        Locale.ROOT,
                        "%s, %,d found",
                        took,
                        WindowThread.of(() -> look().foundText().count().get())));
    }

    private Investigation look() {
        return window.investigation().orElseThrow();
    }

    private void open(Path capture, String how, String firstAim, String allAim)
            throws ExecutionException, InterruptedException {
        long began = System.nanoTime();
        long used = cpu();
        WindowThread.run(() -> window.open(List.of(capture), Optional.empty()));
        WindowThread.until(
                () -> window.investigation().isPresent() && look().total().get() > 0);
        BenchTable.row("first rows, " + how, firstAim, BenchTable.seconds(began));
        WindowThread.until(
                () -> window.investigation().isPresent() && look().indexed().get());
        BenchTable.row(
                "all rows and alerts, " + how,
                allAim,
                BenchTable.seconds(began)
                        + String.format(Locale.ROOT, ", %.1f s CPU of the whole program", (cpu() - used) / 1e9));
    }

    private void close() throws ExecutionException, InterruptedException {
        awaitJobs();
        WindowThread.run(window::closeCapture);
    }

    private void awaitJobs() throws ExecutionException, InterruptedException {
        WindowThread.until(() -> look().jobs().running().isEmpty());
    }

    private void clear() throws ExecutionException, InterruptedException {
        WindowThread.run(() -> look().query().clear());
    }

    private void measure(Path capture) throws Exception {
        open(capture, "no index yet", "0.5 s", "6 s");
        BenchTable.row(
                "which are",
                "",
                WindowThread.of(() -> String.format(
                        Locale.ROOT,
                        "%,d events, %,d processes, %,d alerts",
                        look().total().get(),
                        look().events().get().processes(),
                        look().events().get().alerts().size())));
        close();
        open(capture, "index kept", "0.5 s", "1 s");
        awaitJobs();
        WindowThread.run(() -> window.showScreen(ScreenId.EXPLORE));
        Thread.sleep(2000);
        BenchTable.row(
                "resident",
                "500 MB",
                BenchTable.resident(ProcessHandle.current().pid()));
        move();
        pages();
        for (String condition : List.of(
                "proc.name = cc1",
                "evt.type = connect",
                "evt.type = openat and evt.failed = true and proc.name in (as, ld) and fd.name contains header7",
                "proc.name = cc1 and fd.num = 7")) {
            filter(condition, INDEXED);
        }
        filter("fd.name glob */lib12/*", NAMES);
        filter("fd.name contains .ssh", NAMES);
        filter("proc.pname = make and fd.num = 7", REPLAYED);
        filter("evt.arg.flags contains O_RDONLY and proc.aname = make", REPLAYED);
        cancel("proc.aname = make and evt.arg.flags contains O_CREAT");
        clear();
        for (String column : List.of(RowSort.TIME, RowSort.RESULT, RowSort.PROCESS, RowSort.ABOUT)) {
            sort(column);
        }
        WindowThread.run(() -> look().query().sort(null));
        narrow();
        clear();
        for (String fields : List.of("proc.name", "file", "peer", "proc.name, evt.type", "fd.name, evt.res")) {
            group(fields);
        }
        find("header77");
        System.gc();
        Thread.sleep(500);
        System.gc();
        BenchTable.row(
                "heap after collection",
                "256 MB",
                (ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20) + " MB");
        BenchTable.row(
                "resident after all of that",
                "",
                BenchTable.resident(ProcessHandle.current().pid()));
    }

    private void move() throws ExecutionException, InterruptedException {
        SplittableRandom random = new SplittableRandom(5);
        EventTable table = WindowThread.of(() -> window.explore().orElseThrow().table());
        ScrollBar bar = (ScrollBar) WindowThread.of(() -> table.getChildrenUnmodifiable().stream()
                .filter(ScrollBar.class::isInstance)
                .findFirst()
                .orElseThrow());
        double most = bar.getMax();
        String aim = "5 / 12 ms";
        perFrame("nothing changes", aim, number -> {});
        perFrame("scroll by three rows", aim, number -> bar.setValue(most / 2 + number * 3.0));
        perFrame("a page by key", aim, number -> press(table, KeyCode.PAGE_DOWN));
        perFrame("jump anywhere", aim, number -> bar.setValue(Math.floor(random.nextDouble() * most)));
        perFrame("time line: zoom", "8 ms window", number -> {
            Investigation investigation = look();
            investigation
                    .time()
                    .zoom(
                            number % 40 < 20 ? 0.8 : 1.25,
                            investigation.events().get().axis((int) (most / 3)));
        });
        perFrame("time line: pan", "8 ms window", number -> look().time().pan(number % 40 < 20 ? 0.02 : -0.02));
        WindowThread.run(() -> look().time().showAll());
    }

    /** What the records of a page of rows say, anywhere; not while the window reads some itself. */
    private void pages() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        RowText texts = new RowText();
        Events events = WindowThread.of(() -> look().events().get());
        long[] took = new long[PAGES];
        // The first hundred are for the compiler.
        for (int page = -PAGES; page < PAGES; page++) {
            int first = random.nextInt(events.rows() - ROWS_OF_A_PAGE);
            long began = System.nanoTime();
            for (int row = first; row < first + ROWS_OF_A_PAGE; row++) {
                texts.of(events, row);
            }
            took[Math.max(0, page)] = System.nanoTime() - began;
        }
        BenchTable.row(
                "the records of a page of " + ROWS_OF_A_PAGE + " rows, read: median, 95 %",
                "4 ms",
                String.format(
                        Locale.ROOT,
                        "%.1f, %.1f ms",
                        FrameCost.percentile(took, 50) / 1e6,
                        FrameCost.percentile(took, 95) / 1e6));
    }

    private static void press(Node node, KeyCode code) {
        Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    /** The second time counts: the first one waits for the compiler. */
    private void filter(String condition, String aim) throws ExecutionException, InterruptedException {
        String first = "";
        String all = "";
        long took = 0;
        for (int turn = 0; turn < 2; turn++) {
            long began = System.nanoTime();
            WindowThread.run(() -> look().query().apply(condition));
            WindowThread.until(() -> look().query().rows().get().size() > 0
                    || look().jobs().running().isEmpty());
            first = BenchTable.seconds(began);
            awaitJobs();
            took = System.nanoTime() - began;
            all = BenchTable.seconds(began);
        }
        int rows = WindowThread.of(() -> look().total().get());
        BenchTable.row(
                "filter `" + condition + "`",
                aim,
                String.format(
                        Locale.ROOT,
                        "first %s, all %s, %.1f M events/s, %,d rows",
                        first,
                        all,
                        rows * 1e3 / took,
                        WindowThread.of(() -> look().query().rows().get().size())));
    }

    private void cancel(String condition) throws ExecutionException, InterruptedException {
        WindowThread.run(() -> look().query().apply(condition));
        Thread.sleep(1000);
        boolean ran = !WindowThread.of(() -> look().jobs().running().isEmpty());
        long began = System.nanoTime();
        WindowThread.run(() -> look().query().stop());
        awaitJobs();
        BenchTable.row(
                "cancel of a filter takes effect" + (ran ? "" : " (it had ended)"),
                "0.1 s",
                (System.nanoTime() - began) / 1_000_000 + " ms");
    }

    private void sort(String column) throws ExecutionException, InterruptedException {
        long began = System.nanoTime();
        WindowThread.run(() -> look().query().sort(new RowSort(column, true)));
        awaitJobs();
        BenchTable.row("sort by " + column, "1 s", BenchTable.seconds(began));
    }

    private void narrow() throws ExecutionException, InterruptedException {
        long began = System.nanoTime();
        WindowThread.run(() -> {
            look().query().clear();
            look().query().narrowTo(look().events().get().processOf(0).id(), true);
        });
        awaitJobs();
        BenchTable.row("narrow to a process and its children", "", BenchTable.seconds(began));
    }
}
