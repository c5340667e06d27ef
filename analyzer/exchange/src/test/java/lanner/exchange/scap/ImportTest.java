package lanner.exchange.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import lanner.capture.CaptureVerifier;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.FdParams;
import lanner.capture.event.TransferParams;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.alert.TemplateException;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import lanner.exchange.conversion.CaptureImport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportTest {
    @TempDir
    Path directory;

    /** An event of a scap file under construction. */
    private static void event(ScapOutput out, long time, long tid, int type, byte[]... params) throws IOException {
        boolean large = ScapEvents.orNull(type).isLarge();
        int size = 26;
        for (byte[] param : params) {
            size += (large ? 4 : 2) + param.length;
        }
        out.u16(0).u64(time).u64(tid).u32(size).u16(type).u32(params.length);
        for (byte[] param : params) {
            out.number(param.length, large ? 4 : 2);
        }
        for (byte[] param : params) {
            out.bytes(param, 0, param.length);
        }
        out.block(large ? Blocks.EVENT_LARGE : Blocks.EVENT);
    }

    private static byte[] number(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }

    private Path file(Content content) throws IOException {
        Path file = directory.resolve("made.scap");
        try (ScapOutput out = new ScapOutput(Files.newOutputStream(file), false)) {
            out.u32(Blocks.SECTION_MAGIC).u16(1).u16(0).u64(-1);
            out.block(Blocks.SECTION);
            content.write(out);
        }
        return file;
    }

    /** Writes what stands behind the section's header. */
    @FunctionalInterface
    private interface Content {
        void write(ScapOutput out) throws IOException;
    }

    @Test
    void whatTheBeginningOfAnOldCallSaidIsInItsEvent() throws IOException {
        Path file = file(out -> {
            event(out, 1, 7, 4, number(3, 8));
            event(out, 2, 8, 6, number(5, 8), number(100, 4));
            event(out, 3, 7, 5, number(0, 8));
            event(out, 4, 8, 7, number(2, 8), "hi".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        });

        List<Event> events = ScapFiles.read(file).subList(1, 3);

        assertThat(events).extracting(Event::name).containsExactly("close", "read");
        assertThat(events.get(0).param(FdParams.FD, -1)).isEqualTo(3);
        assertThat(events.get(1).param(TransferParams.FD, -1)).isEqualTo(5);
        assertThat(events.get(1).param(TransferParams.SIZE, -1)).isEqualTo(100);
        assertThat(events.get(1).text(TransferParams.DATA)).isEqualTo("hi");
        assertThat(events.get(1).time()).isEqualTo(4);
    }

    @Test
    void aBeginningWithoutAnEndAndAnEndWithoutABeginningAreCounted() throws IOException {
        Path file = file(out -> {
            event(out, 1, 7, 4, number(3, 8));
            event(out, 2, 7, 6, number(5, 8), number(100, 4));
            event(out, 3, 7, 103, number(4, 8));
            event(out, 4, 7, 260, new byte[] {'{', '}', 0});
        });

        try (ScapReader reader = ScapReader.open(file)) {
            Event event = new Event();
            while (reader.next(event)) {
                // To the end.
            }
            assertThat(reader.report().events()).isEqualTo(1);
            assertThat(reader.remarks())
                    .containsEntry("calls that began and never ended, left out", 2L)
                    .containsEntry("calls whose beginning is missing, imported with what their end says", 1L)
                    .containsEntry("not imported: event k8s (260)", 1L);
        }
    }

    @Test
    void hiddenEventsChangeTheStateAndAreNotShown() throws IOException {
        Path file = file(out -> {
            out.u16(0)
                    .u32(1)
                    .u64(1)
                    .u64(7)
                    .u32(26 + 4 + 11)
                    .u16(95)
                    .u32(2)
                    .u16(8)
                    .u16(3)
                    .u64(0);
            out.bytes(new byte[] {'/', 'x', 0}, 0, 3);
            out.block(Blocks.EVENT_FLAGS);
            event(out, 2, 7, 275, number(7, 8));
        });
        List<String> shown = new ArrayList<>();

        try (ScapReader reader = ScapReader.open(file)) {
            new Replay().run(reader, context -> {
                shown.add(context.event().name() + " in " + context.thread().cwd());
                return true;
            });
        }

        assertThat(shown).containsExactly("setsid in /x/");
    }

    @Test
    void whatAnEventTellsOfAContainerIsItsProcessesContainer() throws IOException {
        String id = "0123456789abcdef".repeat(4);
        Path file = file(out -> {
            event(
                    out,
                    1,
                    7,
                    272,
                    "{\"container\":{\"id\":\"0123456789ab\",\"Mounts\":[],\"image\":\"nginx:1\",\"name\":\"web\"}}\n\0"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[][] params = new byte[16][];
            java.util.Arrays.fill(params, new byte[0]);
            params[0] = number(0, 8);
            params[14] = ("cpu=/docker/" + id + "\0").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            event(out, 2, 7, 283, params);
        });
        OutputTemplate template = template("%container.id %container.name %container.image.repository %container.type");
        List<String> printed = new ArrayList<>();

        try (ScapReader reader = ScapReader.open(file)) {
            new Replay().run(reader, context -> {
                printed.add(template.print(context));
                return true;
            });
        }

        assertThat(printed).last().isEqualTo("0123456789ab web nginx docker");
    }

    @Test
    void anAsynchronousEventThatTellsOfAContainerIsAContainerEvent() throws IOException {
        byte[] json = "{\"container\":{\"id\":\"0123456789ab\",\"name\":\"web\",\"privileged\":true,\"type\":0}}\0"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Path file = file(out -> {
            event(
                    out,
                    1,
                    -1,
                    402,
                    number(0, 4),
                    "container\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                    json);
            event(out, 2, -1, 402, number(0, 4), "other\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII), json);
        });
        OutputTemplate template =
                template("%evt.type %evt.asynctype %container.id %container.name %container.privileged");
        List<String> printed = new ArrayList<>();

        try (ScapReader reader = ScapReader.open(file)) {
            new Replay().run(reader, context -> {
                printed.add(template.print(context));
                return true;
            });
        }

        assertThat(printed).containsExactly("container container 0123456789ab web true", "other other host host false");
    }

    @ParameterizedTest
    @ValueSource(ints = {324, 402})
    void aContainerEventThatIsTooLongIsCountedAsCut(int type) throws IOException {
        byte[] json = ("{\"container\":{\"id\":\"0123456789ab\",\"name\":\"" + "x".repeat(70_000) + "\"}}\0")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] name = "container\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Path file = file(out -> {
            if (type == 402) {
                event(out, 1, -1, type, number(0, 4), name, json);
            } else {
                event(out, 1, 7, type, json);
            }
        });

        try (ScapReader reader = ScapReader.open(file)) {
            Event event = new Event();
            while (reader.next(event)) {
                assertThat(event.type()).isIn(EventType.SEGMENT_HEADER, EventType.CONTAINER);
            }
            assertThat(reader.remarks())
                    .containsEntry(
                            "parameters over 64 KiB, cut; what a container event of that length says is not known", 1L);
        }
    }

    private static OutputTemplate template(String text) {
        try {
            return OutputTemplate.parse(text, new StandardFields());
        } catch (TemplateException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    1,                    3,                   2
                    5,                    5,                   -1
                    9,                    3,                   -1
                    -9223372036854775808, 9223372036854775807, -1
                    """)
    void aCallTookFromItsEnterToItsExit(long enter, long exit, long nanos) throws IOException {
        Path file = file(out -> {
            event(out, enter, 7, 4, number(3, 8));
            event(out, exit, 7, 5, number(0, 8));
            event(out, exit, 8, 5, number(0, 8));
        });

        assertThat(ScapFiles.read(file).subList(1, 3))
                .extracting(Event::duration)
                .containsExactly(nanos, Event.UNKNOWN_DURATION);
    }

    @Test
    void anImportedCaptureIsWhole() throws IOException {
        Path file = directory.resolve("x.scap");
        ScapFiles.write(ScapFiles.records(new Random(5), 500), file, ScapDialect.CURRENT, false);
        Path capture = directory.resolve("x.lanner");

        CaptureImport.Result result;
        try (ScapReader reader = ScapReader.open(file)) {
            result = CaptureImport.run(reader, capture, false, () -> false);
        }

        assertThat(result.events()).isEqualTo(500);
        assertThat(CaptureVerifier.verify(capture).verdict()).isEqualTo(CaptureVerifier.Verdict.INTACT);
    }

    @Test
    void publicCapturesOfManyVersionsAreReadToTheEnd() throws IOException {
        List<Path> files = ScapFiles.shared();
        assumeTrue(!files.isEmpty(), "no public captures beside the project: ../shared/data/scap is absent");
        Map<String, Long> events = new TreeMap<>();
        for (Path file : files) {
            try (ScapReader reader = ScapReader.open(file)) {
                long[] shown = new long[1];
                new Replay().run(reader, context -> {
                    shown[0] += context.event().type().kind() == EventType.Kind.SYSCALL
                                    || context.event().type() == EventType.GENERIC
                            ? 1
                            : 0;
                    return true;
                });
                assertThat(reader.report().damages()).as("%s", file).isEmpty();
                events.put(file.getFileName().toString(), shown[0]);
            }
        }
        // What sysdig 0.29.3 prints with the filter evt.dir=<, but for the last: it cannot read that one.
        assertThat(events)
                .containsEntry("falco-cat_write.scap", 42L)
                .containsEntry("falco-connect_localhost.scap", 4L)
                .containsEntry("falco-open-multiple-files.scap", 42L)
                .containsEntry("falco-psp_run_as_user_0_container.scap", 1343L)
                .containsEntry("inspect-502Error.scap", 4349L)
                .containsEntry("libs-curl_google.scap", 597L)
                .containsEntry("libs-sample.scap", 87L)
                .containsEntry("sfc-files_files.scap", 86L)
                .containsEntry("sfc-setuid_setuid.scap", 73L)
                .containsKey("xxradar-docker-curl-https.scap");
    }
}
