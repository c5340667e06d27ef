package lanner.recorder.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import lanner.capture.CaptureWriteException;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.GenericParams;
import lanner.capture.event.Mark;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;
import lanner.recorder.trace.TraceObserver;
import lanner.recorder.trace.TraceResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a program does, and nothing that goes wrong in the recorder's own work, ends recorder or program. */
@Tag("ptrace")
@Isolated("it traces from this virtual machine")
class SurvivalTest {
    /** The numbers that {@code numbers.c} asks for. */
    private static final List<Long> NUMBERS = List.of(
            -1L,
            -2L,
            -10L,
            -4095L,
            480L,
            511L,
            512L,
            547L,
            600L,
            9999L,
            1000000L,
            2147483647L,
            -2147483648L,
            1073742324L,
            1073742372L,
            3221225472L,
            4294967295L);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"rules", "forensic", "all"})
    void aCallThatThereIsNotFailsAsItDoesWithoutUsAndIsRecorded(String profile) throws Exception {
        Recorded program = Recorded.program(directory, "numbers").with("--profile", profile);
        assertThat(program.sameAsAlone().status()).isEqualTo(7);
        assertEveryNumberIsRecorded(program);
    }

    @Test
    void aCallThatThereIsNotIsRecordedOfAProgramThatWasAttachedTo() throws Exception {
        Recorded program = Recorded.program(directory, "numbers");
        String alone = program.alone().out();
        Process running = program.startAlone("wait");
        program.await("ready", running);
        Process recorder = program.startAttached(running.pid());
        try {
            assumeTrue(Recorded.awaitTraced(running.pid(), recorder), "this machine forbids attaching");
            try (OutputStream in = running.getOutputStream()) {
                in.write('\n');
            }
            assertThat(program.end(running)).isEqualTo(new Recorded.Run(7, "ready\n" + alone, ""));
            assertThat(recorder.waitFor()).isZero();
            program.assertIntact();
            assertEveryNumberIsRecorded(program);
        } finally {
            running.destroyForcibly();
            recorder.destroyForcibly();
        }
    }

    /** {@code -Dlanner.seed=N} for other calls, {@code -Dlanner.seeds=100} for the long run. */
    @Test
    void callsWithArgumentsThatMeanNothingEndAsTheyDoWithoutUs() throws Exception {
        Recorded program = Recorded.program(directory, "random_calls").with("--profile", "all");
        long first = Long.getLong("lanner.seed", 1);
        for (long seed = first; seed < first + Integer.getInteger("lanner.seeds", 1); seed++) {
            Recorded.Run alone = program.alone(Long.toString(seed));
            assumeTrue(alone.equals(program.alone(Long.toString(seed))), "these calls end otherwise each time");
            Recorded.Run recorded = program.recorded(Long.toString(seed));
            assertThat(recorded).as("-Dlanner.seed=%d", seed).isEqualTo(alone);
            assertThat(recorded.status()).isEqualTo(6);
            program.assertIntact();
        }
    }

    @Test
    void theValueOfASocketOptionIsKeptAsLongAsAnythingElse() throws Exception {
        Recorded program = Recorded.program(directory, "long_option").with("--snaplen", "65000");
        assertThat(program.sameAsAlone().status()).isEqualTo(8);
        assertThat(program.events(EventType.SETSOCKOPT)).hasSize(1);
        assertThat(program.events(EventType.SETSOCKOPT).get(0).length(EventType.SETSOCKOPT.indexOf("val")))
                .isEqualTo(65001);
    }

    private static void assertEveryNumberIsRecorded(Recorded program) throws Exception {
        List<Event> unknown = program.events(EventType.GENERIC).stream()
                .filter(event -> !event.has(Mark.COMPAT) && event.param(GenericParams.A5, 0) == 66)
                .toList();
        assertThat(unknown)
                .extracting(event -> (int) event.param(GenericParams.ID, 0))
                .containsExactlyElementsOf(
                        NUMBERS.stream().map(SurvivalTest::inItsTable).toList());
        assertThat(unknown).allSatisfy(event -> {
            assertThat(event.result()).isEqualTo(-38);
            assertThat(LongStream.range(0, 6).map(each -> event.param((int) each + 2, 0)))
                    .containsExactly(11L, 22L, 33L, 44L, 55L, 66L);
        });
    }

    /** The kernel looks at an int; on x86-64 a bit of it names the table. */
    private static int inItsTable(long number) {
        Architecture machine = Architecture.current();
        Abi abi = machine.abi(machine.abi().audit(), (int) number);
        return machine.number(abi, (int) number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "enter", "exit", "born", "executed", "exiting", "signal"})
    void aStopThatCannotBeServedIsCountedAndLetGo(String told) throws Exception {
        TraceResult result = traceWith(told, new IllegalStateException("a fault of ours"));
        assertThat(result.shellStatus()).isEqualTo(3);
        assertThat(result.failure()).isEmpty();
        assertThat(result.unserved()).isPositive();
        assertThat(result.firstUnserved().orElseThrow()).hasMessage("a fault of ours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "enter", "exit", "born", "executed", "exiting", "signal"})
    void aCaptureThatCannotBeWrittenLetsTheProgramGoOn(String told) throws Exception {
        TraceResult result =
                traceWith(told, new CaptureWriteException(CaptureWriteException.Reason.STORAGE_FULL, "no space", null));
        assertThat(result.shellStatus()).isEqualTo(3);
        assertThat(result.failure().orElseThrow()).hasMessage("no space");
        assertThat(result.unserved()).isZero();
    }

    /** A shell with a child and a signal of its own, and an observer that fails whenever it is told this. */
    private static TraceResult traceWith(String told, Exception fault) throws Exception {
        return InProcess.run(
                        observer -> failing(observer, told, fault),
                        "/bin/sh",
                        "-c",
                        "trap 'exit 3' USR1; (exit 5); kill -USR1 $$; exit 6")
                .result();
    }

    private static TraceObserver failing(TraceObserver observer, String told, Exception fault) {
        return (TraceObserver) Proxy.newProxyInstance(
                TraceObserver.class.getClassLoader(),
                new Class<?>[] {TraceObserver.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(told)) {
                        throw fault;
                    }
                    return method.invoke(observer, arguments);
                });
    }
}
