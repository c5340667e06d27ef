package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TreeItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import lanner.viewer.list.DetailTree;
import org.junit.jupiter.api.Test;

/** The details of an event: what can be done with each line, and the bytes below. */
class DetailsWindowTest extends SampleWindow {
    /** On the JavaFX thread. */
    private DetailTree tree() {
        return (DetailTree) driver.node("#details").orElseThrow();
    }

    private void choose(String field) {
        driver.await("the details", () -> find(tree().getRoot(), field) != null);
        driver.run(() -> {
            TreeItem<DetailTree.Line> item = find(tree().getRoot(), field);
            for (TreeItem<?> up = item.getParent(); up != null; up = up.getParent()) {
                up.setExpanded(true);
            }
            tree().getSelectionModel().select(item);
            tree().requestFocus();
        });
        driver.settle();
    }

    private static TreeItem<DetailTree.Line> find(TreeItem<DetailTree.Line> item, String field) {
        if (item.getValue() != null && item.getValue().field().equals(field)) {
            return item;
        }
        return item.getChildren().stream()
                .map(child -> find(child, field))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private List<String> openMenu() {
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        driver.await("the menu", () -> Driver.menu() != null);
        driver.settle();
        return driver.ask(
                () -> Driver.menu().getItems().stream().map(MenuItem::getText).toList());
    }

    /** Takes the line of the menu that is open. */
    private void take(String words) {
        driver.run(() -> {
            MenuItem item = Driver.menu().getItems().stream()
                    .filter(each -> each.getText().equals(words))
                    .findFirst()
                    .orElseThrow();
            Driver.menu().hide();
            item.fire();
        });
        driver.settle();
    }

    private void begin() throws IOException {
        open("credential-search");
        choose();
    }

    /** The first file that was opened. */
    private void choose() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
        driver.run(() -> look().query().apply("evt.type = openat and evt.rawres > 0"));
        driver.await(
                "rows",
                () -> look().query().settled().get() != null
                        && look().query().found().get() > 0);
        driver.run(() -> look().selected().select(look().query().rows().get().row(0)));
        driver.await("details", () -> look().selected().details().get() != null);
        driver.run(() -> look().query().apply(""));
        driver.settle();
    }

    @Test
    void theHeadSaysHowLongTheCallTookWhereTheCaptureTells() throws IOException {
        begin();
        assertThat(driver.text("#details-title")).doesNotContain("took");
        open("formats/v2");
        choose();
        driver.await("how long it took", () -> driver.text("#details-title").matches("(?s).*  took [0-9.]+[mu]?s"));
        assertThat(driver.text("#details-title")).doesNotContain("inside the process");
    }

    /** The texts of lines that are in view, from the top; on the JavaFX thread. */
    private List<String> unfolded(TreeItem<DetailTree.Line> item) {
        List<String> found = new java.util.ArrayList<>();
        for (TreeItem<DetailTree.Line> child : item.getChildren()) {
            found.add(child.getValue().text());
            if (child.isExpanded()) {
                found.addAll(unfolded(child));
            }
        }
        return found;
    }

    @Test
    void whatDecidedAndWhatHappenedStandFirst() throws IOException {
        open(lanner.investigation.Samples.INSTALL_SCRIPT);
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
        driver.run(() -> look().selected().select(alert(FRESH).row()));
        driver.await(
                "the details",
                () -> look().selected().details().get() != null
                        && unfolded(tree().getRoot()).contains("What happened"));
        List<String> lines = driver.ask(() -> unfolded(tree().getRoot()));

        assertThat(lines.get(0)).isEqualTo("Rule trace");
        assertThat(lines.get(1)).isEqualTo("! " + FRESH + "  matched");
        assertThat(lines.get(2)).as("a leaf that decides").startsWith("+ * ");
        int whole = lines.indexOf("The whole condition");
        assertThat(lines.get(whole + 1)).as("it is folded").isEqualTo("What happened");
        assertThat(lines).containsSubsequence("What happened", "Process chain", "Arguments");
        assertThat(lines.get(whole + 2)).isEqualTo("execve  " + UPDATER);
        assertThat(lines.get(whole + 3)).isEqualTo("outcome: done");
    }

