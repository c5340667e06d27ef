package lanner.viewer.explore;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputDialog;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import lanner.engine.json.JsonText;
import lanner.engine.lang.ast.Operator;
import lanner.investigation.index.Events;
import lanner.investigation.rows.Completion;
import lanner.investigation.rows.Narrowing;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSort;
import lanner.investigation.rows.TimeFormat;
import lanner.product.Counted;
import lanner.viewer.list.Dialogs;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.NamedTexts;
import lanner.viewer.paint.DisplayText;
import org.jspecify.annotations.Nullable;

/**
 * A condition of the rule language, checked at each key by the engine itself. Below it what else narrows the events, each
 * with a way to take it off. Enter applies, Ctrl+Space or typing completes, Esc leaves, then clears.
 */
public final class FilterBar extends VBox {
    private static final int SHOWN_CHOICES = 12;
    private static final int LEAST_CHOICES = 3;
    /** The height of one, in pixels at the usual size. */
    private static final double CHOICE = 26;
    /** Around all of them. */
    private static final double EDGES = 4;

    private static final double LEAST_WIDTH = 420;
    private static final double PART_OF_FIELD = 0.6;

    private static final int LONGEST_WORDS = 200;
    private static final Pattern WORDS = Pattern.compile("[^\\s=<>()!\"',]+( [^\\s=<>()!\"',]+)*");
    /** A text with one of them was meant as a condition. */
    private static final Set<String> OPERATORS = Stream.concat(
                    Stream.of("and", "or", "not"),
                    Arrays.stream(Operator.values()).map(Operator::symbol))
            .collect(Collectors.toUnmodifiableSet());

    private final Investigation investigation;
    private final Function<RowSort, String> columnWords;
    private final Consumer<String> find;
    private final TextField field = new TextField();
    private final Label verdict = new Label();
    private final Label problem = new Label();
    private final Label counts = new Label();
    private final FlowPane chips = new FlowPane(6, 4);
    private final MenuButton history = new MenuButton("History");
    private final Popup popup = new Popup();
    private final ListView<Completion.Choice> choices = new ListView<>();
    private final Completion completion = new Completion();
    /** Saved filters outlive the capture: they must not hold this. */
    private final ChangeListener<List<NamedTexts.Named>> saved = (property, before, now) -> remember();

    private Completion.@Nullable Offer offer;
    /** What is wrong with what is typed. */
    private Optional<RowQuery.Problem> wrong = Optional.empty();

