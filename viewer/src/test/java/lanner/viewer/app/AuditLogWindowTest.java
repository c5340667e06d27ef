package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TreeItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.AuditLog;
import lanner.investigation.index.AlertEntry;
import lanner.viewer.list.DetailTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A recording of a pod and the audit log of its cluster, in one window. */
class AuditLogWindowTest extends SampleWindow {
    private static final String EXEC = "Command run in a pod";

    @BeforeEach
    void openBoth() throws IOException {
        driver = Driver.start(List.of(AuditLog.rules(directory)))
                .open(AuditLog.incident(directory).toArray(new Path[0]));
        driver.await("the index", () -> look().indexed().get());
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).settle();
    }

    private void nextAlert(String rule) {
        driver.press(KeyCode.F8);
        driver.await("the alert " + rule, () -> {
            int row = look().selected().row().get();
            return look().events().get().alerts().stream()
                    .filter(alert -> alert.row() == row)
                    .map(AlertEntry::rule)
                    .anyMatch(rule::equals);
        });
        driver.await("its details", () -> {
            var details = look().selected().details().get();
            return details != null && details.row() == look().selected().row().get();
        });
        driver.settle();
    }

    private static List<TreeItem<DetailTree.Line>> lines(TreeItem<DetailTree.Line> item) {
        List<TreeItem<DetailTree.Line>> all = new ArrayList<>();
        for (TreeItem<DetailTree.Line> child : item.getChildren()) {
            all.add(child);
            all.addAll(lines(child));
        }
        return all;
    }

    private Optional<TreeItem<DetailTree.Line>> line(String text) {
        return driver.ask(() -> lines(((DetailTree) driver.node("#details").orElseThrow()).getRoot()).stream()
                .filter(item -> item.getValue().text().equals(text))
                .findFirst());
    }

    @Test
    void theExecIntoAPodStandsBesideTheShellThatItStarted() {
        nextAlert(EXEC);
        int exec = selected();
        assertThat(driver.text("#details-title")).contains("create  bob@example.org");
        nextAlert("Shell began");
        assertThat(selected()).isEqualTo(exec + 1);
        assertThat(driver.text("#details-title")).contains("execve  sh 7");
        nextAlert("Request refused");
        assertThat(driver.text("#details-title")).contains("list  system:serviceaccount:shop:web");
    }

    @Test
    void allOfBothIsInView() {
        assertThat(driver.ask(() -> look().time().shown().get().from())).isEqualTo(CaptureStory.START);
        assertThat(driver.ask(() -> look().time().shown().get().to())).isEqualTo(CaptureStory.START + 120_000_000);
    }

    @Test
    void theDetailsHoldTheEventFoldedAndNoProcess() {
        nextAlert(EXEC);
        assertThat(line("Process chain")).isEmpty();
        assertThat(line("Arguments")).isEmpty();
        assertThat(line("ka.user.name: bob@example.org")).isPresent();
        assertThat(line("! " + EXEC + "  matched")).isPresent();
        TreeItem<DetailTree.Line> object = line("objectRef: 4 members").orElseThrow();
        assertThat(object.isExpanded()).isFalse();
        assertThat(object.getParent().isExpanded()).isFalse();
        assertThat(line("subresource: exec").orElseThrow().getValue().field())
                .isEqualTo("jevt.value[/objectRef/subresource]");
        nextAlert("Shell began");
        assertThat(line("Process chain")).isPresent();
        assertThat(line("objectRef: 4 members")).isEmpty();
    }

    @Test
    void aCellOfARequestFiltersByItsField() {
        driver.run(() -> look().query().apply("ka.verb = update"));
        driver.await("the row", () -> look().query().found().get() == 1);
        driver.settle();
        // The first row, in the column Call.
        driver.click(driver.place("#events", 0.52, 0.05), MouseButton.PRIMARY);
        driver.click(driver.place("#events", 0.52, 0.05), MouseButton.SECONDARY);
        driver.await("the menu", () -> Driver.menu() != null);
        assertThat(driver.ask(() -> Driver.menu().getItems().stream()
                        .map(MenuItem::getText)
                        .filter(Objects::nonNull)
                        .toList()))
                .contains("Apply as filter: ka.verb = update", "Bookmark\u2026")
                .doesNotContain("This process and its children");
        driver.run(() -> Driver.menu().hide());
    }

    @Test
    void theFilterOfWhoIsSelectedAsksWhoAsked() {
        nextAlert(EXEC);
        driver.press(KeyCode.CONTROL, KeyCode.I);
        driver.await("the filter", () -> look().query().condition().get().equals("ka.user.name = bob@example.org"));
        driver.await("his events", () -> look().query().found().get() == 3);
    }

    @Test
    void aHostileNameIsShownEscaped() {
        driver.run(() -> look().selected().select(look().events().get().rows() - 1));
        driver.await("its details", () -> driver.sees("get  anna"));
        assertThat(driver.text("#details-title")).contains("get  anna").doesNotContain("\u202e", "\u001b");
    }
}
