package lanner.viewer.app;

import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;
import lanner.viewer.model.Settings;

/**
 * Menus to the left and what stands on the right; on two lines where one is too narrow for the names of all, and closer
 * together where that is still too narrow.
 */
final class HeaderBar extends Region {
    /** In fewer pixels the names of all menus, or of all tabs, have room only without the space around them. */
    private static final double NARROW = 640;

    private static final PseudoClass CLOSE = PseudoClass.getPseudoClass("close");

    private final Region left;
    private final Region right;

    HeaderBar(Region left, Region right, Settings settings) {
        this.left = left;
        this.right = right;
        getChildren().addAll(left, right);
        getStyleClass().add("head");
        Runnable fit = () -> pseudoClassStateChanged(
                CLOSE, getWidth() > 0 && getWidth() < NARROW * settings.scale().get());
        widthProperty().addListener((property, before, now) -> fit.run());
        settings.scale().addListener((property, before, now) -> fit.run());
    }

    private boolean isOneLine(double width) {
        return left.prefWidth(-1) + right.prefWidth(-1) <= width;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        double menus = left.prefHeight(-1);
        double others = right.prefHeight(-1);
        return width < 0 || isOneLine(width) ? Math.max(menus, others) : menus + others;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double menus = left.prefHeight(-1);
        double others = right.prefHeight(-1);
        double wanted = Math.min(width, right.prefWidth(-1));
        if (isOneLine(width)) {
            double height = Math.max(menus, others);
            left.resizeRelocate(0, 0, width - wanted, height);
            right.resizeRelocate(width - wanted, (height - others) / 2, wanted, others);
        } else {
            left.resizeRelocate(0, 0, width, menus);
            right.resizeRelocate(width - wanted, menus, wanted, others);
        }
    }
}
