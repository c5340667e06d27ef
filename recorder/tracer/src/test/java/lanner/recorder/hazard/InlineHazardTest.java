package lanner.recorder.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.InlineEndParams;
import lanner.capture.event.Mark;
import lanner.recorder.Machine;
import lanner.recorder.context.HostFacts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What could go wrong when a process records its calls itself, each provoked by a small program. It must behave as it does
 * without us, and a process in which that cannot be is one whose calls stop, for a reason that is said.
 */
@Tag("ptrace")
@Order(9)
class InlineHazardTest {
    private static final int MANY = Integer.getInteger("lanner.inline.many", 1);

    /** Each of these is recorded inside to its end. */
    private static final List<Hazard> RECORDED_INSIDE = List.of(
            new Hazard("pointers", "", "paths that cannot be read and paths at the end of memory"),
            new Hazard("storm", "300", "signals in every instruction of the stub"),
            new Hazard("storm", "2000", "signals now and then"),
            new Hazard("restart", "", "calls that a signal interrupts"),
            new Hazard("threads", "", "more threads than slots"),
            new Hazard("waiting", "", "threads that wait while others are prepared"),
            new Hazard("children", "", "children of every kind"),
            new Hazard("forks", "", "children of a process whose code is being patched"),
            new Hazard("handlers", "fork", "handlers that interrupt the stub and make a child"),
            new Hazard("handlers", "vfork", "handlers that interrupt the stub and make a child with the same memory"),
            new Hazard("handlers", "spawn", "handlers that interrupt the stub and start a program"),
            new Hazard("handlers", "longjmp", "handlers that interrupt the stub and never return"),
            new Hazard("stacks", "", "handlers with a stack of their own, children that have their ids written"),
            new Hazard("limits", "child", "a child that limits itself while it has its maker's memory"),
            new Hazard("exec", "", "a thread that executes a program beside busy ones"),
            new Hazard("made", "", "code that the program makes and code that another file replaces"),
            new Hazard("trap", "", "traps of the program's own while code is patched"),
            new Hazard("traps", "default", "threads that block the signal of traps while code is patched"),
            new Hazard("traps", "handled", "the same where traps have a handler"),
            new Hazard(
                    "unblocks", "default", "threads that block the signal of traps now and then while code is patched"),
            new Hazard("unblocks", "handled", "the same where traps have a handler"),
            new Hazard("stopped", "", "job control"),
            new Hazard("blocked", "", "threads that block the signals of faults"),
            new Hazard("sent", "", "signals of faults that are sent"));

    /** Each of these ends the recording inside. */
    private static final List<Hazard> GIVEN_UP = List.of(
            new Hazard("gs", "look", "it uses gs itself"),
            new Hazard("gs", "set", "it uses gs itself"),
            new Hazard("gs", "instructions", "it uses gs itself"),
            new Hazard("gs", "rlimit", "its memory is limited"),
            new Hazard("filter", "after", "it has a seccomp filter of its own"),
            new Hazard("pages", "code", "it changes our pages"),
            new Hazard("pages", "ring", "it changes our pages"),
            new Hazard("pages", "protect", "it changes our pages"),
            new Hazard("pages", "x", "it changes our pages"),
            new Hazard("pages", "map", "it changes our pages"),
            new Hazard("pages", "v", "it changes our pages"),
            new Hazard("over", "map", "it changes our pages"),
            new Hazard("over", "below", "it changes our pages"),
            new Hazard("over", "remap", "it changes our pages"),
            new Hazard("over", "unmap", "it changes our pages"),
            new Hazard("over", "away", "it changes our pages"),
            new Hazard("over", "drop", "it changes our pages"),
            new Hazard("over", "protect", "it changes our pages"),
            new Hazard("over", "none", "it changes our pages"),
            new Hazard("over", "code", "it changes our pages"),
            new Hazard("over", "gone", "it changes our pages"),
            new Hazard("limits", "addresses", "its memory is limited"),
            new Hazard("limits", "data", "its memory is limited"),
            new Hazard("limits", "lock", "it locks its memory"),
            new Hazard("limits", "own", "it changes our pages"),
            new Hazard("dispatch", "", "it dispatches its calls itself"),
            new Hazard("counter", "", "it may not read the time stamp counter"),
            new Hazard("ignored", "after", "it ignores faults"),
            new Hazard("ignored", "after-traps", "it ignores faults"),
            new Hazard("tsync", "", "it has a seccomp filter of its own"),
            new Hazard("unreadable", "", "it made itself unreadable"));

