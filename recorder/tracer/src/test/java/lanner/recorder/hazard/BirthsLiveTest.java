package lanner.recorder.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Births as the kernel has them: programs that make many, with ids that come back, and children nobody is to trace. */
@Tag("ptrace")
class BirthsLiveTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"off", "governor"})
    void shortThreadsOfSeveralMakersEachHaveTheirMakersFlags(String placement) throws Exception {
        Recorded program = Recorded.program(directory, "makers").with("--placement", placement);
        assertThat(program.sameAsAlone().out()).isEqualTo("2000\n");
        HazardTest.assertEveryBirthHasBothSides(program, 2004);
        Map<Integer, List<String>> births = new HashMap<>();
        Set<Integer> makers = new HashSet<>();
        for (String line : Files.readAllLines(directory.resolve("births"))) {
            String[] words = line.split(" ");
            births.put(Integer.parseInt(words[2]), List.of(words[0], words[1]));
            makers.add(Integer.parseInt(words[1]));
        }
        Map<String, Set<Long>> flagsOfMaker = new HashMap<>();
        for (Event event : program.events(EventType.CLONE)) {
            int child = event.result() == 0 ? event.tid() : (int) event.result();
            if (makers.contains(child)) {
                // pthread_create(3), which is clone(2) on some machines and clone3(2) on others.
                continue;
            }
            List<String> birth = births.get(child);
            assertThat(birth).as("birth of %d", child).isNotNull();
            if (event.result() > 0) {
                assertThat(event.tid()).as("maker of %d", child).isEqualTo(Integer.parseInt(birth.get(1)));
            }
            flagsOfMaker
                    .computeIfAbsent(birth.get(0), maker -> new HashSet<>())
                    .add(event.param(EventType.CLONE.indexOf("flags"), -1));
        }
        assertThat(flagsOfMaker)
                .hasSize(4)
                .allSatisfy((maker, flags) -> assertThat(flags).hasSize(1));
    }

    /** Every thread ends once, as itself; what it calls is a call of the process that it was born into. */
    @Test
    void idsThatComeBackAreTheNewOnes() throws Exception {
        Recorded program = Recorded.program(directory, "reuse");
        assumeTrue(program.alone().status() != 77, "this user may not choose the next process id");
        assertThat(program.sameAsAlone().status()).isEqualTo(4);
        String[] told = Files.readString(directory.resolve("reused")).strip().split(" ");
        // Of 60; others of this machine take some.
        assertThat(Integer.parseInt(told[1])).as("ids that came back").isPositive();
        int root = Integer.parseInt(told[0]);
        Map<Integer, long[]> alive = new HashMap<>(Map.of(root, new long[] {root, 0}));
        Map<String, Integer> seen = new HashMap<>();
        Deque<String> wrong = new ArrayDeque<>();
        for (Event event : program.events()) {
            if (List.of(HazardTest.BIRTHS).contains(event.type()) && event.result() == 0) {
                long pid = event.param(event.type().indexOf("pid"), -1);
                long parent = event.param(event.type().indexOf("ptid"), -1);
                if (alive.put(event.tid(), new long[] {pid, parent}) != null) {
                    wrong.add(event.tid() + " is born again while it lives");
                }
            } else if (event.type() == EventType.PROCEXIT) {
                if (alive.remove(event.tid()) == null) {
                    wrong.add(event.tid() + " ends without having been born");
                }
            } else if (event.type() == EventType.CHDIR) {
                long[] self = alive.get(event.tid());
                String name = event.text(EventType.CHDIR.indexOf("path"));
                boolean right = switch (name) {
                    case "/thread" -> self[0] == root;
                    case "/child" -> self[0] == event.tid() && self[1] == root;
                    case "/grandchild" -> self[0] == event.tid() && alive.get((int) self[1])[1] == root;
                    default -> true;
                };
                if (!right) {
                    wrong.add(event.tid() + " calls " + name + " as a thread of " + self[0] + ", child of " + self[1]);
                }
                seen.merge(name, 1, Integer::sum);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(alive).as("nobody is left").isEmpty();
        assertThat(seen)
                .containsEntry("/thread", 40)
                .containsEntry("/child", 40)
                .containsEntry("/grandchild", 20);
    }

    @Test
    void childrenThatAskNotToBeTracedAreFollowedAndNobodyFindsAnythingChanged() throws Exception {
        Recorded program = Recorded.program(directory, "untraced");
        assertThat(program.sameAsAlone().out()).endsWith("of 200 by threads at once 0 are wrong\n");
        assertThat(program.calls(EventType.CHDIR, "path", "/by-child")).hasSize(3);
        assertThat(program.calls(EventType.CHDIR, "path", "/by-thread")).hasSize(200);
    }
}
