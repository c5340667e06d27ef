package lanner.engine.lang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import lanner.capture.event.CloneParams;
import lanner.capture.event.CredentialParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.ExecParams;
import lanner.capture.event.GenericParams;
import lanner.capture.event.ImageParams;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.PathParams;
import lanner.capture.event.PrctlParams;
import lanner.capture.event.UserRecord;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.Expr;
import lanner.engine.state.EventContext;
import lanner.engine.state.SystemState;
import org.junit.jupiter.api.Test;

/** What is remembered from condition to condition and from event to event never changes a verdict. */
class SharedPlanTest {
    private static final String[] LEAVES = {
        "evt.type in (openat, execve)",
        "evt.type != openat",
        "evt.type = sched_yield",
        "proc.name in (sh, cat, vi)",
        "proc.name = sh",
        "proc.pname in (sh, init)",
        "proc.aname in (cat, vi)",
        "proc.aname[2] = sh",
        "proc.cmdline contains x1",
        "proc.cwd startswith /home",
        "proc.sname = sh",
        "user.uid = 0",
        "user.name in (root, ann)",
        "proc.is_vpgid_leader = true",
        "proc.env[A] = b",
        "fd.name startswith /etc",
        "fd.name pmatch (/home, /etc/a)",
        "fd.name glob */b*",
        "fd.name glob anyof (*/b1?, /[eh]*/b[12]*, /home/*a)",
        "fd.name glob allof (*/b*, *1*)",
        "fd.name glob oneof (*/b*, *1*)",
        "fd.name glob *",
        "fd.name iglob */B1*",
        "fd.name iglob anyof (*/A, *PASS*)",
        "fd.name contains b1",
        "fd.name contains anyof (b1, /u/, 99)",
        "fd.name contains allof (b, 1, 2)",
        "fd.name contains oneof (b, 1, b)",
        "fd.name contains ''",
        "fd.name icontains B2",
        "fd.name icontains anyof (WD, B3)",
        "fd.name endswith anyof (wd, 7, a)",
        "fd.name startswith allof (/e, /etc)",
        "fd.name endswith /etc/passwd",
        "fd.name pmatch (/home/u/b1, /etc/passwd)",
        "fd.name pmatch (/home/*/b2, '/e*')",
        "fd.name pmatch (/)",
        "evt.arg.name contains b",
        "evt.arg.name icontains anyof (ETC, PASSWD, HOME, B1)",
        "fd.filename in (a, b1, b2)",
        "fd.directory = /etc",
        "fd.type = file",
        "fd.type = directory",
        "fd.name exists",
        "fs.path.name endswith /b1",
        "basename(fs.path.name) in (a, b2)",
        "tolower(basename(fd.name)) = b3",
        "fd.name = val(fd.directory)",
        "fd.name contains val(fs.path.name)",
        "evt.arg.newpath exists",
        "evt.arg.name endswith /b2",
        "evt.rawarg.uid = 0",
        "fs.path.source exists",
        "basename(fs.path.source) = b1",
        "len(evt.arg.newpath) > 3",
        "fd.num > 3",
        "evt.failed = true",
        "evt.arg.flags contains O_CREAT",
        "thread.cap_effective contains CAP_SYS_ADMIN",
        "tolower(proc.name) startswith anyof (s, v)",
        "proc.name = val(proc.pname)",
        "container.id = host"
    };

    private static final int DIRECTORY = (int) lanner.capture.event.FlagSets.FILE_FLAGS.value("O_DIRECTORY");

    private static final EventType[] TYPES = {
        EventType.CLONE,
        EventType.EXECVE,
        EventType.PROCEXIT,
        EventType.CHDIR,
        EventType.SETUID,
        EventType.SETSID,
        EventType.PRCTL,
        EventType.GENERIC,
        EventType.OPENAT,
        EventType.RENAME
    };

    private final SplittableRandom random = new SplittableRandom(42);
    private final FieldRegistry fields = new StandardFields();

