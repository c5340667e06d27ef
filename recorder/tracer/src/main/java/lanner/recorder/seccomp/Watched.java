package lanner.recorder.seccomp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of 64-bit programs that stops without a record, when its arguments say so: the tracer itself has to know of it.
 *
 * @param call its name
 * @param tests tests of which one has to hold; none asks nothing
 * @param reach memory that it has to be about as well; null asks nothing
 */
public record Watched(
        String call, List<ArgumentTest> tests, @Nullable Reach reach) {
    public Watched {
        tests = List.copyOf(tests);
    }

    /** A call that stops when one of these tests holds. */
    public static Watched when(String call, ArgumentTest... tests) {
        return new Watched(call, List.of(tests), null);
    }

    /** A call that stops when its arguments say that it may be about certain memory, and one of these tests holds. */
    public static Watched within(String call, Reach reach, ArgumentTest... tests) {
        return new Watched(call, List.of(tests), reach);
    }

    /**
     * Memory that a call may be about. A filter cannot add: a range is taken for one that may reach it if it begins a little
     * before or is long.
     *
     * @param address the argument that is its first address
     * @param length the argument that is its length
     * @param below all addresses below this one are such memory, but null
     * @param mask bits of the low half of an address, which are {@code bits} where such memory may lie elsewhere
     * @param bits those of them that are set
     * @param longest a range from elsewhere that is shorter does not reach it
     */
    public record Reach(int address, int length, int below, int mask, int bits, int longest) {}
}
