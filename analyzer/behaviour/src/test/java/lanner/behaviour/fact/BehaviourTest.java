package lanner.behaviour.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lanner.capture.CaptureReader;
import lanner.capture.EventSource;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
import lanner.capture.event.Mark;
import lanner.capture.event.OpenatParams;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What of a recording becomes which fact. */
class BehaviourTest {
    private static final int ENOENT = 2;
    private static final int EACCES = 13;

    @TempDir
    private Path directory;

    /** Tells a capture. */
    @FunctionalInterface
    interface Told {
        void in(CaptureStory story) throws IOException;
    }

    private Behaviour behaviour(Told told) throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "sh");
            told.in(story);
        }
        try (EventSource source = CaptureReader.open(capture)) {
            return Behaviour.read(source, "x.lanner", null, () -> false);
        }
    }

    private List<String> files(Told told) throws IOException {
        return behaviour(told).facts().stream()
                .filter(fact -> fact.aspect().isFile())
                .map(Fact.FileUse.class::cast)
                .map(file -> file.aspect().word() + " " + file.path() + " "
                        + file.seen().done() + "/" + file.seen().failed())
                .sorted()
                .toList();
    }

    private static <T extends Fact> List<T> of(Class<T> kind, Behaviour behaviour) {
        return behaviour.facts().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            O_RDONLY                       | 3   | file-read /a 1/0
            O_WRONLY                       | 3   | file-write /a 1/0
            O_RDWR                         | 3   | file-read /a 1/0, file-write /a 1/0
            O_WRONLY O_CREAT O_F_CREATED   | 3   | file-create /a 1/0, file-write /a 1/0
            O_WRONLY O_CREAT               | 3   | file-write /a 1/0
            O_RDONLY O_TRUNC               | 3   | file-read /a 1/0, file-write /a 1/0
            O_RDONLY O_DIRECTORY           | 3   | file-list /a 1/0
            O_RDWR O_TMPFILE               | 3   | file-create /a 1/0
            O_RDONLY                       | -2  | file-lookup /a 0/1
            O_WRONLY                       | -13 | file-write /a 0/1
            """)
    void classesAnOpenByItsFlagsAndItsEnd(String flags, int result, String expected) throws IOException {
        long bits = Stream.of(flags.strip().split(" "))
                .mapToLong(FlagSets.FILE_FLAGS::value)
                .reduce(0, (a, b) -> a | b);
        assertThat(files(story -> story.event(
                        EventType.OPENAT,
                        10,
                        event -> event.result(result)
                                .number(OpenatParams.DIRFD, -100)
                                .text(OpenatParams.NAME, "a")
                                .number(OpenatParams.FLAGS, bits)
                                .number(OpenatParams.MODE, 0))))
                .containsExactlyInAnyOrder(expected.split(", "));
    }

    static Stream<Arguments> callsOnPaths() {
        return Stream.of(
                Arguments.of(EventType.STAT, List.of("path"), "file-lookup /p0 1/0"),
                Arguments.of(EventType.MKDIR, List.of("path"), "file-create /p0 1/0"),
                Arguments.of(EventType.UNLINK, List.of("path"), "file-delete /p0 1/0"),
                Arguments.of(EventType.CHMOD, List.of("filename"), "file-metadata /p0 1/0"),
                Arguments.of(EventType.TRUNCATE, List.of("path"), "file-write /p0 1/0"),
                Arguments.of(
                        EventType.RENAME, List.of("oldpath", "newpath"), "file-create /p1 1/0, file-delete /p0 1/0"),
                Arguments.of(EventType.LINK, List.of("oldpath", "newpath"), "file-create /p1 1/0, file-read /p0 1/0"),
                Arguments.of(EventType.SYMLINK, List.of("target", "linkpath"), "file-create /p1 1/0"));
    }

    @ParameterizedTest
    @MethodSource("callsOnPaths")
    void classesCallsByWhatTheyDoToTheirPaths(EventType type, List<String> paths, String expected) throws IOException {
        assertThat(files(story -> story.event(type, 10, event -> {
                    event.result(0);
                    for (int i = 0; i < paths.size(); i++) {
                        event.text(type.indexOf(paths.get(i)), "p" + i);
                    }
                    return event;
                })))
                .containsExactly(expected.split(", "));
    }

    @Test
    void aCallOnAFileThatIsNotThereLooksForIt() throws IOException {
        assertThat(files(story -> story.event(
                        EventType.UNLINK,
                        10,
                        event -> event.result(-ENOENT).text(EventType.UNLINK.indexOf("path"), "a"))))
                .containsExactly("file-lookup /a 0/1");
    }

    @Test
    void countsCommandLinesWithTheProgramsTheyRan() throws IOException {
        Behaviour behaviour = behaviour(story -> story.runs(10, 1, "cc", "-c", "a.c")
                .runs(10, 1, "cc", "-c", "a.c")
                .runs(10, 1, "cc", "-c", "b.c"));
        assertThat(of(Fact.Program.class, behaviour)).singleElement().satisfies(program -> {
            assertThat(program.path()).isEqualTo("/usr/bin/cc");
            assertThat(program.seen().done()).isEqualTo(3);
        });
        assertThat(of(Fact.CommandLine.class, behaviour))
                .extracting(Fact.CommandLine::arguments, line -> line.seen().done())
                .containsExactlyInAnyOrder(tuple(List.of("-c", "a.c"), 2L), tuple(List.of("-c", "b.c"), 1L));
    }

    @Test
    void anExampleNamesItsEventAndTheProcessesAboveIt() throws IOException {
        Behaviour behaviour = behaviour(
                story -> story.forks(10, 11, "sh").runs(11, 10, "cc", "a.c").opens(11, "/etc/passwd"));
        assertThat(of(Fact.FileUse.class, behaviour))
                .filteredOn(file -> file.aspect() == Aspect.FILE_READ)
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.seen().first().event()).isEqualTo(4);
                    assertThat(file.seen().first().processes()).isEqualTo("sh 10 > cc 11");
                });
    }

    @Test
    void anExampleIsOfTheFirstTimeThatItWasDone() throws IOException {
        Behaviour behaviour = behaviour(
                story -> story.opens(10, -EACCES, "/a").opens(10, 3, "/a").opens(10, 4, "/a"));
        assertThat(of(Fact.FileUse.class, behaviour)).singleElement().satisfies(file -> {
            assertThat(file.seen()).extracting(Seen::done, Seen::failed).containsExactly(2L, 1L);
            assertThat(file.seen().first().event()).isEqualTo(2);
        });
    }

    @Test
    void aPeerIsWhoWasConnectedToAndHow() throws IOException {
        Behaviour behaviour = behaviour(story -> story.connects(10, 40000, "203.0.113.9", 443));
        assertThat(of(Fact.Peer.class, behaviour))
                .extracting(Fact.Peer::protocol, Fact.Peer::direction, Fact.Peer::address, Fact.Peer::port)
                .containsExactly(tuple("tcp", Fact.Direction.OUT, "203.0.113.9", 443));
    }

    @Test
    void aCallKeepsItsTableItsKernelsNamesAndItsErrors() throws IOException {
        int brk = 45;
        Behaviour behaviour = behaviour(story -> story.calls(10, 24, 0)
                .opens(10, -EACCES, "/a")
                .opens(10, -ENOENT, "/b")
                .event(EventType.PREAD, 10, event -> event.result(0).mark(Mark.COMPAT))
                .event(
                        EventType.GENERIC,
                        10,
                        event -> event.result(0)
                                .mark(Mark.COMPAT)
                                .number(EventType.GENERIC.indexOf("nativeID"), brk + 400)));
        assertThat(of(Fact.Call.class, behaviour))
                .extracting(Fact.Call::abi, Fact.Call::name, Fact.Call::kernelNames)
                .contains(
                        tuple(Abi.X86_64, "sched_yield", List.of("sched_yield")),
                        tuple(Abi.I386, "pread", List.of("pread64")));
        assertThat(of(Fact.Call.class, behaviour))
                .filteredOn(call -> call.name().equals("openat"))
                .singleElement()
                .satisfies(call -> assertThat(call.errors()).containsOnlyKeys("EACCES", "ENOENT"));
        assertThat(of(Fact.Refused.class, behaviour))
                .extracting(Fact.Refused::call, Fact.Refused::error)
                .containsExactly(tuple("openat", "EACCES"));
    }

    @Test
    void aCallThatARingMadeIsNoneOfTheProgram() throws IOException {
        Behaviour behaviour = behaviour(story -> story.event(
                EventType.OPENAT,
                10,
                event -> event.result(3)
                        .mark(Mark.FROM_RING)
                        .number(OpenatParams.DIRFD, -100)
                        .text(OpenatParams.NAME, "/etc/passwd")
                        .number(OpenatParams.FLAGS, 1)
                        .number(OpenatParams.MODE, 0)));
        assertThat(of(Fact.Call.class, behaviour)).isEmpty();
        assertThat(of(Fact.FileUse.class, behaviour)).hasSize(1);
    }

    @Test
    void namesThePartOfAPrivilegedCallThatMatters() throws IOException {
        long newUser = FlagSets.CLONE_FLAGS.value("CLONE_NEWUSER");
        long attach = FlagSets.PTRACE_REQUESTS.value("PTRACE_ATTACH");
        long traceMe = FlagSets.PTRACE_REQUESTS.value("PTRACE_TRACEME");
        Behaviour behaviour = behaviour(story -> story.event(
                        EventType.UNSHARE,
                        10,
                        event -> event.result(0).number(EventType.UNSHARE.indexOf("flags"), newUser))
                .event(
                        EventType.PTRACE,
                        10,
                        event -> event.result(0).number(EventType.PTRACE.indexOf("request"), attach))
                .event(
                        EventType.PTRACE,
                        10,
                        event -> event.result(0).number(EventType.PTRACE.indexOf("request"), traceMe))
                .event(
                        EventType.CHMOD,
                        10,
                        event -> event.result(0)
                                .text(EventType.CHMOD.indexOf("filename"), "a")
                                .number(EventType.CHMOD.indexOf("mode"), FlagSets.CHMOD_MODE.value("S_ISUID"))));
        assertThat(of(Fact.Privilege.class, behaviour))
                .extracting(Fact.Privilege::what)
                .containsExactlyInAnyOrder("unshare CLONE_NEWUSER", "ptrace PTRACE_ATTACH", "chmod setuid or setgid");
    }

    @Test
    void keepsOnlySoManyNamesAndSaysSo() throws IOException {
        Behaviour behaviour = behaviour(story -> {
            for (int i = 0; i < Room.MOST + 5; i++) {
                story.opens(10, "/" + i);
            }
        });
        assertThat(of(Fact.FileUse.class, behaviour)).hasSize(Room.MOST);
        assertThat(behaviour.recording().left()).isEqualTo(5);
    }

    @Test
    void aNameOfAnyLengthIsKeptOnlyInPart() throws IOException {
        Behaviour behaviour = behaviour(story -> story.opens(10, "/" + "x".repeat(100_000)));
        assertThat(of(Fact.FileUse.class, behaviour))
                .singleElement()
                .satisfies(file -> assertThat(file.path()).hasSize(Room.LONGEST));
    }
}
