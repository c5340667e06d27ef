package lanner.recorder.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.capture.event.ParamType;
import lanner.recorder.Machine;
import lanner.recorder.context.HostFacts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real programs have the same events however their calls are recorded: each thread's calls in the same order, with the same
 * results and texts. All of them run in one recording a level.
 */
@Tag("ptrace")
class InlineLevelsTest {
    private static final List<String> LEVELS = List.of("off", "look", "open");

    /** In this order; what is written is in {@code made}, which is made anew each time. */
    private static final List<String> PROGRAMS = List.of(
            "rm -rf made",
            "mkdir made",
            "ls -lR tree",
            "find tree -name '*7' -size +0",
            "git -C tree status --short",
            "tar -cf made/tree.tar tree",
            "gcc -pipe -c -o made/f.o tree/f.c",
            "make -s -C tree",
            "python3 -I -B -c 'import os; print(sum(len(f) for _, _, f in os.walk(\"tree\")))'",
            "perl -e 'print join(\" \", map { -s } glob(\"tree/d*/*\")), \"\\n\"'",
            "grep -rc 7 tree",
            "du -a tree",
            "cp -r tree made/copy",
            "diff -r tree made/copy");

    /** These come when the kernel finds the time, or are about recording itself. */
    private static final Set<EventType> NO_CALLS = Set.of(
            EventType.SIGNALDELIVER,
            EventType.PROCESS,
            EventType.DESCRIPTOR,
            EventType.INLINE_START,
            EventType.INLINE_END);

    private static final Map<String, List<List<String>>> EVENTS = new TreeMap<>();
    private static final Map<String, Long> INSIDE = new TreeMap<>();

    @TempDir
    static Path directory;

    @BeforeAll
    static void recordsAllAtEachLevel() throws Exception {
        assumeTrue(
                HostFacts.countsSteadily() && HostFacts.showsGs(),
                "this machine has no steady time stamp counter or no rdgsbase");
        makeTree();
        String text = "export HOME=$PWD GIT_CONFIG_NOSYSTEM=1 PATH=/usr/bin:/bin LC_ALL=C\n"
                + PROGRAMS.stream()
                        // A shell makes no process for a program that is not there.
                        .map(each -> "(" + each + "); echo status $?\n")
                        .collect(Collectors.joining());
        // What the first run leaves is what all later ones find.
        Recorded.script(directory, text).alone();
        Recorded.Run alone = Recorded.script(directory, text).alone();
        for (String level : LEVELS) {
            Recorded at = Recorded.script(directory, text).with("--inline", level);
            assertThat(at.recorded())
                    .as("recorded at %s, as it is without us", level)
                    .isEqualTo(alone);
            at.assertIntact();
            List<Event> events = at.events();
            EVENTS.put(level, byProgram(events));
            INSIDE.put(
                    level,
                    events.stream().filter(event -> event.has(Mark.INLINE)).count());
        }
    }

    private static void makeTree() throws IOException, InterruptedException {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.writeString(tree.resolve("f.c"), "#include <stdio.h>\n#include <stdlib.h>\nint f(void) { return 0; }\n");
        Files.writeString(
                tree.resolve("Makefile"), "all: one two\n%:\n\t@test -e f.c; test -e $@ || cat f.c >/dev/null\n");
        for (int i = 0; i < 12; i++) {
            Path each = Files.createDirectory(tree.resolve("d" + i));
            for (int j = 0; j < 12; j++) {
                Files.writeString(each.resolve("f" + j), "file " + i + " " + j + "\n");
            }
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.toList()) {
                // Older than git's index, which it would write anew otherwise.
                Files.setLastModifiedTime(each, FileTime.fromMillis(1_000_000_000_000L));
            }
        }
        Recorded.Run made = Recorded.script(
                        directory, "export HOME=$PWD; git init -q tree && git -C tree add . || true\n")
                .alone();
        assertThat(made.status()).isZero();
    }

    /** What each of the shell's children and those that descend from it did, thread after thread as they were born. */
    private static List<List<String>> byProgram(List<Event> events) {
        List<List<List<String>>> programs = new ArrayList<>();
        Map<Integer, List<List<String>>> program = new HashMap<>();
        // Whose id it is at the moment: it may have been another's, of the same program too.
        Map<Integer, List<String>> thread = new HashMap<>();
        int shell = 0;
        for (Event event : events) {
            int tid = event.tid();
            if (shell == 0 && event.type() == EventType.EXECVE) {
                shell = tid;
            }
            boolean isBorn = event.type().is(EventType.Trait.BIRTH) && event.result() == 0;
            if (isBorn) {
                int pid = number(event, "pid");
                int maker = pid == tid ? number(event, "ptid") : pid;
                thread.remove(tid);
                if (maker == shell) {
                    program.put(tid, new ArrayList<>());
                    programs.add(program.get(tid));
                } else if (program.containsKey(maker)) {
                    program.put(tid, program.get(maker));
                } else {
                    program.remove(tid);
                }
            }
            List<List<String>> threads = program.get(tid);
            if (threads != null && !NO_CALLS.contains(event.type())) {
                thread.computeIfAbsent(tid, born -> {
                            threads.add(new ArrayList<>());
                            return threads.get(threads.size() - 1);
                        })
                        .add(told(event));
            }
        }
        return programs.stream()
                .map(threads -> threads.stream().flatMap(List::stream).toList())
                .toList();
    }

    private static int number(Event event, String parameter) {
        return (int) event.param(event.type().indexOf(parameter), 0);
    }

    /** A call's name, result and texts; a new process's id is another each time. */
    private static String told(Event event) {
        StringBuilder told = new StringBuilder(event.name());
        boolean isId = event.type().is(EventType.Trait.BIRTH) && event.result() > 0;
        told.append(' ').append(isId ? "a child" : event.isResultKnown() ? event.result() : "?");
        for (int i = 0; i < event.type().params().size(); i++) {
            ParamType type = event.type().params().get(i).type();
            if (event.has(i) && (type == ParamType.PATH || type == ParamType.RELPATH || type == ParamType.TEXT)) {
                told.append(' ').append(event.text(i));
            }
        }
        return told.toString();
    }

    static Stream<Arguments> programs() {
        return PROGRAMS.stream()
                .flatMap(program -> Stream.of("look", "open").map(level -> Arguments.of(program, level)));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("programs")
    void aProgramsEventsAreTheSame(String program, String level) {
        Machine.need(program.split(" ")[0]);
        int index = PROGRAMS.indexOf(program);
        List<String> off = EVENTS.get("off").get(index);
        assertThat(off).isNotEmpty();
        assertThat(EVENTS.get(level).get(index)).containsExactlyElementsOf(off);
    }

    @ParameterizedTest
    @MethodSource("insideLevels")
    void mostOfThemAreRecordedInside(String level) {
        long all = EVENTS.get(level).stream().mapToLong(List::size).sum();
        assertThat(INSIDE.get("off")).isZero();
        assertThat(INSIDE.get(level)).isGreaterThan(all / 4);
    }

    static Stream<String> insideLevels() {
        return Stream.of("look", "open");
    }
}
