package lanner.viewer.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.groups.Choice;
import lanner.investigation.groups.EventGroups;
import lanner.investigation.groups.Grouping;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.RowSort;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.explore.EventTable;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Settings;

/**
 * How long things take over a capture of millions of events. Run with the viewer's jars and test classes, the flags of the
 * launcher, a display, and {@code XDG_CACHE_HOME} at a directory of its own, which is emptied. What a frame costs is CPU time
 * of its two threads, not wall time: other work on the machine does not count.
 */
public final class ViewerBench {
    private static final int FRAMES = 240;
    private static final int WARM_UP = 60;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final MainWindow window;

    private ViewerBench(MainWindow window) {
        this.window = window;
    }

    /** Arguments: a directory to work in, how many events, the directory of rules. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        int events = Integer.parseInt(arguments[1]);
        Path capture = directory.resolve("bench-" + events + ".lanner");
        if (!Files.exists(capture)) {
            long began = System.nanoTime();
            write(capture, events);
            say("written", seconds(began) + " s, " + (size(capture) >> 20) + " MB");
        }
        // Cold is cold.
        Path cache = Path.of(System.getenv("XDG_CACHE_HOME"), "lanner");
        if (Files.exists(cache)) {
            try (Stream<Path> kept = Files.walk(cache)) {
                for (Path file : kept.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        CountDownLatch up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        up.await();
        ViewerBench bench = of(() -> {
            Stage stage = new Stage();
            MainWindow window = new MainWindow(stage, Settings.ofThisRun(), List.of(Path.of(arguments[2])));
            stage.setX(0);
            stage.setY(0);
            stage.show();
            return new ViewerBench(window);
        });
        bench.frame();
        say(
                "window up since the JVM began",
                (System.currentTimeMillis()
                                - ManagementFactory.getRuntimeMXBean().getStartTime())
                        + " ms");
        bench.measure(capture);
        of(() -> {
            bench.window.close();
            return 0;
        });
        System.exit(0);
    }

    private static void say(String what, String figure) {
        System.out.printf(Locale.ROOT, "%-58s %s%n", what, figure);
    }

    private static String seconds(long began) {
        return String.format(Locale.ROOT, "%.2f", (System.nanoTime() - began) / 1e9);
    }

    private static long size(Path capture) throws IOException {
        try (Stream<Path> files = Files.list(capture)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** A build farm's day: some shells, thousands of compilers, many headers, a few secrets. */
    private static void write(Path capture, int events) throws IOException {
        SplittableRandom random = new SplittableRandom(20_261_125);
        String[] programs = {"cc1", "as", "ld", "sh", "sed", "git", "python3", "cat", "rm", "install"};
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.every(3_000).process(2, 1, "make").runs(2, 1, "make", "-j8");
            int[] pids = new int[8];
            int next = 100;
            int count = 1;
            for (int i = 0; i < pids.length; i++) {
                pids[i] = next++;
                written.forks(2, pids[i], "make");
                count += 2;
            }
            while (count < events) {
                int slot = random.nextInt(pids.length);
                int pid = pids[slot];
                switch (random.nextInt(2600)) {
                    case 0 -> {
                        written.exits(pid, random.nextInt(20) == 0 ? 256 : 0);
                        pids[slot] = next++;
                        String program = programs[random.nextInt(programs.length)];
                        written.forks(2, pids[slot], "make").runs(pids[slot], 2, program, "-o", "out/" + next + ".o");
                        count += 4;
                    }
                    case 1 -> {
                        written.connects(pid, 30_000 + random.nextInt(20_000), "192.0.2." + random.nextInt(200), 443);
                        count += 2;
                    }
                    case 2 -> {
                        written.opens(pid, 3, "/home/build/.ssh/id_" + random.nextInt(3));
                        count++;
                    }
                    default -> {
                        int kind = random.nextInt(10);
                        if (kind < 5) {
                            String path =
                                    "/usr/include/lib" + random.nextInt(300) + "/header" + random.nextInt(150) + ".h";
                            written.opens(pid, kind == 0 ? -2 : 3 + random.nextInt(20), path);
                        } else if (kind < 8) {
                            written.closes(pid, 3 + random.nextInt(20));
                        } else {
                            written.calls(pid, kind == 8 ? 12 : 39, pid);
                        }
                        count++;
                    }
                }
            }
        }
    }

    private static <T> T of(Callable<T> work) throws ExecutionException, InterruptedException {
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

    private void until(Callable<Boolean> condition) throws ExecutionException, InterruptedException {
        while (!of(condition)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void frame() throws ExecutionException, InterruptedException {
        frames(1, number -> {});
    }

    @FunctionalInterface
    private interface EachFrame {
        void at(int number);
    }

    private void frames(int count, EachFrame work) throws ExecutionException, InterruptedException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Platform.runLater(() -> new AnimationTimer() {
            private int number;

            @Override
            public void handle(long now) {
                if (number == count) {
                    stop();
                    done.complete(true);
                } else {
                    work.at(number++);
                }
            }
        }.start());
        done.get();
    }

    /** Of all threads, nanoseconds. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long cpu(String thread) {
        for (ThreadInfo info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith(thread)) {
                return THREADS.getThreadCpuTime(info.getThreadId());
            }
        }
        return 0;
    }

    private void perFrame(String what, EachFrame work) throws ExecutionException, InterruptedException {
        frames(WARM_UP, work);
        long window = cpu("JavaFX Application Thread");
        long render = cpu("QuantumRenderer");
        frames(FRAMES, work);
        say(
                what + ", CPU a frame: window / render",
                String.format(
                        Locale.ROOT,
                        "%.1f / %.1f ms",
                        (cpu("JavaFX Application Thread") - window) / 1e6 / FRAMES,
                        (cpu("QuantumRenderer") - render) / 1e6 / FRAMES));
    }

    private void group(String fields) throws Exception {
        Workspace workspace = of(() -> look().workspace());
        long began = System.nanoTime();
        int groups = EventGroups.of(
                        workspace, Choice.all(RowSet.all(workspace.events())), Grouping.read(fields), JobProgress.NONE)
                .orElseThrow()
                .size();
        say("all events by " + fields, seconds(began) + String.format(Locale.ROOT, " s, %,d groups", groups));
    }

    private void find(String text) throws ExecutionException, InterruptedException {
        long began = System.nanoTime();
        of(() -> {
            look().foundText().find(text);
            return 0;
        });
        until(() -> !look().foundText().isSearching());
        say(
                "find " + text + " in all events",
                seconds(began)
                        + String.format(
                                Locale.ROOT,
                                " s, %,d found",
                                of(() -> look().foundText().count().get())));
    }

    private Investigation look() {
        return window.investigation().orElseThrow();
    }

    private void open(Path capture, String how) throws ExecutionException, InterruptedException {
        long began = System.nanoTime();
        long used = cpu();
        of(() -> {
            window.open(List.of(capture), Optional.empty());
            return 0;
        });
        until(() -> window.investigation().isPresent() && look().total().get() > 0);
        say("first rows, " + how, seconds(began) + " s");
        until(() -> window.investigation().isPresent() && look().indexed().get());
        say(
                "indexed, " + how,
                seconds(began) + " s"
                        + String.format(Locale.ROOT, " (%.1f s CPU of the whole program)", (cpu() - used) / 1e9));
    }

    private void measure(Path capture) throws Exception {
        open(capture, "cold");
        say("events", String.format(Locale.ROOT, "%,d", of(() -> look().total().get())));
        say(
                "processes",
                String.format(Locale.ROOT, "%,d", of(() -> look().events().get().processes())));
        say(
                "alerts",
                String.format(
                        Locale.ROOT,
                        "%,d",
                        of(() -> look().events().get().alerts().size())));
        of(() -> {
            window.closeCapture();
            return 0;
        });
        open(capture, "with the index that was kept");
        until(() -> look().jobs().running().isEmpty());
        of(() -> {
            window.showScreen(ScreenId.EXPLORE);
            return 0;
        });
        Thread.sleep(2000);

        SplittableRandom random = new SplittableRandom(5);
        EventTable table = of(() -> window.explore().orElseThrow().table());
        ScrollBar bar = (ScrollBar) of(() -> table.getChildrenUnmodifiable().stream()
                .filter(ScrollBar.class::isInstance)
                .findFirst()
                .orElseThrow());
        double most = bar.getMax();
        perFrame("nothing changes", number -> {});
        perFrame("scroll by three rows", number -> bar.setValue(most / 2 + number * 3.0));
        perFrame("a page", number -> press(table, KeyCode.PAGE_DOWN));
        perFrame("jump anywhere", number -> bar.setValue(Math.floor(random.nextDouble() * most)));
        perFrame("time line: zoom", number -> {
            Investigation investigation = look();
            investigation
                    .time()
                    .zoom(
                            number % 40 < 20 ? 0.8 : 1.25,
                            investigation.events().get().axis((int) (most / 3)));
        });
        perFrame("time line: pan", number -> look().time().pan(number % 40 < 20 ? 0.02 : -0.02));
        of(() -> {
            look().time().showAll();
            return 0;
        });

        for (String condition : List.of(
                "proc.name = cc1",
                "evt.type = connect",
                "evt.type = openat and evt.failed = true and proc.name in (as, ld) and fd.name contains header7",
                "fd.name glob */lib12/*",
                "fd.name contains .ssh",
                "proc.name = cc1 and fd.num = 7",
                "proc.pname = make and fd.num = 7",
                "evt.arg.flags contains O_RDONLY and proc.aname = make")) {
            filter(condition);
        }
        cancel("proc.aname = make and evt.arg.flags contains O_CREAT");
        of(() -> {
            look().query().clear();
            return 0;
        });
        for (String column : List.of(RowSort.TIME, RowSort.RESULT, RowSort.PROCESS, RowSort.ABOUT)) {
            sort(column);
        }
        of(() -> {
            look().query().sort(null);
            return 0;
        });
        narrow();
        of(() -> {
            look().query().clear();
            return 0;
        });
        for (String fields : List.of("proc.name", "file", "peer", "proc.name, evt.type", "fd.name, evt.res")) {
            group(fields);
        }
        find("header77");
        System.gc();
        Thread.sleep(500);
        System.gc();
        say(
                "heap after collection",
                (ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20) + " MB");
    }

    private static void press(Node node, KeyCode code) {
        Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private void filter(String condition) throws ExecutionException, InterruptedException {
        for (int turn = 0; turn < 2; turn++) {
            long began = System.nanoTime();
            of(() -> {
                look().query().apply(condition);
                return 0;
            });
            until(() -> look().query().rows().get().size() > 0
                    || look().jobs().running().isEmpty());
            String first = seconds(began);
            until(() -> look().jobs().running().isEmpty());
            if (turn == 1) {
                say(
                        "filter: " + (condition.length() > 48 ? condition.substring(0, 47) + "\u2026" : condition),
                        "first " + first + " s, all " + seconds(began) + " s, "
                                + String.format(
                                        Locale.ROOT,
                                        "%,d rows",
                                        of(() -> look().query().rows().get().size())));
            }
        }
    }

    private void cancel(String condition) throws ExecutionException, InterruptedException {
        of(() -> {
            look().query().apply(condition);
            return 0;
        });
        Thread.sleep(1000);
        boolean ran = !of(() -> look().jobs().running().isEmpty());
        long began = System.nanoTime();
        of(() -> {
            look().query().stop();
            return 0;
        });
        until(() -> look().jobs().running().isEmpty());
        say("cancel takes effect" + (ran ? "" : " (it had ended)"), (System.nanoTime() - began) / 1_000_000 + " ms");
    }

    private void sort(String column) throws ExecutionException, InterruptedException {
        long began = System.nanoTime();
        of(() -> {
            look().query().sort(new RowSort(column, true));
            return 0;
        });
        until(() -> look().jobs().running().isEmpty());
        say("sort by " + column, seconds(began) + " s");
    }

    private void narrow() throws ExecutionException, InterruptedException {
        long began = System.nanoTime();
        of(() -> {
            look().query().clear();
            look().query().narrowTo(look().events().get().processOf(0).id(), true);
            return 0;
        });
        until(() -> look().jobs().running().isEmpty());
        say("narrow to a process and its children", seconds(began) + " s");
    }
}
