package lanner.viewer.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.StringProperty;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CaseChange;
import lanner.investigation.casework.CaseEditor;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.casework.Hand;
import lanner.investigation.casework.Tag;
import lanner.investigation.index.Events;
import lanner.product.FileFailure;
import lanner.viewer.paint.DisplayText;

/**
 * What is written down about events: bookmarks, tags, decisions about alerts, the narrative, what was done. Each change is
 * said, and can be taken back. For the JavaFX thread.
 */
public final class CaseNotes {
    private static final int LONGEST = 200;

    private final CaseFile file;
    private final CaseEditor editor;
    private final int captures;
    private final Supplier<Events> events;
    private final Consumer<String> troubles;
    private final IntegerProperty changes = new SimpleIntegerProperty();
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private boolean askedForAnalyst;

    /**
     * @param captures how many captures are open: a case file may name events of others
     * @param analyst who writes; empty for nobody
     * @param troubles takes a sentence when the case cannot be written
     */
    CaseNotes(CaseFile file, int captures, Supplier<Events> events, StringProperty analyst, Consumer<String> troubles) {
        this.file = file;
        this.captures = captures;
        this.events = events;
        this.troubles = troubles;
        editor = new CaseEditor(file);
        file.analyst(analyst.get());
        analyst.addListener((property, before, now) -> file.analyst(now));
    }

    public CaseFile file() {
        return file;
    }

    /** Counts what is written to the case, so that panes look again. */
    public IntegerProperty changes() {
        return changes;
    }

    /** What was just done to the case, as a sentence. */
    public ReadOnlyStringProperty said() {
        return said.getReadOnlyProperty();
    }

    /**
     * Says something about the case; once that no analyst is named, where the case was changed by nobody.
     *
     * @param sentence printable characters
     */
    public void say(String sentence) {
        boolean asks = !askedForAnalyst && editor.canUndo() && file.analyst().isEmpty();
        askedForAnalyst |= asks;
        // The same sentence twice is said twice.
        said.set("");
        said.set(asks ? sentence + ".  No analyst is named: Ctrl+Alt+C" : sentence);
    }

    private CaseFile.EventKey key(int row) {
        return new CaseFile.EventKey(events.get().capture(row), events.get().number(row));
    }

    private CaseFile.AlertKey key(int row, String rule) {
        return new CaseFile.AlertKey(key(row), rule);
    }

    /** The row of an event; -1 if it is in no capture that is open. */
    public int rowOf(CaseFile.EventKey key) {
        return key.capture() < captures ? events.get().rowOf(key.capture(), key.event()) : -1;
    }

    public Optional<String> bookmark(int row) {
        return row < 0 ? Optional.empty() : Optional.ofNullable(file.bookmarks().get(key(row)));
    }

    public void bookmark(int row, Optional<String> text) {
        change(() -> editor.bookmark(key(row), text));
    }

    public Optional<CaseFile.Judgement> judgement(int row, String rule) {
        return Optional.ofNullable(file.judgements().get(key(row, rule)));
    }

    /** Who decided about an alert, and when; empty for an undecided one. */
    public Optional<Hand> hand(int row, String rule) {
        return file.hand(key(row, rule));
    }

    /** Decides about an alert; whoever decides says what is at hand then. */
    public void judge(int row, String rule, Optional<CaseFile.Judgement> judgement) {
        write(() -> editor.judge(key(row, rule), judgement));
    }

    /** The tags of an event, by name. */
    public List<Tag> tags(int row) {
        return row < 0 || file.tags().isEmpty() ? List.of() : file.tags(key(row));
    }

    /** The events that have a tag, of the captures that are open. */
    public BitSet taggedRows(String tag) {
        BitSet rows = new BitSet();
        file.tagged(tag).stream().mapToInt(this::rowOf).filter(row -> row >= 0).forEach(rows::set);
        return rows;
    }

    /** Gives an event a tag, or takes it off. */
    public void tag(int row, Tag tag, boolean set) {
        change(() -> editor.tag(key(row), tag.name(), set));
    }

    /** Bookmarks that lead somewhere, in the order of time. */
    public List<Map.Entry<Integer, String>> bookmarkedRows() {
        List<Map.Entry<Integer, String>> found = new ArrayList<>();
        file.bookmarks().forEach((key, text) -> {
            int row = rowOf(key);
            if (row >= 0) {
                found.add(Map.entry(row, text));
            }
        });
        found.sort(Map.Entry.comparingByKey());
        return found;
    }

    /** A change of the case. */
    @FunctionalInterface
    public interface Edit {
        /** @return what was changed; empty for nothing */
        Optional<CaseChange> run() throws IOException;
    }

    /** What changes the case; to be run by {@link #change}. */
    public CaseEditor editor() {
        return editor;
    }

    /** Changes the case and says so. */
    public void change(Edit edit) {
        write(() -> edit.run().ifPresent(change -> say(words("", change))));
    }

    /**
     * Takes the last change back, and says which.
     *
     * @param shown takes the row of the event that it was about, if there is one
     */
    void undo(IntConsumer shown) {
        step("Undone: ", "Nothing to undo", editor::undo, shown);
    }

    /** Does again what was taken back last, and says which; see {@link #undo}. */
    void redo(IntConsumer shown) {
        step("Done again: ", "Nothing to do again", editor::redo, shown);
    }

    private void step(String begin, String nothing, Edit edit, IntConsumer shown) {
        write(() -> {
            Optional<CaseChange> change = edit.run();
            // What is said is said of the event that is selected then.
            change.flatMap(CaseChange::event)
                    .map(this::rowOf)
                    .filter(row -> row >= 0)
                    .ifPresent(shown::accept);
            say(change.map(each -> words(begin, each)).orElse(nothing));
        });
    }

    private static String words(String begin, CaseChange change) {
        String words = begin + change.words();
        return DisplayText.text(
                JsonText.latin(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1)), LONGEST);
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
