package lanner.investigation.entities;

import java.util.BitSet;
import java.util.Optional;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.ConnectionName;
import lanner.investigation.workspace.Workspace;

/**
 * Who had to do with an address of the Internet's families, or with a socket of the Unix family, in order: connected, accepted,
 * and the bytes each way.
 */
public final class PeerStory {
    private final Events events;
    private final StoryDraft draft;

    private PeerStory(Events events) {
        this.events = events;
        this.draft = new StoryDraft(events);
    }

    /** The names of connections that have an address at an end, with its port or without; or that lead to a socket's path. */
    public static BitSet namesOf(Events events, String address) {
        BitSet names = new BitSet();
        for (int id = 0; id < events.names(); id++) {
            String name = events.name(id);
            if (ConnectionName.isInternet(name)
                    ? ConnectionName.isAtAnEnd(name, address)
                    : !address.isEmpty() && ConnectionName.socketPath(name).equals(address)) {
                names.set(id);
            }
        }
        return names;
    }

    /**
     * Reads it.
     *
     * @param address with its port or without, or the path of a socket
     * @return empty if it was cancelled
     */
    public static Optional<Story> of(Workspace workspace, String address, JobProgress progress) {
        Events events = workspace.events();
        BitSet names = namesOf(events, address);
        PeerStory story = new PeerStory(events);
        boolean whole = progress.visit(events.rows(), row -> {
            int name = events.nameId(row);
            if (name != Events.NO_NAME && names.get(name)) {
                story.take(row, events.name(name));
            }
        });
        return whole ? Optional.of(story.draft.story(address)) : Optional.empty();
    }

    private void take(int row, String name) {
        EventType type = EventType.byCode(events.callCode(row)).orElse(EventType.GENERIC);
        String did = did(type);
        if (did.isEmpty()) {
            draft.other(row);
        } else if (type.is(Trait.READS_FD) || type.is(Trait.WRITES_FD)) {
            draft.sum(
                    row,
                    2L * events.nameId(row) + (type.is(Trait.READS_FD) ? 1 : 0),
                    () -> did + ": " + name,
                    events.moved(row));
        } else {
            draft.step(row, did + ": " + name, 0);
        }
    }

    private static String did(EventType type) {
        if (type.is(Trait.ACCEPT)) {
            return "accepted";
        }
        if (type.is(Trait.READS_FD) || type.is(Trait.WRITES_FD)) {
            return type.is(Trait.READS_FD) ? "received" : "sent";
        }
        return switch (type) {
            case CONNECT -> "connected";
            case BIND -> "bound";
            case LISTEN -> "listened";
            case SENDFILE, SPLICE -> "sent";
            default -> "";
        };
    }
}
