package lanner.viewer.app;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import lanner.investigation.casework.CaseText;
import lanner.viewer.list.Dialogs;

/** Asks who works on a case, and what its number is. */
final class CaseDialog {
    /**
     * An answer; an empty text takes away what was there.
     *
     * @param analyst of at most one line
     * @param number of the case, likewise
     */
    record Answer(String analyst, String number) {}

    private final TextField analyst = new TextField();
    private final TextField number = new TextField();
    private final Label problem = new Label();
    private final Stage stage = new Stage();
    private final Consumer<Answer> then;

    private CaseDialog(Consumer<Answer> then) {
        this.then = then;
    }

    /**
     * Asks, and returns at once.
     *
     * @param before what stands in the fields
     * @param then takes the answer, if there is one
     */
    static void ask(Window owner, Answer before, Consumer<Answer> then) {
        new CaseDialog(then).open(owner, before);
    }

    private void open(Window owner, Answer before) {
        GridPane fields = new GridPane();
        fields.setHgap(10);
        fields.setVgap(8);
        field(fields, 0, "Analyst", "analyst", analyst, before.analyst());
        field(fields, 1, "Case number", "case-number", number, before.number());
        problem.setId("case-problem");
        problem.getStyleClass().add("grave");
        problem.setWrapText(true);
        problem.setMinHeight(Label.USE_PREF_SIZE);
        Label words = Dialogs.sentence("Written beside each decision, bookmark and tag, and into the report."
                + " The name is remembered; the number belongs to the case.");
        words.getStyleClass().add("quiet");
        Button take = new Button("Take");
        take.setId("case-take");
        take.setOnAction(event -> take());
        Button cancel = new Button("Cancel");
        cancel.setOnAction(event -> stage.close());
        VBox all = new VBox(10, fields, words, problem, Dialogs.hands(take, cancel));
        all.setPadding(new Insets(14));
        Scene scene = Dialogs.scene(owner, all, 560, 250);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                stage.close();
            }
        });
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle("Analyst and case number");
        stage.setScene(scene);
        stage.show();
        analyst.requestFocus();
        analyst.selectAll();
    }

    private void field(GridPane fields, int row, String words, String id, TextField field, String text) {
        field.setId(id);
        field.setAccessibleText(words);
        field.setText(text);
        field.setPrefColumnCount(30);
        field.setOnAction(event -> take());
        Label label = new Label(words);
        label.setMinWidth(Label.USE_PREF_SIZE);
        fields.addRow(row, label, field);
    }

    private void take() {
        for (TextField field : new TextField[] {analyst, number}) {
            Optional<String> against = CaseText.problem(field.getText());
            if (against.isPresent()) {
                problem.setText(field.getAccessibleText() + ": " + against.get());
                return;
            }
        }
        stage.close();
        then.accept(new Answer(analyst.getText().strip(), number.getText().strip()));
    }
}
