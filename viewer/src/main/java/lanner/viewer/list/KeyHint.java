package lanner.viewer.list;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import lanner.viewer.model.Settings;

/** Says what keys do. In a line that is narrow for its letters it gives its room to the list: F1 shows the keys there. */
public final class KeyHint extends Label {
    /** In fewer pixels, at the usual size, it is not shown. */
    private static final double LEAST = 700;

    public KeyHint(String words, Region line, Settings settings) {
        super(words);
        getStyleClass().add("quiet");
        visibleProperty()
                .bind(line.widthProperty().greaterThanOrEqualTo(settings.scale().multiply(LEAST)));
        managedProperty().bind(visibleProperty());
    }
}
