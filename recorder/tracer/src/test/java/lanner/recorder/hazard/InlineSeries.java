package lanner.recorder.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.InlineEndParams;

/**
 * Programs that run one behind the other in a single recording: to start the recorder takes longer than most of them. Each
 * is a process of its own, and what it said and how it ended is compared one by one.
 */
final class InlineSeries {
    /**
     * The way of a program: its name without {@code inline_}, and its argument.
     *
     * @param padded whether its calls are made where the number is not written before them, with padding behind
     */
    record Way(String name, String argument, boolean padded) {
        Way(String name, String argument) {
            this(name, argument, false);
        }

        Way withPadding() {
            return new Way(name, argument, true);
        }

        List<String> macros() {
            return padded ? List.of("PADDED") : List.of();
        }

        private String command(Path program) {
            return argument.isEmpty() ? program.toString() : program + " " + argument;
        }
    }

    private final List<Way> ways;
    private final List<String> alone;
    private final List<String> recorded;
    private final Map<Integer, List<Event>> events = new HashMap<>();

    private InlineSeries(List<Way> ways, List<String> alone, List<String> recorded, List<Event> all) {
        this.ways = ways;
        this.alone = alone;
        this.recorded = recorded;
        all.forEach(new Sorter(events));
    }

    /**
     * Has them run without us.
     *
     * @param many how much of a run: 1 for a short one
     */
    static List<String> alone(Path directory, int many, List<Way> ways) throws IOException, InterruptedException {
        return parts(script(directory, many, ways).alone());
    }

    /** Has them recorded. */
    static InlineSeries recorded(Path directory, int many, String level, List<Way> ways, List<String> alone)
            throws IOException, InterruptedException {
        Recorded script = script(directory, many, ways).with("--inline", level);
        List<String> parts = parts(script.recorded());
        script.assertIntact();
        return new InlineSeries(ways, alone, parts, script.events());
    }

    private static Recorded script(Path directory, int many, List<Way> ways) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder("export MANY=" + many + "\n");
        for (Way way : ways) {
            Path program = Recorded.compile(directory, "inline_" + way.name(), way.macros(), "inline.h");
            text.append(way.command(program)).append(" 2>&1; echo \"status $?\"\n");
        }
        return Recorded.script(directory, text.toString());
    }

    /** What each said, up to its status. */
    private static List<String> parts(Recorded.Run run) {
        assertThat(run.status()).as(run.err()).isZero();
        return List.of(run.out().split("(?<=status \\d{1,3}\\n)"));
    }

    private static int index(List<Way> ways, Way way) {
        int index = ways.indexOf(way);
        assertThat(index).as("%s", way).isNotNegative();
        return index;
    }

    /** What a program said and how it ended, which is what it does without us. */
    String sameAsAlone(Way way) {
        int index = index(ways, way);
        assertThat(recorded).as("what the programs before it said").hasSizeGreaterThan(index);
        assertThat(recorded.get(index)).as("recorded, as it is without us").isEqualTo(alone.get(index));
        return recorded.get(index);
    }

    /** The events of a program and its children. */
    List<Event> events(Way way) {
        return events.getOrDefault(index(ways, way), List.of());
    }

    /** Whether anything was recorded inside of a program. */
    boolean began(Way way) {
        return events(way).stream().anyMatch(event -> event.type() == EventType.INLINE_START);
    }

    /** Why recording inside of it ended before it did. */
    List<String> ends(Way way) {
        return events(way).stream()
                .filter(event -> event.type() == EventType.INLINE_END)
                .map(event -> event.text(InlineEndParams.REASON))
                .distinct()
                .toList();
    }

    /** Sorts events by the shell's child that their threads descend from. */
    private static final class Sorter implements Consumer<Event> {
        private final Map<Integer, List<Event>> events;
        private final Map<Integer, Integer> indexes = new HashMap<>();
        private int shell;
        private int next;

        Sorter(Map<Integer, List<Event>> events) {
            this.events = events;
        }

        @Override
        public void accept(Event event) {
            int tid = event.tid();
            if (shell == 0 && event.type() == EventType.EXECVE) {
                shell = tid;
            }
            if (event.type().is(EventType.Trait.BIRTH) && event.result() == 0) {
                int pid = number(event, "pid");
                int maker = pid == tid ? number(event, "ptid") : pid;
                if (maker == shell) {
                    indexes.put(tid, next++);
                } else if (indexes.containsKey(maker)) {
                    indexes.put(tid, indexes.get(maker));
                }
            }
            if (indexes.containsKey(tid)) {
                events.computeIfAbsent(indexes.get(tid), index -> new ArrayList<>())
                        .add(event);
            }
        }

        private static int number(Event event, String parameter) {
            return (int) event.param(event.type().indexOf(parameter), 0);
        }
    }
}
