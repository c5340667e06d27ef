package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import lanner.capture.CaptureReader;
import lanner.capture.kit.CaptureStory;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.plan.Predicate;
import lanner.engine.replay.Replay;
import lanner.investigation.Opened;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries find what a plain replay finds. */
class RowQueryTest {
    @TempDir
    static Path directory;

    private static Path capture;
    private static Workspace workspace;

    /** Comparisons that say yes to some events and no to others, of fields that an index holds and of fields that not. */
    private static final List<String> COMPARISONS = List.of(
            "evt.type = openat",
            "evt.type in (close, execve, clone)",
            "evt.type = getuid",
            "evt.type != openat",
            "evt.type exists",
            "evt.num > 90",
            "evt.num <= 300",
            "evt.num in (4, 70, 71)",
            "evt.failed = true",
            "evt.res = ENOENT",
            "evt.rawres >= 3",
            "evt.rawres = 0",
            "proc.name = cc",
            "proc.name in (make, sh)",
            "proc.name startswith c",
            "proc.name contains a",
            "proc.name != make",
            "proc.name glob c*",
            "proc.name exists",
            "proc.pid = 8",
            "proc.pid > 8",
            "proc.pname = make",
            "proc.aname = sh",
            "proc.cmdline contains x.c",
            "proc.exepath startswith /usr",
            "proc.exepath = /usr/bin/cc",
            "proc.args exists",
            "thread.tid = 7",
            "fd.name = /etc/passwd",
            "fd.name startswith /etc",
            "fd.name contains 1",
            "fd.name endswith .c",
            "fd.name pmatch (/etc, /tmp)",
            "fd.name exists",
            "fd.num = 3",
            "fd.num >= 0",
            "fd.num exists",
            "fd.sport = 443",
            "fd.directory = /etc",
            "fs.path.name startswith /tmp",
            "fs.path.name exists",
            "user.name = root",
            "evt.arg.name contains etc",
            "evt.is_open_read = true",
            "toupper(proc.name) = CC",
            "len(proc.name) > 2",
            "proc.name = val(proc.pname)",
            "evt.dir = <");

