package lanner.viewer.app;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import lanner.viewer.action.Command;
import lanner.viewer.list.Dialogs;

/** All actions by name: type some letters of it, Enter does it. */
final class CommandPalette {
    private CommandPalette() {}

    static void show(Actions actions, MainWindow window) {
        TextField field = new TextField();
        field.setId("palette");
        field.setPromptText("What do you want to do?");
        ListView<Command> list = new ListView<>();
        list.setId("palette-list");
        list.setCellFactory(view -> new ListCell<>() {
            @Override
            protected void updateItem(Command action, boolean empty) {
                super.updateItem(action, empty);
                setText(
                        empty || action == null
                                ? null
                                : action.menu() + ": " + action.label()
                                        + (action.keys().words().isEmpty()
                                                ? ""
                                                : "    " + action.keys().words()));
            }
        });
        Stage stage = new Stage();
        stage.initOwner(window.stage());
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle("Command palette");
        Runnable fill = () -> {
            list.getItems().setAll(found(actions.table(), field.getText()));
            list.getSelectionModel().select(0);
        };
        field.textProperty().addListener((property, before, now) -> fill.run());
        fill.run();
        Runnable run = () -> {
            Command chosen = list.getSelectionModel().getSelectedItem();
            stage.close();
            if (chosen != null) {
                chosen.run().run();
            }
        };
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            int at = list.getSelectionModel().getSelectedIndex();
            if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
                list.getSelectionModel().select(Math.max(0, at + (event.getCode() == KeyCode.DOWN ? 1 : -1)));
                list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 4));
                event.consume();
            } else if (event.getCode() == KeyCode.ENTER) {
                event.consume();
                run.run();
            } else if (event.getCode() == KeyCode.ESCAPE) {
                stage.close();
            }
        });
        list.setOnMouseClicked(event -> run.run());
        VBox all = new VBox(field, list);
        VBox.setVgrow(list, Priority.ALWAYS);
        stage.setScene(Dialogs.scene(window.stage(), all, 560, 420));
        stage.show();
        field.requestFocus();
    }

    /** Those whose name holds all the words. */
    static List<Command> found(List<Command> all, String text) {
        List<String> words = List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        return all.stream()
                .filter(action -> words.stream()
                        .allMatch(word -> (action.menu() + " " + action.label())
                                .toLowerCase(Locale.ROOT)
                                .contains(word)))
                .toList();
    }
}
