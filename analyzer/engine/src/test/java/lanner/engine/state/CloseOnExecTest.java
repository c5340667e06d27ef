package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FcntlParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.IoctlParams;
import lanner.capture.event.Mark;
import lanner.capture.event.PidfdGetfdParams;
import lanner.capture.event.PidfdOpenParams;
import lanner.capture.event.RecvmsgParams;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which descriptors an exec closes, and how descriptors of other processes come by their names. */
class CloseOnExecTest {
    private static final int FD = 9;
    private static final long PORTABLE = FlagSets.FILE_FLAGS.value("O_CLOEXEC");

    private final History history = new History();

    @BeforeEach
    void twoProcesses() {
        history.listed(1, 0, "init").listed(100, 1, "main", "/home", "/").listed(200, 1, "other", "/srv", "/");
    }

    private FdInfo descriptor(int number) {
        return history.state().thread(100).descriptors().get(number);
    }

    private void execs() {
        history.exec(100, 1, "sh", "/home", 0);
    }

    private EventEncoder call(EventType type) {
        return history.begin(type, 100);
    }

    /** Mark.INLINE: the fcntl was recorded inside the process, which can say what it likes. */
    @Test
    void whatOnlyItsProcessSaysIsClosedByAnExecIsThereAgainWhenACallUsesIt() {
        history.openat(100, "x", FD);
        call(EventType.FCNTL)
                .number(FcntlParams.FD, FD)
                .number(FcntlParams.CMD, FlagSets.FCNTL_COMMANDS.value("F_SETFD"))
                .number(FcntlParams.ARG, 1)
                .mark(Mark.INLINE)
                .result(0);
        history.apply();
        execs();
        assertThat(descriptor(FD)).isNull();
        history.fchmod(100, FD);
        assertThat(descriptor(FD).name()).isEqualTo("/home/x");
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, 4096, 0",
        "OPENAT, 4096, 0",
        "OPENAT2, 4096, 0",
        "OPEN_BY_HANDLE_AT, 4096, 0",
        "DUP3, 4096, 0",
        "SOCKET, 4096, 0",
        "EVENTFD2, 4096, 0",
        "SIGNALFD4, 4096, 0",
        "TIMERFD_CREATE, 4096, 0",
        "INOTIFY_INIT1, 4096, 0",
        "USERFAULTFD, 4096, 0",
        "ACCEPT4, 524288, 2048",
        "OPEN_TREE, 524288, 1",
        "OPEN_TREE_ATTR, 524288, 1",
        "MEMFD_SECRET, 524288, 0",
        "EPOLL_CREATE1, 1, 0",
        "MEMFD_CREATE, 1, 2",
        "FANOTIFY_INIT, 1, 2",
        "FSOPEN, 1, 0",
        "FSMOUNT, 1, 0",
        "FSPICK, 1, 2",
        "PERF_EVENT_OPEN, 8, 1",
    })
    void aCallSaysWhetherAnExecClosesWhatItMakes(EventType type, long set, long unset) {
        for (long flags : new long[] {set, unset}) {
            call(type).number(type.indexOf("flags"), flags).result(FD);
            history.apply();
            assertThat(descriptor(FD)).isNotNull();
            execs();
            assertThat(descriptor(FD) == null).as("closed with %#x", flags).isEqualTo(flags == set);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PIPE2", "SOCKETPAIR"})
    void bothEndsAreClosedOrNeither(EventType type) {
        for (long flags : new long[] {PORTABLE, 0}) {
            call(type)
                    .number(type.indexOf("fd1"), FD)
                    .number(type.indexOf("fd2"), FD + 1)
                    .number(type.indexOf("flags"), flags)
                    .result(0);
            history.apply();
            execs();
            assertThat(descriptor(FD) == null).isEqualTo(flags != 0);
            assertThat(descriptor(FD + 1) == null).isEqualTo(flags != 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BPF", "IO_URING_SETUP", "LANDLOCK_CREATE_RULESET", "MQ_OPEN", "PIDFD_OPEN", "PIDFD_GETFD"})
    void someAreAlwaysClosed(EventType type) {
        call(type).number(type.indexOf("cmd") > 0 ? 1 : 2, 0).result(FD);
        history.apply();
        assertThat(descriptor(FD)).isNotNull();
        execs();
        assertThat(descriptor(FD)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPT", "CREAT", "DUP", "DUP2", "EVENTFD", "SIGNALFD", "INOTIFY_INIT", "EPOLL_CREATE"})
    void someNeverAre(EventType type) {
        call(type).result(FD);
        history.apply();
        execs();
        assertThat(descriptor(FD)).isNotNull();
    }

    /** A call that is new in the table of events has to be put into one of the tables above. */
    @Test
    void everyCallThatMakesDescriptorsIsTested() throws NoSuchMethodException {
        Set<String> tested = Arrays.stream(getClass().getDeclaredMethods())
                .flatMap(method -> Stream.concat(
                        Stream.ofNullable(method.getAnnotation(EnumSource.class))
                                .flatMap(s -> Stream.of(s.names())),
                        Stream.ofNullable(method.getAnnotation(CsvSource.class))
                                .flatMap(s -> Stream.of(s.value()))
                                .map(row -> row.replaceAll(",.*", ""))))
                .collect(Collectors.toSet());
        Set<String> made = Arrays.stream(EventType.values())
                .filter(type -> type.is(EventType.Trait.CREATES_FD) && type != EventType.PIPE)
                .map(Enum::name)
                .collect(Collectors.toSet());
        assertThat(tested).containsAll(made);
    }

    @ParameterizedTest
    @CsvSource({"FCNTL, 1030, 0, true", "FCNTL, 0, 0, false"})
    void aDuplicateHasItsOwn(EventType type, long kernelCommand, long argument, boolean closed) {
        history.openat(100, "x", FD);
        long command = FlagSets.FCNTL_COMMANDS.value(kernelCommand == 0 ? "F_DUPFD" : "F_DUPFD_CLOEXEC");
        call(type)
                .number(FcntlParams.FD, FD)
                .number(FcntlParams.CMD, command)
                .number(FcntlParams.ARG, argument)
                .result(FD + 1);
        history.apply();
        execs();
        assertThat(descriptor(FD).name()).isEqualTo("/home/x");
        assertThat(descriptor(FD + 1) == null).isEqualTo(closed);
    }

    @Test
    void ioctlCanSayItLater() {
        history.openat(100, "x", FD).openat(100, "y", FD + 1);
        for (long[] request : new long[][] {{FD, 0x5451}, {FD + 1, 0x5451}, {FD + 1, 0x5450}}) {
            call(EventType.IOCTL)
                    .number(IoctlParams.FD, request[0])
                    .number(IoctlParams.REQUEST, request[1])
                    .result(0);
            history.apply();
        }
        execs();
        assertThat(descriptor(FD)).isNull();
        assertThat(descriptor(FD + 1).name()).isEqualTo("/home/y");
    }

    @Test
    void aSignalfdWithOtherSignalsStaysWhatItWas() {
        call(EventType.SIGNALFD4)
                .number(EventType.SIGNALFD4.indexOf("flags"), PORTABLE)
                .number(EventType.SIGNALFD4.indexOf("fd"), -1)
                .result(FD);
        history.apply();
        call(EventType.SIGNALFD4)
                .number(EventType.SIGNALFD4.indexOf("flags"), 0)
                .number(EventType.SIGNALFD4.indexOf("fd"), FD)
                .result(FD);
        history.apply();
        execs();
        assertThat(descriptor(FD)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"LANDLOCK_CREATE_RULESET, flags, 1", "BPF, cmd, 1", "BPF, cmd, 11"})
    void aResultThatIsNoDescriptorReplacesNone(EventType type, String param, long value) {
        history.openat(100, "x", FD);
        call(type).number(type.indexOf(param), value).result(FD);
        history.apply();
        assertThat(descriptor(FD).name()).isEqualTo("/home/x");
    }

    @Test
    void aDescriptorTakenFromAnotherProcessHasItsName() {
        history.openat(200, "x", 5);
        call(EventType.PIDFD_OPEN).number(PidfdOpenParams.PID, 200).result(3);
        history.apply();
        call(EventType.PIDFD_GETFD)
                .number(PidfdGetfdParams.PID_FD, 3)
                .number(PidfdGetfdParams.TARGET_FD, 5)
                .result(FD);
        history.apply();
        assertThat(history.fdName()).isEqualTo("/srv/x");
        assertThat(descriptor(FD).origin())
                .isEqualTo(history.state().thread(200).descriptors().get(5).origin());
    }

    @Test
    void oneTakenFromAnUnknownProcessHasNone() {
        history.openat(100, "old", FD);
        call(EventType.PIDFD_GETFD)
                .number(PidfdGetfdParams.PID_FD, 3)
                .number(PidfdGetfdParams.TARGET_FD, 5)
                .result(FD);
        history.apply();
        assertThat(descriptor(FD).name()).isEmpty();
    }

    @Test
    void aDescriptorThatAMessageBringsIsNotWhatItsNumberWas() {
        for (EventType type : new EventType[] {EventType.RECVMSG, EventType.RECVMMSG}) {
            history.openat(100, "old", FD).openat(100, "older", FD + 1).openat(100, "kept", FD + 2);
            byte[] control = ByteBuffer.allocate(64)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(28) // SCM_CREDENTIALS first
                    .putInt(1)
                    .putInt(2)
                    .position(32)
                    .putLong(24)
                    .putInt(1)
                    .putInt(1)
                    .putInt(FD)
                    .putInt(FD + 1)
                    .array();
            call(type).bytes(type.indexOf("msgcontrol"), control).result(1);
            history.apply();
            assertThat(descriptor(FD).name()).isEmpty();
            assertThat(descriptor(FD + 1).name()).isEmpty();
            assertThat(descriptor(FD + 2).name()).isEqualTo("/home/kept");
        }
    }

    @Test
    void aBrokenControlMessageIsPassedOver() {
        for (long length : new long[] {0, 15, -1, Long.MAX_VALUE, Integer.MAX_VALUE, 17}) {
            for (int size = 0; size < 40; size++) {
                byte[] control = Arrays.copyOf(
                        ByteBuffer.allocate(40)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putLong(length)
                                .putInt(1)
                                .putInt(1)
                                .putInt(-5)
                                .array(),
                        size);
                call(EventType.RECVMSG).bytes(RecvmsgParams.MSGCONTROL, control).result(1);
                history.apply();
            }
        }
        assertThat(descriptor(-5)).isNull();
    }
}
