package lanner.viewer.list;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import lanner.viewer.model.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Panes beside each other, or one below the other, whose dividers stay where a person puts them: by mouse, or by
 * {@link #resize}. The settings keep that, by the name of the arrangement.
 */
public final class Panes extends SplitPane {
    private static final double LEAST = 0.04;
    private static final String DIVIDER = "split-pane-divider";

    private final Settings settings;
    private String arrangement = "";
    private double[] usual = {};

    /** Panes whose arrangement is still to come, see {@link #arrange}. */
    public Panes(Settings settings) {
        this.settings = settings;
        settings.sizes().all().addListener((property, before, now) -> {
            if (!Objects.equals(before.get(arrangement), now.get(arrangement))) {
                divide();
            }
        });
        addEventFilter(MouseEvent.MOUSE_RELEASED, event -> {
            if (event.getTarget() instanceof Node target && isOwnDivider(target)) {
                keep();
            }
        });
    }

    /**
     * Two panes: beside each other where there is room for that, else one below the other. What is too narrow grows with
     * the letters.
     *
     * @param name of the arrangement
     * @param least so many pixels at the usual size are room enough
     * @param beside where the divider stands at first, if they stand beside each other, as a part of the whole
     * @param below where it stands if they do not
     */
    public static Panes ofTwo(
            Settings settings, String name, Node first, Node second, double least, double beside, double below) {
        Panes panes = new Panes(settings);
        panes.getItems().addAll(first, second);
        SplitPane.setResizableWithParent(second, false);
        Runnable turn = () -> {
            boolean narrow = panes.isNarrow(least);
            Orientation wanted = narrow ? Orientation.VERTICAL : Orientation.HORIZONTAL;
            if (panes.arrangement.isEmpty() || panes.getOrientation() != wanted) {
                panes.setOrientation(wanted);
                panes.arrange(name + (narrow ? "-below" : "-beside"), narrow ? below : beside);
            }
        };
        panes.widthProperty().addListener((property, before, now) -> turn.run());
        settings.scale().addListener((property, before, now) -> turn.run());
        turn.run();
        return panes;
    }

    private boolean isNarrow(double least) {
        return getWidth() > 0 && getWidth() < least * settings.scale().get();
    }

    /**
     * Puts the dividers where they were left in this arrangement, or where they stand at first.
     *
     * @param name lower-case letters and dashes, unlike that of any other arrangement
     * @param positions at first, a divider each, as a part of the whole
     */
    public void arrange(String name, double... positions) {
        arrangement = name;
        usual = positions.clone();
        divide();
    }

    private void divide() {
        setDividerPositions(settings.sizes().of(arrangement, usual.length).orElse(usual));
    }

    private void keep() {
        settings.sizes().keep(arrangement, getDividerPositions());
    }

    private boolean isOwnDivider(Node target) {
        Node node = target;
        while (node != this && !node.getStyleClass().contains(DIVIDER)) {
            node = node.getParent();
        }
        return node != this && node.getParent() == this;
    }

    /**
     * Makes the pane larger that holds a node, or smaller, at the cost of those beside it.
     *
     * @param by as a part of the whole; negative for smaller
     * @return whether the node is in panes
     */
    public static boolean resize(@Nullable Node node, double by) {
        Set<Node> nodes = new HashSet<>();
        for (Node around = node; around != null; around = around.getParent()) {
            if (around instanceof Panes panes) {
                for (int i = 0; i < panes.getItems().size(); i++) {
                    if (nodes.contains(panes.getItems().get(i))) {
                        panes.resize(i, by);
                        return true;
                    }
                }
            }
            nodes.add(around);
        }
        return false;
    }

    private void resize(int pane, double by) {
        double[] positions = getDividerPositions();
        // One in the middle grows to both sides.
        double each = pane > 0 && pane < positions.length ? by / 2 : by;
        if (pane > 0) {
            double least = pane > 1 ? positions[pane - 2] : 0;
            positions[pane - 1] = Math.max(least + LEAST, positions[pane - 1] - each);
        }
        if (pane < positions.length) {
            double most = pane + 1 < positions.length ? positions[pane + 1] : 1;
            positions[pane] = Math.min(most - LEAST, positions[pane] + each);
        }
        for (int i = 1; i < positions.length; i++) {
            positions[i] = Math.max(positions[i], positions[i - 1] + LEAST);
        }
        setDividerPositions(positions);
        keep();
    }
}
