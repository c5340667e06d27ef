package lanner.viewer.explore;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import lanner.engine.explain.Explanation;
import lanner.viewer.paint.Shown;
import lanner.viewer.session.EventDetails;

/** Lines of text in a tree: sections, values that can be filtered by, and what became of a rule's condition. */
public final class DetailTree extends TreeView<DetailTree.Line> {
    static final int LONGEST = 2000;

    private final Consumer<Line> byField;
    private final Optional<Consumer<Line>> asColumn;

    /**
     * A line.
     *
     * @param field what it shows, as the rule language calls it; empty for none
     * @param style a style class; empty for none
     */
    public record Line(String text, String field, String value, String style) {
        static Line of(String text) {
            return new Line(text, "", "", "");
        }
    }

    /** @param filterBy takes a line with a field to be filtered by */
    public DetailTree(Consumer<Line> filterBy) {
        this(filterBy, Optional.empty());
    }

    /** @param column takes a line whose field is to be a column of the table */
    DetailTree(Consumer<Line> filterBy, Consumer<Line> column) {
        this(filterBy, Optional.of(column));
    }

    private DetailTree(Consumer<Line> filterBy, Optional<Consumer<Line>> column) {
        byField = filterBy;
        asColumn = column;
        setShowRoot(false);
        getStyleClass().add("dense");
        setCellFactory(view -> new LineCell());
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
            filter.setOnAction(event -> byField.accept(line));
            MenuItem copy = new MenuItem("Copy value");
            copy.setOnAction(event -> {
                ClipboardContent content = new ClipboardContent();
                content.putString(line.value());
                Clipboard.getSystemClipboard().setContent(content);
            });
            ContextMenu menu = new ContextMenu(filter, copy);
            asColumn.ifPresent(take -> {
                MenuItem column = new MenuItem("Apply as column");
                column.setOnAction(event -> take.accept(line));
                menu.getItems().add(1, column);
            });
            return menu;
        }
    }

    static TreeItem<Line> opened(String text, String style) {
        TreeItem<Line> item = new TreeItem<>(new Line(text, "", "", style));
        item.setExpanded(true);
        return item;
    }

    /** A field and its value. */
    static TreeItem<Line> line(String name, String field, String value) {
        return new TreeItem<>(new Line(name + ": " + Shown.text(value, LONGEST), field, value, ""));
    }

    /** A rule, and below it each part of its condition with what became of it. */
    public static TreeItem<Line> trace(EventDetails.Trace trace) {
        return trace(trace, leaf -> Optional.empty());
    }

    /** @param place says of a leaf where it stands, if that is to be shown */
    public static TreeItem<Line> trace(EventDetails.Trace trace, Function<Explanation, Optional<String>> place) {
        boolean matched = trace.distance() == 0;
        TreeItem<Line> item = new TreeItem<>(Line.of((matched ? "! " : "")
                + trace.rule()
                + (matched ? "  matched" : "  " + trace.distance() + " in the way")));
        item.setExpanded(matched);
        item.getChildren().add(part(trace.condition(), place));
        return item;
    }

    /** What a condition read, on a line of its own: it is what an investigator wants to see whole. */
    private static TreeItem<Line> reading(String field, String value) {
        return new TreeItem<>(
                value == null
                        ? Line.of(field + " is missing")
                        : new Line(field + " is " + Shown.text(value, LONGEST), field, value, ""));
    }

    private static TreeItem<Line> part(Explanation part, Function<Explanation, Optional<String>> place) {
        String sign = switch (part.verdict()) {
            case TRUE -> "+ ";
            case FALSE -> "\u2212 ";
            case MISSING -> "? ";
        };
        StringBuilder text = new StringBuilder(sign);
        text.append(part.decisive() && part.isLeaf() ? "* " : "");
        part.macro().ifPresent(macro -> text.append(macro).append(": "));
        text.append(Shown.text(part.text(), 300));
        place.apply(part).ifPresent(where -> text.append("   ").append(where));
        TreeItem<Line> item = new TreeItem<>(
                new Line(text.toString(), "", "", "leaf-" + part.verdict().word()));
        item.setExpanded(true);
        part.readings().forEach((field, value) -> {
            if (!part.text().equals(field + " = " + value)) {
                item.getChildren().add(reading(field, value));
            }
        });
        part.children().forEach(child -> item.getChildren().add(part(child, place)));
        return item;
    }
}
