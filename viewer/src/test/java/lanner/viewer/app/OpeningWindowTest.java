package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Samples;
import lanner.viewer.task.JobRunner;
import org.junit.jupiter.api.Test;

/** Opening and closing by hand: what is there, what is not, what is broken, what takes long. */
class OpeningWindowTest extends SampleWindow {
    private void awaitIndexed() {
        driver.await(
                "the capture to be indexed",
                () -> driver.window()
                        .investigation()
                        .filter(look -> look.indexed().get())
                        .isPresent());
        driver.settle();
    }

    private void openByKey(Path path) {
        driver.press(KeyCode.CONTROL, KeyCode.O);
        answer(path);
    }

    private String title() {
        return driver.ask(() -> driver.stage().getTitle());
    }

    private Path broken() throws IOException {
        Path broken = Files.createDirectory(directory.resolve("broken.lanner"));
        Files.writeString(broken.resolve("00000000.cq4"), "this is no capture");
        return broken;
    }

    @Test
    void severalCapturesAreOnOneTimeLine() throws IOException {
        Path other = Samples.copy("dropped-binary", directory);
        driver = start().open(Samples.copy(Samples.INSTALL_SCRIPT, directory), other);
        assertThat(title()).isEqualTo("malicious-install-script.lanner and 1 more - Lanner");
        assertThat(driver.text("#facts")).startsWith("1,201 events").contains("11 alerts");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT1).awaitWords("dropped-binary.lanner");
        filter("proc.name = fontd");
        assertThat(driver.ask(() -> look().events()
                        .get()
                        .capture(look().query().rows().get().row(0))))
                .isEqualTo(1);
    }

    @Test
    void aHostileNameOfACaptureIsMadeHarmless() throws IOException {
        Path capture = directory.resolve("a\u202egnp\u0007.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(2, 1, "sh").opens(2, 3, "/x");
        }
        driver = start().open(capture);
        assertThat(title()).isEqualTo("a\\u202egnp\\x07.lanner - Lanner");
    }

    @Test
    void aCaseFileInTheCaptureIsRefused() throws IOException {
        Path capture = Samples.copy(Samples.INSTALL_SCRIPT, directory);
        driver = start();
        driver.run(() -> driver.window().open(List.of(capture), Optional.of(capture.resolve("x.lanner-case"))));
        driver.awaitWords("lies in the capture, which is never written to");
        assertThat(capture.resolve("x.lanner-case")).doesNotExist();
    }

    @Test
    void rulesThatDoNotLoadAreSaidWithTheirPlace() throws IOException {
        Path rules = Files.writeString(
                directory.resolve("bad.yaml"),
                "- rule: x\n  desc: d\n  condition: nosuch.field = 1\n  output: o\n  priority: INFO\n");
        Path capture = Samples.copy(Samples.INSTALL_SCRIPT, directory);
        driver = Driver.start(List.of(rules));
        driver.run(() -> driver.window().open(List.of(capture), Optional.empty()));
        driver.awaitWords("bad.yaml:3:14").awaitWords("nosuch.field");
        assertThat(driver.ask(() -> driver.window().investigation())).isEmpty();
        assertThat(driver.ask(driver::seen)).noneMatch(text -> text.contains("\\n"));
    }

    @Test
    void whatIsClosedIsGivenBack() throws IOException {
        driver = start().open(Samples.copy(Samples.INSTALL_SCRIPT, directory));
        for (KeyCode screen : List.of(KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.DIGIT4, KeyCode.DIGIT5)) {
            driver.press(KeyCode.CONTROL, screen).settle();
        }
        WeakReference<Object> open = new WeakReference<>(driver.ask(this::look));
        driver.press(KeyCode.CONTROL, KeyCode.W);
        for (int i = 0; i < 100 && open.get() != null; i++) {
            System.gc();
            driver.frames();
        }
        assertThat(open.get()).isNull();
    }

    @Test
    void theMemoryOfWhatIsClosedIsGivenBackSoon() throws IOException {
        driver = start().open(Samples.copy(Samples.INSTALL_SCRIPT, directory));
        WeakReference<Object> open =
                new WeakReference<>(driver.ask(() -> look().events().get()));
        driver.press(KeyCode.CONTROL, KeyCode.W);
        driver.await("the columns to be let go", () -> open.get() == null);
    }

    @Test
    void closingBeforeItIsIndexedLeavesNothingBehind() throws IOException {
        Path capture = Samples.copy("miner", directory);
        driver = start();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<JobRunner> jobs = new CopyOnWriteArrayList<>();
        driver.run(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            // The title is set before indexing begins, so that closing stands before its end in the queue.
            driver.stage().titleProperty().addListener((property, before, now) -> {
                if (now.startsWith("miner")) {
                    Platform.runLater(() -> {
                        jobs.add(look().jobs());
                        driver.window().closeCapture();
                    });
                }
            });
            driver.window().open(List.of(capture), Optional.empty());
        });
        driver.await(
                "the jobs to end",
                () -> !jobs.isEmpty() && jobs.get(0).running().isEmpty());
        driver.frames();
        driver.run(() -> Thread.currentThread().setUncaughtExceptionHandler(null));
        assertThat(failures).isEmpty();
        assertThat(driver.text("#facts")).isEqualTo("no capture open");
    }

    @Test
    void aScapFileIsOpenedByItsPath() throws IOException {
        Path scap = Samples.scap(Samples.INSTALL_SCRIPT, directory);
        driver = start();
        openByKey(scap);
        awaitIndexed();
        assertThat(title()).isEqualTo("malicious-install-script.scap - Lanner");
        toAlert(FRESH);
    }

    @Test
    void whatIsNotThereIsSaidWhereItWasTyped() throws IOException {
        driver = start();
        driver.press(KeyCode.CONTROL, KeyCode.O).awaitKeyboard("path");
        driver.type(directory + "/none.lanner").press(KeyCode.ENTER);
        driver.awaitWords("There is no " + directory + "/none.lanner");
        driver.press(KeyCode.ESCAPE);
        driver.await("the question to go", () -> driver.node("#path").isEmpty());
        assertThat(driver.shows("#start")).isTrue();
        assertThat(driver.text("#trouble")).isEmpty();
        openByKey(Samples.copy("miner", directory));
        awaitIndexed();
        assertThat(title()).startsWith("miner.lanner");
    }

    @Test
    void aBrokenCaptureIsOneSentenceAndTheWindowGoesOn() throws IOException {
        driver = start();
        openByKey(broken());
        driver.await("the sentence", () -> driver.text("#trouble").contains("broken.lanner"));
        assertThat(driver.text("#trouble")).startsWith("\u2717  ").doesNotContain("Exception", "\n");
        openByKey(Samples.copy("miner", directory));
        awaitIndexed();
        assertThat(driver.text("#facts")).startsWith("228 events");
    }

    @Test
    void whatIsOpenStaysWhenTheNextOneIsBroken() throws IOException {
        open("miner");
        openByKey(broken());
        driver.awaitWords("broken.lanner");
        driver.settle();
        driver.press(KeyCode.ENTER);
        driver.await("the sentence to go", () -> !driver.sees("broken.lanner"));
        assertThat(title()).startsWith("miner.lanner");
        assertThat(driver.text("#facts")).startsWith("228 events");
    }

    @Test
    void anotherOneTakesThePlaceOfTheOneThatIsOpen() throws IOException {
        open("miner");
        openByKey(Samples.copy("dropped-binary", directory));
        driver.await("the other one", () -> driver.stage().getTitle().startsWith("dropped-binary.lanner"));
        awaitIndexed();
        assertThat(driver.text("#facts")).startsWith("272 events");
    }

    @Test
    void closingLeadsToTheListOfRecentOnesAndEnterOpensAgain() throws IOException {
        open("miner");
        driver.press(KeyCode.CONTROL, KeyCode.W).awaitKeyboard("recent");
        assertThat(title()).isEqualTo("Lanner");
        assertThat(driver.text("#facts")).isEqualTo("no capture open");
        driver.press(KeyCode.ENTER);
        awaitIndexed();
        assertThat(title()).startsWith("miner.lanner");

        driver.press(KeyCode.CONTROL, KeyCode.W).awaitKeyboard("recent");
        remove(capture);
        driver.press(KeyCode.ENTER);
        driver.await("the sentence", () -> driver.text("#trouble").contains("miner.lanner"));
        assertThat(driver.text("#trouble")).doesNotContain("Exception");
    }

    private static void remove(Path capture) throws IOException {
        try (Stream<Path> files = Files.list(capture)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(capture);
    }

    @Test
    void whatCannotBeReadAnyMoreIsNotSaidToBeRead() throws IOException {
        open(Samples.INSTALL_SCRIPT);
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
        driver.run(() -> look().query().apply("evt.type = openat and evt.rawres > 0"));
        driver.await("rows", () -> look().query().settled().get() != null);
        driver.run(() -> look().selected().select(look().query().rows().get().row(0)));
        driver.settle();
        remove(capture);

        driver.run(() -> look().selected().select(look().query().rows().get().row(1)));
        driver.settle();
        assertThat(driver.ask(() -> look().selected().isReading().get())).isFalse();
        driver.run(() -> driver.window().explore().orElseThrow().follow());
        driver.settle();
        assertThat(driver.text("#follow-title")).endsWith("what passed could not be read");
        assertThat(driver.ask(driver::seen)).noneMatch(text -> text.contains("reading\u2026"));
    }

    private Point2D cancel() {
        return driver.ask(() -> {
            Node cancel = driver.node("#jobs").orElseThrow().lookup(".button");
            Bounds bounds = cancel.localToScreen(cancel.getLayoutBounds());
            return new Point2D(bounds.getCenterX(), bounds.getCenterY());
        });
    }

    /** Rules that keep the index busy for long on any machine: each name is new to each of their expressions. */
    private Path slowRules() throws IOException {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            rules.append("- rule: r")
                    .append(i)
                    .append("\n  desc: d\n  output: o\n  priority: INFO\n")
                    .append("  condition: evt.type = openat and fd.name regex '.*(a|b)*[0-9]+x")
                    .append(i)
                    .append("'\n");
        }
        return Files.writeString(directory.resolve("slow.yaml"), rules.toString());
    }

    @Test
    void indexingIsCancelledAndSaysSo() throws IOException {
        capture = directory.resolve("long.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make");
            for (int i = 0; i < 300_000; i++) {
                written.opens(7, 3, "/w/file" + i).closes(7, 3);
            }
        }
        driver = Driver.start(List.of(slowRules()));
        driver.run(() -> driver.window().open(List.of(capture), Optional.empty()));
        driver.await(
                "indexing to begin",
                () -> driver.window().investigation().isPresent()
                        && look().jobs().running().stream()
                                .noneMatch(job -> job.name().equals("opening")));
        driver.await(
                "a way to cancel",
                () -> driver.node("#jobs")
                        .filter(jobs -> jobs.lookup(".button") != null)
                        .isPresent());
        driver.frames();
        driver.click(cancel(), MouseButton.PRIMARY);
        driver.await("indexing to end", () -> !look().isIndexing());
        driver.awaitWords("partial: indexing ended early");
        driver.awaitWords("not known: indexing ended early");
        assertThat(driver.ask(() -> look().total().get())).isBetween(1, 599_999);
        assertThat(driver.ask(driver::seen)).noneMatch(text -> text.contains("looking through"));
        driver.press(KeyCode.CONTROL, KeyCode.S).awaitKeyboard("path");
        driver.press(KeyCode.ENTER).awaitWords("the report needs the whole index");
    }
}
