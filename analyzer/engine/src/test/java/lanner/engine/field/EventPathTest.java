package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.ExecParams;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.ParamType;
import lanner.capture.event.PathParams;
import lanner.capture.event.ProcessRecord;
import lanner.engine.state.EventContext;
import lanner.engine.state.Paths;
import lanner.engine.state.SystemState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventPathTest {
    private static final int HERE = -100;
    private static final int DIRECTORY = 5;

    private final SystemState state = new SystemState();
    private long number;

    EventPathTest() {
        apply(new EventEncoder()
                .begin(EventType.PROCESS, 0, 1, 1)
                .number(ProcessRecord.TID, 9)
                .number(ProcessRecord.PID, 9)
                .number(ProcessRecord.PTID, 1)
                .text(ProcessRecord.COMM, "sh")
                .text(ProcessRecord.CWD, "/home/u"));
        apply(begin(EventType.OPENAT)
                .result(DIRECTORY)
                .number(OpenatParams.DIRFD, HERE)
                .text(OpenatParams.NAME, "/srv/d")
                .number(OpenatParams.FLAGS, 1));
    }

    private static EventEncoder begin(EventType type) {
        return new EventEncoder().begin(type, 9, 2, 2);
    }

    private EventContext apply(EventEncoder encoder) {
        Event event = new Event().wrap(encoder, ++number);
        event.number(number);
        state.apply(event);
        return state.context();
    }

    /** The event's path, which is the same in whatever way it is asked for. */
    private static String path(EventContext context) {
        String path = EventPath.of(context);
        List<String> given = new ArrayList<>();
        boolean any = EventPath.give(context, new EventPath.Taker() {
            @Override
            public void take(String whole) {
                given.add(whole);
            }

            @Override
            public void take(String directory, String name) {
                assertThat(directory).startsWith("/");
                assertThat(Paths.isName(name)).as(name).isTrue();
                given.add(Paths.resolve(directory, name));
            }
        });
        assertThat(given).isEqualTo(path == null ? List.of() : List.of(path));
        assertThat(any).isEqualTo(path != null);
        return path;
    }

    static Stream<EventType> callsWithAPath() {
        return Stream.of(EventType.values())
                .filter(type -> type.kind() == EventType.Kind.SYSCALL)
                .filter(type -> type.params().stream()
                        .anyMatch(param -> param.type() == ParamType.PATH
                                || param.type() == ParamType.RELPATH
                                || type == EventType.CHDIR));
    }

    @ParameterizedTest
    @MethodSource("callsWithAPath")
    void everyCallThatHasAPathIsAboutIt(EventType type) {
        assertThat(EventPath.isIn(type)).isTrue();
        EventEncoder refused = begin(type).result(-2);
        for (int i = 0; i < type.params().size(); i++) {
            switch (type.params().get(i).type()) {
                case PATH, RELPATH -> refused.text(i, "x//" + i);
                case FD -> {
                    if (i > 0) {
                        refused.number(i, DIRECTORY);
                    }
                }
                default -> {
                    if (type == EventType.CHDIR && i == 1) {
                        refused.text(i, "x//1");
                    }
                }
            }
        }
        assertThat(path(apply(refused))).as(type.label()).matches("(/home/u|/srv/d)/x/[0-9]+");
    }

    static Stream<EventType> opens() {
        return Stream.of(
                EventType.OPEN, EventType.OPENAT, EventType.OPENAT2, EventType.CREAT, EventType.OPEN_BY_HANDLE_AT);
    }

    @ParameterizedTest
    @MethodSource("opens")
    void theWholePathOfAnOpenIsThatOfItsDescriptor(EventType type) {
        assertThat(EventPath.places(type)).hasSize(1);
        EventPath.At at = EventPath.places(type).get(0);
        for (String written : List.of("x/../y", "/etc//f", "")) {
            for (long result : new long[] {7, -2}) {
                EventEncoder open = begin(type).result(result);
                if (at.dirfd() >= 0) {
                    open.number(at.dirfd(), DIRECTORY);
                }
                EventContext context = apply(open.text(at.path(), written));
                assertThat(context.path(at.path(), at.dirfd()))
                        .isEqualTo(context.thread().path(context.event(), at.path(), at.dirfd()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CHMOD, 1, , /home/u/f,",
        "RENAME, 1, 2, /home/u/f, /home/u/g",
        "LINK, 1, 2, /home/u/f, /home/u/g",
        "SYMLINK, 2, 1, /home/u/f, /home/u/g",
        "READLINK, 1, , /home/u/f,",
        "ACCESS, 1, , /home/u/f,",
        "CHROOT, 1, , /home/u/f,",
        "MOUNT, 2, 1, /home/u/f,",
        "STAT, 1, , /home/u/f,",
        "UNLINK, 1, , /home/u/f,"
    })
    void aRelativePathStartsFromTheWorkingDirectory(
            EventType type, int first, Integer second, String path, String target) {
        EventEncoder event = begin(type).result(-1);
        for (int i = 1; i < 3; i++) {
            if (i == first || second != null && i == second) {
                event.text(i, i == first ? "./f" : "g");
            }
        }
        EventContext context = apply(event);
        assertThat(path(context)).isEqualTo(path);
        assertThat(EventPath.second(context)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({"-100, f, /home/u/f", "5, f, /srv/d/f", "5, /etc//f, /etc/f", "5, '', /srv/d", "77, f,", "77, /f, /f"})
    void aPathMayStartFromADescriptor(long dirfd, String written, String path) {
        EventContext context = apply(begin(EventType.NEWFSTATAT)
                .result(-2)
                .number(EventType.NEWFSTATAT.indexOf("dirfd"), dirfd)
                .text(EventType.NEWFSTATAT.indexOf("path"), written));
        assertThat(path(context)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"0, sub, /home/u/sub", "-2, sub, /home/u/sub", "0, .., /home", "0, /etc/, /etc"})
    void aChangeOfDirectoryIsAboutTheNewOneEvenOnceItIsTheWorkingDirectory(long result, String written, String path) {
        assertThat(path(apply(begin(EventType.CHDIR).result(result).text(PathParams.PATH, written))))
                .isEqualTo(path);
    }

    @Test
    void aChangeOfRootIsAboutTheNewOneEvenOnceNoPathLeadsToIt() {
        apply(begin(EventType.CHDIR).result(0).text(PathParams.PATH, "/srv/root"));
        assertThat(path(apply(begin(EventType.CHROOT).result(0).text(PathParams.PATH, "."))))
                .isEqualTo("/srv/root");
    }

    @ParameterizedTest
    @CsvSource({"0, /usr/bin/true", "-13, /home/u/tool"})
    void anExecutionIsAboutItsProgram(long result, String path) {
        EventEncoder event = begin(EventType.EXECVE).result(result);
        if (result == 0) {
            event.text(ExecParams.TRUSTED_EXEPATH, "/usr/bin/true");
        }
        assertThat(path(apply(event.text(ExecParams.FILENAME, "tool")))).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"READ, 2", "WRITE, 2", "FSTAT, 1", "CLOSE, 1"})
    void aCallOnADescriptorIsAboutItsFile(EventType type, int param) {
        int at = type.indexOf("fd");
        assumeThat(at).as("the parameter of " + type + " in place of " + param).isPositive();
        assertThat(path(apply(begin(type).result(0).number(at, DIRECTORY)))).isEqualTo("/srv/d");
    }
}
