package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Samples;
import lanner.investigation.groups.DurationHistogram;
import lanner.investigation.groups.EventGroup;
import lanner.viewer.list.PaintedTable;
import lanner.viewer.model.TimeWindow.Range;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events by the values of fields, and the sums of a marked stretch, by hand. */
class GroupsWindowTest extends SampleWindow {
    @BeforeEach
    void openTheSample() throws IOException {
        open(Samples.INSTALL_SCRIPT);
    }

    private List<EventGroup> groups() {
        return ((PaintedTable<?>) driver.node("#groups").orElseThrow())
                .rows().stream().map(EventGroup.class::cast).toList();
    }

    private List<String> values() {
        return groups().stream().map(group -> group.values().get(0)).toList();
    }

    private void show() {
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT7).awaitKeyboard("groups");
        driver.await("groups", () -> !groups().isEmpty());
        driver.settle();
    }

    private void by(String fields) {
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G).awaitKeyboard("groups-fields");
        driver.type(fields);
        driver.await("the fields", () -> driver.words("#groups-fields").equals(fields));
        driver.press(KeyCode.ENTER);
    }

    @Test
    void programsByTimeComeFirstAndAGroupLeadsToItsEvents() {
        show();
        assertThat(driver.text("#groups-fields")).isEqualTo("proc.name");
        assertThat(driver.ask(() ->
                        groups().stream().map(group -> -group.sums().time()).toList()))
                .isSorted();
        assertThat(driver.text("#groups-of"))
                .isEqualTo(driver.ask(() -> look().total().get()) + " events");
        driver.press(KeyCode.DOWN);
        EventGroup group = driver.ask(
                () -> (EventGroup) ((PaintedTable<?>) driver.node("#groups").orElseThrow()).chosenRow());
        driver.press(KeyCode.ENTER).awaitKeyboard("events");
        driver.settle();
        assertThat(driver.ask(() -> look().query().condition().get()))
                .isEqualTo("proc.name = " + group.values().get(0));
        assertThat((long) driver.ask(() -> look().query().found().get()))
                .isEqualTo(group.sums().count());
        assertThat(selected()).isEqualTo(group.sums().first());
        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("groups");
        driver.await("all events", () -> look().query().condition().get().isEmpty());
    }

    @Test
    void peersAndFilesAreAKeyAwayAndLeadToTheirRows() {
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.DIGIT3).awaitKeyboard("groups");
        driver.await("the peer", () -> values().contains("127.0.0.1:8443"));
        driver.settle();
        int place = driver.ask(() -> values().indexOf("127.0.0.1:8443"));
        EventGroup peer = driver.ask(() -> groups().get(place));
        driver.press(KeyCode.HOME);
        for (int i = 0; i < place; i++) {
            driver.press(KeyCode.DOWN);
        }
        driver.press(KeyCode.ENTER).awaitKeyboard("events");
        driver.settle();
        driver.await(
                "its rows", () -> look().query().found().get() == peer.sums().count());
        driver.run(() -> {
            for (int i = 0; i < peer.sums().count(); i++) {
                int row = look().query().rows().get().row(i);
                assertThat(look().events().get().name(look().events().get().nameId(row)))
                        .contains("127.0.0.1:8443");
            }
        });
        assertThat(driver.ask(() -> driver.sees("peer = 127.0.0.1:8443"))).isTrue();
        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("groups");
        driver.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.DIGIT1).awaitKeyboard("groups");
        driver.await("files", () -> values().stream().anyMatch(name -> name != null && name.startsWith("/")));
    }

    @Test
    void fieldsThatOnlyAReplayKnowsAreGroupedTooAndAMistakeIsNamed() {
        by("proc.pname,evt.type");
        driver.await(
                "groups",
                () -> groups().stream()
                        .anyMatch(group -> "npm".equals(group.values().get(0))
                                && group.values().size() == 2));
        driver.settle();
        by("proc.nam");
        driver.await("the mistake", () -> driver.words("#groups-problem").contains("proc.nam"));
        assertThat(driver.ask(() -> groups().get(0).values())).hasSize(2);
    }

    @Test
    void onlyTheMarkedStretchIsGroupedAndItsSumsStandBelowTheTimeLine() {
        driver.run(() -> {
            long from = look().events().get().axis(100);
            look().time().brush().set(new Range(from, look().events().get().axis(199)));
        });
        driver.await("the sums", () -> driver.words("#marked").contains(" bytes, "));
        long marked = driver.ask(() -> IntStream.range(0, look().total().get())
                .filter(row -> look().events().get().axis(row)
                                >= look().time().brush().get().from()
                        && look().events().get().axis(row)
                                <= look().time().brush().get().to())
                .count());
        assertThat(driver.text("#marked")).startsWith("Marked ").contains(": " + marked + " events, ");
        show();
        driver.await(
                "the stretch alone", () -> driver.words("#groups-of").startsWith(marked + " events of the marked"));
        driver.settle();
        assertThat(driver.ask(() -> groups().stream()
                        .mapToLong(group -> group.sums().count())
                        .sum()))
                .isEqualTo(marked);
        long first = driver.ask(() -> groups().get(0).sums().count());
        driver.press(KeyCode.ENTER).awaitKeyboard("events");
        driver.settle();
        driver.await("its events", () -> look().query().found().get() == first);
        driver.press(KeyCode.ESCAPE);
        driver.await("no stretch", () -> look().time().brush().get() == null);
        assertThat(driver.shows("#marked")).isFalse();
    }

    @Test
    void whatIsInViewIsGroupedBySortedColumnsAndByACellsField() {
        filter("evt.failed = true");
        int failed = driver.ask(() -> look().query().found().get());
        show();
        driver.await("those in view", () -> driver.words("#groups-of").equals(failed + " events in view"));
        driver.settle();
        driver.press(KeyCode.RIGHT).press(KeyCode.SPACE);
        driver.await(
                "the most events first",
                () -> groups().get(0).sums().count()
                        == groups().stream()
                                .mapToLong(group -> group.sums().count())
                                .max()
                                .orElseThrow());
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT2).awaitKeyboard("events");
        driver.settle();
        driver.click(driver.place("#events", 0.33, 0.4), MouseButton.SECONDARY);
        driver.await("the menu", () -> Driver.menu() != null);
        MenuItem group = driver.ask(() -> Driver.menu().getItems().stream()
                .filter(item -> item.getText() != null && item.getText().startsWith("Group by "))
                .findFirst()
                .orElseThrow());
        String field = group.getText().substring("Group by ".length());
        driver.run(() -> {
            Driver.menu().hide();
            group.fire();
        });
        driver.awaitKeyboard("groups");
        driver.await("by the field", () -> driver.words("#groups-fields").equals(field));
    }

    @Test
    void aBarOfTheHistogramLeadsToItsCalls() throws IOException {
        driver.close();
        Path timed = directory.resolve("timed.lanner");
        try (CaptureStory written = CaptureStory.at(timed)) {
            written.process(7, 1, "sh").lasting(1_500).opens(7, 3, "/w/1").opens(7, 3, "/w/2");
            written.lasting(70_000_000).reads(7, 3, "abc").closes(7, 3);
        }
        driver = start().open(timed);
        show();
        driver.await("bars", () -> !bars().isEmpty());
        DurationHistogram.Bar bar = driver.ask(() -> bars().get(0));
        driver.press(KeyCode.TAB).awaitKeyboard("durations");
        driver.press(KeyCode.HOME).press(KeyCode.ENTER).awaitKeyboard("events");
        driver.settle();
        assertThat(driver.ask(() -> look().query().condition().get())).isEqualTo(bar.condition());
        assertThat((long) driver.ask(() -> look().query().found().get())).isEqualTo(bar.calls());
    }

    private List<DurationHistogram.Bar> bars() {
        return ((PaintedTable<?>) driver.node("#durations").orElseThrow())
                .rows().stream().map(DurationHistogram.Bar.class::cast).toList();
    }
}
