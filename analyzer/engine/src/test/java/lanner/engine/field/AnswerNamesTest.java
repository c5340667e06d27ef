package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FcntlParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.GenericParams;
import lanner.capture.event.Mark;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.SegmentHeaderRecord;
import lanner.capture.event.SockoptParams;
import lanner.capture.event.SyscallNames;
import lanner.engine.kit.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers whose meaning another argument decides: socket options by their level, fcntl's results by its command. */
class AnswerNamesTest {
    private final History history = new History();

    @BeforeEach
    void aProcessWithAFile() {
        history.then(history.process(7, 1, "sh"));
        history.then(history.begin(EventType.OPENAT, 7)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, "/etc/hostname")
                .number(OpenatParams.FLAGS, 1)
                .result(3));
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(textBlock = """
        SOL_SOCKET,  1,  SO_DEBUG
        SOL_TCP,     1,  TCP_NODELAY
        SOL_TCP,     13, TCP_CONGESTION
        SOL_IP,      1,  IP_TOS
        SOL_IP,      19, IP_TRANSPARENT
        SOL_IPV6,    26, IPV6_V6ONLY
        SOL_UDP,     104, UDP_GRO
        SOL_NETLINK, 11, NETLINK_EXT_ACK
        SOL_PACKET,  5,  PACKET_RX_RING
        SOL_TCP,     0,  UNKNOWN
        SOL_TCP,     99, 99
        SOL_VSOCK,   1,  1
        """)
    void anOptionIsNamedByItsLevel(String level, long option, String name) {
        for (EventType type : new EventType[] {EventType.SETSOCKOPT, EventType.GETSOCKOPT}) {
            history.then(history.begin(type, 7)
                    .number(SockoptParams.FD, 3)
                    .number(SockoptParams.LEVEL, FlagSets.SOCKOPT_LEVELS.value(level))
                    .number(SockoptParams.OPTNAME, option)
                    .result(0));
            assertThat(history.print("evt.arg.level")).isEqualTo(level);
            assertThat(history.print("evt.arg.optname")).isEqualTo(name);
        }
    }

    @ParameterizedTest(name = "{0} {1} {2} is {3}")
    @CsvSource(textBlock = """
        SETSOCKOPT, SOL_IP,   64, IPT_SO_SET_REPLACE
        GETSOCKOPT, SOL_IP,   64, IPT_SO_GET_INFO
        GETSOCKOPT, SOL_IP,   1,  IP_TOS
        GETSOCKOPT, SOL_IP,   80, SO_ORIGINAL_DST
        SETSOCKOPT, SOL_IPV6, 65, IP6T_SO_SET_ADD_COUNTERS
        GETSOCKOPT, SOL_IPV6, 65, IP6T_SO_GET_ENTRIES
        """)
    void aNumberThatMeansOneThingToSetAndAnotherToAskIsNamedByTheCall(
            EventType call, String level, long option, String name) {
        history.then(history.begin(call, 7)
                .number(SockoptParams.FD, 3)
                .number(SockoptParams.LEVEL, FlagSets.SOCKOPT_LEVELS.value(level))
                .number(SockoptParams.OPTNAME, option)
                .result(0));
        assertThat(history.print("evt.arg.optname")).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0} {1} {2} is {3}")
    @CsvSource(textBlock = """
        SOL_TCP,    13, cubic,       cubic
        SOL_TCP,    13, reno,        reno
        SOL_TCP,    13, 'cubic@@@@@@@@@@@', cubic
        SOL_TCP,    31, tls,         tls
        SOL_SOCKET, 25, lo@,         lo
        SOL_SOCKET, 25, '@@@',       ''
        SOL_SOCKET, 31, 'unconfined_u:object_r', 'unconfined_u:object_r'
        SOL_SOCKET, 25, 'a!b',       a.b
        SOL_TCP,    1,  '!@@@',      1
        """)
    void anOptionThatIsTextPrintsAsText(String level, long option, String value, String text) {
        String bytes = value.replace('@', '\0').replace('!', '\1');
        for (EventType type : new EventType[] {EventType.SETSOCKOPT, EventType.GETSOCKOPT}) {
            history.then(history.begin(type, 7)
                    .number(SockoptParams.FD, 3)
                    .number(SockoptParams.LEVEL, FlagSets.SOCKOPT_LEVELS.value(level))
                    .number(SockoptParams.OPTNAME, option)
                    .text(SockoptParams.VAL, (bytes.length() == 4 ? "\2" : "\0") + bytes)
                    .result(0));
            assertThat(history.print("evt.arg.val")).isEqualTo(text);
        }
    }

