package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lanner.capture.CaptureReader;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who acts is the same whether descriptors and directories are kept or not. */
class ProcessesOnlyTest {
    static List<Path> samples() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("../../sample-captures"))) {
            return entries.filter(entry -> entry.toString().endsWith(".lanner"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void processesUsersAndContainersAreThoseOfTheWholeState(Path sample) throws Exception {
        SystemState whole = new SystemState();
        SystemState processes = new SystemState();
        Event event = new Event();
        long compared = 0;
        try (CaptureReader reader = CaptureReader.open(sample)) {
            while (reader.next(event)) {
                whole.apply(event);
                processes.applyProcesses(event);
                if (event.type().kind() != EventType.Kind.SEGMENT) {
                    assertThat(actor(processes)).as("event %d", event.number()).isEqualTo(actor(whole));
                    compared++;
                }
                whole.settle(event);
                processes.settle(event);
            }
        }
        assertThat(compared).isPositive();
    }

    private static List<Object> actor(SystemState state) {
        ThreadInfo thread = state.context().thread();
        ProcessInfo process = thread.process();
        return List.of(
                thread.uid(),
                thread.gid(),
                thread.hasKnownUser(),
                process.pid(),
                process.startTime(),
                process.ppid(),
                String.valueOf(process.container()),
                state.user(process, thread.uid()).map(SystemState.User::name).orElse(""));
    }
}
