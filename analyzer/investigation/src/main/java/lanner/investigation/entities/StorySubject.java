package lanner.investigation.entities;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.engine.lang.plan.Glob;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.ConnectionName;
import lanner.investigation.workspace.Workspace;

/**
 * What a story can be about: a file, a process, a peer.
 *
 * @param name a path, an address; of a process its name and number. Bytes, one character each
 * @param process the process's id; -1 for what is none
 */
public record StorySubject(Kind kind, String name, int process) {
    /** What it is. */
    public enum Kind {
        FILE,
        PROCESS,
        PEER
    }

    /**
     * What somebody who names a thing can mean.
     *
     * @param subjects at most as many as were wanted
     * @param more how many there are beyond these
     */
    public record Found(List<StorySubject> subjects, int more) {
        public Found {
            subjects = List.copyOf(subjects);
        }
    }

    private static final Pattern PROCESS = Pattern.compile("([0-9]{1,10})(?:#([0-9]{1,9}))?");

    /**
     * Finds it. Digits are a process's number, with {@code #2} its second use; what begins with a slash is a path; what
     * an end of a connection has is an address; anything else is the end of a path, from a slash on. A path may be a pattern
     * of fnmatch(3): a file that has exactly this name goes before.
     *
     * @param asked bytes, one character each
     * @param most how many are wanted
     */
    public static Found find(Events events, String asked, int most) {
        Matcher process = PROCESS.matcher(asked);
        if (process.matches()) {
            return processes(events, process, most);
        }
        if (!asked.startsWith("/") && !PeerStory.namesOf(events, asked).isEmpty()) {
            return new Found(List.of(new StorySubject(Kind.PEER, asked, -1)), 0);
        }
        return files(events, asked, most);
    }

    private static Found processes(Events events, Matcher asked, int most) {
        long pid = Long.parseLong(asked.group(1));
        int use = asked.group(2) == null ? 0 : Integer.parseInt(asked.group(2));
        List<StorySubject> found = new ArrayList<>();
        int more = 0;
        for (int id = 0; id < events.processes(); id++) {
            ProcessEntry entry = events.process(id);
            if (entry.pid() == pid && (use == 0 || entry.reuse() + 1 == use)) {
                if (found.size() < most) {
                    found.add(new StorySubject(Kind.PROCESS, events.processName(id), id));
                } else {
                    more++;
                }
            }
        }
        return new Found(found, more);
    }

    private static Found files(Events events, String asked, int most) {
        boolean whole = asked.startsWith("/");
        Set<StorySubject> found = named(events, path -> whole ? path.equals(asked) : path.endsWith("/" + asked));
        if (found.isEmpty() && Glob.isPattern(asked)) {
            Glob glob = new Glob(whole ? asked : "*/" + asked, false);
            found = named(events, glob::matches);
        }
        return new Found(found.stream().limit(most).toList(), Math.max(0, found.size() - most));
    }

    /**
     * Files, sockets of the Unix family, and programs: what was run and nothing else is no name that an event is about. A
     * socket that is known as a file too is both.
     */
    private static Set<StorySubject> named(Events events, Predicate<String> wanted) {
        Set<StorySubject> found = new LinkedHashSet<>();
        for (int id = 0; id < events.names(); id++) {
            String name = events.name(id);
            // A path of an API server is no file.
            boolean isFile = name.startsWith("/") && events.nameCount(id) > 0;
            String socket = isFile ? "" : ConnectionName.socketPath(name);
            if (isFile && wanted.test(name)) {
                found.add(new StorySubject(Kind.FILE, name, -1));
            } else if (!socket.isEmpty() && wanted.test(socket)) {
                found.add(new StorySubject(Kind.PEER, socket, -1));
            }
        }
        for (int id = 0; id < events.images(); id++) {
            String path = events.image(id).exePath();
            if (path.startsWith("/") && wanted.test(path)) {
                found.add(new StorySubject(Kind.FILE, path, -1));
            }
        }
        return found;
    }

    /**
     * What became of it.
     *
     * @return empty if it was cancelled
     */
    public Optional<Story> story(Workspace workspace, JobProgress progress) throws IOException {
        return switch (kind) {
            case FILE -> FileStory.of(workspace, name, progress);
            case PROCESS -> ProcessStory.of(workspace, process, progress);
            case PEER -> PeerStory.of(workspace, name, progress);
        };
    }
}