    @Test
    void theValueOfALineIsCopiedByItsKey() throws IOException {
        begin();
        choose("fd.name");
        String value = driver.ask(
                () -> tree().getSelectionModel().getSelectedItem().getValue().value());
        driver.press(KeyCode.CONTROL, KeyCode.C);
        driver.await(
                "the copy", () -> value.equals(Clipboard.getSystemClipboard().getString()));
    }

    /** On the JavaFX thread. */
    private static void values(TreeItem<DetailTree.Line> item, List<TreeItem<DetailTree.Line>> into) {
        if (item.getValue() != null && !item.getValue().field().isEmpty()) {
            into.add(item);
        }
        item.getChildren().forEach(child -> values(child, into));
    }

    @Test
    void eachValueIsCopiedByItsKey() throws IOException {
        open(lanner.investigation.Samples.INSTALL_SCRIPT);
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
        driver.run(() -> look().selected().select(alert(FRESH).row()));
        driver.await("the arguments", () -> find(tree().getRoot(), "evt.arg.args") != null);
        List<TreeItem<DetailTree.Line>> all = new java.util.ArrayList<>();
        driver.run(() -> values(tree().getRoot(), all));
        assertThat(all).hasSizeGreaterThan(60);
        driver.run(() -> tree().requestFocus());
        // Of the many alike each seventh: keys take their time.
        for (int i = 0; i < all.size(); i += 7) {
            TreeItem<DetailTree.Line> item = all.get(i);
            driver.run(() -> {
                for (TreeItem<?> up = item.getParent(); up != null; up = up.getParent()) {
                    up.setExpanded(true);
                }
                tree().getSelectionModel().select(item);
            });
            driver.press(KeyCode.CONTROL, KeyCode.C);
            String value = item.getValue().value();
            driver.await(
                    "the copy of " + item.getValue().field(),
                    () -> value.equals(java.util.Objects.requireNonNullElse(
                            Clipboard.getSystemClipboard().getString(), "")));
        }
    }

    @Test
    void argumentsAreWordsAndNumbersStandBesideTheirNames() throws IOException {
        open(lanner.investigation.Samples.INSTALL_SCRIPT);
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
        driver.run(() -> look().selected().select(alert(FRESH).row()));
        driver.await("the arguments", () -> find(tree().getRoot(), "evt.arg.args") != null);
        List<String> lines = driver.ask(() -> unfolded(tree().getRoot()));
        assertThat(lines).contains("args: [8443]", "ptid: 131(sh)", "uid: 1000(sam)");
        assertThat(lines).noneMatch(line -> line.contains("\\x00"));
    }

    @Test
    void aLineBecomesAFilterACopyOrMoreOfAFilter() throws IOException {
        begin();
        choose("fd.name");
        assertThat(openMenu())
                .containsExactly(
                        "Apply as filter",
                        "\u2026 and this",
                        "\u2026 or this",
                        "Exclude: not this",
                        "Prepare as filter",
                        "Apply as column",
                        "Copy as comparison",
                        "Copy value");
        take("Apply as filter");
        driver.await("the filter", () -> look().query().condition().get().startsWith("fd.name = "));
        String first = driver.ask(() -> look().query().condition().get());
        driver.await("details", () -> look().selected().details().get() != null);
        choose("proc.name");
        openMenu();
        take("Exclude: not this");
        driver.await("more of it", () -> look().query().condition().get().startsWith(first + " and not proc.name = "));
        openMenu();
        take("Copy as comparison");
        driver.await(
                "the copy",
                () -> Clipboard.getSystemClipboard().getString() != null
                        && Clipboard.getSystemClipboard().getString().startsWith("proc.name = "));
    }

    @Test
    void theBytesOfAnArgumentAreMarked() throws IOException {
        begin();
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
        driver.await("the bytes", () -> head().endsWith(" bytes"));
        choose("evt.arg.name");
        driver.await("the mark", () -> head().startsWith("name: "));
        int length = driver.ask(() -> look().selected()
                .details()
                .get()
                .raw()
                .piece("name")
                .orElseThrow()
                .length());
        assertThat(driver.ask(this::head)).startsWith("name: " + length + " from ");
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
        driver.await("no bytes", () -> head().isEmpty());
        assertThat(openMenu()).contains("Show its bytes");
        take("Show its bytes");
        driver.await("the bytes again", () -> head().startsWith("name: "));
    }

    private String head() {
        return driver.window().explore().orElseThrow().details().bytesHead();
    }
}
