package lanner.investigation.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lanner.capture.kit.CaptureStory;
import lanner.engine.field.Outcome;
import lanner.exchange.conversion.CaptureImport;
import lanner.exchange.kubernetes.AuditLogReader;
import lanner.investigation.AuditLog;
import lanner.investigation.Samples;
import lanner.investigation.casework.AlertGroups;
import lanner.investigation.casework.CaseSummary;
import lanner.investigation.casework.CaseSummary.Measure;
import lanner.investigation.details.DetailsReader;
import lanner.investigation.details.EventDetails;
import lanner.investigation.details.EventDetails.Part;
import lanner.investigation.entities.Entities;
import lanner.investigation.entities.RelatedEvents;
import lanner.investigation.entities.StorySubject;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.IndexStore;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.About;
import lanner.investigation.rows.CellReader;
import lanner.investigation.rows.Completion;
import lanner.investigation.rows.IndexedValues;
import lanner.investigation.rows.LaneCounts;
import lanner.investigation.rows.Lanes;
import lanner.investigation.rows.RowExport;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowOrder;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.RowSort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An audit log of Kubernetes among captures: what it is on the axis of time, in the table, and in what is counted. */
class AuditLogTest {
    private static final long MILLI = 1_000_000;
    private static final String ALICE = "alice@example.org";
    private static final String HOSTILE = "mallory\u202e\u001b[2J\n<b>";

    @TempDir
    Path directory;

    private Path log() throws IOException {
        return new AuditLog()
                .request(0, ALICE, "list", "/api/v1/pods", 200, Map.of("resource", "pods"))
                .exec(2 * MILLI, ALICE, 0)
                .exec(5 * MILLI, ALICE, 101)
                .request(40 * MILLI, HOSTILE, "get", "/healthz/" + HOSTILE, 403, Map.of())
                .request(50 * MILLI, "", "", "", 503, Map.of())
                .write(directory.resolve("audit.jsonl"));
    }

    /** In the pod a shell begins 10 ms after the beginning, and reads a file. */
    private Path recording() throws IOException {
        Path path = directory.resolve("pod.lanner");
        try (CaptureStory story = CaptureStory.at(path, CaptureStory.START + 10 * MILLI)) {
            story.every(MILLI)
                    .process(7, 1, "runc")
                    .runs(7, 1, "sh", "-c", "id")
                    .opens(7, 3, "/etc/passwd");
        }
        return path;
    }

    private CaptureSession session(Path capture) throws IOException {
        return CaptureSession.open(
                capture, List.of(AuditLog.rules(directory)), new IndexStore(directory.resolve("cache")));
    }

    private Workspace opened(Path... captures) throws IOException {
        List<CaptureSession> sessions = new ArrayList<>();
        for (Path capture : captures) {
            sessions.add(session(capture));
        }
        return Samples.indexed(sessions);
    }

    private static List<String> lines(Events events) {
        return IntStream.range(0, events.rows())
                .mapToObj(row -> String.join(
                        " | ",
                        events.who(row),
                        events.call(row),
                        About.of(events, row).map(About::words).orElse("-"),
                        events.outcome(row).words()))
                .toList();
    }

    @Test
    void standsOnOneTimeLineWithARecording() throws IOException {
        try (Workspace workspace = opened(recording(), log())) {
            Events events = workspace.events();
            assertThat(lines(events))
                    .containsExactly(
                            ALICE + " | list | pods | done",
                            ALICE + " | create | pods/exec shop/web-0 | unknown",
                            ALICE + " | create | pods/exec shop/web-0 | done",
                            "sh 7 | execve | /usr/bin/sh | done",
                            "sh 7 | openat | /etc/passwd | done",
                            CaptureStory.bytes(HOSTILE) + " | get | " + CaptureStory.bytes("/healthz/" + HOSTILE)
                                    + " | refused: Forbidden",
                            "? |  | - | refused: 503");
            assertThat(About.of(events, 2).map(About::comparison)).contains("lanner.object = \"pods/exec shop/web-0\"");
            assertThat(events.alerts())
                    .extracting(AlertEntry::rule)
                    .containsExactly("Command run in a pod", "Shell began", "Request refused");
            assertThat(events.alerts()).extracting(AlertEntry::row).containsExactly(2, 3, 5);
            assertThat(events.alerts())
                    .extracting(AlertEntry::outcome)
                    .extracting(Outcome::words)
                    .containsExactly("done", "done", "refused: Forbidden");
            assertThat(events.alerts().get(0).message()).contains("user=" + ALICE + " pod=shop/web-0");
        }
    }

