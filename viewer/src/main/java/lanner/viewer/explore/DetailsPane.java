package lanner.viewer.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import lanner.engine.explain.Explanation;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.Shown;
import lanner.viewer.session.EventDetails;
import lanner.viewer.session.Events;
import lanner.viewer.session.ProcessEntry;

/** Everything about the event at hand: its parameters, its process, its fields, and what rules made of it. */
public final class DetailsPane extends BorderPane {
    private static final int LONGEST = 2000;

    private final Investigation investigation;
    private final Consumer<EventTable.Cell> byField;
    private final TreeView<Line> tree = new TreeView<>();
    private final Label title = new Label();

    /**
     * A line.
     *
     * @param field what it shows, as the rule language calls it; empty for none
     * @param style a style class; empty for none
     */
    record Line(String text, String field, String value, String style) {
        static Line of(String text) {
            return new Line(text, "", "", "");
        }
    }

    /** @param filterBy takes a field and its value to be filtered by */
    public DetailsPane(Investigation investigation, Consumer<EventTable.Cell> filterBy) {
        this.investigation = investigation;
        this.byField = filterBy;
        tree.setId("details");
        tree.setShowRoot(false);
        tree.getStyleClass().add("dense");
        tree.setAccessibleText("Details");
        tree.setCellFactory(view -> new LineCell());
        title.setWrapText(true);
        title.setId("details-title");
        title.setPadding(new Insets(6));
        title.setStyle("-fx-font-weight: bold;");
        VBox top = new VBox(title);
        setTop(top);
        setCenter(tree);
        investigation.details().addListener((property, before, now) -> show(now));
        investigation.selected().addListener((property, before, now) -> head(now.intValue()));
        investigation.caseChanges().addListener((property, before, now) -> head(investigation.selected().get()));
        head(-1);
    }

    private final class LineCell extends TreeCell<Line> {
        @Override
        protected void updateItem(Line line, boolean empty) {
            super.updateItem(line, empty);
            getStyleClass().removeAll("leaf-true", "leaf-false", "leaf-missing", "section");
            if (empty || line == null) {
                setText(null);
                setContextMenu(null);
                return;
            }
            setText(line.text());
            if (!line.style().isEmpty()) {
                getStyleClass().add(line.style());
            }
            setContextMenu(line.field().isEmpty() ? null : menu(line));
        }

        private ContextMenu menu(Line line) {
            MenuItem filter = new MenuItem("Filter by this");
            filter.setOnAction(event ->
                    byField.accept(new EventTable.Cell(investigation.selected().get(), line.field(), line.value())));
            MenuItem copy = new MenuItem("Copy value");
            copy.setOnAction(event -> {
                ClipboardContent content = new ClipboardContent();
                content.putString(line.value());
                Clipboard.getSystemClipboard().setContent(content);
            });
            return new ContextMenu(filter, copy);
        }
    }

    private void head(int row) {
        Events events = investigation.events().get();
        if (row < 0 || row >= events.rows()) {
            title.setText("Choose an event");
            tree.setRoot(new TreeItem<>());
            return;
        }
        String note = investigation.bookmark(row).map(text -> "\n* " + Shown.text(text, LONGEST)).orElse("");
        title.setText("Event " + Shown.number(events.number(row)) + "  " + events.call(row) + "  "
                + EventTable.processName(events, row) + "\n"
                + investigation.settings().time().get().whole(events.time(row), events.time(0)) + note);
    }

    private void show(EventDetails details) {
        TreeItem<Line> root = new TreeItem<>();
        if (details != null) {
            traces(details, root, 0);
            section(root, "Arguments", details.arguments(), "evt.arg.");
            root.getChildren().add(chain(details.row()));
            fields(details, root);
            traces(details, root, 1);
        } else {
            root.getChildren().add(new TreeItem<>(Line.of("reading\u2026")));
        }
        tree.setRoot(root);
    }

    private static TreeItem<Line> opened(String text, String style) {
        TreeItem<Line> item = new TreeItem<>(new Line(text, "", "", style));
        item.setExpanded(true);
        return item;
    }

    private static void section(
            TreeItem<Line> root, String name, List<EventDetails.Value> values, String prefix) {
        if (values.isEmpty()) {
            return;
        }
        TreeItem<Line> section = opened(name, "section");
        for (EventDetails.Value value : values) {
            section.getChildren().add(line(value.name(), prefix + value.name(), value.text()));
        }
        root.getChildren().add(section);
    }

    private static TreeItem<Line> line(String name, String field, String value) {
        return new TreeItem<>(new Line(name + ": " + Shown.text(value, LONGEST), field, value, ""));
    }

    /** Who started whom, from the process upwards. */
    private TreeItem<Line> chain(int row) {
        Events events = investigation.events().get();
        TreeItem<Line> section = opened("Process chain", "section");
        for (int id : investigation.workspace().ancestry(events.processOf(row).id())) {
            ProcessEntry process = events.process(id);
            String command = process.image() < 0 ? "?" : events.image(process.image()).commandLine();
            section.getChildren()
                    .add(new TreeItem<>(new Line(
                            process.pid() + "  " + Shown.text(command, 300)
                                    + (process.user().isEmpty() ? "" : "  (" + Shown.text(process.user(), 32) + ")")
                                    + ProcessTree.ending(process),
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
        TreeItem<Line> section = opened("Fields", "section");
        groups.forEach((group, values) -> {
            TreeItem<Line> item = new TreeItem<>(Line.of(group + " (" + values.size() + ")"));
            item.setExpanded(group.equals("fd"));
            values.forEach(value -> item.getChildren().add(line(value.name(), value.name(), value.text())));
            section.getChildren().add(item);
        });
        root.getChildren().add(section);
    }

    /** Rules that matched stand first, those that came near last. */
    private static void traces(EventDetails details, TreeItem<Line> root, int least) {
        TreeItem<Line> section =
                opened(least == 0 ? "Rule trace" : "Rules that came near", "section");
        for (EventDetails.Trace trace : details.traces()) {
            boolean matched = trace.distance() == 0;
            if (matched == (least == 0)) {
                TreeItem<Line> item = new TreeItem<>(Line.of((matched ? "! " : "") + trace.rule()
                        + (matched ? "  matched" : "  " + trace.distance() + " in the way")));
                item.setExpanded(matched);
                item.getChildren().add(part(trace.condition()));
                section.getChildren().add(item);
            }
        }
        section.setExpanded(least == 0);
        if (!section.getChildren().isEmpty()) {
            root.getChildren().add(section);
        }
    }

    private static TreeItem<Line> part(Explanation part) {
        String sign = switch (part.verdict()) {
            case TRUE -> "+ ";
            case FALSE -> "\u2212 ";
            case MISSING -> "? ";
        };
        StringBuilder text = new StringBuilder(sign);
        text.append(part.decisive() && part.isLeaf() ? "* " : "");
        part.macro().ifPresent(macro -> text.append(macro).append(": "));
        text.append(Shown.text(part.text(), 300));
        part.readings()
                .forEach((field, value) -> text.append("   [")
                        .append(field)
                        .append(value == null ? " is missing" : " = " + Shown.text(value, 120))
                        .append(']'));
        TreeItem<Line> item = new TreeItem<>(new Line(
                text.toString(), "", "", "leaf-" + part.verdict().word()));
        item.setExpanded(true);
        part.children().forEach(child -> item.getChildren().add(part(child)));
        return item;
    }
}
