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
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import lanner.viewer.action.Command;

/** Every key and what it does, in the order of the menus. */
final class KeyList {
    private static final int COLUMNS = 3;
    private static final double MARGIN = 60;

    private KeyList() {}

    static void show(Actions actions, MainWindow window) {
        Map<String, List<Command>> menus = new LinkedHashMap<>();
        int rows = 0;
        for (Command command : actions.table()) {
            if (command.keys().combination().isPresent()) {
                rows += menus.containsKey(command.menu()) ? 1 : 2;
                menus.computeIfAbsent(command.menu(), name -> new ArrayList<>()).add(command);
            }
        }
        HBox columns = new HBox(28);
        columns.setPadding(new Insets(14));
        columns.setStyle("-fx-font-size: " + 13 * window.settings().scale().get() + "px;");
        int filled = 0;
        for (Map.Entry<String, List<Command>> menu : menus.entrySet()) {
            if (filled * COLUMNS >= columns.getChildren().size() * rows) {
                columns.getChildren().add(new VBox(10));
            }
            ((VBox) columns.getChildren().get(columns.getChildren().size() - 1))
                    .getChildren()
                    .add(group(menu.getKey(), menu.getValue()));
            filled += menu.getValue().size() + 1;
        }
        show(columns, window);
    }

    private static GridPane group(String menu, List<Command> commands) {
        GridPane grid = new GridPane();
        grid.setHgap(14);
        grid.setVgap(2);
        Label title = new Label(menu);
        title.getStyleClass().add("panel-title");
        grid.add(title, 0, 0, 2, 1);
        for (int i = 0; i < commands.size(); i++) {
            Label keys = new Label(commands.get(i).keys().words());
            keys.getStyleClass().add("fixed");
            keys.setMinWidth(Label.USE_PREF_SIZE);
            Label name = new Label(commands.get(i).label());
            name.setMinWidth(Label.USE_PREF_SIZE);
            grid.addRow(i + 1, keys, name);
        }
        return grid;
    }

    /** As large as the list, if the window behind it is. */
    private static void show(HBox columns, MainWindow window) {
        Stage stage = new Stage();
        stage.initOwner(window.stage());
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle("Keys");
        ScrollPane scroll = new ScrollPane(columns);
        scroll.setId("keys");
        scroll.setMaxSize(window.stage().getWidth() - MARGIN, window.stage().getHeight() - MARGIN);
        Scene scene = new Scene(scroll);
        scene.getStylesheets().setAll(window.stage().getScene().getStylesheets());
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
