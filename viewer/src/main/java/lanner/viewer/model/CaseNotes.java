package lanner.viewer.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.index.Events;
import lanner.product.FileFailure;

/** What is written down about events: bookmarks, decisions about alerts, what was done. For the JavaFX thread. */
public final class CaseNotes {
    private final CaseFile file;
    private final int captures;
    private final Supplier<Events> events;
    private final Consumer<String> troubles;
    private final IntegerProperty changes = new SimpleIntegerProperty();

    /**
     * @param captures how many captures are open: a case file may name events of others
     * @param troubles takes a sentence when the case cannot be written
     */
    CaseNotes(CaseFile file, int captures, Supplier<Events> events, Consumer<String> troubles) {
        this.file = file;
        this.captures = captures;
        this.events = events;
        this.troubles = troubles;
    }

    public CaseFile file() {
        return file;
    }

    /** Counts what is written to the case, so that panes look again. */
    public IntegerProperty changes() {
        return changes;
    }

    private CaseFile.EventKey key(int row) {
        return new CaseFile.EventKey(events.get().capture(row), events.get().number(row));
    }

    public Optional<String> bookmark(int row) {
        return row < 0 ? Optional.empty() : Optional.ofNullable(file.bookmarks().get(key(row)));
    }

    public void bookmark(int row, Optional<String> text) {
        write(() -> file.bookmark(key(row), text));
    }

    public Optional<CaseFile.Judgement> judgement(int row, String rule) {
        return Optional.ofNullable(file.judgements().get(new CaseFile.AlertKey(key(row), rule)));
    }

    public void judge(int row, String rule, Optional<CaseFile.Judgement> judgement) {
        write(() -> file.judge(new CaseFile.AlertKey(key(row), rule), judgement));
    }

    /** Bookmarks that lead somewhere, in the order of time. */
    public List<Map.Entry<Integer, String>> bookmarkedRows() {
        List<Map.Entry<Integer, String>> found = new ArrayList<>();
        file.bookmarks().forEach((key, text) -> {
            int row = key.capture() < captures ? events.get().rowOf(key.capture(), key.event()) : -1;
            if (row >= 0) {
                found.add(Map.entry(row, text));
            }
        });
        found.sort(Map.Entry.comparingByKey());
        return found;
    }

    /** Something that is written down. */
    @FunctionalInterface
    public interface Note {
        void write() throws IOException;
    }

    /** Writes to the case; says so if it cannot be written. */
    public void write(Note note) {
        try {
            note.write();
            changes.set(changes.get() + 1);
        } catch (IOException e) {
            troubles.accept("the case cannot be written: " + FileFailure.sentence(e));
        }
    }
}