    @BeforeAll
    static void writeAndIndex() throws IOException {
        capture = directory.resolve("x.lanner");
        SplittableRandom random = new SplittableRandom(1);
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(1, 0, "init").process(7, 1, "sh").runs(7, 1, "sh").forks(7, 8, "sh");
            written.runs(8, 7, "make", "-j2").forks(8, 9, "make").runs(9, 8, "cc", "-c", "x.c");
            int[] pids = {7, 8, 9, 99};
            for (int i = 0; i < 600; i++) {
                int pid = pids[random.nextInt(pids.length)];
                switch (random.nextInt(8)) {
                    case 0 -> written.opens(pid, 3, "/etc/passwd");
                    case 1 -> written.opens(pid, 4, "/w/" + random.nextInt(5) + ".c");
                    case 2 -> written.opens(pid, -2, "/etc/none" + random.nextInt(3));
                    case 3 -> written.closes(pid, 3 + random.nextInt(2));
                    case 4 -> written.unlinks(pid, "/tmp/" + random.nextInt(4));
                    case 5 -> written.calls(pid, random.nextBoolean() ? 102 : 39, pid);
                    case 6 -> written.beginsToOpen(pid, "/slow");
                    default -> written.connects(pid, 40_000 + i, "192.0.2.1", random.nextBoolean() ? 443 : 80);
                }
                if (i % 150 == 149) {
                    written.exits(9, i).forks(8, 9, "make").runs(9, 8, i % 2 == 0 ? "cc" : "ld", "-c", "y.c");
                }
            }
        }
        workspace = Opened.workspace(directory, capture);
    }

    private static List<Integer> replayed(String condition) throws Exception {
        Predicate predicate = Conditions.compile(Conditions.parse(condition), new StandardFields())
                .predicate();
        List<Integer> rows = new ArrayList<>();
        int[] row = new int[1];
        try (CaptureReader reader = CaptureReader.open(capture)) {
            new Replay().run(reader, context -> {
                if (predicate.test(context)) {
                    rows.add(row[0]);
                }
                row[0]++;
                return true;
            });
        }
        return rows;
    }

    @Test
    void eachComparisonFindsWhatAReplayFinds() throws Exception {
        int telling = 0;
        for (String comparison : COMPARISONS) {
            List<Integer> expected = replayed(comparison);
            assertThat(Opened.rows(workspace, new RowQuery(comparison, RowFilter.NONE)))
                    .as(comparison)
                    .isEqualTo(expected);
            telling +=
                    expected.isEmpty() || expected.size() == workspace.events().rows() ? 0 : 1;
        }
        assertThat(telling).isGreaterThan(30);
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3", "4"})
    void randomConditionsFindWhatAReplayFinds(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 60; i++) {
            String condition = condition(random, 3);
            assertThat(Opened.rows(workspace, new RowQuery(condition, RowFilter.NONE)))
                    .as(condition)
                    .isEqualTo(replayed(condition));
        }
    }

    private static String condition(SplittableRandom random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return COMPARISONS.get(random.nextInt(COMPARISONS.size()));
        }
        return switch (random.nextInt(3)) {
            case 0 -> "(" + condition(random, depth - 1) + " and " + condition(random, depth - 1) + ")";
            case 1 -> "(" + condition(random, depth - 1) + " or " + condition(random, depth - 1) + ")";
            default -> "not (" + condition(random, depth - 1) + ")";
        };
    }

    @Test
    void whatNarrowsIsJoinedWithTheCondition() throws Exception {
        Events events = workspace.events();
        BitSet some = workspace.subtree(events.processOf(10).id());
        RowFilter filter = RowFilter.NONE.of(some).between(events.axis(100), events.axis(400));
        List<Integer> expected = replayed("evt.type = openat").stream()
                .filter(row -> row >= 100
                        && row <= 400
                        && some.get(events.processOf(row).id()))
                .toList();
        assertThat(expected).isNotEmpty();
        assertThat(Opened.rows(workspace, new RowQuery("evt.type = openat", filter)))
                .isEqualTo(expected);
        assertThat(Opened.rows(workspace, new RowQuery("", RowFilter.NONE.ofAlerts(true))))
                .isEqualTo(IntStream.range(0, events.rows())
                        .filter(events::raisedAlert)
                        .boxed()
                        .toList());
        assertThat(Opened.rows(workspace, new RowQuery("", RowFilter.NONE.ofDescriptor(4))))
                .isNotEmpty()
                .allMatch(row -> events.fd(row) == 4);
    }

    @Test
    void subtreesAndAncestriesFollowTheParents() {
        Events events = workspace.events();
        ProcessEntry shell = byPid(events, 7);
        ProcessEntry make = byPid(events, 8);
        assertThat(workspace.subtree(shell.id()).cardinality()).isEqualTo(7);
        assertThat(workspace.subtree(make.id()).get(shell.id())).isFalse();
        assertThat(workspace.ancestry(make.id()).subList(0, 2)).containsExactly(make.id(), shell.id());
    }

    private static ProcessEntry byPid(Events events, int pid) {
        return IntStream.range(0, events.processes())
                .mapToObj(events::process)
                .filter(process -> process.pid() == pid)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCancelledQueryIsMarkedAsPartial() throws IOException {
        RowQuery query = new RowQuery("evt.type = openat", RowFilter.NONE);
        RowSet found = query.rowSet(workspace.events());
        boolean whole = query.run(workspace, found, new JobProgress() {
            @Override
            public void at(double part) {
                // Cancelled before anything.
            }

            @Override
            public boolean isCancelled() {
                return true;
            }
        });
        assertThat(whole).isFalse();
        assertThat(found.isPartial()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            proc.nam = x                  | 0  | 8
            evt.type = openat and         | 21 | 21
            proc.name = cat or fd.nam = x | 19 | 25
            evt.num = many                | 10 | 14
            proc.name                     | 9  | 9
            (evt.type = openat            | 18 | 18
            """)
    void aMistakeSaysWhereItStands(String text, int from, int to) {
        RowQuery.Problem problem = RowQuery.problem(text).orElseThrow();
        assertThat(problem.message()).isNotBlank();
        assertThat(problem.from()).as(problem.toString()).isEqualTo(from);
        assertThat(problem.to()).as(problem.toString()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fd.nam = /etc/hosts     | did you mean 'fd.name'?
            evt.type = opennat      | did you mean 'openat'?
            proc.nmae contains bash | did you mean 'proc.name'?
            """)
    void aMistakeSaysWhatMayHaveBeenMeant(String text, String meant) {
        assertThat(RowQuery.problem(text).orElseThrow().message()).endsWith(meant);
        assertThat(RowQuery.check(text, workspace).problem().orElseThrow().message())
                .endsWith(meant);
    }

    @Test
    void aRowSetKnowsThePlaceOfEachRow() throws IOException {
        RowQuery query = new RowQuery("evt.type = close", RowFilter.NONE);
        RowSet found = query.rowSet(workspace.events());
        query.run(workspace, found, JobProgress.NONE);
        for (int place = 0; place < found.size(); place++) {
            assertThat(found.placeOf(found.row(place))).isEqualTo(place);
            assertThat(found.contains(found.row(place))).isTrue();
            assertThat(found.placeOf(found.row(place) + 1)).isEqualTo(place + 1);
        }
        assertThat(RowSet.all(workspace.events()).size())
                .isEqualTo(workspace.events().rows());
    }
}