    @Test
    void makesNoProcessAndNoFile() throws IOException {
        try (Workspace alone = opened(log());
                Workspace both = opened(recording(), log());
                Workspace recorded = opened(directory.resolve("pod.lanner"))) {
            int processes = recorded.events().processes();
            assertThat(alone.events().processes()).isZero();
            assertThat(both.events().processes()).isEqualTo(processes);
            Entities entities = Entities.of(both, JobProgress.NONE).orElseThrow();
            assertThat(entities.of(Entities.Kind.PROCESSES)).hasSize(processes);
            assertThat(entities.of(Entities.Kind.FILES))
                    .extracting(Entities.Entity::name)
                    .containsExactlyInAnyOrder("/usr/bin/sh", "/etc/passwd");
            assertThat(StorySubject.find(alone.events(), "healthz", 10).subjects())
                    .isEmpty();
            assertThat(new Completion()
                            .at("fd.name = healthz", 17, both.events())
                            .choices())
                    .isEmpty();
            CaseSummary summary = CaseSummary.of(both, JobProgress.NONE).orElseThrow();
            assertThat(summary.figure(Measure.EVENTS).value()).isEqualTo(7);
            assertThat(summary.figure(Measure.PROCESSES).value()).isEqualTo(processes);
            assertThat(summary.figure(Measure.FAILED).value()).isZero();
            assertThat(summary.figure(Measure.ALERTS).value()).isEqualTo(3);
        }
    }

