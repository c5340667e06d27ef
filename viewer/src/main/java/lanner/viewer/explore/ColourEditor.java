package lanner.viewer.explore;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.StringConverter;
import lanner.viewer.list.Dialogs;
import lanner.viewer.model.ColourRules;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.paint.Theme;

/** The colour rules: a list in which the first that holds applies, and below it the one that is written. What is done holds at once. */
final class ColourEditor {
    private final Settings settings;
    private final ColourRules rules;
    private final ListView<ColourRules.Rule> list = new ListView<>();
    private final TextField condition = new TextField();
    private final TextField sign = new TextField();
    private final ComboBox<Theme.Tint> tint = new ComboBox<>();
    private final Label problem = new Label();
    private final Button add = button("Add", "colour-add", () -> put(false));
    private final Button change = button("Change", "colour-change", () -> put(true));
    private final Button remove = button("Remove", "colour-remove", this::remove);
    private final Button up = button("Up", "colour-up", () -> move(-1));
    private final Button down = button("Down", "colour-down", () -> move(1));
    private final Stage stage = new Stage();

    private ColourEditor(Settings settings) {
        this.settings = settings;
        rules = settings.colours();
    }

    /** @param begun a condition to begin a new rule with; empty for none */
    static void show(Window owner, Settings settings, String begun) {
        new ColourEditor(settings).show(owner, begun);
    }

    private static Button button(String words, String id, Runnable action) {
        Button button = new Button(words);
        button.setId(id);
        button.setOnAction(event -> action.run());
        return button;
    }

    private void show(Window owner, String begun) {
        list.setId("colour-list");
        list.setCellFactory(view -> new RuleCell());
        list.setPrefHeight(230);
        list.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> take(now));
        condition.setId("colour-condition");
        condition.setPromptText("A condition of the rule language: rows for which it holds are coloured");
        condition.setAccessibleText("Condition");
        condition.getStyleClass().add("fixed");
        condition.textProperty().addListener((property, before, now) -> check());
        condition.setOnAction(event -> put(list.getSelectionModel().getSelectedIndex() >= 0));
        HBox.setHgrow(condition, Priority.ALWAYS);
        sign.setId("colour-sign");
        sign.setPrefColumnCount(2);
        sign.setAccessibleText("Sign, one letter");
        sign.textProperty().addListener((property, before, now) -> check());
        tint.setId("colour-tint");
        tint.getItems().setAll(Theme.Tint.values());
        tint.setConverter(new StringConverter<>() {
            @Override
            public String toString(Theme.Tint each) {
                return each == null ? "" : each.words();
            }

            @Override
            public Theme.Tint fromString(String words) {
                throw new UnsupportedOperationException("colours are chosen, not typed");
            }
        });
        tint.setValue(Theme.Tint.ORANGE);
        problem.setId("colour-problem");
        problem.setWrapText(true);
        problem.getStyleClass().add("grave");
        CheckBox on = new CheckBox("Colour the rows");
        on.setId("colour-on");
        on.selectedProperty().bindBidirectional(rules.on());
        HBox written = new HBox(6, sign, tint, condition);
        written.setAlignment(Pos.CENTER_LEFT);
        Button usual = button("Default rules", "colour-usual", () -> {
            rules.reset();
            fill(-1);
        });
        FlowPane buttons = Dialogs.hands(add, change, remove, up, down, usual);
        Label words = Dialogs.sentence("The first rule that holds colours the row; its letter stands before it.");
        words.getStyleClass().add("quiet");
        VBox box = new VBox(8, on, words, list, written, problem, buttons);
        VBox.setVgrow(list, Priority.ALWAYS);
        box.setPadding(new Insets(12));
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle("Colour rules");
        Scene scene = Dialogs.scene(owner, box, 820, 460);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                stage.close();
            }
        });
        stage.setScene(scene);
        stage.setOnHidden(event -> on.selectedProperty().unbindBidirectional(rules.on()));
        fill(begun.isEmpty() ? 0 : -1);
        if (!begun.isEmpty()) {
            condition.setText(begun);
            sign.setText("M");
        }
        stage.show();
        condition.requestFocus();
        condition.end();
    }

    private final class RuleCell extends ListCell<ColourRules.Rule> {
        @Override
        protected void updateItem(ColourRules.Rule rule, boolean empty) {
            super.updateItem(rule, empty);
            if (empty || rule == null) {
                setText(null);
                setGraphic(null);
                return;
            }
            Color colour = settings.theme().get().strong(rule.tint());
            Rectangle swatch = new Rectangle(16, 16, colour);
            Label letter = new Label(rule.sign());
            letter.setMinWidth(18);
            letter.setStyle("-fx-font-weight: bold;");
            HBox graphic = new HBox(6, swatch, letter);
            graphic.setAlignment(Pos.CENTER_LEFT);
            setGraphic(graphic);
            setText(DisplayText.text(rule.condition(), 140));
        }
    }

    private void fill(int select) {
        list.getItems().setAll(rules.list().get());
        if (select >= 0 && select < list.getItems().size()) {
            list.getSelectionModel().select(select);
        } else {
            list.getSelectionModel().clearSelection();
        }
        check();
    }

    private void take(ColourRules.Rule rule) {
        if (rule != null) {
            sign.setText(rule.sign());
            tint.setValue(rule.tint());
            condition.setText(rule.condition());
        }
        check();
    }

    private ColourRules.Rule written() {
        return new ColourRules.Rule(
                tint.getValue(), sign.getText().strip(), condition.getText().strip());
    }

    private void check() {
        int at = list.getSelectionModel().getSelectedIndex();
        boolean blank = condition.getText().isBlank();
        String why = blank ? "" : written().problem().orElse("");
        problem.setText(why);
        add.setDisable(blank || !why.isEmpty());
        change.setDisable(blank || !why.isEmpty() || at < 0);
        remove.setDisable(at < 0);
        up.setDisable(at <= 0);
        down.setDisable(at < 0 || at == list.getItems().size() - 1);
    }

    private void put(boolean instead) {
        int at = list.getSelectionModel().getSelectedIndex();
        var why = instead ? rules.change(at, written()) : rules.add(written());
        if (why.isPresent()) {
            problem.setText(why.get());
        } else {
            fill(instead ? at : rules.list().get().size() - 1);
        }
    }

    private void remove() {
        int at = list.getSelectionModel().getSelectedIndex();
        rules.remove(at);
        fill(Math.min(at, rules.list().get().size() - 1));
    }

    private void move(int by) {
        int at = list.getSelectionModel().getSelectedIndex();
        rules.move(at, at + by);
        fill(at + by);
    }
}
