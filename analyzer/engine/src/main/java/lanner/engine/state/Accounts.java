package lanner.engine.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lanner.capture.event.Event;

/** The users and groups of a machine or of one container: the same number is somebody else in another. */
final class Accounts {
    private static final int MOST = 100_000;

    private final Map<Long, SystemState.User> users = new HashMap<>();
    private final Map<Long, String> groups = new HashMap<>();

    Optional<SystemState.User> user(long uid) {
        return Optional.ofNullable(users.get(uid));
    }

    Optional<String> group(long gid) {
        return Optional.ofNullable(groups.get(gid));
    }

    /** Takes a user in from its record or its event, which are laid out alike. */
    void addUser(Event event) {
        if (users.size() < MOST) {
            users.put(event.param(0, 0), new SystemState.User(text(event, 2), text(event, 3), text(event, 4)));
        }
    }

    void addGroup(Event event) {
        if (groups.size() < MOST) {
            groups.put(event.param(0, 0), text(event, 1));
        }
    }

    void removeUser(Event event) {
        users.remove(event.param(0, 0));
    }

    void removeGroup(Event event) {
        groups.remove(event.param(0, 0));
    }

    private static String text(Event event, int param) {
        return event.has(param) ? event.text(param) : "";
    }
}