    /** Each of these keeps it from beginning. */
    private static final List<Hazard> LEFT_ALONE = List.of(
            new Hazard("filter", "before", "it has a seccomp filter of its own"),
            new Hazard("filter", "exec", "it has a seccomp filter of its own"),
            new Hazard("taken", "", "its memory is in use where ours would be"),
            new Hazard("ignored", "before", "it ignores faults"),
            new Hazard("ignored", "traps", "it ignores faults"),
            new Hazard("limits", "future", "it locks its memory"),
            new Hazard("limited", "", "its memory is limited"));

    /** Each of these is about padding that takes a jump, and is recorded inside to its end. */
    private static final List<Hazard> PADDED_INSIDE = List.of(
            new Hazard("padding", "shared", "two places before the same padding"),
            new Hazard("padding", "page", "padding that is replaced without its place"),
            new Hazard("padding", "ts", "the same beside threads that make calls"));

    /** Each of these is about the address from which a call is made, or ends what the jump leads to. */
    private static final List<Hazard> PADDED_GIVEN_UP = List.of(
            new Hazard("padding", "filter", "it has a seccomp filter of its own"),
            new Hazard("padding", "tf", "it has a seccomp filter of its own"),
            new Hazard("padding", "unmaps", "it changes our pages"),
            new Hazard("padding", "tu", "it changes our pages"));

    private static final InlineSeries.Way SHORT = new InlineSeries.Way("plain", "1");

    private static List<InlineSeries.Way> ways;
    private static List<String> alone;
    private static final Map<String, InlineSeries> RECORDED = new TreeMap<>();

    @TempDir
    static Path series;

    @TempDir
    Path directory;

    /** A program, and what it does or why it is given up. */
    private record Hazard(InlineSeries.Way way, String what) {
        Hazard(String name, String argument, String what) {
            this(new InlineSeries.Way(name, argument), what);
        }

        Hazard withPadding() {
            return new Hazard(way.withPadding(), what);
        }
    }

    @BeforeAll
    static void runsAllWithoutUs() throws Exception {
        assumeTrue(
                HostFacts.countsSteadily() && HostFacts.showsGs(),
                "this machine has no steady time stamp counter or no rdgsbase");
        List<Hazard> plain = Stream.of(RECORDED_INSIDE, GIVEN_UP, LEFT_ALONE)
                .flatMap(List::stream)
                .toList();
        List<Hazard> padded =
                Stream.of(PADDED_INSIDE, PADDED_GIVEN_UP).flatMap(List::stream).toList();
        ways = Stream.of(plain, withPadding(plain), withPadding(padded))
                .flatMap(List::stream)
                .map(Hazard::way)
                .collect(Collectors.toCollection(ArrayList::new));
        ways.add(SHORT);
        alone = InlineSeries.alone(series, MANY, ways);
    }

    @AfterAll
    static void forgets() {
        RECORDED.clear();
    }

    private static InlineSeries recorded(String level) throws Exception {
        InlineSeries known = RECORDED.get(level);
        if (known == null) {
            known = InlineSeries.recorded(series, MANY, level, ways, alone);
            RECORDED.put(level, known);
        }
        return known;
    }

    private static List<Hazard> withPadding(List<Hazard> hazards) {
        return hazards.stream().map(Hazard::withPadding).toList();
    }

    static Stream<Arguments> recordedInside() {
        return Stream.concat(atBothLevels(RECORDED_INSIDE), atBothLevels(withPadding(PADDED_INSIDE)));
    }

