package lanner.engine.lang.plan;

import lanner.engine.state.EventContext;
import lanner.engine.state.ProcessInfo;

/**
 * A planned node.
 *
 * @param cost about how many simple tests an evaluation takes; orders what {@code and} and {@code or} ask
 * @param ofProcess whether the verdict depends on the process and its ancestors alone
 */
record Planned(Predicate predicate, int cost, boolean ofProcess) {
    /** Below this a verdict is found as quickly as it is remembered. */
    private static final int WORTH_REMEMBERING = 3;

    private static final int WORTH_SHARING = 6;
    private static final int REMEMBERED = 2;

    /** The same verdict, remembered until some process changes. */
    Planned perProcess() {
        return ofProcess && cost >= WORTH_REMEMBERING
                ? new Planned(new ProcessMemo(predicate), REMEMBERED, true)
                : this;
    }

    /** The same verdict, found once for an event however many conditions ask. */
    Planned perEvent() {
        return cost >= WORTH_SHARING ? new Planned(new EventMemo(predicate), REMEMBERED, ofProcess) : this;
    }

    private static final class EventMemo implements Predicate {
        private final Predicate asked;
        private long serial = -1;
        private boolean verdict;

        EventMemo(Predicate asked) {
            this.asked = asked;
        }

        @Override
        public boolean test(EventContext context) {
            if (serial != context.serial()) {
                verdict = asked.test(context);
                serial = context.serial();
            }
            return verdict;
        }
    }

    /** Remembers the verdicts of some processes; two that share a slot displace each other. */
    private static final class ProcessMemo implements Predicate {
        private static final int SLOTS = 16;

        private final Predicate asked;
        private final ProcessInfo[] processes = new ProcessInfo[SLOTS];
        private final long[] generations = new long[SLOTS];
        private final boolean[] verdicts = new boolean[SLOTS];

        ProcessMemo(Predicate asked) {
            this.asked = asked;
        }

        @Override
        public boolean test(EventContext context) {
            ProcessInfo process = context.process();
            long generation = context.state().generation();
            int slot = process.pid() & SLOTS - 1;
            if (processes[slot] != process || generations[slot] != generation) {
                verdicts[slot] = asked.test(context);
                processes[slot] = process;
                generations[slot] = generation;
            }
            return verdicts[slot];
        }
    }
}
