package lanner.investigation.rows;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.investigation.index.Chunk;
import lanner.investigation.index.ColumnPlan;
import lanner.investigation.index.Events;
import lanner.investigation.index.Index;
import lanner.investigation.index.MergedEvents;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/** Whether conditions hold for single rows, at once: those that the columns of the index answer. For one thread. */
public final class RowMarker {
    private final Events events;
    /** By condition, then by capture; null for a condition that needs a replay. */
    private final List<ColumnPlan[]> plans = new ArrayList<>();

    private final List<Index> indexes;

    /**
     * Plans for the indexes as they are now: one that has grown, or another one, needs another marker.
     *
     * @param conditions each without a {@link RowQuery#problem}
     */
    public RowMarker(Workspace workspace, List<String> conditions) {
        events = workspace.events();
        indexes = workspace.captures().stream().map(CaptureSession::index).toList();
        for (String condition : conditions) {
            plans.add(plans(condition));
        }
    }

    /** One for each capture; none where only a replay knows. */
    private ColumnPlan[] plans(String condition) {
        ColumnPlan[] made = new ColumnPlan[indexes.size()];
        try {
            Expr parsed = Conditions.parse(condition);
            for (int i = 0; i < made.length; i++) {
                made[i] = new ColumnPlan(parsed, indexes.get(i));
            }
            return made;
        } catch (ConditionException e) {
            // It names a field that is in no column.
            return new ColumnPlan[0];
        }
    }

    /** Whether {@link #holds} can be asked of a condition; the others need a replay. */
    public boolean isIndexed(int condition) {
        return plans.get(condition).length > 0;
    }

    public boolean holds(int condition, int row) {
        int capture = events.capture(row);
        int own = events instanceof MergedEvents merged ? merged.local(row) : row;
        Chunk chunk = indexes.get(capture).chunk(own);
        return plans.get(condition)[capture].test(chunk, own & Chunk.MASK);
    }
}
