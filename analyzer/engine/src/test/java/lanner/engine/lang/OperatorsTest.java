package lanner.engine.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.UserRecord;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.plan.CompiledCondition;
import lanner.engine.state.SystemState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators say of real events. */
class OperatorsTest {
    private final SystemState state = new SystemState();
    private final StandardFields fields = new StandardFields();

    @BeforeEach
    void aProcessOpensAFile() {
        apply(new EventEncoder()
                .begin(EventType.USER, 0, 1, 1)
                .number(UserRecord.UID, 0)
                .number(UserRecord.GID, 0)
                .text(UserRecord.NAME, "root")
                .text(UserRecord.HOME, "/root")
                .text(UserRecord.SHELL, "/bin/sh"));
        apply(new EventEncoder()
                .begin(EventType.PROCESS, 0, 1, 1)
                .number(ProcessRecord.TID, 1)
                .number(ProcessRecord.PID, 1)
                .number(ProcessRecord.PTID, 0)
                .text(ProcessRecord.COMM, "init"));
        apply(new EventEncoder()
                .begin(EventType.PROCESS, 0, 1, 1)
                .number(ProcessRecord.TID, 50)
                .number(ProcessRecord.PID, 50)
                .number(ProcessRecord.PTID, 1)
                .text(ProcessRecord.COMM, "bash")
                .text(ProcessRecord.EXE, "-bash")
                .text(ProcessRecord.CWD, "/home/u")
                .number(ProcessRecord.UID, 0));
        apply(new EventEncoder()
                .begin(EventType.OPENAT, 50, 1_000_000_000L, 1)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, "notes.txt")
                .number(OpenatParams.FLAGS, 4 | 2 | 256)
                .number(OpenatParams.MODE, 0644)
                .number(OpenatParams.DEV, 7)
                .number(OpenatParams.INO, 99)
                .result(5));
    }

    private void apply(EventEncoder encoder) {
        state.apply(new Event().wrap(encoder, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        evt.type = openat                                   | true
        evt.type != openat                                  | false
        evt.type in (open, openat)                          | true
        fd.name = /home/u/notes.txt                         | true
        fd.name startswith /home                            | true
        fd.name endswith .txt                               | true
        fd.name contains notes                              | true
        fd.name icontains NOTES                             | true
        fd.name contains NOTES                              | false
        fd.name glob "/home/*.txt"                          | true
        fd.name glob "/home/?/notes.txt"                    | true
        fd.name glob "/home/[!a-t]/*"                       | true
        fd.name glob "/home/[[:upper:]]/*"                  | false
        fd.name iglob "/HOME/*.TXT"                         | true
        fd.name regex /home/[a-z]+/.*\\.txt                 | true
        fd.name regex "home"                                | false
        fd.name pmatch (/etc, /home/u)                      | true
        fd.name pmatch (/home/us)                           | false
        fd.name pmatch (/home/*/notes.txt)                  | true
        fd.name pmatch (/)                                  | true
        fd.directory = /home/u                              | true
        fd.filename = notes.txt                             | true
        fd.nameraw = notes.txt                              | true
        fd.num = 5                                          | true
        fd.num > 4                                          | true
        fd.num in (3, 5)                                    | true
        fd.num >= 6                                         | false
        fd.ino = 99                                         | true
        evt.rawres >= 0                                     | true
        evt.failed = false                                  | true
        evt.is_open_write = true                            | true
        evt.is_open_read = true                             | false
        evt.arg.flags contains O_CREAT                      | true
        evt.arg.flags = O_TRUNC!O_CREAT!O_WRONLY          | true
        evt.arg.name = /home/u/notes.txt                    | true
        evt.arg[0] = <f>/home/u/notes.txt                   | true
        evt.arg.res exists                                  | false
        evt.rawarg.dev = 7                                  | true
        evt.type.is.openat = 1                              | true
        proc.name = bash                                    | true
        proc.pname = init                                   | true
        proc.aname = init                                   | true
        proc.aname = bash                                   | false
        proc.aname[0] = bash                                | true
        proc.aname[1] = init                                | true
        proc.aname[2] exists                                | false
        proc.aname[2] != x                                  | false
        not proc.aname[2] = x                               | true
        proc.apid in (1, 2)                                 | true
        proc.cmdline = bash                                 | true
        proc.exe = -bash                                    | true
        proc.name = val(proc.pname)                         | false
        proc.name != val(proc.pname)                        | true
        toupper(proc.name) = BASH                           | true
        basename(fd.name) = notes.txt                       | true
        len(proc.name) = 4                                  | true
        concat(proc.name, "-", proc.pname) = bash-init      | true
        join("+", (proc.name, "x")) = bash+x                | true
        b64("YmFzaA==") = bash                              | true
        proc.name = oneof (bash, sh)                        | true
        proc.name startswith anyof (x, ba)                  | true
        proc.name contains allof (b, s)                     | true
        proc.name contains oneof (b, s)                     | false
        proc.name = anyof ()                                | false
        proc.name in ()                                     | false
        fd.types intersects (file, pipe)                    | true
        fd.types in (file)                                  | true
        user.name = root                                    | true
        user.loginname = <NA>                               | true
        fd.sip = 1.2.3.4                                    | false
        fd.sip != 1.2.3.4                                   | false
        fd.ip exists                                        | true
        fd.net = 10.0.0.0/8                                 | false
        fd.l4proto = <NA>                                   | true
        container.id = host                                 | true
        container.image.repository = ""                     | true
        container.image.repository exists                   | true
        k8s.pod.name exists                                 | false
        evt.around[1000000000] = 1                          | true
        evt.around[2000000000] = 999                        | false
        evt.around[2000000000] = anyof (999, 1000)          | true
        evt.around[2000000000] = anyof ()                   | false
        """)
    void aConditionIsTrueOfAnEventAsInFalco(String condition, boolean verdict) throws Exception {
        assertThat(compile(condition.replace("C!O", "C|O").replace("T!O", "T|O"))
                        .predicate()
                        .test(state.context()))
                .as(condition)
                .isEqualTo(verdict);
    }

    /** Texts are bytes: C3 89 is a capital letter of UTF-8, E3 89 none, though C3 is one of Latin-1 and E3 its small form. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        fd.name iglob "*/\u00c9T\u00c9.TXT"            | true
        fd.name iglob "*/\u00e9t\u00e9.txt"            | false
        fd.name icontains "\u00c9T\u00c9.TXT"          | true
        fd.name icontains "\u00e9t\u00e9"              | false
        tolower(fd.name) endswith "/\u00c9t\u00c9.txt" | true
        toupper(fd.name) endswith "/\u00c9T\u00c9.TXT" | true
        fd.name icontains val(fs.path.name)  | true
        """)
    void onlyLettersOfAsciiHaveTwoCases(String condition, boolean verdict) throws Exception {
        apply(new EventEncoder()
                .begin(EventType.OPENAT, 50, 1_000_000_000L, 1)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, "\u00c3\u0089t\u00c3\u0089.txt")
                .number(OpenatParams.FLAGS, 1)
                .number(OpenatParams.MODE, 0)
                .result(6));
        assertThat(compile(condition).predicate().test(state.context()))
                .as(condition)
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        foo.bar = x                    | filter_check called with nonexistent field foo.bar
        evt.arg.nosuch = x             | unknown event argument nosuch
        evt.type = opne                | unknown event type opne
        fd.num contains 3              | filter error: 'contains' operator not supported for numeric filters
        fd.sip startswith 1            | filter error: 'startswith' operator not supported for ip address and network filters
        fd.types = file                | filter error: '=' operator not supported for list filters
        fd.num = 0x10                  | 0x10 is not a valid number
        fd.num = 1.5                   | 1.5 is not a valid number
        fd.sport = nosuchservice       | unrecognized protocol nosuchservice
        fd.sip = 1.2.3                 | unrecognized IPv4 address 1.2.3
        fd.sip in (nolist)             | unrecognized IPv6 address nolist
        fd.name regex \\d+             | invalid regex pattern: invalid escape sequence: \\d
        fd.name regex "(?i)x"          | invalid regex pattern: no argument for repetition operator: ?
        proc.aname = val(proc.name)    | field 'proc.aname' doesn't support right-hand side fields
        fd.num = val(proc.name)        | field 'fd.num' has type 'INT64' while the right-hand side field 'proc.name' has incompatible type 'CHARBUF'
        a_macro                        | Undefined macro 'a_macro' used in filter.
        """)
    void aMistakeInAConditionIsSaid(String condition, String message) {
        assertThatThrownBy(() -> compile(condition))
                .isInstanceOf(ConditionException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        evt.type = open                                       | 1
        evt.type in (open, openat)                            | 2
        evt.type = open and evt.type = openat                 | 0
        evt.type = open or proc.name = x                      | -1
        not evt.type = open and not evt.type = close          | -3
        not (evt.type != open)                                | 1
        evt.type exists                                       | -1
        """)
    void theIndexKnowsWhichEventsCanMatch(String condition, int size) throws Exception {
        int all = compile("proc.name=x").eventNames().size();
        int expected = size >= 0 ? size : all + size + 1;
        assertThat(compile(condition).eventNames().size()).isEqualTo(expected);
    }

    @Test
    void warnsOfAFieldThatIsMeantAndComparedAsText() throws Exception {
        assertThat(compile("proc.name = proc.pname").warnings()).hasSize(1);
        assertThat(compile("proc.name regex \".*foo\"").warnings()).hasSize(1);
        assertThat(compile("proc.name = foo").warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        evt.type=pread64                            | evt.type=pread
        evt.type in (pwrite64, prlimit64, openat)   | evt.type in (pwrite, prlimit, openat)
        not evt.type in (_llseek)                   | not evt.type in (llseek)
        evt.type!=sendfile64                        | evt.type!=sendfile
        syscall.type=fstatat64                      | syscall.type=newfstatat
        """)
    void aKernelsNameOfACallMeansItsEventAndIsWarnedOf(String kernels, String events) throws Exception {
        assertThat(compile(kernels).eventNames().names())
                .isEqualTo(compile(events).eventNames().names());
        assertThat(compile(kernels).warnings().toString()).contains("is the kernel's name of");
        assertThat(compile(events).warnings()).isEmpty();
    }

    private CompiledCondition compile(String condition) throws ConditionException {
        return Conditions.compile(Conditions.parse(condition), fields);
    }
}
