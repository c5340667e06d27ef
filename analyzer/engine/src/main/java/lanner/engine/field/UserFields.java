package lanner.engine.field;

import static lanner.engine.field.Field.Scope.PROCESS;
import static lanner.engine.field.FieldRows.number;
import static lanner.engine.field.FieldRows.text;

import java.util.List;
import java.util.function.Function;
import lanner.engine.state.EventContext;
import lanner.engine.state.SystemState;

/**
 * {@code user.*} and {@code group.*}: who the process runs as. An unknown name is the text {@code <NA>}, as is that of a
 * number in a container whose users the capture does not know.
 */
final class UserFields {
    private static final long NONE = 0xFFFFFFFFL;

    static final List<FieldSpec> ROWS = List.of(
            number(
                    "user.uid",
                    FieldType.UINT32,
                    PROCESS,
                    "The effective user.",
                    c -> known(c.thread().uid())),
            text("user.name", PROCESS, "Its name.", c -> named(c, SystemState.User::name, "root")),
            text("user.homedir", PROCESS, "Its home directory.", c -> named(c, SystemState.User::home, "/root")),
            text("user.shell", PROCESS, "Its login shell.", c -> named(c, SystemState.User::shell, "<NA>")),
            number(
                    "user.loginuid",
                    FieldType.INT64,
                    PROCESS,
                    "The user that logged in; -1 if none did.",
                    c -> c.process().loginuid() == NONE ? -1 : c.process().loginuid()),
            text(
                    "user.loginname",
                    PROCESS,
                    "Its name.",
                    c -> c.process().loginuid() == NONE
                            ? "<NA>"
                            : c.state()
                                    .user(c.process(), c.process().loginuid())
                                    .map(SystemState.User::name)
                                    .orElse("<NA>")),
            number(
                    "group.gid",
                    FieldType.UINT32,
                    PROCESS,
                    "The effective group.",
                    c -> known(c.thread().gid())),
            text(
                    "group.name",
                    PROCESS,
                    "Its name.",
                    c -> c.state()
                            .group(c.process(), c.thread().gid())
                            .orElse(c.thread().gid() == 0 ? "root" : "<NA>")));

    private UserFields() {}

    /** An id of a user namespace whose map the capture does not know has no value outside. */
    private static long known(long id) {
        return id < 0 ? Extractor.MISSING : id;
    }

    private static String named(EventContext c, Function<SystemState.User, String> get, String ofRoot) {
        long uid = c.thread().uid();
        return c.state().user(c.process(), uid).map(get).orElse(uid == 0 ? ofRoot : "<NA>");
    }
}