    private String condition(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return LEAVES[random.nextInt(LEAVES.length)];
        }
        return switch (random.nextInt(5)) {
            case 0 -> "not (" + condition(depth - 1) + ")";
            case 1, 2 -> "(" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
            default -> "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
        };
    }

    /** The verdict by the definition: every leaf planned anew, asked in the order written. */
    private boolean plain(Expr expr, EventContext context) throws Exception {
        if (expr instanceof Expr.And and) {
            boolean all = true;
            for (Expr child : and.children()) {
                all &= plain(child, context);
            }
            return all;
        }
        if (expr instanceof Expr.Or or) {
            boolean any = false;
            for (Expr child : or.children()) {
                any |= plain(child, context);
            }
            return any;
        }
        if (expr instanceof Expr.Not not) {
            return !plain(not.child(), context);
        }
        return Conditions.compile(expr, fields).predicate().test(context);
    }

    @Test
    void sharingAndRememberingChangeNoVerdict() throws Exception {
        List<Expr> conditions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            conditions.add(Conditions.parse(condition(4)));
        }
        JointPlan shared = Planner.planAll(conditions, fields);
        // The second has gates of its own: fewer conditions, in another order.
        List<Integer> some = List.of(59, 3, 17, 4, 40, 41, 42, 8, 22, 23, 24, 1, 50);
        Map<EventType, Candidates> all = new EnumMap<>(EventType.class);
        Map<EventType, Candidates> few = new EnumMap<>(EventType.class);
        for (EventType type : TYPES) {
            EventType known = type == EventType.GENERIC ? null : type;
            all.put(
                    type,
                    shared.candidates(
                            IntStream.range(0, conditions.size()).boxed().toList(), known));
        }
        SystemState state = new SystemState();
        int[] holds = new int[conditions.size()];
        for (long n = 1; n <= 4_000; n++) {
            Event event = new Event().wrap(next(n), n);
            event.number(n);
            state.apply(event);
            if (event.type().kind() != EventType.Kind.SEGMENT) {
                // Each way of asking comes first in its turn, as what one has found the others remember.
                // Candidates may come late, when others have been asked.
                few.computeIfAbsent(
                        event.type(), type -> shared.candidates(some, type == EventType.GENERIC ? null : type));
                List<Integer> first = n % 3 == 0 ? matches(all.get(event.type()), state.context()) : null;
                List<Integer> second = n % 3 == 1 ? matches(few.get(event.type()), state.context()) : null;
                List<Integer> verdicts = new ArrayList<>();
                for (int i = 0; i < conditions.size(); i++) {
                    boolean verdict = shared.condition(i).test(state.context());
                    assertThat(verdict)
                            .as("event %d, %s: %s", n, event.type(), Conditions.canonical(conditions.get(i)))
                            .isEqualTo(plain(conditions.get(i), state.context()));
                    holds[i] += verdict ? 1 : 0;
                    if (verdict) {
                        verdicts.add(i);
                    }
                }
                assertThat(first == null ? matches(all.get(event.type()), state.context()) : first)
                        .as("event %d", n)
                        .isEqualTo(verdicts);
                assertThat(second == null ? matches(few.get(event.type()), state.context()) : second)
                        .as("event %d", n)
                        .isEqualTo(IntStream.range(0, some.size())
                                .filter(i -> verdicts.contains(some.get(i)))
                                .boxed()
                                .toList());
            }
            state.settle(event);
        }
        assertThat(Arrays.stream(holds)).anyMatch(each -> each > 0 && each < 3_000);
    }

    private static List<Integer> matches(Candidates candidates, EventContext context) {
        List<Integer> found = new ArrayList<>();
        for (int i = candidates.match(context, 0); i >= 0; i = candidates.match(context, i + 1)) {
            found.add(i);
        }
        return found;
    }

    private EventEncoder next(long n) {
        int tid = 1 + random.nextInt(12);
        String name = new String[] {"sh", "cat", "vi", "SH", "init"}[random.nextInt(5)];
        EventEncoder encoder = new EventEncoder();
        return switch (random.nextInt(13)) {
            case 0 ->
                begin(encoder, EventType.CLONE, tid, n)
                        .text(ImageParams.EXE, name)
                        .number(ImageParams.PID, 1 + random.nextInt(12))
                        .number(ImageParams.PTID, 1 + random.nextInt(12))
                        .text(ImageParams.COMM, name)
                        .number(CloneParams.FLAGS, random.nextInt(8) == 0 ? 65536 : 0)
                        .number(CloneParams.UID, random.nextInt(2))
                        .result(random.nextBoolean() ? 0 : 1 + random.nextInt(12));
            case 1 ->
                begin(encoder, EventType.EXECVE, tid, n)
                        .text(ImageParams.EXE, name)
                        .bytes(ImageParams.ARGS, ("x" + random.nextInt(3) + "\0").getBytes(StandardCharsets.US_ASCII))
                        .text(ImageParams.COMM, name)
                        .bytes(ExecParams.ENV, "A=b\0".getBytes(StandardCharsets.US_ASCII))
                        .number(ExecParams.CAP_EFFECTIVE, random.nextInt(2) << 21)
                        .number(ExecParams.UID, random.nextInt(3))
                        .result(random.nextInt(4) == 0 ? -2 : 0);
            case 2 -> begin(encoder, EventType.PROCEXIT, tid, n);
            case 3 ->
                begin(encoder, EventType.CHDIR, tid, n)
                        .text(PathParams.PATH, random.nextBoolean() ? "/home/x" : "..")
                        .result(0);
            case 4 ->
                begin(encoder, EventType.SETUID, tid, n)
                        .number(CredentialParams.UID, random.nextInt(3))
                        .result(0);
            case 5 -> begin(encoder, EventType.SETSID, tid, n).result(tid);
            case 6 ->
                begin(encoder, EventType.PRCTL, tid, n)
                        .number(PrctlParams.OPTION, 15)
                        .text(PrctlParams.ARG2_STR, name)
                        .result(0);
            case 7 ->
                begin(encoder, EventType.USER, 0, n)
                        .number(UserRecord.UID, random.nextInt(3))
                        .number(UserRecord.GID, 0)
                        .text(UserRecord.NAME, random.nextBoolean() ? "root" : "ann")
                        .text(UserRecord.HOME, "/")
                        .text(UserRecord.SHELL, "/bin/sh");
            case 8 ->
                begin(encoder, EventType.GENERIC, tid, n)
                        .number(GenericParams.ID, 24)
                        .number(GenericParams.NATIVE_ID, 24)
                        .result(0);
            case 9 ->
                begin(encoder, EventType.RENAME, tid, n)
                        .text(EventType.RENAME.indexOf("oldpath"), path())
                        .text(EventType.RENAME.indexOf("newpath"), path())
                        .result(random.nextInt(3) - 1);
            default ->
                begin(encoder, EventType.OPENAT, tid, n)
                        .number(OpenatParams.DIRFD, -100)
                        .text(OpenatParams.NAME, path())
                        .number(OpenatParams.FLAGS, random.nextInt(600) | random.nextInt(2) * DIRECTORY)
                        .number(OpenatParams.MODE, 0)
                        .result(random.nextInt(10) - 2);
        };
    }

    /** Some come again and again, some but once, so that what is remembered of names is displaced; some are long. */
    private String path() {
        return switch (random.nextInt(4)) {
            case 0 -> "/etc/b" + random.nextInt(4000);
            case 1 -> "/home/u/b" + random.nextInt(4) + "/a".repeat(random.nextInt(300));
            default ->
                new String[] {"/etc/passwd", "x", "/home/u/a", "/etc/a/b1", "/ETC/Passwd", "//home//u/b2"}
                        [random.nextInt(6)];
        };
    }

    private static EventEncoder begin(EventEncoder encoder, EventType type, int tid, long n) {
        return encoder.begin(type, tid, 1_000 + n, n);
    }
}