    @ParameterizedTest(name = "a call by number, mark {0}, result {1}: {2}")
    @CsvSource(textBlock = """
        ,           -38, res=-38(ENOSYS) a0=0x1,       res=-38(ENOSYS) a0=0x1
        ,           7,   res=7 a0=0x1,                 res=7 a0=0x1
        ,           -9999, res=-9999 a0=0x1,           res=-9999 a0=0x1
        X32,        -38, res=-38(ENOSYS) a0=0x1 [x32], res=-38(ENOSYS) a0=0x1
        COMPAT,     0,   res=0 a0=0x1 [i386],          res=0 a0=0x1
        ENTER_ONLY, 0,   a0=0x1,                       a0=0x1
        INCOMPLETE, 0,   a0=0x1 [never returned],      a0=0x1
        """)
    void aCallByNumberAloneHasItsResultAndItsTable(Mark mark, long result, String line, String arguments) {
        EventEncoder event = history.begin(EventType.GENERIC, 7)
                .number(GenericParams.ID, 500)
                .number(GenericParams.NATIVE_ID, 500)
                .number(GenericParams.A0, 1);
        if (mark != null) {
            event.mark(mark);
        }
        history.then(event.result(result));
        assertThat(history.print("evt.type")).isEqualTo("syscall_500");
        assertThat(history.print("lanner.args")).isEqualTo(line);
        assertThat(history.print("evt.args")).isEqualTo(arguments);
    }

    @ParameterizedTest(name = "on {0} flags of {1} are {2}")
    @CsvSource(textBlock = """
        aarch64, 147456, O_RDONLY|O_DIRECTORY|O_LARGEFILE
        aarch64, 32768,  O_RDONLY|O_NOFOLLOW
        aarch64, 65538,  O_RDWR|O_DIRECT
        armv7l,  131072, O_RDONLY|O_LARGEFILE
        x86_64,  147456, O_RDONLY|O_NOFOLLOW|O_DIRECT
        """)
    void flagsOfAnOpenFileAreNamedAsOnTheMachineOfTheCapture(String machine, long flags, String names) {
        history.begin(EventType.SEGMENT_HEADER, 0).text(SegmentHeaderRecord.MACHINE, machine);
        history.apply();
        history.then(history.begin(EventType.FCNTL, 7)
                .number(FcntlParams.FD, 3)
                .number(FcntlParams.CMD, FlagSets.FCNTL_COMMANDS.value("F_GETFL"))
                .result(flags));
        assertThat(history.print("evt.arg.res")).isEqualTo(names);
    }

    @Test
    void aCallThatNoTableOfX86HasIsNamedByItsNumberOnItsMachine() {
        history.then(history.begin(EventType.GENERIC, 7)
                .number(GenericParams.ID, 312)
                .number(GenericParams.NATIVE_ID, SyscallNames.NAMELESS)
                .mark(Mark.COMPAT)
                .result(0));
        assertThat(history.print("evt.type")).isEqualTo("syscall_312");
    }

    @Test
    void anyCallOfAnotherTableSaysWhich() {
        history.then(history.begin(EventType.GETUID, 7).mark(Mark.COMPAT).result(0));
        assertThat(history.print("lanner.args")).endsWith(" [i386]").startsWith(history.print("evt.args"));
    }

    @ParameterizedTest(name = "futex operation {0} is {1}")
    @CsvSource(textBlock = """
        13, FUTEX_LOCK_PI2
        12, FUTEX_CMP_REQUEUE_PI
        141, FUTEX_PRIVATE_FLAG|FUTEX_LOCK_PI2
        """)
    void anOperationOfFutexIsOneNameAndNotTheSumOfTwo(long operation, String name) {
        history.then(history.begin(EventType.FUTEX, 7)
                .number(EventType.FUTEX.indexOf("op"), operation)
                .result(0));
        assertThat(history.print("evt.arg.op")).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(textBlock = """
        F_DUPFD,         3,      <f>/etc/hostname
        F_DUPFD_CLOEXEC, 3,      <f>/etc/hostname
        F_GETFD,         1,      FD_CLOEXEC
        F_GETFD,         0,      0
        F_GETFL,         32768,  O_RDONLY|O_LARGEFILE
        F_GETFL,         3,      O_ACCMODE
        F_GETFL,         1052674, O_RDWR|O_SYNC
        F_GETFL,         4098,   O_RDWR|O_DSYNC
        F_GETLEASE,      2,      F_UNLCK
        F_GETOWN,        7,      sh
        F_GETSIG,        10,     SIGUSR1
        F_SETFD,         0,      0
        F_GETPIPE_SZ,    65536,  65536
        F_GETFD,         -9,     EBADF
        """)
    void aResultOfFcntlIsWhatItsCommandAsksFor(String command, long result, String text) {
        history.then(history.begin(EventType.FCNTL, 7)
                .number(FcntlParams.FD, 3)
                .number(FcntlParams.CMD, FlagSets.FCNTL_COMMANDS.value(command))
                .number(FcntlParams.ARG, 0)
                .result(result));
        assertThat(history.print("evt.arg.res")).isEqualTo(text);
    }
}
