package lanner.viewer.follow;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import lanner.investigation.index.Events;
import lanner.investigation.streams.FollowReader;
import lanner.investigation.streams.FollowStep.Direction;
import lanner.investigation.streams.FollowStream;
import lanner.investigation.streams.Payload;
import lanner.product.Counted;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.SaveDialog;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.task.Job;
import org.jspecify.annotations.Nullable;

/** What passed through the descriptor of an event, from its opening to its closing, whoever held it. */
public final class FollowScreen extends BorderPane {
    private static final int LONGEST = 400;
    private static final String EVERYTHING = "all";
    private static final String IMPORTED = "scap";
    private static final String START = "Choose an event in Explore and press Ctrl+Shift+F";

    private final Investigation investigation;
    private final SaveDialog saveDialog;
    private final FollowList list;
    private final Label title = new Label(START);
    private final Label totals = new Label();
    private final Label notice = new Label();
    private final Label found = new Label();
    private final TextField text = new TextField();
    private final CheckBox exactly = new CheckBox("Same case");
    private final ToggleGroup forms = new ToggleGroup();
    private final ToggleGroup ways = new ToggleGroup();
    private Payload.Form form = Payload.Form.TEXT;
    private Direction only = Direction.NONE;
    private Optional<FollowStream> stream = Optional.empty();
    private FollowLines lines = FollowLines.NONE;
    private Optional<FollowLines.Hit> hit = Optional.empty();
    private int row = -1;
    private @Nullable Job reading;
    private @Nullable Job layingOut;

    /** @param open shows an event among all others */
    public FollowScreen(Investigation investigation, IntConsumer open, SaveDialog saveDialog) {
        this.investigation = investigation;
        this.saveDialog = saveDialog;
        list = new FollowList(investigation, open);
        title.setId("follow-title");
        title.setStyle("-fx-font-weight: bold;");
        totals.setId("follow-totals");
        notice.setId("follow-notice");
        notice.getStyleClass().add("notice");
        for (Label label : List.of(title, totals, notice)) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        VBox head = new VBox(4, title, totals, notice, toolLine());
        head.setPadding(new Insets(8, 8, 6, 8));
        setTop(head);
        setCenter(list);
        say("", "");
        list.show(FollowLines.NONE, START);
    }

