package lanner.viewer.alerts;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputDialog;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.util.Duration;
import lanner.engine.alert.Priority;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.AlertGroups;
import lanner.investigation.casework.AlertGroups.By;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.CaseFile.Verdict;
import lanner.investigation.casework.ExceptionDraftReader;
import lanner.investigation.casework.Triage;
import lanner.investigation.details.RuleText;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.product.Counted;
import lanner.viewer.list.Dialogs;
import lanner.viewer.list.Panes;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Navigation;
import lanner.viewer.model.SaveDialog;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.task.Job;
import org.jspecify.annotations.Nullable;

/** All alerts in groups, the selected one beside them, and what can be decided about it. */
public final class AlertsScreen extends BorderPane {
    private static final int PARTS = 60;
    private static final int LONGEST_RULE = 60;
    /** In fewer pixels the alert stands below the list. */
    private static final double NARROW = 1000;
    /** In fewer pixels the buttons stand with the alert, and what there is no room for is reached by scrolling. */
    private static final double LOW = 360;

    private static final Duration TYPING = Duration.millis(150);

    private final Investigation investigation;
    private final IntConsumer open;
    private final SaveDialog saveDialog;
    private final Triage triage;
    private final AlertList list;
    private final AlertPane pane;
    private final FlowPane hands;
    private final ToggleGroup kinds = new ToggleGroup();
    private final ComboBox<Priority> least = new ComboBox<>();
    private final CheckBox undecidedOnly = new CheckBox("Undecided only");
    private final TextField text = new TextField();
    private final Label counts = new Label();
    private final Label last = new Label();
    private final PauseTransition typing = new PauseTransition(TYPING);
    private By by = By.RULE;
    private int known = -1;
    private @Nullable Job grouping;
    private @Nullable Job drafting;
    private boolean again;
    private boolean rulesRead;

    /** @param open shows an event among all others */
    public AlertsScreen(Investigation investigation, IntConsumer open, Navigation navigation, SaveDialog saveDialog) {
        this.investigation = investigation;
        this.open = open;
        this.saveDialog = saveDialog;
        triage = new Triage(new Triage.Decisions() {
            @Override
            public Optional<Judgement> of(AlertEntry alert) {
                return investigation.notes().judgement(alert.row(), alert.rule());
            }

            @Override
            public void judge(AlertEntry alert, Optional<Judgement> judgement) {
                investigation.notes().judge(alert.row(), alert.rule(), judgement);
            }
        });
        list = new AlertList(investigation, triage, alert -> open.accept(alert.row()), this::menu);
        pane = new AlertPane(investigation, triage, navigation);
        setTop(filterLine());
        hands = handLine();
        setCenter(Panes.ofTwo(investigation.settings(), "alerts", list, pane, NARROW, 0.62, 0.4));
        setBottom(hands);
        heightProperty().addListener((property, before, now) -> placeHands());
        investigation.settings().scale().addListener((property, before, now) -> placeHands());
        investigation.events().addListener((property, before, now) -> regroup());
        investigation.indexingOver().addListener((property, before, now) -> regroup());
        investigation.total().addListener((property, before, now) -> grown());
        investigation.notes().said().addListener((property, before, now) -> last.setText(now));
        investigation.notes().changes().addListener((property, before, now) -> {
            pane.showDecision();
            list.requestLayout();
            regroup();
        });
        investigation.selected().row().addListener((property, before, now) -> {
            if (getScene() != null) {
                pane.show(atHand());
            }
        });
        sceneProperty().addListener((property, before, now) -> {
            if (now == null) {
                typing.stop();
            } else {
                regroup();
                shown();
            }
        });
        typing.setOnFinished(event -> regroup());
        regroup();
    }

    /** Of a window that is low for its letters the list would have the least: the buttons go to what scrolls. */
    private void placeHands() {
        boolean low = getHeight() > 0
                && getHeight() < LOW * investigation.settings().scale().get();
        if (low == (getBottom() == hands)) {
            setBottom(low ? null : hands);
            pane.below(low ? hands : null);
        }
    }

