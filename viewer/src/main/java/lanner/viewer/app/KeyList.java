package lanner.viewer.app;

import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.stage.Modality;
import javafx.stage.Stage;

/** Every key and what it does. */
final class KeyList {
    private static final int COLUMNS = 2;

    private KeyList() {}

    static void show(Actions actions, MainWindow window) {
        GridPane grid = new GridPane();
        grid.setHgap(18);
        grid.setVgap(3);
        grid.setStyle("-fx-padding: 14;");
        var withKeys =
                actions.table().stream().filter(action -> action.keys() != null).toList();
        int half = (withKeys.size() + 1) / COLUMNS;
        for (int i = 0; i < withKeys.size(); i++) {
            Actions.Action action = withKeys.get(i);
            Label keys = new Label(action.keys().getDisplayText());
            keys.setStyle("-fx-font-weight: bold;");
            grid.add(keys, i / half * 2, i % half);
            grid.add(new Label(action.name()), i / half * 2 + 1, i % half);
        }
        Stage stage = new Stage();
        stage.initOwner(window.stage());
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle("Keys");
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setId("keys");
        Scene scene = new Scene(scroll, 860, 620);
        scene.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                stage.close();
            }
        });
        stage.setScene(scene);
        stage.show();
    }
}
