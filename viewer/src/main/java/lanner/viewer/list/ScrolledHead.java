package lanner.viewer.list;

import javafx.beans.binding.DoubleExpression;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;

/** What stands above a list: as high as it is at its width, up to a part of what holds both; then it scrolls. */
public final class ScrolledHead extends ScrollPane {
    private final Region content;

    /**
     * @param content what is shown
     * @param room the height of the head and the list together
     * @param most so much of it the head may take, as a part
     */
    public ScrolledHead(Region content, DoubleExpression room, double most) {
        super(content);
        this.content = content;
        setFitToWidth(true);
        setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        setMinHeight(0);
        maxHeightProperty().bind(room.multiply(most));
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        double sides = snappedLeftInset() + snappedRightInset();
        return content.prefHeight(width < 0 ? width : width - sides) + snappedTopInset() + snappedBottomInset();
    }
}
