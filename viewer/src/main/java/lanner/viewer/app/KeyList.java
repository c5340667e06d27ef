package lanner.viewer.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import lanner.viewer.action.Command;
import lanner.viewer.list.Dialogs;

/** Every key and what it does, in the order of the menus, in as many columns of one height as there is room for. */
final class KeyList {
    private static final int MOST_COLUMNS = 3;
    /** A menu that goes on in the next column has at least so many lines in both. */
    private static final int LEAST_LINES = 3;

    /** A menu's name takes the room of so many keys, with what is free around it. */
    private static final int TITLE_LINES = 2;

    private static final double MARGIN = 60;
    /** The scroll bar at the side, and the borders. */
    private static final double BAR = 18;

    /** Keys of a menu that stand below each other. */
    record Part(String menu, boolean goesOn, List<Command> commands) {
        int lines() {
            return commands.size() + TITLE_LINES;
        }
    }

    private KeyList() {}

    static void show(Actions actions, MainWindow window) {
        Map<String, List<Command>> menus = new LinkedHashMap<>();
        for (Command command : actions.table()) {
            if (command.keys().combination().isPresent()) {
                menus.computeIfAbsent(command.menu(), name -> new ArrayList<>()).add(command);
            }
        }
        ScrollPane scroll = new ScrollPane();
        scroll.setId("keys");
        scroll.getStyleClass().add("front");
        scroll.setStyle(window.stage().getScene().getRoot().getStyle());
        double width = window.stage().getWidth() - MARGIN;
        scroll.setMaxSize(width, window.stage().getHeight() - MARGIN);
        Scene scene = new Scene(scroll);
        scene.getStylesheets().setAll(window.stage().getScene().getStylesheets());
        int count = MOST_COLUMNS;
        scroll.setContent(list(columns(menus, count)));
        while (count > 1 && widthOf(scroll) > width) {
            count--;
            scroll.setContent(list(columns(menus, count)));
        }
        // One column that is too wide breaks its lines.
        scroll.setFitToWidth(count == 1);
        show(scene, window);
    }

    private static double widthOf(ScrollPane scroll) {
        scroll.applyCss();
        return scroll.getContent().prefWidth(-1) + BAR;
    }

    /** The menus in columns that differ by a few lines, in their order. */
    static List<List<Part>> columns(Map<String, List<Command>> menus, int count) {
        int lines = menus.values().stream()
                .mapToInt(commands -> commands.size() + TITLE_LINES)
                .sum();
        // A menu that goes on has its name once more.
        int most = (lines + TITLE_LINES * (count - 1) + count - 1) / count;
        List<List<Part>> columns = new ArrayList<>(List.of(new ArrayList<>()));
        int filled = 0;
        for (Map.Entry<String, List<Command>> menu : menus.entrySet()) {
            List<Command> left = menu.getValue();
            boolean goesOn = false;
            while (!left.isEmpty()) {
                int room = columns.size() == count ? left.size() : most - filled - TITLE_LINES;
                int taken = Math.min(room, left.size());
                if (taken < left.size()) {
                    taken = Math.min(taken, left.size() - LEAST_LINES);
                }
                if (taken < Math.min(LEAST_LINES, left.size())) {
                    columns.add(new ArrayList<>());
                    filled = 0;
                    continue;
                }
                Part part = new Part(menu.getKey(), goesOn, left.subList(0, taken));
                columns.get(columns.size() - 1).add(part);
                filled += part.lines();
                left = left.subList(taken, left.size());
                goesOn = true;
            }
        }
        return columns;
    }

    private static HBox list(List<List<Part>> columns) {
        HBox list = new HBox(28);
        list.setPadding(new Insets(10, 14, 10, 14));
        for (List<Part> parts : columns) {
            VBox column = new VBox(6);
            parts.forEach(part -> column.getChildren().add(group(part)));
            list.getChildren().add(column);
        }
        if (columns.size() == 1) {
            HBox.setHgrow(list.getChildren().get(0), Priority.ALWAYS);
        }
        return list;
    }

    private static GridPane group(Part part) {
        GridPane grid = new GridPane();
        grid.setHgap(14);
        grid.setVgap(0);
        Label title = new Label(part.menu() + (part.goesOn() ? " (goes on)" : ""));
        title.getStyleClass().add("panel-title");
        grid.add(title, 0, 0, 2, 1);
        for (int i = 0; i < part.commands().size(); i++) {
            Label keys = new Label(part.commands().get(i).keys().words());
            keys.getStyleClass().add("fixed");
            keys.setMinWidth(Label.USE_PREF_SIZE);
            Label name = Dialogs.sentence(part.commands().get(i).label());
            grid.addRow(i + 1, keys, name);
        }
        return grid;
    }

    /** As large as the list, if the window behind it is. */
    private static void show(Scene scene, MainWindow window) {
        Stage stage = new Stage();
        stage.initOwner(window.stage());
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle("Keys");
        scene.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                stage.close();
            }
        });
        stage.setScene(scene);
        stage.setMaxWidth(window.stage().getWidth());
        stage.setMaxHeight(window.stage().getHeight());
        stage.show();
    }
}
