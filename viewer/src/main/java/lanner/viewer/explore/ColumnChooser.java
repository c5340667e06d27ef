package lanner.viewer.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import lanner.investigation.index.Events;
import lanner.investigation.rows.CellReader;
import lanner.investigation.rows.Completion;
import lanner.viewer.list.Dialogs;
import lanner.viewer.model.TableColumns;
import lanner.viewer.paint.DisplayText;

/** Asks for a field by name: typing narrows the list, Enter takes what is written or chosen. */
final class ColumnChooser {
    private final TableColumns columns;
    private final Events events;
    private final Function<String, Optional<String>> take;
    private final Completion completion = new Completion();
    private final TextField field = new TextField();
    private final ListView<Completion.Choice> list = new ListView<>();
    private final Label problem = new Label();
    private final Stage stage = new Stage();

    private ColumnChooser(TableColumns columns, Events events, Function<String, Optional<String>> take) {
        this.columns = columns;
        this.events = events;
        this.take = take;
    }

    /** @param take takes a column's id, and says why not */
    static void show(Window owner, TableColumns columns, Events events, Function<String, Optional<String>> take) {
        new ColumnChooser(columns, events, take).show(owner);
    }

    private void show(Window owner) {
        field.setId("column-field");
        field.setPromptText("A field, such as proc.pname or proc.aname[2]");
        field.setAccessibleText("Field of the new column");
        field.getStyleClass().add("fixed");
        list.setId("column-choices");
        list.setCellFactory(view -> new ListCell<>() {
            @Override
            protected void updateItem(Completion.Choice choice, boolean empty) {
                super.updateItem(choice, empty);
                setText(empty || choice == null ? null : choice.text() + "    " + DisplayText.text(choice.note(), 90));
            }
        });
        problem.setId("column-problem");
        problem.setWrapText(true);
        problem.getStyleClass().add("grave");
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        field.textProperty().addListener((property, before, now) -> fill());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        list.setOnMouseClicked(event -> accept());
        VBox box = new VBox(6, field, problem, list);
        box.setPadding(new Insets(10));
        VBox.setVgrow(list, Priority.ALWAYS);
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle("Add a column");
        stage.setScene(Dialogs.scene(owner, box, 640, 440));
        fill();
        stage.show();
        field.requestFocus();
    }

    private void fill() {
        String text = field.getText().strip();
        List<Completion.Choice> found = new ArrayList<>();
        for (TableColumns.Own own : TableColumns.Own.values()) {
            if (!columns.has(own.id()) && own.id().startsWith(text)) {
                found.add(new Completion.Choice(own.id(), "the default column " + own.words()));
            }
        }
        completion.at(text, text.length(), events).choices().stream()
                .filter(choice -> !columns.has(choice.text()))
                .filter(choice -> CellReader.problem(choice.text()).isEmpty())
                .forEach(found::add);
        list.getItems().setAll(found);
        problem.setText("");
    }

    private void keyPressed(KeyEvent event) {
        int at = list.getSelectionModel().getSelectedIndex();
        if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
            list.getSelectionModel().select(Math.max(0, at + (event.getCode() == KeyCode.DOWN ? 1 : -1)));
            list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 4));
        } else if (event.getCode() == KeyCode.ENTER) {
            accept();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            stage.close();
        } else {
            return;
        }
        event.consume();
    }

    /** What was chosen, else what is written if that is a field, else the first choice. */
    private void accept() {
        String text = field.getText().strip();
        Completion.Choice chosen = list.getSelectionModel().getSelectedItem();
        boolean written = chosen == null
                && (CellReader.problem(text).isEmpty() || list.getItems().isEmpty());
        String id = written
                ? text
                : chosen != null ? chosen.text() : list.getItems().get(0).text();
        take.apply(id).ifPresentOrElse(problem::setText, stage::close);
    }
}
