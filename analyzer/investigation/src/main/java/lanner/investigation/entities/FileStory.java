package lanner.investigation.entities;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.About;
import lanner.investigation.workspace.Workspace;

/** What became of a file, in order: created, written, made executable, run, removed. */
public final class FileStory {
    private final Events events;
    private final String path;
    private final BitSet names;
    private final RecordWords records;
    private final StoryDraft draft;

    private FileStory(Events events, String path, RecordWords records) {
        this.events = events;
        this.path = path;
        this.names = namesOf(events, path);
        this.records = records;
        this.draft = new StoryDraft(events);
    }

    /**
     * Reads it. Runs of the file as a program are steps too.
     *
     * @param path bytes, one character each
     * @return empty if it was cancelled
     */
    public static Optional<Story> of(Workspace workspace, String path, JobProgress progress) throws IOException {
        Events events = workspace.events();
        try (RecordWords records = new RecordWords(workspace, events)) {
            FileStory story = new FileStory(events, path, records);
            return progress.visit(events.rows(), story::take) ? Optional.of(story.draft.story(path)) : Optional.empty();
        }
    }

    private static BitSet namesOf(Events events, String path) {
        BitSet names = new BitSet();
        for (int id = 0; id < events.names(); id++) {
            if (events.name(id).equals(path)) {
                names.set(id);
            }
        }
        return names;
    }

    private void take(int row) throws IOException {
        EventType type = EventType.byCode(events.callCode(row)).orElse(EventType.GENERIC);
        if (draft.isFull() && isOfIt(events.pathId(row)) && CallWords.isStep(type)) {
            draft.beyond(row);
            return;
        }
        Optional<String> what = what(row, type);
        if (what.isPresent() && what.get().isEmpty()) {
            draft.other(row);
        } else if (what.isPresent()) {
            draft.step(row, what.get(), events.moved(row));
        }
    }

    /** What a row did to the file: empty for nothing, an empty word for something that is no step. */
    private Optional<String> what(int row, EventType type) throws IOException {
        if (About.isExec(events, row)
                && events.succeeded(row)
                && events.image(events.imageId(row)).exePath().equals(path)) {
            return Optional.of("run");
        }
        if (isOfIt(events.pathId(row))) {
            return Optional.of(type.is(Trait.EXEC) ? "run" : records.toFirst(events, row, type));
        }
        if (isOfIt(events.targetId(row))) {
            return Optional.of(CallWords.toSecond(events, type, events.pathId(row)));
        }
        // The directory that a path starts from: something in it was done.
        return isOfIt(events.nameId(row)) ? Optional.of("") : Optional.empty();
    }

    private boolean isOfIt(int name) {
        return name != Events.NO_NAME && names.get(name);
    }
}