    private FlowPane toolLine() {
        FlowPane line = new FlowPane(6, 4, new Label("Data as"));
        for (Payload.Form each : Payload.Form.values()) {
            line.getChildren().add(toggle(forms, "form-", each, each.words(), () -> form(each)));
        }
        line.getChildren().add(new Label("   Show"));
        line.getChildren().add(toggle(ways, "way-", Direction.NONE, "Both ways", () -> way(Direction.NONE)));
        line.getChildren().add(toggle(ways, "way-", Direction.OUT, "\u2192 Out", () -> way(Direction.OUT)));
        line.getChildren().add(toggle(ways, "way-", Direction.IN, "\u2190 In", () -> way(Direction.IN)));
        text.setId("follow-find");
        text.setPromptText("Find text, or hex:1f 8b");
        text.setPrefColumnCount(20);
        text.setOnAction(event -> find(true));
        text.textProperty().addListener((property, before, now) -> hit = Optional.empty());
        text.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                list.requestFocus();
                event.consume();
            }
        });
        exactly.setId("follow-exactly");
        found.setId("follow-found");
        Button save = new Button("Save data\u2026");
        save.setId("follow-save");
        save.setOnAction(event -> save());
        line.getChildren().addAll(new Label("   "), text, exactly, save, found);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private ToggleButton toggle(ToggleGroup group, String prefix, Enum<?> value, String words, Runnable action) {
        ToggleButton button = new ToggleButton(words);
        button.setId(prefix + value.name().toLowerCase(Locale.ROOT));
        button.setToggleGroup(group);
        button.setUserData(value);
        button.setSelected(value == form || value == only);
        button.setOnAction(event -> action.run());
        return button;
    }

    /** What has the focus when the screen is shown. */
    public Node focus() {
        return list;
    }

    private void say(String sums, String warning) {
        totals.setText(sums);
        notice.setText(warning);
        totals.setManaged(!sums.isEmpty());
        notice.setManaged(!warning.isEmpty());
        notice.setVisible(!warning.isEmpty());
    }

    /** Reads what passed through the descriptor of the selected event. */
    public void follow() {
        int wanted = investigation.selected().row().get();
        if (wanted < 0) {
            return;
        }
        if (reading != null) {
            reading.cancel();
        }
        row = wanted;
        stream = Optional.empty();
        hit = Optional.empty();
        found.setText("");
        Events events = investigation.events().get();
        title.setText("Event " + DisplayText.number(events.number(wanted)) + ": reading what passed\u2026");
        say("", "");
        list.show(FollowLines.NONE, "reading\u2026");
        FollowReader reader = new FollowReader(investigation.workspace());
        Job[] own = new Job[1];
        own[0] = investigation
                .jobs()
                .start(
                        "follow",
                        progress -> new Answer(reader.read(wanted, progress), progress.isCancelled()),
                        answer -> {
                            if (reading == own[0]) {
                                show(answer);
                            }
                        },
                        () -> {
                            if (reading == own[0]) {
                                title.setText("Event " + DisplayText.number(events.number(wanted))
                                        + ": what passed could not be read");
                                list.show(FollowLines.NONE, START);
                            }
                        });
        reading = own[0];
    }

    private record Answer(Optional<FollowStream> stream, boolean isCancelled) {}

    private void show(Answer answer) {
        Events events = investigation.events().get();
        String event = "Event " + DisplayText.number(events.number(row));
        stream = answer.stream();
        if (stream.isEmpty()) {
            title.setText(
                    answer.isCancelled()
                            ? event + ": cancelled before it was clear what its descriptor leads to"
                            : event + ", " + DisplayText.text(events.call(row), LONGEST)
                                    + ", is about no descriptor that is known");
            list.show(FollowLines.NONE, START);
            return;
        }
        FollowStream read = stream.get();
        String name = read.name().isEmpty() ? "without a name" : DisplayText.text(read.name(), LONGEST);
        title.setText(read.type().equals("<NA>") ? name : read.type() + "  " + name);
        say(sums(read), warnings(read));
        layOut(() -> list.chooseRow(row));
    }

    private static String sums(FollowStream read) {
        FollowStream.Totals all = read.totals();
        String open = read.openAtEnd().isEmpty()
                ? ""
                : "   still open at the end: " + DisplayText.text(String.join("; ", read.openAtEnd()), LONGEST);
        String before = read.wasOpenBefore() ? "   it was open before the recording began" : "";
        return "\u2192 out " + part(all.outKept(), all.out()) + "   \u2190 in " + part(all.inKept(), all.in())
                + "   in " + Counted.of(all.calls(), "call") + before + open;
    }

    private static String part(long kept, long all) {
        String bytes = Counted.of(all, "byte");
        return kept == all ? bytes : bytes + " (" + DisplayText.number(kept) + " recorded)";
    }

    /** What an investigator must know before concluding that nothing, or no more, has passed. */
    private String warnings(FollowStream read) {
        StringBuilder words = new StringBuilder();
        if (read.isPartial()) {
            words.append("Partial: reading was cancelled. ");
        }
        if (read.leftOut() > 0) {
            words.append("Too much to show at once: ")
                    .append(DisplayText.number(read.leftOut()))
                    .append(" later steps are left out here; Save data writes all. ");
        }
        String profile = investigation
                .workspace()
                .captures()
                .get(investigation.events().get().capture(row))
                .header()
                .content()
                .profile();
        if (!profile.equals(EVERYTHING) && !profile.equals(IMPORTED)) {
            words.append("Plain reads and writes were not recorded: the profile '")
                    .append(DisplayText.text(profile, 40))
                    .append("' leaves those calls out. To record them: lanner record --profile all. ");
        }
        if (read.totals().missing() > 0) {
            words.append(DisplayText.number(read.totals().missing()))
                    .append(" bytes passed that the capture does not hold");
            words.append(
                    profile.equals(IMPORTED)
                            ? ". "
                            : ": data is cut at the snap length. To keep more: lanner record --profile all --snaplen"
                                    + " 65536. ");
        }
        return words.toString().strip();
    }

    private void layOut(Runnable then) {
        if (layingOut != null) {
            layingOut.cancel();
        }
        FollowStream of = stream.orElseThrow();
        Payload.Form how = form;
        Direction way = only;
        layingOut = investigation
                .jobs()
                .start("laying out", progress -> new FollowLines(of.steps(), how, way), made -> {
                    if (how == form && way == only && stream.filter(of::equals).isPresent()) {
                        lines = made;
                        list.show(made, "Nothing passed");
                        then.run();
                    }
                });
    }

    /** The next value; the first after the last. */
    private static <T> T behind(T[] all, T one) {
        List<T> order = List.of(all);
        return order.get((order.indexOf(one) + 1) % order.size());
    }

    /** Shows data in the next form: text, hex, dotted. */
    public void nextForm() {
        form(behind(Payload.Form.values(), form));
    }

    private void form(Payload.Form other) {
        form = other;
        changed(forms, other);
    }

    /** Shows the data of both ways, of one, of the other. */
    public void nextWay() {
        way(behind(Direction.values(), only));
    }

    private void way(Direction other) {
        only = other;
        changed(ways, other);
    }

    private void changed(ToggleGroup group, Enum<?> value) {
        group.getToggles().forEach(each -> each.setSelected(each.getUserData() == value));
        list.requestFocus();
        if (stream.isPresent()) {
            layOut(() -> hit.ifPresent(list::showHit));
        }
    }

    /** Moves the focus to the search field. */
    public void find() {
        text.requestFocus();
        text.selectAll();
    }

    /** Goes to the next place, or the one before. */
    public void find(boolean forwards) {
        Optional<byte[]> wanted = Payload.wanted(text.getText());
        if (wanted.isEmpty()) {
            found.setText(text.getText().isEmpty() ? "" : "hex: takes pairs of digits");
            return;
        }
        boolean same =
                exactly.isSelected() || text.getText().toLowerCase(Locale.ROOT).startsWith("hex:");
        FollowLines in = lines;
        Optional<FollowLines.Hit> from = hit;
        investigation.jobs().start("find", progress -> in.find(wanted.get(), same, from, forwards), place -> {
            if (in == lines) {
                hit = place;
                found.setText(place.isPresent() ? "" : "not found");
                place.ifPresent(list::showHit);
            }
        });
    }

    /** Asks where to, and writes the data of the way that is shown; of both, the one that has more. */
    public void save() {
        if (stream.isEmpty()) {
            return;
        }
        FollowStream.Totals all = stream.get().totals();
        Direction way = only != Direction.NONE ? only : all.outKept() >= all.inKept() ? Direction.OUT : Direction.IN;
        int of = row;
        saveDialog.ask(
                getScene().getWindow(),
                "Save what went " + way.word(),
                "event-" + investigation.events().get().number(of) + "-" + way.word() + ".bin",
                target -> write(of, way, target));
    }

    private void write(int of, Direction way, Path target) {
        FollowReader reader = new FollowReader(investigation.workspace());
        investigation.jobs().start("saving", progress -> reader.save(of, way, target, progress), bytes -> {
            found.setText(bytes < 0 ? "saving cancelled" : DisplayText.number(bytes) + " bytes saved");
            if (bytes >= 0) {
                investigation.notes().write(() -> investigation.notes().file().exported(target.toString()));
            }
        });
    }
}