    private FlowPane filterLine() {
        // Wraps where letters are large: a button that says "..." says nothing.
        FlowPane line = new FlowPane(8, 4, new Label("Group by"));
        for (By each : By.values()) {
            ToggleButton button = new ToggleButton(each.words());
            button.setId("group-" + each.name().toLowerCase(java.util.Locale.ROOT));
            button.setToggleGroup(kinds);
            button.setUserData(each);
            button.setSelected(each == by);
            button.setOnAction(event -> groupBy(each));
            line.getChildren().add(button);
        }
        least.setId("least-priority");
        least.setAccessibleText("Priority at least");
        least.getItems().setAll(Priority.values());
        least.setValue(Priority.DEBUG);
        least.setButtonCell(new PriorityCell());
        least.setCellFactory(view -> new PriorityCell());
        least.setOnAction(event -> regroup());
        undecidedOnly.setId("undecided-only");
        undecidedOnly.setOnAction(event -> regroup());
        text.setId("alert-text");
        text.setPromptText("Text in rule, message, process, tags");
        text.setPrefColumnCount(26);
        text.textProperty().addListener((property, before, now) -> typing.playFromStart());
        text.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.DOWN) {
                list.requestFocus();
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE) {
                text.clear();
                list.requestFocus();
                event.consume();
            }
        });
        counts.setId("alert-counts");
        line.getChildren().addAll(new Label("  at least"), least, text, undecidedOnly, counts);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setPadding(new Insets(6, 8, 6, 8));
        return line;
    }

    private static final class PriorityCell extends ListCell<Priority> {
        @Override
        protected void updateItem(Priority priority, boolean empty) {
            super.updateItem(priority, empty);
            setText(empty || priority == null ? null : priority.word());
        }
    }

    private FlowPane handLine() {
        last.setId("last-decision");
        FlowPane line = new FlowPane(
                6,
                4,
                button("\u2713 Accept  Y", () -> decide(Verdict.ACCEPTED, false)),
                button("\u2717 False positive  N", () -> decide(Verdict.FALSE_POSITIVE, false)),
                button("\u25b2 Escalate  E", () -> decide(Verdict.ESCALATED, false)),
                new Label(" Shift: with a note"),
                button("Undo  Ctrl+Z", investigation::undo),
                button("Next undecided  U", this::nextUndecided),
                button("Show event  Enter", () -> atHand().ifPresent(alert -> open.accept(alert.row()))),
                button("Draft exception  Ctrl+D", this::draftException),
                last);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setPadding(new Insets(6, 8, 6, 8));
        return line;
    }

    private static Button button(String words, Runnable action) {
        Button button = new Button(words);
        button.setMnemonicParsing(false);
        button.setFocusTraversable(false);
        button.setOnAction(event -> action.run());
        return button;
    }

    private void menu(AlertEntry alert, ContextMenuEvent event) {
        ContextMenu menu = new ContextMenu();
        menu.setId("alert-menu");
        menu.getItems()
                .addAll(
                        item("Accept", () -> decide(Verdict.ACCEPTED, false)),
                        item("False positive", () -> decide(Verdict.FALSE_POSITIVE, false)),
                        item("Escalate", () -> decide(Verdict.ESCALATED, false)),
                        item("Undecided again", this::clear),
                        item("Show event", () -> open.accept(alert.row())),
                        item("Draft exception\u2026", this::draftException),
                        item("Only this rule", () -> text.setText(alert.rule())));
        menu.show(this, event.getScreenX(), event.getScreenY());
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setOnAction(event -> action.run());
        return item;
    }

    /** What has the focus when the screen is shown. */
    public Node focus() {
        return list;
    }

    /** Shows the groups by the next kind. */
    public void nextGrouping() {
        List<By> kindsInOrder = List.of(By.values());
        groupBy(kindsInOrder.get((kindsInOrder.indexOf(by) + 1) % kindsInOrder.size()));
    }

    private void groupBy(By other) {
        by = other;
        kinds.getToggles().forEach(each -> each.setSelected(each.getUserData() == other));
        regroup();
    }

    /** Moves the focus to the text that alerts are searched by. */
    public void find() {
        text.requestFocus();
        text.selectAll();
    }

    public void toggleUndecidedOnly() {
        undecidedOnly.setSelected(!undecidedOnly.isSelected());
        regroup();
    }

    private void shown() {
        if (!rulesRead) {
            rulesRead = true;
            investigation
                    .jobs()
                    .start("reading rules", progress -> RuleText.Book.of(investigation.workspace()), pane::rules);
        }
        if (atHand().isEmpty() && !list.groups().groups().isEmpty()) {
            investigation
                    .selected()
                    .select(list.groups().groups().get(0).alerts().get(0).row());
        }
        pane.show(atHand());
    }

    private void grown() {
        if (investigation.events().get().alerts().size() != known && grouping == null) {
            regroup();
        }
    }

    private void regroup() {
        if (grouping != null) {
            again = true;
            return;
        }
        again = false;
        Events events = investigation.events().get();
        List<AlertEntry> alerts = List.copyOf(events.alerts());
        known = alerts.size();
        AlertGroups.Decisions decisions =
                AlertGroups.decisions(events, investigation.notes().file().judgements());
        AlertGroups.Filter filter =
                new AlertGroups.Filter(undecidedOnly.isSelected(), least.getValue(), JsonText.latin(text.getText()));
        By how = by;
        grouping = investigation
                .jobs()
                .start(
                        "alerts",
                        progress -> AlertGroups.of(events, alerts, decisions, how, filter, PARTS),
                        found -> {
                            show(found, how);
                            grouped();
                        },
                        this::grouped);
    }

    private void grouped() {
        grouping = null;
        if (again) {
            regroup();
        }
    }

    private void show(AlertGroups found, By how) {
        list.show(found, how);
        counts.setText(DisplayText.number(found.left()) + " of " + Counted.of(known, "alert") + ", "
                + DisplayText.number(found.undecided()) + " undecided");
        if (getScene() != null && atHand().isEmpty()) {
            shown();
        }
    }

    /** Goes to the file of the selected alert. */
    public void toFile() {
        pane.leads().file();
    }

    /** Goes to the events of the processes above the selected alert. */
    public void toChain() {
        pane.leads().chain();
    }

    /** Goes to what the processes of the selected alert were connected to. */
    public void toConnections() {
        pane.leads().connections();
    }

    /** The alert of the selected event; empty if that raised none. */
    private Optional<AlertEntry> atHand() {
        int row = investigation.selected().row().get();
        Events events = investigation.events().get();
        if (row < 0 || row >= events.rows() || !events.raisedAlert(row)) {
            return Optional.empty();
        }
        return events.alerts().stream().filter(alert -> alert.row() == row).findFirst();
    }

    /** Decides about the alert of the selected event, and goes to the next one that is undecided. */
    public void decide(Verdict verdict, boolean withNote) {
        Optional<AlertEntry> alert = atHand();
        if (alert.isEmpty()) {
            last.setText("The selected event raised no alert");
            return;
        }
        Optional<String> note = Optional.empty();
        if (withNote) {
            note = ask(alert.get(), verdict);
            if (note.isEmpty()) {
                return;
            }
        }
        triage.decide(alert.get(), verdict, note);
        String decided = decided(alert.get());
        // Out of view the selected event stays.
        investigation.notes().say(getScene() == null ? decided : decided + ".  " + advance());
    }

    private String decided(AlertEntry alert) {
        return Triage.words(triage.of(alert)) + ": event " + DisplayText.number(alert.number());
    }

    private Optional<String> ask(AlertEntry alert, Verdict verdict) {
        TextInputDialog dialog =
                new TextInputDialog(triage.of(alert).map(Judgement::note).orElse(""));
        Dialogs.own(dialog, getScene() == null ? null : getScene().getWindow());
        dialog.setTitle("Decide");
        dialog.setHeaderText(verdict.word() + ": " + DisplayText.text(alert.rule(), 100));
        dialog.setContentText("Note");
        dialog.getEditor().setId("decision-note");
        return dialog.showAndWait();
    }

    /** Drafts an exception that silences the selected alert, and shows it. */
    public void draftException() {
        Optional<AlertEntry> alert = atHand();
        if (alert.isEmpty() || drafting != null && drafting.isRunning()) {
            return;
        }
        ExceptionDraftReader reader = new ExceptionDraftReader(investigation.workspace());
        drafting = investigation
                .jobs()
                .start(
                        "drafting an exception",
                        progress -> reader.read(alert.get(), progress),
                        draft -> draft.ifPresent(made -> DraftWindow.show(
                                getScene() == null ? null : getScene().getWindow(),
                                investigation,
                                made,
                                saveDialog,
                                last::setText)));
    }

    /** Makes the selected alert undecided again. */
    public void clear() {
        atHand().ifPresent(alert -> {
            triage.clear(alert);
            investigation.notes().say(decided(alert));
        });
    }

    /** Goes to the next undecided alert, in the order of the list, and says which that is. */
    public void nextUndecided() {
        investigation.notes().say(advance());
    }

    /** @return what is at hand now, in words */
    private String advance() {
        Optional<AlertEntry> next =
                list.groups().nextUndecided(investigation.selected().row().get(), triage::of);
        next.ifPresent(alert -> investigation.selected().select(alert.row()));
        if (next.isPresent()) {
            return "Now at hand: event " + DisplayText.number(next.get().number()) + ", "
                    + DisplayText.text(JsonText.latin(next.get().rule()), LONGEST_RULE);
        }
        return atHand().flatMap(triage::of).isPresent() ? "Every alert is decided" : "No other alert is undecided";
    }
}
