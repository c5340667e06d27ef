package lanner.investigation.entities;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.About;
import lanner.investigation.workspace.Workspace;

/**
 * Where an event leads: to a file, to the processes above it, to their connections.
 *
 * @param file what was run, or what the event is about, or else the program that did it; empty where unknown.
 *     Bytes, one character each
 * @param chain the process and those above it, the nearest first; ids of the index
 * @param connections what these and the descendants of the process were connected to, in the order of time
 * @param rows the events of those connections, by those processes
 */
public record RelatedEvents(Optional<String> file, List<Integer> chain, List<Connection> connections, BitSet rows) {
    /**
     * A connection.
     *
     * @param name both ends; bytes, one character each
     * @param process who used it first, of those that are looked at; an id of the index
     * @param row the first event that is about it
     */
    public record Connection(String name, int process, int row) {}

    public RelatedEvents {
        chain = List.copyOf(chain);
        connections = List.copyOf(connections);
    }

    /** @return empty if it was cancelled */
    public static Optional<RelatedEvents> of(Workspace workspace, int row, JobProgress progress) {
        Events events = workspace.events();
        int process = events.processOf(row).id();
        List<Integer> chain = workspace.ancestry(process);
        BitSet family = workspace.subtree(process);
        chain.forEach(family::set);
        Map<String, Connection> connections = new LinkedHashMap<>();
        BitSet about = new BitSet();
        Names names = new Names(events);
        boolean whole = progress.visit(events.rows(), each -> {
            int by = events.image(events.imageId(each)).process();
            if (by != ProcessEntry.NONE.id() && family.get(by) && names.isConnection(events.nameId(each))) {
                about.set(each);
                String name = events.name(events.nameId(each));
                connections.putIfAbsent(name, new Connection(name, by, each));
            }
        });
        if (!whole) {
            return Optional.empty();
        }
        return Optional.of(new RelatedEvents(fileOf(events, row), chain, new ArrayList<>(connections.values()), about));
    }

    private static Optional<String> fileOf(Events events, int row) {
        String program = events.image(events.imageId(row)).exePath();
        int path = events.pathId(row);
        boolean ran = About.isExec(events, row) && events.succeeded(row);
        if (!ran && path != Events.NO_NAME && events.name(path).startsWith("/")) {
            return Optional.of(events.name(path));
        }
        return Optional.of(program).filter(each -> each.startsWith("/"));
    }

    /** Which names are those of connections: each is looked at once. */
    private static final class Names {
        private final Events events;
        private final BitSet known = new BitSet();
        private final BitSet connections = new BitSet();

        Names(Events events) {
            this.events = events;
        }

        boolean isConnection(int id) {
            if (id < 0) {
                return false;
            }
            if (!known.get(id)) {
                known.set(id);
                connections.set(
                        id,
                        Entities.kindOf(events.name(id))
                                .filter(kind -> kind == Entities.Kind.CONNECTIONS)
                                .isPresent());
            }
            return connections.get(id);
        }
    }
}
