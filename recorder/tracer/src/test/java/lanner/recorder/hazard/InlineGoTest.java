package lanner.recorder.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.recorder.Machine;
import lanner.recorder.context.HostFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Static programs of Go and of musl, whose calls are patched in the padding behind them: the Go program with four threads, small
 * stacks that move, children, and signals with which its runtime has threads give way.
 */
@Tag("ptrace")
@Order(8)
class InlineGoTest {
    private static final List<String> ASKED = List.of("/etc/passwd", "/etc/nothing-there", "/proc/self/root");

    @TempDir
    Path directory;

    @BeforeEach
    void needsACounterAndGs() {
        assumeTrue(
                HostFacts.countsSteadily() && HostFacts.showsGs(),
                "this machine has no steady time stamp counter or no rdgsbase");
    }

    @Test
    void aGoProgramBehavesAsWithoutUsAndItsEventsAreTheSame() throws Exception {
        Machine.need("go");
        Path source = directory.resolve("inline_go.go");
        copy(source);
        Path program = directory.resolve("inline_go");
        build(program, "go", "build", "-o", program.toString(), source.toString());
        assertThat(Recorded.of(directory, program).alone().out()).isEqualTo("0 wrong\n");
        hasTheSameEvents(Recorded.of(directory, program), Recorded.of(directory, program));
    }

    @Test
    void aProgramOfMuslBehavesAsWithoutUsAndItsEventsAreTheSame() throws Exception {
        Machine.need("musl-gcc");
        Path source = Recorded.source(directory, "inline_plain", "inline.h");
        Path program = directory.resolve("inline_musl");
        build(program, "musl-gcc", "-static", "-O1", "-o", program.toString(), source.toString());
        hasTheSameEvents(Recorded.of(directory, program), Recorded.of(directory, program));
    }

    private static void hasTheSameEvents(Recorded byStops, Recorded inside) throws IOException, InterruptedException {
        byStops.with("--inline", "off").sameAsAlone();
        Map<String, Integer> expected = asked(byStops.events());
        assertThat(expected).isNotEmpty();
        inside.with("--inline", "open").sameAsAlone();
        List<Event> events = inside.events();
        assertThat(asked(events)).isEqualTo(expected);
        List<Event> questions = events.stream().filter(InlineGoTest::isAsked).toList();
        assertThat(questions).filteredOn(event -> event.has(Mark.INLINE)).hasSizeGreaterThan(questions.size() / 2);
    }

    /** How often what was asked of which file was answered how, whichever thread asked. */
    private static Map<String, Integer> asked(List<Event> events) {
        Map<String, Integer> asked = new TreeMap<>();
        for (Event event : events) {
            if (isAsked(event)) {
                // The number of a descriptor depends on what other threads have open.
                long result = Math.min(event.result(), 1);
                asked.merge(event.name() + " " + path(event) + " " + result, 1, Integer::sum);
            }
        }
        return asked;
    }

    private static boolean isAsked(Event event) {
        return event.type() != EventType.EXECVE && ASKED.contains(path(event));
    }

    private static String path(Event event) {
        for (String name : List.of("name", "path")) {
            int index = event.type().indexOf(name);
            if (index >= 0 && event.has(index)) {
                return event.text(index);
            }
        }
        return "";
    }

    private void build(Path program, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "GO111MODULE", "off",
                        "CGO_ENABLED", "0",
                        "GOFLAGS", "",
                        "GOCACHE", directory.resolve("cache").toString(),
                        "HOME", directory.toString()));
        assertThat(builder.start().waitFor()).as("%s", program).isZero();
    }

    private static void copy(Path to) throws IOException {
        try (InputStream text = InlineGoTest.class.getResourceAsStream("inline_go.go")) {
            assertThat(text).isNotNull();
            Files.copy(text, to);
        }
    }
}
