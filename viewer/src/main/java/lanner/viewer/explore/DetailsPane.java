package lanner.viewer.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import lanner.engine.json.JsonText;
import lanner.investigation.details.EventDetails;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.About;
import lanner.viewer.list.DetailTree;
import lanner.viewer.list.DetailTree.Line;
import lanner.viewer.list.ScrolledHead;
import lanner.viewer.list.TagSign;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;
import org.jspecify.annotations.Nullable;

/** Everything about the selected event: its parameters, its process, its fields, and what rules made of it. */
public final class DetailsPane extends BorderPane {
    /** Of the height: what the head says does not take the room of the lines below it. */
    private static final double MOST_OF_HEAD = 0.6;

    private final Investigation investigation;
    private final DetailTree tree;
    private final Label title = new Label();
    private final HexView bytes;
    private @Nullable EventDetails shown;

    /** @param does takes a field and its value, and what is to be done with it */
    public DetailsPane(Investigation investigation, BiConsumer<DetailTree.Verb, Cell> does) {
        this.investigation = investigation;
        bytes = new HexView(investigation.settings());
        tree = new DetailTree((verb, line) -> {
            if (verb == DetailTree.Verb.BYTES) {
                showBytes(true);
            } else {
                does.accept(verb, cell(line));
            }
        });
        tree.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> mark());
        tree.setId("details");
        tree.setAccessibleText("Details");
        title.setWrapText(true);
        title.setId("details-title");
        title.setPadding(new Insets(6));
        title.setStyle("-fx-font-weight: bold;");
        title.setMinHeight(USE_PREF_SIZE);
        setTop(new ScrolledHead(new VBox(title), heightProperty(), MOST_OF_HEAD));
        setCenter(tree);
        investigation.selected().details().addListener((property, before, now) -> showInView());
        investigation.selected().isReading().addListener((property, before, now) -> showInView());
        investigation
                .query()
                .settled()
                .addListener((property, before, now) ->
                        head(investigation.selected().row().get()));
        sceneProperty().addListener((property, before, now) -> showInView());
        investigation.selected().row().addListener((property, before, now) -> head(now.intValue()));
        investigation
                .notes()
                .changes()
                .addListener((property, before, now) ->
                        head(investigation.selected().row().get()));
        head(-1);
    }

    /** Opens the menu of the selected line. */
    public void showMenu() {
        tree.showMenu();
    }

    /** Shows the record's bytes below, or hides them. */
    public void toggleBytes() {
        showBytes(getBottom() == null);
    }

    /** What the line above the bytes says; empty while they are hidden. */
    public String bytesHead() {
        return getBottom() == null ? "" : bytes.head();
    }

    private void showBytes(boolean on) {
        setBottom(on ? bytes : null);
        bytes.show(on && shown != null ? shown.raw() : null);
        mark();
    }

    /** The bytes of the argument at hand. */
    private void mark() {
        TreeItem<Line> item = tree.getSelectionModel().getSelectedItem();
        if (getBottom() != null) {
            String field = item == null || item.getValue() == null
                    ? ""
                    : item.getValue().field();
            bytes.mark(field.startsWith(DetailTree.ARGUMENT) ? field.substring(DetailTree.ARGUMENT.length()) : "");
        }
    }

    private Cell cell(Line line) {
        return new Cell(investigation.selected().row().get(), line.field(), line.value());
    }

    private void head(int row) {
        Events events = investigation.events().get();
        if (row < 0 || row >= events.rows()) {
            title.setText("Choose an event");
            shown = null;
            tree.show(new TreeItem<>());
            bytes.show(null);
            return;
        }
        String tags = TagSign.words(investigation.notes().tags(row));
        String note = investigation
                .notes()
                .bookmark(row)
                .map(text -> "\n* " + DisplayText.text(JsonText.latin(text), DetailTree.LONGEST))
                .orElse("");
        title.setText("Event " + DisplayText.number(events.number(row)) + "  " + DisplayText.text(events.call(row), 64)
                + "  "
                + EventCells.processName(events, row) + "\n"
                + investigation.settings().time().get().whole(events.time(row), events.axis(0))
                + recorded(row)
                + (investigation.query().isHidden(row) ? "\nnot in view: the filter leaves it out" : "")
                + (tags.isEmpty() ? "" : "\ntags: " + tags) + note);
    }

    /** How long the call took, and that its process recorded it itself; as much of that as is known. */
    private String recorded(int row) {
        EventDetails details = investigation.selected().details().get();
        if (details == null || details.row() != row) {
            return "";
        }
        String took = details.field("evt.latency.human")
                .map(words -> "  took " + words)
                .orElse("");
        boolean inline = details.field("lanner.inline").filter("true"::equals).isPresent();
        return took + (inline ? "\nrecorded inside the process: its own statement" : "");
    }

    /** Out of view nothing is laid out; what is shown already stays as it was unfolded. */
    private void showInView() {
        EventDetails now = investigation.selected().details().get();
        if (getScene() != null && (now == null || !now.equals(shown))) {
            show(now);
            head(investigation.selected().row().get());
        }
    }

    private void show(@Nullable EventDetails details) {
        shown = details;
        TreeItem<Line> root = new TreeItem<>();
        if (details != null) {
            traces(details, root, 0);
            root.getChildren().add(what(details));
            if (!investigation.events().get().isRequest(details.row())) {
                root.getChildren().add(chain(details.row()));
            }
            arguments(root, details.arguments());
            fields(details, root);
            document(root, details.document());
            traces(details, root, 1);
        } else if (investigation.selected().row().get() >= 0) {
            root.getChildren()
                    .add(new TreeItem<>(Line.of(
                            investigation.selected().isReading().get() ? "reading\u2026" : "could not be read")));
        }
        tree.show(root);
        if (getBottom() != null) {
            bytes.show(details == null ? null : details.raw());
        }
    }

    /** What was done to what, and what became of it, before all else that can be said. */
    private TreeItem<Line> what(EventDetails details) {
        Events events = investigation.events().get();
        int row = details.row();
        TreeItem<Line> section = DetailTree.opened("What happened", "section");
        String call = DisplayText.text(events.call(row), DetailTree.LONGEST);
        Optional<About> about = About.of(events, row);
        section.getChildren()
                .add(new TreeItem<>(about.map(each -> new Line(
                                call + "  " + DisplayText.text(each.words(), DetailTree.LONGEST),
                                each.kind().field(),
                                each.value(),
                                ""))
                        .orElse(new Line(call, "evt.type", events.call(row), ""))));
        String outcome = DisplayText.text(events.outcome(row).words(), DetailTree.LONGEST);
        Optional<String> result = details.field("evt.res");
        section.getChildren()
                .add(new TreeItem<>(
                        result.isPresent()
                                ? new Line("outcome: " + outcome, "evt.res", result.get(), "")
                                : Line.of("outcome: " + outcome)));
        return section;
    }

    private static void arguments(TreeItem<Line> root, List<EventDetails.Argument> arguments) {
        if (arguments.isEmpty()) {
            return;
        }
        TreeItem<Line> section = DetailTree.opened("Arguments", "section");
        for (EventDetails.Argument argument : arguments) {
            section.getChildren().add(DetailTree.argument(argument));
        }
        root.getChildren().add(section);
    }

    /** What an event of an audit log says, folded. */
    private static void document(TreeItem<Line> root, List<EventDetails.Part> document) {
        if (!document.isEmpty()) {
            TreeItem<Line> section = new TreeItem<>(new Line("Event, as JSON", "", "", "section"));
            document.forEach(part -> section.getChildren().add(DetailTree.part(part)));
            root.getChildren().add(section);
        }
    }

    /** Who started whom, from the process upwards. */
    private TreeItem<Line> chain(int row) {
        Events events = investigation.events().get();
        TreeItem<Line> section = DetailTree.opened("Process chain", "section");
        for (int id : investigation.workspace().ancestry(events.processOf(row).id())) {
            ProcessEntry process = events.process(id);
            String command =
                    process.image() < 0 ? "?" : events.image(process.image()).commandLine();
            section.getChildren()
                    .add(new TreeItem<>(new Line(
                            process.pid() + "  " + DisplayText.text(command, 300)
                                    + (process.user().isEmpty()
                                            ? ""
                                            : "  (" + DisplayText.text(process.user(), 32) + ")")
                                    + ProcessTreePainter.ending(process),
                            "proc.pid",
                            Integer.toString(process.pid()),
                            "")));
        }
        return section;
    }

    private static void fields(EventDetails details, TreeItem<Line> root) {
        Map<String, List<EventDetails.Value>> groups = new TreeMap<>();
        for (EventDetails.Value value : details.fields()) {
            int dot = value.name().indexOf('.');
            groups.computeIfAbsent(dot < 0 ? value.name() : value.name().substring(0, dot), key -> new ArrayList<>())
                    .add(value);
        }
        TreeItem<Line> section = DetailTree.opened("Fields", "section");
        groups.forEach((group, values) -> {
            TreeItem<Line> item = new TreeItem<>(Line.of(group + " (" + values.size() + ")"));
            item.setExpanded(group.equals("fd") || group.equals("ka"));
            values.forEach(value -> item.getChildren().add(DetailTree.line(value.name(), value.name(), value.text())));
            section.getChildren().add(item);
        });
        root.getChildren().add(section);
    }

    /** Rules that matched stand first, those that came near last. */
    private static void traces(EventDetails details, TreeItem<Line> root, int least) {
        TreeItem<Line> section = DetailTree.opened(least == 0 ? "Rule trace" : "Rules that nearly matched", "section");
        for (EventDetails.Trace trace : details.traces()) {
            boolean matched = trace.distance() == 0;
            if (matched == (least == 0)) {
                section.getChildren().add(DetailTree.trace(trace));
            }
        }
        section.setExpanded(least == 0);
        if (!section.getChildren().isEmpty()) {
            root.getChildren().add(section);
        }
    }
}
