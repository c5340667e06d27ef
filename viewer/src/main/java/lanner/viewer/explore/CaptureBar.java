package lanner.viewer.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import lanner.engine.json.JsonText;
import lanner.investigation.rows.CaptureLetter;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.TimeFormat;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;
import lanner.viewer.paint.Theme;

/** Which letter and colour stand for which of several captures, how far each is moved in time, and which are shown. */
final class CaptureBar extends FlowPane {
    private static final int LONGEST = 40;

    private final Investigation investigation;
    private final List<ToggleButton> buttons = new ArrayList<>();

    CaptureBar(Investigation investigation) {
        super(6, 4);
        this.investigation = investigation;
        setId("captures");
        setAlignment(Pos.CENTER_LEFT);
        setPadding(new Insets(0, 6, 3, 6));
        Workspace workspace = investigation.workspace();
        for (int i = 0; i < workspace.captures().size(); i++) {
            int capture = i;
            ToggleButton button = new ToggleButton(words(workspace, i));
            button.setId("capture-" + CaptureLetter.of(i));
            button.setMnemonicParsing(false);
            button.getStyleClass().add("small");
            Label letter = new Label(CaptureLetter.of(i));
            letter.setPadding(new Insets(0, 4, 0, 4));
            Theme.Tint tint = Theme.Tint.ofCapture(i);
            letter.setStyle("-fx-background-color: " + tint.colour() + "; -fx-text-fill: "
                    + (tint.isLight() ? "black" : "white") + ";");
            button.setGraphic(letter);
            button.setOnAction(event -> toggle(capture));
            buttons.add(button);
            getChildren().add(button);
        }
        investigation.query().filter().addListener((property, before, now) -> look(now));
        look(investigation.query().filter().get());
    }

    private static String words(Workspace workspace, int capture) {
        String name = DisplayText.text(
                JsonText.latin(workspace.captures().get(capture).name()), LONGEST);
        long shift = workspace.shift(capture);
        return shift == 0 ? name : name + ", moved by " + (shift > 0 ? "+" : "") + TimeFormat.span(shift);
    }

    private void look(RowFilter filter) {
        for (int i = 0; i < buttons.size(); i++) {
            buttons.get(i)
                    .setSelected(filter.captures() == null || filter.captures().get(i));
        }
    }

    /** Hides a capture's events, or shows them again. */
    void toggle(int capture) {
        RowFilter filter = investigation.query().filter().get();
        BitSet shown = new BitSet();
        if (filter.captures() == null) {
            shown.set(0, buttons.size());
        } else {
            shown.or(filter.captures());
        }
        shown.flip(capture);
        if (shown.isEmpty()) {
            investigation.refuse("no other capture is shown");
        } else {
            investigation.query().narrow(filter.ofCaptures(shown.cardinality() == buttons.size() ? null : shown));
        }
        look(investigation.query().filter().get());
    }
}
