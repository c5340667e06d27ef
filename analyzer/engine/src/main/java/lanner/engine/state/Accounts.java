package lanner.engine.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.capture.event.GroupRecord;
import lanner.capture.event.UserRecord;

/** The users and groups of a machine or of one container: the same number is another user in another container. */
final class Accounts {
    private static final int MOST = 100_000;

    private final Map<Long, SystemState.User> users = new HashMap<>();
    private final Map<Long, String> groups = new HashMap<>();

    /** How many users and groups it knows. */
    int size() {
        return users.size() + groups.size();
    }

    /** Knows what others know as well. */
    void addAll(Accounts others) {
        users.putAll(others.users);
        groups.putAll(others.groups);
    }

    Optional<SystemState.User> user(long uid) {
        return Optional.ofNullable(users.get(uid));
    }

    Optional<String> group(long gid) {
        return Optional.ofNullable(groups.get(gid));
    }

    /** Takes a user in from its record or its event, which are laid out alike. */
    void addUser(Event event) {
        if (users.size() < MOST) {
            users.put(
                    event.param(UserRecord.UID, 0),
                    new SystemState.User(
                            event.text(UserRecord.NAME, ""),
                            event.text(UserRecord.HOME, ""),
                            event.text(UserRecord.SHELL, "")));
        }
    }

    void addGroup(Event event) {
        if (groups.size() < MOST) {
            groups.put(event.param(GroupRecord.GID, 0), event.text(GroupRecord.NAME, ""));
        }
    }

    void removeUser(Event event) {
        users.remove(event.param(UserRecord.UID, 0));
    }

    void removeGroup(Event event) {
        groups.remove(event.param(GroupRecord.GID, 0));
    }
}