    static Stream<Arguments> givenUp() {
        return Stream.concat(atBothLevels(GIVEN_UP), atBothLevels(withPadding(PADDED_GIVEN_UP)));
    }

    static Stream<Arguments> leftAlone() {
        return atBothLevels(LEFT_ALONE);
    }

    private static Stream<Arguments> atBothLevels(List<Hazard> hazards) {
        return Stream.of("look", "open")
                .flatMap(level -> bothForms(hazards).map(each -> Arguments.of(level, each.way(), each.what())));
    }

    private static Stream<Hazard> bothForms(List<Hazard> hazards) {
        return Stream.concat(hazards.stream(), withPadding(hazards).stream()).distinct();
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("recordedInside")
    void aProgramThatIsRecordedInsideBehavesAsWithoutUs(String level, InlineSeries.Way way, String what)
            throws Exception {
        InlineSeries recorded = recorded(level);
        assertThat(recorded.sameAsAlone(way)).contains("0 wrong").doesNotContain("wrong:");
        assertThat(recorded.began(way)).isTrue();
        assertThat(recorded.ends(way)).isEmpty();
        assertThat(recorded.events(way)).anyMatch(event -> event.has(Mark.INLINE));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("givenUp")
    void whereItCannotGoOnCallsStopAndTheReasonIsSaid(String level, InlineSeries.Way way, String reason)
            throws Exception {
        InlineSeries recorded = recorded(level);
        assertThat(recorded.sameAsAlone(way)).contains("0 wrong").doesNotContain("wrong:");
        assertThat(recorded.began(way)).isTrue();
        assertThat(recorded.ends(way)).containsExactly(reason);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("leftAlone")
    void whereItCannotBeCallsStopAndTheReasonIsSaid(String level, InlineSeries.Way way, String reason)
            throws Exception {
        InlineSeries recorded = recorded(level);
        assertThat(recorded.sameAsAlone(way)).contains("0 wrong").doesNotContain("wrong:");
        assertThat(recorded.began(way)).isFalse();
        assertThat(recorded.ends(way)).containsExactly(reason);
    }

    @Test
    void aShortProgramIsLeftAlone() throws Exception {
        InlineSeries recorded = recorded("look");
        assertThat(recorded.sameAsAlone(SHORT)).contains("0 wrong");
        assertThat(recorded.began(SHORT)).isFalse();
        assertThat(recorded.ends(SHORT)).isEmpty();
    }

    private Recorded program(String name, String level) throws Exception {
        return Recorded.program(directory, "inline_" + name, "inline.h").with("--inline", level);
    }

    private static List<String> ends(Recorded program) throws IOException {
        return program.events(EventType.INLINE_END).stream()
                .map(event -> event.text(InlineEndParams.REASON))
                .distinct()
                .toList();
    }

    /** The same calls with the same arguments and results, in the same order, whoever recorded them. */
    @Test
    void theCaptureHoldsTheSameCallsAsByStops() throws Exception {
        Recorded byStops = program("plain", "off");
        byStops.sameAsAlone();
        List<String> expected = calls(byStops);
        assertThat(expected).hasSizeGreaterThan(3000);
        long stops = byStops.stops();
        for (String level : List.of("look", "open")) {
            Recorded inside = program("plain", level);
            inside.sameAsAlone();
            assertThat(calls(inside)).as(level).isEqualTo(expected);
            assertThat(inside.stops()).as(level).isLessThan(stops / (level.equals("open") ? 10 : 2));
        }
    }

    /** Begun again or not, and wherever it is begun again: at the call's own instruction or at a jump to the stub. */
    @ParameterizedTest(name = "in padding: {0}")
    @ValueSource(booleans = {false, true})
    void aCallThatASignalInterruptsIsOneCallAsByStops(boolean padded) throws Exception {
        List<String> macros = new InlineSeries.Way("restart", "", padded).macros();
        Path program = Recorded.compile(directory, "inline_restart", macros, "inline.h");
        Recorded byStops = Recorded.of(directory, program).with("--inline", "off");
        byStops.sameAsAlone();
        List<String> expected = opensOfTheFifo(byStops);
        assertThat(expected).containsExactly("fifo -4", "fifo 3", "fifo -4");
        Recorded inside = Recorded.of(directory, program).with("--inline", "open");
        inside.sameAsAlone();
        assertThat(opensOfTheFifo(inside)).isEqualTo(expected);
    }

    /** Those of the thread that opens it first: when others are cancelled is a matter of time. */
    private static List<String> opensOfTheFifo(Recorded program) throws IOException {
        List<Event> opens = program.events(EventType.OPEN, EventType.OPENAT).stream()
                .filter(event ->
                        String.valueOf(event.text(event.type().indexOf("name"))).equals("fifo"))
                .toList();
        assertThat(opens).isNotEmpty();
        return opens.stream()
                .filter(event -> event.tid() == opens.get(0).tid())
                .map(event -> "fifo " + event.result())
                .toList();
    }

    /** Each call by its name, its numbers and its texts, without what differs from run to run. */
    private static List<String> calls(Recorded program) throws IOException {
        List<String> calls = new ArrayList<>();
        for (Event event : program.events(
                EventType.NEWFSTATAT,
                EventType.ACCESS,
                EventType.OPENAT,
                EventType.FCNTL,
                EventType.READLINK,
                EventType.GETCWD,
                EventType.CLOSE)) {
            StringBuilder text = new StringBuilder(event.type().label());
            // Of a close that certainly succeeds the end was not waited for.
            text.append(' ').append(event.has(Mark.ENTER_ONLY) ? 0 : event.result());
            for (int i = 0; i < event.type().params().size(); i++) {
                String name = event.type().params().get(i).name();
                if (event.has(i) && !name.equals("dev") && !name.equals("ino")) {
                    text.append(' ').append(name).append('=');
                    text.append(event.type().params().get(i).type().isNumber() ? event.param(i, 0) : event.text(i));
                }
            }
            calls.add(text.toString());
        }
        return calls;
    }

    @Test
    void timesOfAThreadNeverStepBackAndLieWithinTheRecording() throws Exception {
        List<Event> events = recorded("look").events(new InlineSeries.Way("threads", ""));
        assertThat(events).hasSizeGreaterThan(1000);
        long first = events.get(0).monotonic();
        long last = events.get(events.size() - 1).monotonic();
        Map<Integer, Long> times = new TreeMap<>();
        for (Event event : events) {
            Long before = times.put(event.tid(), event.monotonic());
            assertThat(event.monotonic()).isBetween(first, last);
            if (before != null) {
                assertThat(event.monotonic()).as("thread %d", event.tid()).isGreaterThanOrEqualTo(before);
            }
        }
    }

    /** A thread that waits for others stops nowhere, and must not keep their calls from being recorded inside. */
    @Test
    void aWaitingThreadKeepsNoOtherFromRecordingInside() throws Exception {
        List<Event> asked = recorded("open").events(new InlineSeries.Way("waiting", "")).stream()
                .filter(event -> event.type() == EventType.ACCESS)
                .toList();
        assertThat(asked).filteredOn(event -> event.has(Mark.INLINE)).hasSizeGreaterThan(asked.size() / 2);
    }

    /**
     * Whatever a process has recorded is taken out when it is killed, at any moment, up to the call that it was in.
     * {@code -Dlanner.kills=1000} for the long run.
     */
    @Test
    void nothingIsLostOfAProcessThatIsKilled() throws Exception {
        long seed = Long.getLong("lanner.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < Integer.getInteger("lanner.kills", 2 * MANY); round++) {
            Recorded program = program("killed", "look");
            Path counted = directory.resolve("count");
            Process recorder = program.startRecorded(counted.toString());
            program.await("killed soon", recorder);
            TimeUnit.MICROSECONDS.sleep(random.nextInt(200_000));
            recorder.descendants().forEach(ProcessHandle::destroyForcibly);
            program.end(recorder);
            program.assertIntact();
            long count = count(counted, 0);
            assertThat(program.calls(EventType.ACCESS, "name", "/counted").size())
                    .as("seed %d, kill %d", seed, round)
                    .isBetween((int) count, (int) count + 1);
            assertThat(program.events(EventType.INLINE_START)).hasSize(1);
        }
    }

    /**
     * Whichever way processes of several threads end, or execute programs: what was answered is in the capture, up to the
     * calls that the threads were in.
     */
    @Test
    void nothingIsLostHoweverProcessesOfSeveralThreadsEnd() throws Exception {
        List<String> ways = List.of(
                "exec",
                "thread-exec",
                "broken",
                "thread-broken",
                "exit",
                "thread-exit",
                "vfork",
                "shared-exit",
                "shared-kill",
                "fault",
                "kill",
                "kill-twice");
        int rounds = 2 * MANY;
        Recorded program = program("ends", "look");
        Path counted = directory.resolve("count");
        assertThat(program.sameAsAlone(counted.toString(), Integer.toString(rounds))
                        .out())
                .isEqualTo("0 wrong\n");
        List<String> recorded = program.calls(EventType.ACCESS, "name", "/ends/");
        List<String> ends = ends(program);
        for (int i = 0; i < ways.size(); i++) {
            long made = count(counted, i);
            String call = "/ends/" + ways.get(i) + " -2";
            assertThat(recorded.stream().filter(call::equals).count())
                    .as("%s: %d made", ways.get(i), made)
                    .isBetween(ways.get(i).equals("kill-twice") && !ends.isEmpty() ? 0 : made, made + 20L * rounds);
        }
        // A last stop that SIGKILL cuts short cannot be told from one that was never there.
        assertThat(ends).isSubsetOf("it was killed, and its last calls may be missing");
    }

    /** A recorder that is killed has what was recorded up to a moment before, in order and without a gap. */
    @Test
    void aRecorderThatIsKilledHasAllButTheLastMoment() throws Exception {
        Recorded program = program("killed", "look");
        Path counted = directory.resolve("count");
        Process recorder = program.startRecorded(counted.toString(), "slowly");
        program.await("killed soon", recorder);
        long before = count(counted, 0);
        long recorded = 0;
        for (int i = 0; i < Machine.PATIENCE_SECONDS * 10 && recorded < before; i++) {
            Thread.sleep(100);
            recorded = program.calls(EventType.ACCESS, "name", "/counted").size();
        }
        recorder.destroyForcibly().waitFor();
        recorded = program.calls(EventType.ACCESS, "name", "/counted").size();
        assertThat(recorded).isBetween(before, count(counted, 0) + 1);
    }

    /** What the README says that a hostile program can hide, and no more. */
    @ParameterizedTest
    @CsvSource({"look, false", "open, true", "off, false"})
    void aHostileProgramHidesWhatItsLevelLetsItSayAndNothingElse(String level, boolean hidesOpens) throws Exception {
        Recorded program = program("adversary", level);
        assertThat(program.recorded().out()).isEqualTo(level.equals("off") ? "" : "0 wrong\n");
        if (level.equals("off")) {
            // Nothing of ours is there: it dies looking for it.
            return;
        }
        List<String> asked = program.calls(EventType.ACCESS, "name", "/");
        assertThat(asked).contains("/told/before -2", "/told/after -2", "/forged 0");
        assertThat(asked).noneMatch(call -> call.startsWith("/erased") || call.startsWith("/hidden"));
        assertThat(program.calls(EventType.OPENAT, "name", "read-from-there")).hasSize(hidesOpens ? 0 : 1);
        assertThat(program.calls(EventType.OPENAT, "name", "written-from-there"))
                .hasSize(1);
        assertThat(program.calls(EventType.UNLINK, "path", "written-from-there"))
                .containsExactly("written-from-there 0");
        assertThat(ends(program)).containsExactly("it changes our pages");
    }

    private static long count(Path counted, int index) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(counted))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(index * Long.BYTES);
    }
}
