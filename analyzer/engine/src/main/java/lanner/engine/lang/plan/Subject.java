package lanner.engine.lang.plan;

import lanner.engine.state.EventContext;
import lanner.engine.state.ThreadInfo;

/** What a verdict depends on: while that stays the same, a verdict that was found holds. */
interface Subject {
    /** The event itself, and whatever it is about. */
    Subject EVENT = new Subject() {
        @Override
        public int worth() {
            return 6;
        }

        @Override
        public Predicate remember(Predicate asked) {
            return new EventMemo(asked);
        }
    };

    /** The process and its ancestors alone; where its threads differ in users or directories, the thread as well. */
    Lasting PROCESS = new Lasting() {
        @Override
        public int worth() {
            return 3;
        }

        @Override
        public Predicate remember(Predicate asked) {
            return new ProcessMemo(asked);
        }

        @Override
        public Candidates.Opener gate(Predicate[] parts) {
            return new ProcessGate(parts);
        }
    };

    /** Below this cost a verdict is found as quickly as it is remembered. */
    int worth();

    /** The same verdict, found once for as long as the subject stays the same. */
    Predicate remember(Predicate asked);

    /** A subject of more than one event. */
    interface Lasting extends Subject {
        /** Opens to those conditions whose part holds, or that have none (null). */
        Candidates.Opener gate(Predicate[] parts);
    }

    /** Remembers the verdict about one event. */
    final class EventMemo implements Predicate {
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
    final class ProcessMemo implements Predicate {
        private static final int SLOTS = 16;

        private final Predicate asked;
        private final Object[] subjects = new Object[SLOTS];
        private final long[] generations = new long[SLOTS];
        private final boolean[] verdicts = new boolean[SLOTS];

        ProcessMemo(Predicate asked) {
            this.asked = asked;
        }

        @Override
        public boolean test(EventContext context) {
            ThreadInfo thread = context.thread();
            Object subject = thread.subject();
            long generation = context.state().generation();
            int slot = thread.subjectId() & SLOTS - 1;
            if (subjects[slot] != subject || generations[slot] != generation) {
                verdicts[slot] = asked.test(context);
                subjects[slot] = subject;
                generations[slot] = generation;
            }
            return verdicts[slot];
        }
    }

    /** Remembers which conditions are open to some processes. */
    final class ProcessGate implements Candidates.Opener {
        private static final int SLOTS = 64;

        private final Predicate[] parts;
        private final int words;
        private final Object[] subjects;
        private final long[] generations;
        private final long[] open;

        ProcessGate(Predicate[] parts) {
            this.parts = parts;
            words = Candidates.words(parts.length);
            subjects = new Object[SLOTS * words];
            generations = new long[SLOTS * words];
            open = new long[SLOTS * words];
        }

        @Override
        public long open(EventContext context, int word) {
            ThreadInfo thread = context.thread();
            Object subject = thread.subject();
            long generation = context.state().generation();
            int slot = (thread.subjectId() & SLOTS - 1) * words + word;
            if (subjects[slot] != subject || generations[slot] != generation) {
                open[slot] = Candidates.ask(parts, word, context);
                subjects[slot] = subject;
                generations[slot] = generation;
            }
            return open[slot];
        }
    }
}
