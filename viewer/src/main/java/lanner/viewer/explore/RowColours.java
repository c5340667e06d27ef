package lanner.viewer.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.investigation.rows.CellReader;
import lanner.investigation.rows.RowMarker;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.model.ColourRules;
import org.jspecify.annotations.Nullable;

/** The colour rule of a row: the first that holds. Made anew when rules or the index change. */
final class RowColours {
    private final List<ColourRules.Rule> rules;
    private final RowMarker marker;
    /** By rule: its place among the conditions that are replayed. */
    private final int[] places;

    private final List<String> replayed = new ArrayList<>();

    RowColours(Workspace workspace, List<ColourRules.Rule> rules) {
        this.rules = List.copyOf(rules);
        marker = new RowMarker(
                workspace, rules.stream().map(ColourRules.Rule::condition).toList());
        places = new int[rules.size()];
        for (int i = 0; i < places.length; i++) {
            if (!marker.isIndexed(i)) {
                places[i] = replayed.size();
                replayed.add(rules.get(i).condition());
            }
        }
    }

    /** Conditions that {@link CellValues} has to be asked about. */
    List<String> replayed() {
        return List.copyOf(replayed);
    }

    /**
     * The rule that colours a row.
     *
     * @param read what a replay says of it; null while that is not there
     * @return empty for none, and while unknown
     */
    Optional<ColourRules.Rule> of(int row, CellReader.@Nullable Cells read) {
        for (int i = 0; i < places.length; i++) {
            if (marker.isIndexed(i)) {
                if (marker.holds(i, row)) {
                    return Optional.of(rules.get(i));
                }
            } else if (read == null) {
                return Optional.empty();
            } else if (read.holds(places[i])) {
                return Optional.of(rules.get(i));
            }
        }
        return Optional.empty();
    }
}
