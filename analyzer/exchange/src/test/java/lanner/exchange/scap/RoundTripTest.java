package lanner.exchange.scap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import lanner.capture.event.CloneParams;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FdParams;
import lanner.capture.event.ImageParams;
import lanner.capture.event.InlineStartParams;
import lanner.capture.event.Mark;
import lanner.capture.event.ParamSpec;
import lanner.capture.event.ParamType;
import lanner.capture.event.ProcessRecord;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    /** What scap has no place for: raw arguments of calls that are known by name alone, and flags of a socketpair. */
    private static final Set<String> LOST = Set.of(
            "syscall.a0", "syscall.a1", "syscall.a2", "syscall.a3", "syscall.a4", "syscall.a5", "socketpair.flags");

    /** The type of calls that scap knows by their names alone. */
    private static final int CALL_BY_NAME = 1;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyEventComesBackAsItWas(boolean zipped) throws IOException {
        long seed = Long.getLong("lanner.seed", System.nanoTime());
        List<Event> written = ScapFiles.records(new Random(seed), 2_000);
        Path file = directory.resolve("x.scap");

        ScapFiles.write(written, file, ScapDialect.CURRENT, zipped);
        List<Event> read = ScapFiles.read(file);

        assertThat(Files.readAllBytes(file)[0]).isEqualTo((byte) (zipped ? 0x1F : 0x0A));
        assertThat(read).as("seed %d", seed).hasSameSizeAs(written);
        List<String> differences = new ArrayList<>();
        for (int i = 1; i < written.size(); i++) {
            compare(written.get(i), read.get(i), differences);
        }
        assertThat(differences).as("seed %d", seed).isEmpty();
    }

    private static void compare(Event written, Event read, List<String> differences) {
        String name = written.name();
        ScapDialect.Encoding encoding = ScapDialect.CURRENT.encoding(written.type());
        if (encoding != null && encoding.row.id() == CALL_BY_NAME) {
            if (read.type() != EventType.GENERIC || !read.name().equals(name)) {
                differences.add(name + " came back as " + read.name());
            }
            return;
        }
        if (read.type() != written.type() || !read.name().equals(name)) {
            differences.add(name + " came back as " + read.name());
            return;
        }
        long told = encoding != null && encoding.enter != null ? written.duration() : Event.UNKNOWN_DURATION;
        if (read.duration() != told) {
            differences.add(name + ": duration " + written.duration() + " came back as " + read.duration());
        }
        boolean isEvent = written.type().kind() != EventType.Kind.SEGMENT;
        if (isEvent
                && (read.time() != written.time()
                        || read.tid() != written.tid()
                        || read.result() != written.result())) {
            differences.add(name + ": time, thread or result");
        }
        for (int i = 0; i < written.type().params().size(); i++) {
            ParamSpec param = written.type().params().get(i);
            if (LOST.contains(written.type().label() + "." + param.name()) || !written.has(i)) {
                continue;
            }
            boolean same = param.type().isNumber()
                    ? cut(param.type(), read.param(i, Long.MIN_VALUE)) == cut(param.type(), written.param(i, 0))
                    : read.has(i) && read.text(i).equals(written.text(i));
            // A descriptor's path stands in its tuple; an interface's netmask is filled with nothing.
            if (!same
                    && !(written.type() == EventType.DESCRIPTOR
                            && (param.name().equals("name") || read.has(DescriptorRecord.TUPLE)))) {
                differences.add(name + "." + param.name() + ": "
                        + (param.type().isNumber()
                                ? written.param(i, 0) + " / " + read.param(i, 0)
                                : written.text(i) + " / " + read.text(i)));
            }
        }
    }

    private static long cut(ParamType type, long value) {
        return switch (type) {
            case INT32 -> (int) value;
            case INT16 -> (short) value;
            default -> value;
        };
    }

    @Test
    void forTheOldSysdigEveryCallIsThereAndNoTypeIsNewer() throws IOException {
        List<Event> written = ScapFiles.records(new Random(1), 400);
        Path file = directory.resolve("x.scap");

        ScapFiles.write(written, file, ScapDialect.SYSDIG_0_29, false);
        List<Event> read = ScapFiles.read(file);

        Set<EventType> unknown = Set.of(
                EventType.USERADDED,
                EventType.USERDELETED,
                EventType.GROUPADDED,
                EventType.GROUPDELETED,
                EventType.ASYNCEVENT);
        assertThat(read.stream()
                        .filter(event -> event.type().kind() != EventType.Kind.SEGMENT)
                        .count())
                .isEqualTo(written.stream()
                        .filter(event ->
                                event.type().kind() != EventType.Kind.SEGMENT && !unknown.contains(event.type()))
                        .count());
        byte[] bytes = Files.readAllBytes(file);
        int at = 0;
        while (at < bytes.length) {
            long type = ScapInput.number(bytes, at, 4);
            if (type == Blocks.EVENT) {
                assertThat(ScapInput.number(bytes, at + 10 + 20, 2)).isLessThan(336);
            }
            at += (int) ScapInput.number(bytes, at + 4, 4);
        }
    }

    @Test
    void whatScapCannotSayIsRemarked() throws IOException {
        EventEncoder encoder = new EventEncoder();
        List<Event> written = new ArrayList<>(ScapFiles.records(new Random(1), 0));
        ScapFiles.add(
                written,
                encoder.begin(EventType.INLINE_START, 10, 1, 1)
                        .number(InlineStartParams.PID, 10)
                        .text(InlineStartParams.LEVEL, "look")
                        .text(InlineStartParams.REASON, "16 calls"));
        ScapFiles.add(
                written,
                encoder.begin(EventType.CLOSE, 10, 2, 2)
                        .number(FdParams.FD, 3)
                        .duration(1)
                        .mark(Mark.INLINE));

        assertThat(ScapFiles.write(written, directory.resolve("x.scap"), ScapDialect.CURRENT, false))
                .containsEntry("events of type inline_start, for which scap has none", 1L)
                .containsEntry("events marked inline, which scap cannot say", 1L);
    }

    @Test
    void aDurationFromBeforeTheEpochIsNone() throws IOException {
        List<Event> written = new ArrayList<>(ScapFiles.records(new Random(1), 0));
        ScapFiles.add(
                written,
                new EventEncoder()
                        .begin(EventType.CLOSE, 10, 2_000, 2_000)
                        .number(FdParams.FD, 3)
                        .duration(Long.MAX_VALUE));
        ScapFiles.write(written, directory.resolve("x.scap"), ScapDialect.CURRENT, false);
        List<Event> read = ScapFiles.read(directory.resolve("x.scap"));
        Event last = read.get(read.size() - 1);
        assertThat(last.time()).isEqualTo(2_000);
        assertThat(last.duration()).isEqualTo(Event.UNKNOWN_DURATION);
    }

    @Test
    void twoFilesJoinedAreReadOneBehindTheOther() throws IOException {
        Path one = directory.resolve("1.scap");
        Path two = directory.resolve("2.scap");
        ScapFiles.write(ScapFiles.records(new Random(1), 50), one, ScapDialect.CURRENT, true);
        ScapFiles.write(ScapFiles.records(new Random(2), 30), two, ScapDialect.CURRENT, true);
        Path both = directory.resolve("both.scap");
        Files.write(both, Files.readAllBytes(one));
        Files.write(both, Files.readAllBytes(two), java.nio.file.StandardOpenOption.APPEND);

        try (ScapReader reader = ScapReader.open(both)) {
            Event event = new Event();
            while (reader.next(event)) {
                // To the end.
            }
            assertThat(reader.report().events()).isEqualTo(80);
            assertThat(reader.report().damageCount()).isZero();
            assertThat(reader.remarks()).containsEntry("captures joined in this file", 2L);
        }
    }

    @Test
    void aCaptureWithoutEventsIsAFileThatReadersAccept() throws IOException {
        Path file = directory.resolve("x.scap");
        ScapFiles.write(ScapFiles.records(new Random(1), 0), file, ScapDialect.CURRENT, false);

        assertThat(ScapFiles.read(file))
                .filteredOn(event -> event.type().kind() != EventType.Kind.SEGMENT)
                .singleElement()
                .satisfies(event -> assertThat(event.type()).isEqualTo(EventType.PROCINFO));
    }

    @Test
    void startTimesOfListedProcessesAreCountedAsLostAndMissingAfterwards() throws Exception {
        EventEncoder encoder = new EventEncoder();
        long now = 1_700_000_000_000_000_000L;
        List<Event> written = new ArrayList<>(ScapFiles.records(new Random(1), 0));
        ScapFiles.add(
                written,
                encoder.begin(EventType.PROCESS, 0, now, 1)
                        .number(ProcessRecord.TID, 15)
                        .number(ProcessRecord.PID, 15)
                        .number(ProcessRecord.PTID, 10)
                        .text(ProcessRecord.COMM, "sh")
                        .number(ProcessRecord.START_TIME, now - 5_000_000_000L));
        ScapFiles.add(
                written,
                encoder.begin(EventType.CLONE, 20, now + 1_000, 1)
                        .result(0)
                        .number(ImageParams.TID, 20)
                        .number(ImageParams.PID, 20)
                        .number(ImageParams.PTID, 15)
                        .number(CloneParams.FLAGS, 0));
        ScapFiles.add(
                written, encoder.begin(EventType.UMASK, 20, now + 3_000, 2).result(0));
        ScapFiles.add(
                written, encoder.begin(EventType.UMASK, 15, now + 3_000, 3).result(0));
        Path file = directory.resolve("x.scap");

        Map<String, Long> remarks = ScapFiles.write(written, file, ScapDialect.CURRENT, false);

        assertThat(remarks)
                .containsEntry(
                        "start times of processes that were there from the beginning (proc.duration, proc.pid.ts)", 1L);
        OutputTemplate template = OutputTemplate.parse("%proc.pid %proc.duration %proc.pid.ts", new StandardFields());
        List<String> printed = new ArrayList<>();
        try (ScapReader reader = ScapReader.open(file)) {
            new Replay().run(reader, context -> {
                printed.add(template.print(context));
                return true;
            });
        }
        assertThat(printed).containsSubsequence("20 2000 " + (now + 1_000), "15 <NA> <NA>");
    }
}
