package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.GroupRecord;
import lanner.capture.event.UserRecord;
import org.junit.jupiter.api.Test;

/** Users and groups of a machine, as records name them. */
class AccountsTest {
    private final Accounts accounts = new Accounts();

    private static Event user(long uid, String name) {
        return new Event()
                .wrap(
                        new EventEncoder()
                                .begin(EventType.USER, 0, 1, 1)
                                .number(UserRecord.UID, uid)
                                .text(UserRecord.NAME, name)
                                .text(UserRecord.HOME, "/home/" + name),
                        1);
    }

    private static Event group(long gid, String name) {
        return new Event()
                .wrap(
                        new EventEncoder()
                                .begin(EventType.GROUP, 0, 1, 1)
                                .number(GroupRecord.GID, gid)
                                .text(GroupRecord.NAME, name),
                        1);
    }

    @Test
    void aUserIsKnownByItsNumberUntilItIsRemoved() {
        accounts.addUser(user(1000, "u"));
        assertThat(accounts.user(1000)).contains(new SystemState.User("u", "/home/u", ""));
        assertThat(accounts.user(0)).isEmpty();
        assertThat(accounts.group(1000)).isEmpty();
        accounts.addUser(user(1000, "v"));
        assertThat(accounts.user(1000).map(SystemState.User::name)).contains("v");
        accounts.removeUser(user(1000, "v"));
        assertThat(accounts.user(1000)).isEmpty();
    }

    @Test
    void aGroupLikewise() {
        accounts.addGroup(group(100, "users"));
        assertThat(accounts.group(100)).contains("users");
        accounts.removeGroup(group(100, "users"));
        assertThat(accounts.group(100)).isEmpty();
    }

    @Test
    void aCaptureThatNamesUsersWithoutEndFillsNoMemory() {
        for (int uid = 0; uid < 100_010; uid++) {
            accounts.addUser(user(uid, "u"));
        }
        assertThat(accounts.user(99_999)).isPresent();
        assertThat(accounts.user(100_000)).isEmpty();
    }
}