    /**
     * @param columnWords what a person calls the column that rows are sorted by
     * @param find looks for a text that is no condition
     */
    FilterBar(Investigation investigation, Function<RowSort, String> columnWords, Consumer<String> find) {
        this.investigation = investigation;
        this.columnWords = columnWords;
        this.find = find;
        field.setId("filter");
        field.setPromptText(
                "Filter: a condition of the rule language, such as proc.name = curl and evt.type = connect");
        field.setAccessibleText("Filter");
        field.setStyle("-fx-font-family: 'DejaVu Sans Mono', monospace;");
        HBox.setHgrow(field, Priority.ALWAYS);
        verdict.setId("verdict");
        verdict.setMinWidth(USE_PREF_SIZE);
        problem.setId("problem");
        problem.setWrapText(true);
        problem.setMinHeight(USE_PREF_SIZE);
        problem.setStyle("-fx-font-family: 'DejaVu Sans Mono', monospace; -fx-text-fill: -color-danger-fg;");
        counts.setId("counts");
        counts.setMinWidth(USE_PREF_SIZE);
        Button clear = new Button("Clear");
        clear.setOnAction(event -> clear());
        clear.setMinWidth(USE_PREF_SIZE);
        history.setId("history");
        history.setMinWidth(USE_PREF_SIZE);
        HBox line = new HBox(6, field, verdict, clear, history, counts);
        line.setAlignment(Pos.CENTER_LEFT);
        chips.setId("chips");
        getChildren().addAll(line, problem, chips);
        setSpacing(3);
        setPadding(new Insets(5, 6, 3, 6));
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        problem.visibleProperty().bind(problem.managedProperty());
        chips.managedProperty().bind(javafx.beans.binding.Bindings.isNotEmpty(chips.getChildren()));

        field.textProperty().addListener((property, before, now) -> {
            check();
            Platform.runLater(this::complete);
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        field.focusedProperty().addListener((property, before, now) -> {
            if (!now) {
                popup.hide();
            }
        });
        choices.setCellFactory(list -> new ChoiceCell());
        choices.setFocusTraversable(false);
        choices.setId("choices");
        choices.setOnMouseClicked(event -> take());
        popup.getContent().add(choices);
        popup.setAutoHide(true);

        investigation.query().condition().addListener((property, before, now) -> {
            if (!field.getText().strip().equals(now)) {
                field.setText(now);
                field.positionCaret(now.length());
                popup.hide();
            }
        });
        investigation.query().found().addListener((property, before, now) -> count());
        investigation.total().addListener((property, before, now) -> count());
        investigation.query().rows().addListener((property, before, now) -> count());
        investigation.query().filter().addListener((property, before, now) -> chip(now));
        investigation
                .query()
                .context()
                .addListener((property, before, now) ->
                        chip(investigation.query().filter().get()));
        investigation
                .query()
                .sort()
                .addListener((property, before, now) ->
                        chip(investigation.query().filter().get()));
        // By then the rule files are read, and the index is the one that is asked.
        investigation.total().addListener((property, before, now) -> check());
        investigation.indexed().addListener((property, before, now) -> check());
        investigation.notes().changes().addListener((property, before, now) -> remember());
        investigation.settings().filters().list().addListener(new WeakChangeListener<>(saved));
        remember();
        check();
        count();
    }

    /** A choice and what is to be known of it, apart. */
    private static final class ChoiceCell extends ListCell<Completion.Choice> {
        @Override
        protected void updateItem(Completion.Choice choice, boolean empty) {
            super.updateItem(choice, empty);
            setText(
                    empty || choice == null
                            ? null
                            : DisplayText.text(choice.text(), 60)
                                    + (choice.note().isEmpty() ? "" : "    " + DisplayText.text(choice.note(), 70)));
        }
    }

    public void focus() {
        field.requestFocus();
        field.selectAll();
    }

    /** Puts a condition in the place of the present one, and applies it unless it is to be looked at first. */
    public void set(String condition, boolean apply) {
        field.setText(condition);
        field.positionCaret(condition.length());
        popup.hide();
        if (apply) {
            apply();
        } else {
            focus();
            field.positionCaret(condition.length());
        }
    }

    public String condition() {
        return field.getText().strip();
    }

    /** Takes away what is typed and all that narrows. */
    public void clear() {
        field.clear();
        popup.hide();
        investigation.query().clear();
    }

    private void check() {
        String text = field.getText();
        RowQuery.Check check = RowQuery.check(text, investigation.workspace());
        wrong = check.problem();
        problem.setText(
                wrong.map(each -> caret(text, each) + offers(text, each)).orElse(""));
        if (text.isBlank()) {
            say("", "success", "");
        } else if (wrong.isPresent()) {
            say("\u2717 error", "danger", "");
        } else if (check.slow()) {
            say(
                    "\u26a0 valid, but slow",
                    "warning",
                    "The index does not hold all that this asks for: every event is read again, as a job.");
        } else {
            say("\u2713 valid", "success", "");
        }
    }

    private void say(String words, String kind, String more) {
        verdict.setText(words);
        verdict.setStyle("-fx-text-fill: -color-" + kind + "-fg;");
        verdict.setTooltip(more.isEmpty() ? null : new Tooltip(more));
    }

    /** The place and what is wrong there. */
    private static String caret(String text, RowQuery.Problem wrong) {
        int from = Math.max(0, wrong.from() - 20);
        int to = Math.min(text.length(), Math.max(wrong.to(), wrong.from() + 12));
        String near = (from > 0 ? "\u2026" : "") + text.substring(from, wrong.from()) + "\u25b6"
                + text.substring(wrong.from(), to) + (to < text.length() ? "\u2026" : "");
        return "column " + (wrong.from() + 1) + ":  " + near.replaceAll("\\s", " ") + "   "
                + DisplayText.text(wrong.message().lines().findFirst().orElse(""), 160);
    }

    /** What keys do about what is wrong. */
    private static String offers(String text, RowQuery.Problem wrong) {
        return wrong.meant()
                        .map(meant -> "   F2: " + DisplayText.text(JsonText.latin(meant), 40))
                        .orElse("")
                + (isWords(text) ? "   Enter: find \u201c" + text.strip() + "\u201d in what is in view" : "");
    }

    /** Whether a text can hardly be meant as a condition: words without an operator. */
    private static boolean isWords(String text) {
        return text.length() <= LONGEST_WORDS
                && WORDS.matcher(text.strip()).matches()
                && Arrays.stream(text.strip().split(" ")).noneMatch(OPERATORS::contains);
    }

    private void apply() {
        check();
        popup.hide();
        if (wrong.isEmpty()) {
            investigation.query().apply(field.getText());
        } else if (isWords(field.getText())) {
            String words = field.getText().strip();
            // They are no filter: the one that is applied stays.
            set(investigation.query().condition().get(), false);
            find.accept(words);
        }
    }

    /** Puts what was probably meant in the place of what is wrong; nothing where that is not known. */
    void takeMeant() {
        wrong.ifPresent(each -> each.meant().ifPresent(meant -> {
            String text = field.getText();
            field.setText(text.substring(0, each.from()) + meant + text.substring(each.to()));
            field.positionCaret(each.from() + meant.length());
            popup.hide();
        }));
    }

    private void keyPressed(KeyEvent event) {
        boolean open = popup.isShowing();
        KeyCode code = event.getCode();
        if (code == KeyCode.ENTER) {
            if (open && choices.getSelectionModel().getSelectedIndex() >= 0 && !event.isAltDown()) {
                take();
            } else {
                investigation.query().context().set(event.isAltDown());
                apply();
            }
        } else if (code == KeyCode.ESCAPE) {
            if (open) {
                popup.hide();
            } else if (!field.getText().isEmpty()
                    || !investigation.query().filter().get().isNone()) {
                clear();
            } else {
                return;
            }
        } else if (open && (code == KeyCode.DOWN || code == KeyCode.UP)) {
            int now = choices.getSelectionModel().getSelectedIndex() + (code == KeyCode.DOWN ? 1 : -1);
            choices.getSelectionModel()
                    .select(Math.max(0, Math.min(choices.getItems().size() - 1, now)));
            choices.scrollTo(Math.max(0, now - 3));
        } else if (open && code == KeyCode.TAB) {
            if (choices.getSelectionModel().getSelectedIndex() < 0) {
                choices.getSelectionModel().select(0);
            }
            take();
        } else if (code == KeyCode.SPACE && event.isControlDown()) {
            complete();
        } else {
            return;
        }
        event.consume();
    }

    private void complete() {
        if (!field.isFocused() || field.getScene() == null) {
            return;
        }
        offer = completion.at(
                field.getText(),
                field.getCaretPosition(),
                investigation.events().get(),
                investigation.workspace().conditions());
        String begun = field.getText()
                .substring(offer.from(), Math.min(offer.to(), field.getText().length()));
        List<Completion.Choice> found = offer.choices();
        boolean nothingNew = found.size() == 1 && found.get(0).text().equals(begun);
        if (found.isEmpty() || nothingNew || field.getText().isEmpty()) {
            popup.hide();
            return;
        }
        choices.getItems().setAll(found);
        choices.getSelectionModel().clearSelection();
        Bounds place = field.localToScreen(field.getBoundsInLocal());
        sizeChoices(found.size());
        if (place != null && !popup.isShowing()) {
            popup.show(field, place.getMinX(), place.getMaxY());
        }
    }

    /** A popup has neither the letters nor the colours of its window by itself, and may reach beyond it. */
    private void sizeChoices(int count) {
        Scene scene = field.getScene();
        choices.getStylesheets().setAll(scene.getStylesheets());
        choices.setStyle(scene.getRoot().getStyle());
        double scale = investigation.settings().scale().get();
        double below =
                scene.getHeight() - field.localToScene(field.getBoundsInLocal()).getMaxY() - EDGES;
        int room = (int) Math.max(LEAST_CHOICES, Math.floor(below / (CHOICE * scale)));
        choices.setFixedCellSize(CHOICE * scale);
        choices.setPrefHeight(Math.min(Math.min(SHOWN_CHOICES, room), count) * CHOICE * scale + EDGES);
        double most =
                scene.getWidth() - field.localToScene(field.getBoundsInLocal()).getMinX();
        choices.setPrefWidth(Math.min(most, Math.max(LEAST_WIDTH * scale, field.getWidth() * PART_OF_FIELD)));
    }

    private void take() {
        Completion.Choice choice = choices.getSelectionModel().getSelectedItem();
        if (choice == null || offer == null) {
            return;
        }
        String text = field.getText();
        String before = text.substring(0, offer.from());
        String after = text.substring(Math.min(text.length(), offer.to()));
        field.setText(before + choice.text() + (after.isEmpty() ? " " : after));
        field.positionCaret(before.length() + choice.text().length() + (after.isEmpty() ? 1 : 0));
    }

    private void count() {
        boolean all = investigation.query().rows().get().isAll();
        String partial = investigation.query().rows().get().isPartial() ? " (partial)" : "";
        counts.setText(
                all
                        ? Counted.of(investigation.total().get(), "event")
                        : DisplayText.number(investigation.query().found().get()) + " of "
                                + DisplayText.number(investigation.total().get()) + partial);
    }

    /** Saved filters first, then the latest of this case; behind them what can be done with saved ones. */
    private void remember() {
        List<String> filters = investigation.notes().file().filters();
        List<NamedTexts.Named> saved = investigation.settings().filters().list().get();
        history.getItems().clear();
        for (NamedTexts.Named each : saved) {
            history.getItems()
                    .add(item(
                            DisplayText.text(JsonText.latin(each.name()), 60) + ":  "
                                    + DisplayText.text(JsonText.latin(each.text()), 80),
                            () -> set(each.text(), true)));
        }
        if (!saved.isEmpty()) {
            history.getItems().add(new SeparatorMenuItem());
        }
        for (int i = filters.size() - 1; i >= Math.max(0, filters.size() - 20); i--) {
            String text = filters.get(i);
            history.getItems().add(item(DisplayText.text(JsonText.latin(text), 120), () -> set(text, true)));
        }
        if (!filters.isEmpty()) {
            history.getItems().add(new SeparatorMenuItem());
        }
        history.getItems().add(item("Save the filter under a name\u2026", this::save));
        Menu delete = new Menu("Delete a saved filter");
        delete.setDisable(saved.isEmpty());
        for (NamedTexts.Named each : saved) {
            delete.getItems()
                    .add(item(
                            DisplayText.text(JsonText.latin(each.name()), 60),
                            () -> investigation.settings().filters().remove(each.name())));
        }
        history.getItems().add(delete);
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    /** Asks for a name and keeps what is typed under it; what is wrong is not kept. */
    public void save() {
        check();
        if (field.getText().isBlank() || !problem.getText().isEmpty()) {
            investigation.refuse("there is no valid condition in the filter bar to save");
            return;
        }
        popup.hide();
        String condition = field.getText();
        TextInputDialog dialog = new TextInputDialog();
        Dialogs.own(dialog, getScene().getWindow());
        dialog.setTitle("Save the filter");
        dialog.setHeaderText(DisplayText.text(JsonText.latin(condition), 120));
        dialog.setContentText("Name");
        dialog.getEditor().setId("filter-name");
        dialog.showAndWait()
                .flatMap(name -> investigation.settings().filters().save(name, condition))
                .ifPresent(investigation::refuse);
    }

    /** Opens the menu of saved and earlier filters. */
    public void showSaved() {
        history.requestFocus();
        history.show();
    }

    private void chip(RowFilter filter) {
        chips.getChildren().clear();
        Events events = investigation.events().get();
        TimeFormat time = investigation.settings().time().get();
        Narrowing.of(filter, events, moment -> time.moment(moment, events.axis(0)))
                .forEach(each -> chips.getChildren().add(chip(each.words(), each.without())));
        RowSort sort = investigation.query().sort().get();
        if (sort != null) {
            Button chip =
                    chip("sorted by " + columnWords.apply(sort) + (sort.descending() ? ", descending" : ", ascending"));
            chip.setId("sorted");
            chip.setOnAction(event -> investigation.query().sort(null));
            chips.getChildren().add(chip);
        }
        if (investigation.query().context().get()) {
            Button chip = chip("others dimmed, not hidden");
            chip.setOnAction(event -> investigation.query().context().set(false));
            chips.getChildren().add(chip);
        }
    }

    private Button chip(String words, RowFilter without) {
        Button chip = chip(words);
        chip.setOnAction(event -> investigation.query().narrow(without));
        return chip;
    }

    private static Button chip(String words) {
        Button chip = new Button(words + "  \u00d7");
        chip.setMnemonicParsing(false);
        chip.getStyleClass().addAll("small", "chip");
        return chip;
    }
}
