package lanner.investigation.rows;

import java.util.Optional;
import lanner.engine.field.Extractor;
import lanner.investigation.index.Chunk;
import lanner.investigation.index.Events;
import lanner.investigation.index.Index;
import lanner.investigation.index.IndexedFields;
import lanner.investigation.index.MergedEvents;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/** Values of the fields that an index's columns hold: at once, without a replay. For one thread. */
public final class IndexedValues {
    private final Workspace workspace;
    private IndexedFields[] fields = new IndexedFields[0];
    private Index[] indexes = new Index[0];
    private boolean[] whole = new boolean[0];

    public IndexedValues(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Whether the columns of all captures hold a field. */
    public boolean holds(String field) {
        for (int i = 0; i < workspace.captures().size(); i++) {
            if (!of(i).holds(field)) {
                return false;
            }
        }
        return true;
    }

    /** The value as a replay prints it, bytes, one character each; empty for none. */
    public Optional<String> value(String field, int row) {
        return Optional.ofNullable(at(row).print(field));
    }

    /** A number; {@link RowKeys#MISSING} for none. */
    long number(String field, int row) {
        long number = at(row).number(field);
        return number == Extractor.MISSING ? RowKeys.MISSING : number;
    }

    /** Whether the name of a row is that of its descriptor. */
    boolean isNamed(int row) {
        return at(row).isNamed();
    }

    private IndexedFields at(int row) {
        Events events = workspace.events();
        int capture = events.capture(row);
        IndexedFields found = of(capture);
        int own = events instanceof MergedEvents merged ? merged.local(row) : row;
        found.at(indexes[capture].chunk(own), own & Chunk.MASK);
        return found;
    }

    /** An index that was kept takes the place of the one that was begun; one that has grown may have left names out. */
    private IndexedFields of(int capture) {
        if (indexes.length == 0) {
            indexes = new Index[workspace.captures().size()];
            fields = new IndexedFields[indexes.length];
            whole = new boolean[indexes.length];
        }
        CaptureSession session = workspace.captures().get(capture);
        boolean grown = session.isIndexed();
        Index now = session.index();
        if (indexes[capture] != now || whole[capture] != grown) {
            indexes[capture] = now;
            whole[capture] = grown;
            fields[capture] = new IndexedFields(now);
        }
        return fields[capture];
    }
}