    @Test
    void columnsSayWhatAReplaySays() throws IOException {
        try (Workspace workspace = opened(recording(), log())) {
            List<String> fields = List.of(
                    "evt.num",
                    "evt.rawres",
                    "evt.failed",
                    "evt.res",
                    "evt.type",
                    "thread.tid",
                    "proc.pid",
                    "proc.name",
                    "proc.exepath",
                    "fd.name",
                    "fd.num");
            IndexedValues values = new IndexedValues(workspace);
            int[] rows = IntStream.range(0, workspace.events().rows()).toArray();
            try (CellReader reader = new CellReader(workspace, fields, List.of())) {
                reader.read(rows, JobProgress.NONE, cells -> {
                    for (int i = 0; i < fields.size(); i++) {
                        assertThat(values.value(fields.get(i), cells.row()))
                                .as("%s of row %d", fields.get(i), cells.row())
                                .isEqualTo(cells.value(i));
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ka.verb = create                                     | 2
            ka.target.subresource = exec or evt.type = execve    | 3
            evt.type = pluginevent                               | 5
            proc.name = sh                                       | 2
            evt.failed = true                                    | 0
            lanner.object = "pods/exec shop/web-0"               | 2
            jevt.value[/stage] = RequestReceived                 | 1
            fd.name startswith /healthz                          | 0
            """)
    void isFilteredByItsFields(String condition, int found) throws IOException {
        try (Workspace workspace = opened(recording(), log())) {
            assertThat(Samples.rows(workspace, condition, RowFilter.NONE).size())
                    .isEqualTo(found);
        }
    }

    @Test
    void whatAsksForProcessesLeavesItOut() throws IOException {
        try (Workspace workspace = opened(recording(), log())) {
            Events events = workspace.events();
            BitSet all = new BitSet();
            all.set(0, events.processes());
            assertThat(Samples.rows(workspace, "", RowFilter.NONE.of(all)).size())
                    .isEqualTo(2);
            assertThat(events.processOf(2)).isSameAs(ProcessEntry.NONE);
            assertThat(workspace.ancestry(ProcessEntry.NONE.id())).isEmpty();
            assertThat(workspace.subtree(ProcessEntry.NONE.id()).isEmpty()).isTrue();
            RelatedEvents related =
                    RelatedEvents.of(workspace, 2, JobProgress.NONE).orElseThrow();
            assertThat(related.file()).isEmpty();
            assertThat(related.chain()).isEmpty();
            assertThat(related.connections()).isEmpty();
        }
    }

    @Test
    void hasALaneOfItsOwn() throws IOException {
        try (Workspace workspace = opened(recording(), log())) {
            Events events = workspace.events();
            int sh = events.processOf(3).id();
            LaneCounts counts = LaneCounts.of(
                    events,
                    events.axis(0),
                    events.axis(events.rows() - 1),
                    new int[] {ProcessEntry.NONE.id(), sh},
                    1,
                    JobProgress.NONE);
            assertThat(counts.counts()).isEqualTo(new int[][] {{5}, {2}});
            assertThat(counts.alerts()).isEqualTo(new boolean[][] {{true}, {true}});
            Lanes containers = Lanes.byContainer(events);
            assertThat(containers.name(containers.keyOf(2))).isEqualTo(Lanes.REQUESTS);
            assertThat(containers.name(containers.keyOf(3))).isEqualTo("no container");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RowSort.PROCESS, RowSort.CALL, RowSort.ABOUT})
    void isSortedByWhatTheTableShows(String by) throws IOException {
        try (Workspace workspace = opened(log())) {
            Events events = workspace.events();
            RowOrder order = new RowSort(by, false)
                    .run(workspace, RowSet.all(events), JobProgress.NONE)
                    .orElseThrow();
            List<String> shown = IntStream.range(0, events.rows())
                    .map(order::row)
                    .mapToObj(row -> switch (by) {
                        case RowSort.PROCESS ->
                            events.image(events.imageId(row)).comm();
                        case RowSort.CALL -> events.call(row);
                        default -> About.of(events, row).map(About::words).orElse("");
                    })
                    .toList();
            List<String> known = shown.stream().filter(text -> !text.isEmpty()).toList();
            assertThat(known).isSorted().hasSize(4);
        }
    }

    @Test
    void isWrittenAsTheTableShowsIt() throws IOException {
        try (Workspace workspace = opened(log())) {
            RowExport export = new RowExport(
                    workspace,
                    List.of(
                            new RowExport.Column(RowSort.NUMBER, "No."),
                            new RowExport.Column(RowSort.PROCESS, "Process"),
                            new RowExport.Column(RowSort.CALL, "Call"),
                            new RowExport.Column(RowSort.RESULT, "Result"),
                            new RowExport.Column(RowSort.ABOUT, "About")),
                    Long::toString);
            assertThat(export.write(new int[] {1, 2, 3}, RowExport.Form.TEXT, JobProgress.NONE)
                            .orElseThrow())
                    .startsWith("2\t" + ALICE + "\tcreate\t\tpods/exec shop/web-0\n3\t" + ALICE
                            + "\tcreate\t101\tpods/exec shop/web-0\n4\tmallory")
                    .contains("\tget\t403 Forbidden\t/healthz/mallory")
                    .doesNotContain("\u001b", "\u202e")
                    .hasLineCount(3);
        }
    }

    @Test
    void detailsTakeTheEventApart() throws IOException {
        try (Workspace workspace = opened(recording(), log())) {
            EventDetails details =
                    new DetailsReader(workspace).read(2, JobProgress.NONE).orElseThrow();
            assertThat(details.field("ka.user.name")).contains(ALICE);
            assertThat(details.field("proc.name")).isEmpty();
            assertThat(details.arguments()).isEmpty();
            assertThat(details.traces())
                    .filteredOn(trace -> trace.distance() == 0)
                    .extracting(EventDetails.Trace::rule)
                    .containsExactly("Command run in a pod");
            Part user = details.document().stream()
                    .filter(part -> part.name().equals("user"))
                    .findFirst()
                    .orElseThrow();
            assertThat(user.text()).isEqualTo("2 members");
            assertThat(user.parts())
                    .containsExactly(
                            new Part(
                                    "groups",
                                    "2 elements",
                                    "",
                                    List.of(
                                            new Part("0", "platform-admins", "/user/groups/0", List.of()),
                                            new Part("1", "system:authenticated", "/user/groups/1", List.of()))),
                            new Part("username", ALICE, "/user/username", List.of()));
            assertThat(new DetailsReader(workspace)
                            .read(3, JobProgress.NONE)
                            .orElseThrow()
                            .document())
                    .isEmpty();
        }
    }

    @Test
    void detailsOfAnEventWithoutEndHaveOne() throws IOException {
        String many = "\"x\",".repeat(20_000) + "\"x\"";
        Path log = new AuditLog()
                .line("{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"auditID\":\"a\",\"stage\":\"Panic\","
                        + "\"stageTimestamp\":\"2026-11-25T18:20:00Z\",\"requestObject\":[" + many + "]}")
                .write(directory.resolve("long.jsonl"));
        try (Workspace workspace = opened(log)) {
            EventDetails details =
                    new DetailsReader(workspace).read(0, JobProgress.NONE).orElseThrow();
            Part object = details.document().get(details.document().size() - 1);
            assertThat(object.parts()).hasSizeLessThan(5_002);
            assertThat(object.parts().get(object.parts().size() - 1).text()).endsWith("more parts");
        }
    }

    @Test
    void anIndexThatWasKeptSaysTheSame() throws IOException {
        Path imported = directory.resolve("imported.lanner");
        try (AuditLogReader reader = AuditLogReader.open(log())) {
            assertThat(CaptureImport.run(reader, imported, false, () -> false).events())
                    .isEqualTo(5);
        }
        List<String> first;
        try (Workspace workspace = opened(imported)) {
            first = lines(workspace.events());
            assertThat(workspace.captures().get(0).report()).isPresent();
        }
        try (Workspace again = opened(imported)) {
            // Of an index that was kept there is none.
            assertThat(again.captures().get(0).report()).isEmpty();
            assertThat(lines(again.events())).isEqualTo(first);
            assertThat(AlertGroups.process(
                            again.events(), again.events().alerts().get(0)))
                    .isEqualTo(ALICE);
        }
    }

    @Test
    void linesThatAreNoEventsAreSaid() throws IOException {
        Path log = new AuditLog()
                .exec(0, ALICE, 101)
                .line("{\"kind\": ")
                .line("[]")
                .exec(MILLI, ALICE, 101)
                .write(directory.resolve("audit.jsonl"));
        try (CaptureSession session = session(log)) {
            assertThat(session.index(JobProgress.NONE)).isTrue();
            assertThat(session.index().rows()).isEqualTo(2);
            assertThat(session.isOurs()).isFalse();
            Integrity integrity =
                    Integrity.of(session, Clock.systemUTC(), JobProgress.NONE).orElseThrow();
            assertThat(integrity.objections()).singleElement().asString().startsWith("line 2: ");
            assertThat(session.index().gaps())
                    .singleElement()
                    .satisfies(gap -> assertThat(gap.text()).startsWith("line 2: "));
            assertThat(integrity.words()).isEqualTo("not checked: the file has no checksums of its own");
        }
    }

    @Test
    void theTranslationGoesWithItAndCanBeEnded() throws IOException {
        Path copy;
        try (CaptureSession session = session(log())) {
            copy = session.capture();
            assertThat(copy).isNotEmptyDirectory();
        }
        assertThat(copy.getParent()).doesNotExist();
        AuditLog many = new AuditLog();
        for (int i = 0; i < 5_000; i++) {
            many.exec(i, ALICE, 101);
        }
        Path log = many.write(directory.resolve("many.jsonl"));
        List<Path> none = List.of();
        assertThatThrownBy(() -> CaptureSession.open(log, none, read -> false))
                .isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void whatIsNeitherIsRefusedInOneSentence() throws IOException {
        Path other = Files.writeString(directory.resolve("other.json"), "{\"kind\": \"Pod\"}\n");
        assertThatThrownBy(() -> session(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.json is no audit log: line 1: this is no Event or EventList");
    }
}
