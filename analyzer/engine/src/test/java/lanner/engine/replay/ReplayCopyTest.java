package lanner.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lanner.capture.CaptureReader;
import lanner.engine.field.Field;
import lanner.engine.field.FieldSpec;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.state.EventContext;
import lanner.engine.state.SystemState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A replay that goes on from a copy of another's state says what the other said, whatever that one did meanwhile. */
class ReplayCopyTest {
    private static final int STRETCHES = 4;

    /** The state in the middle of a capture, and where that is. */
    private record Stand(SystemState state, CaptureReader.Place place, int before) {}

    static List<Path> samples() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("../../sample-captures"))) {
            return entries.filter(entry -> entry.toString().endsWith(".lanner"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eachFieldOfEachEventBehindIsTheSame(Path sample) throws Exception {
        List<String> whole = new ArrayList<>();
        List<Stand> stands = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(sample)) {
            Replay replay = new Replay(() -> false, new SystemState());
            replay.pause(
                    events(sample) / STRETCHES,
                    () -> stands.add(new Stand(replay.copy(), reader.place(), whole.size())));
            said(replay, reader, whole);
        }
        assertThat(stands).hasSizeGreaterThanOrEqualTo(STRETCHES - 1);
        for (Stand stand : stands) {
            List<String> rest = new ArrayList<>();
            try (CaptureReader reader = CaptureReader.open(sample, stand.place())) {
                said(new Replay(() -> false, stand.state().copy()), reader, rest);
            }
            assertThat(rest).isEqualTo(whole.subList(stand.before(), whole.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aCopyHasAllThatTheStateHas(Path sample) throws Exception {
        SystemState state = new SystemState();
        try (CaptureReader reader = CaptureReader.open(sample)) {
            new Replay(() -> false, state).run(reader, context -> true);
        }
        assertThat(state.copy())
                .usingRecursiveComparison()
                // What belongs to one event, and what is put together again when it is asked for.
                .ignoringFields(
                        "context", "nobody", "processHandler.state", "processHandler.knownGroups", "table.ended")
                .ignoringFieldsMatchingRegexes(".*\\.(joinedArguments|commandLine|exeLine|nameChanged)")
                .isEqualTo(state);
        assertThat(state.size()).isPositive();
    }

    private static long events(Path sample) throws IOException {
        Replay replay = new Replay();
        try (CaptureReader reader = CaptureReader.open(sample)) {
            replay.run(reader, context -> true);
        }
        return replay.events();
    }

    private static void said(Replay replay, CaptureReader reader, List<String> lines) throws Exception {
        List<Field> fields = fields();
        replay.run(reader, context -> {
            lines.add(said(context, fields));
            return true;
        });
    }

    private static String said(EventContext context, List<Field> fields) {
        StringBuilder line = new StringBuilder();
        for (Field field : fields) {
            line.append(field.print(context)).append('|');
        }
        return line.toString();
    }

    private static List<Field> fields() throws UnknownFieldException {
        StandardFields registry = new StandardFields();
        List<Field> fields = new ArrayList<>();
        for (FieldSpec spec : registry.specs()) {
            if (spec.argument() == FieldSpec.Argument.NONE || spec.argument() == FieldSpec.Argument.OPTIONAL) {
                fields.add(registry.resolve(spec.name(), Optional.empty()));
            }
        }
        return fields;
    }
}
