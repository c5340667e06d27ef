package lanner.behaviour.fact;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.GenericParams;
import lanner.engine.field.KernelNames;
import org.jspecify.annotations.Nullable;

/** Counts system calls by name and error. Calls that io_uring(7) made for a program are none of its own. */
final class CallCounts {
    private static final int ERRORS = 134;
    private static final int NUMBERS = 1024;

    /** The counts of one table of calls. */
    private static final class Table {
        final @Nullable Count[] decoded = new @Nullable Count[EventType.CODES];
        /** Calls without a row of their own, by their number; the last stands for all numbers behind it. */
        final @Nullable Count[] generic = new @Nullable Count[NUMBERS];
    }

    private final Map<Abi, Table> tables = new EnumMap<>(Abi.class);
    private final Scene scene;

    /** Of one call. */
    private static final class Count {
        final Abi abi;
        final EventType type;
        final String name;
        final Tally tally = new Tally();
        /** By errno; null while none failed. */
        @Nullable
        Tally[] errors = new Tally[0];

        Count(Abi abi, EventType type, String name) {
            this.abi = abi;
            this.type = type;
            this.name = name;
        }
    }

    CallCounts(Scene scene) {
        this.scene = scene;
    }

    void take(Event event, EventType type, boolean onArm, boolean done) {
        Abi abi = Abi.of(event, onArm);
        Table table = tables.get(abi);
        if (table == null) {
            table = new Table();
            tables.put(abi, table);
        }
        boolean generic = type == EventType.GENERIC;
        @Nullable Count[] counts = generic ? table.generic : table.decoded;
        int at = generic ? number(event) : type.code();
        Count count = counts[at];
        if (count == null) {
            count = new Count(abi, type, generic ? event.name() : type.label());
            counts[at] = count;
        }
        // Which events these are, their name tells.
        count.tally.countAlone(done, scene);
        if (!done) {
            error(count, event.result());
        }
    }

    private static int number(Event event) {
        long number = event.param(GenericParams.NATIVE_ID, NUMBERS);
        return (int) Math.min(number < 0 ? NUMBERS : number, NUMBERS - 1);
    }

    private void error(Count count, long result) {
        if (count.errors.length == 0) {
            count.errors = new Tally[ERRORS];
        }
        int errno = (int) Math.min(ERRORS - 1, Math.max(0, -Math.max(result, -ERRORS)));
        Tally tally = count.errors[errno];
        if (tally == null) {
            tally = new Tally();
            count.errors[errno] = tally;
        }
        tally.count(false, scene);
    }

    void facts(List<Fact> to) {
        for (Table table : tables.values()) {
            facts(table.decoded, to);
            facts(table.generic, to);
        }
    }

    private static void facts(@Nullable Count[] counts, List<Fact> to) {
        for (Count count : counts) {
            if (count == null) {
                continue;
            }
            Map<String, Long> errors = new LinkedHashMap<>();
            for (int errno = 0; errno < count.errors.length; errno++) {
                Tally tally = count.errors[errno];
                if (tally != null) {
                    String error = KernelNames.error(errno);
                    errors.merge(error, tally.failed, Long::sum);
                    if (Refusals.isOne(error)) {
                        to.add(new Fact.Refused(count.name, error, tally.seen()));
                    }
                }
            }
            to.add(new Fact.Call(
                    count.abi, count.name, count.abi.kernelNames(count.type, count.name), errors, count.tally.seen()));
        }
    }
}
