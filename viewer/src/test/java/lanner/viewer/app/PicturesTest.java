package lanner.viewer.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.AuditLog;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.RecentCaptures.Recent;
import lanner.viewer.model.Settings;
import lanner.viewer.model.TimeWindow;
import lanner.viewer.paint.Theme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pictures of {@code viewer/README.md}, and of the other screens, each reached by keys and held against the file in
 * {@code viewer/docs}. {@code -Dlanner.pictures=write} writes them anew: look at each before it is committed. What a
 * failure took, and what differs, is left in {@code viewer/target/pictures}.
 */
@Tag("window")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PicturesTest {
    private static final Path SAMPLES = Path.of("..", "sample-captures");
    private static final Path RULES = Path.of("..", "rules");
    private static final Path KEPT = Path.of("docs");
    private static final Path TAKEN = Path.of("target", "pictures");
    private static final boolean WRITE = "write".equals(System.getProperty("lanner.pictures"));
    /** Nothing is opened. */
    private static final String NONE = "";
    /** Made here, since no sample has a gap or a name that attacks. */
    private static final String HOSTILE = "hostile";
    /** Made here, since no sample says how long calls took. */
    private static final String TIMED = "timed";
    /** A recording of a pod and the audit log of its cluster, made here likewise. */
    private static final String AUDIT = "audit-log";
    /** A build that is well and an install script that is not. */
    private static final String TWO = "two-captures";

    private static final String INSTALL = "malicious-install-script";
    private static final String MINER = "miner";
    private static final String SCRATCH = "Program in a scratch directory opened a network connection";
    private static final String HIDDEN = "Fresh program in a hidden directory run";
    /** A caret that blinks is in every other picture. */
    private static final String STILL = "data:text/css,.text-input{-fx-display-caret:false;}";

    /** For all pictures: several may be of one capture. */
    @TempDir
    private static Path directory;

    private Driver driver;
    private String opened;
    private boolean fontsAreThose;

    /**
     * A picture.
     *
     * @param sample what is opened; what the picture before it had opened stays so
     * @param steps lead to what is to be seen, from any screen
     */
    private record Shot(String name, String sample, Theme theme, double scale, Consumer<PicturesTest> steps) {
        Shot(String name, String sample, Consumer<PicturesTest> steps) {
            this(name, sample, Theme.LIGHT, 1, steps);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Shot> shots() {
        return Stream.of(
                new Shot("start", NONE, test -> {}),
                new Shot("keys", NONE, test -> test.keys()),
                new Shot("overview", INSTALL, test -> test.overview()),
                new Shot("alerts", INSTALL, test -> test.alerts(HIDDEN)),
                new Shot("alerts-dark", INSTALL, Theme.DARK, 1, test -> test.alerts(HIDDEN)),
                new Shot("explore", INSTALL, test -> test.explore(HIDDEN)),
                new Shot("explore-dark", INSTALL, Theme.DARK, 1, test -> test.explore(HIDDEN)),
                new Shot("explore-high-contrast", INSTALL, Theme.HIGH_CONTRAST, 1, test -> test.explore(HIDDEN)),
                new Shot("filter-error", INSTALL, test -> test.mistake("proc.nam = curl and evt.type = connect")),
                new Shot("entities", INSTALL, test -> test.entities("fontconfig/updater")),
                new Shot("find", INSTALL, test -> test.find("fontconfig")),
                // Last: a tree keeps the room that large signs once took.
                new Shot("overview-200", INSTALL, Theme.LIGHT, 2, test -> test.overview()),
                new Shot("alerts-200", INSTALL, Theme.LIGHT, 2, test -> test.alerts(HIDDEN)),
                new Shot("explore-200", INSTALL, Theme.LIGHT, 2, test -> test.explore(HIDDEN)),
                new Shot("follow", MINER, test -> test.follow(SCRATCH)),
                new Shot("case", MINER, test -> test.casework(SCRATCH)),
                new Shot("compare", TWO, test -> test.compare()),
                new Shot("captures", TWO, test -> test.explore(HIDDEN)),
                new Shot("hostile", HOSTILE, test -> test.hostile()),
                new Shot("groups", TIMED, test -> test.groups()),
                new Shot("latency", TIMED, test -> test.latency()),
                new Shot("audit-log", AUDIT, test -> test.explore("Command run in a pod")));
    }

    @BeforeAll
    void lookAtTheFonts() throws IOException {
        Display.need();
        Path file = KEPT.resolve("fonts.png");
        Picture here = fonts();
        if (WRITE) {
            here.write(file);
        }
        fontsAreThose = here.differsFrom(Picture.read(file), Picture.NEAR).isEmpty();
    }

    @AfterAll
    void close() {
        if (driver != null) {
            driver.close();
        }
    }

    @ParameterizedTest
    @MethodSource("shots")
    void isAsItWas(Shot shot) throws IOException {
        Picture taken = take(shot);
        Path kept = KEPT.resolve(shot.name() + ".png");
        if (WRITE) {
            taken.write(kept);
        }
        Assumptions.assumeTrue(
                fontsAreThose,
                "pictures are not compared: text looks different here from where they were made (docs/fonts.png)");
        Optional<Picture.Difference> difference = taken.differsFrom(Picture.read(kept), Picture.NEAR);
        if (difference.filter(each -> each.pixels() > Picture.MAY_DIFFER).isPresent()) {
            taken.write(TAKEN.resolve(shot.name() + ".png"));
            difference.get().picture().write(TAKEN.resolve(shot.name() + "-difference.png"));
            throw new AssertionError(shot.name() + ".png: " + difference.get().words() + "; see viewer/" + TAKEN + "/"
                    + shot.name() + "-difference.png. If it is meant to: -Dlanner.pictures=write");
        }
    }

    private Picture take(Shot shot) throws IOException {
        boolean reached = false;
        try {
            if (!shot.sample().equals(opened)) {
                open(shot.sample());
            }
            driver.run(() -> {
                driver.settings().theme().set(shot.theme());
                driver.settings().scale().set(shot.scale());
            });
            driver.settle();
            shot.steps().accept(this);
            driver.settle();
            Picture picture = driver.ask(() -> Picture.of(scene().snapshot(null)));
            reached = true;
            return picture;
        } finally {
            if (!reached) {
                // What a step that failed left behind is no beginning for the next picture.
                opened = null;
            }
        }
    }

    private Scene scene() {
        return driver.node("#keys")
                .orElseGet(() -> driver.stage().getScene().getRoot())
                .getScene();
    }

    private void open(String sample) throws IOException {
        close();
        opened = sample;
        Settings settings = Settings.ofThisRun();
        if (sample.equals(NONE)) {
            recent().forEach(settings.recent()::add);
        }
        driver = Driver.start(sample.equals(AUDIT) ? List.of(AuditLog.rules(directory)) : List.of(RULES), settings);
        driver.run(() -> driver.stage().getScene().getStylesheets().add(STILL));
        driver.away();
        if (!sample.equals(NONE)) {
            driver.open(Optional.of(directory.resolve(sample + ".lanner-case")), captures(sample));
        }
    }

    private Path[] captures(String sample) throws IOException {
        return switch (sample) {
            case HOSTILE -> new Path[] {attack()};
            case TIMED -> new Path[] {build()};
            case AUDIT -> AuditLog.incident(directory).toArray(new Path[0]);
            case TWO -> new Path[] {SAMPLES.resolve("package-build.lanner"), SAMPLES.resolve(INSTALL + ".lanner")};
            default -> new Path[] {SAMPLES.resolve(sample + ".lanner")};
        };
    }

    private static List<Recent> recent() {
        Path cases = Path.of("/home/sam/cases");
        return List.of(
                new Recent(cases.resolve("web/nightly.scap"), 48_211_904, 1_204_117, 0, at("2026-11-19T16:02:00Z")),
                new Recent(cases.resolve("shop/checkout.lanner"), 9_437_184, 61_500, 2, at("2026-11-23T08:41:00Z")),
                new Recent(cases.resolve("laptop/npm-install.lanner"), 131_072, 929, 6, at("2026-11-25T09:58:00Z")));
    }

    private static Instant at(String moment) {
        return Instant.parse(moment);
    }

    /** Names with marks of direction and escape sequences, a clock that was set, a program that was killed. */
    private Path attack() throws IOException {
        Path capture = directory.resolve("hostile.lanner");
        String reversed = CaptureStory.bytes("/home/sam/invoice-\u202egpj.exe");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.every(2_000_000).process(7, 1, "sh").runs(7, 1, "sh", "-c", "\u001b[2J\u001b]0;root\u0007");
            written.forks(7, 8, "sh").runs(8, 7, "\u001b[31mls", reversed, "<script>alert(1)</script>", "`id`");
            written.creates(8, 3, reversed).closes(8, 3).opens(8, -13, "/etc/shadow\n\n\n* accepted");
            written.clockSet(3_600_000_000_000L).opens(7, 3, "/etc/passwd").closes(7, 3);
            written.unlinks(8, reversed).exits(8, 9).exits(7, 256);
        }
        return capture;
    }

    /** A build that fetches sources and compiles them, call by call with how long each took. */
    private Path build() throws IOException {
        Path capture = directory.resolve("nightly.lanner");
        SplittableRandom random = new SplittableRandom(7);
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.every(9_000_000).process(7, 1, "make").lasting(800_000).runs(7, 1, "make", "-j2");
            written.lasting(400_000)
                    .forks(7, 8, "make")
                    .lasting(1_100_000)
                    .runs(8, 7, "curl", "-O", "10.0.0.2/src.tar");
            written.lasting(42_000_000).connects(8, 41_000, "10.0.0.2", 80);
            for (int i = 0; i < 30; i++) {
                written.lasting(2_000 + random.nextLong(90_000_000)).reads(8, 3, "x".repeat(60 + random.nextInt(20)));
            }
            written.exits(8, 0);
            for (int pid = 9; pid < 13; pid++) {
                written.lasting(350_000)
                        .forks(7, pid, "make")
                        .lasting(900_000)
                        .runs(pid, 7, pid % 2 == 0 ? "cc1" : "as");
                for (int i = 0; i < 12; i++) {
                    String file = "/src/part" + pid + "/unit" + i % 4 + (i % 3 == 0 ? ".h" : ".c");
                    written.lasting(4_000 + random.nextLong(40_000)).opens(pid, i == 5 ? -2 : 3, file);
                    written.lasting(700 + random.nextLong(2_000_000)).reads(pid, 3, "int main;");
                    written.lasting(1_500 + random.nextLong(300_000)).closes(pid, 3);
                }
                written.exits(pid, 0);
            }
            written.lasting(1_400_000_000L).calls(7, 61, 12).exits(7, 0);
        }
        return capture;
    }

    private Investigation look() {
        return driver.window().investigation().orElseThrow();
    }

    private void screen(KeyCode digit) {
        driver.press(KeyCode.CONTROL, digit);
        driver.settle();
    }

    private void keys() {
        driver.press(KeyCode.F1);
        driver.await("the keys", () -> driver.node("#keys").isPresent());
    }

    private void overview() {
        screen(KeyCode.DIGIT1);
        driver.await("the first look", () -> driver.node("#priority-warning").isPresent());
    }

    /** Goes through the alerts until one of the rule is at hand. */
    private void alert(String rule) {
        while (!driver.ask(() -> isAtHand(rule))) {
            int before = driver.ask(() -> look().selected().row().get());
            driver.press(KeyCode.F8);
            driver.await(
                    "the next alert, to " + rule, () -> look().selected().row().get() > before);
            // The tree of details keeps the width of the widest line it has shown: of all on the way, or of none.
            details();
        }
        details();
    }

    private void details() {
        driver.await("its details", () -> {
            var details = look().selected().details().get();
            return details != null && details.row() == look().selected().row().get();
        });
        driver.settle();
    }

    private boolean isAtHand(String rule) {
        int row = look().selected().row().get();
        return look().events().get().alerts().stream()
                .anyMatch(alert -> alert.row() == row && alert.rule().equals(rule));
    }

    private void explore(String rule) {
        screen(KeyCode.DIGIT2);
        driver.press(KeyCode.ESCAPE);
        driver.press(KeyCode.CONTROL, KeyCode.BACK_SPACE);
        driver.await("all events", () -> look().query().rows().get().isAll());
        alert(rule);
    }

    private void alerts(String rule) {
        explore(rule);
        screen(KeyCode.DIGIT3);
        driver.await(
                "the alert",
                () -> driver.node("#alert-title")
                        .filter(title ->
                                title instanceof Label label && label.getText().equals(rule))
                        .isPresent());
    }

    private void mistake(String text) {
        explore(HIDDEN);
        driver.press(KeyCode.CONTROL, KeyCode.L);
        driver.await("the filter to have the keyboard", () -> driver.hasKeyboard("filter"));
        driver.type(text);
        driver.await("the problem", () -> !driver.words("#problem").isEmpty());
    }

    private void entities(String name) {
        screen(KeyCode.DIGIT5);
        driver.type(name);
        driver.await("the name", () -> driver.words("#entities-filter").equals(name));
        driver.press(KeyCode.ENTER);
        driver.await(
                "its story",
                () -> driver.words("#story-title").contains(name)
                        && driver.words("#story-title").contains("steps"));
    }

    private void compare() {
        screen(KeyCode.DIGIT6);
        driver.await("differences", () -> driver.words("#differences-count").contains("differences"));
        driver.press(KeyCode.ALT, KeyCode.DIGIT6);
        driver.await(
                "what is only in B", () -> driver.words("#differences-count").contains(" of "));
        driver.await("the first one", () -> driver.node("#difference-name").isPresent());
    }

    private void latency() {
        screen(KeyCode.DIGIT2);
        driver.press(KeyCode.CONTROL, KeyCode.BACK_SPACE);
        driver.press(KeyCode.SHIFT, KeyCode.S);
        driver.await("the slowest first", () -> look().query().order().get() != null);
        driver.run(() -> look().time()
                .brush()
                .set(new TimeWindow.Range(
                        look().events().get().axis(10), look().events().get().axis(30))));
        driver.await("its sums", () -> driver.words("#marked").contains(" in calls"));
        driver.awaitWords("Process chain");
    }

    private void groups() {
        screen(KeyCode.DIGIT7);
        driver.await("groups", () -> driver.words("#groups-total").contains(" in calls"));
    }

    private void find(String text) {
        explore(HIDDEN);
        driver.press(KeyCode.CONTROL, KeyCode.F);
        driver.await("the find bar to have the keyboard", () -> driver.hasKeyboard("find"));
        driver.type(text).press(KeyCode.ENTER);
        driver.await("what is found", () -> driver.words("#find-count").contains(" of "));
    }

    private void follow(String rule) {
        explore(rule);
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        driver.await("what passed", () -> driver.words("#follow-totals").contains("calls"));
    }

    /** A case with a number: an alert with a tag, and one that was decided before it. */
    private void casework(String rule) {
        driver.run(() -> {
            driver.settings().analyst().set("A. Analyst");
            look().notes().change(() -> look().notes().editor().number("2026-0417"));
        });
        alerts(rule);
        driver.press(KeyCode.CONTROL, KeyCode.K).awaitKeyboard("tag-name");
        driver.type("mining").press(KeyCode.ENTER);
        driver.await("the tag", () -> driver.node("#tag-name").isEmpty());
        driver.settle();
        driver.press(KeyCode.E);
        driver.settle();
        driver.press(KeyCode.CONTROL, KeyCode.Z);
        driver.settle();
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        driver.await("what was decided", () -> driver.words("#said").startsWith("Done again"));
        details();
    }

    private void hostile() {
        screen(KeyCode.DIGIT2);
        driver.press(KeyCode.HOME);
        for (int i = 0; i < 4; i++) {
            driver.press(KeyCode.DOWN);
        }
        driver.await("its details", () -> {
            var details = look().selected().details().get();
            return details != null && details.row() == 4;
        });
    }

    /** What text looks like here: each of the fonts that screens use, and the signs that fonts differ in. */
    private static Picture fonts() {
        String signs = "Hamburgefonstiv 0123456789 \u2192\u2190\u2713\u2717\u25b2\u25b8\u25be\u2307\u00d7\u2026\u2212"
                + " \u202eabc";
        VBox box = new VBox(2);
        for (String style : List.of(
                "-fx-font-size: 13px;",
                "-fx-font-size: 13px; -fx-font-weight: bold;",
                "-fx-font-size: 26px;",
                "-fx-font: 12px 'DejaVu Sans';",
                "-fx-font: 12px 'DejaVu Sans Mono';")) {
            Label label = new Label(signs);
            label.setStyle(style);
            box.getChildren().add(label);
        }
        // Whatever colours the test before had chosen.
        return Driver.shown(box, Theme.LIGHT);
    }
}
