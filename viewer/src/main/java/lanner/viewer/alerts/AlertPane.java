package lanner.viewer.alerts;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TreeItem;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.Triage;
import lanner.investigation.details.EventDetails;
import lanner.investigation.details.RuleText;
import lanner.investigation.index.AlertEntry;
import lanner.viewer.list.DetailTree;
import lanner.viewer.list.Panes;
import lanner.viewer.list.ScrolledHead;
import lanner.viewer.list.TagSign;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Navigation;
import lanner.viewer.paint.DisplayText;
import org.jspecify.annotations.Nullable;

/**
 * The selected alert: what was decided, what the rule says, and why it matched. With less room than it needs it scrolls as
 * a whole.
 */
final class AlertPane extends ScrollPane {
    private static final double MOST_OF_HEAD = 0.55;
    /** In fewer pixels the trace stands below the rule. */
    private static final double NARROW = 700;

    /** With less height, in pixels at the usual size, neither the rule nor its trace would show a few lines. */
    private static final double LEAST_HEIGHT = 150;

    private static final int LONGEST = 2000;
    private static final double LARGE = 1.5;

    private final Investigation investigation;
    private final Triage triage;
    private final Label title = new Label();
    private final Label decision = new Label();
    private final Label message = new Label();
    private final Label outcome = new Label();
    private final Label description = new Label();
    private final Label place = new Label();
    private final RelatedEventLines leads;
    private final RuleView text;
    private final DetailTree trace;
    private final BorderPane all = new Whole();
    private final DoubleProperty heightBelow = new SimpleDoubleProperty();
    private Optional<AlertEntry> shown = Optional.empty();
    private Optional<RuleText.Book> book = Optional.empty();

    AlertPane(Investigation investigation, Triage triage, Navigation navigation) {
        this.investigation = investigation;
        this.triage = triage;
        leads = new RelatedEventLines(investigation, navigation);
        text = new RuleView(investigation.settings());
        trace = new DetailTree();
        trace.setId("alert-trace");
        trace.setAccessibleText("Rule trace");
        title.setId("alert-title");
        title.setStyle("-fx-font-weight: bold;");
        decision.setId("alert-decision");
        message.setId("alert-message");
        outcome.setId("alert-outcome");
        place.setId("alert-place");
        for (Label label : new Label[] {title, decision, message, outcome, description, place}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        place.getStyleClass().add("quiet");
        description.getStyleClass().add("quiet");
        VBox head = new VBox(4, title, decision, message, outcome, leads, description, place);
        head.setPadding(new Insets(8));
        // In large letters it would take the room of the rule and its trace, and more.
        all.setTop(new ScrolledHead(head, all.heightProperty().subtract(heightBelow), MOST_OF_HEAD));
        all.setCenter(Panes.ofTwo(investigation.settings(), "rule", text, trace, NARROW, 0.5, 0.5));
        setId("alert-detail");
        setContent(all);
        setFitToWidth(true);
        setFitToHeight(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        setMinHeight(0);
        investigation.selected().details().addListener((property, before, now) -> showTrace());
        sceneProperty().addListener((property, before, now) -> showTrace());
        investigation.settings().scale().addListener((property, before, now) -> {
            all.requestLayout();
            show(shown);
        });
        show(Optional.empty());
    }

    /** As high as its parts need, those below the rule and its trace with all their lines. */
    private final class Whole extends BorderPane {
        @Override
        protected double computeMinHeight(double width) {
            double below = getBottom() == null ? 0 : getBottom().prefHeight(width);
            return LEAST_HEIGHT * investigation.settings().scale().get() + below;
        }
    }

    /** Puts something below the rest, or nothing. */
    void below(@Nullable Region node) {
        all.setBottom(node);
        heightBelow.unbind();
        heightBelow.set(0);
        if (node != null) {
            heightBelow.bind(node.heightProperty());
        }
    }

    /** The rules are read. */
    void rules(RuleText.Book read) {
        book = Optional.of(read);
        show(shown);
    }

    /** Shows another alert, or none. */
    void show(Optional<AlertEntry> alert) {
        shown = alert;
        Optional<RuleText> rule = alert.flatMap(each -> book.flatMap(read -> read.rule(each.rule())));
        title.setText(alert.map(each -> DisplayText.text(each.rule(), 300)).orElse("Choose an alert"));
        message.setText(
                alert.map(each -> DisplayText.text(each.message(), LONGEST)).orElse(""));
        outcome.setText(alert.map(each -> "Outcome: " + each.words()).orElse(""));
        description.setText(rule.map(each ->
                        DisplayText.text(JsonText.latin(each.description().strip()), LONGEST))
                .orElse(""));
        place.setText(rule.map(AlertPane::words).orElse(""));
        leads.show(alert);
        showDecision();
        showTrace();
        for (Label label : new Label[] {decision, message, outcome, description, place}) {
            label.setManaged(!label.getText().isEmpty());
        }
        // The rule's text below has it too: large letters leave that room to the trace.
        boolean large = investigation.settings().scale().get() >= LARGE;
        description.setManaged(description.isManaged() && !large);
        description.setVisible(!large);
    }

    private static String words(RuleText rule) {
        Path file = Path.of(rule.file());
        String more = rule.elsewhere().isEmpty() ? "" : ", goes on at " + String.join(", ", rule.elsewhere());
        String tags = rule.tags().isEmpty() ? "" : "   tags: " + String.join(", ", rule.tags());
        return DisplayText.text(JsonText.latin(file.getFileName() + ":" + rule.firstLine() + more + tags), LONGEST);
    }

    /** Where the alert leads. */
    RelatedEventLines leads() {
        return leads;
    }

    /** Something was decided. */
    void showDecision() {
        decision.setText(shown.map(alert -> {
                    Optional<Judgement> judgement = triage.of(alert);
                    String note = judgement
                            .map(Judgement::note)
                            .filter(each -> !each.isBlank())
                            .map(each -> ": " + DisplayText.text(JsonText.latin(each), LONGEST))
                            .orElse("");
                    String hand = investigation
                            .notes()
                            .hand(alert.row(), alert.rule())
                            .map(each -> "   (" + DisplayText.text(JsonText.latin(each.words()), LONGEST) + ")")
                            .orElse("");
                    String tags = TagSign.words(investigation.notes().tags(alert.row()));
                    return alert.priority().word() + "   " + Triage.words(judgement) + note + hand
                            + (tags.isEmpty() ? "" : "\ntags: " + tags);
                })
                .orElse(""));
    }

    private void showTrace() {
        if (getScene() == null) {
            // Out of view nothing is laid out.
            return;
        }
        EventDetails details = investigation.selected().details().get();
        TreeItem<DetailTree.Line> root = new TreeItem<>();
        Optional<EventDetails.Trace> found = shown.filter(alert -> details != null && details.row() == alert.row())
                .flatMap(alert -> details.traces().stream()
                        .filter(each -> each.rule().equals(alert.rule()))
                        .findFirst());
        found.ifPresent(each -> root.getChildren()
                .add(DetailTree.trace(
                        each,
                        part -> part.origin()
                                .flatMap(leaf -> book.flatMap(read -> read.place(leaf)))
                                .map(where -> Path.of(where.file()).getFileName() + ":" + where.line()))));
        trace.setRoot(root);
        Optional<RuleText> rule = shown.flatMap(alert -> book.flatMap(read -> read.rule(alert.rule())));
        if (rule.isPresent()) {
            text.show(
                    rule.get(),
                    found.map(each -> rule.get().verdicts(each.condition(), book.orElseThrow()))
                            .orElse(Map.of()));
        } else {
            text.clear();
        }
    }
}
