package lanner.investigation.casework;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lanner.investigation.casework.CaseFile.AlertKey;
import lanner.investigation.casework.CaseFile.EventKey;
import lanner.investigation.casework.CaseFile.Judgement;

/**
 * Changes a case, takes changes back one after the other, and does them again. The file is only added to: what is taken
 * back stays in it as a line, with the line that took it back.
 */
public final class CaseEditor {
    private static final int MOST_STEPS = 1000;
    private static final int LONGEST_TEXT = 10_000;

    private final CaseFile file;
    private final Deque<CaseChange> done = new ArrayDeque<>();
    private final Deque<CaseChange> undone = new ArrayDeque<>();

    public CaseEditor(CaseFile file) {
        this.file = file;
    }

    /** Sets a bookmark's note, or takes the bookmark away. */
    public Optional<CaseChange> bookmark(EventKey event, Optional<String> note) throws IOException {
        Optional<String> before = Optional.ofNullable(file.bookmarks().get(event));
        int place = file.narrative().indexOf(new Passage.Event(event));
        return apply(new CaseChange.Bookmark(event, before, note, place));
    }

    /** Decides about an alert, or makes it undecided. */
    public Optional<CaseChange> judge(AlertKey alert, Optional<Judgement> judgement) throws IOException {
        Optional<Judgement> before = Optional.ofNullable(file.judgements().get(alert));
        return apply(new CaseChange.Decision(alert, before, judgement));
    }

    /**
     * Makes a tag, or gives it another look.
     *
     * @throws IllegalArgumentException if it is none, see {@link Tag#problem}
     */
    public Optional<CaseChange> tag(Tag tag) throws IOException {
        if (tag.problem().isPresent()) {
            throw new IllegalArgumentException(tag.problem().get());
        }
        return apply(new CaseChange.TagLook(tag.name(), file.tag(tag.name()), Optional.of(tag)));
    }

    /** Whether there may be no more tags. */
    public boolean isFullOfTags() {
        return file.tags().size() >= CaseState.MOST_TAGS;
    }

    /**
     * Gives an event a tag, or takes it off; nothing where there is no such tag.
     *
     * @param set whether the event has it from now on
     */
    public Optional<CaseChange> tag(EventKey event, String tag, boolean set) throws IOException {
        boolean has = file.tags(event).stream().anyMatch(each -> each.name().equals(tag));
        return has == set || file.tag(tag).isEmpty()
                ? Optional.empty()
                : apply(new CaseChange.Tagging(event, tag, set));
    }

    /**
     * Puts a paragraph into the narrative, before the passage at a place or behind the last one; the first part of a text that is
     * too long.
     */
    public Optional<CaseChange> addText(int place, String text) throws IOException {
        return isFullOfPassages()
                ? Optional.empty()
                : apply(new CaseChange.Paragraph(place, Optional.empty(), Optional.of(cut(text))));
    }

    /** Puts another text into the place of a paragraph, or takes the paragraph out; nothing where none is. */
    public Optional<CaseChange> changeText(int place, Optional<String> text) throws IOException {
        List<Passage> passages = file.narrative();
        return place >= 0 && place < passages.size() && passages.get(place) instanceof Passage.Text was
                ? apply(new CaseChange.Paragraph(place, Optional.of(was.text()), text.map(CaseEditor::cut)))
                : Optional.empty();
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    /** Puts a passage of the narrative at another place; nothing where there is no such place. */
    public Optional<CaseChange> move(int from, int to) throws IOException {
        int size = file.narrative().size();
        return from < 0 || from >= size || to < 0 || to >= size
                ? Optional.empty()
                : apply(new CaseChange.Move(from, to));
    }

    /** @param places which passage comes first, second, ...; each once */
    public Optional<CaseChange> order(List<Integer> places) throws IOException {
        return apply(new CaseChange.Order(places));
    }

    /** @param number empty for none */
    public Optional<CaseChange> number(String number) throws IOException {
        return apply(new CaseChange.CaseNumber(file.number(), number.strip()));
    }

    /** @return the change; empty if it changes nothing */
    private Optional<CaseChange> apply(CaseChange change) throws IOException {
        if (change.isNothing()) {
            return Optional.empty();
        }
        change.write(file);
        done.push(change);
        undone.clear();
        if (done.size() > MOST_STEPS) {
            done.removeLast();
        }
        return Optional.of(change);
    }

    /** Whether the narrative takes no more passages. */
    public boolean isFullOfPassages() {
        return file.narrative().size() >= Narrative.MOST;
    }

    /** Whether there is a change to take back. */
    public boolean canUndo() {
        return !done.isEmpty();
    }

    /**
     * Takes the last change back.
     *
     * @return the change; empty if there is none
     */
    public Optional<CaseChange> undo() throws IOException {
        return step(done, undone, CaseChange::reversed);
    }

    /**
     * Does again what was taken back last.
     *
     * @return the change; empty if there is none
     */
    public Optional<CaseChange> redo() throws IOException {
        return step(undone, done, change -> change);
    }

    private Optional<CaseChange> step(Deque<CaseChange> from, Deque<CaseChange> to, UnaryOperator<CaseChange> written)
            throws IOException {
        CaseChange change = from.peek();
        if (change == null) {
            return Optional.empty();
        }
        written.apply(change).write(file);
        from.pop();
        to.push(change);
        return Optional.of(change);
    }
}
