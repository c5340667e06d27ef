package lanner.viewer.app;

import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** A tab a screen, while a capture is open. */
final class Tabs extends HBox {
    private final ToggleGroup group = new ToggleGroup();
    private final Consumer<ScreenId> show;

    /** @param show takes the screen whose tab was pressed */
    Tabs(Consumer<ScreenId> show) {
        super(2);
        this.show = show;
        setPadding(new Insets(2, 8, 2, 8));
        setAlignment(Pos.CENTER_LEFT);
        setId("screens");
    }

    /** @param open whether there are screens to switch between */
    void open(boolean open) {
        getChildren().clear();
        if (open) {
            for (ScreenId id : ScreenId.values()) {
                getChildren().add(tab(id));
            }
        }
    }

    private ToggleButton tab(ScreenId id) {
        ToggleButton tab = new ToggleButton(id.label());
        tab.setToggleGroup(group);
        // Arrow keys in a group choose without a press: the tab would say what the window does not show.
        tab.setFocusTraversable(false);
        tab.setId(id.tabId());
        tab.setUserData(id);
        tab.setOnAction(event -> show.accept(id));
        return tab;
    }

    /** Marks the tab of the screen in view. */
    void shown(ScreenId id) {
        group.getToggles().forEach(tab -> tab.setSelected(tab.getUserData() == id));
    }
}
