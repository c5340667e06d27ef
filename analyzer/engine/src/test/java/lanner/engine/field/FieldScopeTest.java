package lanner.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import lanner.capture.CaptureReader;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.GenericParams;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.ProcessRecord;
import lanner.engine.state.SystemState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a field says that it depends on, held against what its value changes with. */
class FieldScopeTest {
    private static final int PROCESS = 50;

    private final StandardFields fields = new StandardFields();

    /** A process that has opened a file as its descriptor 0, or whose open nobody recorded. */
    private static SystemState state(boolean knowsDescriptors, EventType call) {
        SystemState state = new SystemState();
        apply(
                state,
                1,
                begin(EventType.PROCESS, 1)
                        .number(ProcessRecord.TID, PROCESS)
                        .number(ProcessRecord.PID, PROCESS)
                        .number(ProcessRecord.PTID, 1)
                        .text(ProcessRecord.COMM, "sh")
                        .text(ProcessRecord.CWD, "/home/u")
                        .number(ProcessRecord.START_TIME, 1));
        apply(
                state,
                2,
                knowsDescriptors
                        ? begin(EventType.OPENAT, 2)
                                .number(OpenatParams.DIRFD, -100)
                                .text(OpenatParams.NAME, "/dev/log")
                                .number(OpenatParams.FLAGS, 3)
                                .number(OpenatParams.DEV, 7)
                                .number(OpenatParams.INO, 99)
                                .result(0)
                        : begin(EventType.GENERIC, 2)
                                .number(GenericParams.ID, 24)
                                .number(GenericParams.NATIVE_ID, 24)
                                .result(0));
        EventEncoder last = begin(call, 3);
        last.number(call.indexOf("fd"), 0);
        apply(state, 3, last.result(-9));
        return state;
    }

    private static EventEncoder begin(EventType type, long time) {
        return new EventEncoder().begin(type, PROCESS, time, time);
    }

    private static void apply(SystemState state, long number, EventEncoder encoder) {
        Event event = new Event().wrap(encoder, number);
        event.number(number);
        state.apply(event);
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "WRITE", "FCHMOD", "CLOSE", "FSTAT", "FTRUNCATE", "IOCTL"})
    void aFieldThatChangesWithTheDescriptorsSaysSo(EventType call) throws Exception {
        SystemState known = state(true, call);
        SystemState unknown = state(false, call);
        List<String> changed = new ArrayList<>();
        for (FieldSpec spec : fields.specs()) {
            if (spec.argument() == FieldSpec.Argument.NONE || spec.argument() == FieldSpec.Argument.OPTIONAL) {
                Field field = fields.resolve(spec.name(), Optional.empty());
                if (!Objects.equals(field.json(known.context()), field.json(unknown.context()))) {
                    changed.add(spec.name());
                    assertThat(field.scope().readsDescriptors()).as(spec.name()).isTrue();
                }
            }
        }
        assertThat(changed).contains("fd.name", "fd.type", "proc.stdin.type", "proc.fdopencount");
    }

    /** Two events of one process and one image, unlike in all else. */
    @Test
    void aFieldOfTheProcessIsTheSameAtEachOfItsEvents() throws Exception {
        SystemState state = state(true, EventType.READ);
        Map<String, Object> before = ofProcess(state);
        long generation = state.generation();
        apply(
                state,
                9,
                begin(EventType.OPENAT, 5_000_000_000L)
                        .number(OpenatParams.DIRFD, -100)
                        .text(OpenatParams.NAME, "/tmp/other")
                        .number(OpenatParams.FLAGS, 4 | 2)
                        .number(OpenatParams.DEV, 8)
                        .number(OpenatParams.INO, 5)
                        .result(1));
        assertThat(state.generation()).isEqualTo(generation);
        assertThat(ofProcess(state)).isEqualTo(before);
    }

    static List<Path> samples() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("../../sample-captures"))) {
            return entries.filter(entry -> entry.toString().endsWith(".lanner"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFieldOfTheRecordNeedsNothingButTheRecord(Path sample) throws Exception {
        List<Field> ofRecord = new ArrayList<>();
        for (FieldSpec spec : fields.specs()) {
            if (spec.scope() == Field.Scope.RECORD
                    && (spec.argument() == FieldSpec.Argument.NONE || spec.argument() == FieldSpec.Argument.OPTIONAL)) {
                ofRecord.add(fields.resolve(spec.name(), Optional.empty()));
            }
        }
        assertThat(ofRecord).extracting(Field::text).contains("evt.type", "evt.time", "evt.deltatime", "evt.buflen");
        SystemState whole = new SystemState();
        SystemState alone = new SystemState();
        Event event = new Event();
        try (CaptureReader reader = CaptureReader.open(sample)) {
            while (reader.next(event)) {
                whole.apply(event);
                alone.applyRecord(event);
                if (event.type().kind() != EventType.Kind.SEGMENT) {
                    for (Field field : ofRecord) {
                        assertThat(field.json(alone.context()))
                                .as("%s of event %d", field.text(), event.number())
                                .isEqualTo(field.json(whole.context()));
                        assertThat(field.print(alone.context())).isEqualTo(field.print(whole.context()));
                    }
                }
                whole.settle(event);
                alone.settleRecord(event);
            }
        }
    }

    private Map<String, Object> ofProcess(SystemState state) throws Exception {
        Map<String, Object> values = new TreeMap<>();
        for (FieldSpec spec : fields.specs()) {
            if (spec.scope() == Field.Scope.PROCESS
                    && (spec.argument() == FieldSpec.Argument.NONE || spec.argument() == FieldSpec.Argument.OPTIONAL)) {
                values.put(
                        spec.name(),
                        String.valueOf(
                                fields.resolve(spec.name(), Optional.empty()).json(state.context())));
            }
        }
        return values;
    }
}
