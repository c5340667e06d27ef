package lanner.viewer.list;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.geometry.Bounds;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import lanner.engine.explain.Explanation;
import lanner.investigation.details.EventDetails;
import lanner.viewer.paint.DisplayText;

/** Lines of text in a tree: sections, values that can be filtered by, and what became of a rule's condition. */
public final class DetailTree extends TreeView<DetailTree.Line> {
    /** Characters of a value that a line shows. */
    public static final int LONGEST = 2000;

    /** What fields of a call's own parameters begin with. */
    public static final String ARGUMENT = "evt.arg.";

    /** What can be done with a line that shows a field. */
    public enum Verb {
        APPLY("Apply as filter"),
        AND("\u2026 and this"),
        OR("\u2026 or this"),
        NOT("Exclude: not this"),
        PREPARE("Prepare as filter"),
        COLUMN("Apply as column"),
        COPY_COMPARISON("Copy as comparison"),
        BYTES("Show its bytes");

        private final String words;

        Verb(String words) {
            this.words = words;
        }
    }

    private final Optional<BiConsumer<Verb, Line>> does;

    /**
     * A line.
     *
     * @param field what it shows, as the rule language calls it; empty for none
     * @param style a style class; empty for none
     */
    public record Line(String text, String field, String value, String style) {
        /** Text that shows no field. */
        public static Line of(String text) {
            return new Line(text, "", "", "");
        }
    }

    /** Lines can be read and copied. */
    public DetailTree() {
        this(Optional.empty());
    }

    /** @param does takes a line with a field, and what is to be done with it */
    public DetailTree(BiConsumer<Verb, Line> does) {
        this(Optional.of(does));
    }

    private DetailTree(Optional<BiConsumer<Verb, Line>> does) {
        this.does = does;
        setShowRoot(false);
        getStyleClass().add("dense");
        setCellFactory(view -> new LineCell());
        // By mouse the line below it is chosen already; by keyboard it is the selected one.
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            if (showMenu(event.getScreenX(), event.getScreenY())) {
                event.consume();
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.isShortcutDown() && !event.isShiftDown() && !event.isAltDown() && event.getCode() == KeyCode.C) {
                copy();
                event.consume();
            }
        });
    }

    /** Shows other lines. The horizontal scroll bar forgets the longest of those before. */
    public void show(TreeItem<Line> root) {
        setRoot(root);
        refresh();
    }

    /** Copies the value of the selected line; of one without a value the line. */
    private void copy() {
        TreeItem<Line> item = getSelectionModel().getSelectedItem();
        if (item != null && item.getValue() != null) {
            Line line = item.getValue();
            TextClipboard.put(line.field().isEmpty() ? line.text() : line.value());
        }
    }

    /** Opens the menu of the selected line, at the tree's upper edge. */
    public void showMenu() {
        requestFocus();
        if (getSelectionModel().getSelectedIndex() < 0) {
            getSelectionModel().select(0);
        }
        Bounds place = localToScreen(getBoundsInLocal());
        showMenu(place.getMinX() + 24, place.getMinY() + 24);
    }

    private boolean showMenu(double x, double y) {
        TreeItem<Line> item = getSelectionModel().getSelectedItem();
        boolean has = item != null
                && item.getValue() != null
                && !item.getValue().field().isEmpty();
        if (has) {
            menu(item.getValue()).show(this, x, y);
        }
        return has;
    }

    private ContextMenu menu(Line line) {
        ContextMenu menu = new ContextMenu();
        menu.setId("detail-menu");
        does.ifPresent(take -> {
            for (Verb verb : Verb.values()) {
                if (verb != Verb.BYTES || line.field().startsWith(ARGUMENT)) {
                    menu.getItems().add(item(verb.words, () -> take.accept(verb, line)));
                }
            }
        });
        menu.getItems().add(item("Copy value", () -> TextClipboard.put(line.value())));
        return menu;
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    private static final class LineCell extends TreeCell<Line> {
        @Override
        protected void updateItem(Line line, boolean empty) {
            super.updateItem(line, empty);
            getStyleClass().removeAll("leaf-true", "leaf-false", "leaf-missing", "section");
            if (empty || line == null) {
                setText(null);
                return;
            }
            setText(line.text());
            if (!line.style().isEmpty()) {
                getStyleClass().add(line.style());
            }
        }
    }

    /** A line whose children are shown. */
    public static TreeItem<Line> opened(String text, String style) {
        TreeItem<Line> item = new TreeItem<>(new Line(text, "", "", style));
        item.setExpanded(true);
        return item;
    }

    /** A field and its value. */
    public static TreeItem<Line> line(String name, String field, String value) {
        return new TreeItem<>(new Line(name + ": " + DisplayText.text(value, LONGEST), field, value, ""));
    }

    /** A parameter of the call: shown for people, filtered by as a rule compares it. */
    public static TreeItem<Line> argument(EventDetails.Argument argument) {
        String text = argument.name() + ": " + DisplayText.text(argument.inWords(), LONGEST);
        return new TreeItem<>(new Line(text, ARGUMENT + argument.name(), argument.value(), ""));
    }

    /** A part of a JSON document, and below it what is in it. */
    public static TreeItem<Line> part(EventDetails.Part part) {
        String field = part.pointer().isEmpty() ? "" : "jevt.value[" + part.pointer() + "]";
        TreeItem<Line> item = new TreeItem<>(new Line(
                DisplayText.text(part.name(), LONGEST) + ": " + DisplayText.text(part.text(), LONGEST),
                field,
                field.isEmpty() ? "" : part.text(),
                ""));
        part.parts().forEach(each -> item.getChildren().add(part(each)));
        return item;
    }

    /**
     * A rule, and below it the parts of its condition that decide, with what became of them; behind them, folded, the whole
     * condition.
     */
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
        List<Explanation> deciding = trace.condition().decisiveLeaves();
        TreeItem<Line> whole = part(trace.condition(), place);
        if (deciding.isEmpty() || trace.condition().isLeaf()) {
            item.getChildren().add(whole);
            return item;
        }
        deciding.forEach(leaf -> item.getChildren().add(part(leaf, place)));
        TreeItem<Line> folded = new TreeItem<>(Line.of("The whole condition"));
        folded.getChildren().add(whole);
        item.getChildren().add(folded);
        return item;
    }

    /** What a condition read, on a line of its own, so that it is shown whole. */
    private static TreeItem<Line> reading(String field, String value) {
        return new TreeItem<>(
                value == null
                        ? Line.of(field + " is missing")
                        : new Line(field + " is " + DisplayText.text(value, LONGEST), field, value, ""));
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
        text.append(DisplayText.text(part.text(), 300));
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
