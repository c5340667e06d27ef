package lanner.viewer.app;

import java.util.List;
import javafx.scene.Node;
import lanner.investigation.entities.Entities.Entity;
import lanner.investigation.entities.StoryStep;
import lanner.viewer.list.PaintedTable;

/** What painted tables of the entities screen show. On the JavaFX thread. */
final class StoryTable {
    private StoryTable() {}

    /** What happened to the file at hand, a word or two each. */
    static List<String> words(Node story) {
        return ((PaintedTable<?>) story)
                .rows().stream().map(row -> ((StoryStep) row).what()).toList();
    }

    static List<String> names(Node entities) {
        return ((PaintedTable<?>) entities)
                .rows().stream().map(row -> ((Entity) row).name()).toList();
    }

    static String atHand(Node entities) {
        return ((PaintedTable<?>) entities).chosenRow() instanceof Entity entity ? entity.name() : "";
    }
}
