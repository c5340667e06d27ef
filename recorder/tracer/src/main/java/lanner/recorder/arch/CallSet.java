package lanner.recorder.arch;

import java.util.BitSet;
import java.util.Collection;
import java.util.function.Function;
import lanner.capture.event.SyscallNames;

/** Some calls, looked up once: their numbers wherever the machine at hand has a table. */
public final class CallSet {
    private final BitSet[] numbers = new BitSet[Abi.COUNT];

    private CallSet(Function<SyscallNames, BitSet> ofTable) {
        for (Abi abi : Architecture.current().all()) {
            numbers[abi.index()] = ofTable.apply(abi.names());
        }
    }

    /** Those of these names that a table has. */
    public static CallSet named(Collection<String> names) {
        return of(table -> {
            BitSet numbers = new BitSet();
            names.forEach(name -> table.number(name).ifPresent(numbers::set));
            return numbers;
        });
    }

    /** Those that a choice takes from each table. */
    public static CallSet of(Function<SyscallNames, BitSet> ofTable) {
        return new CallSet(ofTable);
    }

    /** Whether a call is one of them. A program may ask for any number. */
    public boolean includes(Abi abi, long number) {
        return number >= 0 && number <= Integer.MAX_VALUE && numbers[abi.index()].get((int) number);
    }
}
