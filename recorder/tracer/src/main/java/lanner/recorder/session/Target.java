package lanner.recorder.session;

import java.util.List;

/** What to record. */
public sealed interface Target {
    /**
     * A command to start.
     *
     * @param command the command and its arguments
     * @param keptDescriptors the descriptors that it inherits, ascending
     */
    record Program(List<String> command, List<Integer> keptDescriptors) implements Target {
        public Program {
            command = List.copyOf(command);
            keptDescriptors = List.copyOf(keptDescriptors);
        }
    }

    /** Processes that are there already, with their threads and descendants. */
    record Processes(List<Integer> pids) implements Target {
        public Processes {
            pids = List.copyOf(pids);
        }
    }
}
