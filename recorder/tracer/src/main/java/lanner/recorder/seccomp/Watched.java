package lanner.recorder.seccomp;

import java.util.List;

/**
 * A call of 64-bit programs that stops without a record, when its arguments say so: the tracer itself has to know of it.
 *
 * @param call its name
 * @param tests tests of which one has to hold; none asks nothing
 * @param address the argument that is an address; -1 for none
 * @param below the call stops only when that address is below this one and not null
 */
public record Watched(String call, List<ArgumentTest> tests, int address, int below) {
    public Watched {
        tests = List.copyOf(tests);
    }

    /** A call that stops when one of these tests holds. */
    public static Watched when(String call, ArgumentTest... tests) {
        return new Watched(call, List.of(tests), -1, 0);
    }

    /** A call that stops when its first argument is an address below this one. */
    public static Watched below(String call, int below) {
        return new Watched(call, List.of(), 0, below);
    }
}
